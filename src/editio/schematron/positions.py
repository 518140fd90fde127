"""Where nodes stand in a file: the marks of ``runtime.xsl`` counted again with expat.

A mark is a start tag, an end tag, a comment or a processing instruction, in document order.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.schematron.decoding import for_expat

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE_END = re.compile(r"\r\n?|\n")
_VALUE = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
_TAG = re.compile(r"""<[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>""")


@dataclass(frozen=True, slots=True)
class Mark:
    """A node: the last mark at or before it, its kind, and an attribute's local name."""

    number: int
    kind: str = "element"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """``line`` and ``column`` count from 1; ``xpath`` is that of the element: local names, numbers
    among the siblings of the same expanded name."""

    line: int
    column: int
    xpath: str


def places(source: bytes, marks: Iterable[Mark], encoding: str | None = None) -> dict[Mark, Place]:
    """Return the place of every mark in a well-formed document.

    ``encoding`` is that of ``source``; ``None`` if the document itself says it. Marks that are not
    there are left out; all are where expat cannot read the document.
    """
    wanted: dict[int, set[Mark]] = {}
    for mark in marks:
        wanted.setdefault(mark.number, set()).add(mark)
    try:
        if encoding is None:
            source, encoding = for_expat(source)
        return _Counting(source, encoding, wanted).run()
    except (LookupError, UnicodeDecodeError, expat.ExpatError):
        return {}


_HANDLERS = (
    *("StartElementHandler", "EndElementHandler", "CharacterDataHandler", "CommentHandler"),
    *("ProcessingInstructionHandler", "StartDoctypeDeclHandler", "EndDoctypeDeclHandler"),
)


@dataclass(slots=True)
class _Level:
    """An open element: its path, and how many children of each name it has."""

    path: str
    children: Counter[str] = field(default_factory=Counter)


class _Counting:
    def __init__(self, source: bytes, encoding: str | None, wanted: dict[int, set[Mark]]) -> None:
        self.source = source
        self.wanted = wanted
        self.found: dict[Mark, Place] = {}
        self.count = 0
        self.levels = [_Level("")]
        self.texts: set[Mark] = set()
        self.parser = expat.ParserCreate(encoding, " ")

    def run(self) -> dict[Mark, Place]:
        parser = self.parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._watch()
        parser.StartDoctypeDeclHandler = lambda *_: self._unwatch()
        parser.EndDoctypeDeclHandler = self._watch
        self.found |= dict.fromkeys(self.wanted.get(0, ()), Place(1, 1, ""))
        try:
            parser.Parse(self.source, True)
        finally:  # or the ring would keep the parser's buffers until garbage is collected
            for name in _HANDLERS:
                setattr(parser, name, None)
        return self.found

    def _watch(self) -> None:
        self.parser.CommentHandler = lambda _text: self._mark()
        self.parser.ProcessingInstructionHandler = lambda _target, _data: self._mark()

    def _unwatch(self) -> None:
        """Comments of the document type declaration are no nodes."""
        self.parser.CommentHandler = None
        self.parser.ProcessingInstructionHandler = None

    def _start(self, name: str, _attributes: object) -> None:
        parent = self.levels[-1]
        parent.children[name] += 1
        local = name.rpartition(" ")[2]
        self.levels.append(_Level(f"{parent.path}/{local}[{parent.children[name]}]"))
        self._mark()

    def _end(self, _name: str) -> None:
        self.levels.pop()
        self._mark()

    def _mark(self) -> None:
        self.count += 1
        if self.texts:
            self._close_texts()
        marks = self.wanted.get(self.count)
        if not marks:
            return
        here = self._here()
        for mark in marks:
            if mark.kind == "text":
                self.texts.add(mark)
            self.found[mark] = self._attribute(here, mark.name) if mark.name else here
        if self.texts:
            self.parser.CharacterDataHandler = lambda _text: self._close_texts(self._here())

    def _close_texts(self, here: Place | None = None) -> None:
        """The text after the last mark begins here, or there is none."""
        self.parser.CharacterDataHandler = None
        if here is not None:
            self.found |= dict.fromkeys(self.texts, here)
        self.texts = set()

    def _here(self) -> Place:
        parser = self.parser
        path = self.levels[-1].path
        return Place(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, path)

    def _attribute(self, tag: Place, name: str) -> Place:
        """Return where an attribute stands in the start tag; the tag's place if it is not there."""
        start = self.parser.CurrentByteIndex
        path = f"{tag.xpath}/@{name}"
        found = _TAG.match(self.source[start : start + 20_000].decode("utf-8", "replace"))
        blanked = _VALUE.sub(_blank, found[0]) if found else ""
        at = re.search(rf"\s((?:[^\s:=\"'<>]+:)?{re.escape(name)})\s*=", blanked)
        if at is None:
            return Place(tag.line, tag.column, path)
        before = _LINE_END.split(blanked[: at.start(1)])
        column = len(before[-1]) + (tag.column if len(before) == 1 else 1)
        return Place(tag.line + len(before) - 1, column, path)


def _blank(value: re.Match[str]) -> str:
    return value[1] + re.sub(r"[^\r\n]", " ", value[2]) + value[1]
