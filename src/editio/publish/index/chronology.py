"""The chronology: by century, year and day, with spans and open ends in their place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from editio.edition.dates import days_in_month
from editio.edition.model import Kind
from editio.publish.index.model import Group, Heading, Index, IndexName, Locator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.model import Interval
    from editio.publish.index.context import Edition

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: Where a heading stands among those that begin in the same year.
_BEFORE, _WITHIN, _SPAN, _AFTER = range(4)


@dataclass(frozen=True, slots=True)
class _Item:
    """One dated thing: its interval, how to point to it, and the entry of an event."""

    interval: Interval
    locator: Locator | None
    heading: Heading | None = None

    @property
    def year_key(self) -> tuple[int, int, int]:
        """The heading it stands under: the year, the place in it, the last year of a span."""
        first, last = self.interval.earliest, self.interval.latest
        if first is None:
            return (last[0] if last else 0, _BEFORE, 0)
        if last is None:
            return (first[0], _AFTER, 0)
        return (first[0], _WITHIN if first[0] == last[0] else _SPAN, last[0])

    @property
    def day_key(self) -> tuple[int, int, int, int, int]:
        """The place in the year: whole months before their days, spans after the day they begin."""
        first, last = self.interval.earliest, self.interval.latest
        if first is None or last is None or first[0] != last[0]:
            return (0, 0, 0, 0, 0)
        if (first[1:], last[1:]) == ((1, 1), (12, 31)):
            return (0, 0, 0, 0, 0)
        whole = first[2] == 1 and last == (*first[:2], days_in_month(*first[:2]))
        rank = 0 if whole else 1 if first == last else 2
        return (first[1], 0 if whole else first[2], rank, last[1], last[2])


def chronology(edition: Edition) -> Index:
    """Return the index of dates: those of the texts, of the documents, and of the events."""
    items = sorted(_items(edition), key=lambda item: (item.year_key, item.day_key))
    groups = []
    for century, members in groupby(items, key=lambda item: _century(item.year_key[0])):
        years = tuple(
            _year(key, list(same)) for key, same in groupby(members, key=lambda i: i.year_key)
        )
        groups.append(Group(id=f"century-{century}", label=century_label(century), headings=years))
    return Index(
        name=IndexName.CHRONOLOGY, language=edition.collation.language, groups=tuple(groups)
    )


def _items(edition: Edition) -> Iterator[_Item]:
    stated: set[tuple[str, object, object]] = set()
    for occurrence in edition.occurrences():
        interval = occurrence.mention.interval
        if occurrence.mention.kind is Kind.DATE and interval is not None:
            stated.add((occurrence.document.ref.id, interval.earliest, interval.latest))
            note = f"{interval.calendar} calendar" if interval.calendar else ""
            yield _Item(interval, edition.locator(occurrence, note=note, form=_stated(interval)))
    for result in edition.results:
        date = result.metadata.date
        if date is not None and (result.ref.id, date.earliest, date.latest) not in stated:
            stated_as = result.metadata.date_label or _stated(date)
            locator = Locator(
                document=result.ref.id, unit="", label="", form=stated_as, note="document"
            )
            yield _Item(date, locator)
    for entry in edition.registers.entries:
        if entry.kind is Kind.EVENT and entry.interval is not None:
            heading = Heading(
                id=f"event-{entry.key}",
                label=entry.heading,
                kind=Kind.EVENT,
                entry=entry.key,
                dates=entry.dates,
                interval=entry.interval,
            )
            yield _Item(entry.interval, None, heading)


def _stated(interval: Interval) -> str:
    """The words for a date that the text gives in attributes only."""
    if interval.label:
        return interval.label
    first, last = interval.earliest, interval.latest
    if first and last and first[0] == last[0]:
        within = (first[1:], last[1:]) != ((1, 1), (12, 31))
        return (
            f"{day_label(first, last)} {year_label(first[0])}" if within else year_label(first[0])
        )
    ends = [year_label(day[0]) if day else "" for day in (first, last)]
    return "–".join(ends)


def _year(key: tuple[int, int, int], items: list[_Item]) -> Heading:
    year, place, last = key
    label = {
        _BEFORE: f"until {year_label(year)}",
        _WITHIN: year_label(year),
        _SPAN: f"{year_label(year)}–{year_label(last)}",
        _AFTER: f"from {year_label(year)}",
    }[place]
    whole = [item for item in items if not any(item.day_key)]
    dated = [item for item in items if any(item.day_key)]
    days = tuple(_day(list(same)) for _, same in groupby(dated, key=lambda item: item.day_key))
    name = {_BEFORE: "until", _WITHIN: "year", _SPAN: "span", _AFTER: "from"}[place]
    return Heading(
        id=f"{name}-{year}-{last}" if place is _SPAN else f"{name}-{year}",
        label=label,
        kind=Kind.DATE,
        interval=items[0].interval if not days else None,
        locators=tuple(item.locator for item in whole if item.locator is not None),
        children=(*(item.heading for item in whole if item.heading is not None), *days),
    )


def _day(items: list[_Item]) -> Heading:
    interval = items[0].interval
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        raise AssertionError("a day has both ends")
    return Heading(
        id="day-" + "-".join(str(part) for part in (*first, *last[1:])),
        label=day_label(first, last),
        kind=Kind.DATE,
        interval=interval,
        locators=tuple(item.locator for item in items if item.locator is not None),
        children=tuple(item.heading for item in items if item.heading is not None),
    )


def day_label(first: tuple[int, int, int], last: tuple[int, int, int]) -> str:
    """Return the label of a span inside a year: "May", "7 May", "3–7 May", "3 May – 2 June"."""
    month = _MONTHS[first[1] - 1]
    whole_start = first[2] == 1
    whole_end = last[2] == days_in_month(*last[:2])
    if first == last:
        return f"{first[2]} {month}"
    if whole_start and whole_end:
        return month if first[1] == last[1] else f"{month}–{_MONTHS[last[1] - 1]}"
    if first[1] == last[1]:
        return f"{first[2]}–{last[2]} {month}"
    return f"{first[2]} {month} – {last[2]} {_MONTHS[last[1] - 1]}"


def year_label(year: int) -> str:
    """Return how an astronomical year is called: 1851, 44 BC."""
    return str(year) if year > 0 else f"{1 - year} BC"


def century_label(century: int) -> str:
    """Return the name of a century: 19 is "19th century", -1 is "1st century BC"."""
    number = abs(century)
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending} century" + (" BC" if century < 0 else "")


def _century(year: int) -> int:
    """The century of an astronomical year; there is none with the number 0."""
    return (year - 1) // 100 + 1 if year > 0 else -((-year) // 100 + 1)
