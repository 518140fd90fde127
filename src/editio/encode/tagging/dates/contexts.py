"""The year of a date that says none: from the sentence, the paragraph, the text around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.dates import day_number
from editio.encode.tagging.dates import values
from editio.encode.tagging.dates.reading import Sort
from editio.encode.tagging.model import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.tagging.dates.reading import Atom
    from editio.encode.tagging.view import Flow

#: How far a year in another paragraph may be, in characters.
_FAR = 6_000
#: How long the words before a year may be that tell it from the year of the sentence.
_WORDS = 30
_SENTENCE_END = re.compile(r"[.!?]['’”\")\]]*\s+(?=[\"“‘'(\[]?[^\W\da-z_])")


@dataclass(frozen=True, slots=True)
class Year:
    """A year taken from the context, how sure that is, and where it comes from."""

    year: int
    confidence: Confidence
    reason: str


class Years:
    """All years that a document names, for asking which is meant at a place.

    ``elsewhere`` finds words at the end of a text that make the year behind them another one:
    "86 years since 1917".
    """

    def __init__(
        self,
        text: str,
        flows: Sequence[Flow],
        atoms: Sequence[Atom],
        elsewhere: re.Pattern[str],
    ) -> None:
        self.text = text
        self.flows = flows
        self.flow_starts = [flow.start for flow in flows]
        known = sorted(
            (atom.start, _year(atom))
            for atom in atoms
            if atom.parts.year is not None
            and atom.parts.sort is not Sort.DECADE
            and elsewhere.search(text, max(0, atom.start - _WORDS), atom.start) is None
        )
        self.places = [place for place, _ in known]
        self.known = [year for _, year in known]
        self.decades = sorted(
            (atom.start, atom.parts.year or 0) for atom in atoms if atom.parts.year is not None
        )

    def near(self, atom: Atom, *, anywhere: bool) -> Year | None:
        """Return the year that a date without one means.

        It is that of the sentence, or, if asked for ``anywhere``, that of the paragraph or the
        text around it.
        """
        if atom.parts.short is not None:
            return self._century(atom)
        for year in self._candidates(atom, anywhere=anywhere):
            if self._weekday_fits(atom, year.year):
                return year
        return None

    def _century(self, atom: Atom) -> Year:
        at = bisect_left(self.decades, (atom.start, 0))
        if at:
            return Year(self.decades[at - 1][1], Confidence.MEDIUM, "the century named before")
        if at < len(self.decades):
            return Year(self.decades[at][1], Confidence.MEDIUM, "the century named after")
        return Year(1900, Confidence.LOW, "taken for the twentieth century")

    def _candidates(self, atom: Atom, *, anywhere: bool) -> Iterator[Year]:
        flow = self.flows[max(0, bisect_left(self.flow_starts, atom.end) - 1)]
        begin, end = self._sentence(flow, atom)
        at = bisect_left(self.places, atom.start)
        before = range(at - 1, -1, -1)
        after = range(at, len(self.places))
        yield from self._in(before, begin, end, Confidence.HIGH, "the year of the sentence")
        yield from self._in(after, begin, end, Confidence.HIGH, "the year of the sentence")
        if not anywhere:
            return
        reason = "the year named before in the paragraph"
        yield from self._in(before, flow.start, begin, Confidence.MEDIUM, reason)
        reason = "the year named after in the paragraph"
        yield from self._in(after, end, flow.end, Confidence.MEDIUM, reason)
        reason = "the last year named before"
        yield from self._in(before, atom.start - _FAR, flow.start, Confidence.MEDIUM, reason)
        reason = "the next year named"
        yield from self._in(after, flow.end, atom.end + _FAR, Confidence.LOW, reason)

    def _in(
        self, places: range, start: int, end: int, confidence: Confidence, reason: str
    ) -> Iterator[Year]:
        for at in places:
            place = self.places[at]
            if (place < start and places.step < 0) or (place >= end and places.step > 0):
                return
            if start <= place < end:
                yield Year(self.known[at], confidence, reason)

    def _sentence(self, flow: Flow, atom: Atom) -> tuple[int, int]:
        begin = flow.start
        reach = max(flow.start, atom.start - 600)
        for match in _SENTENCE_END.finditer(self.text, reach, atom.start):
            begin = match.end()
        following = _SENTENCE_END.search(self.text, atom.end, min(flow.end, atom.end + 600))
        return begin, following.end() if following else flow.end

    def _weekday_fits(self, atom: Atom, year: int) -> bool:
        parts = atom.parts
        if parts.weekday is None or parts.month is None or parts.day is None:
            return True
        day = values.period(year, parts.month, parts.day)
        return day is not None and day_number(day.first) % 7 == parts.weekday - 1


def _year(atom: Atom) -> int:
    parts = atom.parts
    return (parts.year2 or parts.year or 0) if parts.sort is Sort.YEARS else (parts.year or 0)
