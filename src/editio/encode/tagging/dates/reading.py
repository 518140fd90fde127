"""What a match of the grammar says: numbers for words, and the period when the year is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from editio.encode.tagging.dates import values
from editio.encode.tagging.dates.values import Grain, Period

if TYPE_CHECKING:
    import re

    from editio.encode.tagging.dates.grammar import Grammar

#: Years after this one are none that a text looks back to.
LAST_YEAR = 2030

_ROMAN = {"I": 1, "V": 5, "X": 10}


class Sort(Enum):
    """What a date names."""

    DATE = auto()
    YEARS = auto()
    DECADE = auto()
    CENTURY = auto()
    SEASON = auto()
    QUARTER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a date says; None stands for what it does not.

    ``day2``, ``month2`` and ``year2`` are those of the end of a range, or, where ``dual``, of the
    same day in the Gregorian calendar. ``short`` is a year or decade without its century.
    ``number`` is that of a century or a quarter; ``months`` are the first and last of a season.
    """

    sort: Sort
    year: int | None = None
    year2: int | None = None
    month: int | None = None
    month2: int | None = None
    day: int | None = None
    day2: int | None = None
    weekday: int | None = None
    short: int | None = None
    number: int | None = None
    months: tuple[int, int] | None = None
    dual: bool = False

    @property
    def has_year(self) -> bool:
        """Whether it says its year by itself."""
        return self.year is not None or self.sort is Sort.CENTURY

    @property
    def grain(self) -> Grain:
        """How exact it is."""
        if self.sort is Sort.CENTURY:
            return Grain.CENTURY
        if self.sort is Sort.DECADE:
            return Grain.DECADE
        if self.day is not None:
            return Grain.DAY
        return Grain.YEAR if self.month is None and self.months is None else Grain.MONTH


@dataclass(frozen=True, slots=True)
class Atom:
    """A match of the grammar: offsets in the text, its parts, and whether a word must lead."""

    start: int
    end: int
    parts: Parts
    needs_lead: bool = False


def read(match: re.Match[str], grammar: Grammar) -> Atom | None:
    """Return what a match says, or None if it cannot be (a 35th century)."""
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    number = next(int(k[1:]) for k in groups if k[0] == "p" and k[1:].isdecimal())
    said = {k.rpartition("_")[0].rstrip("x"): v for k, v in groups.items() if "_" in k}
    pattern = grammar.patterns[number]
    parts = _parts(said, grammar, dual=pattern.is_dual)
    return None if parts is None else Atom(match.start(), match.end(), parts, pattern.needs_lead)


def _parts(said: dict[str, str], grammar: Grammar, *, dual: bool) -> Parts | None:
    if any(name.startswith("century") for name in said):
        number = _century(said, grammar)
        return Parts(sort=Sort.CENTURY, number=number) if number else None
    if "decade" in said:
        return Parts(sort=Sort.DECADE, year=int(said["decade"]))
    if "shortdecade" in said:
        return Parts(sort=Sort.DECADE, short=int(said["shortdecade"]))
    if "decadeword" in said:
        number = grammar.decades[said["decadeword"].casefold()]
        return Parts(sort=Sort.DECADE, short=10 * number)
    if "elided" in said:
        return Parts(sort=Sort.YEARS, short=int(said["elided"]))
    year = _year(said)
    if "season" in said:
        months = grammar.seasons[said["season"].casefold()]
        if "seasonend" in said:
            months = (months[0], grammar.seasons[said["seasonend"].casefold()][1])
        return Parts(sort=Sort.SEASON, year=year, months=months)
    if "quarter" in said:
        return Parts(sort=Sort.QUARTER, year=year, number=_quarter(said["quarter"], grammar))
    return _date(said, year, grammar, dual=dual)


