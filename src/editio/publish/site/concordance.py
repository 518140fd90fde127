"""The pages of the concordances: a list of them, and one or more pages for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.publish.concordance.json_file import json_pieces
from editio.publish.index.collation import Collation
from editio.publish.site import urls
from editio.publish.site.languages import direction, tag
from editio.publish.site.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editio.publish.concordance.model import Concordance, Line
    from editio.publish.site.documents import Document
    from editio.publish.site.indexes import Surroundings
    from editio.publish.site.kept import Kept
    from editio.publish.site.pages import Frame

#: A page has so many lines at most.
PAGE_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a page; ``place`` is its number in the order of the edition."""

    place: int
    line: Line
    document: Document

    @property
    def language(self) -> str:
        """The language of the text, as ``lang`` has it."""
        return tag(self.document.metadata.language)

    @property
    def direction(self) -> str:
        """The way the text is written."""
        return direction(self.document.metadata.language)


def write_concordances(
    kept: Kept, frame: Frame, found: Sequence[Concordance], around: Surroundings
) -> None:
    """Write the data and the pages of the concordances, and their list."""
    for item in found:
        path = f"index/{data_file(item)}"
        kept.pieces(path, item.digest, partial(json_pieces, item, frame.language))
    if not any(item.count for item in found):
        return
    collation = Collation(frame.language)
    for item in found:
        _write_pages(kept, frame, item, around, collation)
    rows = [(item, _pages(item)[0]) for item in found]
    page = Page(path=urls.CONCORDANCE, title=frame.words.say("Concordance"), kind="picture")
    kept.page(page.path, "", lambda: frame.render("concordances.html", page, rows=rows))


def pages_of_entries(found: Iterable[Concordance]) -> dict[str, str]:
    """Return the first page of each concordance that is one of an entry, by the entry's key."""
    shown = (item for item in found if item.wanted.entry and item.count)
    return {item.wanted.entry: _pages(item)[0] for item in shown}


def data_file(item: Concordance) -> str:
    """Return the file with the lines as data, below ``index/``."""
    return f"concordance/{item.name}.json"


def _pages(item: Concordance) -> list[str]:
    """Return the pages of a concordance; nothing has a name that ends like those of the others."""
    number = -(-item.count // PAGE_LIMIT) or 1
    names = [item.name, *(f"{item.name}~p{page}" for page in range(2, number + 1))]
    return [urls.concordance_page(name) for name in names]


def _write_pages(
    kept: Kept,
    frame: Frame,
    item: Concordance,
    around: Surroundings,
    collation: Collation,
) -> None:
    entry = around.entries.get(item.wanted.entry, "")
    pages = _pages(item) if item.count else []
    base = digest("concordance", frame.key, _titles(item, around), item.label, item.digest, entry)
    cached: list[ShownLine] = []

    def made(number: int) -> str:
        if not cached:
            cached.extend(_sorted(item, around, collation))
        part = f" ({number + 1}/{len(pages)})" if number else ""
        title = f"{frame.words.say('Concordance')}: {item.label}{part}"
        return frame.render(
            "concordance.html",
            Page(path=pages[number], title=title, kind="concordance", within=urls.CONCORDANCE),
            item=item,
            entry=entry,
            lines=cached[number * PAGE_LIMIT : (number + 1) * PAGE_LIMIT],
            pages=pages,
            number_of_page=number,
            data=f"download/index/{data_file(item)}",
        )

    for number, path in enumerate(pages):
        key = digest(base, path) if item.digest else ""
        kept.page(path, key, partial(made, number))


def _titles(item: Concordance, around: Surroundings) -> str:
    """Return what the pages say of the texts that have lines."""
    texts = (around.documents[name] for name, _ in item.counts)
    return repr([(text.id, text.name, text.metadata.language) for text in texts])


def _sorted(item: Concordance, around: Surroundings, collation: Collation) -> list[ShownLine]:
    """Return the lines as they are shown: by the word itself and what follows it."""
    lines = [
        ShownLine(place, line, around.documents[line.document])
        for place, line in enumerate(item.lines())
    ]
    return sorted(lines, key=lambda shown: _key(shown.line, collation))


#: So much of what follows decides the order.
_COMPARED = 40


def _key(line: Line, collation: Collation) -> tuple[str, str]:
    first, accents, *_ = collation.key(f"{line.keyword} {line.after[:_COMPARED]}")
    return first, accents
