"""The pages of the texts, and of texts that have gone elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.model import Role
from editio.publish.site import urls
from editio.publish.site.citing import citation_of
from editio.publish.site.lean import lean_html, lean_parts
from editio.publish.site.pages import Page
from editio.publish.site.parallel import pairs_of, parallel_page
from editio.publish.site.parts import split_parts
from editio.publish.site.permalinks import FILE, Permalinks
from editio.publish.site.splitting import Part, split_text
from editio.publish.site.view import view_of
from editio.publish.site.words import in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.settings import Settings
    from editio.findings import Finding
    from editio.publish.site.citing import Citation
    from editio.publish.site.documents import Document
    from editio.publish.site.kept import Kept
    from editio.publish.site.media import Media
    from editio.publish.site.pages import Frame
    from editio.publish.site.parallel import Pair
    from editio.publish.site.parts import Parts
    from editio.publish.site.permalinks import Moved
    from editio.publish.site.view import View

#: The scripts of a page with a text, in their order; choices.js comes before them.
SCRIPTS = (
    "contents.js",
    "popover.js",
    "notes.js",
    "cards.js",
    "witness.js",
    "cite.js",
    "facsimile.js",
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and what its page says besides it."""

    document: Document
    downloads: Mapping[str, str]
    moved: tuple[Moved, ...]
    neighbours: tuple[Document | None, Document | None]
    beside: tuple[tuple[str, str, str], ...]

    @property
    def facts(self) -> str:
        """All that the page is made from besides the document, in words."""
        near = [(item.id, item.title, item.page) if item else None for item in self.neighbours]
        return repr((dict(self.downloads), self.moved, near, self.beside))


