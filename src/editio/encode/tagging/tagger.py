"""Tagging a document: read its text, ask the layers, place what they propose, check the result."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editio.edition.loading import load_bytes
from editio.encode.tagging.content import ContentTable
from editio.encode.tagging.dates import DateStyle, find_dates
from editio.encode.tagging.insertion import Placed, Placer, nested, written
from editio.encode.tagging.languages import load_language
from editio.encode.tagging.lexicon import Lexicon
from editio.encode.tagging.model import (
    LAYERS,
    NAME_LAYERS,
    Confidence,
    Decision,
    Layer,
    Outcome,
    Span,
    Tagging,
)
from editio.encode.tagging.names import LAYER_OF, NameFinder
from editio.encode.tagging.papers import papers
from editio.encode.tagging.pointing import Pointing
from editio.encode.tagging.quotations import PART, REFERENCE, QuotationFinder
from editio.encode.tagging.references import References
from editio.encode.tagging.source import Source, language_of, read_source, visible_text
from editio.encode.tagging.standing import free
from editio.encode.tagging.validity import acceptable
from editio.encode.tagging.view import View, build_view
from editio.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from editio.edition.registers import Registers
    from editio.encode.tagging.languages import Language
    from editio.findings import Finding
    from editio.relaxng.schema import Schema

_CONTEXT = 60
#: The pointers to references and parts that tagging itself has marked up.
_LOCAL = (f"#{REFERENCE}", f"#{PART}")
_POINTING = ("source", "next", "prev")
#: So often at most the result is tagged again for what had no place.
_ROUNDS = 4
#: What stands for an element that a schema does not have.
_INSTEAD = {"said": "q", "mentioned": "soCalled", "soCalled": "q", "q": "quote"}


@dataclass(slots=True)
class Tagger:
    """Tags any number of documents with the same registers and layers.

    ``language`` is that of documents that say none. Without a ``schema`` the TEI's own rules
    decide, roughly, which element may stand where. ``rejected`` are the ids of decisions that an
    editor has said no to; ``never`` are layers with the words that are never to be marked up in
    them; ``values`` are other pointers or dates for decisions, by id. ``date_style`` is how the
    edition marks up dates.
    """

    registers: Registers = field(repr=False)
    language: str = "en"
    layers: Collection[str] = LAYERS
    within: Collection[str] | None = None
    schema: Schema | None = None
    rejected: Collection[str] = frozenset()
    never: Collection[tuple[str, str]] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)
    date_style: DateStyle = field(default_factory=DateStyle)
    _content: ContentTable | None = field(default=None, init=False, repr=False)
    _lexicons: dict[str, Lexicon] = field(default_factory=dict, init=False, repr=False)

    def tag(self, document: bytes, *, files: Mapping[str, str] | None = None) -> Tagging:
        """Mark up a document; see :func:`editio.encode.tagging.tag`.

        ``files`` are the paths of the registers by the id of the document, relative to this one:
        for pointers where the header of the document declares no prefix.
        """
        loaded = load_bytes(document)
        if not loaded.well_formed:
            return Tagging(document=document, decisions=(), findings=loaded.findings)
        done = self._once(document, files or {})
        for _ in range(_ROUNDS):
            # What had no place may find one in the result: tagging twice is to change nothing.
            if not any(one.outcome is Outcome.UNPLACED for one in done.decisions):
                break
            again = self._once(done.document, files or {})
            if again.document is done.document:
                break
            done = _merged(done, again)
        return done

    def _once(self, document: bytes, files: Mapping[str, str]) -> Tagging:
        source = read_source(document)
        language = language_of(source) or self.language
        view = build_view(source, language=language, within=self.within)
        spans, findings = self._spans(view, load_language(language), Pointing.of(source, files))
        return self._marked_up(document, view, spans, findings)

    def _spans(
        self, view: View, language: Language, pointing: Pointing
    ) -> tuple[list[Span], tuple[Finding, ...]]:
        finder = NameFinder(self.lexicon(language), language, pointing)
        names = finder.spans(view)
        dates = find_dates(view, language, self.date_style)
        names = list(_without(names, dates))
        quotations = QuotationFinder(view, language, names).find()
        titles = [span for span in quotations.spans if span.element == "title"]
        references = References(view, names, titles, finder.work)
        told = _told(references, papers(view, language, names, finder.work), names, titles)
        names = sorted([*_outside(names, told), *told], key=_by_place)
        found = [span for span in names if span.layer in self.layers]
        if Layer.DATES in self.layers:
            found += _outside(dates, names)
        findings: tuple[Finding, ...] = ()
        if Layer.QUOTATIONS in self.layers:
            found = list(_outside(found, _closed(quotations.spans, names)))
            found += self._in_schema(
                references.pointed(span) if span.element == "title" else span
                for span in quotations.spans
            )
            findings = quotations.findings
        return [span for span in free(found, view) if view.is_within(span.start)], findings

    def _in_schema(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Quotations with elements that the schema has."""
        content = self._table()
        for span in spans:
            element = span.element
            while not content.knows(element) and element in _INSTEAD:
                element = _INSTEAD[element]
            if element == "q" and not span.attributes and span.element == "said":
                element = "quote"  # words of nobody in particular
            yield span if element == span.element else replace(span, element=element)

    def names_in(self, view: View, language: Language) -> list[tuple[int, int]]:
        """Return the stretches of a text that are names of the registers, or dates, in order."""
        finder = NameFinder(self.lexicon(language), language, Pointing())
        spans = [*finder.spans(view), *find_dates(view, language, self.date_style)]
        return sorted((span.start, span.end) for span in spans)

    def lexicon(self, language: Language) -> Lexicon:
        """Return the forms of the registers in a language, made once."""
        if language.code not in self._lexicons:
            self._lexicons[language.code] = Lexicon.of(self.registers, language, LAYER_OF)
        return self._lexicons[language.code]

    def _table(self) -> ContentTable:
        if self._content is None:
            self._content = ContentTable.of(self.schema) if self.schema else ContentTable()
        return self._content

    def _marked_up(
        self,
        document: bytes,
        view: View,
        spans: Sequence[Span],
        findings: tuple[Finding, ...],
    ) -> Tagging:
        content = self._table()
        placer = Placer(view, content)
        describe = _Describer(view)
        decisions: list[tuple[int, Decision]] = []
        placed: list[Placed] = []
        for span in (_with_known_attributes(one, content) for one in spans):
            decision = describe(span)
            if decision.id in self.values:
                span = _changed(span, decision, self.values[decision.id])  # noqa: PLW2901
                decision = describe.again(span, decision)
            place = placer.place(span)
            if decision.id in self.rejected or (span.layer, decision.form) in self.never:
                decision = replace(decision, outcome=Outcome.REJECTED)
            elif place is None:
                decision = replace(decision, outcome=Outcome.UNPLACED)
            else:
                placed.append(place)
                continue
            decisions.append((span.start, decision))
        kept, dropped = _fitting(placed, placer)
        if self.schema is not None:
            spans_of = {id(one): one.span for one in kept}
            kept, refused = acceptable(view.source, document, kept, self.schema)
            dropped += refused
            for one in kept:
                if one.span is not spans_of[id(one)]:
                    describe.again(one.span, replace(describe(spans_of[id(one)]), attributes=()))
        for one, attributes in _dangling(kept):
            changed = replace(one.span, attributes=attributes)
            describe.again(changed, replace(describe(one.span), attributes=changed.attributes))
            one.span = changed
        decisions += [(p.span.start, describe(p.span)) for p in kept]
        decisions += [
            (p.span.start, replace(describe(p.span), outcome=Outcome.UNPLACED)) for p in dropped
        ]
        result = document if not kept else _written(view.source, kept)
        ordered = tuple(d for _, d in sorted(decisions, key=lambda item: item[0]))
        return Tagging(document=result, decisions=ordered, findings=findings)


