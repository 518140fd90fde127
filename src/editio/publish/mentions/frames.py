"""From events to frames: the units and spans of a document, each with its text and its offsets.

A *unit* is a citable unit; a *span* is any other element that matters, and lies in the text of the
innermost unit around it. Text is put together once per unit, when the unit ends, with white space
normalised; the offsets of the spans count in that text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.publish.mentions.events import BEGIN, END, SENTENCE, Begin, End, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.publish.mentions.events import Event

_MARKS = re.compile(f"([{BEGIN}{END}{SENTENCE}])")


@dataclass(slots=True, eq=False)
class UnitFrame:
    """A citable unit while its document is read; ``around`` is the unit around it."""

    name: str
    id: str
    attributes: Mapping[str, str]
    around: UnitFrame | None
    within: SpanFrame | None = None
    text: str = ""
    ends: tuple[int, ...] = ()
    spans: list[SpanFrame] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class SpanFrame:
    """An element in a unit's text, from ``start`` to ``end``.

    ``parts`` are the spans inside it in the same unit, in document order.
    ``outer`` is the span around it, in the same unit or in one around it. ``inner`` is the text of
    units inside it (the lines of a quotation), which is not in the text of its own unit.
    """

    name: str
    attributes: Mapping[str, str]
    unit: UnitFrame
    outer: SpanFrame | None
    start: int = 0
    end: int = 0
    inner: list[str] = field(default_factory=list)
    parts: list[SpanFrame] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the element, with that of the units inside it."""
        own = self.unit.text[self.start : self.end].strip()
        return " ".join(part for part in (own, *self.inner) if part)

    def ancestors(self) -> Iterator[SpanFrame]:
        """Yield the spans around it, innermost first."""
        span = self.outer
        while span is not None:
            yield span
            span = span.outer


def build_frames(events: Iterable[Event]) -> list[UnitFrame]:
    """Return the units of a document in document order, the document itself (``top``) first."""
    top = UnitFrame("TEI", "top", {}, None)
    units = [top]
    stack: list[UnitFrame | SpanFrame] = [top]
    unit = top
    for event in events:
        if isinstance(event, str):
            unit.pieces.append(event)
        elif isinstance(event, Begin):
            span = _innermost_span(stack)
            if event.unit:
                unit.pieces.append(" ")
                unit = UnitFrame(event.name, event.unit, event.attributes, unit, span)
                units.append(unit)
                stack.append(unit)
            else:
                unit.pieces.append(BEGIN)
                found = SpanFrame(event.name, event.attributes, unit, span)
                unit.spans.append(found)
                for outer in found.ancestors():
                    if outer.unit is unit:
                        outer.parts.append(found)
                stack.append(found)
        elif isinstance(event, End) and len(stack) > 1:
            closed = stack.pop()
            if isinstance(closed, UnitFrame):
                _close(closed)
                unit = closed.around or top
            else:
                unit.pieces.append(END)
    _close(top)
    return units


def _innermost_span(stack: list[UnitFrame | SpanFrame]) -> SpanFrame | None:
    last = stack[-1]
    return last if isinstance(last, SpanFrame) else last.within


def _close(unit: UnitFrame) -> None:
    """Put the unit's text together, and give its spans their offsets."""
    raw = join_words(" ".join("".join(unit.pieces).split()))
    unit.pieces.clear()
    if unit.spans or SENTENCE in raw:
        _place(unit, raw)
    else:
        unit.text = raw
    if unit.within is not None and unit.name != "note" and unit.text:
        unit.within.inner.append(unit.text)
        for span in unit.within.ancestors():
            span.inner.append(unit.text)


def _place(unit: UnitFrame, raw: str) -> None:
    text: list[str] = []
    length = 0
    space = True
    ends: list[int] = []
    waiting = iter(unit.spans)
    opened: list[SpanFrame] = []
    for piece in _MARKS.split(raw):
        if piece == BEGIN:
            span = next(waiting)
            span.start = length
            opened.append(span)
        elif piece == END:
            opened.pop().end = length
        elif piece == SENTENCE:
            ends.append(length)
        elif piece:
            part = piece[1:] if space and piece[0] == " " else piece
            space = part[-1] == " " if part else space
            text.append(part)
            length += len(part)
    unit.text = "".join(text).rstrip()
    unit.ends = tuple(ends)
    for span in unit.spans:
        _trim(span)


def _trim(span: SpanFrame) -> None:
    """Leave the white space at the edges of a span outside."""
    text = span.unit.text
    span.end = min(span.end, len(text))
    while span.start < span.end and text[span.start] == " ":
        span.start += 1
    while span.end > span.start and text[span.end - 1] == " ":
        span.end -= 1
