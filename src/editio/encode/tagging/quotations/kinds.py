"""What a quotation is: a title, a word mentioned, so called, said, or quoted.

TEI Guidelines, chapter 3.3.3. Told by the words around it, its length and its form; a guess, and
the reason says from what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editio.encode.tagging.languages import Language

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE = re.compile(r"[.!?…]\s|[.!?…]\Z")
_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)[\s,:]*[\"“”„«‘’(]*\Z")
_INTRODUCED = re.compile(r"[:,]\s*\Z")
_PUBLICATION = re.compile(
    r"[\"”’»“]?,? ?(?:\(?(?:[A-Z]\w+ )?\d{4}\)|\((?:\d|[A-Z][a-z]+\.? \d)"
    r"|,? pp?\.? ?\d|,? pages? \d)"
)
_SMALL_IN_TITLES = re.compile(
    r"\b(?:a|an|the|of|in|on|and|or|for|to|at|by|from|with|under|vs|is|as|its|it|der|die|das|und|von)\b"
)
_DASH_BEFORE = re.compile(r"[–—-] ?[^\W\d_][^“”\"]{0,40},? [\"“”„«‘’]?\Z")


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind of a quotation, and why."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Tells the kinds of quotations by the words of a language."""

    spoken: frozenset[str]
    written: frozenset[str]
    titles: frozenset[str]
    mentioned: frozenset[str]

    @classmethod
    def of(cls, language: Language) -> Judge:
        """Read the words from the file of a language."""
        return cls(
            *(
                language.words("quotations", key)
                for key in ("spoken", "written", "titles", "mentioned")
            )
        )

    def judge(self, content: str, before: str, after: str) -> Judged:
        """Return the kind of a quotation with what stands before and after it in its block."""
        words = _WORD.findall(content)
        last = _BEFORE.search(before)
        word = last[1].casefold() if last else ""
        if self._is_title(content, words, word, before, after):
            return Judged("title", "written as a title, where titles stand")
        if word in self.mentioned and len(words) <= 6:
            return Judged("mentioned", f"behind “{word}”")
        verb = word in self.spoken or self._verb_after(after, self.spoken)
        if verb and len(words) > 3:
            return Judged("said", "with a verb of saying")
        introduced = _INTRODUCED.search(before) is not None
        verb = word in self.written or self._verb_after(after, self.written)
        if verb and (len(words) > 3 or introduced):
            return Judged("quote", "with a verb of writing or saying")
        clause = self._is_clause(content) and (introduced or len(words) > 4 or not word)
        if len(words) <= 5 and not _SENTENCE.search(content[:-1]) and not clause:
            return Judged("soCalled", "a few words, without a verb of saying")
        return Judged("quote", "a sentence or more")

    def _verb_after(self, after: str, verbs: frozenset[str]) -> bool:
        """Whether "… , says X" or "… , X says" follows."""
        following = re.match(r"[”’\"»“]?[,.]? ?((?:[^\W\d_][\w'’.-]* ?){1,4})", after)
        if following is None:
            return False
        return any(word.rstrip(",.") in verbs for word in following[1].split()[:3])

    def _is_title(self, content: str, words: list[str], word: str, before: str, after: str) -> bool:
        if not words or not words[0][0].isupper() or len(words) > 25:
            return False
        if _SENTENCE.search(content[:-1]) and not _is_title_case(words):
            return False
        looks = _is_title_case(words)
        if word in self.titles and (looks or len(words) <= 2):
            return True
        if not looks:
            return False
        return _PUBLICATION.match(after) is not None or (
            len(words) > 2 and _DASH_BEFORE.search(before) is not None
        )

    def _is_clause(self, content: str) -> bool:
        return content[-1:] in "!?" or (content[-1:] == "." and " " in content)


def _is_title_case(words: list[str]) -> bool:
    """Whether the words of weight have capitals."""
    heavy = [word for word in words if not _SMALL_IN_TITLES.fullmatch(word)]
    capitals = sum(word[0].isupper() for word in heavy)
    return len(heavy) >= 1 and capitals >= 0.7 * len(heavy)
