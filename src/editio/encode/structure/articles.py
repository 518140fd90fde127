"""Several articles in one file: which headings begin a text of its own.

A heading does if a text ended above it (a signature, a date, notes, a bibliography, the source of
a quotation), if its form is that of a title, and if it stands further apart than others. One such
heading proves nothing; a file is a collection if there are several.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure.forms import title_share

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS = frozenset({Kind.SIGNED, Kind.DATELINE, Kind.NOTE, Kind.BIBL, Kind.SLOGAN, Kind.SALUTE})
_RUNNING = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST, Kind.TURN, Kind.VERSE})
_LEAST = 3
_ENOUGH = 5
_LONG_TITLE = 8


def marked(blocks: Sequence[Block], source: str) -> list[Block]:
    """Return ``blocks`` with ``article`` set where a text begins, if the file is a collection."""
    sure: list[int] = []
    running = False  # whether a paragraph came since the last beginning
    for at, block in enumerate(blocks):
        running = running or block.kind in _RUNNING
        if running and _score(blocks, at, source) >= _ENOUGH:
            sure.append(at)
            running = False
    if len(sure) < _LEAST - 1:
        return list(blocks)
    begins = set(sure)
    first = next((at for at, block in enumerate(blocks) if block.kind is Kind.HEAD), None)
    if first is not None and first < sure[0]:
        begins.add(first)
    return [
        replace(block, article=True) if at in begins else block for at, block in enumerate(blocks)
    ]


def _score(blocks: Sequence[Block], at: int, source: str) -> int:
    """Return how much speaks for a text beginning at ``at``."""
    block = blocks[at]
    if block.kind is not Kind.HEAD or not block.spans or block.rend not in ("plain", "capitals"):
        return 0
    text = source[block.spans[0].start : block.spans[-1].end]
    following = blocks[at + 1].kind if at + 1 < len(blocks) else None
    score = _ended(blocks, at)
    score += (title_share(text) >= 0.75) + (len(text.split()) >= 4)
    score += len(text.split()) >= _LONG_TITLE
    return score + 2 * _stands_apart(blocks, at, source) + 2 * (following is Kind.BYLINE)


def _ended(blocks: Sequence[Block], at: int) -> int:
    """Return how much tells that a text ended before the block at ``at``."""
    before = blocks[at - 1]
    if before.kind in _ENDS:
        return 3
    if before.kind is Kind.QUOTE and any(c.kind is Kind.ATTRIBUTION for c in before.children):
        # A text that is one quotation ends with the source of it.
        return 3 if at > 1 and blocks[at - 2].kind is Kind.HEAD else 1
    return 2 if before.kind is Kind.TURN else 0


def _stands_apart(blocks: Sequence[Block], at: int, source: str) -> bool:
    """Whether more empty lines stand before a heading than between the blocks above it."""
    gaps = [
        source[blocks[i - 1].end : blocks[i].start].count("\n")
        for i in range(max(1, at - 6), at + 1)
    ]
    return len(gaps) > 1 and gaps[-1] > max(gaps[:-1])
