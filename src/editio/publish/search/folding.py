"""Words as search knows them: plain letters, small, without accents.

``assets/search.js`` does the same with what the reader types and with the texts that it shows, so
that a word has the same number in both: what is changed here is changed there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not decompose, and what they are found by.
LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ı": "i", "ŋ": "n", "ŧ": "t", "ς": "σ", "ə": "e", "ƿ": "w", "ȝ": "gh", "ꝛ": "r",
}  # fmt: skip
#: What joins or stretches letters and is none: soft hyphen, tatweel, joiners.
JOINERS = "\u00ad\u0640\u200c\u200d"
#: Scripts that part no words, where each character is one: Han and kana.
ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_WORD = re.compile(f"[{ALONE}]|[^\\W_{ALONE}]+")


@lru_cache(maxsize=1)
def _plain() -> dict[int, str | None]:
    """What becomes of single characters, after decomposition: marks go, some letters change."""
    planes = (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    marks = (code for code in planes if unicodedata.category(chr(code)) == "Mn")
    return dict.fromkeys((*marks, *map(ord, JOINERS))) | str.maketrans(LETTERS)


def fold(text: str) -> str:
    """Return ``text`` in plain small letters: decomposed (NFKD), without marks."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).lower().translate(_plain())


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, as search knows them."""
    return _WORD.findall(fold(text))
