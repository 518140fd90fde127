"""From frames to mentions: what counts as one, and what belongs to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from editio.edition.dates import interval_of
from editio.edition.model import Kind, Mention
from editio.publish.mentions.frames import UnitFrame
from editio.publish.mentions.kinds import (
    BIBLIOGRAPHIC,
    KINDS,
    OWN_NAMES,
    TYPED,
    kind_of_type,
    pointers_of,
)
from editio.publish.mentions.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.publish.mentions.frames import SpanFrame

#: Units that are mentions of those who speak them.
_SPEECHES = frozenset({"sp", "u"})
#: Elements of which many have a name in them, which is the mention.
_PARTS = frozenset({"author", "editor", "role"})

_QUOTED = frozenset({"quote", "q", "said"})
_SOURCES = BIBLIOGRAPHIC | {"ref", "ptr", "title", "author"}
_LOCI = frozenset({"citedRange", "biblScope"})
_EDGES = " ,;:.–-()[]—"


References: TypeAlias = "Mapping[str, SpanFrame | UnitFrame]"


def references_in(units: Iterable[UnitFrame]) -> dict[str, SpanFrame | UnitFrame]:
    """Return the bibliographic references of a document that have an ``xml:id``, by it."""
    found: dict[str, SpanFrame | UnitFrame] = {}
    for unit in units:
        if unit.name in BIBLIOGRAPHIC:
            found.setdefault(unit.get("id"), unit)
        for span in unit.spans:
            if span.name in BIBLIOGRAPHIC:
                found.setdefault(span.get("id"), span)
    found.pop("", None)
    return found


def mentions_of(units: Iterable[UnitFrame], references: References) -> Iterator[Mention]:
    """Yield the mentions in the texts of units, in document order; the speaker of each comes first.

    ``references`` are those of the document (:func:`references_in`), for quotations that point
    to one.
    """
    for unit in units:
        if unit.name in _SPEECHES:
            yield from _speakers(unit)
        sentences: Sentences | None = None
        last: tuple[SpanFrame, tuple[str, ...]] | None = None
        for span in unit.spans:
            kind = KINDS.get(span.name)
            if kind is None and span.name in TYPED:
                kind = kind_of_type(span.get("type"))
            if kind is None:
                continue
            pointers = pointers_of(span.name, span.attributes)
            if not _counts(span, kind, pointing=bool(pointers)) or _is_form_of(
                span, pointers, last
            ):
                continue
            last = span, pointers
            if sentences is None:
                sentences = Sentences(unit.text, unit.ends)
            if kind is not Kind.QUOTATION:
                yield _mention(span, kind, pointers, sentences)
            elif (quotation := _quotation(span, sentences, references)).form:
                yield quotation


def _speakers(unit: UnitFrame) -> list[Mention]:
    """The person who speaks a speech (``sp``) or an utterance (``u``)."""
    speaker = next((span for span in unit.spans if span.name == "speaker"), None)
    form = "" if speaker is None else speaker.text.rstrip(" .:,;")
    subtype = unit.get("ana") if unit.name == "u" else ""
    # A speech of several is one mention of each.
    pointers: list[tuple[str, ...]]
    pointers = [(pointer,) for pointer in dict.fromkeys(unit.get("who").split())]
    return [
        Mention(
            kind=Kind.PERSON,
            unit=unit.id,
            form=form,
            pointers=pointer,
            element=unit.name,
            subtype=subtype,
        )
        for pointer in pointers or ([()] if form else [])
    ]


def _counts(span: SpanFrame, kind: Kind, *, pointing: bool) -> bool:
    """Whether a span is a mention, by where it stands and whether it points to something."""
    if kind is Kind.TERM or span.name in _PARTS:
        return pointing
    if span.unit.name == "teiHeader":
        return pointing and kind is not Kind.DATE
    if kind is Kind.QUOTATION:
        within = any(outer.name == "cit" for outer in span.ancestors())
        return not within and not _is_equivalent(span)
    if _bibliographic(span):
        return pointing and kind not in {Kind.DATE, Kind.BIBLIOGRAPHY} and not _own_name(span)
    if span.unit.name in OWN_NAMES:
        return pointing and not _own_name(span)
    return pointing or bool(span.text or span.attributes)


def _is_equivalent(span: SpanFrame) -> bool:
    """Whether a ``cit`` has the equivalent of a headword (Guidelines, 10.3.3), and no source."""
    is_translated = span.name == "cit" and span.get("type").startswith(("trans", "equiv"))
    return is_translated and not _cited(span, _inside(span))


def _is_form_of(
    span: SpanFrame, pointers: tuple[str, ...], last: tuple[SpanFrame, tuple[str, ...]] | None
) -> bool:
    """Whether a span repeats a mention: a name of the author who is one, or in another language."""
    outer = span.outer
    if outer is not None and outer.name in _PARTS:
        named = pointers_of(outer.name, outer.attributes)
        if named and set(pointers) <= set(named):
            return True
    if last is None or not pointers or last[1] != pointers or last[0].name != span.name:
        return False
    if last[0].get("lang") == span.get("lang"):
        return False
    between = span.unit.text[last[0].end : span.start]
    return last[0].end <= span.start and last[0].outer is outer and not between.strip()


def _own_name(span: SpanFrame) -> bool:
    """Whether a span is a form of the name of the register entry that it stands in."""
    return span.outer is None and span.name in OWN_NAMES.get(span.unit.name, ())


def _bibliographic(span: SpanFrame) -> bool:
    return span.unit.name in BIBLIOGRAPHIC or any(
        outer.name in BIBLIOGRAPHIC for outer in span.ancestors()
    )


def _mention(
    span: SpanFrame, kind: Kind, pointers: tuple[str, ...], sentences: Sentences
) -> Mention:
    before, after = sentences.around(span.start, span.end)
    return Mention(
        kind=kind,
        unit=span.cited_unit,
        form=span.text,
        before=before,
        after=after,
        pointers=pointers,
        element=span.name,
        subtype=_subtype(span),
        interval=interval_of(span.attributes, span.text) if kind is Kind.DATE else None,
        locus=_locus((span,)) if kind is Kind.BIBLIOGRAPHY else "",
    )


def _subtype(span: SpanFrame) -> str:
    """What the element says it is; in the description of a letter, the act ("sent")."""
    action = next((outer for outer in span.ancestors() if outer.name == "correspAction"), None)
    if action is not None:
        return action.get("type")
    return span.attributes.get("subtype") or span.get("type")


def _quotation(span: SpanFrame, sentences: Sentences, references: References) -> Mention:
    inside = _inside(span)
    quoted = [item for item in inside if item.name in _QUOTED] if span.name == "cit" else [span]
    quoted = [item for item in quoted if not any(outer in quoted for outer in item.ancestors())]
    cited = _cited(span, inside)
    first = quoted[0] if quoted else span
    same = first.unit is span.unit
    before, after = sentences.around(first.start, first.end) if same else ("", "")
    speakers = dict.fromkeys(
        pointer for item in (span, *quoted) for pointer in item.get("who").split()
    )
    sources = dict.fromkeys(
        pointer for item in (span, *quoted, *cited) for pointer in _sources(item)
    )
    stated = cited or _referred(sources, references)
    return Mention(
        kind=Kind.QUOTATION,
        unit=(span if span.first is not None else first).cited_unit,
        form=_without(" ".join(item.text for item in quoted if item.text), first, cited),
        before=before,
        after=after,
        element=span.name,
        subtype=_subtype(span),
        speakers=tuple(speakers),
        sources=tuple(sources),
        source_author=_source_author(stated),
        source_label=_source_label(stated),
        locus=_locus(stated) or span.get("n"),
    )


def _referred(sources: Iterable[str], references: References) -> list[SpanFrame | UnitFrame]:
    """The references in the document that the source pointers mean."""
    names = [source[1:] for source in sources if source.startswith("#")]
    return [references[name] for name in names if name in references]


def _inside(span: SpanFrame | UnitFrame) -> list[SpanFrame]:
    """The spans in the same unit that stand inside this one."""
    return span.spans if isinstance(span, UnitFrame) else span.parts


def _cited(span: SpanFrame, inside: Sequence[SpanFrame]) -> list[SpanFrame]:
    """The references that say where a quotation is from: in it, or beside it in an epigraph."""
    candidates = list(inside)
    if span.unit.name == "epigraph" or (
        span.unit.around is not None and span.unit.around.name == "epigraph"
    ):
        candidates += [item for item in span.unit.spans if item.outer is span.outer]
    names = BIBLIOGRAPHIC if span.name != "cit" else _SOURCES | _LOCI
    found = [item for item in candidates if item.name in names and item is not span]
    return [item for item in found if not any(outer in found for outer in item.ancestors())]


def _sources(item: SpanFrame) -> Iterator[str]:
    """The pointers to where a quotation is from: its own, and those of its reference."""
    yield from item.get("source").split()
    if item.name in _QUOTED | {"cit"}:
        yield from item.get("corresp").split()
        yield from item.get("cRef").split()
        return
    for part in (item, *_inside(item)):
        if part.name in _SOURCES:
            yield from pointers_of(part.name, part.attributes)
            if part.name not in {"ref", "ptr"}:
                yield from part.get("target").split()


def _source_author(cited: Sequence[SpanFrame | UnitFrame]) -> str:
    """Who wrote the source, where the reference marks it."""
    authors = (part for item in cited for part in (item, *_inside(item)) if part.name == "author")
    return next((text for part in authors if (text := part.text.strip(_EDGES))), "")


def _source_label(cited: Sequence[SpanFrame | UnitFrame]) -> str:
    """What the reference says, without its author and the place in the work."""
    labels = []
    for item in cited:
        if item.name in _LOCI or item.name == "author":
            continue
        text = item.text
        for part in _inside(item):
            if (part.name in _LOCI or part.name == "author") and part.text:
                text = text.replace(part.text, "", 1)
        labels.append(re.sub(r"\s+([,.;:])", r"\1", text).strip(_EDGES))
    return ", ".join(label for label in labels if label)


def _locus(cited: Sequence[SpanFrame | UnitFrame]) -> str:
    """The place in the work: the text or the attributes of its ranges."""
    loci = []
    for item in cited:
        for part in (item, *_inside(item)):
            if part.name in _LOCI:
                start, end = part.get("from"), part.get("to")
                span = f"{start}–{end}" if end and end != start else start
                loci.append(part.text or span)
    return ", ".join(locus for locus in loci if locus)


def _without(text: str, quoted: SpanFrame, cited: Sequence[SpanFrame]) -> str:
    """The quotation without the reference that stands inside it."""
    for item in cited:
        if quoted in item.ancestors() and item.text:
            text = text.replace(item.text, "", 1)
    return text.strip()
