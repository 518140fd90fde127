"""From the characters of a plain text to its blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from editio.encode.lines import layout_of, split, units
from editio.encode.marks import urls
from editio.encode.model import Block, Kind, Span
from editio.encode.structure import (
    articles,
    bibliography,
    headings,
    letters,
    lists,
    notes,
    paragraphs,
    quotations,
    remains,
    runs,
    separators,
    slogans,
    tables,
    turns,
    verse,
)
from editio.encode.structure.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.lines import Layout
    from editio.encode.marks import Mark
    from editio.encode.model import Unit
    from editio.encode.structure.context import Recogniser

#: In the order in which they are asked; the last always has an answer.
RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    remains.recognise,
    notes.recognise,
    separators.recognise,
    tables.recognise,
    runs.recognise,
    lists.recognise,
    turns.recognise,
    letters.recognise,
    slogans.recognise,
    bibliography.recognise,
    quotations.recognise,
    verse.recognise,
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
    lines, pages = split(source)
    layout = layout_of(lines)
    parted = tuple(units(lines, layout, _begins))
    context = Context(
        source=source,
        units=parted,
        layout=layout,
        margin=_margin(parted),
        notes=notes.find_bodies(parted, source),
        speakers=turns.speakers(parted),
        cues=turns.cues(parted),
    )
    _walk(context)
    titled = headings.titled(articles.marked(context.blocks, source))
    blocks = list(headings.ranked(titled))
    kept, bodies, references = notes.link(source, list(_with_pages(blocks, pages)))
    marks = sorted([*references, *urls(source)], key=lambda mark: mark.start)
    return Recognised(tuple(kept), bodies, tuple(marks), layout)


def _walk(context: Context) -> None:
    """Ask the recognisers about each unit in turn."""
    index = 0
    while index < len(context.units):
        for recogniser in RECOGNISERS:
            match = recogniser(context, index)
            if match is not None:
                context.blocks.extend(match.blocks)
                index = match.end
                break


def _with_pages(blocks: Sequence[Block], pages: Sequence[int]) -> Iterator[Block]:
    """Yield ``blocks`` with the form feeds that stand between them, as page beginnings."""
    waiting = list(reversed(pages))
    for block in blocks:
        while waiting and waiting[-1] < block.start:
            offset = waiting.pop()
            yield Block(kind=Kind.PAGE, label=Span(offset, offset + 1), reason="a form feed")
        yield block
        while waiting and waiting[-1] < block.end:
            waiting.pop()


def _begins(text: str) -> bool:
    return lists.begins_item(text) or notes.begins_note(text)


def _margin(parted: Sequence[Unit]) -> int:
    """Return the indentation that most of the text has."""
    widths: Counter[int] = Counter()
    for unit in parted:
        for line in unit.lines:
            widths[line.indent] += len(line.text)
    return widths.most_common(1)[0][0] if widths else 0
