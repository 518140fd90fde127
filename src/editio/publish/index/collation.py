"""Sorting as a language sorts: Unicode collation in three levels, with the tailorings we need.

The principle is that of the Unicode Collation Algorithm (UTS 10): letters first, then accents,
then case. A letter's place is that of its base letter; what a language counts as a letter of its
own is listed in :data:`TAILORINGS` (from the order of its dictionaries, as in CLDR). Words are
sorted word by word, numbers by their value. Signs of transliteration, apostrophes and other
punctuation do not count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

from editio.edition.nameforms import PARTICLES

SortKey: TypeAlias = tuple[str, str, str, str]

#: Letters that Unicode does not decompose, and what they are sorted as.
_EXPANSIONS = {
    "æ": "ae", "ǽ": "ae", "œ": "oe", "ß": "ss", "ẞ": "ss", "þ": "th", "ð": "d", "đ": "d",
    "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "ŋ": "ng", "ſ": "s", "ŧ": "t", "ƿ": "w", "ȝ": "gh",
    "ꝛ": "r", "ɛ": "e", "ə": "e", "ς": "σ", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه", "ٱ": "ا",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
}  # fmt: skip

#: By language: letters of their own, each list behind the letter (or digraph) that it begins with.
TAILORINGS: dict[str, tuple[str, ...]] = {
    "cs": ("c č", "h ch", "r ř", "s š", "z ž"),
    "cy": ("c ch", "d dd", "f ff", "g ng", "l ll", "p ph", "r rh", "t th"),
    "da": ("z æ ø å", "z æ ø aa"),
    "eo": ("c ĉ", "g ĝ", "h ĥ", "j ĵ", "s ŝ", "u ŭ"),
    "es": ("n ñ",),
    "et": ("s š z ž", "w õ ä ö ü"),
    "fi": ("z å ä ö",),
    "hr": ("c č ć", "d dž đ", "l lj", "n nj", "s š", "z ž"),
    "hu": ("c cs", "d dz dzs", "g gy", "l ly", "n ny", "o ö", "s sz", "t ty", "u ü", "z zs"),
    "is": ("d ð", "z þ æ ö å"),
    "lt": ("c č", "s š", "z ž"),
    "lv": ("c č", "g ģ", "k ķ", "l ļ", "n ņ", "r ŗ", "s š", "z ž"),
    "nb": ("z æ ø å", "z æ ø aa"),
    "nn": ("z æ ø å", "z æ ø aa"),
    "no": ("z æ ø å", "z æ ø aa"),
    "pl": ("a ą", "c ć", "e ę", "l ł", "n ń", "o ó", "s ś", "z ź ż"),
    "ro": ("a ă â", "i î", "s ș", "t ț"),
    "sk": ("a ä", "c č", "h ch", "o ô", "s š", "z ž"),
    "sl": ("c č ć", "d đ", "s š", "z ž"),
    "sq": ("c ç", "d dh", "e ë", "g gj", "l ll", "n nj", "r rr", "s sh", "t th", "x xh", "z zh"),
    "sr": ("c č ć", "d dž đ", "l lj", "n nj", "s š", "z ž"),
    "sv": ("z å ä ö",),
    "tr": ("c ç", "g ğ", "h ı", "o ö", "s ş", "u ü"),
    "az": ("c ç", "e ə", "g ğ", "h x ı", "k q", "o ö", "s ş", "u ü"),
    "fa": ("ب پ", "ج چ", "ز ژ", "ك گ"),
    "ur": ("ب پ", "ت ٹ", "ج چ", "د ڈ", "ر ڑ", "ز ژ", "ك گ"),
    "uk": ("г ґ", "е є", "и і ї й"),
}  # fmt: skip
TAILORINGS["bs"] = TAILORINGS["hr"]

#: What holds in every language: й is no и with an accent.
_ROOT = ("и й",)

#: Articles that open a title or a name and do not count, by language.
_ARTICLES = {
    "de": "der die das den dem des ein eine einen einem einer eines",
    "en": "the a an",
    "fr": "le la les un une des l' l’",
    "es": "el la los las un una unos unas lo",
    "it": "il lo la i gli le l' l’ un uno una un' un’",
    "pt": "o a os as um uma",
    "nl": "de het een 't ’t",
    "da": "den det de en et",
    "sv": "den det de en ett",
    "no": "den det de en et ei",
    "ca": "el la els les l' l’ un una",
    "hu": "a az egy",
    "el": "ο η το οι τα",
}

_NUMBER = re.compile(r"\d+")
_WORDS = re.compile(r"\S+")
_NOT_COUNTED = re.compile(r"[^\w\s]|[_\u02b0-\u02ff]")
#: Hyphens and dashes part words.
_PARTING = re.compile(r"[-‐‑‒–—/,.:;]+")
#: Behind every letter that a language has between two others: greater than any letter.
_AFTER = "\U0010fffd"
_PUNCTUATION_START = re.compile(r"^[^\w]+", re.UNICODE)


class Collation:
    """The order of one language (a BCP 47 tag; an unknown one gets the common order)."""

    def __init__(self, language: str = "") -> None:
        self.language = language.partition("-")[0].casefold()
        own = TAILORINGS.get(self.language, ())
        self._letters = _tailored((*_ROOT, *own))
        longest_first = sorted(self._letters, key=lambda letter: (-len(letter), letter))
        self._split = re.compile("|".join(map(re.escape, longest_first)) + "|.", re.DOTALL)
        self._weights = _Weights({letter: (key, " ") for letter, key in self._letters.items()})
        self._articles = frozenset(_ARTICLES.get(self.language, "").split())
        self.key = lru_cache(maxsize=200_000)(self._key)

    def _key(self, text: str) -> SortKey:
        """Return what ``text`` is sorted by."""
        folded = unicodedata.normalize("NFC", _fold(text, self.language))
        parted = _NOT_COUNTED.sub("", _PARTING.sub(" ", folded))
        letters = self._split.findall(" ".join(parted.split()))
        weights = [self._weights[letter] for letter in letters]
        first = _NUMBER.sub(_by_value, "".join([base for base, _ in weights]))
        second = "".join([accents for _, accents in weights]).rstrip()
        return first, second, text.swapcase(), text

    def heading_key(self, heading: str, *, title: bool = False) -> SortKey:
        """Return what a heading is sorted by: without a particle, or an article, at its head."""
        return self.key(self.without_head(heading, title=title))

    def without_head(self, heading: str, *, title: bool = False) -> str:
        """Return a heading without the words at its head that do not count.

        Small particles always ("von Barby" stands under B, "al-Kindi" under K), articles for
        a ``title``: of a work, a place, an organisation.
        """
        text = _PUNCTUATION_START.sub("", heading)
        while True:
            match = re.match(r"(al-|as-|ad-|an-|ar-|at-|ash-|el-|[ldLD]['’]|\w+['’]?)(\s*)", text)
            if match is None or match.end() == len(text):
                return text or heading
            word, gap = match[1], match[2]
            joined = word[-1] in "-'’"
            if not gap and not joined:
                return text
            particle = word.islower() and (word in PARTICLES or word.endswith("-"))
            article = title and word.casefold() in self._articles
            if not (particle or article):
                return text
            text = text[match.end() :]

    def initial(self, heading: str, *, title: bool = False) -> str:
        """Return the letter under which a heading stands, as a capital; "0–9" for numbers."""
        text = _fold(self.without_head(heading, title=title), self.language)
        text = _NOT_COUNTED.sub("", unicodedata.normalize("NFC", text)).strip()
        if not text:
            return "…"
        if text[0].isdecimal():
            return "0–9"
        letter = self._split.match(text)
        found = letter[0] if letter else text[0]
        if found not in self._letters:
            found = _base(found)[0][:1]
        return "İ" if self.language == "tr" and found == "i" else found.capitalize()


class _Weights(dict[str, tuple[str, str]]):
    """What letters are sorted by first, and what next, by letter; found out when one is met."""

    def __missing__(self, letter: str) -> tuple[str, str]:
        base, accents = _base(letter)
        self[letter] = found = base, accents or " "
        return found


def _fold(text: str, language: str) -> str:
    if language in {"tr", "az"}:
        text = text.replace("I", "ı").replace("İ", "i")
    # casefold() would turn ß into ss before a tailoring sees the letters.
    return text.lower()


def _tailored(rules: tuple[str, ...]) -> dict[str, str]:
    """The primary weights of the letters of a language: behind that of the letter before them."""
    weights: dict[str, str] = {}
    for rule in rules:
        first, *letters = rule.split()
        for number, letter in enumerate(letters, start=1):
            weights[unicodedata.normalize("NFC", letter)] = f"{first}{_AFTER}{chr(96 + number)}"
    return weights


def _base(letter: str) -> tuple[str, str]:
    """The base letters of a letter, and its accents."""
    parts = unicodedata.normalize("NFKD", letter)
    base = "".join(_EXPANSIONS.get(part, part) for part in parts if not unicodedata.combining(part))
    accents = "".join(part for part in parts if unicodedata.combining(part))
    if base != letter and not accents:
        accents = letter
    return base, accents


def _by_value(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0") or "0"
    return f"{len(digits):02}{digits}"
