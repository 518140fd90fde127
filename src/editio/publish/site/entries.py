"""A page per register entry: what the register says about it, and where the texts mention it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.model import Kind
from editio.publish.index.model import IndexName
from editio.publish.site import urls
from editio.publish.site.cards import Cards, cards_path
from editio.publish.site.indexes import mentions_by_document
from editio.publish.site.pages import Frame, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from editio.edition.model import Entry
    from editio.publish.index.model import AnyIndex
    from editio.publish.site.documents import Document
    from editio.publish.site.indexes import MentionsIn, Surroundings
    from editio.publish.site.kept import Kept

#: The index in which the entries of a kind stand.
INDEX_OF_KIND = {
    Kind.PERSON: IndexName.PERSONS,
    Kind.PLACE: IndexName.PLACES,
    Kind.ORGANISATION: IndexName.ORGANISATIONS,
    Kind.WORK: IndexName.WORKS,
    Kind.EVENT: IndexName.EVENTS,
}


def write_entries(
    kept: Kept,
    frame: Frame,
    indexes: Iterable[AnyIndex],
    entries: Iterable[Entry],
    around: Surroundings,
) -> None:
    """Write the pages and cards of the entries; an entry that no text mentions has them too.

    The entries of one file of cards come together: only their mentions are in memory.
    """
    by_name = {index.name: index for index in indexes}
    documents, base = around.documents, digest("entry", frame.key, around.titles)
    together: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        together[frame.shards.file(entry.kind.value, entry.key)].append(entry)
    for name, those in sorted(together.items()):
        items = []
        for entry in those:
            index = by_name.get(INDEX_OF_KIND[entry.kind])
            item = _Mentioned(entry, index, documents, around.concordances.get(entry.key, ""))
            item.key = item.hash(base, around.registered.get(entry.key) or repr(entry))
            page = urls.entry_page(entry.kind, entry.key)
            kept.page(page, item.key, partial(item.page, frame, page))
            items.append(item)
        _write_cards(kept, frame, name, items)


def _write_cards(kept: Kept, frame: Frame, name: str, items: Sequence[_Mentioned]) -> None:
    """Write a file of cards, of the entries that it is for."""
    keys = [item.key for item in items]
    key = digest("cards", *keys) if all(keys) else ""
    if not kept.take(cards_path(name), key):
        collected = Cards(items[0].entry.kind, frame.words)
        for item in items:
            collected.add(item.entry, item.mentions, other_forms(item.entry))
        kept.write(cards_path(name), key, collected.script())


@dataclass(slots=True)
class _Mentioned:
    """An entry, and its mentions when they are asked for; the page of its concordance, if any."""

    entry: Entry
    index: AnyIndex | None
    documents: Mapping[str, Document]
    concordance: str = ""
    key: str = ""
    _mentions: list[MentionsIn] | None = None

    @property
    def mentions(self) -> list[MentionsIn]:
        """Where the texts mention it."""
        if self._mentions is None:
            heading = self.index.heading(self.entry.key) if self.index is not None else None
            locators = heading.locators if heading else ()
            self._mentions = list(mentions_by_document(locators, self.documents))
        return self._mentions

    def hash(self, base: str, entry: bytes | str) -> str:
        """Return a hash of all that the page is made from; empty if it is not known.

        ``base`` stands for what all entries share, ``entry`` for what the register says.
        """
        found = self.index.digest_of(self.entry.key) if self.index is not None else "none"
        return digest(base, found, self.concordance, entry) if found else ""

    def page(self, frame: Frame, path: str) -> str:
        """Return the page of the entry."""
        entry = self.entry
        page = Page(
            path=path,
            title=entry.heading,
            description=" ".join(part for part in (entry.dates, entry.description) if part)[:300],
            kind="entry",
            within=urls.index_page(self.index.name.value) if self.index is not None else "",
        )
        return frame.render(
            "entry.html",
            page,
            entry=entry,
            forms=other_forms(entry),
            count=sum(len(item.locators) for item in self.mentions),
            mentions=self.mentions,
            register=self.documents.get(entry.document),
            concordance=self.concordance,
            index_name=self.index.name.value if self.index is not None else "",
        )


def other_forms(entry: Entry) -> tuple[str, ...]:
    """Return the other names of an entry, each once: as texts write it, not inverted as well."""

    def straight(form: str) -> str:
        family, comma, given = form.partition(", ")
        return f"{given} {family}" if comma else form

    given = set(entry.forms)
    return tuple(
        form for form in entry.forms if straight(form) == form or straight(form) not in given
    )
