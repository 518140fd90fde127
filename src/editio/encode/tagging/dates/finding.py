"""Dates in a text: found by the grammar, joined to ranges, with what stands before them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.encode.tagging.dates import values
from editio.encode.tagging.dates.contexts import Years
from editio.encode.tagging.dates.reading import Atom, Sort, complete, read
from editio.encode.tagging.dates.values import Attributes, Grain, Period, Relation
from editio.encode.tagging.model import Confidence, Layer, Span
from editio.encode.tagging.view import BORDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.tagging.dates.grammar import Grammar
    from editio.encode.tagging.view import Flow, View

_WINDOW = 40
_LAST_WORD = re.compile(r"([^\s(\[“”‘\"]+) ?\Z")
_NEXT_WORD = re.compile(r" ([^\s,.;:)]+)")
_NUMBER_BEFORE = re.compile(r"(?P<number>\d+)\w?,? \Z")
_NUMBER_AFTER = re.compile(r", (?P<number>\d{3,})(?!\d)")
_SENTENCE_END = re.compile(r"[.!?]['’”\")\]]* \Z")
_POSSESSIVES = frozenset({"his", "her", "their", "my", "our", "your"})


@dataclass(frozen=True, slots=True)
class Dated:
    """An atom with its period; None where its year is not known."""

    start: int
    end: int
    atom: Atom
    period: Period | None
    confidence: Confidence
    reason: str
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How an edition marks up dates.

    With ``words_inside``, "by 1923" is a date whose value is ``@notAfter``, and "from 1925 to
    1961" is one; otherwise the dates are "1923" and "1925 to 1961", and the word before them says
    the rest. With ``years_from_text`` a day without its year
    takes that of the paragraph or of the text, otherwise only that of its sentence.
    """

    words_inside: bool = True
    years_from_text: bool = False


