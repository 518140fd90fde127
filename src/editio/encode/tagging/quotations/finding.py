"""Quotations of a document, with their kinds, speakers and sources."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from editio.encode.tagging.model import Confidence, Layer, Span
from editio.encode.tagging.quotations.attribution import Attribution
from editio.encode.tagging.quotations.joining import Joiner
from editio.encode.tagging.quotations.kinds import FEW_WORDS, Judge, Quotable
from editio.encode.tagging.quotations.marks import (
    Fault,
    Marks,
    Quoted,
    across,
    is_swedish,
    read_marks,
)
from editio.encode.tagging.references import is_reference
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.encode.tagging.languages import Language
    from editio.encode.tagging.view import Flow, View

_EDGES = " \u00a0"
_BEHIND_AUTHOR = re.compile(r"[,:] ?[“”„«\"‘’']")
_WORDS_IN = re.compile(r"\w+").findall
#: In so many quotations a phrase is looked for.
_ASKED = 20
#: More words than so many are a quotation at length.
_LONG = 8
#: So far back the same words tell what these are.
_AGREEING = 6_000
#: Between two quotations in a row: ," or " – and the like.
_ROW = re.compile(r"[,.]?[”’\"»“]?,? ?(?:(?:and|or|und|oder|et|ou|e|o|y|и|или) )?[“‘„«\"”’»]")
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
        self.joiner = Joiner(view, self.attribution, self.attribution.verbs)
        self.works = {(name.start, name.end): name for name in names if name.layer is Layer.WORKS}
        self.findings: list[Finding] = []
        #: What is quoted at length, for telling which phrases are from there.
        self.quoted_words = QuotedWords((), ())

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
        quoted = [
            (one.start, self.text[one.start : one.end])
            for one in chain.from_iterable((*(m.quoted for m in marks.values()), *chains))
        ]
        long = [one for one in quoted if one[1].count(" ") > _LONG]
        short = [text for _, text in quoted if 0 < text.count(" ") <= _LONG]
        self.quoted_words = QuotedWords(long, short)
        for parts in chains:
            spans += self.joiner.chained(list(self._chain(parts)))
        for flow in flows:
            spans += self._of_flow(marks[flow.start], flow)
        spans = list(self._agreeing(sorted(spans, key=lambda span: span.order)))
        spans = list(self.joiner.with_references(self.joiner.interrupted(spans)))
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
        judged = self.judge.judge(self._quotable(start, end, flow))
        if judged.kind == "title" and self.text[end - 1] in ",.":
            # The stop that printers put there is none of the title, nor is a space before it.
            start, end = self._trimmed(start, end - 1)
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

    def _agreeing(self, spans: Sequence[Span]) -> Iterator[Span]:
        """The quotations, with few words as what those beside them are, or the same words before.

        Of “old,” “slow,” or “dear” all three are somebody's words if one of them is.
        """
        quoted: dict[tuple[str, ...], int] = {}
        beside = self._beside_quotes(spans)
        for at, span in enumerate(spans):
            words = tuple(_words_of(self.text[span.start : span.end]))
            agrees = at in beside or span.start - quoted.get(words, -_AGREEING) < _AGREEING
            told = span
            if span.reason == FEW_WORDS and agrees:
                told = replace(span, element="quote", reason="as the same words, or those beside")
            if told.element == "quote":
                quoted[words] = span.start
            yield told

    def _beside_quotes(self, spans: Sequence[Span]) -> set[int]:
        """The numbers of those in a row of quotations of which one is somebody's words."""
        found: set[int] = set()
        row = [0]
        for at in range(1, len(spans) + 1):
            if at < len(spans) and _ROW.fullmatch(
                self.text, spans[at - 1].end, max(spans[at].start, spans[at - 1].end)
            ):
                row.append(at)
                continue
            if any(spans[number].element == "quote" for number in row[: len(spans)]):
                found.update(row)
            row = [at]
        return found

    def _quotable(self, start: int, end: int, flow: Flow) -> Quotable:
        content = self.text[start:end]
        return Quotable(
            content=content,
            before=self.text[max(flow.start, start - 120) : start - 1],
            after=self.text[end : min(flow.end, end + 120)],
            in_reference=is_reference(self.view, flow) and self._behind_author(start),
            repeats=self.quoted_words.have(content, before=start),
        )

    def _behind_author(self, start: int) -> bool:
        """Whether the name of a person and a comma or colon stand right before the mark."""
        name = self.attribution.person_before(start)
        return name is not None and _BEHIND_AUTHOR.fullmatch(self.text, name, start) is not None

    def _chain(self, parts: Sequence[Quoted]) -> Iterator[Span]:
        """A quotation of several paragraphs: one element in each, the first with its source."""
        last = parts[-1]
        flow = self.view.flow_at(last.start)
        attributes = self.attribution.of("quote", last.start, last.end, flow)
        for part in parts:
            start, end = self._trimmed(part.start, part.end)
            if end > start:
                yield Span(
                    start=start,
                    end=end,
                    layer=Layer.QUOTATIONS,
                    element="quote",
                    attributes=attributes,
                    confidence=Confidence.MEDIUM,
                    reason=f"a quotation of {len(parts)} paragraphs",
                )

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start] in _EDGES:
            start += 1
        while end > start and self.text[end - 1] in _EDGES:
            end -= 1
        return start, end


class QuotedWords:
    """The words of long quotations, for asking whether a phrase is taken from one before it.

    ``quotations`` are offsets and texts; ``phrases`` are all that will be asked for.
    """

    def __init__(self, quotations: Iterable[tuple[int, str]], phrases: Iterable[str]) -> None:
        asked = {tuple(words[:2]) for one in phrases if len(words := _words_of(one)) > 1}
        self.texts: list[tuple[int, str]] = []
        self.of_pair: dict[tuple[str, ...], list[int]] = {}
        for number, (start, text) in enumerate(sorted(quotations) if asked else ()):
            words = _words_of(text)
            self.texts.append((start + len(text), f" {' '.join(words)} "))
            for pair in asked.intersection(pairwise(words)):
                self.of_pair.setdefault(pair, []).append(number)

    def have(self, phrase: str, *, before: int) -> bool:
        """Whether a phrase of two words or more is in a quotation that ends before an offset."""
        words = _words_of(phrase)
        wanted = f" {' '.join(words)} "
        for number in self.of_pair.get(tuple(words[:2]), ())[:_ASKED]:
            end, quoted = self.texts[number]
            if end < before and wanted in quoted:
                return True
        return False


def _words_of(text: str) -> list[str]:
    return _WORDS_IN(text.casefold())
