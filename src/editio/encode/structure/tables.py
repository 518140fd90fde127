"""Tables of figures: names and numbers with leader dots between, and columns set apart by space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind, Span
from editio.encode.structure.context import Match

if TYPE_CHECKING:
    from collections.abc import Callable

    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_LONGEST = 160
_DOTS = ".…·‥_ \u00a0\t"
_VALUE = re.compile(r"[\d.,%$€£+\-–—/:()~½¼¾]*\d[\d.,%$€£+\-–—/:()~½¼¾]*\Z|[ivxlc]{1,7}\Z")
_GAP = re.compile(r"\t+\s*|[ \u00a0]{2,}")
_WIDE = 3


def recognise(context: Context, index: int) -> Match | None:
    """Take a run of rows for a table."""
    return _leaders(context, index) or _columns(context, index)


def _leaders(context: Context, index: int) -> Match | None:
    rows, end = _rows(context, index, "leaders", _leader_row)
    if len(rows) >= 2 and max(_weight(context, row) for row in rows) >= 4:
        return Match(end, (_table(rows, "leader dots before a number"),))
    return None


def _columns(context: Context, index: int) -> Match | None:
    rows, end = _rows(context, index, "columns", _gap_row)
    if len(rows) >= 3 and _are_columns(context, index, rows):
        return Match(end, (_table(rows, "columns set apart by white space"),))
    return None


def _rows(
    context: Context, index: int, kind: str, row_of: Callable[[Context, Unit], Block | None]
) -> tuple[list[Block], int]:
    """Return the rows from a unit on; columns must stand together."""
    rows: list[Block] = []
    end = index
    if index < context.refused.get(kind, 0):
        return rows, index
    chunk = context.units[index].chunk
    while (unit := context.unit(end)) is not None and (kind != "columns" or unit.chunk == chunk):
        row = row_of(context, unit) if len(unit.lines) == 1 else None
        if row is None:
            break
        rows.append(row)
        end += 1
    context.refused[kind] = end
    return rows, end


def _leader_row(context: Context, unit: Unit) -> Block | None:
    """Return the row of ``name ……… value``."""
    text = unit.text
    if len(text) > _LONGEST:
        return None
    name, value = _last_word(text)
    left = name.rstrip(_DOTS)
    leader = name[len(left) :]
    if not left or not _VALUE.match(value) or _dots(leader) < 2:
        return None
    start = unit.start
    cells = (
        Block(kind=Kind.CELL, spans=(Span(start, start + len(left)),)),
        Block(
            kind=Kind.CELL,
            spans=(Span(unit.end - len(value), unit.end),),
            label=Span(start + len(left), unit.end - len(value)),
        ),
    )
    return Block(kind=Kind.ROW, children=cells)


def _last_word(text: str) -> tuple[str, str]:
    """Return what stands before the last figures, and these."""
    at = len(text)
    while at and not text[at - 1].isspace() and text[at - 1] not in ".…·‥_":
        at -= 1
    # A decimal point belongs to the value: dots do so one by one, with figures around.
    while at > 1 and text[at - 1] == "." and text[at - 2].isdigit() and text[at : at + 1].isdigit():
        at -= 1
        while at and text[at - 1].isdigit():
            at -= 1
    return text[:at], text[at:]


def _dots(leader: str) -> int:
    """Return how many dots a leader has; an ellipsis has three."""
    return sum(
        3 if sign == "…" else 2 if sign == "‥" else 1 for sign in leader.split() for sign in sign
    )


def _weight(context: Context, row: Block) -> int:
    label = row.children[1].label
    return _dots(context.source[label.start : label.end]) if label else 0


def _gap_row(context: Context, unit: Unit) -> Block | None:
    """Return the row of columns with tabs or wide spaces between."""
    text = unit.text
    if len(text) > _LONGEST:
        return None
    cells: list[Block] = []
    start = 0
    for match in _GAP.finditer(text):
        cells.append(_cell(unit, start, match.start()))
        start = match.end()
    cells.append(_cell(unit, start, len(text)))
    return Block(kind=Kind.ROW, children=tuple(cells)) if len(cells) > 1 else None


def _cell(unit: Unit, start: int, end: int) -> Block:
    return Block(kind=Kind.CELL, spans=(Span(unit.start + start, unit.start + end),))


def _are_columns(context: Context, index: int, rows: list[Block]) -> bool:
    """Whether rows have as many cells, set apart by more than the space after a full stop."""
    widths = {len(row.children) for row in rows}
    if len(widths) > 1:
        return False
    wide = 0
    for unit in context.units[index : index + len(rows)]:
        gaps = _GAP.findall(unit.text)
        wide += all("\t" in gap or len(gap) >= _WIDE for gap in gaps)
    return 2 * wide >= len(rows)


def _table(rows: list[Block], reason: str) -> Block:
    return Block(
        kind=Kind.TABLE,
        children=tuple(rows),
        reason=reason,
        confidence=0.9 if len(rows) > 3 else 0.7,
    )