class DateFinder:
    """Finds the dates of one document by the grammar of one language."""

    def __init__(self, grammar: Grammar, view: View, style: DateStyle) -> None:
        self.grammar = grammar
        self.style = style
        self.text = view.text
        self.flow_start = 0

    def spans(self, flows: Sequence[Flow]) -> list[Span]:
        """Return the dates of the flows in this language."""
        atoms = {flow.start: list(self._atoms(flow)) for flow in flows}
        all_atoms = [atom for of_flow in atoms.values() for atom in of_flow]
        years = Years(self.text, flows, all_atoms, self.grammar.elsewhere)
        found: list[Span] = []
        for flow in flows:
            self.flow_start = flow.start
            dated = [self._dated(atom, years) for atom in atoms[flow.start]]
            found += self._joined([one for one in dated if one is not None], flow)
        return found

    def _atoms(self, flow: Flow) -> Iterator[Atom]:
        self.flow_start = flow.start
        last: Atom | None = None
        for start, end in self.grammar.windows(self.text, flow.start, flow.end):
            for match in self.grammar.expression.finditer(self.text, start, end):
                atom = read(match, self.grammar)
                if atom is not None and self._counts(atom, last):
                    yield atom
                    last = atom

    def _counts(self, atom: Atom, last: Atom | None) -> bool:
        """Whether what looks like a date is one, by the words around it."""
        before = self.text[max(self.flow_start, atom.start - _WINDOW) : atom.start]
        after = self.text[atom.end : atom.end + _WINDOW]
        if after[:1] == "%" or not self._is_whole(atom, last, before, after):
            return False
        word = _LAST_WORD.search(before)
        leading = word[1] if word else ""
        parts = atom.parts
        if parts.sort is Sort.DECADE and parts.short is not None:
            return self._is_decade(atom, before, leading, last)
        if atom.needs_lead and not (leading in self.grammar.leads or self._goes_on(atom, last)):
            # "May and June 1937": what follows is a month with its year.
            gap = self.grammar.conjunction.match(after) or self.grammar.joiner.match(after)
            if parts.sort is not Sort.DATE or gap is None:
                return False
            return self.grammar.expression.match(self.text, atom.end + gap.end()) is not None
        following = _NEXT_WORD.match(after)
        if following and following[1] in self.grammar.name_words:
            return False
        if parts.sort is not Sort.YEARS or parts.year is None or parts.short is not None:
            return True
        if any(sign.isalpha() for sign in self.text[atom.start : atom.end]):
            return True  # "AD 79"
        return self._is_year(parts.year, before, leading, after)

    def _is_whole(self, atom: Atom, last: Atom | None, before: str, after: str) -> bool:
        """Whether a date is no part of a compound: "post-1945", "1917-style"."""
        if before.endswith(("-", "/")):
            joined = last is not None and last.end == atom.start - 1
            if not joined and not self.grammar.part_words.search(before):
                return False
        if after[:1] not in {"-", "/"} or not after[1:2].isalnum():
            return True
        return self.grammar.expression.match(self.text, atom.end + 1) is not None

    def _goes_on(self, atom: Atom, last: Atom | None) -> bool:
        if last is None:
            return False
        gap = self.text[last.end : atom.start]
        return gap in {", ", ", and ", ", or "} or bool(
            self.grammar.conjunction.fullmatch(gap) or self.grammar.joiner.fullmatch(gap)
        )

    def _is_decade(self, atom: Atom, before: str, leading: str, last: Atom | None) -> bool:
        """Whether "40s" are years: behind an article, "mid-", or another decade."""
        if leading in _POSSESSIVES:
            return False
        if self.text[atom.start] in "'’‘" or self.grammar.part_words.search(before):
            return True
        if leading.casefold() in {"the", "die", "der", "den", "les", "gli", "los", "anni", "años"}:
            return True
        return last is not None and last.parts.sort is Sort.DECADE and self._goes_on(atom, last)

    def _is_year(self, year: int, before: str, leading: str, after: str) -> bool:
        grammar = self.grammar
        if leading in grammar.no_year_before or leading.casefold() in grammar.no_year_before:
            return False
        following = _NEXT_WORD.match(after)
        if following and following[1] in grammar.no_year_after:
            return False
        number = _NUMBER_BEFORE.search(before)
        if number and len(number["number"]) > 2 and not _is_plausible(int(number["number"])):
            return False
        number = _NUMBER_AFTER.match(after)
        if number and not _is_plausible(int(number["number"])):
            return False
        counted = grammar.counted.match(after)
        if counted is not None and counted[1] not in grammar.uncounted:
            heading = BORDER in after
            if _SENTENCE_END.search(before) or not (before or heading):
                return False  # "1750 visits a day", at the beginning of a sentence
        return 1500 <= year < 2030 or year < 0 or leading in grammar.leads

    def _dated(self, atom: Atom, years: Years) -> Dated | None:
        parts = atom.parts
        if parts.has_year and parts.short is None:
            found = complete(parts, None)
            if found is None:
                return None
            return self._in_calendar(Dated(atom.start, atom.end, atom, found, Confidence.HIGH, ""))
        year = years.near(atom, anywhere=self.style.years_from_text)
        if year is None:
            if parts.sort is not Sort.DATE or (parts.day is None and not self._is_month(atom)):
                return None
            return Dated(atom.start, atom.end, atom, None, Confidence.LOW, "without a year")
        found = complete(parts, year.year)
        if found is None:
            return None
        return Dated(atom.start, atom.end, atom, found, year.confidence, year.reason)

    def _is_month(self, atom: Atom) -> bool:
        """Whether the word before the name of a month says that a month is meant."""
        word = _LAST_WORD.search(self.text[max(0, atom.start - _WINDOW) : atom.start])
        return word is not None and word[1] in self.grammar.month_leads

    def _in_calendar(self, dated: Dated) -> Dated:
        """A date of the Julian calendar that says so becomes a Gregorian one."""
        parts = dated.atom.parts
        if parts.dual:
            return Dated(
                dated.start, dated.end, dated.atom, dated.period, Confidence.HIGH,
                "written in both calendars", "#julian",
            )  # fmt: skip
        sign = self.grammar.old_style.match(self.text, dated.end)
        if sign is None or dated.period is None:
            return dated
        day = values.from_julian(dated.period)
        if day is None:
            return dated
        end = sign.end() if self.text[sign.end() - 1].isalnum() or "(" in sign[0] else dated.end
        return Dated(
            dated.start, end, dated.atom, day, Confidence.HIGH, "Old Style, as the text says",
            "#julian",
        )  # fmt: skip

    def _joined(self, dated: list[Dated], flow: Flow) -> Iterator[Span]:
        """Join what makes a range, and take in what stands before."""
        at = 0
        while at < len(dated):
            one = dated[at]
            other = dated[at + 1] if at + 1 < len(dated) else None
            span = self._range(one, other, flow) if other is not None else None
            at += 2 if span is not None else 1
            yield span if span is not None else self._single(one, flow)

    def _range(self, one: Dated, other: Dated, flow: Flow) -> Span | None:
        gap = self.text[one.end : other.start]
        before = self.text[max(flow.start, one.start - _WINDOW) : one.start]
        if one.period is None and other.period is None and self.grammar.joiner.fullmatch(gap):
            return _span(one.start, other.end, _open_range(one, other), other, "a span")
        first = self._beginning(one, other)
        if first is None or other.period is None or first.first > other.period.last:
            return None
        inside = self.grammar.between.search(before)
        if inside and self.grammar.conjunction.fullmatch(gap):
            start = one.start
            if self.style.words_inside:
                start -= len(before) - inside.start()
            return _span(start, other.end, values.between(first, other.period), other, "between")
        if self.grammar.joiner.fullmatch(gap):
            attributes = values.from_to(first, other.period)
            start = one.start
            leading = self.grammar.starting.search(before) if self.style.words_inside else None
            if leading is not None:
                start -= len(before) - leading.start()
            return _span(start, other.end, attributes, other, "a span")
        months = one.atom.parts.grain is Grain.MONTH and one.atom.parts.year is None
        if months and self.grammar.conjunction.fullmatch(gap) and _adjoin(first, other.period):
            attributes = values.from_to(first, other.period)
            return _span(one.start, other.end, attributes, other, "two months")
        return None

    def _beginning(self, one: Dated, other: Dated) -> Period | None:
        """The period of the first date of a range, which takes its year from the second."""
        parts = one.atom.parts
        if parts.has_year and parts.short is None:
            return one.period
        if other.period is None:
            return None
        year = other.period.first[0]
        found = complete(parts, year)
        if found is not None and found.first > other.period.last:
            return complete(parts, year - 1)
        return found

    def _part(self, match: re.Match[str]) -> tuple[int, int]:
        """The twelfths that "late" means, and "middle and late" from the first to the last."""
        last = self.grammar.parts[match["words"].casefold()]
        first = self.grammar.parts[match["first"].casefold()] if match["first"] else last
        return min(first[0], last[0]), max(first[1], last[1])

    def _single(self, one: Dated, flow: Flow) -> Span:
        parts = one.atom.parts
        if one.period is None:
            attributes = values.yearless(parts.month or 1, parts.day)
            return _span(one.start, one.end, attributes, one, "a day without a year")
        start, found, reason = one.start, one.period, "a date"
        before = self.text[max(flow.start, start - _WINDOW) : start]
        part = self.grammar.part_words.search(before)
        if part is not None and found.grain is not Grain.DAY:
            found = values.part(found, *self._part(part))
            start -= len(before) - part.start()
            before = before[: part.start()]
            article = self.grammar.article.match(self.text, start)
            if article is not None:
                before += article[0]
                start = article.end()
            reason = "a part of it"
        for relation, expression in self.grammar.relations:
            stands = expression.search(before)
            if stands is not None and not _is_topic(relation, found, before[stands.start() :]):
                if self.style.words_inside:
                    start -= len(before) - stands.start()
                elif relation is not Relation.ABOUT:
                    break
                attributes = values.attributes(found, relation)
                return _span(start, one.end, attributes, one, f"{relation} a date")
        return _span(start, one.end, values.attributes(found), one, reason)


