"""What the pages need to know about languages: which way they are written."""

from __future__ import annotations

import re

# fmt: off
_RTL_SCRIPTS = frozenset({
    "adlm", "arab", "aran", "armi", "avst", "chrs", "cprt", "elym", "hatr", "hebr", "hung", "khar",
    "lydi", "mand", "mani", "mend", "merc", "mero", "narb", "nbat", "nkoo", "orkh", "ougr", "palm",
    "phli", "phlp", "phnx", "prti", "rohg", "samr", "sarb", "sogd", "sogo", "syrc", "syre", "syrj",
    "syrn", "thaa", "yezi",
})
_RTL_LANGUAGES = frozenset({
    "acm", "acq", "acw", "aeb", "afb", "ajp", "apc", "apd", "ar", "arc", "arq", "ars", "ary", "arz",
    "bgn", "ckb", "dv", "fa", "glk", "hbo", "he", "iw", "ji", "khw", "ks", "lrc", "luz", "mzn",
    "nqo", "ota", "pal", "pbt", "pnb", "prs", "ps", "sam", "sd", "sdh", "skr", "syc", "syr", "ug",
    "ur", "yi",
})
# fmt: on


# fmt: off
#: Old codes of three letters for languages that BCP 47 names by two (RFC 5646, 2.2.1).
_SHORT = {
    "ara": "ar", "ces": "cs", "chi": "zh", "cym": "cy", "cze": "cs", "dan": "da", "deu": "de",
    "dut": "nl", "ell": "el", "eng": "en", "est": "et", "eus": "eu", "fas": "fa", "fin": "fi",
    "fra": "fr", "fre": "fr", "ger": "de", "gle": "ga", "gre": "el", "hbs": "sh", "heb": "he",
    "hin": "hi", "hrv": "hr", "hun": "hu", "hye": "hy", "ice": "is", "isl": "is", "ita": "it",
    "jpn": "ja", "kat": "ka", "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt", "nld": "nl",
    "nor": "no", "per": "fa", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru",
    "san": "sa", "slk": "sk", "slo": "sk", "slv": "sl", "spa": "es", "sqi": "sq", "srp": "sr",
    "swe": "sv", "tur": "tr", "ukr": "uk", "yid": "yi", "zho": "zh",
}
# fmt: on
#: Languages have two or three letters; longer codes are reserved (RFC 5646, 2.2.1).
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def tag(language: str) -> str:
    """Return a language as a BCP 47 tag for ``lang``; nothing if it has not the form of one."""
    if not _TAG.fullmatch(language):
        return ""
    first, *rest = re.split("[-_]", language)
    return "-".join((_SHORT.get(first.lower(), first), *rest))


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a BCP 47 tag; ``ltr`` for an empty or unknown one.

    A script subtag decides (``az-Arab``, ``he-Latn``), else the language's usual script (IANA
    Language Subtag Registry; CLDR's likely subtags for the languages still written).
    """
    subtags = language.lower().replace("_", "-").split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag in _RTL_SCRIPTS else "ltr"
    return "rtl" if subtags[0] in _RTL_LANGUAGES else "ltr"
