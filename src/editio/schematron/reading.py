"""The files of a schema, every element of Schematron with its place, as input of the compiler.

A file is read with expat and written again as it was, without comments, and with three attributes
in the namespace ``urn:editio:schematron``: ``at`` (file number, line, column) on every element of
Schematron and XSLT, ``source`` and ``fragment`` on those that refer to another file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from editio.addresses import is_file, join_uri, split_fragment, split_uri
from editio.errors import SchemaError
from editio.names import RELAXNG_NS, SCHEMATRON_NS, XML_NS, XSLT_NS
from editio.schematron.decoding import for_expat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NS = "urn:editio:schematron"
_OLD_NS = "http://www.ascc.net/xml/schematron"
_COUNTED = frozenset({"rule", "assert", "report"})
_REFERENCES = frozenset({(SCHEMATRON_NS, "include"), (SCHEMATRON_NS, "extends")})
_GRAMMARS = frozenset({(RELAXNG_NS, "include"), (RELAXNG_NS, "externalRef")})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file of the schema. ``line`` and ``column`` count from 1."""

    file: str
    line: int
    column: int

    def error(self, message: str, hint: str = "") -> SchemaError:
        """Return an error about this place."""
        text = f"{self.file}:{self.line}:{self.column}: {message}"
        return SchemaError(text, hint, file=self.file, line=self.line, column=self.column)


@dataclass(slots=True)
class Sources:
    """The files of a schema, the schema itself first.

    ``rules`` are the places (as in ``at``) of all rules, asserts and reports in them. ``uris`` are
    the addresses to which references in the files are relative, ``locate`` tells what an address
    is at last, and the file that holds it.
    """

    paths: list[Path]
    uris: list[str]
    locate: Callable[[str], tuple[str, Path]]
    texts: list[str] = field(default_factory=list)
    grammars: set[int] = field(default_factory=set)
    rules: Counter[str] = field(default_factory=Counter)

    def number(self, path: Path, uri: str) -> int:
        """Return the number of a file, which is read later if it is new."""
        if path not in self.paths:
            self.paths.append(path)
            self.uris.append(uri)
        return self.paths.index(path)

    def spot(self, at: str) -> Spot:
        """Return the place that an ``at`` means."""
        number, line, column = (int(part) for part in at.split(":"))
        return Spot(str(self.paths[number]), line, column)

    def to_xml(self) -> str:
        """Return all files as one document, the input of ``xslt/schematron.xsl``."""
        parts = [f'<s:sources xmlns:s="{NS}">']
        for number, (path, text) in enumerate(zip(self.paths, self.texts, strict=True)):
            grammar = ' grammar="yes"' if number in self.grammars else ""
            uri = quoteattr(path.as_uri())
            parts.append(f'<s:source n="{number}" uri={uri}{grammar}>{text}</s:source>')
        parts.append("</s:sources>")
        return "".join(parts)


def locate_file(uri: str) -> tuple[str, Path]:
    """Return a ``file:`` URI with its path. Raises :class:`OSError` for any other."""
    parts = split_uri(uri)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
        raise OSError(f"{uri} is not a file")
    path = Path(unquote(parts.path)).resolve()
    if not is_file(path):
        raise FileNotFoundError(f"there is no file {path}")
    return uri, path


def read_sources(
    path: Path, uri: str = "", locate: Callable[[str], tuple[str, Path]] = locate_file
) -> Sources:
    """Read a schema and all files that it includes.

    ``uri`` is its address, by default that of its path; ``locate`` finds the files that it names.
    Raises :class:`SchemaError` where a file is missing or not well-formed, and where one is on the
    network.
    """
    path = path.resolve()
    sources = Sources([path], [uri or path.as_uri()], locate)
    number = 0
    while number < len(sources.paths):
        sources.texts.append(_Reader(sources, number).read())
        number += 1
    return sources


