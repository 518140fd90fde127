"""What one document adds to the concordances: a pure function of its citable units.

A paragraph is read for itself, the lines of a stanza are read on from one to the next, parted by
a slash. The header of a document is not its text, and left out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from editio.publish.concordance.model import Line
from editio.publish.search.folding import ALONE, JOINERS, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.edition.model import Unit
    from editio.publish.concordance.model import Wanted

#: How many characters stand before and after a keyword at most.
AROUND = 90
_BETWEEN = " / "

#: A unit: its id, its label, its text, the part of a split text that it stands in.
Piece: TypeAlias = tuple[str, str, str, int]
#: Units that are read as one.
Stretch: TypeAlias = tuple[Piece, ...]


class _Word(NamedTuple):
    start: int
    end: int
    folded: str


def stretches_of(
    units: Iterable[Unit], parts: Mapping[str, int] | None = None
) -> Iterator[Stretch]:
    """Yield what is read as one, in the order of the text; ``parts`` are those of units."""
    header: set[str] = set()
    parts = parts or {}
    verse: list[Piece] = []
    stanza = ""
    for unit in units:
        if unit.kind == "teiHeader" or unit.parent in header:
            header.add(unit.id)
            continue
        if verse and not (unit.kind == "l" and unit.parent == stanza):
            yield tuple(verse)
            verse = []
        if unit.text:
            piece = (unit.id, unit.label, unit.text, parts.get(unit.id, 0))
            if unit.kind == "l":
                verse.append(piece)
                stanza = unit.parent
            else:
                yield (piece,)
    if verse:
        yield tuple(verse)


def word_counts(stretches: Iterable[Stretch]) -> Counter[str]:
    """Return how often each word occurs, as search knows it."""
    found: Counter[str] = Counter()
    for stretch in stretches:
        for _, _, text, _ in stretch:
            found.update(words_of(text))
    return found


class Finder:
    """Finds what is wanted in the texts of documents."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._by_word: defaultdict[str, list[Wanted]] = defaultdict(list)
        self._by_beginning: list[Wanted] = []
        for item in wanted:
            if item.open_end and len(item.words) == 1:
                self._by_beginning.append(item)
            elif item.words:
                self._by_word[item.words[0]].append(item)

    def lines(self, document: str, stretches: Iterable[Stretch]) -> dict[Wanted, list[Line]]:
        """Return the lines of a document for all that is wanted and found."""
        found: defaultdict[Wanted, list[Line]] = defaultdict(list)
        for stretch in stretches:
            text = _BETWEEN.join(piece for _, _, piece, _ in stretch)
            words = [
                _Word(match.start(), match.end(), _folded(match[0]))
                for match in _token().finditer(text)
            ]
            for wanted, first, last in self._places(words):
                start, end = words[first].start, words[last].end
                unit, label, _, part = _unit_at(stretch, start)
                before, after = _before(text, start), _after(text, end)
                line = Line(document, unit, label, before, text[start:end], after, part)
                found[wanted].append(line)
        return found

    def _places(self, words: Sequence[_Word]) -> Iterator[tuple[Wanted, int, int]]:
        """Yield what is found at which words, the first and the last."""
        for number, word in enumerate(words):
            for item in self._by_word.get(word.folded, ()):
                if _fits(item, words[number : number + len(item.words)]):
                    yield item, number, number + len(item.words) - 1
            for item in self._by_beginning:
                if word.folded.startswith(item.words[0]):
                    yield item, number, number


def _fits(wanted: Wanted, words: Sequence[_Word]) -> bool:
    if len(words) < len(wanted.words):
        return False
    *inner, last = zip(wanted.words, words, strict=True)
    whole = all(asked == word.folded for asked, word in inner)
    asked, word = last
    return whole and (word.folded.startswith(asked) if wanted.open_end else word.folded == asked)


@lru_cache(maxsize=1)
def _token() -> re.Pattern[str]:
    """Letters and digits with their marks; scripts without spaces are read sign by sign."""
    codes = (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    marks = "".join(chr(code) for code in codes if unicodedata.category(chr(code)) in {"Mn", "Mc"})
    return re.compile(f"[{ALONE}]|(?:[^\\W_{ALONE}][{marks}{JOINERS}]*)+")


@lru_cache(maxsize=100_000)
def _folded(token: str) -> str:
    return "".join(words_of(token))


def _unit_at(stretch: Stretch, place: int) -> Piece:
    """Return the unit at a place of the joined text."""
    starts, at = [], 0
    for _, _, text, _ in stretch:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    return stretch[bisect_right(starts, place) - 1]


def _before(text: str, end: int) -> str:
    """Return the text before a place, from the beginning of a word."""
    if end <= AROUND:
        return text[:end]
    start = text.find(" ", end - AROUND, end)
    return text[start + 1 if start >= 0 else end - AROUND : end]


def _after(text: str, start: int) -> str:
    """Return the text after a place, to the end of a word."""
    if len(text) - start <= AROUND:
        return text[start:]
    end = text.rfind(" ", start, start + AROUND)
    return text[start : end if end > start else start + AROUND]
