"""Postings as bytes, as the state of the merge keeps them and as they go between processes.

They are plain tuples there, which are written and read several times as fast as records: an
edition has one posting for each name in each text.
"""

from __future__ import annotations

from typing import Any

from editio.edition import records
from editio.edition.model import Kind
from editio.publish.index.model import Heading, IndexName, Locator
from editio.publish.index.parts import Part, Posting, Section


def packed(posting: Posting) -> bytes:
    """Return a posting as bytes that are the same for equal postings."""
    section = posting.section
    grouped = (section.id, section.label, section.order) if section is not None else None
    return records.dump_stable((posting.index.value, _part(posting.part), grouped))


def unpacked(data: bytes) -> Posting:
    """Return what :func:`packed` wrote.

    Raises :class:`~editio.edition.records.UnknownRecordError` for what is no record of Editio.
    """
    index, part, grouped = records.load(data)
    return Posting(IndexName(index), _part_of(part), Section(*grouped) if grouped else None)


def _part(part: Part) -> tuple[Any, ...]:
    item = part.heading
    heading = (
        (item.id, item.label, item.kind.value, item.entry, item.see, item.forms, item.dates),
        (item.description, item.uris, item.coordinates, item.interval),
        tuple(map(tuple, item.locators)),
    )
    children = tuple(map(_part, part.children))
    return heading, part.order, part.forms, part.sort_as, part.own, children


def _part_of(packed_part: tuple[Any, ...]) -> Part:
    (names, facts, locators), order, forms, sort_as, own, children = packed_part
    name, label, kind, entry, see, variants, dates = names
    description, uris, coordinates, interval = facts
    heading = Heading(
        id=name,
        label=label,
        kind=Kind(kind),
        entry=entry,
        see=see,
        forms=variants,
        dates=dates,
        description=description,
        uris=uris,
        coordinates=coordinates,
        interval=interval,
        locators=tuple(map(Locator._make, locators)),
    )
    return Part(heading, order, forms, sort_as, own, tuple(map(_part_of, children)))
