"""The page of a text, and those of its parts: made where there is time for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from editio.publish.site.citing import citation_of
from editio.publish.site.lean import lean_html, lean_parts
from editio.publish.site.pages import Page
from editio.publish.site.parts import split_parts
from editio.publish.site.splitting import Part, split_text
from editio.publish.site.view import view_of
from editio.publish.site.words import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from editio.edition.siteplan import SitePlan
    from editio.publish.site.citing import Citation
    from editio.publish.site.documents import Brief, Document
    from editio.publish.site.media import Pictures
    from editio.publish.site.pages import Frame
    from editio.publish.site.parts import Parts
    from editio.publish.site.permalinks import Moved
    from editio.publish.site.press import Site
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
class Text:
    """A text, and what its page says besides it.

    ``neighbours`` are the texts before and after it, ``beside`` the pages that show it beside
    another one: path, label, prefix of its ids.
    """

    document: Document
    downloads: Mapping[str, str]
    moved: tuple[Moved, ...]
    neighbours: tuple[Brief | None, Brief | None]
    beside: tuple[tuple[str, str, str], ...]

    @property
    def facts(self) -> str:
        """All that the page is made from besides the document, in words."""
        near = [(item.id, item.title, item.page) if item else None for item in self.neighbours]
        return repr((dict(self.downloads), self.moved, near, self.beside))

    def light(self) -> Text:
        """Return it without what its page does not say, to be sent somewhere."""
        return replace(self, document=replace(self.document, units="", pictures=(), aligned=()))


def parts_of(html: bytes, pictures: Pictures, frame: Frame) -> Parts:
    """Return the parts of a page from the output of the HTML stylesheet, in UTF-8."""
    placed = pictures.place(html.decode())
    return split_parts(lean_html(in_language(placed, frame.words)))


@dataclass(frozen=True, slots=True)
class TextTask:
    """The page of a text, and those of its parts where the edition splits texts.

    ``html`` is the output of the HTML stylesheet, or where that lies, and ``size`` its bytes.
    ``wanted`` are the numbers of the pages that are to be made, 0 for that of the whole; without it
    all are.
    """

    text: Text
    html: bytes | Path
    pictures: Pictures
    size: int
    wanted: tuple[int, ...] | None = None

    def contents(self, site: Site) -> Iterator[str]:
        """Yield the page of the whole, then those of the parts."""
        frame, document, plan = site.frame, self.text.document, site.frame.plan
        html = self.html.read_bytes() if isinstance(self.html, Path) else self.html
        whole = Part(0, "", parts_of(html, self.pictures, frame))
        pages: list[Part] = []
        if frame.settings.split:
            names = plan.part(document.id, "{}").rpartition("/")[2]
            pages = split_text(whole.parts, frame.settings.split, names, plan.text(document.id))
        for number, part in enumerate([whole, *pages]):
            if self.wanted is None or number in self.wanted:
                page = (_part_page if number else _text_page)(plan, document, part)
                yield self._rendered(frame, page, part, pages)

    def _rendered(self, frame: Frame, page: Page, part: Part, pages: Sequence[Part]) -> str:
        text = self.text
        document = text.document
        citation = citation_of(document, frame.settings, document.content)
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


def _scripts(parts: Parts, view: View) -> Iterator[str]:
    """Yield the scripts that there is something to do for."""
    needless = {
        "contents.js": not parts.toc,
        "notes.js": not (parts.notes or parts.apparatus),
        "witness.js": not view.witnesses,
        "facsimile.js": not any(name == "facsimiles" for name, _ in view.show),
    }
    yield from (name for name in SCRIPTS if not needless.get(name))


def _formats(citation: Citation) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a citation is offered as: a name, a label, an ending, the content."""
    yield "bibtex", "BibTeX", "bib", citation.bibtex()
    yield "ris", "RIS", "ris", citation.ris()
    yield "csl", "CSL-JSON", "json", citation.csl()


def _text_page(plan: SitePlan, document: Document, _: Part) -> Page:
    metadata = document.metadata
    facts = (", ".join(metadata.authors), document.title, document.date_label)
    return Page(
        path=plan.text(document.id),
        title=document.title,
        description=". ".join(fact for fact in facts if fact),
        kind="text",
    )


def _part_page(plan: SitePlan, document: Document, part: Part) -> Page:
    return Page(
        path=plan.part(document.id, part.number),
        title=f"{document.title}: {part.title}" if part.title else document.title,
        kind="text",
        canonical=plan.text(document.id),
    )
