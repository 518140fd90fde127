"""Quotations of a document, with their kinds, speakers and sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.encode.tagging.model import Confidence, Layer, Span
from editio.encode.tagging.quotations.attribution import Attribution
from editio.encode.tagging.quotations.kinds import Judge
from editio.encode.tagging.quotations.marks import (
    Fault,
    Marks,
    Quoted,
    across,
    is_swedish,
    read_marks,
)
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.tagging.languages import Language
    from editio.encode.tagging.view import Flow, View

_EDGES = " \u00a0"
_DASHED = re.compile(r"\s*[–—-]")


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a document, and findings about their marks."""

    spans: tuple[Span, ...]
    findings: tuple[Finding, ...]


class QuotationFinder:
    """Finds the quotations of one document."""

    def __init__(self, view: View, language: Language, names: Sequence[Span]) -> None:
        self.view = view
        self.text = view.text
        self.judge = Judge.of(language)
        self.attribution = Attribution(view, language, names)
        self.works = {(name.start, name.end): name for name in names if name.layer is Layer.WORKS}
        self.findings: list[Finding] = []

    def find(self) -> Quotations:
        """Return the quotations, in order."""
        swedish = is_swedish(self.text)
        flows = self.view.flows
        marks = {
            flow.start: read_marks(self.text, flow.start, flow.end, swedish=swedish)
            for flow in flows
        }
        spans: list[Span] = []
        blocks = [flow for flow in flows if flow.anchor < 0]
        chains = across(
            [(flow.start, flow.end) for flow in blocks],
            [marks[flow.start] for flow in blocks],
            self.text,
        )
        for chain in chains:
            spans += self._chain(chain)
        for flow in flows:
            spans += self._of_flow(marks[flow.start], flow)
        return Quotations(tuple(sorted(spans, key=lambda span: span.order)), tuple(self.findings))

    def _of_flow(self, marks: Marks, flow: Flow) -> Iterator[Span]:
        quoted = [*marks.quoted, *self._guessed(marks, flow)]
        for one in sorted(quoted, key=lambda q: q.start):
            span = self._span(one, flow)
            if span is not None:
                yield span

    def _guessed(self, marks: Marks, flow: Flow) -> Iterator[Quoted]:
        """Quotations that lack a mark: to the end of the paragraph, or from its beginning."""
        for one in marks.open:
            self._report(one.start - 1, f"{one.mark} is never closed")
            if one.depth == 0 and not one.is_single and one.start - 1 == flow.start:
                yield Quoted(one.start, flow.end, one.mark, Fault.UNCLOSED)
        for at, mark in marks.unopened:
            self._report(at, f"{mark} closes nothing")
            ends = at >= flow.end - 2 or _DASHED.match(self.text, at + 1) is not None
            if ends and not any(q.start < at and not q.is_single for q in marks.quoted):
                yield Quoted(flow.start, at, mark, Fault.UNOPENED)

    def _report(self, at: int, message: str) -> None:
        line, column = self.view.position(at)
        self.findings.append(
            Finding(
                code="QUO-UNBALANCED",
                severity=Severity.WARNING,
                message=f"the quotation mark {message}",
                hint="correct the mark, or encode the quotation by hand",
                line=line,
                column=column,
            )
        )

    def _span(self, one: Quoted, flow: Flow) -> Span | None:
        start, end = self._trimmed(one.start, one.end)
        if end <= start or not any(c.isalnum() for c in self.text[start:end]):
            return None
        work = self.works.get((start, end)) or self.works.get((start, end - 1))
        if work is not None:
            return None
        before = self.text[max(flow.start, start - 120) : start - 1]
        after = self.text[end : min(flow.end, end + 120)]
        judged = self.judge.judge(self.text[start:end], before, after)
        confidence = Confidence.MEDIUM if one.fault is Fault.NONE else Confidence.LOW
        reason = judged.reason + (f"; it lacks {one.fault}" if one.fault else "")
        return Span(
            start=start,
            end=end,
            layer=Layer.QUOTATIONS,
            element=judged.kind,
            attributes=self.attribution.of(judged.kind, start, end, flow),
            confidence=confidence,
            reason=reason,
        )

    def _chain(self, chain: Sequence[Quoted]) -> Iterator[Span]:
        """A quotation of several paragraphs: one element in each, the first with its source."""
        last = chain[-1]
        flow = self.view.flow_at(last.start)
        attributes = self.attribution.of("quote", last.start, last.end, flow)
        for part in chain:
            start, end = self._trimmed(part.start, part.end)
            if end > start:
                yield Span(
                    start=start,
                    end=end,
                    layer=Layer.QUOTATIONS,
                    element="quote",
                    attributes=attributes,
                    confidence=Confidence.MEDIUM,
                    reason=f"a quotation of {len(chain)} paragraphs",
                )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start] in _EDGES:
            start += 1
        while end > start and self.text[end - 1] in _EDGES:
            end -= 1
        return start, end
