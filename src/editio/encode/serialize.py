"""Writing a document: every block on a line of its own, the text untouched.

White space is added only between elements of a content that holds no text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from editio.names import tei

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Elements that stand on a line of their own where their parent holds no text beside them.
_BLOCKS = frozenset(
    map(
        tei,
        (
            *("TEI", "teiHeader", "text", "group", "front", "body", "back", "div"),
            *("head", "byline", "opener", "closer", "epigraph", "dateline", "salute", "signed"),
            *("p", "ab", "list", "item", "label", "table", "row", "cell", "quote", "cit", "bibl"),
            *("lg", "l", "sp", "speaker", "stage", "figure", "graphic", "figDesc", "note"),
            *("milestone", "pb"),
        ),
    )
)
_HEADER = tei("teiHeader")
_STEP = "  "


def serialize(root: _Element) -> bytes:
    """Return a document as UTF-8, with an XML declaration and a line end at its end."""
    indent(root)
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"


def indent(root: _Element) -> None:
    """Put each block on a line of its own."""
    stack = [(root, 0, False)]
    while stack:
        element, depth, header = stack.pop()
        header = header or element.tag == _HEADER
        if not len(element) or not _is_container(element, header=header):
            continue
        element.text = f"\n{_STEP * (depth + 1)}"
        for child in element:
            child.tail = f"\n{_STEP * (depth + 1)}"
            stack.append((child, depth + 1, header))
        element[-1].tail = f"\n{_STEP * depth}"


def _is_container(element: _Element, *, header: bool) -> bool:
    """Whether an element holds other elements and no text, so that white space says nothing."""
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return False
    return header or all(child.tag in _BLOCKS for child in element)
