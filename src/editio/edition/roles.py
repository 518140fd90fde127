"""Whether a document is a text or a register, told from what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from editio.edition.model import Role
from editio.names import tei

if TYPE_CHECKING:
    from lxml.etree import _Element

_LISTS = tuple(
    tei(name)
    for name in ("listPerson", "listPlace", "listOrg", "listEvent", "listBibl", "listObject")
)
#: How much of a document's text stands in lists of entries if the document is a register.
_SHARE = 0.8


def role_of(root: _Element) -> Role:
    """Return REGISTER for a document that is little more than lists of entries, else TEXT.

    The header does not count: the cast of a play stands there, or in a ``standOff`` beside the
    play, and does not make the play a register.
    """
    parts = [part for part in root.iterchildren(etree.Element) if part.tag != tei("teiHeader")]
    lists = [item for part in parts for item in _outermost_lists(part)]
    listed = sum(map(_length, lists))
    everything = sum(map(_length, parts)) if listed else 0
    return Role.REGISTER if listed and listed >= _SHARE * everything else Role.TEXT


def _outermost_lists(part: _Element) -> list[_Element]:
    if part.tag in _LISTS:
        return [part]
    return [
        item
        for item in part.iter(*_LISTS)
        if not any(ancestor.tag in _LISTS for ancestor in item.iterancestors())
    ]


def _length(element: _Element) -> int:
    """The length of the text in an element, without white space."""
    text = etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return len("".join(text.split()))
