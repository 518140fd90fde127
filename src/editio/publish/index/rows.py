"""The rows of the database: what a document and an entity become in its tables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from editio.edition.dates import day_number
from editio.edition.model import Kind
from editio.publish.index.quotations import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.edition.model import DocumentResult, Entry, Interval, Mention
    from editio.publish.index.context import Context
    from editio.publish.index.merge import Placed

Value: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Value, ...]

#: A document's number has so many bits, its units and mentions are numbered below it.
DOCUMENT_BITS, _ROW_BITS, _ENTITY_BITS = 38, 24, 60


def document_numbers(ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of documents: made from their ids, whatever else is in the edition.

    Where two would be the same, the later id takes the next.
    """
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for name in sorted(ids):
        number = _hash(name, DOCUMENT_BITS)
        while number in taken:
            number += 1
        taken.add(number)
        numbers[name] = number
    return numbers


def entity_number(kind: Kind, heading: str) -> int:
    """Return the number of an entity, from the id of its heading."""
    return _hash(f"{kind.value} {heading}", _ENTITY_BITS)


def first_row(number: int) -> int:
    """Return where the numbers of a document's units and mentions begin."""
    return number << _ROW_BITS


def document(number: int, position: int, result: DocumentResult) -> Row:
    """The row of a document."""
    ref, metadata = result.ref, result.metadata
    return (
        number,
        position,
        ref.id,
        ref.path,
        ref.role.value,
        metadata.title or ref.id,
        metadata.date_label,
        *_ends(metadata.date),
        metadata.language,
        metadata.source,
        metadata.licence,
    )


def authors(number: int, result: DocumentResult) -> Iterator[Row]:
    """The rows of a document's authors."""
    for position, author in enumerate(result.metadata.authors, start=1):
        yield number, position, author


def units(number: int, result: DocumentResult) -> list[Row]:
    """The rows of a document's units; of two with one id, the first."""
    numbers: dict[str, int] = {}
    found: list[Row] = []
    for name, kind, parent, label, text in result.units:
        if name not in numbers:
            above = numbers.get(parent)
            numbers[name] = row = first_row(number) + len(found) + 1
            found.append((row, number, name, above, kind, label, text))
    return found


def _unit_numbers(number: int, result: DocumentResult) -> dict[str, int]:
    names = dict.fromkeys(unit.id for unit in result.units)
    return dict(zip(names, count(first_row(number) + 1), strict=False))


@dataclass(frozen=True, slots=True)
class Mentions:
    """The rows of a document's mentions, by table."""

    mentions: list[Row] = field(default_factory=list)
    entities: list[Row] = field(default_factory=list)
    dates: list[Row] = field(default_factory=list)
    quotations: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, number: int, context: Context) -> Mentions:
        """Make the rows of a document."""
        rows = cls()
        unit_numbers = _unit_numbers(number, context.result)
        numbers = _EntityNumbers()
        row = first_row(number)
        for mention, _, entities in context.occurrences:
            if mention.kind is Kind.TERM and not entities:
                continue
            row += 1
            rows.mentions.append(_mention(row, number, unit_numbers.get(mention.unit), mention))
            for item in entities:
                rows.entities.append((row, numbers[item.kind, item.id]))
            if mention.interval is not None:
                rows.dates.append(_date(row, mention.interval))
            if mention.kind is Kind.QUOTATION:
                rows.quotations.append(_quotation(row, mention, context))
        return rows


class _EntityNumbers(dict[tuple[Kind, str], int]):
    """The numbers of entities, by kind and heading: a text mentions the same ones many times."""

    def __missing__(self, entity: tuple[Kind, str]) -> int:
        self[entity] = number = entity_number(*entity)
        return number


def _mention(row: int, document: int, unit: int | None, mention: Mention) -> Row:
    return (
        row,
        document,
        unit,
        mention.kind.value,
        mention.form,
        mention.before,
        mention.after,
        mention.element,
        mention.subtype,
        " ".join(mention.pointers),
    )


def _date(row: int, interval: Interval) -> Row:
    first, last = interval.earliest, interval.latest
    return (
        row,
        *_ends(interval),
        day_number(first) if first else None,
        day_number(last) if last else None,
        interval.calendar,
        interval.label,
        int(interval.certain),
    )


def _quotation(row: int, mention: Mention, context: Context) -> Row:
    source = source_of(mention, context)
    entry = source.entry if source is not None else None
    return (
        row,
        source.author if source is not None else "",
        source.work if source is not None else "",
        entity_number(entry.kind, entry.key) if entry is not None else None,
        mention.locus,
    )


def entity(number: int, placed: Placed, entry: Entry | None, register: int | None) -> Row:
    """The row of an entity. ``register`` is the document that has its entry."""
    heading = placed.heading
    latitude, longitude = heading.coordinates or (None, None)
    return (
        number,
        heading.kind.value,
        heading.entry or None,
        heading.label,
        entry.author if entry else "",
        heading.dates,
        *_ends(heading.interval),
        heading.description,
        latitude,
        longitude,
        register,
    )


def names(number: int, placed: Placed, entry: Entry | None) -> Iterator[Row]:
    """The rows of an entity's names, each with where it is from."""
    found = {placed.heading.label: "heading"}
    for form in entry.forms if entry else ():
        found.setdefault(form, "register")
    for form, times in placed.forms:
        if times:
            found.setdefault(form, "text")
    for name, origin in found.items():
        yield number, name, origin


def identifiers(number: int, placed: Placed, entry: Entry | None) -> Iterator[Row]:
    """The rows of an entity's identifiers."""
    if entry is not None:
        for item in {item.value: item for item in entry.identifiers}.values():
            yield number, item.kind, item.value, item.url
    else:
        for uri in placed.heading.uris:
            yield number, "", uri, uri


def _ends(interval: Interval | None) -> tuple[str | None, str | None]:
    if interval is None:
        return None, None
    return _iso(interval.earliest), _iso(interval.latest)


def _iso(day: tuple[int, int, int] | None) -> str | None:
    """A day in ISO 8601; years before 1 BC with a sign."""
    if day is None:
        return None
    year, month, dom = day
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{dom:02}"


def _hash(text: str, bits: int) -> int:
    found = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(found, "big") >> (64 - bits)
