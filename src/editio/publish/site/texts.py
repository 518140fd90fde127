"""The pages of the texts, and of texts that have gone elsewhere."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.model import Role
from editio.publish.site.pages import Page
from editio.publish.site.parallel import pairs_of, parallel_page
from editio.publish.site.permalinks import FILE, Permalinks
from editio.publish.site.press import Order
from editio.publish.site.reading import Text, TextTask, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.settings import Settings
    from editio.edition.siteplan import SitePlan
    from editio.findings import Finding
    from editio.publish.site.documents import Brief, Document
    from editio.publish.site.media import Media
    from editio.publish.site.pages import Frame
    from editio.publish.site.parallel import Pair
    from editio.publish.site.parts import Parts
    from editio.publish.site.permalinks import Moved
    from editio.publish.site.press import Press

#: How much faster pages are made from the bytes of a text than from others that are sent.
_LIGHTER = 8


class TextPages:
    """Takes in what the stylesheets made of each document, and makes the pages when all are known.

    What is taken in waits on disk, in the folder ``scratch``: only one page is in memory.
    """

    def __init__(self, settings: Settings, scratch: Path, media: Media) -> None:
        self._settings = settings
        self._scratch = scratch
        self._media = media
        self._documents: list[Document] = []
        self._load: dict[str, Callable[[], bytes]] = {}
        self._waiting: dict[str, Path] = {}
        self._permalinks = Permalinks(plan=settings.plan)
        self._pictures: dict[str, str] = {}

    def add(self, document: Document, html: bytes) -> None:
        """Take in a document with its HTML, in UTF-8."""
        waiting = self._scratch / f"{len(self._documents)}.html"
        waiting.write_bytes(html)
        self._waiting[document.id] = waiting
        self.add_known(document, waiting.read_bytes)

    def add_known(self, document: Document, load: Callable[[], bytes]) -> None:
        """Take in a document whose HTML is ``load()``, if it should be needed."""
        self._documents.append(document)
        self._load[document.id] = load
        if document.rendered:
            self._permalinks.units[document.id] = document.units

    def orders(
        self, press: Press, downloads: Callable[[Document], dict[str, str]]
    ) -> Iterator[Order]:
        """Yield orders for the pages of texts, and write all others.

        ``downloads`` gives the files of a document.
        """
        release = self._settings.release
        moved = self._permalinks.moved(release)
        neighbours = _neighbours(self._documents, press.site.documents)
        pairs = pairs_of(self._documents, self._settings.plan)
        beside = _beside(pairs)
        for document in self._documents:
            if document.rendered:
                text = Text(
                    document,
                    downloads=downloads(document),
                    moved=tuple(moved.pop(document.id, ())),
                    neighbours=neighbours.get(document.id, (None, None)),
                    beside=tuple(beside[document.id]),
                )
                yield from self._order(press, text)
        for pair in pairs:
            self._write_pair(press, pair)
        self._write_moved(press, moved)
        press.kept.write(FILE, "", self._permalinks.file(release))

    def _order(self, press: Press, text: Text) -> Iterator[Order]:
        """Yield the order for the pages of a text that are not those of the previous build."""
        document = text.document
        pictures = self._media.prepare(document.pictures, document.ref)
        self._pictures[document.id] = pictures
        frame_key = press.site.frame.key
        key = digest(document.key, frame_key, pictures, text.facts) if document.key else ""
        part_key = digest("part", key) if key and self._settings.split else ""
        part = partial(_part_file, self._settings.plan, document.id, part_key)
        wanted = None
        if press.wants(whole := f"site/{self._settings.plan.text(document.id)}", key):
            files = [(whole, key)]
            for number in range(1, document.parts + 1):
                press.kept.output.reserve(part(number)[0])
                files.append(part(number))
        else:
            # Where the page of the whole text is that of the previous build, so are its parts.
            count = len(press.kept.pages_with(part_key)) if part_key else 0
            wanted = tuple(number for number in range(1, count + 1) if press.wants(*part(number)))
            files = [part(number) for number in wanted]
        if files:
            known = self._media.pictures(document.pictures, document.ref)
            html = self._waiting.get(document.id) or self._load[document.id]()
            size = len(html) if isinstance(html, bytes) else html.stat().st_size
            task = TextTask(text.light(), html, known, size, wanted)
            yield Order(files, task, size // _LIGHTER, part if wanted is None else None)

    def _write_pair(self, press: Press, pair: Pair) -> None:
        """Write the page of two texts, whose pictures are there."""
        frame, both = press.site.frame, (pair.left, pair.right)
        pictures = [self._pictures[item.id] for item in both]
        keys = [item.key for item in both]
        key = digest(*keys, frame.key, *pictures, repr(pair)) if all(keys) else ""

        def made() -> str:
            parts = {item.id: self._parts(frame, item) for item in both}
            return parallel_page(frame, pair, parts)

        press.kept.page(pair.path, key, made)

    def _parts(self, frame: Frame, document: Document) -> Parts:
        known = self._media.pictures(document.pictures, document.ref)
        return parts_of(self._load[document.id](), known, frame)

    def _write_moved(self, press: Press, moved: Mapping[str, Sequence[Moved]]) -> None:
        """Write the pages of texts that are no more."""
        for name, items in moved.items():
            page = Page(path=self._settings.plan.text(name), title=name, kind="moved")
            whole = next((item for item in items if not item.anchor), None)
            content = press.site.frame.render("moved.html", page, moved=items, whole=whole)
            press.kept.write(f"site/{page.path}", "", content)

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each permalink of the release before that leads nowhere."""
        return self._permalinks.dead(self._settings.release)


def _part_file(plan: SitePlan, document: str, key: str, number: int) -> tuple[str, str]:
    """Return the file of a part of a text, with its key."""
    return f"site/{plan.part(document, number)}", key


def _neighbours(
    documents: Iterable[Document], briefs: Mapping[str, Brief]
) -> dict[str, tuple[Brief | None, Brief | None]]:
    """Return the text before and the text after each text."""
    pages = [briefs[item.id] for item in documents if item.ref.role is Role.TEXT and item.rendered]
    before, after = [None, *pages[:-1]], [*pages[1:], None]
    return {
        item.id: (previous, following)
        for item, previous, following in zip(pages, before, after, strict=False)
    }


def _beside(pairs: Iterable[Pair]) -> defaultdict[str, list[tuple[str, str, str]]]:
    """Return the pages that show a text beside another one: path, label, prefix of its ids."""
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for pair in pairs:
        for document in {pair.left.id: pair.left, pair.right.id: pair.right}.values():
            found[document.id].append((pair.path, pair.label(document), pair.side(document)))
    return found
