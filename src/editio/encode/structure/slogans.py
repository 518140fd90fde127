"""Slogans: short calls with an exclamation mark, above or below a text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure import words
from editio.encode.structure.context import Match
from editio.encode.structure.dates import has_year
from editio.encode.structure.forms import ends_sentence

if TYPE_CHECKING:
    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_LONGEST = 120


def recognise(context: Context, index: int) -> Match | None:
    """Take a unit for a slogan."""
    unit = context.units[index]
    if not _calls(unit):
        return None
    issued = context.unit(index + 1)
    if issued is not None and _is_issued(issued):
        return _titled(context, index, unit, issued)
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


def _is_issued(unit: Unit) -> bool:
    """Whether a line says how and when a text came among people: "leaflet distributed in 1912"."""
    text = unit.text
    short = len(text) <= _LONGEST and not ends_sentence(text)
    return short and words.ISSUED.search(text) is not None and has_year(text)


def _titled(context: Context, index: int, unit: Unit, issued: Unit) -> Match:
    """The call is the title, and a name above it with which the line begins is the author."""
    above = context.blocks[-1] if context.blocks else None
    if above is not None and above.kind is Kind.HEAD:
        name = " ".join(context.source[span.start : span.end] for span in above.spans)
        if issued.text.startswith(name):
            context.blocks[-1] = replace(above, kind=Kind.BYLINE, rend="")
    blocks = (
        Block(
            kind=Kind.HEAD, spans=unit.spans, rend="call", reason="a call, and how it was issued"
        ),
        Block(kind=Kind.DATELINE, spans=issued.spans, reason="how and when it was issued"),
    )
    return Match(index + 2, blocks)


def _calls(unit: Unit) -> bool:
    text = unit.text
    return len(text) <= _LONGEST and text.rstrip('"”’»')[-1:] == "!" and ":" not in text
