"""Safe insertion of markup into the source: balanced, allowed, and nothing else changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from editio.encode.tagging.model import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editio.encode.tagging.content import ContentTable
    from editio.encode.tagging.model import Span
    from editio.encode.tagging.source import Element, Source, Tag
    from editio.encode.tagging.view import View

#: Elements that may be parted: they say how something looks, not what it is.
_DIVISIBLE = frozenset({"hi"})


@dataclass(slots=True)
class Placed:
    """A span with its offsets in the source, and what it is inside of.

    ``before`` and ``after`` are end and start tags of an element that is parted at its edges.
    """

    span: Span
    start: int
    end: int
    parent: int
    prefix: str
    before: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")
    outer: Placed | None = field(default=None, repr=False)


class Placer:
    """Finds the places of spans in the source of one document."""

    def __init__(self, view: View, content: ContentTable) -> None:
        self.view = view
        self.source: Source = view.source
        self.content = content
        self.starts = [tag.start for tag in self.source.tags]
        #: For each tag, the innermost element that is open after it.
        self.inside = _open_after(self.source)

    def place(self, span: Span) -> Placed | None:
        """Return where a span goes, or None if the markup or the schema does not let it."""
        start, end = self.view.source_span(span.start, span.end)
        if span.through >= 0:
            end = max(end, self.source.elements[span.through].end[1])
        placed = self._balanced(span, start, end)
        if placed is None:
            return None
        parent = self.source.elements[placed.parent]
        if not parent.tei or not self._contents_allowed(placed):
            return None
        return placed

    def allowed(self, placed: Placed) -> bool:
        """Whether the schema allows the element where it would stand, new elements counted."""
        outer = placed.outer
        parent = self.source.elements[placed.parent].tei
        if outer is not None and self.source.elements[placed.parent].start[0] < outer.start:
            parent = outer.span.element
        return self.content.allows(parent, placed.span.element)

    def _balanced(self, span: Span, start: int, end: int) -> Placed | None:
        """Widen the stretch over tags without text until it is balanced, or part a ``hi``."""
        before, after = ("", ""), ("", "")
        opened, closed = self._unmatched(start, end)
        for index in closed:
            element = self.source.elements[index]
            if self._edge(span.start, -1) <= element.start[0]:
                start = element.start[0]
            elif _may_part(element) and index == closed[0] and len(closed) == 1:
                before = (f"</{element.name}>", self._start_tag(element))
            else:
                return None
        for index in opened:
            element = self.source.elements[index]
            if self._edge(span.end, 1) >= element.end[1]:
                end = element.end[1]
            elif _may_part(element) and index == opened[0] and len(opened) == 1:
                after = (f"</{element.name}>", self._start_tag(element))
            else:
                return None
        parent = self._element_at(start)
        if before[0]:
            parent = self.source.elements[parent].parent
        owner = self.source.elements[parent]
        return Placed(span, start, end, parent, owner.prefix, before, after)

    def _edge(self, offset: int, side: int) -> int:
        """The source offset up to which there is no text of the view beside a span."""
        flow = self.view.flow_at(offset if side < 0 else offset - 1)
        if side < 0:
            if offset <= flow.start:
                return -1
            return self.view.source_span(offset - 1, offset)[1]
        if offset >= flow.end:
            return 1 << 62
        return self.view.source_span(offset, offset + 1)[0]

    def _start_tag(self, element: Element) -> str:
        return self.source.text[slice(*element.start)]

    def _tags(self, start: int, end: int) -> Sequence[Tag]:
        first = bisect_left(self.starts, start)
        return self.source.tags[first : bisect_left(self.starts, end)]

    def _unmatched(self, start: int, end: int) -> tuple[list[int], list[int]]:
        """Elements opened but not closed in a stretch, and the other way round, inner first."""
        opened: list[int] = []
        closed: list[int] = []
        for tag in self._tags(start, end):
            if tag.opens and not tag.closes:
                opened.append(tag.element)
            elif tag.closes and not tag.opens:
                if opened:
                    opened.pop()
                else:
                    closed.append(tag.element)
        return opened[::-1], closed

    def _element_at(self, offset: int) -> int:
        """The innermost element that is open at an offset."""
        at = bisect_right(self.starts, offset - 1) - 1
        return self.inside[at] if at >= 0 else 0

    def _contents_allowed(self, placed: Placed) -> bool:
        depth = 1 if placed.before[0] else 0
        if (placed.before[0] or placed.after[0]) and not self.content.allows(
            placed.span.element, "hi"
        ):
            return False
        for tag in self._tags(placed.start, placed.end):
            if tag.opens and depth == 0:
                child = self.source.elements[tag.element].tei
                if not self.content.allows(placed.span.element, child):
                    return False
            depth += tag.opens - tag.closes
        return True


def _may_part(element: Element) -> bool:
    return element.tei in _DIVISIBLE and "xml:id" not in element.attributes


def _open_after(source: Source) -> list[int]:
    found: list[int] = []
    stack = [-1]
    for tag in source.tags:
        if tag.opens and not tag.closes:
            stack.append(tag.element)
        elif not tag.opens:
            stack.pop()
        found.append(stack[-1])
    return found


def nested(placed: Iterable[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Give each its surrounding new element; return those that fit, and those that cross.

    Of a name and a quotation in the same place the quotation is around the name.
    """
    fitting: list[Placed] = []
    crossing: list[Placed] = []
    stack: list[Placed] = []
    for one in sorted(placed, key=lambda p: (p.start, -p.end, p.span.layer != Layer.QUOTATIONS)):
        while stack and stack[-1].end <= one.start:
            stack.pop()
        outer = stack[-1] if stack else None
        parted = bool(one.before[0] or one.after[0])
        if outer is not None and (one.end > outer.end or parted):
            crossing.append(one)
            continue
        one.outer = outer
        fitting.append(one)
        stack.append(one)
    return fitting, crossing


def written(source: Source, placed: Sequence[Placed]) -> tuple[str, list[int]]:
    """Return the source with new elements in it, and where in it each begins.

    ``placed`` are balanced and nested.
    """
    edits: list[tuple[int, int, int, str]] = []
    places = [0] * len(placed)
    for order, one in enumerate(placed):
        name = one.prefix + one.span.element
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in one.span.attributes)
        opening = f"{one.before[0]}<{name}{attributes}>{one.before[1]}"
        closing = f"{one.after[0]}</{name}>{one.after[1]}"
        # At one place: what ends stands before what begins, inner ends first.
        edits.append((one.start, 1, order, opening))
        edits.append((one.end, 0, -order, closing))
    pieces: list[str] = []
    at = length = 0
    for place, opens, order, text in sorted(edits):
        length += place - at
        if opens:
            places[order] = length
        pieces += (source.text[at:place], text)
        length += len(text)
        at = place
    pieces.append(source.text[at:])
    return "".join(pieces), places
