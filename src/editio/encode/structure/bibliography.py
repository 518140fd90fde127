"""Bibliographies, and the line that says where a text comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure import words
from editio.encode.structure.context import Match
from editio.encode.structure.headings import could_be

if TYPE_CHECKING:
    from editio.encode.structure.context import Context

_LONGEST = 600
_LISTED = "under a heading of sources"


def recognise(context: Context, index: int) -> Match | None:
    """Take a line that begins with “Source:”, or the entries below such a heading."""
    unit = context.units[index]
    if len(unit.text) <= _LONGEST and words.SOURCE.match(unit.text):
        block = Block(kind=Kind.BIBL, spans=unit.spans, reason="says that it is the source")
        return Match(index + 1, (block,))
    if not _is_below_heading(context):
        return None
    block = Block(kind=Kind.BIBL, spans=unit.spans, reason=_LISTED, confidence=0.85)
    if len(unit.text) > _LONGEST or (could_be(unit) and _is_heading(context, index)):
        return None
    return Match(index + 1, (block,))


def _is_below_heading(context: Context) -> bool:
    """Whether the last heading is one of sources, and only entries came since."""
    last = context.blocks[-1] if context.blocks else None
    if last is None or not last.spans or last.kind not in (Kind.HEAD, Kind.BIBL):
        return False
    if last.kind is Kind.BIBL:
        return last.reason == _LISTED
    text = context.source[last.spans[0].start : last.spans[-1].end]
    return len(text) < 60 and words.BIBLIOGRAPHY.match(text.strip()) is not None


def _is_heading(context: Context, index: int) -> bool:
    """An entry has a year or a comma; a heading stands before something longer."""
    unit = context.units[index]
    following = context.unit(index + 1)
    has_marks = any(sign in unit.text for sign in ",:;") or any(map(str.isdigit, unit.text))
    return not has_marks and following is not None and len(following.text) > len(unit.text)
