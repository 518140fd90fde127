"""att.datable, normalised to spans of days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.edition.dates import (
    interval_from_text,
    interval_of,
    is_yearless,
    julian_to_gregorian,
    parse_date,
)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1851", (1851, 1, 1), (1851, 12, 31)),
        ("1852-02", (1852, 2, 1), (1852, 2, 29)),
        ("1900-02", (1900, 2, 1), (1900, 2, 28)),
        ("1851-05-22", (1851, 5, 22), (1851, 5, 22)),
        ("1851-05-22T10:30:00+01:00", (1851, 5, 22), (1851, 5, 22)),
        ("2016-08-17-04:00", (2016, 8, 17), (2016, 8, 17)),
        ("-0043", (-43, 1, 1), (-43, 12, 31)),
        ("0000-03", (0, 3, 1), (0, 3, 31)),
        ("12345", (12345, 1, 1), (12345, 12, 31)),
        ("18510522", (1851, 5, 22), (1851, 5, 22)),
        ("2020-W01-1", (2019, 12, 30), (2019, 12, 30)),
        ("2020-W53", (2020, 12, 28), (2021, 1, 3)),
        ("2020-366", (2020, 12, 31), (2020, 12, 31)),
    ],
)
def test_a_value_covers_days(
    value: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    span = parse_date(value)
    assert span is not None
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "value",
    ["", "1851-13", "1851-02-29", "05-07", "--05-07", "10:30:00", "in May", "1851-00-01", "9" * 30],
)
def test_what_is_no_date_covers_none(value: str) -> None:
    assert parse_date(value) is None


def test_dates_without_a_year_are_known_as_such() -> None:
    assert is_yearless("--05-07")
    assert is_yearless("--02-29")
    assert is_yearless("---31")
    assert not is_yearless("--13")
    assert not is_yearless("--02-30")


def test_limits_make_a_span_with_open_ends() -> None:
    span = interval_of({"notBefore": "1850-06", "notAfter": "1851"})
    assert span is not None
    assert (span.earliest, span.latest, span.certain) == ((1850, 6, 1), (1851, 12, 31), False)
    start = interval_of({"from": "1850"})
    assert start is not None
    assert (start.earliest, start.latest, start.certain) == ((1850, 1, 1), None, True)


def test_when_is_gregorian_whatever_the_calendar_of_the_text() -> None:
    span = interval_of({"when": "1917-11-07", "calendar": "#julian"}, "25 October 1917")
    assert span is not None
    assert (span.earliest, span.calendar) == ((1917, 11, 7), "julian")


def test_only_a_custom_value_that_says_so_is_julian() -> None:
    named = {"when-custom": "1917-10-25", "datingMethod": "http://example.org/Julian_calendar"}
    span = interval_of(named)
    assert span is not None
    assert span.earliest == (1917, 11, 7)
    unnamed = interval_of({"when-custom": "1917-10-25"})
    assert unnamed is not None
    assert unnamed.earliest == (1917, 10, 25)


def test_a_text_that_is_a_date_counts_and_one_that_holds_a_year_is_a_guess() -> None:
    span = interval_of({}, "1851")
    assert span is not None
    assert span.earliest == (1851, 1, 1)
    assert interval_of({}, "spring 1851") is None
    guess = interval_from_text("anno Dom. 1640, or 1641.")
    assert guess is not None
    assert (guess.earliest, guess.latest, guess.certain) == ((1640, 1, 1), (1641, 12, 31), False)


@given(st.dates())
def test_julian_days_are_behind_by_what_the_centuries_add_up_to(day: object) -> None:
    import datetime as dt

    assert isinstance(day, dt.date)
    if day.year < 300 or day.year > 9000 or (day.month, day.day) == (2, 29):
        return
    century = day.year // 100 if day.month > 2 else (day.year - 1) // 100
    expected = day + dt.timedelta(days=century - century // 4 - 2)
    found = julian_to_gregorian((day.year, day.month, day.day))
    assert found == (expected.year, expected.month, expected.day)
