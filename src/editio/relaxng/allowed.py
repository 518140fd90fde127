"""What may stand at a place of a document: the base for completion in editors.

Only what comes before the place has to be well-formed, so that a document can be asked about while
it is being written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.relaxng.diagnose import Diagnosis
from editio.relaxng.encodings import declared_encoding
from editio.relaxng.messages import allowed_values
from editio.relaxng.nameclasses import key_of, split_key
from editio.relaxng.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from editio.relaxng.automaton import Automaton, Opening
    from editio.relaxng.diagnose import Frame
    from editio.relaxng.patterns import Pattern
    from editio.relaxng.vocabulary import Vocabulary

_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_OPEN_TAG = re.compile(r"""<(/?[^\s<>/"']*)((?:[^<>"']|"[^"]*"|'[^']*')*)("[^"<]*|'[^'<]*)?\Z""")
_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_LAST_NAME = re.compile(r"([^\s=<>\"'/]+)\s*=\s*\Z")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that may stand somewhere, with the schema's documentation.

    ``required`` says that the parent is not complete without it (or one of its alternatives).
    """

    name: str
    namespace: str = ""
    documentation: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stand at one place.

    ``where`` is ``content``, ``tag`` (between the attributes of a start tag), ``value`` (in an
    attribute's value), or ``nothing`` (in a comment, an end tag, an unknown element). ``described``
    holds, beside the fixed ``values``, the kinds of values in words. ``any_element`` says that
    elements of other vocabularies may stand here too.
    """

    where: str
    parent: str = ""
    elements: tuple[Suggestion, ...] = ()
    attributes: tuple[Suggestion, ...] = ()
    values: tuple[Suggestion, ...] = ()
    described: tuple[str, ...] = ()
    text: bool = False
    any_element: bool = False


NOTHING = Allowed("nothing")


def allowed_at(
    automaton: Automaton,
    vocabulary: Vocabulary,
    document: Path | str | bytes,
    line: int,
    column: int,
) -> Allowed:
    """Return what may stand before the character at ``line`` and ``column`` (from 1)."""
    data = document if isinstance(document, bytes) else Path(document).read_bytes()
    text = data.decode(declared_encoding(data), "replace").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before, after = _parted(text, line, column)
    reader = Reader(Diagnosis(automaton, vocabulary), "")
    return _Finder(reader, vocabulary).find(before, after)


def _parted(text: str, line: int, column: int) -> tuple[str, str]:
    lines = text.split("\n")
    index = min(max(line, 1), len(lines)) - 1
    at = sum(len(one) + 1 for one in lines[:index]) + min(max(column, 1) - 1, len(lines[index]))
    return text[:at], text[at:]


class _Finder:
    def __init__(self, reader: Reader, vocabulary: Vocabulary) -> None:
        self.reader = reader
        self.vocabulary = vocabulary

    def find(self, before: str, after: str) -> Allowed:
        markup = _ASIDE.sub(lambda match: " " * len(match[0]), before)
        if "<!--" in markup or "<?" in markup or "<![CDATA[" in markup:
            return NOTHING
        tag = _OPEN_TAG.search(markup)
        self.read(before if tag is None else before[: tag.start()])
        frame = self.reader.diagnosis.frames[-1]
        if tag is None or (not tag[2] and not tag[1].startswith("/")):
            return self.content(frame)
        if tag[1].startswith("/"):
            return NOTHING
        return self.tag(frame, tag, after)

    def read(self, text: str) -> None:
        """Read what comes before; a mistake in it ends the reading where it stands."""
        parser = self.reader.parser_for_text()
        try:
            parser.Parse(text.encode(), False)
        except expat.ExpatError:
            return

    def content(self, frame: Frame) -> Allowed:
        self.reader.diagnosis.settle(self.reader.context)
        state = frame.state
        parent = split_key(frame.key)[1]
        if state is None:
            return Allowed("nothing", parent)
        expected = self.vocabulary.expected(state.pattern)
        missing = self.vocabulary.missing(state.pattern)
        needed = missing[0] if missing else frozenset()
        elements = (
            _suggestion(key, element.documentation, key in needed)
            for key, element in expected.elements.items()
        )
        values, described = _values(expected.values if frame.fresh else ())
        return Allowed(
            "content",
            parent,
            elements=tuple(elements),
            values=values,
            described=described,
            text=expected.text,
            any_element=expected.any_element,
        )

    def tag(self, frame: Frame, tag: re.Match[str], after: str) -> Allowed:
        attributes = [(m[1], m[2] or m[3] or "") for m in _ATTRIBUTE.finditer(tag[2])]
        rest = re.match(r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*""", "" if tag[3] else after)
        if rest is not None:
            attributes += [(m[1], m[2] or m[3] or "") for m in _ATTRIBUTE.finditer(rest[0])]
        scope = dict(self.reader.context.namespaces)
        for name, value in attributes:
            if name == "xmlns" or name.startswith("xmlns:"):
                scope[name[6:]] = value
        key = _key(tag[1], scope, attribute=False)
        opening = self.reader.diagnosis.opening(frame, key)
        if opening is None:
            return Allowed("nothing", tag[1])
        present = {_key(n, scope, attribute=True): v for n, v in attributes if n[:5] != "xmlns"}
        if tag[3]:
            name_before = _LAST_NAME.search(tag[2])
            if name_before is None:
                return NOTHING
            name = _key(name_before[1], scope, attribute=True)
            return self.value(tag[1], self.remaining(opening, present), opening, name)
        return self.attributes(tag[1], opening, present)

    def remaining(self, opening: Opening, present: Mapping[str, str]) -> Pattern | None:
        rest: Pattern | None = opening.rest
        for name, value in present.items():
            after = opening.take(rest, name, value, self.reader.context)
            rest = rest if after is None else after
        return rest

    def attributes(self, element: str, opening: Opening, present: Mapping[str, str]) -> Allowed:
        rest = self.remaining(opening, present)
        missing = self.vocabulary.missing_attributes(rest) if rest is not None else ()
        needed = opening.required | frozenset().union(*missing)
        make = self.reader.diagnosis.automaton.make
        free = [
            _suggestion(key, attribute.documentation, key in needed)
            for key, attribute in self.vocabulary.attributes(opening.pattern).items()
            if key not in present
            and (key in opening.table or (rest is not None and rest.takes(key, make)))
        ]
        return Allowed("tag", element, attributes=tuple(free))

    def value(self, element: str, rest: Pattern | None, opening: Opening, name: str) -> Allowed:
        known = opening.table.get(name)
        make = self.reader.diagnosis.automaton.make
        if known is not None:
            patterns = [known.content]
        else:
            patterns = [value for value, _ in rest.takes(name, make)] if rest is not None else []
        values, described = _values(patterns)
        return Allowed("value", element, values=values, described=described)


def _values(patterns: Iterable[Pattern]) -> tuple[tuple[Suggestion, ...], tuple[str, ...]]:
    fixed, described = allowed_values(tuple(patterns))
    values = tuple(Suggestion(value, documentation=text) for value, text in fixed.items())
    return values, tuple(described)


def _suggestion(key: str, documentation: str, required: bool) -> Suggestion:
    uri, local = split_key(key)
    return Suggestion(local, uri, documentation, required)


def _key(qname: str, scope: Mapping[str, str], *, attribute: bool) -> str:
    prefix, colon, local = qname.rpartition(":")
    return key_of("" if attribute and not colon else scope.get(prefix, ""), local)
