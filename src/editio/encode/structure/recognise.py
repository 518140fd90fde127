"""From the characters of a plain text to its blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from editio.encode.lines import layout_of, split, units
from editio.encode.structure import headings, paragraphs
from editio.encode.structure.context import Context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.encode.lines import Layout
    from editio.encode.marks import Mark
    from editio.encode.model import Block, Unit
    from editio.encode.structure.context import Recogniser

#: In the order in which they are asked; the last always has an answer.
RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    headings.recognise,
    paragraphs.recognise,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The structure of a text: its blocks, the bodies of notes that are referred to, the marks."""

    blocks: tuple[Block, ...]
    notes: tuple[Block, ...]
    marks: tuple[Mark, ...]
    layout: Layout


def recognise(source: str) -> Recognised:
    """Return the structure of a plain text."""
    from editio.encode.marks import urls

    lines, _ = split(source)
    layout = layout_of(lines)
    parted = tuple(units(lines, layout, lambda text: False))
    context = Context(source, parted, layout, _margin(parted))
    index = 0
    while index < len(parted):
        for recogniser in RECOGNISERS:
            match = recogniser(context, index)
            if match is not None:
                context.blocks.extend(match.blocks)
                index = match.end
                break
    blocks = tuple(headings.ranked(context.blocks))
    return Recognised(blocks, (), tuple(urls(source)), layout)


def _margin(parted: Sequence[Unit]) -> int:
    """Return the indentation that most of the text has."""
    widths: Counter[int] = Counter()
    for unit in parted:
        for line in unit.lines:
            widths[line.indent] += len(line.text)
    return widths.most_common(1)[0][0] if widths else 0