def _span(start: int, end: int, attributes: Attributes, dated: Dated, reason: str) -> Span:
    if dated.calendar:
        attributes = (*attributes, ("calendar", dated.calendar))
    if dated.confidence is Confidence.LOW:
        attributes = (*attributes, ("cert", "low"))
    return Span(
        start=start,
        end=end,
        layer=Layer.DATES,
        element="date",
        attributes=attributes,
        confidence=dated.confidence,
        reason=dated.reason or reason,
    )


def _open_range(one: Dated, other: Dated) -> Attributes:
    """The values of "April to June" of a year that is not known."""
    ends = [values.yearless(d.atom.parts.month or 1, d.atom.parts.day) for d in (one, other)]
    return (("from", ends[0][0][1]), ("to", ends[1][0][1]))


def _is_plausible(number: int) -> bool:
    return 1000 <= number < 2100 or number <= 31


def _is_topic(relation: Relation, found: Period, words: str) -> bool:
    """ "a book about the 1930s", "since the 1917 rising": the words do not say when."""
    if found.grain is Grain.YEAR and not found.lasting and words.endswith("the "):
        return True
    return relation is Relation.ABOUT and (found.grain >= Grain.DECADE or words.endswith("the "))


def _adjoin(first: Period, second: Period) -> bool:
    months = first.last[0] * 12 + first.last[1], second.first[0] * 12 + second.first[1]
    return second.grain is Grain.MONTH and months[1] - months[0] == 1
