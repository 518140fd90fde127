"""Verse: short lines that stand together and are not filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure.context import Match
from editio.encode.structure.dates import is_dateline

if TYPE_CHECKING:
    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_LONGEST = 70
_LEAST = 3
_LEAST_ALONE = 4


def recognise(context: Context, index: int) -> Match | None:
    """Take stretches of short lines for stanzas."""
    stanzas: list[Block] = []
    at = index
    while (end := _stanza(context, at)) is not None:
        lines = tuple(Block(kind=Kind.VERSE, spans=unit.spans) for unit in context.units[at:end])
        stanzas.append(Block(kind=Kind.VERSE, children=lines))
        at = end
    lines_count = sum(len(stanza.children) for stanza in stanzas)
    if lines_count < _LEAST_ALONE:
        return None
    block = stanzas[0]
    if len(stanzas) > 1:
        block = Block(kind=Kind.VERSE, children=tuple(stanzas))
    from dataclasses import replace

    reason = f"{lines_count} short lines together"
    return Match(at, (replace(block, reason=reason, confidence=0.75 if lines_count > 7 else 0.6),))


def _stanza(context: Context, index: int) -> int | None:
    """Return where a stanza ends that begins here."""
    first = context.unit(index)
    if first is None or (index and context.units[index - 1].chunk == first.chunk):
        return None
    end = index
    capitals = 0
    while (unit := context.unit(end)) is not None and unit.chunk == first.chunk:
        if not _is_line(unit):
            return None
        capitals += unit.text.lstrip("“‘«„\"'(–—- ")[:1].isupper()
        end += 1
    count = end - index
    return end if count >= _LEAST and capitals >= 0.7 * count else None


def _is_line(unit: Unit) -> bool:
    text = unit.text
    if len(unit.lines) > 1 or len(text) > _LONGEST or is_dateline(text):
        return False
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return letters >= 0.8 * len(text) and not text.endswith(":")