def _told(
    references: References, official: Iterable[Span], names: Sequence[Span], titles: Sequence[Span]
) -> list[Span]:
    """The titles and publishers that no register need have, in order: of references, of papers."""
    told = list(_outside(references.spans(), titles))
    works = [name for name in names if name.layer is Layer.WORKS]
    known = sorted([*titles, *told, *works], key=_by_place)
    return sorted([*told, *_outside(official, known)], key=_by_place)


def _closed(quotations: Iterable[Span], names: Iterable[Span]) -> list[Span]:
    """The quotations in which no names and dates are marked up.

    They are titles, and words that are spoken of, if these are no name as a whole.
    """
    filled = {(name.start, name.end) for name in names}
    return [
        one
        for one in quotations
        if one.element == "title"
        or (one.element == "mentioned" and (one.start, one.end) not in filled)
    ]


def _by_place(span: Span) -> tuple[int, int]:
    return span.order


def _merged(done: Tagging, again: Tagging) -> Tagging:
    """The result of a second round, with the decisions of both: placed ones for unplaced ones."""
    placed = {one.id: one for one in again.decisions if one.outcome is Outcome.TAGGED}
    decisions: list[Decision] = []
    for one in done.decisions:
        new = placed.pop(one.id, None) if one.outcome is Outcome.UNPLACED else None
        decisions.append(replace(new, line=one.line, column=one.column) if new else one)
    known = {one.id for one in decisions}
    decisions += [one for one in placed.values() if one.id not in known]
    return Tagging(document=again.document, decisions=tuple(decisions), findings=done.findings)


