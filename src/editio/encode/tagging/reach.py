"""How far a person's name reaches around its surname: initials, forenames, "Surname, Forename".

Titles stay outside. A forename or initial that is not the person's says that another is meant.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.nameforms import PARTICLES
from editio.encode.tagging.folding import folded
from editio.encode.tagging.forms import Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editio.encode.tagging.forms import PersonName
    from editio.encode.tagging.languages import Language

_WINDOW = 80
_ARTICLES = frozenset({"the", "a", "an", "der", "die", "das", "le", "la", "il", "el"})
_TOKEN = re.compile(r"[^\W\d_]\.(?=[ -]?)|[^\W\d_][\w'-]*\.?")
_LEAD = re.compile(r"(?:(?:[^\W\d_]\.[ -]?|[^\W\d_][\w'-]*\.? ))+\Z")
_INITIAL = re.compile(r"[^\W\d_]\.\Z")
_BEHIND = re.compile(r", ((?:[^\W\d_]\. ?|[^\W\d_][\w'-]+ ?)+)")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\u2029(\[\"“”„«»]['’\")\]]*\s*|[-–—*•]\s+)\Z")
_SMALL = re.compile(r"\b[^\W\d_A-Z][^\W_]*")
_BODY_OF = re.compile(r"([^\W\d_a-z][\w'-]+) of (?:the )?\Z")
_BODY_OF_WHAT = re.compile(
    r"(?<!\w)([^\W\d_a-z]\w+)(?: of(?: [^\W\d_a-z][\w'-]+)+)+ of (?:the )?\Z"
)
_ATTRIBUTE_BEFORE = re.compile(
    r"(?<![\w])(?:de[rnms]|die|das|ein(?:e[nmrs]?)?|kein\w*|[ms]ein\w*|ihr\w*|unser\w*|dies\w+|jene\w*"
    r"|[^\W\d_A-Z][^\W\dA-Z_]*(?:er|en|es|em|te|ge|he|le|ne|de|re)) \Z"
)
_NEXT_WORD = re.compile(r"(?:'s)? ([^\W\d_][\w'-]*)")


@dataclass(frozen=True, slots=True)
class Reach:
    """Offsets of the whole name in the text, and whether more than the surname says who it is.

    ``common`` tells that it may be a common noun: "der Kaiser", where every noun has a capital.
    """

    start: int
    end: int
    supported: bool
    common: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the words around a name may be: those of the language, those of the registers."""

    titles: frozenset[str]
    institutions: frozenset[str]
    common: frozenset[str]
    #: The words that the text has in small letters.
    ordinary: frozenset[str] = frozenset()
    #: Words that make a longer name of an organisation or an event.
    bodies: frozenset[str] = frozenset()
    #: Forenames of the registers, and common ones.
    forenames: frozenset[str] = frozenset()
    #: Whether every noun has a capital: then a word before a surname is a forename only if known.
    capital_nouns: bool = False
    #: Names that are ordinary words with a capital, too: "North", "May".
    doubtful: frozenset[str] = frozenset()

    @classmethod
    def of(cls, language: Language, text: str, forenames: frozenset[str] = frozenset()) -> Words:
        """Read them from the file of a language, and from a text that is folded, as they are."""

        def words(*keys: str) -> frozenset[str]:
            return frozenset(folded(word) for key in keys for word in language.words("names", key))

        return cls(
            titles=words("titles"),
            institutions=words("institutions"),
            common=words("common"),
            bodies=words("bodies", "occasions"),
            forenames=forenames | words("forenames"),
            capital_nouns=bool(language.sections.get("names", {}).get("capital_nouns")),
            doubtful=words("doubtful") | frozenset(map(folded, language.calendar)),
            ordinary=frozenset(_SMALL.findall(text)),
        )


def reach_of(
    place: tuple[int, int, int], strength: Strength, name: PersonName, text: str, words: Words
) -> Reach | None:
    """Return how far a name reaches, or None if the words around it say that it is another's.

    ``text`` is folded, ``place`` is where a form of the person begins and ends in it, and where
    another name ends before it, whose words are no forenames.
    """
    start, end, border = place
    following = _NEXT_WORD.match(text, end)
    longer = following is not None and following[1] in words.institutions
    if strength < Strength.FULL and (longer or _is_in_compound(text, start, end)):
        return None
    tokens = [token for token in _tokens_before(text, start) if token.start() >= border]
    if strength is Strength.FULL:
        return Reach(_over_initials(tokens, start), end, True)
    chain = _chain(tokens, name, words, text, start)
    if chain is None:
        return None
    if chain:
        return Reach(chain[0].start(), end, True)
    return _of_surname_alone((start, end), tokens, name, text, words)


def _of_surname_alone(
    place: tuple[int, int],
    tokens: Sequence[re.Match[str]],
    name: PersonName,
    text: str,
    words: Words,
) -> Reach | None:
    """The reach of a surname without a forename before it, unless it is an ordinary word."""
    start, end = place
    word = text[start:end]
    if word in words.titles:
        return None
    titled = is_titled(text, start, words)
    if words.capital_nouns:
        attribute = _ATTRIBUTE_BEFORE.search(text, max(0, start - 25), start)
        if attribute is not None or (word in words.doubtful and not titled):
            return Reach(start, end, False, common=True)
    elif word in words.doubtful and _is_doubtful(tokens, text, end, words):
        return None
    behind = _behind(text, start, end, name)
    return Reach(start, behind, True) if behind > end else Reach(start, end, False)


