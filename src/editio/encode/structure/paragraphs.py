"""Paragraphs: what nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure.context import Match
from editio.encode.structure.forms import ends_sentence

if TYPE_CHECKING:
    from editio.encode.structure.context import Context

#: Stand in a line of their own where a text was cut short.
_OMISSIONS = frozenset({"...", "…", "....", ". . .", "[...]", "[…]", "(...)", "(…)"})


def recognise(context: Context, index: int) -> Match:
    """Take one unit for a paragraph, with the dots below it that show that it was cut short."""
    unit = context.units[index]
    spans = unit.spans
    following = context.unit(index + 1)
    end = index + 1
    if following and following.text in _OMISSIONS and not ends_sentence(unit.text):
        spans += following.spans
        end += 1
    block = Block(kind=Kind.PARAGRAPH, spans=spans, reason="running text")
    return Match(end, (block,))
