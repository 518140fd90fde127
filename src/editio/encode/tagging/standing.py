"""What is marked up already stands: nothing is proposed inside it, across it, or once more."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from editio.encode.tagging.model import Layer
from editio.encode.tagging.regions import DATED, NAMED, NUMBERED, QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.encode.tagging.model import Span
    from editio.encode.tagging.view import Occupied, View

#: What may stand inside an element as well as around it.
_AROUND = frozenset("“”„‟«»‹›\"‘’‚‛'()[]")
_NAMES_AND_DATES = NAMED | DATED


def free(spans: Iterable[Span], view: View) -> list[Span]:
    """Return the spans that do not meet markup of their sort."""
    closed = _Closed(view, _NAMES_AND_DATES)
    numbers = _Closed(view, NUMBERED)
    quotes = {
        _trimmed(o, view) for o in view.occupied if view.source.elements[o.element].tei in QUOTED
    }
    quoted = _Closed(view, QUOTED)
    found: list[Span] = []
    for span in spans:
        if span.layer is Layer.QUOTATIONS:
            if _fills_quote(span, view):
                continue
            if not _stands(span, quotes, view.text) and not quoted.crosses(span):
                found.append(span)
        elif not closed.meets(span) and not (span.layer is Layer.DATES and numbers.meets(span)):
            found.append(span)
    return found


def _stands(span: Span, quotes: set[tuple[int, int]], text: str) -> bool:
    """Whether there is an element already: with the marks or brackets around it, or without."""
    start, end = span.start, span.end
    if (start, end) in quotes:
        return True
    if span.element == "cit" and not {start, start + 1}.isdisjoint(at for at, _ in quotes):
        return True  # its quotation stands without it
    if text[start] in _AROUND and text[end - 1] in _AROUND:
        inner = text[start + 1 : end - 1]
        start += 1 + len(inner) - len(inner.lstrip())
        end -= 1 + len(inner) - len(inner.rstrip())
        return (start, end) in quotes
    before = start - (text[start - 1 : start] == " ")
    after = end + (text[end : end + 1] == " ")
    return (before - 1, after + 1) in quotes and text[before - 1] in _AROUND


def _trimmed(one: Occupied, view: View) -> tuple[int, int]:
    """The offsets of an element without white space at its ends."""
    start, end = one.start, one.end
    while start < end and view.text[start].isspace():
        start += 1
    while end > start and view.text[end - 1].isspace():
        end -= 1
    return start, end


def _fills_quote(span: Span, view: View) -> bool:
    """Whether a block that is a quotation already has these marks at its beginning and end."""
    flow = view.flow_at(span.start)
    if span.start > flow.start + 1 or span.end < flow.end - 2:
        return False
    at = flow.element
    while at >= 0:
        if view.source.elements[at].tei in {"quote", "q", "said"}:
            return True
        at = view.source.elements[at].parent
    return False


class _Closed:
    """The stretches of some elements, outermost ones only, for asking quickly."""

    def __init__(self, view: View, names: frozenset[str]) -> None:
        elements = view.source.elements
        self.all: list[Occupied] = [o for o in view.occupied if elements[o.element].tei in names]
        self.outer: list[tuple[int, int]] = []
        for one in self.all:
            if not self.outer or one.start >= self.outer[-1][1]:
                self.outer.append((one.start, one.end))

    def meets(self, span: Span) -> bool:
        """Whether a span and one of the elements have a character in common."""
        at = bisect_left(self.outer, (span.end, 0)) - 1
        return at >= 0 and self.outer[at][1] > span.start

    def crosses(self, span: Span) -> bool:
        """Whether a span and one of the elements overlap without one being in the other."""
        return any(
            one.start < span.end
            and span.start < one.end
            and not (one.start <= span.start and span.end <= one.end)
            and not (span.start <= one.start and one.end <= span.end)
            for one in self.all
        )
