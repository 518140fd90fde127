"""A page per register entry: what the register says about it, and where the texts mention it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from editio.edition.fingerprints import digest
from editio.edition.model import Kind
from editio.publish.index.json_files import locators_of
from editio.publish.index.model import IndexName
from editio.publish.site import urls
from editio.publish.site.cards import Cards, cards_path
from editio.publish.site.indexes import mentions_by_document
from editio.publish.site.pages import Page
from editio.publish.site.press import Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.edition.model import Entry
    from editio.publish.index.model import AnyIndex
    from editio.publish.site.indexes import MentionsIn, Surroundings
    from editio.publish.site.press import Press, Site

#: What the page of an entry weighs besides its mentions.
_WEIGHT = 1_000
#: The index in which the entries of a kind stand.
INDEX_OF_KIND = {
    Kind.PERSON: IndexName.PERSONS,
    Kind.PLACE: IndexName.PLACES,
    Kind.ORGANISATION: IndexName.ORGANISATIONS,
    Kind.WORK: IndexName.WORKS,
    Kind.EVENT: IndexName.EVENTS,
}


def entry_orders(
    press: Press, indexes: Iterable[AnyIndex], entries: Iterable[Entry], around: Surroundings
) -> Iterator[Order]:
    """Yield orders for the pages and cards of the entries, those that no text mentions, too.

    The entries of one file of cards come together: only their mentions are in memory.
    """
    frame = press.site.frame
    by_name = {index.name: index for index in indexes}
    base = digest("entry", frame.key, around.titles)
    together: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        together[frame.shards.file(entry.kind.value, entry.key)].append(entry)
    for name, those in sorted(together.items()):
        index = by_name.get(INDEX_OF_KIND[those[0].kind])
        shelf = _Shelf(press, index, base, around)
        items = [shelf.item(entry) for entry in those]
        if order := shelf.order(name, items):
            yield order


class _Shelf:
    """The entries of one file of cards, and what of them is to be made."""

    def __init__(
        self, press: Press, index: AnyIndex | None, base: str, around: Surroundings
    ) -> None:
        self._press = press
        self._index = index
        self._base = base
        self._around = around
        self._keys: list[str] = []
        self._files: list[tuple[str, str]] = []

    def item(self, entry: Entry) -> _Mentioned:
        """Return an entry, with its page if that is to be made."""
        concordance = self._around.concordances.get(entry.key, "")
        key = self._key(entry, concordance)
        self._keys.append(key)
        page = self._around.entries[entry.key]
        path = f"site/{page}"
        wanted = self._press.wants(path, key)
        if wanted:
            self._files.append((path, key))
        return _Mentioned(entry, page if wanted else "", concordance)

    def _key(self, entry: Entry, concordance: str) -> str:
        """Return a hash of all that the page is made from; empty if it is not known."""
        found = self._index.digest_of(entry.key) if self._index is not None else "none"
        said = self._around.registered.get(entry.key) or repr(entry)
        return digest(self._base, found, concordance, said) if found else ""

    def order(self, name: str, items: Sequence[_Mentioned]) -> Order | None:
        """Return the order for the pages and for their file of cards, if anything is to be made."""
        path = cards_path(name)
        key = digest("cards", *self._keys) if all(self._keys) else ""
        cards = self._press.wants(path, key)
        if cards:
            self._files.append((path, key))
        if not self._files:
            return None
        wanted = [self._with_line(item) for item in items if cards or item.page]
        index = self._index.name.value if self._index is not None else ""
        task = _EntriesTask(tuple(wanted), index, cards=cards)
        return Order(self._files, task, task.size + _WEIGHT * len(wanted))

    def _with_line(self, item: _Mentioned) -> _Mentioned:
        lines = self._index.lines_of([item.entry.key]) if self._index is not None else ()
        return item._replace(line=next(iter(lines), ""))


class _Mentioned(NamedTuple):
    """An entry, its page if that is to be made, and the page of its concordance, if any.

    ``line`` is its heading in the index, as JSON; empty if it has none.
    """

    entry: Entry
    page: str
    concordance: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class _EntriesTask:
    """Pages of entries, and with ``cards`` the file of the cards of all; ``index`` has them."""

    items: tuple[_Mentioned, ...]
    index: str
    cards: bool

    @property
    def size(self) -> int:
        """The bytes that the pages are made from."""
        return sum(len(item.line) for item in self.items)

    def contents(self, site: Site) -> Iterator[str]:
        """Yield the pages, then the file."""
        cards = Cards(self.items[0].entry.kind, site.frame.words, site.frame.plan)
        for item in self.items:
            locators = locators_of(item.line) if item.line else ()
            mentions = list(mentions_by_document(locators, site.documents))
            if item.page:
                yield self._page(site, item, mentions)
            if self.cards:
                cards.add(item.entry, mentions, other_forms(item.entry))
        if self.cards:
            yield cards.script()

    def _page(self, site: Site, item: _Mentioned, mentions: Sequence[MentionsIn]) -> str:
        entry = item.entry
        page = Page(
            path=item.page,
            title=entry.heading,
            description=" ".join(part for part in (entry.dates, entry.description) if part)[:300],
            kind="entry",
            within=urls.index_page(self.index) if self.index else "",
        )
        return site.frame.render(
            "entry.html",
            page,
            entry=entry,
            forms=other_forms(entry),
            count=sum(len(found.locators) for found in mentions),
            mentions=mentions,
            register=site.documents.get(entry.document),
            concordance=item.concordance,
            index_name=self.index,
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
