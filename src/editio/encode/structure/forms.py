"""The form of a stretch of text: what can be told from its characters alone."""

from __future__ import annotations

import re
from functools import lru_cache

OPENING = "“‘«„‹\"'"
CLOSING = "”’»“›\"'"
_WORD = re.compile(r"[^\W\d_]+(?:[’'.\-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]*\s*(?:\[\d{1,4}\])?\s*\Z")
#: A sentence that ends within the text: not after an initial or an abbreviation of three letters.
_INNER_END = re.compile(r"[^\W\d_]{4,}[.!?…]['\"”’»)]*\s+[“‘«„\"'(]?[^\W\d_]")
#: Words that a title in capitals leaves small, in the languages that write titles so.
_SMALL_WORDS = (
    "a an the and or nor but of in on at to by for from with as is into over under vs v via per"
    " de la le les des du et en au aux el los las y del della dei il lo gli e"
    " und der die das von zu im am vom zum den dem ein eine"
)
_SMALL = frozenset(_SMALL_WORDS.split())


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does, marks of quotation and a note after it or not."""
    return bool(_SENTENCE_END.search(text[-40:]))


def has_inner_sentence(text: str) -> bool:
    """Whether a sentence ends before the end of ``text``."""
    return bool(_INNER_END.search(text))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a short text."""
    return tuple(_WORD.findall(text[:400]))


def is_upper(text: str) -> bool:
    """Whether the letters of ``text`` are capitals, and there are some."""
    letters = [character for character in text[:400] if character.isalpha()]
    return len(letters) > 2 and all(not character.islower() for character in letters)


def title_share(text: str) -> float:
    """Return the share of words with a capital among those that a title writes with one."""
    counted = [word for word in words(text) if word.casefold() not in _SMALL]
    if not counted:
        return 0.0
    return sum(word[0].isupper() for word in counted) / len(counted)
