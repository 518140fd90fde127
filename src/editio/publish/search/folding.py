"""Words as search knows them: plain letters, small, without accents.

``assets/search/words.js`` does the same with what the reader types and with the texts that it
shows, so that a word has the same number in both: what is changed here is changed there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Letters that Unicode does not decompose, and what they are found by.
LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ı": "i", "ŋ": "n", "ŧ": "t", "ς": "σ", "ə": "e", "ƿ": "w", "ȝ": "gh", "ꝛ": "r",
}  # fmt: skip
#: What joins or stretches letters and is none: soft hyphen, tatweel, joiners.
JOINERS = "\u00ad\u0640\u200c\u200d"
#: Scripts that part no words, where each character is one: Han and kana.
ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Scripts of India and of Southeast Asia, and Tibetan: their marks are vowels and finals, without
#: which a word is another. Only :data:`ACCENTS` go: the dots of borrowed letters, Vedic accents.
SIGNS = (
    "\u0900-\u109f\u1700-\u17ff\u1900-\u1aaf\u1b00-\u1c4f\ua800-\ua8df\ua900-\uaaff\uabc0-\uabff"
    "\U00010a00-\U00010a5f\U00011000-\U00011fff"
)
ACCENTS = (
    "\u0951-\u0954\u093c\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc"
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f86\u0f87\u0fc6"
)

_LETTER = re.compile(f"[{ALONE}]|[^\\W_]")
_SIGN = re.compile(f"(?![{ACCENTS}])[{SIGNS}]")
_WORD = re.compile(f"[{ALONE}]|[^\\W_{ALONE}]+(?:[{SIGNS}]+[^\\W_{ALONE}]*)*")
#: The same for a text in small letters of ASCII: it takes a third of the time.
_ASCII_WORD = re.compile("[0-9a-z]+")
_FOREIGN = re.compile("[^\x00-\x7f]")
#: What becomes of a byte of ASCII: a small letter, a digit, the end of a line, else a space.
_SPACED = bytes(
    ord(sign) if (sign := chr(code).lower()) in "0123456789abcdefghijklmnopqrstuvwxyz\n" else 32
    for code in range(256)
)
#: Up to so many different characters are replaced one after the other, more of them all at once.
_FEW = 64


class _Plain(dict[int, str]):
    """What becomes of characters, by code: decomposed (NFKD), small, without accents.

    What is part of no word becomes a space, so that a text in Latin letters becomes ASCII.
    """

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code)).lower()
        plain = "".join(LETTERS.get(letter, letter) for letter in letters if not _is_gone(letter))
        self[code] = found = "".join(
            letter if _LETTER.match(letter) or _is_sign(letter) else " " for letter in plain
        )
        return found


def _is_gone(letter: str) -> bool:
    return letter in JOINERS or (unicodedata.category(letter) == "Mn" and not _is_sign(letter))


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Mc"} and _SIGN.match(letter) is not None


@lru_cache(maxsize=1)
def _plain() -> _Plain:
    return _Plain()


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, as search knows them."""
    if not text.isascii():
        text = _in_plain_letters(text)
    text = text.lower()
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def words_of_each(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words of each text, as :func:`words_of` returns them.

    The texts are folded as one: a document has thousands of short ones. In letters of ASCII, to
    blank out what parts words and to cut at spaces takes a third less time than any pattern.
    """
    whole = "\n".join(texts)
    foreign = _foreign_in(whole)
    if len(foreign) > _FEW or whole.count("\n") >= len(texts):
        yield from map(words_of, texts)
        return
    whole = _with_plain(whole, foreign)
    if whole.isascii():
        spaced = whole.encode().translate(_SPACED).decode()
        yield from map(str.split, spaced.split("\n"))
    else:
        for text in whole.lower().split("\n"):
            yield (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def _in_plain_letters(text: str) -> str:
    """Return a text with every character beyond ASCII in its plain form.

    To do so one by one changes no word: what Unicode puts in order are marks, which go or stand in
    order in a normalised text, and what becomes of a character is plain already.
    """
    foreign = _foreign_in(text)
    return text.translate(_plain()) if len(foreign) > _FEW else _with_plain(text, foreign)


def _foreign_in(text: str) -> set[str]:
    return set() if text.isascii() else set(_FOREIGN.findall(text))


def _with_plain(text: str, foreign: Iterable[str]) -> str:
    """Return a text with the plain form of some characters in their places."""
    plain = _plain()
    for character in foreign:
        text = text.replace(character, plain[ord(character)])
    return text
