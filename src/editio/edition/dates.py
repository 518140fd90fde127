"""Dates: the attributes of att.datable, normalised to a span of days.

TEI Guidelines, chapter 3.6.4 (dates and times) and att.datable in chapter 14.4: ``@when``,
``@notBefore``, ``@notAfter``, ``@from``, ``@to`` hold W3C dates in the proleptic Gregorian
calendar, whatever calendar the text uses; those with ``-iso`` hold ISO 8601; those with
``-custom`` hold anything, in the calendar that ``@datingMethod`` names. Only the last can be
Julian, and only when it says so.

Years are astronomical, as in XML Schema 1.1 and ISO 8601: ``0000`` is 1 BC, ``-0043`` is 44 BC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from editio.edition.model import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

Day: TypeAlias = tuple[int, int, int]

#: The attributes that place something in time, strongest first.
ATTRIBUTES = tuple(
    name + suffix
    for suffix in ("", "-iso", "-custom")
    for name in ("when", "from", "to", "notBefore", "notAfter")
)

_DATE = re.compile(
    r"""(?P<year>-?\d{4,9}) (?:-(?P<month>\d\d) (?:-(?P<day>\d\d))? )?
        (?: T [\d:.,]+ )? (?: Z | [+-]\d\d(?::?\d\d)? )?""",
    re.VERBOSE | re.ASCII,
)
_BASIC = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T[\d:.,]*Z?)?", re.ASCII)
_WEEK = re.compile(r"(?P<year>-?\d{4,9})-?W(?P<week>\d\d)(?:-?(?P<weekday>[1-7]))?", re.ASCII)
_ORDINAL = re.compile(r"(?P<year>-?\d{4,9})-(?P<ordinal>\d{3})", re.ASCII)
_YEARLESS = re.compile(r"--(?P<month>\d\d)(?:-(?P<day>\d\d))?|---(?P<only>\d\d)", re.ASCII)
_YEAR_IN_TEXT = re.compile(r"(?<!\d)(?P<year>[1-9]\d{3})(?!\d)", re.ASCII)

_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_GREGORIAN = frozenset({"", "gregorian", "iso", "iso8601", "w3c", "ce", "ad"})


@dataclass(frozen=True, slots=True)
class Span:
    """The days that one value covers: a year is the span from its first day to its last."""

    first: Day
    last: Day


def parse_date(value: str, *, julian: bool = False) -> Span | None:
    """Return the days that a W3C or ISO 8601 date covers, or None if it is none.

    Dates without a year (``--05-07``) and times have no place on the line of days: None.
    With ``julian`` a day is read in the Julian calendar; months and years keep their names, which
    is what a reader expects of "5th century".
    """
    text = value.strip()
    if not text:
        return None
    span = _calendar_date(text, julian=julian) or _week_date(text) or _ordinal_date(text)
    if span is None or not julian or span.first != span.last:
        return span
    day = julian_to_gregorian(span.first)
    return Span(day, day)


def is_yearless(value: str) -> bool:
    """Whether the value is a valid date without a year, such as ``--05-07`` or ``---12``."""
    match = _YEARLESS.fullmatch(value.strip())
    if match is None:
        return False
    if match["only"]:
        return 1 <= int(match["only"]) <= 31
    month = int(match["month"])
    if not 1 <= month <= 12:
        return False
    return (
        match["day"] is None
        or 1 <= int(match["day"]) <= (29, *_MONTH_DAYS)[month if month != 2 else 0]
    )


def interval_of(attributes: Mapping[str, str], label: str = "") -> Interval | None:
    """Return the span of days that the att.datable attributes of an element give.

    ``attributes`` are named as in the TEI; others are ignored. Where none says anything, a
    ``label`` that is itself a date ("1851", "1851-05-22") counts. None if there is no year.
    The interval is uncertain where ``@cert`` is low or unknown, where it has only ``@notBefore``
    or ``@notAfter`` limits, or where it is taken from the label.
    """
    calendar = _calendar(attributes)
    for suffix in ("", "-iso", "-custom"):
        julian = suffix == "-custom" and calendar == "julian"
        bounds = _bounds(attributes, suffix, julian=julian)
        if bounds is not None:
            certain = bounds.certain and attributes.get("cert", "high") not in {"low", "unknown"}
            return Interval(
                earliest=bounds.earliest,
                latest=bounds.latest,
                calendar="" if calendar in _GREGORIAN else calendar,
                label=label,
                certain=certain,
            )
    span = parse_date(label) if re.fullmatch(r"-?\d{4}(-\d\d){0,2}", label.strip()) else None
    if span is None:
        return None
    return Interval(earliest=span.first, latest=span.last, label=label, certain=False)


def interval_from_text(text: str) -> Interval | None:
    """Return the span from the first to the last year named in a text ("anno Dom. 1640").

    A guess for headers that give a date in words only; always uncertain.
    """
    years = [int(match["year"]) for match in _YEAR_IN_TEXT.finditer(text)]
    years = [year for year in years if 1000 <= year <= 2100]
    if not years:
        return None
    first, last = years[0], years[-1]
    last = max(last, first)
    return Interval(earliest=(first, 1, 1), latest=(last, 12, 31), label=text, certain=False)


def julian_to_gregorian(day: Day) -> Day:
    """Return the Gregorian day of a Julian one, by their Julian day numbers."""
    year, month, dom = day
    shift = (14 - month) // 12
    y = year + 4800 - shift
    m = month + 12 * shift - 3
    number = dom + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083
    return _gregorian(number)


def days_in_month(year: int, month: int, *, julian: bool = False) -> int:
    """Return the number of days of a month (1 to 12) of an astronomical year."""
    leap = year % 4 == 0 and (julian or year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_DAYS[month - 1]


@dataclass(frozen=True, slots=True)
class _Bounds:
    earliest: Day | None
    latest: Day | None
    certain: bool


def _bounds(attributes: Mapping[str, str], suffix: str, *, julian: bool) -> _Bounds | None:
    def span(name: str) -> Span | None:
        value = attributes.get(name + suffix, "")
        return parse_date(value, julian=julian) if value else None

    when = span("when")
    if when is not None:
        return _Bounds(when.first, when.last, True)
    start, end = span("from"), span("to")
    after, before = span("notBefore"), span("notAfter")
    if not (start or end or after or before):
        return None
    first = start or after
    last = end or before
    earliest = first.first if first else None
    latest = last.last if last else None
    if earliest and latest and latest < earliest:
        earliest, latest = latest, earliest
    return _Bounds(earliest, latest, bool(start or end))


def _calendar(attributes: Mapping[str, str]) -> str:
    """The calendar's name in small letters: ``#julian``, ``http://…#Julian`` and ``Julian``."""
    named = attributes.get("datingMethod") or attributes.get("calendar") or ""
    name = re.split(r"[#/:]", named.split()[0])[-1].casefold() if named.split() else ""
    return re.sub(r"[-_ ]?calendar$", "", name)


