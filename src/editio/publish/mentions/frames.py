"""From events to frames: the units and spans of a document, each with its text and its offsets.

A *unit* is a citable unit; a *span* is any other element that matters, and lies in the text of the
innermost unit around it. Text is put together once per unit, when the unit ends, with white space
normalised; the offsets of the spans count in that text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.publish.mentions.events import (
    BEGIN,
    BREAK,
    END,
    FIELD,
    ID,
    ID_END,
    JOIN,
    SENTENCE,
    TEXT,
    attributes_of,
    join_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.publish.units import UnitNames

#: The units in which others are counted.
DIVISIONS = frozenset({"div", *(f"div{level}" for level in range(8))})
_MARKS = re.compile(f"([{BEGIN}{END}{SENTENCE}])")


class Frame:
    """An element that matters; its attributes are read when they are asked for."""

    __slots__ = ("_attributes", "_fields", "name")

    name: str
    _fields: str
    _attributes: dict[str, str] | None

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by local name."""
        if self._attributes is None:
            self._attributes = attributes_of(self._fields)
        return self._attributes

    def get(self, name: str) -> str:
        """Return one attribute, empty where it is missing, without reading the others."""
        fields = self._fields
        if not fields:
            return ""
        mark = f"{FIELD}{name}="
        start = fields.find(mark)
        if start < 0:
            return ""
        start += len(mark)
        end = fields.find(FIELD, start)
        return fields[start:end] if end > 0 else fields[start:]


class UnitFrame(Frame):
    """A citable unit while its document is read; it makes itself known to those around it.

    ``around`` is the unit around it, ``within`` the innermost span that it stands in, ``division``
    the id of the division that it is or stands in (else of the whole document), ``ends`` the
    offsets where the document marks the end of a sentence.
    """

    __slots__ = ("around", "division", "ends", "id", "pieces", "spans", "text", "within")

    def __init__(
        self,
        name: str,
        fields: str,
        unit: str,
        around: UnitFrame | None = None,
        within: SpanFrame | None = None,
    ) -> None:
        self.name = name
        self._fields = fields
        self._attributes = None
        self.id = unit
        self.around = around
        self.within = within
        self.division: str = unit if around is None or name in DIVISIONS else around.division
        self.text = ""
        self.ends: tuple[int, ...] = ()
        self.spans: list[SpanFrame] = []
        self.pieces: list[str] = []
        if around is not None and name != "note":
            # A note hangs on a word, whatever else is a unit parts words.
            around.pieces.append(" ")
            while within is not None and within.first is None:
                within.first, within = self, within.outer


class SpanFrame(Frame):
    """An element in a unit's text, from ``start`` to ``end``; it makes itself known there.

    ``outer`` is the span around it, in the same unit or in one around it. ``parts`` are the spans
    inside it in the same unit, in document order. ``inner`` is the text of units inside it (the
    lines of a quotation), which is not in the text of its own unit; ``first`` is the first of them.
    """

    __slots__ = ("end", "first", "inner", "outer", "parts", "start", "unit")

    def __init__(self, name: str, fields: str, unit: UnitFrame, outer: SpanFrame | None) -> None:
        self.name = name
        self._fields = fields
        self._attributes = None
        self.unit = unit
        self.outer = outer
        self.start = 0
        self.end = 0
        self.first: UnitFrame | None = None
        self.inner: list[str] = []
        self.parts: list[SpanFrame] = []
        unit.pieces.append(BEGIN)
        unit.spans.append(self)
        while outer is not None and outer.unit is unit:
            outer.parts.append(self)
            outer = outer.outer

    @property
    def text(self) -> str:
        """The text of the element, with that of the units inside it."""
        own = self.unit.text[self.start : self.end].strip()
        return " ".join(part for part in (own, *self.inner) if part)

    @property
    def cited_unit(self) -> str:
        """The id of the unit to cite: the one around it, or the first in it that has its text."""
        if self.first is not None and self.start == self.end:
            return self.first.id
        return self.unit.id

    def ancestors(self) -> Iterator[SpanFrame]:
        """Yield the spans around it, innermost first."""
        span = self.outer
        while span is not None:
            yield span
            span = span.outer


def build_frames(pieces: Sequence[str], names: UnitNames) -> list[UnitFrame]:
    """Return the units of a document in document order, the document itself (``top``) first.

    ``pieces`` are those of a stream (:func:`pieces_of`); ``names`` are those of the units.
    """
    top = UnitFrame("TEI", "", "top")
    top.pieces.append(pieces[0])
    units = [top]
    stack: list[UnitFrame | SpanFrame] = []
    unit, span = top, None
    known = names.by_token.get
    for piece in pieces[1:]:
        head, _, after = piece.partition(TEXT)
        name, is_unit, fields = head.partition(ID)
        if is_unit:
            token, _, fields = fields.partition(ID_END)
            unit = UnitFrame(name, fields, known(token) or names.name(token), unit, span)
            units.append(unit)
            stack.append(unit)
        else:
            name = name.partition(FIELD)[0]
            span = SpanFrame(name, head[len(name) :], unit, span)
            stack.append(span)
        text, *ended = after.split(END)
        unit.pieces.append(text)
        for text in ended:
            if stack:
                unit, span = _end(stack.pop(), unit)
            unit.pieces.append(text)
    while stack:
        unit, _ = _end(stack.pop(), unit)
    _close(top)
    return units


def let_go(units: Iterable[UnitFrame]) -> None:
    """Cut what leads in circles, when nothing is asked of the units any more.

    So their memory is free at once: the collector comes after some megabytes of documents.
    """
    for unit in units:
        for span in unit.spans:
            span.first = None
            span.parts.clear()
        unit.spans.clear()


def _end(closed: UnitFrame | SpanFrame, unit: UnitFrame) -> tuple[UnitFrame, SpanFrame | None]:
    """Close an element, and return the unit and the span around it."""
    if isinstance(closed, SpanFrame):
        unit.pieces.append(END)
        return unit, closed.outer
    _close(closed)
    return closed.around or unit, closed.within


def _close(unit: UnitFrame) -> None:
    """Put the unit's text together, and give its spans their offsets."""
    raw = " ".join("".join(unit.pieces).split())
    if BREAK in raw or JOIN in raw:
        raw = join_words(raw)
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
    pieces = _MARKS.split(raw)
    for mark, piece in zip(("", *pieces[1::2]), pieces[::2], strict=True):
        if mark == BEGIN:
            # A document with these characters of its own cannot break more than its contexts.
            span = next(waiting, None)
            if span is not None:
                span.start = length
                opened.append(span)
        elif mark == END:
            if opened:
                opened.pop().end = length
        elif mark:
            ends.append(length)
        if piece:
            part = piece[1:] if space and piece[0] == " " else piece
            space = part[-1] == " " if part else space
            text.append(part)
            length += len(part)
    unit.text = "".join(text).rstrip()
    unit.ends = tuple(ends)
    for span in unit.spans:
        _trim(span, unit.text)


def _trim(span: SpanFrame, text: str) -> None:
    """Leave the white space at the edges of a span outside."""
    start, end = span.start, min(span.end, len(text))
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    span.start, span.end = min(start, end), end
