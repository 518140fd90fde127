"""What opens and closes a text: bylines, datelines, salutations, valedictions, signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure import words
from editio.encode.structure.context import Match
from editio.encode.structure.dates import is_dateline
from editio.encode.structure.forms import ends_sentence, title_share
from editio.encode.structure.headings import is_byline
from editio.encode.structure.quotations import PAGES

if TYPE_CHECKING:
    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_LONGEST = 120
_DASHED = re.compile(r"[-–—]{1,3}\s*(?=[^\W\d_a-zà-öø-ÿ])")
_FROM = re.compile(r"[-–—]{1,3}\s*(?:from|in|aus|extrait|da|de|из)\b", re.IGNORECASE)
#: At most so many blocks stand before a text.
_BEGINNING = 40
#: At most so many lines sign a text.
_MOST = 4
_BEFORE_BYLINE = frozenset({Kind.HEAD, Kind.DATELINE, Kind.SLOGAN, Kind.REMAINS, Kind.BYLINE})


def recognise(context: Context, index: int) -> Match | None:
    """Take units for what opens or closes a text."""
    unit = context.units[index]
    if len(unit.text) > _LONGEST:
        return None
    if _opens(context):
        return _opener(context, index)
    return _closer(context, index) or _dashed(context, index)


def _opens(context: Context) -> bool:
    """Whether only headings and the like came so far, or since the last heading."""
    blocks = context.blocks
    if len(blocks) <= _BEGINNING and all(block.kind in _BEFORE_BYLINE for block in blocks):
        return True
    return blocks[-1].kind in (Kind.HEAD, Kind.BYLINE)


def _opener(context: Context, index: int) -> Match | None:
    unit = context.units[index]
    text = unit.text
    if context.blocks and is_byline(unit):
        return _one(unit, index, Kind.BYLINE, "begins with “by” after a heading", 0.9)
    if unit.blanks == 0 and context.blocks and _is_personal(unit):
        return _one(unit, index, Kind.BYLINE, "a name right below a heading", 0.7)
    if words.SALUTE.match(text):
        return _one(unit, index, Kind.SALUTE, "greets", 0.9)
    if context.blocks and is_dateline(text):
        return _one(unit, index, Kind.DATELINE, "a date below a heading", 0.85)
    return None


def _closer(context: Context, index: int) -> Match | None:
    """Take a run of lines that close a text: before a heading, or at the end."""
    lines = _closing_lines(context, index)
    if not lines:
        return None
    end = index + len(lines)
    following = context.unit(end)
    dated = Kind.DATELINE in lines
    if following is not None and not _begins_anew(context, end) and not (dated and len(lines) > 1):
        return None
    blocks = tuple(
        Block(
            kind=kind,
            spans=unit.spans,
            reason=f"{kind} at the end of a text",
            confidence=0.85 if dated else 0.7,
        )
        for kind, unit in zip(lines, context.units[index:end], strict=True)
    )
    return Match(end, blocks)


def _dashed(context: Context, index: int) -> Match | None:
    """Take a short line after a dash for a signature, or for the source of what stands above."""
    unit = context.units[index]
    following = context.unit(index + 1)
    if not _DASHED.match(unit.text) or context.blocks[-1].kind is not Kind.PARAGRAPH:
        return None
    if following and _DASHED.match(following.text):
        return None
    if ends_sentence(unit.text) and not PAGES.search(unit.text):
        return None
    if _FROM.match(unit.text) or any(sign in unit.text for sign in '“”«»"'):
        return _one(unit, index, Kind.BIBL, "the source of what stands above, after a dash", 0.7)
    if _could_sign(unit):
        return _one(unit, index, Kind.SIGNED, "a name after a dash", 0.7)
    return None


def _closing_lines(context: Context, index: int) -> list[Kind]:
    """Return what the units from ``index`` on are, as far as they close a text."""
    kinds: list[Kind] = []
    at = index
    while (unit := context.unit(at)) is not None and len(kinds) < _MOST:
        kind = _closing_kind(context, at, kinds)
        if kind is None:
            break
        kinds.append(kind)
        at += 1
        if len(unit.text) > _LONGEST:
            break
    return kinds


def _closing_kind(context: Context, at: int, before: list[Kind]) -> Kind | None:
    unit = context.units[at]
    text = unit.text
    if len(text) > _LONGEST:
        return None
    if is_dateline(text):
        return None if Kind.DATELINE in before else Kind.DATELINE
    if words.VALEDICTION.match(text) and len(text) <= 80 and not before:
        return Kind.SALUTE
    if not _could_sign(unit):
        return None
    following = context.unit(at + 1)
    next_to_date = following is not None and is_dateline(following.text)
    if next_to_date and Kind.DATELINE not in before:
        return Kind.SIGNED
    if before and following is not None and _is_personal(unit) and _could_sign(following):
        return Kind.SIGNED
    if before and (unit.blanks == 0 or words.BODY.search(text) or Kind.SALUTE in before):
        # The last short line before a text is its heading, not a signature.
        is_last = following is None or not _could_sign(following)
        return None if is_last and unit.blanks and not words.BODY.search(text) else Kind.SIGNED
    return None


def _could_sign(unit: Unit) -> bool:
    """Whether a unit is short, with capitals, and no sentence."""
    text = unit.text
    if len(text) > _LONGEST or text[-1] in "?!:;":
        return False
    return title_share(text) >= 0.75 and not (ends_sentence(text) and len(text.split()) > 8)


def _is_personal(unit: Unit) -> bool:
    """Whether a unit is two to four words that all have a capital."""
    parts = unit.text.split()
    return 2 <= len(parts) <= 4 and all(part[0].isupper() for part in parts)


def _begins_anew(context: Context, index: int) -> bool:
    """Whether a heading, a note or the like may stand here: something short or a number."""
    unit = context.units[index]
    return index in context.notes.bodies or len(unit.text) < 140


def _one(unit: Unit, index: int, kind: Kind, reason: str, confidence: float) -> Match:
    block = Block(kind=kind, spans=unit.spans, reason=reason, confidence=confidence)
    return Match(index + 1, (block,))
