"""Which elements and attributes a document uses, for reports on the whole edition."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.names import TEI_NS, tei

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a document uses elements and attributes (``@name``), and which in its header."""

    counts: tuple[tuple[str, int], ...] = ()
    header: frozenset[str] = frozenset()


def usage_of(root: _Element) -> Usage:
    """Return which elements and attributes of the TEI a document uses."""
    header = root.find(tei("teiHeader"))
    inside = set(header.iter()) if header is not None else set()
    counts: Counter[str] = Counter()
    of_header: set[str] = set()
    start = len(TEI_NS) + 2
    for element in root.iter(f"{{{TEI_NS}}}*"):
        names = [str(element.tag)[start:], *(f"@{name}" for name in map(str, element.attrib))]
        if element in inside:
            of_header.update(names)
        else:
            counts.update(names)
    return Usage(tuple(counts.items()), frozenset(of_header))
