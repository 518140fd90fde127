"""Putting postings together: the parts of one heading, and where it stands in its index."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from editio.edition.model import ENTRY_KINDS, Kind
from editio.publish.index.parts import Part, Posting, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.publish.index.collation import Collation
    from editio.publish.index.model import Heading, IndexName
    from editio.publish.index.parts import Order, Section

#: Kinds whose headings may begin with an article that does not count.
_TITLED = frozenset({Kind.WORK, Kind.ORGANISATION, Kind.EVENT, Kind.BIBLIOGRAPHY, Kind.QUOTATION})
#: Added to numbers that are sorted by, so that they are positive and of one length: years too.
_OFFSET = 10**9


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading of the edition and where it stands: in which group, and at which place there.

    ``order`` sorts headings of an index as bytes, those of one group together but for the letters
    that are no section of their own. ``forms`` are the words of the texts for it, each with the
    number of times.
    """

    group_id: str
    group_label: str
    order: bytes
    heading: Heading
    forms: tuple[tuple[str, int], ...] = ()


def combined(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Return the postings of one source with those under one heading made one."""
    found: dict[tuple[IndexName, str], list[Posting]] = {}
    for posting in postings:
        found.setdefault((posting.index, posting.part.heading.id), []).append(posting)
    return tuple(
        same[0]
        if len(same) == 1
        else Posting(index, _sum([item.part for item in same]), same[0].section)
        for (index, _), same in found.items()
    )


def merge(postings: Sequence[Posting], collation: Collation) -> Placed:
    """Return a heading from the postings of all its sources, in the order of the edition."""
    part = _sum([posting.part for posting in postings])
    heading = _finished(part)
    section = next((item.section for item in postings if item.section is not None), None)
    sort_as = part.sort_as or heading.label
    order = sortable(_order(heading, sort_as, section, part.order, collation))
    if section is not None:
        return Placed(section.id, section.label, order, heading, part.forms)
    letter = collation.initial(sort_as, title=heading.kind in _TITLED)
    return Placed(_letter_id(letter), letter, order, heading, part.forms)


@lru_cache(maxsize=1_000)
def _letter_id(letter: str) -> str:
    return f"letter-{slug(letter) or 'other'}"


def sortable(order: Order) -> bytes:
    """Return bytes that sort as tuples of strings and numbers of the same shape do."""
    return b"\0".join(
        b"%010d" % (item + _OFFSET) if isinstance(item, int) else str(item).encode()
        for item in order
    )


def _order(
    heading: Heading, sort_as: str, section: Section | None, order: Order, collation: Collation
) -> Order:
    if section is not None:
        return (*section.order, *order, heading.id)
    key = collation.heading_key(sort_as, title=heading.kind in _TITLED)
    return (*key, int(bool(heading.see)), heading.id)


def _sum(parts: Sequence[Part]) -> Part:
    """Return what several sources say of one heading."""
    if len(parts) == 1:
        return parts[0]
    counts: Counter[str] = Counter()
    children: dict[str, list[Part]] = {}
    for part in parts:
        counts.update(dict(part.forms))
        for child in part.children:
            children.setdefault(child.heading.id, []).append(child)
    first = next((part for part in parts if part.own), parts[0])
    return Part(
        replace(
            first.heading,
            locators=tuple(item for part in parts for item in part.heading.locators),
        ),
        order=first.order,
        forms=tuple(sorted(counts.items())),
        sort_as=next((part.sort_as for part in parts if part.sort_as), ""),
        own=first.own,
        children=tuple(_sum(same) for same in children.values()),
    )


def _finished(part: Part) -> Heading:
    """Return the heading that all parts together make."""
    named = part.heading
    label = named.label or _most_used(part.forms)
    children = tuple(_children(part))
    variants = dict.fromkeys((*named.forms, *(form for form, number in part.forms if number)))
    # A year with days in it is more than its first date.
    single = not any(child.kind is Kind.DATE for child in children)
    locators = named.locators
    if named.kind in ENTRY_KINDS and any(not item.form for item in locators):
        locators = tuple(item if item.form else item._replace(form=label) for item in locators)
    forms = tuple([form for form in variants if form != label])
    interval = named.interval if single else None
    before = named.label, named.forms, named.interval, named.locators, named.children
    if before == (label, forms, interval, locators, children):  # a register alone has it, mostly
        return named
    return replace(
        named, label=label, forms=forms, interval=interval, locators=locators, children=children
    )


def _most_used(forms: Sequence[tuple[str, int]]) -> str:
    most = max((number for _, number in forms), default=0)
    return min((form for form, number in forms if number == most), default="")


def _children(part: Part) -> Iterator[Heading]:
    for child in sorted(part.children, key=lambda item: (item.order, item.heading.id)):
        yield _finished(child)
