"""Postings of the bibliography: every work that a text cites, with the places where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.index.model import Heading, IndexName
from editio.publish.index.parts import Part, Posting, made_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.model import Entry
    from editio.publish.index.context import Context
    from editio.publish.index.model import Locator

#: Longest label, in characters: some "bibl" are essays.
_LONGEST = 300


def citation_postings(context: Context) -> Iterator[Posting]:
    """Yield the works that a document cites: by register entry, else by what the text says."""
    entries: dict[str, tuple[Entry, list[Locator]]] = {}
    others: dict[str, tuple[str, list[Locator]]] = {}
    for occurrence in context.occurrences:
        mention = occurrence.mention
        works = [entry for entry in occurrence.entries if entry.kind is Kind.WORK]
        cites = mention.kind is Kind.BIBLIOGRAPHY or mention.element in {"ref", "ptr"}
        if works and cites:
            for entry in works:
                entries.setdefault(entry.key, (entry, []))[1].append(
                    context.locator(mention, note=mention.locus)
                )
        elif mention.kind is Kind.BIBLIOGRAPHY and mention.form:
            label = mention.form.strip(" .,;")
            same = context.collation.key(label)[0]
            others.setdefault(same, (label, []))[1].append(
                context.locator(mention, note=mention.locus)
            )
    for entry, locators in entries.values():
        yield Posting(IndexName.BIBLIOGRAPHY, _of_entry(entry, locators))
    for same, (label, locators) in others.items():
        if label:
            yield Posting(IndexName.BIBLIOGRAPHY, _of_words(same, label, locators))


def _of_words(same: str, label: str, locators: list[Locator]) -> Part:
    heading = Heading(
        id=made_id("cited", same),
        label=label if len(label) <= _LONGEST else label[:_LONGEST].rstrip() + "…",
        kind=Kind.BIBLIOGRAPHY,
        locators=tuple(locators),
    )
    return Part(heading)


def _of_entry(entry: Entry, locators: list[Locator]) -> Part:
    label = f"{entry.author}: {entry.heading}" if entry.author else entry.heading
    heading = Heading(
        id=entry.key,
        label=label,
        kind=Kind.WORK,
        entry=entry.key,
        dates=entry.dates,
        description=entry.description,
        uris=entry.uris,
        locators=tuple(locators),
    )
    return Part(heading, sort_as=entry.sort_as)
