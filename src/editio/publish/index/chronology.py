"""Postings of the chronology: by century, year and day, with spans and open ends in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.dates import days_in_month
from editio.edition.model import Kind, Role
from editio.edition.timewords import time_words
from editio.publish.index.model import Heading, IndexName, Locator
from editio.publish.index.parts import Part, Posting, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.edition.model import Entry, Interval
    from editio.edition.timewords import TimeWords
    from editio.publish.index.context import Context

#: Where a heading stands among those that begin in the same year.
_BEFORE, _WITHIN, _SPAN, _AFTER = range(4)


def date_postings(context: Context) -> Iterator[Posting]:
    """Yield the dates of a document: those in its text, and its own.

    When a register was published is no date of what the edition is about.
    """
    words = time_words(context.collation.language)
    stated: set[tuple[object, object]] = set()
    for occurrence in context.occurrences:
        mention, interval = occurrence.mention, occurrence.mention.interval
        if mention.kind is Kind.DATE and interval is not None:
            stated.add((interval.earliest, interval.latest))
            note = f"{interval.calendar} calendar" if interval.calendar else ""
            locator = context.locator(mention, note=note, form=_stated(interval, words))
            yield _dated(interval, words, locator)
    ref, metadata = context.result.ref, context.result.metadata
    date = metadata.date
    if ref.role is Role.TEXT and date is not None and (date.earliest, date.latest) not in stated:
        form = metadata.date_label or _stated(date, words)
        locator = Locator(document=ref.id, unit="", label="", form=form, note="document")
        yield _dated(date, words, locator)


def event_postings(entries: Iterable[Entry], language: str = "") -> Iterator[Posting]:
    """Yield the events of the registers; ``language`` is that of the labels of times."""
    words = time_words(language)
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
            event = Part(heading, order=(0, entry.heading))
            yield _dated(entry.interval, words, None, event)


def _dated(
    interval: Interval, words: TimeWords, locator: Locator | None, event: Part | None = None
) -> Posting:
    """A date under its century, year and day."""
    inside = _day_key(interval)
    locators = (locator,) if locator is not None else ()
    children = (event,) if event is not None else ()
    if any(inside):
        day = Heading(
            id=_day_id(interval),
            label=_day_label(interval, words),
            kind=Kind.DATE,
            interval=interval,
            locators=locators,
        )
        children = (Part(day, order=(1, *inside), children=children),)
        locators = ()
    year, place, last = key = _year_key(interval)
    century = _century(year)
    section = Section(f"century-{century}", words.century_of(century), order=(century,))
    heading = Heading(
        id=_year_id(*key),
        label=_year_label(*key, words),
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


def _stated(interval: Interval, words: TimeWords) -> str:
    """The words for a date that the text gives in attributes only."""
    if interval.label:
        return interval.label
    return words.span(interval.earliest, interval.latest)


def _year_label(year: int, place: int, last: int, words: TimeWords) -> str:
    return {
        _BEFORE: words.until.format(words.year(year)),
        _WITHIN: words.year(year),
        _SPAN: words.span_of_years(year, last),
        _AFTER: words.since.format(words.year(year)),
    }[place]


def _year_id(year: int, place: int, last: int) -> str:
    name = {_BEFORE: "until", _WITHIN: "year", _SPAN: "span", _AFTER: "from"}[place]
    return f"{name}-{year}-{last}" if place == _SPAN else f"{name}-{year}"


def _day_id(interval: Interval) -> str:
    first, last = interval.earliest, interval.latest
    assert first is not None
    assert last is not None
    return "day-" + "-".join(str(part) for part in (*first, *last[1:]))


def _day_label(interval: Interval, words: TimeWords) -> str:
    assert interval.earliest is not None
    assert interval.latest is not None
    return words.days(interval.earliest, interval.latest)


def _century(year: int) -> int:
    """The century of an astronomical year; there is none with the number 0."""
    return (year - 1) // 100 + 1 if year > 0 else -((-year) // 100 + 1)
