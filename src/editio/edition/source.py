"""Opening a document: whatever is out there, as something the engines can parse.

Everything odd is a finding with file, line and column, and nothing is raised for a bad document.
What an engine can read as it is costs one pass of expat and a few searches; only what cannot be
read so is adapted: another encoding, entities, XIncludes, TEI P4, another namespace.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from editio.edition.dialects import namespace_finding, to_tei_namespace
from editio.edition.loading import Loaded, load
from editio.edition.parsing import parse_bytes
from editio.edition.positions import ElementIndex, Position, index_elements, steps
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from editio.edition.model import DocumentRef
    from editio.saxon import Node, Processor

_NO_MEMBERS: Mapping[Path, str] = MappingProxyType({})


@dataclass(slots=True)
class _State:
    """What an open document holds: the bytes, and what was made of them when it was asked for."""

    source: bytes
    adapted: bytes | None = None
    root: _Element | None = None
    index: ElementIndex | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """A document as the engines see it.

    ``usable`` is false if it cannot be parsed or is no TEI; then only the findings are of use.
    """

    ref: DocumentRef
    path: Path
    findings: tuple[Finding, ...]
    usable: bool
    _state: _State = field(repr=False)

    def parse(self, processor: Processor) -> Node:
        """Parse with Saxon. Raises :class:`~editio.errors.SourceError` if Saxon refuses it."""
        adapted = self._state.adapted
        if adapted is None:
            return processor.parse_file(self.path)
        text = _without_declaration(adapted).decode("utf-8")
        return processor.parse_text(text, self.path.resolve().as_uri())

    def root(self) -> _Element:
        """Return the root element, parsed by lxml at most once. Raises ``SourceError``."""
        state = self._state
        if state.root is None:
            state.root = parse_bytes(self.text(), self.path.resolve().as_uri())
        return state.root

    def text(self) -> bytes:
        """Return the document as the engines see it, in UTF-8 (whatever it declares)."""
        return self._state.source if self._state.adapted is None else self._state.adapted

    def source(self) -> bytes:
        """Return the file itself in UTF-8: what lines and columns refer to."""
        return self._state.source

    def locate(self, xpath: str) -> Position:
        """Return where an element stands in its file.

        ``xpath`` is a path such as ``/TEI[1]/text[1]/body[1]/p[3]``: local names, numbers among
        the siblings of the same expanded name. Where a step leads nowhere, the place of the
        element reached so far; line and column are 0 if there is none.
        """
        state = self._state
        if not self.usable:
            return Position(self.ref.path, 0, 0)
        if state.index is None:
            state.index = index_elements(state.source)
        return _walk(state.index, self.ref.path, xpath)


def open_document(
    ref: DocumentRef, root: Path, *, members: Mapping[Path, str] = _NO_MEMBERS
) -> OpenDocument:
    """Open a document of the edition in the folder ``root``.

    ``members`` are the other documents of the edition, by resolved path, each with its id.
    """
    path = root / ref.path
    loaded = load(path)
    findings = list(loaded.findings)
    state = _State(loaded.source)
    usable = loaded.well_formed
    if usable and not loaded.sniff.is_tei:
        usable = False
        findings.append(_not_tei(loaded))
    if usable:
        findings += _adapt(state, loaded)
    placed = tuple(
        finding.at(file=finding.file or ref.path, document=ref.id) for finding in findings
    )
    return OpenDocument(ref=ref, path=path, findings=placed, usable=usable, _state=state)


def _adapt(state: _State, loaded: Loaded) -> list[Finding]:
    """Make of a document what the engines can read, and return what is to be said about it."""
    findings: list[Finding] = []
    text = loaded.text
    if loaded.sniff.foreign_namespace:
        text = to_tei_namespace(text, loaded.sniff)
        finding = namespace_finding(loaded.source, loaded.sniff)
        findings += [finding] if finding else []
    if text is not loaded.source or not loaded.native:
        state.adapted = text
    return findings


def _not_tei(loaded: Loaded) -> Finding:
    root = loaded.sniff.root
    what = f"its root is <{root}>" if root else "it has no root element"
    return Finding(
        code="XML-NOT-TEI",
        severity=Severity.INFO,
        message=f"this is XML but not TEI ({what}), and is left out",
        hint="list it under exclude in edition.toml",
        line=1,
        column=1,
    )


def _without_declaration(text: bytes) -> bytes:
    if not text.startswith(b"<?xml"):
        return text
    return text[text.find(b"?>") + 2 :]


def _walk(index: ElementIndex, file: str, xpath: str) -> Position:
    found = Position(file, 0, 0)
    level = [0]
    for name, number in steps(xpath):
        seen: dict[str, int] = {}
        for child in level:
            place = index.places[child]
            if place.name.rpartition(" ")[2] != name:
                continue
            seen[place.name] = seen.get(place.name, 0) + 1
            if seen[place.name] == number:
                found = Position(file, place.line, place.column)
                level = index.children[child]
                break
        else:
            return found
    return found
