"""What a quotation is: a title, a word mentioned, so called, said, or quoted.

TEI Guidelines, chapter 3.3.3. Told by the words around it, its length and its form; a guess, and
the reason says from what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
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
#: What follows the title of an article in a reference: its book, its journal, pages, a place.
_IN_REFERENCE = re.compile(
    r"[\"”’»“]?,? ?(?:in |trans\b|eds?\.|tr\.|übers|[A-ZÀ-ÖØ-Þ\u0400-\u042f]|\d|pp?\.|S\. ?\d|vol\b"
    r"|\(|article \d|ch\.|no\.|№|[Ii]bid)"
)
#: What may stand between a quotation and the word that says what it is.
_BEHIND = re.compile(
    r"[\"”’»“]? ?[–—,-]? ?(?:(?:(?:portion|part|half|element)s? of|with|in|is|was|as) )?"
    r"(?:the|that|this|a|an)? ?((?:\w+ )?[^\W\d_]+)"
)
_SMALL_IN_TITLES = re.compile(
    r"\b(?:a|an|the|of|in|on|and|or|for|to|at|by|from|with|under|vs|is|as|its|it|der|die|das|und|von)\b"
)
_DASH_BEFORE = re.compile(r"(?:^|\s)[–—-] ?[^\W\d_a-z][^“”\"]{0,40},? [\"“”„«‘’]?\Z")
#: How many words before a quotation tell what it is.
_NEAR = 4
#: … and how many where it says what something is: "the claim that the old mill at the weir is".
_FAR = 8
#: The name of a party in letters: "RSDLP(B)".
_ABBREVIATION = re.compile(r"[^\W\d_a-z]{2,}(?:\([^\W\d_]\))?")
_FIGURE = re.compile(r"\d|\w, \w")
#: Why a quotation is what it is where no word around it tells: others may tell better.
FEW_WORDS = "a few words, without a verb of saying"


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind of a quotation, and why."""

    kind: str
    reason: str


@dataclass(frozen=True)
class Quotable:
    """What stands between marks, and what around them in its block.

    ``in_reference`` tells that it stands in a note or bibliography behind the name of an author;
    ``repeats`` that its words are also in a longer quotation of the text.
    """

    content: str
    before: str
    after: str
    in_reference: bool = False
    repeats: bool = False

    @cached_property
    def words(self) -> list[str]:
        """The words of it."""
        return _WORD.findall(self.content)

    @cached_property
    def lead(self) -> list[str]:
        """The last words before it in small letters, the last one first."""
        clause = re.split(r"[.;!?] ", self.before)[-1]
        last = _BEFORE.search(clause)
        if last is None:
            return []
        return [word.casefold() for word in _WORD.findall(clause[: last.end(1)])][::-1]

    @property
    def word(self) -> str:
        """The last word before it."""
        return self.lead[0] if self.lead else ""

    @property
    def is_short(self) -> bool:
        """Whether it is a few words and no sentence."""
        return len(self.words) <= 5 and not _SENTENCE.search(self.content[:-1])

    @property
    def is_introduced(self) -> bool:
        """Whether a colon or comma leads to it."""
        return _INTRODUCED.search(self.before) is not None

    @property
    def is_clause(self) -> bool:
        """Whether it ends as a sentence does."""
        content = self.content
        ends = content[-1:] in "!?" or (content[-1:] == "." and " " in content)
        return ends and (self.is_introduced or len(self.words) > 4 or not self.word)


