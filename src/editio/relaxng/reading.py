"""Feeding a document to the diagnosis, with exact positions from expat."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.findings import Finding, Severity
from editio.relaxng.automaton import IGNORED
from editio.relaxng.diagnose import Diagnosis, Tag
from editio.relaxng.encodings import UnknownEncodingError, beginning, marked_encoding, readable
from editio.relaxng.listening import Listener
from editio.relaxng.messages import Place, finding
from editio.relaxng.nameclasses import key_of, split_key
from editio.relaxng.words import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from editio.relaxng.automaton import Automaton
    from editio.relaxng.datatypes import Context
    from editio.relaxng.ids import Identities
    from editio.relaxng.vocabulary import Vocabulary

_ATTRIBUTE = re.compile(r"""\s([^\s=<>"'/]+)\s*=\s*(?:"[^"]*"|'[^']*')""")


class Reader(Listener):
    """Turns expat's callbacks into events with positions."""

    def __init__(
        self, diagnosis: Diagnosis, file: str, identities: Identities | None = None
    ) -> None:
        super().__init__()
        self.diagnosis = diagnosis
        self.identities = identities
        self.file = file
        self.encoding = "utf-8"

    def parser_for_text(self) -> expat.XMLParserType:
        """Return a new parser for text in UTF-8, whatever it declares."""
        self.parser = self.new_parser("utf-8")
        return self.parser

    def new_parser(self, encoding: str | None = None) -> expat.XMLParserType:
        """Return a parser that reports to this."""
        parser = super().new_parser(encoding)
        parser.XmlDeclHandler = self.declaration
        return parser

    def read(self, document: Path | str | bytes) -> None:
        """Read the whole document; one that is not well-formed ends with a finding about this."""
        self.encoding = marked_encoding(beginning(document)) or self.encoding
        try:
            super().read(document)
        except expat.ExpatError as error:
            self.diagnosis.report(self.syntax_error(error))

    def syntax_error(self, error: expat.ExpatError) -> Finding:
        reason = expat.ErrorString(error.code)
        message = f"the document is not well-formed XML: {reason}"
        frame = self.diagnosis.frames[-1]
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]:
            local = split_key(frame.key)[1]
            message = f"<{local}> (line {frame.place.line}) is not closed where it should be"
        return Finding(
            code="XML-SYNTAX",
            severity=Severity.ERROR,
            message=message,
            file=self.file,
            line=error.lineno,
            column=error.offset + 1,
        )

    def place(self) -> Place:
        parser = self.parser
        return Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, self.file)

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and not self.encoding.startswith("utf-16"):
            self.encoding = encoding

    def skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            at = self.place()
            hint = "External DTDs are not read: declare the entity in the document itself."
            message = f"the entity &{name}; is not declared in the document"
            self.diagnosis.report(finding("XML-ENTITY", at, message, hint))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = new_tag(name, attributes, self.place(), self.context, self.raw_tag)
        self.diagnosis.start(tag)
        if self.identities is not None:
            self.identities.start(name, attributes, tag.place_of)

    def raw_tag(self) -> str:
        """Return the text of the document from the current tag on."""
        return (self.parser.GetInputContext() or b"").decode(self.encoding, "replace")

    def end(self, name: str) -> None:
        self.diagnosis.end(self.place, self.context)

    def characters(self, text: str) -> None:
        state = self.diagnosis.frames[-1].state
        if state is not None and state.text_kind != IGNORED:
            self.diagnosis.text(text, self.place)


def new_tag(
    name: str,
    attributes: Mapping[str, str],
    origin: Place,
    context: Context,
    raw: Callable[[], str],
) -> Tag:
    """Return a start tag that stands at ``origin``, where ``raw()`` begins.

    Where its attributes stand is looked for when it is asked.
    """
    known: dict[str, Place] = {}

    def place_of(key: str) -> Place:
        if not known:
            known.update(attribute_places(raw(), origin, context.namespaces))
        at = known.get(key, origin)  # one that a DTD supplies stands nowhere
        return replace(at, path=f"{tag.place.path}/@{split_key(key)[1]}")

    tag = Tag(name, attributes, origin, place_of, context)
    return tag


def attribute_places(raw: str, origin: Place, scope: Mapping[str, str]) -> dict[str, Place]:
    """Return where the attributes of a tag stand.

    ``raw`` begins with the tag, which stands at ``origin``; ``scope`` are the namespaces in it.
    """
    found: dict[str, Place] = {}
    line, start = origin.line, 1 - origin.column
    end = 0
    for match in _ATTRIBUTE.finditer(raw):
        if ">" in raw[end : match.start()]:
            break
        newlines = raw.count("\n", end, match.start(1))
        if newlines:
            line += newlines
            start = raw.rfind("\n", end, match.start(1)) + 1
        prefix, _, local = match[1].rpartition(":")
        key = key_of(scope.get(prefix, "") if prefix else "", local)
        place = replace(origin, line=line, column=match.start(1) - start + 1)
        found.setdefault(key, place)
        inside = raw.count("\n", match.start(1), match.end())
        if inside:
            line += inside
            start = raw.rfind("\n", match.start(1), match.end()) + 1
        end = match.end()
    return found


def diagnose(
    automaton: Automaton,
    vocabulary: Vocabulary,
    document: Path | str | bytes,
    identities: Identities | None = None,
) -> list[Finding]:
    """Return every mistake of ``document`` in the order of the document."""
    diagnosis = Diagnosis(automaton, vocabulary)
    file = "" if isinstance(document, bytes) else str(document)
    try:
        Reader(diagnosis, file, identities).read(readable(document))
    except UnknownEncodingError as error:
        message = f"the encoding {quoted(str(error))} is not known"
        diagnosis.report(finding("XML-ENCODING", Place(1, 1, file), message, ""))
    if identities is not None:
        for found in identities.finish():
            diagnosis.report(found)
    return diagnosis.finish()
