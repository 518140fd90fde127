"""Years of the timeline: the months of a year in columns, its days and events as bars."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.dates import day_number, days_in_month
from editio.edition.model import Kind
from editio.publish.site.pictures.times import COLUMNS, WIDTH, Column, Date, Timeline, bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.edition.timewords import TimeWords
    from editio.publish.index.model import Heading

#: A year has a picture where it has so many dates at least; so many bars are in it at most.
_FEWEST = 2
_MOST_BARS = 40


@dataclass(frozen=True, slots=True)
class _Inside:
    """A date inside a year: the month in which it begins, and its days as Julian day numbers."""

    month: int
    date: Date


def years_of(
    headings: Iterable[Heading], page_of: Mapping[str, str], words: TimeWords
) -> dict[int, Timeline]:
    """Return the years that have several dates inside them, each drawn."""
    found: dict[int, Timeline] = {}
    for heading in headings:
        year, inside = 0, []
        for year, item in _inside(heading, page_of[heading.id]):  # noqa: B007
            inside.append(item)
        if sum(not item.date.entry for item in inside) >= _FEWEST:
            found[year] = _drawn(year, inside, words)
    return found


def _inside(heading: Heading, page: str) -> Iterator[tuple[int, _Inside]]:
    """Yield the days, months and spans of a year, and the events of each, with the year."""
    for child in heading.children:
        interval = child.interval
        if child.kind is not Kind.DATE or interval is None:
            continue
        first, last = interval.earliest, interval.latest
        if first is None or last is None or first[0] != last[0]:
            continue
        days = (day_number(first), day_number(last))
        if child.count:
            date = Date(*days, child.count, child.id, page, child.label)
            yield first[0], _Inside(first[1], date)
        for event in child.children:
            if event.kind is Kind.EVENT:
                date = Date(*days, 0, child.id, page, event.label, event.entry)
                yield first[0], _Inside(first[1], date)


def _drawn(year: int, inside: Sequence[_Inside], words: TimeWords) -> Timeline:
    start, end = day_number((year, 1, 1)), day_number((year + 1, 1, 1))
    ranked = sorted(inside, key=lambda item: (not item.date.entry, -item.date.mentions))
    shown = sorted(
        (item.date for item in ranked[:_MOST_BARS]), key=lambda date: (date.first, date.label)
    )
    return Timeline(
        words.year(year),
        start,
        end,
        tuple(_columns(year, inside, words)),
        tuple(bars(shown, start, end, WIDTH / (end - start))),
        tuple((_place(year, month), _name(year, month, words)) for month in range(1, 13)),
        max(0, len(inside) - _MOST_BARS),
        name=f"{year}-1",
    )


def _columns(year: int, inside: Iterable[_Inside], words: TimeWords) -> Iterator[Column]:
    """Yield a column for each month; a date counts in the month in which it begins."""
    counts: Counter[int] = Counter()
    targets: dict[int, Date] = {}
    for item in inside:
        counts[item.month] += item.date.mentions
        targets.setdefault(item.month, item.date)
    most = max(counts.values(), default=0)
    for month, count in sorted(counts.items()):
        if count:
            x = _place(year, month)
            yield Column(
                x,
                round(_place(year, month + 1) - x - 1, 1),
                round(max(2.0, count / most * (COLUMNS - 10)), 1),
                f"{_name(year, month, words)} {words.year(year)}",
                count,
                targets[month].anchor,
                targets[month].page,
            )


def _place(year: int, month: int) -> float:
    """Return where a month begins in the picture; the thirteenth is the end of the year."""
    start, end = day_number((year, 1, 1)), day_number((year + 1, 1, 1))
    here = end if month > 12 else day_number((year, month, 1))
    return round((here - start) * WIDTH / (end - start), 1)


def _name(year: int, month: int, words: TimeWords) -> str:
    return words.days((year, month, 1), (year, month, days_in_month(year, month)))