@dataclass(frozen=True, slots=True)
class Judge:
    """Tells the kinds of quotations by the words of a language."""

    spoken: frozenset[str]
    written: frozenset[str]
    titles: frozenset[str]
    mentioned: frozenset[str]
    #: "so-called": the words behind are not the writer's.
    distancing: frozenset[str]
    #: "called": of a thing, a name for it; of a book, its title.
    naming: frozenset[str]
    #: Forms of "to be", which make "called" a passive.
    passive: frozenset[str]
    #: "refers to", "a reference to": what follows are the words of somebody.
    reporting: frozenset[str]
    #: "that", which leads to what is reported.
    linking: frozenset[str]
    #: Small words that may stand between a verb and what it reports: "call him a".
    light: frozenset[str]
    #: "a", behind which follows what somebody is said to be, and not a name.
    predicating: frozenset[str]

    @classmethod
    def of(cls, language: Language) -> Judge:
        """Read the words from the file of a language."""
        return cls(*(language.words("quotations", key) for key in cls.__slots__))

    def judge(self, one: Quotable) -> Judged:
        """Return the kind of a quotation."""
        return (
            self._as_title(one)
            or self._as_word(one)
            or self._as_speech(one)
            or self._as_report(one)
            or self._by_length(one)
        )

    def _as_title(self, one: Quotable) -> Judged | None:
        parted = one.content.endswith(",") and not self._verb_after(one, self.written | self.spoken)
        if one.in_reference and one.words and (parted or _IN_REFERENCE.match(one.after)):
            return Judged("title", "behind an author, in a reference")
        if self._is_title(one):
            return Judged("title", "written as a title, where titles stand")
        return None

    def _as_word(self, one: Quotable) -> Judged | None:
        if one.word in self.mentioned and len(one.words) <= 6:
            return Judged("mentioned", f"behind “{one.word}”")
        if one.word in self.distancing and one.is_short:
            return Judged("soCalled", f"behind “{one.word}”")
        if one.word in self.naming and one.is_short and self.passive & {*one.lead[1:3]}:
            return Judged("soCalled", "what something is called")
        if one.is_short and self._is_spoken_of(one):
            return Judged("mentioned", "the words behind say that it is a word")
        if _ABBREVIATION.fullmatch(one.content):
            return Judged("mentioned", "an abbreviation")
        return None

    def _is_spoken_of(self, one: Quotable) -> bool:
        """Whether "portion of that term" or "– with the meaning" follows."""
        following = _BEHIND.match(one.after)
        return following is not None and not self.mentioned.isdisjoint(following[1].split())

    def _as_speech(self, one: Quotable) -> Judged | None:
        enough = len(one.words) > 3
        spoken = enough and one.word in self.spoken
        if enough or one.content[-1:] in {",", "!", "?"}:
            spoken = spoken or self._verb_after(one, self.spoken)
        if spoken:
            return Judged("said", "with a verb of saying")
        wrote = one.word in self.written or self._verb_after(one, self.written)
        if wrote and (enough or one.is_introduced):
            return Judged("quote", "with a verb of writing or saying")
        return None

    def _as_report(self, one: Quotable) -> Judged | None:
        if one.repeats:
            return Judged("quote", "words of a longer quotation")
        verb = self._heavy(one)
        if set(one.lead[:2]) & self.reporting or verb in self.reporting:
            return Judged("quote", "words that somebody refers to")
        if one.word in self.predicating and verb in self.naming:
            return Judged("quote", f"what somebody is “{verb}”")
        if self._is_reported(one):
            return Judged("quote", "what something is, as somebody has it")
        near = one.lead[: _NEAR + 1]
        link = next((at for at, word in enumerate(near) if word in self.linking), None)
        if link is not None and one.lead[link + 1 : link + 2]:
            before = one.lead[link + 1]
            if before in self.written | self.spoken | self.reporting:
                return Judged("quote", f"behind “{before} {one.lead[link]}”")
        return None

    def _heavy(self, one: Quotable) -> str:
        """The last word before it that is no small one, if it is near."""
        near = one.lead[: _NEAR + 1]
        return next((word for word in near if word not in self.light), "")

    def _is_reported(self, one: Quotable) -> bool:
        """Whether "the claim that the old mill is", or "the myth of Holm as", stands before it."""
        if one.word in self.passive:
            return bool({*one.lead[1:_FAR]} & (self.reporting | self.written | self.spoken))
        return one.word in self.linking and bool({*one.lead[1:_NEAR]} & self.reporting)

    def _by_length(self, one: Quotable) -> Judged:
        if one.is_short and not one.is_clause and not _FIGURE.search(one.content):
            return Judged("soCalled", FEW_WORDS)
        return Judged("quote", "a sentence or more")

    def _verb_after(self, one: Quotable, verbs: frozenset[str]) -> bool:
        """Whether "… , says X" or "… , X says" follows."""
        following = re.match(r"[”’\"»“]?[,.]? ?((?:[^\W\d_][\w'’.-]* ?){1,4})", one.after)
        if following is None or (one.content[-1:] == "." and following[1][0].isupper()):
            return False  # nothing, or the next sentence
        return any(word.rstrip(",.") in verbs for word in following[1].split()[:3])

    def _is_title(self, one: Quotable) -> bool:
        words = one.words
        if not words or not words[0][0].isupper() or len(words) > 25:
            return False
        looks = _is_title_case(words)
        if _SENTENCE.search(one.content[:-1]) and not looks:
            return False
        if self._names_a_work(one) and (looks or len(words) <= 2):
            return True
        if not looks:
            return False
        return _PUBLICATION.match(one.after) is not None or (
            len(words) > 2 and _DASH_BEFORE.search(one.before) is not None
        )

    def _names_a_work(self, one: Quotable) -> bool:
        """Whether "book", or "a book called", stands before it."""
        if one.word in self.naming:
            return any(word in self.titles for word in one.lead[1:_NEAR])
        return one.word in self.titles


def _is_title_case(words: list[str]) -> bool:
    """Whether the words of weight have capitals."""
    heavy = [word for word in words if not _SMALL_IN_TITLES.fullmatch(word)]
    capitals = sum(word[0].isupper() for word in heavy)
    return len(heavy) >= 1 and capitals >= 0.7 * len(heavy)
