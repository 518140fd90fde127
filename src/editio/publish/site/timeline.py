"""The pages of the timeline: one, or one more for each century where the chronology is large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.model import Kind
from editio.edition.timewords import time_words
from editio.publish.site import urls
from editio.publish.site.pictures import times, years
from editio.publish.site.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.publish.index.model import AnyIndex, AnySection
    from editio.publish.site.kept import Kept
    from editio.publish.site.pages import Frame, Page
    from editio.publish.site.pictures.times import Date


#: A chronology with more lines than this has a page of the timeline for each century.
_LINES_LIMIT = 6_000


@dataclass(frozen=True, slots=True)
class Century:
    """A part of the timeline on a page of its own, and how much is in it."""

    label: str
    page: str
    dates: int
    mentions: int


def write_timeline(kept: Kept, frame: Frame, index: AnyIndex, page: Page, base: str) -> None:
    """Write the page of the timeline, and where the chronology is large one for each century.

    ``base`` stands for all that they are made from besides the chronology; empty where that is
    not known.
    """
    sections = index.sections
    whole = partial(_page, frame, index, page, sections)
    kept.page(page.path, _key(base, page.path, sections), whole)
    if _is_split(index):
        for section in sections:
            part = replace(
                page, path=_century_page(section), title=f"{page.title}: {section.label}"
            )
            kept.page(
                part.path,
                _key(base, part.path, (section,)),
                partial(_page, frame, index, part, (section,)),
            )


def _is_split(index: AnyIndex) -> bool:
    return index.lines > _LINES_LIMIT and len(index.sections) > 1


def _key(base: str, path: str, sections: Sequence[AnySection]) -> str:
    digests = [section.digest for section in sections]
    return digest(base, path, *digests) if base and all(digests) else ""


def _century_page(section: AnySection) -> str:
    return urls.index_page("timeline", section.id)


def _page(frame: Frame, index: AnyIndex, page: Page, sections: Sequence[AnySection]) -> str:
    """Return the page of all sections, or that of a single one."""
    headings = [(item, section) for section in sections for item in index.group(section).headings]
    sheets = Sheets(index)
    pages = {item.id: sheets.page(item.id) for item, _ in headings}
    found = [item for item, _ in headings]
    dates = [item for item in times.dates_of(found, pages) if item.mentions or item.entry]
    split = _is_split(index)
    overview = split and len(sections) == len(index.sections)
    words = time_words(frame.language)
    drawn = {} if overview else years.years_of(found, pages, words)
    return frame.render(
        "timeline.html",
        page,
        picture=times.Painter(words).draw(dates, drawn, deep=not overview, within=split),
        rows=[] if overview else dates,
        centuries=_centuries(sections, dates, sheets) if overview else [],
        width=times.WIDTH,
        columns=times.COLUMNS,
        lane=times.LANE,
        kind=Kind.EVENT,
        year=words.year,
        whole=urls.index_page("timeline") if split and not overview else "",
    )


def _centuries(
    sections: Sequence[AnySection], dates: Sequence[Date], sheets: Sheets
) -> list[Century]:
    found = []
    for section in sections:
        pages = {sheet.path for sheet in sheets.of(section)}
        inside = [item for item in dates if item.page in pages]
        mentions = sum(item.mentions for item in inside)
        found.append(Century(section.label, _century_page(section), len(inside), mentions))
    return found
