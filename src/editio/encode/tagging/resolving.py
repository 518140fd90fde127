"""Whom a name means: one occurrence among several entries, by what else the text says."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.encode.tagging.forms import Strength
from editio.encode.tagging.model import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editio.encode.tagging.lexicon import Lexicon

_WORDS_BEFORE = re.compile(r"(?:[^\W\d_]+ ){1,3}\Z")
#: Of several kinds that share a name, the one that it more often means.
_PRECEDENCE = (Kind.PLACE, Kind.ORGANISATION, Kind.PERSON, Kind.EVENT, Kind.WORK)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name in the text before it is known whom it means: the entries that it may."""

    start: int
    end: int
    entries: tuple[int, ...]
    strength: Strength
    note: str = ""
    #: Whether it may be a common noun.
    common: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """The entries that an occurrence may mean, the chosen one first, and why."""

    entries: tuple[int, ...]
    confidence: Confidence
    reason: str
    #: Whether the text names the person in full somewhere.
    known: bool = True


def longest(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Return occurrences that do not overlap, longer ones first; what stands alike is joined."""
    joined: dict[tuple[int, int], Occurrence] = {}
    for one in found:
        other = joined.get((one.start, one.end))
        if other is not None:
            entries = tuple(dict.fromkeys((*other.entries, *one.entries)))
            strength = max(one.strength, other.strength)
            note = other.note or one.note
            common = other.common and one.common
            joined[one.start, one.end] = Occurrence(
                one.start, one.end, entries, strength, note, common
            )
        else:
            joined[one.start, one.end] = one
    chosen: list[Occurrence] = []
    starts: list[int] = []
    for one in sorted(joined.values(), key=lambda o: (o.start - o.end, o.start)):
        at = bisect_left(starts, one.start)
        if at < len(chosen) and chosen[at].start < one.end:
            continue
        if at > 0 and chosen[at - 1].end > one.start:
            continue
        starts.insert(at, one.start)
        chosen.insert(at, one)
    return chosen


class Context:
    """Who is about in a document: where which entry is named in a way that only it has."""

    def __init__(
        self,
        lexicon: Lexicon,
        chosen: Sequence[Occurrence],
        marked: Iterable[tuple[int, str]],
        locative: frozenset[str],
        areal: frozenset[str],
    ) -> None:
        self.locative = locative
        self.areal = areal
        self.lexicon = lexicon
        keys = {entry.id or entry.key: number for number, entry in enumerate(lexicon.entries)}
        places: dict[int, list[int]] = {}
        for one in chosen:
            if one.strength is Strength.FULL and len(one.entries) == 1:
                places.setdefault(one.entries[0], []).append(one.start)
        #: Whom the words of the text name in full, whatever is marked up.
        self.named = frozenset(places)
        for offset, key in marked:
            if key in keys:
                places.setdefault(keys[key], []).append(offset)
        self.places = {number: sorted(set(found)) for number, found in places.items()}

    def meant(self, one: Occurrence, text: str) -> Meaning | None:
        """Return whom an occurrence means."""
        entries = self._of_one_kind(one, text)
        if len(entries) == 1:
            return self._single(one, entries[0])
        near = [number for number in entries if number in self.places]
        if len(near) == 1:
            rest = tuple(number for number in entries if number != near[0])
            reason = "the only one of this name whom the text names in full"
            return Meaning((near[0], *rest), Confidence.HIGH, reason)
        if near:
            ranked = sorted(near, key=lambda number: self._distance(number, one.start))
            rest = tuple(number for number in entries if number not in near)
            reason = "named in full nearest to this place"
            return Meaning((*ranked, *rest), Confidence.MEDIUM, reason)
        reason = f"{len(entries)} entries have this name"
        return Meaning(tuple(entries), Confidence.LOW, reason, known=False)

    def _single(self, one: Occurrence, number: int) -> Meaning:
        if one.strength > Strength.SURNAME:
            sure = Confidence.MEDIUM if one.note else Confidence.HIGH
            return Meaning((number,), sure, "a form of the register")
        if number in self.places:
            return Meaning((number,), Confidence.HIGH, "the text names the person in full")
        reason = "the only entry with this surname"
        return Meaning((number,), Confidence.MEDIUM, reason, known=False)

    def _of_one_kind(self, one: Occurrence, text: str) -> list[int]:
        """The entries of the kind that the name means here.

        A state is a place where something is in it, and otherwise an organisation: one that acts,
        or that begins and ends.
        """
        kinds = {self.lexicon.entries[number].kind for number in one.entries}
        kind = min(kinds, key=_PRECEDENCE.index)
        if kind is Kind.PLACE and Kind.ORGANISATION in kinds:
            before = _WORDS_BEFORE.search(text, max(0, one.start - 40), one.start)
            words = before[0].casefold().split() if before else []
            if not self._is_where(words):
                kind = Kind.ORGANISATION
        return [n for n in one.entries if self.lexicon.entries[n].kind is kind]

    def _is_where(self, words: Sequence[str]) -> bool:
        """Whether the words before a name make it a place: "in the", "parts of the"."""
        if any(word in self.locative for word in words[-2:]):
            return True
        return "of" in words[-2:] and any(word in self.areal for word in words)

    def _distance(self, number: int, offset: int) -> int:
        """How far back the last full name is; one that comes later counts as further away."""
        places = self.places[number]
        at = bisect_left(places, offset)
        back = offset - places[at - 1] if at else 1 << 40
        ahead = (places[at] - offset) * 4 if at < len(places) else 1 << 40
        return min(back, ahead)
