"""Postings of quotations: by author, work, place in the work; without a source comes last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.index.model import Heading, IndexName
from editio.publish.index.parts import Part, Posting, Section, made_id, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.model import DocumentResult, Entry, Mention
    from editio.publish.index.context import Context
    from editio.publish.index.model import Locator

NO_WORK = "no work named"
NO_AUTHOR = "no author named"

_NUMBER = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = re.compile(r"(?=[ivxlcdm])m*(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

#: Elements whose unattributed content is speech and not a quotation of something.
_SPOKEN = frozenset({"q", "said"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a quotation is from: names, and the register entry of the work."""

    author: str
    work: str
    entry: Entry | None = None


def quotation_postings(context: Context) -> Iterator[Posting]:
    """Yield the quotations of a document, under their authors and works.

    The source is the register entry that ``@source`` or the reference points to, else what the
    reference says, else who speaks. ``q`` and ``said`` that say nothing of these are speech, and
    left out; ``quote`` and ``cit`` come last, by document.
    """
    unattributed: list[Locator] = []
    for occurrence in context.occurrences:
        mention = occurrence.mention
        if mention.kind is not Kind.QUOTATION:
            continue
        source = source_of(mention, context)
        if source is not None:
            yield _attributed(source, mention, context)
        elif mention.element not in _SPOKEN:
            unattributed.append(context.locator(mention))
    if unattributed:
        yield _unattributed(unattributed, context.result)


def source_of(mention: Mention, context: Context) -> Source | None:
    """Return where a quotation is from; None if nothing says it."""
    entries = context.entries(mention.sources)
    works = [entry for entry in entries if entry.kind is not Kind.PERSON]
    persons = [entry for entry in entries if entry.kind is Kind.PERSON]
    if works:
        author = works[0].author or (persons[0].heading if persons else "")
        return Source(author, works[0].heading, works[0])
    if mention.source_label or mention.source_author:
        author = persons[0].heading if persons else mention.source_author
        return Source(author, mention.source_label)
    speakers = (*persons, *context.entries(mention.speakers))
    if speakers:
        return Source(speakers[0].heading, "")
    named = next(iter((*mention.sources, *mention.speakers)), "")
    if not named:
        return None
    name = named.lstrip("#")
    return Source("", name) if mention.sources else Source(name, "")


def _attributed(source: Source, mention: Mention, context: Context) -> Posting:
    author, entry = source.author, source.entry
    collation = context.collation
    # What registers know is one work; what only texts name is one if the words are the same.
    named = collation.key(source.work)[0]
    author_key = collation.key(author)[0]
    work_id = entry.key if entry is not None else made_id("work", f"{author_key} {named}")
    label = source.work or NO_WORK
    speakers = context.entries(mention.speakers)
    note = ", ".join(speaker.heading for speaker in speakers if speaker.heading != author)
    locators = (context.locator(mention, note=note),)
    heading = Heading(
        # One work may stand under two authors, if texts differ about them.
        id=f"{work_id}~{slug(author_key)}" if entry is not None and author_key else work_id,
        label=label,
        kind=Kind.WORK,
        entry=entry.key if entry else "",
        dates=entry.dates if entry else "",
        locators=() if mention.locus else locators,
    )
    order = (int(not source.work), *collation.heading_key(label, title=True))
    section = Section(
        id=made_id("author", author_key or NO_AUTHOR),
        label=author or NO_AUTHOR,
        order=(int(not author_key), author_key),
    )
    children = (_locus(heading.id, mention.locus, locators),) if mention.locus else ()
    return Posting(IndexName.QUOTATIONS, Part(heading, order, children=children), section)


def _locus(work_id: str, locus: str, locators: tuple[Locator, ...]) -> Part:
    heading = Heading(
        id=made_id(f"locus~{work_id}", locus),
        label=locus,
        kind=Kind.QUOTATION,
        locators=locators,
    )
    return Part(heading, order=locus_key(locus))


def _unattributed(locators: list[Locator], result: DocumentResult) -> Posting:
    heading = Heading(
        id=f"in~{result.ref.id}",
        label=result.metadata.title or result.ref.id,
        kind=Kind.QUOTATION,
        locators=tuple(locators),
    )
    section = Section("unattributed", "", order=(2,))
    return Posting(IndexName.QUOTATIONS, Part(heading, order=(result.ref.path,)), section)


def locus_key(locus: str) -> tuple[tuple[int, int, str], ...]:
    """Return what a place in a work is sorted by: arabic and roman numbers by their value.

    "2" stands before "10", "IV, 3" after "II, 12", "12a" after "12".
    """
    key: list[tuple[int, int, str]] = []
    for part in _NUMBER.findall(locus.casefold()):
        if part.isdecimal():
            key.append((0, int(part), ""))
        elif _ROMAN.fullmatch(part):
            key.append((0, _roman(part), ""))
        elif part not in {"p", "pp", "s", "f", "ff", "fol", "vol", "bd", "v", "vv", "l", "ll"}:
            key.append((1, 0, part))
    return (*key, (-1, 0, locus))


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(
        -value if any(later > value for later in values[index + 1 : index + 2]) else value
        for index, value in enumerate(values)
    )
