"""Writing a site: documents come in one by one, the rest follows when all are known."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.model import ENTRY_KINDS
from editio.publish.site import urls
from editio.publish.site.assetfiles import ASSETS, asset
from editio.publish.site.cards import Shards
from editio.publish.site.concordance import pages_of_entries, write_concordances
from editio.publish.site.documents import Document, briefs_of, document_of, told_apart
from editio.publish.site.downloads import download_name, download_names
from editio.publish.site.drawn import related_pages, write_pictures
from editio.publish.site.entries import entry_orders
from editio.publish.site.indexes import Surroundings, index_orders
from editio.publish.site.kept import Kept
from editio.publish.site.lists import TextLists
from editio.publish.site.media import Media
from editio.publish.site.pages import Frame
from editio.publish.site.press import Press, Site, here
from editio.publish.site.searching import search_page
from editio.publish.site.texts import TextPages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.model import Entry
    from editio.edition.settings import Settings
    from editio.findings import Finding
    from editio.publish.concordance.model import Concordance
    from editio.publish.index.made import Made
    from editio.publish.index.model import AnyIndex
    from editio.publish.search.index import SearchSummary
    from editio.publish.site.documents import Brief
    from editio.publish.site.output import Output
    from editio.publish.site.press import Order, Workers

#: The key of files that belong to the program.
_OWN = "own"


class SiteWriter:
    """Writes ``site/`` and ``text/`` of a build.

    Call :meth:`add` for every document in the order of the edition, then :meth:`finish` once,
    after the JSON files of the indexes have been written to the same output. The HTML of the
    documents waits on disk until the navigation is known: only one page is in memory. ``workers``
    make the pages that are many.
    """

    def __init__(
        self,
        settings: Settings,
        output: Output,
        kept: Kept | None = None,
        workers: Workers = here,
    ) -> None:
        self._settings = settings
        self._workers = workers
        self._output = output
        self._kept = kept or Kept(output)
        self._documents: list[Document] = []
        self._sources: dict[str, str] = {}
        self._media = Media(settings.root, self._kept)
        self._texts = TextPages(settings, output.scratch(), self._media)

    def add(self, made: Made, html: bytes, text: bytes) -> None:
        """Take in what a document contributes: its page's HTML and its plain text, in UTF-8."""
        document = document_of(made, self._settings)
        self._texts.add(document, html)
        self._add(document, lambda: text)

    def add_known(self, made: Made, html: Callable[[], bytes], text: Callable[[], bytes]) -> None:
        """Take in a document of which files may be there; what is missing is made anew."""
        document = document_of(made, self._settings)
        self._texts.add_known(document, html)
        self._add(document, text)

    def _add(self, document: Document, text: Callable[[], bytes]) -> None:
        if document.rendered:
            path = self._settings.plan.file("text", f"{document.id}.txt", document.id)
            if not self._kept.take(path, document.key):
                self._kept.write_bytes(path, document.key, text())
            self._kept.again(path, f"site/{self._plain_text(document)}", document.key)
        self._copy_source(document)
        self._documents.append(document)

    def finish(
        self,
        indexes: Sequence[AnyIndex],
        entries: Iterable[Entry],
        search: SearchSummary | None = None,
        concordances: Sequence[Concordance] = (),
        digests: Mapping[str, bytes] | None = None,
    ) -> list[Finding]:
        """Write all pages. An index without a heading gets none; ``search`` is what can be found,
        ``concordances`` are those that the edition asks for, ``digests`` hashes of entries by key.

        Returns what is wrong with the site: pictures that are missing, links that lead nowhere.
        """
        shown = [index for index in indexes if index.count]
        stylesheets = self._write_assets()
        known = [entry for entry in entries if entry.kind in ENTRY_KINDS]
        shards = Shards.of(entry.kind for entry in known)
        frame = Frame(
            self._settings,
            [index.name for index in shown],
            stylesheets,
            shards,
            _offers(search, concordances),
        )
        self._documents = told_apart(self._documents)
        briefs = briefs_of(self._documents)
        around = self._surroundings(known, concordances, briefs)
        around = replace(around, registered=digests or {})
        site = Site(frame, briefs, self._output.root)
        press = Press(self._kept, site, self._workers)
        press.make(self._orders(press, shown, known, around, concordances))
        if search is not None:
            key = digest("search", frame.key, repr(search))
            self._kept.page(urls.SEARCH, key, partial(search_page, frame, search))
        return [*self._media.findings, *self._texts.findings(), *self._dead_links()]

    def _orders(
        self,
        press: Press,
        indexes: Sequence[AnyIndex],
        entries: Sequence[Entry],
        around: Surroundings,
        concordances: Sequence[Concordance],
    ) -> Iterator[Order]:
        """Yield orders for pages that are many of a kind, and write all others.

        Those of the texts come first: workers have something to do while others are written here.
        """
        frame = press.site.frame
        yield from self._texts.orders(press, self._downloads)
        lists = TextLists(self._kept, frame, self._settings, self._documents)
        lists.write_texts()
        related = related_pages(frame, indexes, entries)
        for index in indexes:
            yield from index_orders(press, index, around, related.get(index.name))
        yield from entry_orders(press, indexes, entries, around)
        write_pictures(self._kept, frame, indexes, entries, around)
        write_concordances(self._kept, frame, concordances, around)
        self._write_downloads(lists)

    def _surroundings(
        self,
        entries: Sequence[Entry],
        concordances: Iterable[Concordance],
        briefs: Mapping[str, Brief],
    ) -> Surroundings:
        plan = self._settings.plan
        return Surroundings(
            {document.id: document for document in self._documents},
            titles=digest(repr([tuple(brief) for brief in briefs.values()])),
            labels=digest(repr([(entry.kind, entry.key, entry.heading) for entry in entries])),
            entries={item.key: plan.entry(item.kind, item.key) for item in entries},
            concordances=pages_of_entries(concordances),
        )

    def _dead_links(self) -> Iterator[Finding]:
        """Yield the dead links, each placed in the document that its page is made from."""
        sources = {self._settings.plan.text(item.id): item.ref for item in self._documents}
        for finding in self._kept.dead_links():
            source = sources.get(finding.file)
            yield finding.at(file=source.path, document=source.id) if source else finding

    def _copy_source(self, document: Document) -> None:
        place = partial(self._settings.plan.file, "download/tei", document=document.id)
        paths = map(place, download_names(document.id))
        taken = (path for path in paths if self._kept.take(f"site/{path}", document.content))
        path = next(taken, "")
        data = None if path else _readable(self._settings.root / document.ref.path)
        if data is not None:
            path = place(download_name(document.id, data))
            # What was saved since it was rendered is not what the next build will look for.
            same = sha256(data).hexdigest() == document.content
            self._output.write_bytes(f"site/{path}", data)
            self._kept.note(f"site/{path}", document.content if same else "")
        if path:
            self._sources[document.id] = path

    def _write_assets(self) -> list[str]:
        for name in ASSETS:
            # What belongs to the program is the same as long as anything of the state is.
            if not self._kept.take(f"site/assets/{name}", _OWN):
                self._kept.write(f"site/assets/{name}", _OWN, asset(name))
        own = [f"own-{number}.css" for number, _ in enumerate(self._settings.css, 1)]
        for name, path in zip(own, self._settings.css, strict=True):
            self._output.copy(path, f"site/assets/{name}")
            self._kept.note(f"site/assets/{name}")
        return own

    def _downloads(self, document: Document) -> dict[str, str]:
        return {"tei": self._sources.get(document.id, ""), "text": self._plain_text(document)}

    def _plain_text(self, document: Document) -> str:
        return self._settings.plan.file("download/text", f"{document.id}.txt", document.id)

    def _write_downloads(self, lists: TextLists) -> None:
        data = []
        for path, _ in self._output.written("index", ".json"):
            name = path.removeprefix("index/")
            self._kept.again(path, f"site/download/index/{name}")
            data.append(name)
        files = {item.id: self._downloads(item) for item in self._documents}
        lists.write_downloads(files, data)


def _offers(search: SearchSummary | None, concordances: Iterable[Concordance]) -> Iterator[str]:
    if any(item.count for item in concordances):
        yield urls.CONCORDANCE
    if search is not None:
        yield urls.SEARCH


def _readable(source: Path) -> bytes | None:
    """Return the bytes of a source; ``None`` where it is gone or may not be read."""
    try:
        return source.read_bytes()
    except OSError:
        return None
