"""Spellings that count as one: accents, kinds of hyphens and apostrophes. Lengths never change."""

from __future__ import annotations

import unicodedata
from functools import cache

_SIGNS = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "ʹ": "'",
    "′": "'",
    "`": "'",
    "´": "'",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "ё": "е",
    "Ё": "Е",
    "ſ": "s",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
}


@cache
def _table() -> dict[int, str]:
    table = {ord(sign): plain for sign, plain in _SIGNS.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        decomposed = unicodedata.normalize("NFD", chr(code))
        if len(decomposed) > 1 and decomposed[0].isascii():
            table.setdefault(code, decomposed[0])
    return table


def folded(text: str) -> str:
    """Return a text of the same length without accents, with plain hyphens and apostrophes."""
    return text if text.isascii() else text.translate(_table())
