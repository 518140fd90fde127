"""Slogans: short calls with an exclamation mark, above or below a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure import words
from editio.encode.structure.context import Match

if TYPE_CHECKING:
    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_LONGEST = 120


def recognise(context: Context, index: int) -> Match | None:
    """Take a unit for a slogan."""
    unit = context.units[index]
    if not _calls(unit):
        return None
    neighbours = (context.unit(index - 1), context.unit(index + 1))
    near = any(other is not None and _calls(other) for other in neighbours)
    if not words.SLOGAN.match(unit.text) and not near:
        return None
    block = Block(
        kind=Kind.SLOGAN,
        spans=unit.spans,
        reason="a short call with an exclamation mark",
        confidence=0.85 if near else 0.7,
    )
    return Match(index + 1, (block,))


def _calls(unit: Unit) -> bool:
    text = unit.text
    return len(text) <= _LONGEST and text.rstrip('"”’»')[-1:] == "!" and ":" not in text