class _Reader:
    """Reads one file: copies what it holds, notes places and references."""

    def __init__(self, sources: Sources, number: int) -> None:
        self.sources = sources
        self.file = number
        self.path = sources.paths[number]
        self.out: list[str] = []
        self.scopes: list[Mapping[str, str]] = [{"": "", "xml": XML_NS, "xmlns": ""}]
        self.parser = expat.ParserCreate()

    def read(self) -> str:
        try:
            data = self.path.read_bytes()
        except OSError as error:
            message = f"{self.path}: cannot be read: {error.strerror}"
            raise SchemaError(message, "correct the path", file=str(self.path)) from error
        try:
            self._parse(data)
        except expat.ExpatError as error:
            spot = Spot(str(self.path), error.lineno, error.offset + 1)
            message = expat.ErrorString(error.code)
            raise spot.error(f"not well-formed: {message}", "correct the XML") from error
        return "".join(self.out)

    def _parse(self, data: bytes) -> None:
        try:
            data, encoding = for_expat(data)
        except (LookupError, UnicodeDecodeError) as error:
            raise Spot(str(self.path), 1, 1).error(f"wrong encoding: {error}") from error
        parser = self.parser = expat.ParserCreate(encoding)
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = lambda text: self.out.append(escape(text))
        parser.ExternalEntityRefHandler = self._external
        parser.SkippedEntityHandler = self._skipped
        parser.Parse(data, True)

    def _spot(self) -> Spot:
        parser = self.parser
        return Spot(str(self.path), parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def _start(self, name: str, attributes: list[str]) -> None:
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        new = {key[6:]: uri for key, uri in pairs.items() if key.startswith("xmlns:")}
        if "xmlns" in pairs:
            new[""] = pairs["xmlns"]
        scope = {**self.scopes[-1], **new} if new else self.scopes[-1]
        self.scopes.append(scope)
        prefix, _, local = name.rpartition(":")
        for used in (prefix, *(key.rpartition(":")[0] for key in pairs)):
            if used not in scope:
                raise self._spot().error(f"the prefix {used} is not declared", "declare it: xmlns")
        namespace = scope[prefix]
        marks = self._marks(namespace, local, pairs)
        given = "".join(f" {key}={_quoted(value)}" for key, value in pairs.items())
        self.out.append(f"<{name}{given}{marks}>")

    def _end(self, name: str) -> None:
        self.scopes.pop()
        self.out.append(f"</{name}>")

    def _marks(self, namespace: str, local: str, pairs: Mapping[str, str]) -> str:
        """Return the attributes to add to a start tag."""
        spot = self._spot()
        if namespace == _OLD_NS:
            raise spot.error(
                "this is Schematron 1.5", f"use the namespace of ISO Schematron: {SCHEMATRON_NS}"
            )
        if (namespace, local) in _GRAMMARS and "href" in pairs:
            self.sources.grammars.add(self._target(pairs["href"], spot)[0])
        if namespace not in {SCHEMATRON_NS, XSLT_NS}:
            return ""
        at = f"{self.file}:{spot.line}:{spot.column}"
        if namespace == SCHEMATRON_NS and local in _COUNTED:
            self.sources.rules[at] += 1
        marks = f' xmlns:s.at="{NS}" s.at:at="{at}"'
        if (namespace, local) in _REFERENCES and "href" in pairs:
            number, fragment = self._target(pairs["href"], spot)
            marks += f' s.at:source="{number}"'
            marks += f" s.at:fragment={quoteattr(fragment)}" if fragment else ""
        return marks

    def _target(self, href: str, spot: Spot) -> tuple[int, str]:
        """Return the number of the file that ``href`` means, and the fragment."""
        uri, fragment = split_fragment(join_uri(self.sources.uris[self.file], href.strip()))
        try:
            uri, path = self.sources.locate(uri)
        except FileNotFoundError as error:
            raise spot.error(str(error), "correct the path") from error
        except (OSError, ValueError) as error:
            hint = "keep a copy beside the schema, or map the address to one in a catalog"
            raise spot.error(f"{href} is not at hand: {error}", hint) from error
        return self.sources.number(path, uri), fragment

    def _external(self, *_details: object) -> int:
        raise self._spot().error("an external entity is not read", "use include")

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise self._spot().error(f"the entity {name} is not declared", "write the character")


#: An attribute's value in quotes; line breaks in it stay what they are.
_quoted = partial(quoteattr, entities={"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
