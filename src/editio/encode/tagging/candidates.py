"""Names that no register has: found by their form and by the words around them.

Capitalised sequences, alone or with initials, behind a title, before a verb of saying, in a byline,
behind "born in". Each is proposed with its occurrences; an editor decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.encode.tagging.folding import folded
from editio.encode.tagging.reach import Words, is_sentence_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.encode.tagging.languages import Language
    from editio.encode.tagging.view import View

_INITIALS = r"(?:[^\W\d_a-z]\.[ -]?)"
_CAPITAL = r"[^\W\d_a-z][\w’'-]*[^\W_]"
_LINK = r"(?:(?:of|de|del|della|di|du|von|van|der|zu|la|le|and|the|for|&) )"
_SEQUENCE = re.compile(
    rf"(?<![\w.@/])(?:{_INITIALS}+{_CAPITAL}|{_CAPITAL})"
    rf"(?: {_LINK}{{0,2}}(?:{_INITIALS}*{_CAPITAL}))*"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_BEFORE = re.compile(r"([^\W\d_]+\.?)[ (]\Z")
_AFTER = re.compile(r"(?:[’']s)?,? ([^\W\d_]+)")
_POSSESSIVE = re.compile(r"[’']s?\Z")
_HAS_INITIAL = re.compile(rf"(?:^|\s){_INITIALS}")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One occurrence of an unknown name: its words, what it may name, why, and its context."""

    form: str
    kind: Kind | None
    weight: int
    reason: str
    context: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An unknown name: what it most likely names, how often it occurs, why, and some contexts."""

    form: str
    kind: Kind | None
    count: int
    weight: int
    reasons: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Clues:
    """The words of a language that tell what a name names."""

    words: Words
    forenames: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    saying: frozenset[str]
    unnamed: frozenset[str]


class CandidateFinder:
    """Finds unknown names in any number of texts of one language."""

    def __init__(self, language: Language, forenames: Iterable[str]) -> None:
        self.language = language
        self.forenames = frozenset(map(folded, forenames)) | language.words("names", "forenames")
        self.sightings: list[Sighting] = []

    def read(self, view: View, known: Sequence[tuple[int, int]]) -> None:
        """Read a text; ``known`` are the stretches that are names or dates already, in order."""
        language = self.language
        clues = _Clues(
            Words.of(language, view.text),
            self.forenames,
            language.words("names", "before_places"),
            language.words("names", "bodies"),
            language.words("quotations", "spoken") | language.words("quotations", "written"),
            language.words("names", "common") | language.words("names", "unnamed"),
        )
        marked = [(o.start, o.end) for o in view.occupied if _is_closed(view, o.element)]
        taken = _merged([*known, *marked])
        for flow in view.flows:
            for match in _SEQUENCE.finditer(view.text, flow.start, flow.end):
                self.sightings += _seen(view.text, match, taken, clues)

    def candidates(self) -> list[Candidate]:
        """Return the names that are likely to be some, the surest and most frequent first."""
        groups: dict[str, list[Sighting]] = {}
        for one in self.sightings:
            groups.setdefault(folded(one.form), []).append(one)
        found = [_candidate(group) for group in groups.values()]
        likely = [one for one in found if one.weight >= 2 and one.weight + one.count > 3]
        return sorted(likely, key=lambda one: (-one.weight, -one.count, one.form))


def _is_closed(view: View, element: int) -> bool:
    from editio.encode.tagging.regions import DATED, NAMED

    return view.source.elements[element].tei in NAMED | DATED


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(set(spans))


def _seen(
    text: str, match: re.Match[str], taken: Sequence[tuple[int, int]], clues: _Clues
) -> Iterator[Sighting]:
    end = match.end()
    start = _without_common(text, match.start(), end, clues)
    if start is None:
        return
    end -= len(_tail(text[start:end]))
    at = bisect_left(taken, (end, 0)) - 1
    if at >= 0 and taken[at][1] > start:
        return
    form = text[start:end]
    if len(form) < 3 or form.isupper() or not form:
        return
    kind, weight, reasons = _judged(form, text, (start, end), clues)
    context = f"{text[max(0, start - 40) : start]}[{form}]{text[end : end + 40]}"
    yield Sighting(form, kind, weight, reasons, context.replace("\u2029", " "))


def _without_common(text: str, start: int, end: int, clues: _Clues) -> int | None:
    """The beginning of a sequence without the words that only begin a sentence, and titles."""
    while start < end:
        word = _WORD.match(text, start)
        if word is None:
            return start
        bare = _POSSESSIVE.sub("", word[0])
        common = bare in clues.unnamed or word[0] in clues.words.titles
        begins = is_sentence_start(text, start) and bare.lower() in clues.words.ordinary
        if not common and not begins:
            return start
        start = word.end() + 1
        while start < end and not text[start].isalpha():
            start += 1
        while start < end and text[start].islower():
            space = text.find(" ", start, end)
            start = end if space < 0 else space + 1
    return None


def _tail(form: str) -> str:
    possessive = re.search(r"[’']s?\Z", form)
    return possessive[0] if possessive else ""


def _judged(
    form: str, text: str, span: tuple[int, int], clues: _Clues
) -> tuple[Kind | None, int, str]:
    """What a name may name, and how much speaks for it."""
    start, end = span
    before, after = _BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end)
    leading, following = before[1] if before else "", after[1] if after else ""
    words = form.split(" ")
    votes: Counter[Kind] = Counter()
    reasons: list[str] = []

    def vote(kind: Kind, weight: int, reason: str) -> None:
        votes[kind] += weight
        reasons.append(reason)

    if any(word in clues.bodies for word in words) and len(words) > 1:
        vote(Kind.ORGANISATION, 4, "a word for a body")
    elif _HAS_INITIAL.search(form):
        vote(Kind.PERSON, 3, "initials")
    elif folded(words[0]) in clues.forenames and 1 < len(words) <= 4:
        vote(Kind.PERSON, 3, "a forename")
    elif len(words) in {2, 3} and not any(word.islower() for word in words):
        vote(Kind.PERSON, 1, "two or three words with capitals")
    if leading in clues.words.titles or leading.rstrip(".") in clues.words.titles:
        vote(Kind.PERSON, 3, f"behind “{leading}”")
    if following in clues.saying:
        vote(Kind.PERSON, 2, f"before “{following}”")
    if leading in clues.places and votes[Kind.ORGANISATION] == 0 and len(words) < 3:
        vote(Kind.PLACE, 2, f"behind “{leading}”")
    if not votes:
        return None, 0, ""
    kind, weight = votes.most_common(1)[0]
    return kind, weight, ", ".join(reasons)


def _candidate(group: Sequence[Sighting]) -> Candidate:
    votes: Counter[Kind] = Counter()
    for one in group:
        if one.kind is not None:
            votes[one.kind] += one.weight
    kind = votes.most_common(1)[0][0] if votes else None
    reasons = Counter(one.reason for one in group if one.reason)
    forms = Counter(one.form for one in group)
    return Candidate(
        form=forms.most_common(1)[0][0],
        kind=kind,
        count=len(group),
        weight=max(one.weight for one in group),
        reasons=tuple(reason for reason, _ in reasons.most_common(3)),
        contexts=tuple(dict.fromkeys(one.context for one in group))[:3],
    )