def _date(said: dict[str, str], year: int | None, grammar: Grammar, *, dual: bool) -> Parts:
    month = _month(said, grammar)
    if month is None:
        end = _number(said, "year2")
        if "short" in said and year is not None:
            end = year - year % 100 + int(said["short"])
        if "single" in said and year is not None:
            end = year - year % 10 + int(said["single"])
        return Parts(sort=Sort.YEARS, year=year, year2=end)
    weekday = said.get("weekday")
    day = _number(said, "day")
    if "dayword" in said:
        day = grammar.ordinals[said["dayword"].casefold()]
    month2 = said.get("month2")
    return Parts(
        sort=Sort.DATE,
        year=year,
        month=month,
        day=day,
        day2=_number(said, "day2"),
        month2=grammar.months[month2.casefold()] if month2 else None,
        weekday=grammar.weekdays[weekday.casefold()] if weekday else None,
        dual=dual,
    )


def _number(said: dict[str, str], name: str) -> int | None:
    return int(said[name]) if name in said else None


def _year(said: dict[str, str]) -> int | None:
    year = _number(said, "year")
    return 1 - year if year is not None and "bc" in said else year


def _month(said: dict[str, str], grammar: Grammar) -> int | None:
    if "month" in said:
        return grammar.months[said["month"].casefold()]
    if "monthnumber" in said:
        return int(said["monthnumber"])
    return roman(said["monthroman"]) if "monthroman" in said else None


def _century(said: dict[str, str], grammar: Grammar) -> int | None:
    if "centurynumber" in said:
        number = int(said["centurynumber"])
    elif "centuryroman" in said:
        number = roman(said["centuryroman"])
    else:
        number = grammar.ordinals[said["centuryword"].casefold()]
    if not 1 <= number <= (21 if "bc" not in said else 40):
        return None
    return -number if "bc" in said else number


def _quarter(word: str, grammar: Grammar) -> int:
    digits = "".join(c for c in word if c.isdecimal())
    return int(digits) if digits else grammar.ordinals[word.casefold()]


def roman(text: str) -> int:
    """Return the value of a Roman numeral below fifty."""
    total = 0
    for sign, following in zip(text.upper(), [*text.upper()[1:], ""], strict=True):
        value = _ROMAN[sign]
        total += -value if following and _ROMAN[following] > value else value
    return total


def complete(parts: Parts, year: int | None) -> Period | None:
    """Return the period of a date; ``year`` is the one to take where it says none."""
    match parts.sort:
        case Sort.CENTURY:
            return values.century(parts.number or 1)
        case Sort.DECADE:
            first = _with_century(parts, year)
            return None if first is None else values.years(first, first + 9, Grain.DECADE)
        case Sort.YEARS:
            return _years(parts, year)
    own = parts.year if parts.year is not None else year
    if own is None:
        return None
    if parts.sort is Sort.SEASON and parts.months:
        return values.season(own, *parts.months)
    if parts.sort is Sort.QUARTER and parts.number:
        return values.season(own, 3 * parts.number - 2, 3 * parts.number)
    return _days(parts, own)


def _with_century(parts: Parts, year: int | None) -> int | None:
    if parts.short is None:
        return parts.year
    if year is None:
        return None
    found = year - year % 100 + parts.short
    return found if found <= LAST_YEAR else found - 100


def _years(parts: Parts, year: int | None) -> Period | None:
    first = _with_century(parts, year)
    if first is None:
        return None
    if parts.year2 is None:
        return values.period(first)
    return values.years(first, parts.year2, Grain.YEAR) if parts.year2 > first else None


def _days(parts: Parts, year: int) -> Period | None:
    first = values.period(year, parts.month, parts.day)
    if parts.day2 is None or first is None:
        return first
    month = parts.month2 or parts.month
    last_year = year + (parts.dual and parts.month == 12 and month == 1)
    last = values.period(last_year, month, parts.day2)
    if parts.dual or last is None:
        return last
    return values.joined(first, last) if first.first < last.last else None
