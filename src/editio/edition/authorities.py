"""Identifiers of authority files: their form, and their check digits where they have some.

GND (its numbers of persons end in a check digit modulo 11; those with a hyphen, of places and
organisations, in the remainder itself), ISNI and ORCID (ISO 7064, MOD 11-2), VIAF, Wikidata.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

#: Where the identifier stands in an address, by authority file.
_ADDRESSES = (
    ("GND", re.compile(r"https?://(?:www\.)?d-nb\.info/gnd/([^/?#\s]*)")),
    ("VIAF", re.compile(r"https?://(?:www\.)?viaf\.org/viaf/(?!sourceID/)([^/?#\s]*)")),
    ("Wikidata", re.compile(r"https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/([^/?#\s]*)")),
    ("ISNI", re.compile(r"https?://(?:www\.)?isni\.org/(?:isni/)?([^/?#\s]*)")),
    ("ORCID", re.compile(r"https?://(?:www\.)?orcid\.org/([^/?#\s]*)")),
)
_TYPES = {
    "gnd": "GND",
    "pnd": "GND",
    "viaf": "VIAF",
    "wikidata": "Wikidata",
    "isni": "ISNI",
    "orcid": "ORCID",
}
_GND = re.compile(r"1[0-3]?\d{7}[\dX]", re.ASCII)
_GND_HYPHEN = re.compile(r"(\d{1,10})-([\dX])", re.ASCII)
_SIXTEEN = re.compile(r"\d{15}[\dX]", re.ASCII)
_FORMS = {
    "VIAF": (re.compile(r"\d{1,22}", re.ASCII), "a VIAF number has digits only"),
    "Wikidata": (
        re.compile(r"[QPL][1-9]\d*(?:-[FS]\d+)?|[A-Z]\w+:\S+", re.ASCII),
        "a Wikidata item is Q and a number",
    ),
}


def identifier_of(text: str, stated: str = "") -> tuple[str, str] | None:
    """Return authority file and identifier of an address, or of a value whose type is ``stated``.

    None if it is of no authority file that is known here.
    """
    value = text.strip()
    for authority, address in _ADDRESSES:
        match = address.match(value)
        if match is not None:
            return authority, unquote(match[1])
    named = _TYPES.get(stated.strip().casefold())
    return (named, value) if named and value and "/" not in value else None


def fault(authority: str, value: str) -> str:
    """Return what is wrong with an identifier, in words, or an empty string."""
    if authority == "GND":
        return _gnd_fault(value)
    if authority in _FORMS:
        form, words = _FORMS[authority]
        return "" if form.fullmatch(value) else words
    digits = re.sub(r"[\s-]", "", value)
    if not _SIXTEEN.fullmatch(digits):
        return f"an {authority} has sixteen digits, the last may be X"
    return "" if _mod_11_2(digits[:-1]) == digits[-1] else "the check digit does not fit"


def _gnd_fault(value: str) -> str:
    hyphened = _GND_HYPHEN.fullmatch(value)
    if hyphened is not None:
        expected = _weighted(hyphened[1]) % 11
        said = hyphened[2]
    elif _GND.fullmatch(value):
        expected = -_weighted(value[:-1]) % 11
        said = value[-1]
    else:
        return "a GND number looks like 118540238 or 4005728-8"
    return "" if said == "0123456789X"[expected] else "the check digit does not fit"


def _weighted(digits: str) -> int:
    """The sum of the digits, the last times 2, the one before times 3, and so on."""
    return sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), 2))


def _mod_11_2(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]