def _is_in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins a surname and another name: "the Holm-Berg affair" is neither's."""
    before = text[start - 1 : start] == "-" and text[start - 2 : start - 1].isalpha()
    return before or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper())


def _is_doubtful(tokens: Sequence[re.Match[str]], text: str, end: int, words: Words) -> bool:
    """Whether an article before, or a capital behind, says that a word is no surname."""
    before = tokens[-1][0] if tokens else ""
    following = _NEXT_WORD.match(text, end)
    if before in words.titles:
        return False
    return before.casefold() in _ARTICLES or (
        following is not None and following[1][0].isupper() and text[end] == " "
    )


def is_part_of_body(text: str, start: int, words: Words) -> bool:
    """Whether a body ends a longer name of one: "Academy of Fine Arts of the Guild"."""
    before = _BODY_OF_WHAT.search(text, max(0, start - 80), start)
    return before is not None and before[1] in words.bodies


def is_part_of_name(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a place is part of a name that no register has: "Lindenau Trials", "Bank of X"."""
    following = _NEXT_WORD.match(text, end)
    if following and text[end] == " " and following[1] in words.bodies | words.institutions:
        return True
    before = _BODY_OF.search(text, max(0, start - 40), start)
    return before is not None and before[1] in words.bodies


def is_titled(text: str, start: int, words: Words) -> bool:
    """Whether a title such as "Mr" stands before a name."""
    tokens = _tokens_before(text, start)
    return bool(tokens) and tokens[-1][0] in words.titles


def is_sentence_start(text: str, offset: int) -> bool:
    """Whether a word at ``offset`` has its capital only because a sentence begins there."""
    return _SENTENCE_START.search(text, max(0, offset - 8), offset) is not None or offset == 0


def _tokens_before(text: str, start: int) -> list[re.Match[str]]:
    """The words directly before an offset, in order, with the sentence as a border."""
    lead = _LEAD.search(text, max(0, start - _WINDOW), start)
    if lead is None:
        return []
    begin = lead.start()
    if begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] == "'"):
        begin = text.find(" ", begin, start) + 1
    return list(_TOKEN.finditer(text, begin, start))


def _over_initials(tokens: Sequence[re.Match[str]], start: int) -> int:
    for token in reversed(tokens):
        if not (_INITIAL.match(token[0]) and token[0][0].isupper()):
            break
        start = token.start()
    return start


def _chain(
    tokens: Sequence[re.Match[str]], name: PersonName, words: Words, text: str, start: int
) -> list[re.Match[str]] | None:
    """The given names before a surname; None if they are those of somebody else."""
    given = {folded(word).rstrip(".") for names in name.given for word in names}
    chain: list[re.Match[str]] = []
    pending: list[re.Match[str]] = []
    for token in reversed(tokens):
        word = token[0]
        if word in PARTICLES and name.given:
            pending.append(token)
            continue
        if not word[0].isupper() or word in words.titles or word.rstrip(".") in words.titles:
            break
        if _INITIAL.match(word) or _is_given(word, given):
            chain += [*pending, token]
            pending = []
            continue
        if _ends_sentence(word) or word in words.common or _is_adjective(word):
            break
        if word in words.bodies and word not in words.forenames:
            break  # "… to the Congress Holm said"
        if is_sentence_start(text, token.start()) and word.lower() in words.ordinary:
            break
        if pending or chain or (words.capital_nouns and word not in words.forenames):
            break
        return None
    chain.reverse()
    if chain and not _fits(chain, given):
        return None
    return chain


def _is_given(word: str, given: Iterable[str]) -> bool:
    bare = word.rstrip(".")
    return bare in given or any(_is_spelling(bare, name) for name in given)


def _is_spelling(word: str, name: str) -> bool:
    """Whether two forenames are one: "Aleksandr" and "Alexander"."""
    if word[:2] != name[:2] or len(word) < 4 or len(name) < 4:
        return False
    return difflib.SequenceMatcher(None, word, name).ratio() >= 0.7


def _ends_sentence(word: str) -> bool:
    return word.endswith(".") and not _INITIAL.match(word)


_ADJECTIVE = re.compile(r"(?:ist|ists|ite|ian|ean|ish|ese|ic|al|ism|ed|ing|ly|'s|s')\Z")


def _is_adjective(word: str) -> bool:
    return _ADJECTIVE.search(word) is not None or (len(word) > 1 and word.isupper())


def _fits(chain: Sequence[re.Match[str]], given: frozenset[str] | set[str]) -> bool:
    """Whether the first of the names or initials can be this person's."""
    if not given:
        return True
    first = chain[0][0].rstrip(".")
    return _is_given(first, given) or any(name[:1] == first for name in given if len(first) == 1)


def _behind(text: str, start: int, end: int, name: PersonName) -> int:
    """The end of "Surname, Forename" where a block or a part of it begins with the surname."""
    if not is_sentence_start(text, start):
        return end
    match = _BEHIND.match(text, end)
    if match is None:
        return end
    given = {folded(word).rstrip(".") for names in name.given for word in names}
    reached = end
    for token in _TOKEN.finditer(text, match.start(1), match.end(1)):
        word = token[0].rstrip(".")
        fits = word in given or (len(word) == 1 and any(name[:1] == word for name in given))
        if not fits:
            break
        reached = token.end()
    if text[reached - 1 : reached] == "." and len(text) > reached and reached - 2 > end:
        return reached if _INITIAL.search(text, reached - 2, reached) else reached - 1
    return reached
