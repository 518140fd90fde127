"""Which elements, attributes and values a document uses, for reports on the whole edition."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from editio.names import TEI_NS, tei

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element


class Unusual(NamedTuple):
    """A value that the schema does not suggest for an attribute of an element."""

    element: str
    attribute: str
    value: str


class Usage(NamedTuple):
    """How often a document uses elements, attributes (``@name``), and both (``element@name``).

    ``header`` are those in its header, which are not counted; ``unusual`` what the schema does not
    suggest, wherever it is.
    """

    counts: tuple[tuple[str, int], ...] = ()
    header: frozenset[str] = frozenset()
    unusual: tuple[Unusual, ...] = ()


def usage_of(
    root: _Element, suggested: Callable[[str, str], frozenset[str]] | None = None
) -> Usage:
    """Return which elements and attributes of the TEI a document uses.

    ``suggested`` are the values that a schema suggests for an attribute of an element.
    """
    header = root.find(tei("teiHeader"))
    inside = set(header.iter()) if header is not None else set()
    counts: Counter[str] = Counter()
    of_header: set[str] = set()
    unusual: dict[Unusual, None] = {}
    start = len(TEI_NS) + 2
    for element in root.iter(f"{{{TEI_NS}}}*"):
        name, attributes = str(element.tag)[start:], [str(item) for item in element.attrib]
        if element in inside:
            of_header.update((name, *(f"@{item}" for item in attributes)))
        else:
            counts[name] += 1
            counts.update(f"@{item}" for item in attributes)
            counts.update(f"{name}@{item}" for item in attributes)
        if suggested is not None:
            unusual |= dict.fromkeys(_unusual(element, name, attributes, suggested))
    return Usage(tuple(counts.items()), frozenset(of_header), tuple(unusual))


def _unusual(
    element: _Element,
    name: str,
    attributes: Iterable[str],
    suggested: Callable[[str, str], frozenset[str]],
) -> Iterator[Unusual]:
    for attribute in attributes:
        known = suggested(name, attribute)
        for value in element.get(attribute, "").split() if known else ():
            if value not in known:
                yield Unusual(name, attribute, value)
