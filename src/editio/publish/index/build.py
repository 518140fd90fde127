"""Postings of all indexes, and whole indexes of editions that fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.publish.index.bibliography import citation_postings
from editio.publish.index.chronology import date_postings, event_postings
from editio.publish.index.collation import Collation
from editio.publish.index.context import Context
from editio.publish.index.entities import entity_postings, register_postings
from editio.publish.index.merge import combined, merge
from editio.publish.index.model import Group, Index, IndexName
from editio.publish.index.quotations import quotation_postings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.edition.model import DocumentResult, Entry
    from editio.edition.registers import Registers
    from editio.publish.index.merge import Placed
    from editio.publish.index.parts import Posting


def postings_of_document(context: Context) -> tuple[Posting, ...]:
    """Return what a document adds to the indexes."""
    makers = (entity_postings, date_postings, quotation_postings, citation_postings)
    return combined(posting for maker in makers for posting in maker(context))


def postings_of_registers(entries: Sequence[Entry], collation: Collation) -> tuple[Posting, ...]:
    """Return what the registers add to the indexes: names, see-references, events."""
    events = event_postings(entries, collation.language)
    return combined((*register_postings(entries, collation), *events))


def build_indexes(
    results: Sequence[DocumentResult], registers: Registers, language: str = ""
) -> tuple[Index, ...]:
    """Return the eight indexes in the order of :class:`IndexName`, empty ones too.

    ``language`` is the edition's BCP 47 tag and decides the order of headings. The links of each
    result must give the keys of the entries in ``registers``.
    """
    collation = Collation(language)
    found: dict[tuple[IndexName, str], list[Posting]] = {}
    for posting in _all(results, registers, collation):
        found.setdefault((posting.index, posting.part.heading.id), []).append(posting)
    placed: dict[IndexName, list[Placed]] = {name: [] for name in IndexName}
    for (name, _), postings in found.items():
        placed[name].append(merge(postings, collation))
    return tuple(
        Index(name=name, language=collation.language, groups=tuple(_groups(items)))
        for name, items in placed.items()
    )


def _all(
    results: Iterable[DocumentResult], registers: Registers, collation: Collation
) -> Iterator[Posting]:
    for result in results:
        yield from postings_of_document(Context.of(result, registers.by_key, collation))
    yield from postings_of_registers(registers.entries, collation)


def _groups(placed: Iterable[Placed]) -> Iterator[Group]:
    groups: dict[str, list[Placed]] = {}
    for item in sorted(placed, key=lambda item: item.order):
        groups.setdefault(item.group_id, []).append(item)
    for name, members in groups.items():
        headings = tuple(item.heading for item in members)
        yield Group(id=name, label=members[0].group_label, headings=headings)
