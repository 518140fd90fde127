"""The pages of an index: one, or one or more for each of its sections where it is long.

The first page of a long index names all its headings, each with its anchor, so that a link to a
heading (``persons.html#brandt``) works however the index is parted.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from editio.publish.inert import inert_json
from editio.publish.site import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.publish.index.model import AnyIndex, AnySection, Outline

#: An index with more lines (headings and locators) than this gets pages for its sections: so many
#: weigh about 100 kB.
PAGE_LIMIT = 400
#: And a section with more than this gets several pages, but a heading stays whole.
SHEET_LIMIT = 400
#: With more headings than this, the first page of a long index names some of them.
OUTLINE_LIMIT = 900
#: So many headings it names then: those with most mentions.
MOST_NAMES = 90


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with some headings of a section; ``number`` counts the pages of the section."""

    path: str
    section: AnySection
    start: int
    stop: int
    number: int = 1


class Sheets:
    """On which page each heading of an index stands."""

    def __init__(self, index: AnyIndex) -> None:
        self._index = index
        self.main = urls.index_page(index.name.value)
        self.split = index.lines > PAGE_LIMIT
        #: The pages besides the first one.
        self.sheets = tuple(self._sheets()) if self.split else ()

    @property
    def names(self) -> str:
        """The file that has the names of all headings of a long index."""
        return f"data/index-{self._index.name.value}.js"

    def of(self, section: AnySection) -> Sequence[Sheet]:
        """Return the pages of a section."""
        return self._by_section.get(section.id, ())

    def sheet(self, heading: str) -> Sheet | None:
        """Return the page with a heading; None where that is the first one."""
        return self._by_heading.get(heading)

    def page(self, heading: str) -> str:
        """Return the page with a heading, from the root of the site."""
        found = self.sheet(heading)
        return found.path if found else self.main

    @cached_property
    def _by_section(self) -> dict[str, list[Sheet]]:
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets:
            found.setdefault(sheet.section.id, []).append(sheet)
        return found

    @cached_property
    def _by_heading(self) -> dict[str, Sheet]:
        return {
            name: sheet
            for sheet in self.sheets
            for name in sheet.section.ids[sheet.start : sheet.stop]
        }

    def outline(self) -> list[tuple[AnySection, list[Outline]]] | None:
        """Return the names of all headings by section; None where they are too many for a page."""
        if sum(len(section.ids) for section in self._index.sections) > OUTLINE_LIMIT:
            return None
        found = [(section, list(self._index.outline(section))) for section in self._index.sections]
        names = sum(1 for _, items in found for item in items for _ in item.ids())
        return found if names <= OUTLINE_LIMIT else None

    def foremost(self) -> list[Outline]:
        """Return the headings that are mentioned most, where not all can be named on a page."""
        items = (item for section in self._index.sections for item in self._index.outline(section))
        most = heapq.nsmallest(MOST_NAMES, items, key=lambda item: (-item.mentions, item.label))
        return [item._replace(children=()) for item in most if item.mentions]

    def names_file(self) -> Iterator[str]:
        """Yield a script that gives the names of all headings, page by page, in pieces.

        Each has its label, its dates, how often it is mentioned (-1 for a see-reference), its id,
        and the ids of what is in it.
        """
        yield "editio.names({"
        for section in self._index.sections:
            rows = [_row(item) for item in self._index.outline(section)]
            for sheet in self.of(section):
                page = sheet.path.rpartition("/")[2]
                yield f"{inert_json(page)}:{inert_json(rows[sheet.start : sheet.stop])},\n"
        yield "});\n"

    def _sheets(self) -> Iterator[Sheet]:
        for section in self._index.sections:
            for number, (start, stop) in enumerate(_runs(section.sizes), 1):
                name = f"{section.id}~{number}" if number > 1 else section.id
                path = urls.index_page(self._index.name.value, name)
                yield Sheet(path, section, start, stop, number)


def _runs(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where each page of a section begins and ends, for headings of these sizes."""
    start, lines = 0, 0
    for place, size in enumerate(sizes):
        if lines and lines + size > SHEET_LIMIT:
            yield start, place
            start, lines = place, 0
        lines += size
    yield start, len(sizes)


def _row(item: Outline) -> list[str | int]:
    return [item.label, item.dates, -1 if item.see else item.mentions, *item.ids()]
