"""Selecting the elements that a check is about, and placing findings at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from lxml import etree

from editio.edition.positions import path_of
from editio.findings import Finding
from editio.names import TEI_NS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

    from editio.edition.source import OpenDocument
    from editio.findings import Severity


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


def selector(path: str) -> Callable[[_Element], list[_Element]]:
    """Return a function that selects elements by an XPath 1.0, with ``tei:`` for the TEI."""
    compiled = etree.XPath(path, namespaces={"tei": TEI_NS}, smart_strings=False)
    return lambda root: cast("list[_Element]", compiled(root))


def finding(  # noqa: PLR0913 - the parts of a finding, and where it is
    document: OpenDocument,
    element: _Element,
    code: str,
    severity: Severity,
    message: str,
    *,
    hint: str = "",
    attribute: str = "",
    spot: TextSpot | None = None,
) -> Finding:
    """Return a finding at an element of ``document.root()``, or at one of its attributes.

    With a ``spot`` it stands at a character of the text.
    """
    xpath = path_of(element) + (f"/@{attribute}" if attribute else "")
    if spot is None:
        where = document.locate(xpath)
    else:
        where = document.locate_text(path_of(spot.tag), spot.offset, after=spot.after)
    return Finding(
        code=code,
        severity=severity,
        message=message,
        hint=hint,
        file=where.file,
        line=where.line,
        column=where.column,
        xpath=xpath,
        document=document.ref.id,
    )
