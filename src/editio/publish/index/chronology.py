"""Postings of the chronology: by century, year and day, with spans and open ends in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.dates import days_in_month
from editio.edition.model import Kind
from editio.publish.index.model import Heading, IndexName, Locator
from editio.publish.index.parts import Part, Posting, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.edition.model import Entry, Interval
    from editio.publish.index.context import Context

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: Where a heading stands among those that begin in the same year.
_BEFORE, _WITHIN, _SPAN, _AFTER = range(4)


def date_postings(context: Context) -> Iterator[Posting]:
    """Yield the dates of a document: those in its text, and its own."""
    stated: set[tuple[object, object]] = set()
    for occurrence in context.occurrences():
        mention, interval = occurrence.mention, occurrence.mention.interval
        if mention.kind is Kind.DATE and interval is not None:
            stated.add((interval.earliest, interval.latest))
            note = f"{interval.calendar} calendar" if interval.calendar else ""
            yield _dated(interval, context.locator(mention, note=note, form=_stated(interval)))
    metadata = context.result.metadata
    date = metadata.date
    if date is not None and (date.earliest, date.latest) not in stated:
        form = metadata.date_label or _stated(date)
        document = context.result.ref.id
        yield _dated(
            date, Locator(document=document, unit="", label="", form=form, note="document")
        )


def event_postings(entries: Iterable[Entry]) -> Iterator[Posting]:
    """Yield the events of the registers."""
    for entry in entries:
        if entry.kind is Kind.EVENT and entry.interval is not None:
            heading = Heading(
                id=f"event~{entry.key}",
                label=entry.heading,
                kind=Kind.EVENT,
                entry=entry.key,
                dates=entry.dates,
                interval=entry.interval,
            )
            yield _dated(entry.interval, None, Part(heading, order=(0, entry.heading)))


def _dated(interval: Interval, locator: Locator | None, event: Part | None = None) -> Posting:
    """A date under its century, year and day."""
    inside = _day_key(interval)
    locators = (locator,) if locator is not None else ()
    children = (event,) if event is not None else ()
    if any(inside):
        day = Heading(
            id=_day_id(interval),
            label=_day_label(interval),
            kind=Kind.DATE,
            interval=interval,
            locators=locators,
        )
        children = (Part(day, order=(1, *inside), children=children),)
        locators = ()
    year, place, last = key = _year_key(interval)
    century = _century(year)
    section = Section(f"century-{century}", century_label(century), order=(century,))
    heading = Heading(
        id=_year_id(*key),
        label=_year_label(*key),
        kind=Kind.DATE,
        interval=None if any(inside) else interval,
        locators=locators,
    )
    part = Part(heading, order=(year, place, last), children=children)
    return Posting(IndexName.CHRONOLOGY, part, section)


def _year_key(interval: Interval) -> tuple[int, int, int]:
    """The heading of a date: the year, the place in it, the last year of a span."""
    first, last = interval.earliest, interval.latest
    if first is None:
        return (last[0] if last else 0, _BEFORE, 0)
    if last is None:
        return (first[0], _AFTER, 0)
    return (first[0], _WITHIN if first[0] == last[0] else _SPAN, last[0])


def _day_key(interval: Interval) -> tuple[int, int, int, int, int]:
    """The place in the year: whole months before their days, spans after the day they begin."""
    first, last = interval.earliest, interval.latest
    if first is None or last is None or first[0] != last[0]:
        return (0, 0, 0, 0, 0)
    if (first[1:], last[1:]) == ((1, 1), (12, 31)):
        return (0, 0, 0, 0, 0)
    whole = first[2] == 1 and last == (*first[:2], days_in_month(*first[:2]))
    rank = 0 if whole else 1 if first == last else 2
    return (first[1], 0 if whole else first[2], rank, last[1], last[2])


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


def _year_label(year: int, place: int, last: int) -> str:
    return {
        _BEFORE: f"until {year_label(year)}",
        _WITHIN: year_label(year),
        _SPAN: f"{year_label(year)}–{year_label(last)}",
        _AFTER: f"from {year_label(year)}",
    }[place]


def _year_id(year: int, place: int, last: int) -> str:
    name = {_BEFORE: "until", _WITHIN: "year", _SPAN: "span", _AFTER: "from"}[place]
    return f"{name}-{year}-{last}" if place == _SPAN else f"{name}-{year}"


def _day_id(interval: Interval) -> str:
    first, last = interval.earliest, interval.latest
    assert first is not None
    assert last is not None
    return "day-" + "-".join(str(part) for part in (*first, *last[1:]))


def _day_label(interval: Interval) -> str:
    assert interval.earliest is not None
    assert interval.latest is not None
    return day_label(interval.earliest, interval.latest)


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
