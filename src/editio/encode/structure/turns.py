"""Speakers and their words, and what a transcript or a play says in brackets."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
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
#: A name alone on its line, as plays have it before a speech.
_CUE = re.compile(
    r"(?P<name>[^\W\d_a-zà-öø-ÿ][\w’'\- ]{0,38}\w)(?P<stop>[.:]?)(?: \([^()]{2,60}\)\.?)?\Z"
)
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


def cues(units: Sequence[Unit]) -> frozenset[str]:
    """Return the names alone on their lines right before a speech: two of them, each again."""
    counts: Counter[str] = Counter()
    for unit, following in pairwise(units):
        if following.blanks == 0 and (name := _cue(unit)):
            counts[name] += 1
    names = {name for name, count in counts.items() if count > 1}
    return frozenset(counts) if len(names) > 1 and len(counts) <= 2 * len(names) else frozenset()


def _cue(unit: Unit) -> str:
    """The name that a unit consists of, empty where it is none."""
    match = _CUE.match(unit.text) if len(unit.lines) == 1 else None
    if match is None or not _is_name(match["name"]):
        return ""
    return match["name"] if is_upper(match["name"]) or match["stop"] else ""


def _is_name(text: str) -> bool:
    parts = text.split()
    if words.NO_SPEAKER.match(text) or len(parts) > (7 if is_upper(text) else _LONGEST_NAME):
        return False
    return is_upper(text) or all(part[0].isupper() for part in parts)


def recognise(context: Context, index: int) -> Match | None:
    """Take a unit for a stage direction, or a run of units for speakers’ turns."""
    if stage := _stage(context.units[index], speaking=bool(context.speakers)):
        return Match(index + 1, (stage,))
    if context.cues and (match := _speeches(context, index)):
        return match
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


def _speeches(context: Context, index: int) -> Match | None:
    """Take speeches whose speakers stand on lines of their own."""
    found: list[Block] = []
    at = index
    while (unit := context.unit(at)) is not None and _cue(unit) in context.cues:
        parts: list[Block] = []
        end = at + 1
        while (line := context.unit(end)) is not None and line.blanks == 0:
            if _cue(line) in context.cues:
                break
            stage = _stage(line, speaking=True)
            parts.append(stage or Block(kind=Kind.PARAGRAPH, spans=line.spans))
            end += 1
        if not any(part.kind is Kind.PARAGRAPH for part in parts):
            break
        reason = f"behind the line of the speaker {_cue(unit)}"
        label = Span(unit.start, unit.end)
        found.append(
            Block(kind=Kind.TURN, label=label, children=tuple(parts), reason=reason, confidence=0.9)
        )
        at = end
    return Match(at, tuple(found)) if found else None


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
