"""Where an element stands: file, line and column of its start tag, found by its path."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from editio.edition.parsers import SEPARATOR, new_parser, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_LINE_END = re.compile(r"\r\n?|\n")
_TAG = re.compile(r"""<[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>""")
_VALUE = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
#: How many lines a start tag may take before its attributes are not looked for.
_TAG_LINES = 60
_STEP = re.compile(r"/([^/\[\]]+)\[(\d+)\]")


class Position(NamedTuple):
    """A place in a file. ``line`` and ``column`` count from 1; both are 0 if nothing is known."""

    file: str
    line: int
    column: int


class Place(NamedTuple):
    """Line and column of a start tag, and the expanded name of its element."""

    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ElementIndex:
    """The elements of one file in document order, each with the numbers of its children."""

    places: list[Place]
    children: list[list[int]] = field(repr=False)


def index_elements(source: bytes) -> ElementIndex:
    """Index a well-formed document in UTF-8. Names are as expat gives them, with ``SEPARATOR``."""
    parser = new_parser()
    places: list[Place] = []
    children: list[list[int]] = [[]]
    stack = [0]

    def start(name: str, _attributes: object) -> None:
        places.append(Place(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
        number = len(places)
        children[stack[-1]].append(number - 1)
        children.append([])
        stack.append(number)

    def end(_name: str) -> None:
        stack.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    read(parser, source)
    return ElementIndex(places, children[1:])


def text_place(
    source: bytes, number: int, offset: int, *, after: bool = False
) -> tuple[int, int] | None:
    """Return line and column of a character after the start tag of an element, or its end tag.

    ``number`` is that of the element in document order, ``offset`` counts characters from the tag.
    """
    parser = new_parser()
    open_elements: list[int] = []
    count = left = -1
    found: list[tuple[int, int]] = []

    def start(_name: str, _attributes: object) -> None:
        nonlocal count, left
        count += 1
        open_elements.append(count)
        if count == number and not after:
            left = offset
            parser.CharacterDataHandler = text

    def end(_name: str) -> None:
        nonlocal left
        if open_elements.pop() == number and after:
            left = offset
            parser.CharacterDataHandler = text

    def text(data: str) -> None:
        nonlocal left
        if left < len(data):
            found.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + left + 1))
            parser.CharacterDataHandler = None
        left -= len(data)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    read(parser, source)
    return found[0] if found else None


#: An element of a file: the file's name in reports, and the element's number in document order.
Spot = tuple[str, int]


@dataclass(slots=True)
class Locator:
    """Finds elements by their path, in a document and in the files that it includes.

    ``sources`` are the files in UTF-8; ``replaced`` tells which elements took the place of an
    include; ``renamed`` are elements that the engines see under another name.
    """

    file: str
    sources: dict[str, bytes]
    replaced: Mapping[Spot, list[Spot]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    _indexes: dict[str, ElementIndex] = field(default_factory=dict)
    _lines: dict[str, list[str]] = field(default_factory=dict)
    _numbered: dict[Spot | None, dict[tuple[str, int], Spot]] = field(default_factory=dict)

    def locate(self, xpath: str) -> Position:
        """Return the place of the element at ``xpath``, or of the last one on the way to it."""
        found: Spot | None = None
        for step in steps(xpath):
            spot = self._inside(found).get(step)
            if spot is None:
                break
            found = spot
        return self.place(found) if found else Position(self.file, 0, 0)

    def place(self, spot: Spot) -> Position:
        """Return where the start tag of an element stands."""
        place = self._index(spot[0]).places[spot[1]]
        return Position(spot[0], place.line, place.column)

    def attribute(self, where: Position, name: str) -> Position:
        """Return where an attribute with this local name stands in the start tag at ``where``.

        The tag's own place if it has none, as written.
        """
        lines = self._split(where.file)[where.line - 1 : where.line + _TAG_LINES]
        if not lines or not where.line:
            return where
        tag = _TAG.match("\n".join([lines[0][where.column - 1 :], *lines[1:]]))
        attribute = re.compile(rf"\s((?:[^\s:=\"'<>]+:)?{re.escape(name)})\s*=")
        found = attribute.search(_VALUE.sub(_blank, tag[0])) if tag else None
        if found is None:
            return where
        before = found.string[: found.start(1)]
        line = where.line + before.count("\n")
        column = found.start(1) - before.rfind("\n")
        return Position(
            where.file, line, column if line > where.line else where.column + column - 1
        )

    def text(self, xpath: str, offset: int, *, after: bool = False) -> Position:
        """Return where a character of the text in an element, or ``after`` its end tag, stands.

        ``offset`` counts the characters from the tag on, markup not counted. The place of the
        element where the text is shorter.
        """
        found = self._spot(xpath)
        if found is None:
            return Position(self.file, 0, 0)
        place = text_place(self.sources[found[0]], found[1], offset, after=after)
        return Position(found[0], *place) if place else self.place(found)

    def _spot(self, xpath: str) -> Spot | None:
        found: Spot | None = None
        for step in steps(xpath):
            found = self._inside(found).get(step)
            if found is None:
                return None
        return found

    def _split(self, file: str) -> list[str]:
        if file not in self._lines:
            text = self.sources[file].decode("utf-8", "replace")
            self._lines[file] = _LINE_END.split(text)
        return self._lines[file]

    def _inside(self, spot: Spot | None) -> Mapping[tuple[str, int], Spot]:
        """Return the children of an element by local name and number, or the root without one.

        Numbers count siblings of the same expanded name. Kept, because findings come in crowds.
        """
        known = self._numbered.get(spot)
        if known is None:
            level = self._children(spot) if spot else list(self._resolved((self.file, 0)))
            known = self._numbered[spot] = {}
            seen: dict[tuple[str, str], int] = {}
            for child in level:
                expanded = self._index(child[0]).places[child[1]].name
                namespace, _, local = expanded.rpartition(SEPARATOR)
                local = self.renamed.get(local, local)
                seen[namespace, local] = number = seen.get((namespace, local), 0) + 1
                known.setdefault((local, number), child)
        return known

    def _children(self, spot: Spot) -> list[Spot]:
        file, number = spot
        return [
            resolved
            for child in self._index(file).children[number]
            for resolved in self._resolved((file, child))
        ]

    def _resolved(self, spot: Spot) -> Iterator[Spot]:
        """Yield the elements that stand where ``spot`` stood."""
        if spot not in self.replaced:
            yield spot
            return
        for target in self.replaced[spot]:
            yield from self._resolved(target)

    def _index(self, file: str) -> ElementIndex:
        index = self._indexes.get(file)
        if index is None:
            index = self._indexes[file] = index_elements(self.sources[file])
        return index


def _blank(value: re.Match[str]) -> str:
    """Blank an attribute's value, so that what it holds is not taken for an attribute."""
    return value[1] + re.sub(r"[^\n]", " ", value[2]) + value[1]


def steps(xpath: str) -> list[tuple[str, int]]:
    """Return the steps of a path such as ``/TEI[1]/text[1]``: local names and numbers."""
    return [(match[1].rpartition(":")[2], int(match[2])) for match in _STEP.finditer(xpath)]


def path_of(element: _Element) -> str:
    """Return the path of an element as :meth:`Locator.locate` takes it."""
    found: list[str] = []
    current: _Element | None = element
    while current is not None:
        number = 1 + sum(1 for _ in current.itersiblings(current.tag, preceding=True))
        found.append(f"/{etree.QName(current).localname}[{number}]")
        current = current.getparent()
    return "".join(reversed(found))
