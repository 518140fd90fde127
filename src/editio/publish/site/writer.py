"""Writing a site: documents come in one by one, the rest follows when all are known."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from editio.edition.model import ENTRY_KINDS, Role
from editio.publish.site import urls
from editio.publish.site.cards import Shards
from editio.publish.site.documents import Document, document_of
from editio.publish.site.downloads import download_name
from editio.publish.site.entries import write_entries
from editio.publish.site.indexes import write_index
from editio.publish.site.links import check_links
from editio.publish.site.media import Media
from editio.publish.site.pages import Frame, Page
from editio.publish.site.texts import SCRIPTS, TextPages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.edition.model import DocumentResult, Entry
    from editio.edition.settings import Settings
    from editio.findings import Finding
    from editio.publish.index.model import AnyIndex
    from editio.publish.site.output import Output

_ASSETS = ("edition.css", "reading.css", "edition.js", "choices.js", *SCRIPTS)


class SiteWriter:
    """Writes ``site/`` and ``text/`` of a build.

    Call :meth:`add` for every document in the order of the edition, then :meth:`finish` once,
    after the JSON files of the indexes have been written to the same output. The HTML of the
    documents waits on disk until the navigation is known: only one page is in memory.
    """

    def __init__(self, settings: Settings, output: Output) -> None:
        self._settings = settings
        self._output = output
        self._documents: list[Document] = []
        self._sources: dict[str, str] = {}
        self._media = Media(settings.root, output)
        self._texts = TextPages(settings, output, self._media)

    def add(self, result: DocumentResult) -> None:
        """Take in what a document contributes: its plain text and its page."""
        document = document_of(result)
        text_file = f"{document.id}.txt"
        if document.rendered:
            self._output.write_text(f"text/{text_file}", result.text)
            self._output.write_text(f"site/download/text/{text_file}", result.text)
        self._copy_source(document)
        self._texts.add(document, result, self._settings.root / document.ref.path)
        self._documents.append(document)

    def finish(self, indexes: Sequence[AnyIndex], entries: Iterable[Entry]) -> list[Finding]:
        """Write all pages. An index without a heading gets none.

        Returns what is wrong with the site: pictures that are missing, links that lead nowhere.
        """
        shown = [index for index in indexes if index.count]
        stylesheets = self._write_assets()
        known = [entry for entry in entries if entry.kind in ENTRY_KINDS]
        shards = Shards.of(entry.kind for entry in known)
        frame = Frame(self._settings, [index.name for index in shown], stylesheets, shards)
        self._write_start(frame)
        self._texts.write(frame, self._downloads)
        documents = {document.id: document for document in self._documents}
        for index in shown:
            write_index(self._output, frame, index, documents)
        write_entries(self._output, frame, shown, known, documents)
        self._write_downloads(frame)
        return [*self._media.findings, *self._texts.findings(), *self._dead_links()]

    def _dead_links(self) -> Iterator[Finding]:
        """Yield the dead links, each placed in the document that its page is made from."""
        sources = {urls.text_page(item.id): item.ref for item in self._documents}
        for finding in check_links(self._output.folder("site")):
            source = sources.get(finding.file)
            yield finding.at(file=source.path, document=source.id) if source else finding

    def _copy_source(self, document: Document) -> None:
        source = self._settings.root / document.ref.path
        if source.is_file():
            path = f"download/tei/{download_name(document.id, source)}"
            self._output.copy(source, f"site/{path}")
            self._sources[document.id] = path

    def _write_assets(self) -> list[str]:
        folder = resources.files("editio.publish.site") / "assets"
        for name in _ASSETS:
            self._output.write_bytes(f"site/assets/{name}", (folder / name).read_bytes())
        own = [f"own-{number}.css" for number, _ in enumerate(self._settings.css, 1)]
        for name, path in zip(own, self._settings.css, strict=True):
            self._output.copy(path, f"site/assets/{name}")
        return own

    def _write(self, frame: Frame, template: str, page: Page, **values: object) -> None:
        self._output.write_text(f"site/{page.path}", frame.render(template, page, **values))

    def _write_start(self, frame: Frame) -> None:
        paragraphs = self._settings.description.split("\n\n")
        page = Page(
            path=urls.START,
            title=self._settings.title,
            description=self._settings.subtitle or " ".join(paragraphs[0].split()),
            kind="start",
        )
        self._write(
            frame,
            "start.html",
            page,
            introduction=[text for text in paragraphs if text.strip()],
            texts=self._of(Role.TEXT),
            registers=[item for item in self._of(Role.REGISTER) if item.rendered],
        )

    def _of(self, role: Role) -> list[Document]:
        return [document for document in self._documents if document.ref.role is role]

    def _downloads(self, document: Document) -> dict[str, str]:
        return {"tei": self._sources.get(document.id, ""), "text": _plain_text(document)}

    def _write_downloads(self, frame: Frame) -> None:
        data = []
        for path, file in self._output.written("index", ".json"):
            name = path.removeprefix("index/")
            self._output.copy(file, f"site/download/index/{name}")
            data.append(name)
        page = Page(path=urls.DOWNLOADS, title=frame.words.say("Downloads"), kind="downloads")
        rows = [(document, self._downloads(document)) for document in self._documents]
        self._write(frame, "downloads.html", page, rows=rows, data=data)


def _plain_text(document: Document) -> str:
    return f"download/text/{document.id}.txt"
