"""Lists whose items have run together in one line, as copying from a page makes them.

Their items are told apart by what is left of them: bullets and numbers within the line, a capital
right behind the end of a word, a verb in the form of the first behind a closing bracket.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind, Span
from editio.encode.structure.context import Match
from editio.encode.structure.words import PAST_TENSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_BULLETS = re.compile(r"(?:\A|(?<=\s))[•●○▪■□►▸‣➢✓✔](?=\s*\w)|(?<=[.;,:)])[•●▪■‣](?=\s*\w)")
_NUMBERS = re.compile(r"(?:\A|(?<=[.;,:!?)])\s*)\(?(\d{1,2})[.)](?=\s+\S)")
_GLUED = re.compile(
    r"(?<=[^\W\d_A-Z][^\W\d_A-Z])(?=[^\W\d_a-z][^\W\d_A-Z])|(?<=[).;])(?=[A-Z][a-z])"
)
_BEHIND_BRACKET = re.compile(r"(?<=\)) (?=[^\W\d_A-Z]+)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SMALL_START = re.compile(r"[^\W\d_A-Z]")
_FEWEST_WORDS = 2
#: A bullet within a line stands there twice, a number three times, unless the line begins with one.
_FEWEST_BULLETS = 2
_FEWEST_NUMBERS = 3


def recognise(context: Context, index: int) -> Match | None:
    """Take a line in which items have run together for a list, with the words before the first."""
    unit = context.units[index]
    if len(unit.lines) > 1:
        return None
    items = _bulleted(unit) or _numbered(unit)
    if items is None and _announced(context, index):
        items = _glued(unit) or _alike(unit)
    if items is None:
        return None
    blocks = [_list(items)]
    before = context.source[unit.start : items[0].start].rstrip()
    if before:
        span = Span(unit.start, unit.start + len(before))
        blocks.insert(0, Block(kind=Kind.PARAGRAPH, spans=(span,), reason="before a list"))
    return Match(index + 1, tuple(blocks))


def _announced(context: Context, index: int) -> bool:
    before = context.unit(index - 1)
    return before is not None and before.text.endswith(":")


def _list(items: Sequence[Block]) -> Block:
    marked = items[0].n
    return Block(
        kind=Kind.LIST,
        rend="simple" if not marked else "numbered" if marked.isdigit() else "bulleted",
        children=tuple(items),
        reason="items that have run together in one line",
        confidence=0.6,
    )


def _bulleted(unit: Unit) -> list[Block] | None:
    found = list(_BULLETS.finditer(unit.text))
    if len(found) < _FEWEST_BULLETS or len({match[0] for match in found}) > 1:
        return None
    return _items(unit, [(match.start(), match.end(), match[0]) for match in found])


def _numbered(unit: Unit) -> list[Block] | None:
    """Numbers from 1 at the beginning of the line, each behind the end of a clause."""
    found: list[tuple[int, int, str]] = []
    for match in _NUMBERS.finditer(unit.text):
        if int(match[1]) == len(found) + 1 and (found or match.start() == 0):
            start = match.end() - len(match[0].lstrip())
            found.append((start, match.end(), match[1]))
    return _items(unit, found) if len(found) >= _FEWEST_NUMBERS else None


def _glued(unit: Unit) -> list[Block] | None:
    """Items of which each begins with a capital right behind the last letter of the one before."""
    places = [match.start() for match in _GLUED.finditer(unit.text)]
    if len(places) < _FEWEST_BULLETS:
        return None
    items = _items(unit, [(at, at, "") for at in (0, *places)])
    return items if items and all(_has_words(unit, item) for item in items) else None


def _alike(unit: Unit) -> list[Block] | None:
    """Items that go on with what announced them: each begins with a verb, as the first one does."""
    text = unit.text
    first = _FIRST_WORD.match(text)
    if first is None or not _SMALL_START.match(text) or not PAST_TENSE.fullmatch(first[0]):
        return None
    places = [0]
    for match in _BEHIND_BRACKET.finditer(text):
        word = _FIRST_WORD.match(text, match.end())
        if word is not None and PAST_TENSE.fullmatch(word[0]):
            places.append(match.end())
    return _items(unit, [(at, at, "") for at in places]) if len(places) > 1 else None


def _has_words(unit: Unit, item: Block) -> bool:
    offset = unit.start
    text = unit.text[item.start - offset : item.end - offset]
    return len(text.split()) >= _FEWEST_WORDS


def _items(unit: Unit, markers: Sequence[tuple[int, int, str]]) -> list[Block] | None:
    """Items between markers: where each begins and ends, and what it says."""
    return list(_cut(unit, markers)) or None


def _cut(unit: Unit, markers: Sequence[tuple[int, int, str]]) -> Iterator[Block]:
    text, offset = unit.text, unit.start
    ends = [start for start, _, _ in markers[1:]] + [len(text)]
    for (start, end, sign), until in zip(markers, ends, strict=True):
        words = text[end:until]
        begin = end + len(words) - len(words.lstrip())
        stop = end + len(words.rstrip())
        if begin < stop:
            yield Block(
                kind=Kind.ITEM,
                spans=(Span(offset + begin, offset + stop),),
                label=Span(offset + start, offset + end) if end > start else None,
                n=sign,
            )
