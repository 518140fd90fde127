"""Dates, times and durations of XML Schema (Part 2, sections 3.2.6 to 3.2.14).

Order between values is partial: a time with a zone and one without can be compared only when they
lie more than fourteen hours apart, and a month is not a number of days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_YEAR = r"(?P<year>-?(?:[1-9]\d{3,}\d|\d{4}))"
_MONTH = r"(?P<month>\d\d)"
_DAY = r"(?P<day>\d\d)"
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d(?:\.\d+)?)"
_ZONE = r"(?P<zone>Z|[+-]\d\d:\d\d)?"

FORMS = {
    name: re.compile(form + _ZONE, re.ASCII)
    for name, form in {
        "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}",
        "date": f"{_YEAR}-{_MONTH}-{_DAY}",
        "time": _TIME,
        "gYear": _YEAR,
        "gYearMonth": f"{_YEAR}-{_MONTH}",
        "gMonthDay": f"--{_MONTH}-{_DAY}",
        "gMonth": f"--{_MONTH}(?:--)?",
        "gDay": f"---{_DAY}",
    }.items()
}
_DURATION = re.compile(
    r"(?P<sign>-?)P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ZONE_LIMIT = 14 * 3600
# XML Schema compares durations by adding them to these four months
_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
MAX_DIGITS = 400
"""A year or an amount with more digits than this is taken as malformed."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: seconds (in UTC, where ``zoned``) since the year 0."""

    seconds: Fraction
    zoned: bool

    def compare(self, other: Moment) -> int | None:
        """Return -1, 0 or 1, or ``None`` where the order is not determined."""
        difference = self.seconds - other.seconds
        if self.zoned != other.zoned and abs(difference) <= _ZONE_LIMIT:
            return None
        return (difference > 0) - (difference < 0)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in months and seconds, both of the same sign."""

    months: int
    seconds: Fraction

    def compare(self, other: Duration) -> int | None:
        """Return -1, 0 or 1, or ``None`` where the order is not determined."""
        orders = set()
        for year, month in _REFERENCES:
            difference = self._after(year, month) - other._after(year, month)
            orders.add((difference > 0) - (difference < 0))
        return orders.pop() if len(orders) == 1 else None

    def _after(self, year: int, month: int) -> Fraction:
        years, months = divmod(month - 1 + self.months, 12)
        return day_number(year + years, months + 1, 1) * 86400 + self.seconds


def is_leap(year: int) -> bool:
    """Return whether ``year`` has 366 days in the proleptic Gregorian calendar."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in(year: int, month: int) -> int:
    """Return how many days ``month`` (1 to 12) of ``year`` has."""
    return 29 if month == 2 and is_leap(year) else _DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of days since the first of January of the year 0."""
    before = year - 1
    leaps = before // 4 - before // 100 + before // 400
    return year * 365 + leaps + sum(days_in(year, m) for m in range(1, month)) + day


def parse_moment(name: str, text: str) -> Moment | None:
    """Return the value of ``text`` in the datatype ``name``, ``None`` where it has none."""
    match = FORMS[name].fullmatch(text)
    if match is None or len(text) > MAX_DIGITS:
        return None
    part = match.groupdict()
    year, stated = _astronomical(part.get("year"))
    month = int(part.get("month") or 1)
    day = int(part.get("day") or 1)
    if not stated or not 1 <= month <= 12 or not 1 <= day <= days_in(year, month):
        return None
    seconds = _seconds(part)
    offset = _offset(part["zone"])
    if seconds is None or offset is None:
        return None
    return Moment(day_number(year, month, day) * 86400 + seconds - offset, bool(part["zone"]))


def _astronomical(year: str | None) -> tuple[int, bool]:
    """Return the year with a year 0 (−1 BC is 0), and whether it exists in XML Schema 1.0."""
    if year is None:
        return 2000, True  # a leap year: --02-29 is a day of some years
    number = int(year)
    return (number + 1 if number < 0 else number), number != 0


def _seconds(part: dict[str, str | None]) -> Fraction | None:
    if part.get("hour") is None:
        return Fraction(0)
    hour, minute = int(part["hour"] or 0), int(part["minute"] or 0)
    second = Fraction(Decimal(part["second"] or "0"))
    midnight = hour == 24 and minute == 0 and second == 0
    if (hour > 23 and not midnight) or minute > 59 or second >= 60:
        return None
    return hour * 3600 + minute * 60 + second


def _offset(zone: str | None) -> int | None:
    if zone is None or zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        return None
    return (hours * 60 + minutes) * (-60 if zone[0] == "-" else 60)


def parse_duration(text: str) -> Duration | None:
    """Return the value of ``text`` as a duration, ``None`` where it has none."""
    match = _DURATION.fullmatch(text)
    if match is None or len(text) > MAX_DIGITS:
        return None
    sign = -1 if match["sign"] else 1
    years, months, days, hours, minutes, seconds = (
        Fraction(Decimal(group or "0")) for group in match.groups()[1:]
    )
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return Duration(sign * int(years * 12 + months), sign * total)
