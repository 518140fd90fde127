"""What the pages need to know about languages: which way they are written."""

from __future__ import annotations

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
