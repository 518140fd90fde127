"""Periods: what a date as written covers, and the attributes that say so.

Years are astronomical, as in W3C dates: 0 is 1 BC. All days are those of the Gregorian calendar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TypeAlias

from editio.edition.dates import days_in_month, julian_to_gregorian

Day: TypeAlias = tuple[int, int, int]
Attributes: TypeAlias = tuple[tuple[str, str], ...]


class Grain(IntEnum):
    """How exact a date is."""

    DAY = 1
    MONTH = 2
    YEAR = 3
    DECADE = 4
    CENTURY = 5


class Relation(StrEnum):
    """Where something stands to a date."""

    AT = "at"
    BEFORE = "before"
    AFTER = "after"
    BY = "by"
    SINCE = "since"
    UNTIL = "until"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Period:
    """From a first to a last day, written as exactly as ``grain`` says.

    ``lasting`` says that it is meant as a whole (a decade, a span from one year to another);
    otherwise it is one point of it that is meant (early in a year, a season).
    """

    first: Day
    last: Day
    grain: Grain
    lasting: bool = False

    @property
    def is_single(self) -> bool:
        """Whether one value says it all: a day, a month, a year."""
        return (
            (self.grain is Grain.DAY and self.first == self.last)
            or (self.grain is Grain.MONTH and self.first[:2] == self.last[:2])
            or (self.grain is Grain.YEAR and self.first[0] == self.last[0])
        )


def period(year: int, month: int | None = None, day: int | None = None) -> Period | None:
    """Return a day, a month or a year; None where there is no such day."""
    if month is None:
        return Period((year, 1, 1), (year, 12, 31), Grain.YEAR)
    if not 1 <= month <= 12:
        return None
    length = days_in_month(year, month)
    if day is None:
        return Period((year, month, 1), (year, month, length), Grain.MONTH)
    if not 1 <= day <= length:
        return None
    return Period((year, month, day), (year, month, day), Grain.DAY)


def years(first: int, last: int, grain: Grain) -> Period:
    """Return a span of whole years."""
    return Period((first, 1, 1), (last, 12, 31), grain, lasting=True)


def century(number: int) -> Period:
    """Return a century by its number; those before Christ are negative (-4 is the fourth)."""
    if number > 0:
        return years(100 * number - 99, 100 * number, Grain.CENTURY)
    return years(100 * number + 1, 100 * number + 100, Grain.CENTURY)


def season(year: int, first: int, last: int) -> Period:
    """Return the months of a season; winter goes on into the next year."""
    end = year if last >= first else year + 1
    return Period((year, first, 1), (end, last, days_in_month(end, last)), Grain.MONTH)


def from_julian(found: Period) -> Period | None:
    """Return the Gregorian day of a Julian one; None for what is no single day."""
    if found.grain is not Grain.DAY or found.first != found.last:
        return None
    day = julian_to_gregorian(found.first)
    return replace(found, first=day, last=day)


def part(whole: Period, start: int, end: int) -> Period:
    """Return a part of a period, from one twelfth to another, one grain finer."""
    first, last = whole.first, whole.last
    if whole.grain is Grain.DAY:
        return whole
    if whole.grain is Grain.MONTH and first[:2] == last[:2]:
        length = last[2]
        return Period(
            (first[0], first[1], 1 + length * start // 12),
            (first[0], first[1], length * end // 12),
            Grain.DAY,
        )
    count = last[0] - first[0] + 1
    if count == 1:
        month = first[1] + start, first[1] + end - 1
        return Period(
            (first[0], month[0], 1),
            (first[0], month[1], days_in_month(first[0], month[1])),
            Grain.MONTH,
        )
    return Period(
        (first[0] + -(-count * start // 12), 1, 1),
        (first[0] + round(count * end / 12) - 1, 12, 31),
        Grain.YEAR,
    )


def joined(first: Period, last: Period) -> Period:
    """Return the period from the beginning of one to the end of another."""
    return Period(first.first, last.last, min(first.grain, last.grain), lasting=True)


def attributes(found: Period, relation: Relation = Relation.AT) -> Attributes:
    """Return the attributes of att.datable that say a period."""
    first = _written(found.first, found.grain)
    last = _written(found.last, found.grain)
    match relation:
        case Relation.BEFORE:
            return (("notAfter", first if found.is_single else last),)
        case Relation.BY:
            return (("notAfter", last),)
        case Relation.AFTER:
            return (("notBefore", last if found.is_single else first),)
        case Relation.SINCE:
            return (("from", first),)
        case Relation.UNTIL:
            return (("to", last),)
    if found.is_single:
        value: Attributes = (("when", first),)
    elif found.lasting:
        value = (("from", first), ("to", last))
    else:
        value = (("notBefore", first), ("notAfter", last))
    return (*value, ("precision", "medium")) if relation is Relation.ABOUT else value


def between(first: Period, last: Period) -> Attributes:
    """Return the attributes for "between A and B": some time in it."""
    return (
        ("notBefore", _written(first.first, first.grain)),
        ("notAfter", _written(last.last, last.grain)),
    )


def from_to(first: Period, last: Period) -> Attributes:
    """Return the attributes for "from A to B", each end as exact as it is written."""
    return (
        ("from", _written(first.first, first.grain)),
        ("to", _written(last.last, last.grain)),
    )


def _written(day: Day, grain: Grain) -> str:
    year, month, number = day
    text = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
    if grain <= Grain.MONTH:
        text += f"-{month:02d}"
    if grain is Grain.DAY:
        text += f"-{number:02d}"
    return text


def yearless(month: int, day: int | None) -> Attributes:
    """Return the value of a day or month whose year is not known (W3C gMonthDay, gMonth)."""
    return (("when", f"--{month:02d}" + (f"-{day:02d}" if day else "")),)