def _calendar_date(text: str, *, julian: bool) -> Span | None:
    match = _BASIC.fullmatch(text) or _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"])
    if match["month"] is None:
        return Span((year, 1, 1), (year, 12, 31))
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    length = days_in_month(year, month, julian=julian)
    if match["day"] is None:
        return Span((year, month, 1), (year, month, length))
    day = int(match["day"])
    return Span((year, month, day), (year, month, day)) if 1 <= day <= length else None


def _week_date(text: str) -> Span | None:
    match = _WEEK.fullmatch(text)
    if match is None or not 1 <= int(match["week"]) <= 53:
        return None
    # The first ISO week is the one with the fourth of January in it; weeks begin on Monday.
    fourth = day_number((int(match["year"]), 1, 4))
    monday = fourth - fourth % 7 + 7 * (int(match["week"]) - 1)
    if match["weekday"]:
        day = _gregorian(monday + int(match["weekday"]) - 1)
        return Span(day, day)
    return Span(_gregorian(monday), _gregorian(monday + 6))


def _ordinal_date(text: str) -> Span | None:
    match = _ORDINAL.fullmatch(text)
    if match is None:
        return None
    year, ordinal = int(match["year"]), int(match["ordinal"])
    length = 365 + (days_in_month(year, 2) == 29)
    if not 1 <= ordinal <= length:
        return None
    day = _gregorian(day_number((year, 1, 1)) + ordinal - 1)
    return Span(day, day)


def day_number(day: Day) -> int:
    """Return the Julian day number of a Gregorian day; modulo 7 it is 0 on Mondays."""
    year, month, dom = day
    shift = (14 - month) // 12
    y = year + 4800 - shift
    m = month + 12 * shift - 3
    return dom + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045


def _gregorian(number: int) -> Day:
    a = number + 32044
    b = (4 * a + 3) // 146097
    c = a - 146097 * b // 4
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return (100 * b + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1)
