"""The pages of the texts, and of texts that have gone elsewhere."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from editio.edition.model import Role
from editio.publish.site import urls
from editio.publish.site.citing import citation_of
from editio.publish.site.handles import add_handles
from editio.publish.site.pages import Page
from editio.publish.site.parts import split_parts
from editio.publish.site.permalinks import FILE, Permalinks
from editio.publish.site.view import view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentResult
    from editio.edition.settings import Settings
    from editio.findings import Finding
    from editio.publish.site.citing import Citation
    from editio.publish.site.documents import Document
    from editio.publish.site.media import Media
    from editio.publish.site.output import Output
    from editio.publish.site.pages import Frame

#: The scripts of a page with a text, in their order; choices.js comes before them.
SCRIPTS = ("contents.js", "popover.js", "notes.js", "cards.js", "witness.js", "cite.js")


class TextPages:
    """Takes in what the stylesheets made of each document, and writes the pages when all are known.

    What is taken in waits on disk: only one page is in memory.
    """

    def __init__(self, settings: Settings, output: Output, media: Media) -> None:
        self._settings = settings
        self._output = output
        self._media = media
        self._scratch = output.scratch()
        self._documents: list[Document] = []
        self._digests: dict[str, str] = {}
        self._permalinks = Permalinks()

    def add(self, document: Document, result: DocumentResult, source: Path) -> None:
        """Take in a document; ``source`` is the file that its hash is taken of."""
        html = self._media.place(result.html, document.ref) if result.html else ""
        waiting = self._waiting(len(self._documents))
        waiting.write_text(add_handles(html, result.units), encoding="utf-8", newline="")
        self._documents.append(document)
        if document.rendered:
            self._permalinks.units[document.id] = tuple(unit.id for unit in result.units)
            if source.is_file():
                self._digests[document.id] = hashlib.sha256(source.read_bytes()).hexdigest()

    def write(self, frame: Frame, downloads: Callable[[Document], dict[str, str]]) -> None:
        """Write all pages; ``downloads`` gives the files of a document."""
        release = self._settings.release
        moved = self._permalinks.moved(release)
        neighbours = _neighbours(self._documents)
        for position, document in enumerate(self._documents):
            waiting = self._waiting(position)
            if document.rendered:
                parts = split_parts(waiting.read_text(encoding="utf-8"))
                citation = citation_of(document, self._settings, self._digests.get(document.id, ""))
                previous, following = neighbours.get(document.id, (None, None))
                content = frame.render(
                    "text.html",
                    _text_page(document),
                    document=document,
                    metadata=document.metadata,
                    parts=parts,
                    view=view_of(parts),
                    scripts=SCRIPTS,
                    citation=citation,
                    cited=citation.text(frame.words),
                    formats=list(_formats(citation)),
                    moved=moved.pop(document.id, ()),
                    previous=previous,
                    following=following,
                    downloads=downloads(document),
                )
                self._output.write_text(f"site/{urls.text_page(document.id)}", content)
            waiting.unlink()
        for name, items in moved.items():
            page = Page(path=urls.text_page(name), title=name, kind="moved")
            whole = next((item for item in items if not item.anchor), None)
            content = frame.render("moved.html", page, moved=items, whole=whole)
            self._output.write_text(f"site/{page.path}", content)
        self._output.write_text(FILE, self._permalinks.file(release))

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each permalink of the release before that leads nowhere."""
        return self._permalinks.dead(self._settings.release)

    def _waiting(self, position: int) -> Path:
        return self._scratch / f"{position}.html"


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
