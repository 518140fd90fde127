"""Speakers and their words, and what a transcript or a play says in brackets."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind, Span
from editio.encode.structure import words
from editio.encode.structure.context import Match
from editio.encode.structure.forms import is_upper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_TURN = re.compile(
    r"(?P<name>[^\W\d_a-zà-öø-ÿ][\w.’'\- ]{0,38}[\w.’')])(?P<sign>\s?:|\s[–—]|\s?--|\s-)\s+(?=\S)"
)
_BRACKETS = re.compile(r"\[(?P<square>[^\[\]]{3,160})\]\.?\Z|\((?P<round>[^()]{3,80})\)\.?\Z")
_LONGEST_NAME = 4


def speakers(units: Sequence[Unit]) -> frozenset[str]:
    """Return the names that begin turns: in capitals, or more than once, and two of them."""
    counts: Counter[str] = Counter()
    for unit in units:
        if (match := _TURN.match(unit.text)) and _is_name(match.group("name")):
            counts[match.group("name")] += 1
    names = {
        name for name, count in counts.items() if (is_upper(name) and len(name) > 1) or count > 2
    }
    if len(names) < 2 and max(counts.values(), default=0) < 4:
        return frozenset()
    return frozenset(names)


def _is_name(text: str) -> bool:
    parts = text.split()
    if words.NO_SPEAKER.match(text) or len(parts) > (7 if is_upper(text) else _LONGEST_NAME):
        return False
    return is_upper(text) or all(part[0].isupper() for part in parts)


def recognise(context: Context, index: int) -> Match | None:
    """Take a unit for a stage direction, or a run of units for speakers’ turns."""
    if stage := _stage(context.units[index], speaking=bool(context.speakers)):
        return Match(index + 1, (stage,))
    turns: list[Block] = []
    at = index
    spoken = 0
    while (unit := context.unit(at)) is not None:
        if turn := _turn(unit, context.speakers):
            turns.append(turn)
            spoken += 1
        elif turns and (stage := _stage(unit, speaking=True)):
            turns.append(stage)
        else:
            break
        at += 1
    if not turns or (spoken < 2 and not _near_turn(context)):
        return None
    return Match(at, tuple(turns))


def _near_turn(context: Context) -> bool:
    """Whether a turn came shortly before: paragraphs of a speech may stand between."""
    return any(block.kind is Kind.TURN for block in context.blocks[-6:])


def _turn(unit: Unit, names: frozenset[str]) -> Block | None:
    match = _TURN.match(unit.text)
    first = unit.lines[0].text
    if match is None or match.group("name") not in names or match.end() > len(first):
        return None
    label = Span(unit.start, unit.start + match.end("sign"))
    paragraph = Block(kind=Kind.PARAGRAPH, spans=unit.after(match.end()))
    return Block(
        kind=Kind.TURN,
        label=label,
        children=(paragraph,),
        reason=f"begins with the speaker {match.group('name')}",
        confidence=0.9,
    )


def _stage(unit: Unit, *, speaking: bool) -> Block | None:
    match = _BRACKETS.match(unit.text)
    if match is None:
        return None
    inner = match.group(1) or match.group(2)
    if not any(character.isalpha() for character in inner) or len(inner.split()) < 1:
        return None
    known = words.STAGE.search(inner) is not None
    if match.group("round") and not (known or speaking):
        return None
    if match.group("square") and not (known or speaking or len(inner) <= 60):
        return None
    return Block(
        kind=Kind.STAGE,
        spans=unit.spans,
        reason="in brackets, alone",
        confidence=0.9 if known else 0.6,
    )
