"""Names that only the text around them explains: a forename alone, and "Z. and K.".

They mean somebody whom the text has named before, and nobody otherwise.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.encode.tagging.folding import folded
from editio.encode.tagging.forms import Strength
from editio.encode.tagging.lexicon import stands_alone
from editio.encode.tagging.resolving import Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.tagging.lexicon import Lexicon

#: How far back a person must be named in full for the forename alone to mean them.
_NEAR = 1_500
_PAIR = re.compile(r"(?<![\w.])([^\W\d_a-z])(\.?) ?(?:and|und|et|y|e|и|&) ([^\W\d_a-z])\b(\.?)")
_CAPITAL_AFTER = re.compile(r"(?:[ -]|\. ?)[^\W\d_a-z]")
_NAME_BEFORE = re.compile(r"(?:[^\W\d_]\.|([^\W\d_a-z][\w'-]+)) \Z")
_JOINED = re.compile(r" ?(?:,|and|und|et|y|e|и|&) ?(?:and )?\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom the text names: where, and the number of the entry."""

    start: int
    end: int
    entry: int
    full: bool


def secondary(
    text: str, named: Sequence[Named], lexicon: Lexicon, common: frozenset[str]
) -> Iterator[Occurrence]:
    """Yield forenames alone and pairs of initials; ``text`` is folded, ``named`` in order.

    ``common`` are words that are no names though a sentence begins with them.
    """
    yield from _forenames(text, [one for one in named if one.full], lexicon, common)
    yield from _pairs(text, named, lexicon)


def _forenames(
    text: str, full: Sequence[Named], lexicon: Lexicon, common: frozenset[str]
) -> Iterator[Occurrence]:
    taken = [(one.start, one.end) for one in full]
    for one, again in zip(full, _next_starts(full, len(text)), strict=True):
        end = min(one.end + _NEAR, again)
        for word in _first_names(lexicon, one.entry, text[one.start : one.end]):
            for match in re.finditer(re.escape(word), text[one.end : end]):
                start = one.end + match.start()
                if _is_alone(text, start, start + len(word), taken, common):
                    yield Occurrence(
                        start, start + len(word), (one.entry,), Strength.WORD, "the forename alone"
                    )


def _next_starts(full: Sequence[Named], end: int) -> list[int]:
    """For each name, where the same person is named again; ``end`` where nowhere."""
    found: list[int] = []
    starts: dict[int, int] = {}
    for one in reversed(full):
        found.append(starts.get(one.entry, end))
        starts[one.entry] = one.start
    return found[::-1]


def _first_names(lexicon: Lexicon, entry: int, written: str) -> list[str]:
    """The first forenames of a person, as the text has just written them."""
    words = folded(written).split(" ")
    first = words[0]
    given = {folded(names[0]) for names in lexicon.people[entry].given if names}
    return [first] if len(words) > 1 and len(first) > 3 and first in given else []


def _is_alone(
    text: str, start: int, end: int, taken: Sequence[tuple[int, int]], common: frozenset[str]
) -> bool:
    if not stands_alone(text, start, end) or _CAPITAL_AFTER.match(text, end):
        return False
    before = _NAME_BEFORE.search(text, max(0, start - 30), start)
    if before is not None and before[1] not in common:
        return False
    at = bisect_left(taken, (end, 0)) - 1
    return at < 0 or taken[at][1] <= start


def _pairs(text: str, named: Sequence[Named], lexicon: Lexicon) -> Iterator[Occurrence]:
    """Initials of two people whom the text names one after the other: "Z. and K."."""
    pairs: dict[tuple[str, str], tuple[int, int]] = {}
    for one, other in itertools.pairwise(named):
        gap = text[one.end : other.start]
        if len(gap) < 8 and _JOINED.search(gap):
            key = (_initial(text, one), _initial(text, other))
            pairs.setdefault(key, (one.entry, other.entry))
    if not pairs:
        return
    for match in _PAIR.finditer(text):
        entries = pairs.get((match[1], match[3]))
        if entries is None:
            continue
        first = match.end(2)
        second = match.end(4) if match[2] else match.end(3)
        note = "initials of people whom the text names together"
        yield Occurrence(match.start(1), first, (entries[0],), Strength.WORD, note)
        yield Occurrence(match.start(3), second, (entries[1],), Strength.WORD, note)


def _initial(text: str, one: Named) -> str:
    """The first letter of the surname, which is the last word."""
    return text[text.rfind(" ", one.start, one.end) + 1 if one.full else one.start]
