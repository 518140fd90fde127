"""What belongs together: a quotation and its reference, and the parts of one that is parted.

TEI Guidelines, chapters 3.3.3 (``cit``) and 17.7 (``next`` and ``prev``). A ``cit`` holds no text:
so the marks stand in its ``quote`` and the brackets in its ``bibl``. Where a stop or more stands
between the two, or where words are ``said``, the quotation points to its ``bibl`` with ``source``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from editio.encode.tagging.model import Confidence, Layer, Span
from editio.encode.tagging.quotations.kinds import FEW_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.encode.tagging.quotations.attribution import Attribution, Reference
    from editio.encode.tagging.view import View

#: The ids of references and of parts of quotations begin with these, and have a number.
REFERENCE = "reference"
PART = "quotation"
_QUOTED = frozenset({"quote", "said"})
_MARKS = frozenset("“”„‟«»‹›\"‘’‚‛'")
_SPACES = frozenset(" \u00a0\u202f")
#: Between the parts of a quotation that is interrupted: ,” he said, “
_INTERRUPTION = re.compile(
    r"[”’\"»“‘'],? (?P<words>[^.!?…:;“”„«»\"\u2029]{3,60}), [“‘„«\"”’»']", re.DOTALL
)
_COMMA = (",", "–", "—")


class Joiner:
    """Joins the quotations of one document; ``verbs`` are those of saying and writing."""

    def __init__(self, view: View, attribution: Attribution, verbs: frozenset[str]) -> None:
        self.view = view
        self.text = view.text
        self.attribution = attribution
        self.verbs = verbs
        elements = view.source.elements
        taken = {e.attributes["xml:id"] for e in elements if "xml:id" in e.attributes}
        self.references = _free_names(REFERENCE, taken)
        self.parts = _free_names(PART, taken)

    def chained(self, parts: Sequence[Span]) -> list[Span]:
        """Return the parts of one quotation with pointers from each to its neighbours."""
        names = [next(self.parts) for _ in parts]
        last = len(parts) - 1
        result: list[Span] = []
        for at, part in enumerate(parts):
            links = [("xml:id", names[at])]
            links += [("next", f"#{names[at + 1]}")] if at < last else []
            links += [("prev", f"#{names[at - 1]}")] if at else []
            result.append(replace(part, attributes=(*links, *part.attributes)))
        return result

    def interrupted(self, spans: Sequence[Span]) -> list[Span]:
        """Return the quotations, those that go on behind "he said" joined; ``spans`` in order."""
        result = list(spans)
        rows: list[list[int]] = []
        for at in range(len(spans) - 1):
            if not self._goes_on(spans[at], spans[at + 1]):
                continue
            if rows and rows[-1][-1] == at:
                rows[-1].append(at + 1)
            else:
                rows.append([at, at + 1])
        for row in rows:
            first = spans[row[0]]
            parts = [
                replace(spans[at], element=first.element, attributes=first.attributes, reason=_WHY)
                for at in row
            ]
            for at, part in zip(row, self.chained(parts), strict=True):
                result[at] = part
        return result

    def with_references(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield the quotations, and the references right behind them as ``bibl``."""
        for span in spans:
            flow = self.view.flow_at(span.start)
            found = None
            if span.element in _QUOTED or span.reason == FEW_WORDS:
                found = self.attribution.reference_behind(span.end, flow)
            yield from (span,) if found is None else self._referring(span, found)

    def _referring(self, span: Span, found: Reference) -> Iterator[Span]:
        if span.element not in _QUOTED:
            flow = self.view.flow_at(span.start)
            source = self.attribution.of("quote", span.start, span.end, flow)
            span = replace(span, element="quote", attributes=source, reason="with a reference")
        marked = self._with_marks(span) if span.element == "quote" else None
        parted = {"next", "prev"} & dict(span.attributes).keys()
        if marked is None or parted or not self._is_right_behind(marked[1], found):
            yield from self._pointing(span, found)
        else:
            yield from self._cited(span, marked, found)

    def _goes_on(self, one: Span, other: Span) -> bool:
        """Whether a quotation goes on in the next, behind words that say who speaks."""
        if one.element not in _QUOTED or other.element == "title" or other.start <= one.end:
            return False
        if "xml:id" in {name for name, _ in (*one.attributes, *other.attributes)}:
            return False  # a part of a quotation of several paragraphs
        between = self.text[one.end : other.start]
        words = _INTERRUPTION.fullmatch(between)
        stopped = self.text[one.end - 1] in _COMMA or between[1:2] == ","
        if words is None or not stopped or not one.end - one.start > 1:
            return False
        return not self.verbs.isdisjoint(re.findall(r"[^\W\d_]+", words["words"]))

    def _with_marks(self, span: Span) -> tuple[int, int] | None:
        """The offsets of a quotation with the marks around it."""
        start, end = span.start - 1, span.end
        while start > 0 and self.text[start] in _SPACES:
            start -= 1
        while end < len(self.text) - 1 and self.text[end] in _SPACES:
            end += 1
        flow = self.view.flow_at(span.start)
        inside = flow.start <= start and end < flow.end
        if inside and self.text[start] in _MARKS and self.text[end] in _MARKS:
            return start, end + 1
        return None

    def _is_right_behind(self, end: int, found: Reference) -> bool:
        if found.note >= 0:
            return found.anchor == end
        return not self.text[end : found.start - 1].strip()

    def _cited(self, span: Span, marked: tuple[int, int], found: Reference) -> Iterator[Span]:
        start, end = marked
        around = found.note < 0
        yield replace(
            span,
            start=start,
            end=found.stop + 1 if around else end,
            element="cit",
            attributes=(),
            through=found.note,
            confidence=Confidence.MEDIUM,
            reason="a quotation and its reference",
        )
        yield replace(span, start=start, end=end)
        yield _reference(found, (), brackets=around)

    def _pointing(self, span: Span, found: Reference) -> Iterator[Span]:
        """A quotation whose source no register has points to the reference."""
        known = "source" in dict(span.attributes)
        name = "" if known else next(self.references)
        source = () if known else (("source", f"#{name}"),)
        yield replace(span, attributes=(*span.attributes, *source))
        yield _reference(found, (("xml:id", name),) if name else (), brackets=False)


_WHY = "a quotation that is interrupted"


def _free_names(prefix: str, taken: set[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := f"{prefix}{number}") not in taken)


def _reference(
    found: Reference, attributes: tuple[tuple[str, str], ...], *, brackets: bool
) -> Span:
    return Span(
        start=found.start - brackets,
        end=found.stop + brackets,
        layer=Layer.QUOTATIONS,
        element="bibl",
        attributes=attributes,
        confidence=Confidence.MEDIUM,
        reason="the reference behind a quotation",
    )
