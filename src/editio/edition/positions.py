"""Where an element stands: file, line and column of its start tag, found by its path."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from editio.edition.syntax import new_parser

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
    """Index a well-formed document in UTF-8. Names are ``namespace name`` or ``name``."""
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
    parser.Parse(source, True)
    return ElementIndex(places, children[1:])


def steps(xpath: str) -> list[tuple[str, int]]:
    """Return the steps of a path such as ``/TEI[1]/text[1]``: local names and numbers."""
    return [(match[1].rpartition(":")[2], int(match[2])) for match in _STEP.finditer(xpath)]
