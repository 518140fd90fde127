"""Dates as texts write them: "7 November 1992", "den 7. Nov. 1992", "le 1er mai 1848".

English, German, French, Italian and Spanish, with the month as a word, and numbers alone
("7.11.1992", "7/11/1992", "1992-11-07"). What is not surely one date is none: a text with more
numbers than the date needs (a span, two calendars, a time) says nothing here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "january januar jänner janvier gennaio enero jan jänn janv genn ene",
    "february februar feber février fevrier febbraio febrero feb febr fév févr febb",
    "march märz maerz merz mars marzo mar mär mrz",
    "april avril aprile abril apr avr abr",
    "may mai maggio mayo mey magg",
    "june juni juin giugno junio jun giu",
    "july juli juillet luglio julio jul juil lug",
    "august août aout agosto aug ago",
    "september septembre settembre septiembre setiembre sept sep sett",
    "october oktober octobre ottobre octubre oct okt ott",
    "november novembre noviembre nov",
    "december dezember décembre decembre dicembre diciembre dec dez déc dic",
)
_NUMBER_OF = {name: number for number, row in enumerate(_MONTHS, 1) for name in row.split()}
_NAMES = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_ROMAN |= {"vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}

_ENDING = r"(?:st|nd|rd|th|er|ten|ter|te|n|[.º°])?"
_DAY_MONTH = re.compile(
    rf"(?<![\w/–-])(?P<day>\d\d?){_ENDING}[\s,]*(?:(?:day )?of |de |d['’])?\s*"
    rf"(?P<month>{_NAMES})\b[.,]*(?:\s*(?:de |del |of )?(?P<year>\d{{4}})\b)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_NAMES})\b\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?\b"
    r"(?:[.,]*\s*(?P<year>\d{4})\b)?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"\b(?P<month>{_NAMES})\b[.,]*\s*(?:de |del |of )?(?P<year>\d{{4}})\b", re.IGNORECASE
)
_NUMBERS = re.compile(
    r"(?<!\w)(?P<day>\d\d?)\s*(?P<sign>[./])\s*(?P<month>\d\d?|[ivx]{1,4})\s*(?P=sign)"
    r"\s*(?P<year>\d{4})(?!\w)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\w)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\w)")
_YEAR = re.compile(r"\W*(?P<year>\d{4})\W*")
_ANY_NUMBER = re.compile(r"\d+")
_ANY_MONTH = re.compile(rf"\b(?:{_NAMES})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; None stands for what is not said. ``text`` are the words that say it."""

    year: int | None
    month: int | None
    day: int | None
    text: str


def written_dates(text: str) -> tuple[WrittenDate, ...]:
    """Return what a text may mean if it holds one date and no other number, else nothing.

    Two readings only where the order of day and month is open: "7/11/1992".
    """
    if len(text) > 200:
        return ()
    for pattern in (_ISO, _NUMBERS, _DAY_MONTH, _MONTH_DAY, _MONTH_YEAR, _YEAR):
        match = pattern.fullmatch(text) if pattern is _YEAR else pattern.search(text)
        if match is None:
            continue
        rest = text[: match.start()] + " " + text[match.end() :]
        if _ANY_NUMBER.search(rest) or _ANY_MONTH.search(rest):
            return ()
        return tuple(_readings(match))
    return ()


def _readings(match: re.Match[str]) -> list[WrittenDate]:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    day = int(parts["day"]) if parts.get("day") else None
    month = _month(parts.get("month") or "")
    words = match[0].strip()
    orders = [(month, day)]
    if parts.get("sign") == "/":
        orders.append((day, month))
    return [
        WrittenDate(year, month, day, words)
        for month, day in orders
        if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)
    ]


def _month(word: str) -> int | None:
    name = word.casefold()
    if name.isdecimal():
        return int(name)
    return _NUMBER_OF.get(name) or _ROMAN.get(name)
