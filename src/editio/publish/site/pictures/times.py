"""The timeline: how often which time is mentioned, and spans and events as bars."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editio.edition.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.edition.timewords import TimeWords
    from editio.publish.index.model import Heading

#: The width of the picture in its own units, the height of the columns and of a line of bars.
WIDTH = 960
COLUMNS = 120
LANE = 16
_LETTER = 6.8
#: Columns are of so many years, the narrowest with which there are not too many.
_STEPS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000)
_MOST_COLUMNS = 120
_MOST_BARS = 60
_GAP = 8
#: Labels of the axis are so far apart at least.
_BETWEEN = 70


@dataclass(frozen=True, slots=True)
class Date:
    """A line of the chronology: its ends, mentions, and where it stands there: page and anchor.

    The ends are years, and in the picture of one year days.
    """

    first: int
    last: int
    mentions: int
    anchor: str
    page: str
    label: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the histogram: the years, the mentions, and the line of the chronology."""

    x: float
    width: float
    height: float
    label: str
    mentions: int
    anchor: str
    page: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A span or an event, as a bar with its label beside it."""

    x: float
    width: float
    lane: int
    date: Date
    left: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawn stretch of time, from ``first`` to before ``end``, with the stretches inside it.

    ``name`` is different for each stretch of a picture.
    """

    label: str
    first: int
    end: int
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    more: int = 0
    parts: tuple[Timeline, ...] = field(default=())
    name: str = ""

    @property
    def lanes(self) -> int:
        """How many lines the bars take."""
        return max((bar.lane for bar in self.bars), default=-1) + 1


def dates_of(headings: Iterable[Heading], page_of: Mapping[str, str]) -> Iterator[Date]:
    """Yield the dates of a chronology: years with all days in them, spans, and events."""
    for heading in headings:
        page = page_of[heading.id]
        for item in _events(heading):
            if item.interval is not None:
                ends = (item.interval.earliest, item.interval.latest)
                known = [day[0] for day in ends if day is not None]
                yield Date(known[0], known[-1], 0, heading.id, page, item.label, item.entry)
        years = _years(heading)
        if years and heading.count:
            yield Date(*years, heading.count, heading.id, page, heading.label)


def _events(heading: Heading) -> Iterator[Heading]:
    for child in heading.children:
        if child.kind is Kind.EVENT:
            yield child
        yield from _events(child)


def _years(heading: Heading) -> tuple[int, int] | None:
    found = heading if heading.interval is not None else None
    if found is None:
        found = next((item for item in heading.children if item.interval is not None), None)
    if found is None or found.interval is None:
        return None
    days = [day[0] for day in (found.interval.earliest, found.interval.latest) if day is not None]
    return (days[0], days[-1]) if days else None


#: How long the parts of a timeline are: centuries and decades, in years.
_LENGTHS = (100, 10)


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws timelines, in the words of a language."""

    words: TimeWords

    def draw(
        self,
        dates: Sequence[Date],
        years: Mapping[int, Timeline],
        *,
        deep: bool = True,
        within: bool = False,
    ) -> Timeline | None:
        """Return the timeline of all dates, with its centuries, their decades and years as parts.

        A stretch that is the only part of another is left out. Without ``deep`` there are no parts;
        ``within`` tells that all is one century, so that decades are the first parts.
        """
        if not dates:
            return None
        first = min(item.first for item in dates)
        end = max(item.last for item in dates) + 1
        step = _step(first, end)
        parts = self._parts(dates, years, int(within)) if deep else ()
        return self._drawn("", first // step * step, -(-end // step) * step, dates, parts)

    def _parts(
        self, dates: Sequence[Date], years: Mapping[int, Timeline], depth: int = 0
    ) -> tuple[Timeline, ...]:
        """Return centuries, in them decades, in these the years that are drawn."""
        if depth == len(_LENGTHS):
            return tuple(
                years[year] for year in sorted({item.first for item in dates} & years.keys())
            )
        length = _LENGTHS[depth]
        found = []
        for start in sorted({item.first // length * length for item in dates}):
            inside = [item for item in dates if item.first // length * length == start]
            label = self.words.span_of_years(start, start + length - 1)
            parts = self._parts(inside, years, depth + 1)
            drawn = self._drawn(label, start, start + length, inside, parts)
            found.append(replace(drawn, name=f"{start}-{length}"))
        alone = len(found) == 1
        return found[0].parts if alone and (depth or not found[0].parts) else tuple(found)

    def _drawn(
        self,
        label: str,
        first: int,
        end: int,
        dates: Sequence[Date],
        parts: tuple[Timeline, ...] = (),
    ) -> Timeline:
        step = _step(first, end)
        scale = WIDTH / (end - first)
        long = [item for item in dates if item.entry or item.last > item.first]
        long.sort(key=lambda item: (not item.entry, item.first - item.last, item.first, item.label))
        shown = sorted(long[:_MOST_BARS], key=lambda item: (item.first, item.label))
        return Timeline(
            label,
            first,
            end,
            tuple(self._columns(dates, first, step, scale)),
            tuple(bars(shown, first, end, scale)),
            tuple(self._ticks(first, end, step, scale)),
            len(long) - len(shown),
            parts,
        )

    def _columns(
        self, dates: Iterable[Date], first: int, step: int, scale: float
    ) -> Iterator[Column]:
        counts: Counter[int] = Counter()
        targets: dict[int, Date] = {}
        for item in dates:
            place = (item.first - first) // step
            counts[place] += item.mentions
            targets.setdefault(place, item)
        most = max(counts.values(), default=0)
        for place, count in sorted(counts.items()):
            if count:
                year = first + place * step
                label = (
                    self.words.year(year)
                    if step == 1
                    else self.words.span_of_years(year, year + step - 1)
                )
                width = max(1.0, step * scale - 1)
                yield Column(
                    round(place * step * scale, 1),
                    round(width, 1),
                    round(max(2.0, count / most * (COLUMNS - 10)), 1),
                    label,
                    count,
                    targets[place].anchor,
                    targets[place].page,
                )

    def _ticks(self, first: int, end: int, step: int, scale: float) -> Iterator[tuple[float, str]]:
        wanted = next(
            (item for item in _STEPS if item >= step and item * scale >= _BETWEEN), _STEPS[-1]
        )
        start = -(-first // wanted) * wanted
        for year in range(start, end, wanted):
            if (year - first) * scale < WIDTH - _BETWEEN / 2:
                yield round((year - first) * scale, 1), self.words.year(year)


def _step(first: int, end: int) -> int:
    return next((step for step in _STEPS if (end - first) / step <= _MOST_COLUMNS), _STEPS[-1])


def bars(dates: Iterable[Date], first: int, end: int, scale: float) -> Iterator[Bar]:
    """Yield bars, each in the first line that is free there.

    ``first`` and ``end`` are those of the picture, in what dates are counted in; ``scale`` is how
    wide one of these is.
    """
    free: list[float] = []
    for item in dates:
        x = (item.first - first) * scale
        width = max(4.0, (min(item.last + 1, end) - item.first) * scale)
        room = len(item.label) * _LETTER + _GAP
        left = x + width + room > WIDTH and x > room
        start, stop = (x - room, x + width) if left else (x, x + width + room)
        lane = next((number for number, edge in enumerate(free) if edge <= start), len(free))
        free[lane : lane + 1] = [stop]
        yield Bar(round(x, 1), round(width, 1), lane, item, left)