class TextPages:
    """Takes in what the stylesheets made of each document, and writes the pages when all are known.

    What is taken in waits on disk, in the folder ``scratch``: only one page is in memory.
    """

    def __init__(self, settings: Settings, scratch: Path, kept: Kept, media: Media) -> None:
        self._settings = settings
        self._scratch = scratch
        self._kept = kept
        self._media = media
        self._documents: list[Document] = []
        self._load: dict[str, Callable[[], bytes]] = {}
        self._permalinks = Permalinks()
        self._pictures: dict[str, str] = {}

    def add(self, document: Document, html: bytes) -> None:
        """Take in a document with its HTML, in UTF-8."""
        waiting = self._scratch / f"{len(self._documents)}.html"
        waiting.write_bytes(html)
        self.add_known(document, waiting.read_bytes)

    def add_known(self, document: Document, load: Callable[[], bytes]) -> None:
        """Take in a document whose HTML is ``load()``, if it should be needed."""
        self._documents.append(document)
        self._load[document.id] = load
        if document.rendered:
            self._permalinks.units[document.id] = document.units

    def write(self, frame: Frame, downloads: Callable[[Document], dict[str, str]]) -> None:
        """Write all pages; ``downloads`` gives the files of a document."""
        release = self._settings.release
        moved = self._permalinks.moved(release)
        neighbours = _neighbours(self._documents)
        pairs = pairs_of(self._documents)
        beside = _beside(pairs)
        for document in self._documents:
            if document.rendered:
                text = _Text(
                    document,
                    downloads=downloads(document),
                    moved=tuple(moved.pop(document.id, ())),
                    neighbours=neighbours.get(document.id, (None, None)),
                    beside=tuple(beside[document.id]),
                )
                self._write(frame, text)
        for pair in pairs:
            self._write_pair(frame, pair)
        for name, items in moved.items():
            page = Page(path=urls.text_page(name), title=name, kind="moved")
            whole = next((item for item in items if not item.anchor), None)
            content = frame.render("moved.html", page, moved=items, whole=whole)
            self._kept.write(f"site/{page.path}", "", content)
        self._kept.write(FILE, "", self._permalinks.file(release))

    def _write(self, frame: Frame, text: _Text) -> None:
        document = text.document
        pictures = self._media.prepare(document.pictures, document.ref)
        self._pictures[document.id] = pictures
        key = digest(document.key, frame.key, pictures, text.facts) if document.key else ""
        page = _text_page(document)

        @cache
        def made() -> tuple[Part, list[Part]]:
            parts = self._parts(frame, document)
            return Part(0, "", parts), self._split(text, parts)

        taken = self._kept.page(page.path, key, lambda: self._rendered(frame, page, text, *made()))
        if not self._settings.split:
            return
        # Where the page of the whole text is that of the previous build, so are those of its parts.
        part_key = digest("part", key) if key else ""
        count = len(self._kept.pages_with(part_key)) if taken else len(made()[1])
        for number in range(1, count + 1):
            make = partial(self._made_part, frame, text, made, number)
            self._kept.page(urls.part_page(document.id, number), part_key, make)

    def _made_part(
        self,
        frame: Frame,
        text: _Text,
        made: Callable[[], tuple[Part, list[Part]]],
        number: int,
    ) -> str:
        document, pages = text.document, made()[1]
        part = pages[number - 1]
        page = Page(
            path=urls.part_page(document.id, number),
            title=f"{document.title}: {part.title}" if part.title else document.title,
            kind="text",
            canonical=urls.text_page(document.id),
        )
        return self._rendered(frame, page, text, part, pages)

    def _write_pair(self, frame: Frame, pair: Pair) -> None:
        """Write the page of two texts, whose own pages are there with their pictures."""
        both = (pair.left, pair.right)
        pictures = [self._pictures[item.id] for item in both]
        keys = [item.key for item in both]
        key = digest(*keys, frame.key, *pictures, repr(pair)) if all(keys) else ""

        def made() -> str:
            parts = {item.id: self._parts(frame, item) for item in both}
            return parallel_page(frame, pair, parts)

        self._kept.page(pair.path, key, made)

    def _parts(self, frame: Frame, document: Document) -> Parts:
        html = self._media.place(self._load[document.id]().decode(), document.ref)
        return split_parts(lean_html(in_language(html, frame.words)))

    def _split(self, text: _Text, parts: Parts) -> list[Part]:
        pages = urls.part_page(text.document.id, "{}").rpartition("/")[2]
        return split_text(parts, self._settings.split, pages)

    def _rendered(
        self, frame: Frame, page: Page, text: _Text, part: Part, pages: Sequence[Part]
    ) -> str:
        document = text.document
        citation = citation_of(document, self._settings, document.content)
        previous, following = text.neighbours
        view = view_of(part.parts)
        return frame.render(
            "text.html",
            page,
            document=document,
            metadata=document.metadata,
            parts=lean_parts(part.parts),
            part=part,
            pages=pages,
            view=view,
            scripts=list(_scripts(part.parts, view)),
            citation=citation,
            cited=citation.text(frame.words),
            formats=list(_formats(citation)),
            moved=() if part.number else text.moved,
            previous=previous,
            following=following,
            beside=text.beside,
            downloads=text.downloads,
        )

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each permalink of the release before that leads nowhere."""
        return self._permalinks.dead(self._settings.release)


def _neighbours(
    documents: Sequence[Document],
) -> dict[str, tuple[Document | None, Document | None]]:
    """Return the text before and the text after each text."""
    pages = [item for item in documents if item.ref.role is Role.TEXT and item.rendered]
    before, after = [None, *pages[:-1]], [*pages[1:], None]
    return {
        item.id: (previous, following)
        for item, previous, following in zip(pages, before, after, strict=False)
    }


def _scripts(parts: Parts, view: View) -> Iterator[str]:
    """Yield the scripts that there is something to do for."""
    needless = {
        "contents.js": not parts.toc,
        "notes.js": not (parts.notes or parts.apparatus),
        "witness.js": not view.witnesses,
        "facsimile.js": not any(name == "facsimiles" for name, _ in view.show),
    }
    yield from (name for name in SCRIPTS if not needless.get(name))


def _beside(pairs: Iterable[Pair]) -> defaultdict[str, list[tuple[str, str, str]]]:
    """Return the pages that show a text beside another one: path, label, prefix of its ids."""
    found: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for pair in pairs:
        for document in {pair.left.id: pair.left, pair.right.id: pair.right}.values():
            found[document.id].append((pair.path, pair.label(document), pair.side(document)))
    return found


def _formats(citation: Citation) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a citation is offered as: a name, a label, an ending, the content."""
    yield "bibtex", "BibTeX", "bib", citation.bibtex()
    yield "ris", "RIS", "ris", citation.ris()
    yield "csl", "CSL-JSON", "json", citation.csl()


def _text_page(document: Document) -> Page:
    metadata = document.metadata
    facts = (", ".join(metadata.authors), document.title, metadata.date_label)
    return Page(
        path=urls.text_page(document.id),
        title=document.title,
        description=". ".join(fact for fact in facts if fact),
        kind="text",
    )
