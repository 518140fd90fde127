"""Quotations by source: author, work, place in the work; what names no source comes last."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.index.context import Ids
from editio.publish.index.model import Group, Heading, Index, IndexName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.model import Entry
    from editio.publish.index.context import Edition, Occurrence
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


@dataclass(slots=True)
class _Work:
    """A cited work of an author: its mentions by their place in it."""

    label: str
    entry: Entry | None = None
    loci: dict[str, list[Locator]] = field(default_factory=dict)


def quotations(edition: Edition) -> Index:
    """Return the index of quotations.

    The source is the register entry that ``@source`` or the reference points to, else what the
    reference says, else who speaks. ``q`` and ``said`` that say nothing of these are speech, and
    left out; ``quote`` and ``cit`` come last, by document.
    """
    authors: dict[str, dict[str, _Work]] = {}
    unattributed: dict[str, list[Locator]] = {}
    for occurrence in edition.occurrences():
        if occurrence.mention.kind is not Kind.QUOTATION:
            continue
        source = source_of(occurrence, edition)
        if source is not None:
            _file(authors, source, occurrence, edition)
        elif occurrence.mention.element not in _SPOKEN:
            unattributed.setdefault(occurrence.document.ref.id, []).append(
                edition.locator(occurrence)
            )
    groups = [*_groups(authors, edition), *_unattributed(unattributed, edition)]
    return Index(
        name=IndexName.QUOTATIONS, language=edition.collation.language, groups=tuple(groups)
    )


def source_of(occurrence: Occurrence, edition: Edition) -> Source | None:
    """Return where a quotation is from; None if nothing says it."""
    mention = occurrence.mention
    entries = edition.source_entries(occurrence)
    works = [entry for entry in entries if entry.kind is not Kind.PERSON]
    persons = [entry for entry in entries if entry.kind is Kind.PERSON]
    if works:
        author = works[0].author or (persons[0].heading if persons else "")
        return Source(author, works[0].heading, works[0])
    if mention.source_label or mention.source_author:
        author = persons[0].heading if persons else mention.source_author
        return Source(author, mention.source_label)
    speakers = (*persons, *edition.speakers(occurrence))
    if speakers:
        return Source(speakers[0].heading, "")
    named = next(iter((*mention.sources, *mention.speakers)), "")
    if not named:
        return None
    name = named.lstrip("#")
    return Source("", name) if mention.sources else Source(name, "")


def _file(
    authors: dict[str, dict[str, _Work]],
    source: Source,
    occurrence: Occurrence,
    edition: Edition,
) -> None:
    collation = edition.collation
    author, entry = source.author, source.entry
    same_author = authors.setdefault(collation.key(author)[0], {"": _Work(author)})
    # What registers know is one work; what only texts name is one if the words are the same.
    identity = f"entry:{entry.key}" if entry is not None else collation.key(source.work)[0]
    filed = same_author.setdefault(f"work:{identity}", _Work(source.work, entry))
    speakers = edition.speakers(occurrence)
    note = ", ".join(speaker.heading for speaker in speakers if speaker.heading != author)
    filed.loci.setdefault(occurrence.mention.locus, []).append(
        edition.locator(occurrence, note=note)
    )


def _groups(authors: dict[str, dict[str, _Work]], edition: Edition) -> Iterator[Group]:
    """The authors in order; works without one after them."""
    ids, work_ids = Ids(), Ids()
    for key in sorted(authors, key=lambda name: (not name, name)):
        works = dict(authors[key])
        author = works.pop("").label
        ordered = sorted(
            works.values(),
            key=lambda work: (
                not work.label,
                edition.collation.heading_key(work.label, title=True),
                work.entry.key if work.entry else "",
            ),
        )
        label = author or NO_AUTHOR
        yield Group(
            id=ids.of(f"author-{label}"),
            label=label,
            headings=tuple(_work(work, work_ids) for work in ordered),
        )


def _work(work: _Work, ids: Ids) -> Heading:
    label = work.label or NO_WORK
    return Heading(
        id=ids.of(work.entry.key if work.entry else f"work-{label}"),
        label=label,
        kind=Kind.WORK,
        entry=work.entry.key if work.entry else "",
        dates=work.entry.dates if work.entry else "",
        locators=tuple(work.loci.get("", ())),
        children=tuple(
            Heading(
                id=ids.of(f"locus-{label}-{locus}"),
                label=locus,
                kind=Kind.QUOTATION,
                locators=tuple(work.loci[locus]),
            )
            for locus in sorted(filter(None, work.loci), key=locus_key)
        ),
    )


def _unattributed(found: dict[str, list[Locator]], edition: Edition) -> Iterator[Group]:
    if not found:
        return
    titles = {result.ref.id: result.metadata.title or result.ref.id for result in edition.results}
    ids = Ids()
    yield Group(
        id="unattributed",
        label="",
        headings=tuple(
            Heading(
                id=ids.of(f"in-{document}"),
                label=titles[document],
                kind=Kind.QUOTATION,
                locators=tuple(locators),
            )
            for document, locators in found.items()
        ),
    )


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
