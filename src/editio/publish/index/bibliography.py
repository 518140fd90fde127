"""The bibliography: every work that the texts cite, with the places where they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.index.context import Ids
from editio.publish.index.model import Heading, Index, IndexName

if TYPE_CHECKING:
    from editio.edition.model import Entry
    from editio.publish.index.context import Edition
    from editio.publish.index.model import Locator

#: Longest label, in characters: some "bibl" are essays.
_LONGEST = 300


def bibliography(edition: Edition) -> Index:
    """Return the index of cited works: by register entry, else by what the reference says."""
    entries: dict[str, tuple[Entry, list[Locator]]] = {}
    others: dict[str, tuple[str, list[Locator]]] = {}
    for occurrence in edition.occurrences():
        mention = occurrence.mention
        works = [entry for entry in occurrence.entries if entry.kind is Kind.WORK]
        cites = mention.kind is Kind.BIBLIOGRAPHY or mention.element in {"ref", "ptr"}
        if works and cites:
            for entry in works:
                entries.setdefault(entry.key, (entry, []))[1].append(
                    edition.locator(occurrence, note=mention.locus)
                )
        elif mention.kind is Kind.BIBLIOGRAPHY and mention.form:
            label = mention.form.strip(" .,;")
            same = edition.collation.key(label)[0]
            others.setdefault(same, (label, []))[1].append(
                edition.locator(occurrence, note=mention.locus)
            )
    ids = Ids()
    headings = [_of_entry(entry, locators, ids) for entry, locators in entries.values()]
    headings += [
        Heading(
            id=ids.of(f"cited-{label}"),
            label=label if len(label) <= _LONGEST else label[:_LONGEST].rstrip() + "…",
            kind=Kind.BIBLIOGRAPHY,
            locators=tuple(locators),
        )
        for label, locators in others.values()
        if label
    ]
    return Index(
        name=IndexName.BIBLIOGRAPHY,
        language=edition.collation.language,
        groups=edition.by_letter(headings),
    )


def _of_entry(entry: Entry, locators: list[Locator], ids: Ids) -> Heading:
    label = f"{entry.author}: {entry.heading}" if entry.author else entry.heading
    return Heading(
        id=ids.of(entry.key),
        label=label,
        kind=Kind.WORK,
        entry=entry.key,
        dates=entry.dates,
        description=entry.description,
        uris=entry.uris,
        locators=tuple(locators),
    )