def _outside(spans: Iterable[Span], names: Sequence[Span]) -> Iterator[Span]:
    """The spans that are not in names: a date in one, a name in the title of a work."""
    taken = [(name.start, name.end) for name in names]
    for span in spans:
        at = bisect_left(taken, (span.end, 0)) - 1
        if at < 0 or taken[at][1] <= span.start:
            yield span


def _without(names: Iterable[Span], dates: Sequence[Span]) -> Iterator[Span]:
    """The names but for those that are a word of a date: "October" as an event."""
    starts = [date.start for date in dates]
    for name in names:
        at = bisect_right(starts, name.start) - 1
        date = dates[at] if at >= 0 else None
        inside = date is not None and date.end > name.start and date.end >= name.end
        if not inside or date is None or (name.start, name.end) == (date.start, date.end):
            yield name


def _dangling(kept: Sequence[Placed]) -> Iterator[tuple[Placed, tuple[tuple[str, str], ...]]]:
    """The quotations that point to what has not been placed, with what is left to them."""
    ids = {f"#{dict(one.span.attributes).get('xml:id', '')}" for one in kept}
    for one in kept:
        left = tuple(
            (name, value)
            for name, value in one.span.attributes
            if name not in _POINTING or not value.startswith(_LOCAL) or value in ids
        )
        if not {"next", "prev"} & dict(left).keys():
            # A part of which the others have no place is none.
            left = tuple(i for i in left if i[0] != "xml:id" or not i[1].startswith(PART))
        if left != one.span.attributes:
            yield one, left


def _fitting(placed: Sequence[Placed], placer: Placer) -> tuple[list[Placed], list[Placed]]:
    """Keep what nests, what the schema allows where it would stand, and no empty ``cit``."""
    kept, dropped = nested(placed)
    while True:
        quotes = {id(one.outer) for one in kept if one.span.element == "quote"}
        wrong = [
            one
            for one in kept
            if not placer.allowed(one) or (one.span.element == "cit" and id(one) not in quotes)
        ]
        if not wrong:
            return kept, dropped
        dropped += wrong
        kept, crossing = nested([one for one in kept if one not in wrong])
        dropped += crossing


def _written(source: Source, placed: Sequence[Placed]) -> bytes:
    text, _ = written(source, placed)
    if "".join(visible_text(text)) != "".join(visible_text(source.text)):
        message = "tagging would have changed the text of the document"
        raise SourceError(message, "please report it with the document: this is a bug in Editio")
    return source.encode(text)


def _with_known_attributes(span: Span, content: ContentTable) -> Span:
    kept = tuple(item for item in span.attributes if content.attribute(span.element, item[0]))
    return span if kept == span.attributes else replace(span, attributes=kept)


def _changed(span: Span, decision: Decision, value: str) -> Span:
    """A span with the pointer or the date that an editor has put in its place."""
    if value == decision.value:
        return span
    pairs = tuple(
        (name, text) for name, sign, text in (p.partition("=") for p in value.split()) if sign
    )
    if span.layer not in NAME_LAYERS and not pairs:
        return span
    attributes = pairs
    if span.layer in NAME_LAYERS:
        kept = tuple(item for item in span.attributes if item[0] not in {"ref", "cert"})
        attributes = (*kept, ("ref", value))
    return replace(
        span, attributes=attributes, confidence=Confidence.HIGH, reason="set by the editor"
    )


class _Describer:
    """Makes the decisions of a document, each with an id that no other of it has."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.seen: dict[str, int] = {}
        self.made: dict[Span, Decision] = {}

    def __call__(self, span: Span) -> Decision:
        if span not in self.made:
            self.made[span] = self._describe(span)
        return self.made[span]

    def again(self, span: Span, decision: Decision) -> Decision:
        """The decision with what an editor has changed."""
        changed = replace(
            decision,
            attributes=span.attributes,
            confidence=span.confidence,
            reason=span.reason,
        )
        self.made[span] = changed
        return changed

    def _describe(self, span: Span) -> Decision:
        view, text = self.view, self.view.text
        flow = view.flow_at(span.start)
        before = text[max(flow.start, span.start - _CONTEXT) : span.start]
        after = text[span.end : min(flow.end, span.end + _CONTEXT)]
        form = text[span.start : span.end]
        parts = "\x1f".join((span.layer, form, before[-30:], after[:30]))
        name = hashlib.sha256(parts.encode()).hexdigest()[:12]
        number = self.seen[name] = self.seen.get(name, 0) + 1
        line, column = view.position(span.start)
        return Decision(
            id=name if number == 1 else f"{name}-{number}",
            layer=Layer(span.layer),
            form=form,
            before=before,
            after=after,
            element=span.element,
            attributes=span.attributes,
            candidates=span.candidates,
            confidence=span.confidence,
            reason=span.reason,
            outcome=Outcome.TAGGED,
            line=line,
            column=column,
        )
