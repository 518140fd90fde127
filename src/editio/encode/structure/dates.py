"""Lines that say where and when, and nothing else."""

from __future__ import annotations

import re

from editio.encode.structure.words import MONTHS

_LONGEST = 90
_MONTH = "|".join(sorted(set(MONTHS.split()), key=len, reverse=True))
_DATE = re.compile(
    rf"(?:\b(?:{_MONTH})\b\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?,?)?\s+\d{{4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|º)?\.?\s+(?:of\s+|de\s+|di\s+)?(?:{_MONTH})\b\.?,?"
    rf"(?:\s+(?:de\s+)?\d{{4}})?|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b|\b\d{{4}}-\d\d-\d\d\b)",
    re.IGNORECASE,
)
#: What may stand in a line of place and date besides names: no verbs, no sentences.
_REST = re.compile(
    r"(?:[\s,.;()\-–—/]|(?:the|of|on|in|at|den|der|am|le|la|de|el|il|lì|di|г|a\.d)\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2}(?:st|nd|rd|th)?\b|"
    r"[A-ZÀ-ÞА-Я][\w’'.\-]*+)*+\Z"
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d\b")


def is_dateline(text: str) -> bool:
    """Whether ``text`` is a place and a date, or a date with at least a month and a year or day."""
    if len(text) > _LONGEST:
        return False
    match = _DATE.search(text)
    if match is None:
        return False
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return len(rest.split()) <= 7 and _REST.match(rest) is not None


def has_year(text: str) -> bool:
    """Whether a year of the last thousand is named."""
    return _YEAR.search(text) is not None
