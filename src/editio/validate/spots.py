"""Characters of a text, as the tree has them: what a check reads, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element


class TextSpot(NamedTuple):
    """A character of a text: so many after the start tag of an element, or ``after`` its end."""

    tag: _Element
    after: bool
    offset: int


class Piece(NamedTuple):
    """A run of text without markup in it, and where it begins; ``None`` if it was put in."""

    text: str
    begin: TextSpot | None


def spot_of(pieces: Sequence[Piece], offset: int) -> TextSpot | None:
    """Return where a character of joined pieces stands."""
    for text, begin in pieces:
        if offset < len(text):
            return None if begin is None else begin._replace(offset=begin.offset + offset)
        offset -= len(text)
    return None


def pieces_of(
    element: _Element, apart: frozenset[str], lines: frozenset[str] = frozenset()
) -> list[Piece]:
    """Return the text of an element in pieces, without that of elements in ``apart``.

    A line break comes before each element in ``lines``.
    """
    found: list[Piece] = []
    skipped: _Element | None = None
    tag, after, offset = element, False, 0
    events = ("start", "end", "comment", "pi")
    for event, node in etree.iterwalk(element, events=events):
        text = node.text if event == "start" else node.tail
        if event == "start":
            if skipped is None and node is not element and node.tag in apart:
                skipped = node
            tag, after, offset = node, False, 0
            if skipped is None and node.tag in lines:
                found.append(Piece("\n", None))
        elif event == "end":
            tag, after, offset = node, True, 0
            skipped = None if node is skipped else skipped
        if node is element and event != "start":
            break
        if text and skipped is None:
            found.append(Piece(text, TextSpot(tag, after, offset)))
        offset += len(text or "")
    return found
