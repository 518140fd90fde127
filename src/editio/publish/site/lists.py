"""The lists of all texts: on the start page, and of the files that can be downloaded.

A list of many texts goes on, on further pages, so that no page grows with the edition; a filter
finds texts on all of them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from editio.edition.fingerprints import digest
from editio.edition.model import Role
from editio.publish.inert import inert_json
from editio.publish.site import urls
from editio.publish.site.documents import authors_in_brief
from editio.publish.site.pages import Page
from editio.publish.site.words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.edition.settings import Settings
    from editio.publish.site.documents import Document
    from editio.publish.site.kept import Kept
    from editio.publish.site.pages import Frame

#: So many texts a page lists: some 100 kB.
PER_PAGE = 500
#: What the filter looks through, below the site.
NAMES = "data/texts.js"


class Leaf(NamedTuple):
    """A page of a list, with the items from ``start`` to ``stop``."""

    number: int
    path: str
    start: int
    stop: int


def leaves(count: int, first: str, further: str) -> list[Leaf]:
    """Part ``count`` items into pages, at least one; ``further`` is a path with a hole in it."""
    starts = range(0, max(count, 1), PER_PAGE)
    return [
        Leaf(
            number, further.format(number) if start else first, start, min(start + PER_PAGE, count)
        )
        for number, start in enumerate(starts, 1)
    ]


class TextLists:
    """Writes the lists of an edition's documents, which come in their order."""

    def __init__(
        self, kept: Kept, frame: Frame, settings: Settings, documents: Sequence[Document]
    ) -> None:
        self._kept = kept
        self._frame = frame
        self._settings = settings
        self._documents = documents

    def write_texts(self) -> None:
        """Write the start page, and the further pages of the list of texts that it begins."""
        texts = [item for item in self._documents if item.is_text]
        pages = leaves(len(texts), urls.START, urls.LIST)
        self._write_start(texts, pages)
        for leaf in pages[1:]:
            title = self._title(leaf, len(texts))
            page = Page(path=leaf.path, title=title, kind="list", within=urls.START)
            rows = texts[leaf.start : leaf.stop]
            shown = {"texts": rows, "leaf": leaf, "leaves": pages, "names": NAMES}
            make = partial(self._frame.render, "texts.html", page, **shown)
            key = self._key(rows, title, str(len(pages)), _words(rows))
            self._kept.page(leaf.path, key, make)
        if len(pages) > 1:
            self._kept.pieces(f"site/{NAMES}", self._key(texts), lambda: _names(texts))

    def _write_start(self, texts: Sequence[Document], pages: Sequence[Leaf]) -> None:
        settings, leaf = self._settings, pages[0]
        paragraphs = [text for text in settings.description.split("\n\n") if text.strip()]
        page = Page(
            path=urls.START,
            title=settings.title,
            description=settings.subtitle or " ".join("".join(paragraphs[:1]).split()),
            kind="start",
        )
        registers = [
            item for item in self._documents if item.ref.role is Role.REGISTER and item.rendered
        ]
        rows, words = texts[: leaf.stop], sum(item.words for item in texts)
        make = partial(
            self._frame.render,
            "start.html",
            page,
            introduction=paragraphs,
            texts=rows,
            count=len(texts),
            words=words,
            registers=registers,
            leaf=leaf,
            leaves=pages,
            names=NAMES,
        )
        shown = (*rows, *registers)
        key = self._key(shown, str(len(texts)), str(words), _words(shown))
        self._kept.page(page.path, key, make)

    def write_downloads(self, files: Mapping[str, Mapping[str, str]], data: Sequence[str]) -> None:
        """Write the pages of the downloads.

        ``files`` are those of each document by its id, ``data`` the names of the indexes' files.
        """
        pages = leaves(len(self._documents), urls.DOWNLOADS, urls.FURTHER_DOWNLOADS)
        for leaf in pages:
            documents = self._documents[leaf.start : leaf.stop]
            rows = [(document, files[document.id]) for document in documents]
            title = self._frame.words.say("Downloads")
            page = Page(path=leaf.path, title=title, kind="downloads", within=urls.DOWNLOADS)
            make = partial(
                self._frame.render,
                "downloads.html",
                page,
                rows=rows,
                data=() if leaf.start else data,
                leaf=leaf,
                leaves=pages,
            )
            key = self._key(documents, repr([each for _, each in rows]), str(len(pages)), *data)
            self._kept.page(leaf.path, key, make)

    def _title(self, leaf: Leaf, count: int) -> str:
        return self._frame.words.say(
            "Texts {first} to {last} of {all}",
            first=number(leaf.start + 1),
            last=number(leaf.stop),
            all=number(count),
        )

    def _key(self, documents: Sequence[Document], *facts: str) -> str:
        """Return the key of a page that lists documents; empty if not all is known of them.

        ``facts`` is what it says besides their names: how long they are changes most often.
        """
        listed = [document.listed for document in documents]
        known = digest("listed", self._frame.key, *facts, *listed)
        return known if all(listed) else ""


def _words(documents: Iterable[Document]) -> str:
    """How many words documents have, one after the other."""
    return " ".join(str(document.words) for document in documents)


def _names(texts: Sequence[Document]) -> Iterator[str]:
    """Yield the script with the names of all texts, in the form of those of the indexes."""
    yield "editio.names({"
    for item in texts:
        if item.rendered:
            authors = authors_in_brief(item.metadata.authors)
            label = f"{item.name} ({authors})" if authors else item.name
            row = [label, item.date_label, 0]
            yield f"{inert_json(urls.href(item.page, start=''))}:{inert_json([row])},\n"
    yield "});\n"
