"""Paragraphs: what nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure.context import Match

if TYPE_CHECKING:
    from editio.encode.structure.context import Context


def recognise(context: Context, index: int) -> Match:
    """Take one unit for a paragraph."""
    unit = context.units[index]
    block = Block(kind=Kind.PARAGRAPH, spans=unit.spans, reason="running text")
    return Match(index + 1, (block,))
