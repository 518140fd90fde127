"""The pages with pictures: map, timeline, network, and the edition in figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from heapq import nlargest, nsmallest
from itertools import chain
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.model import Kind
from editio.publish.index.model import IndexName
from editio.publish.site import urls
from editio.publish.site.lists import PER_PAGE
from editio.publish.site.pages import INDEX_TITLES, NavItem, Page
from editio.publish.site.pictures import persons, places
from editio.publish.site.timeline import write_timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from editio.edition.model import Entry
    from editio.publish.index.model import AnyIndex, Outline
    from editio.publish.site.documents import Document
    from editio.publish.site.indexes import Surroundings
    from editio.publish.site.kept import Kept
    from editio.publish.site.pages import Frame

MAP, TIMELINE, NETWORK = (f"index/{name}.html" for name in ("map", "timeline", "network"))
_FEWEST_PERSONS = 3


def related_pages(
    frame: Frame, indexes: Iterable[AnyIndex], entries: Iterable[Entry]
) -> dict[IndexName, NavItem]:
    """Return the picture of each index that has one."""
    counts = {index.name: index.count for index in indexes}
    found: dict[IndexName, NavItem] = {}
    if any(item.coordinates for item in entries if item.kind is Kind.PLACE):
        found[IndexName.PLACES] = NavItem(page=MAP, label=frame.words.say("Map"))
    if counts.get(IndexName.CHRONOLOGY):
        found[IndexName.CHRONOLOGY] = NavItem(page=TIMELINE, label=frame.words.say("Timeline"))
    if counts.get(IndexName.PERSONS, 0) >= _FEWEST_PERSONS:
        found[IndexName.PERSONS] = NavItem(page=NETWORK, label=frame.words.say("Network"))
    return {name: item for name, item in found.items() if counts.get(name)}


def write_pictures(
    kept: Kept,
    frame: Frame,
    indexes: Sequence[AnyIndex],
    entries: Sequence[Entry],
    around: Surroundings,
) -> None:
    """Write the pages of the pictures that there are, and the page of figures."""
    related = related_pages(frame, indexes, entries)
    makers: dict[IndexName, Callable[[Frame, AnyIndex, Page], str]] = {
        IndexName.PLACES: partial(_map, entries),
        IndexName.PERSONS: partial(_network, around.documents),
    }
    base = digest("picture", frame.key, around.titles, around.labels, _coordinates(entries))
    if not around.titles:
        base = ""
    for index in indexes:
        item = related.get(index.name)
        if item is None:
            continue
        page = Page(
            path=item.page,
            title=item.label,
            kind="picture",
            within=urls.index_page(index.name.value),
        )
        if index.name is IndexName.CHRONOLOGY:
            write_timeline(kept, frame, index, page, base)
            continue
        digests = [section.digest for section in index.sections]
        key = digest(base, *digests) if base and all(digests) else ""
        kept.page(item.page, key, partial(makers[index.name], frame, index, page))
    _write_figures(kept, frame, indexes, around.documents)


def _coordinates(entries: Iterable[Entry]) -> str:
    return repr([(item.key, item.coordinates) for item in entries if item.coordinates])


def _map(entries: Iterable[Entry], frame: Frame, index: AnyIndex, page: Page) -> str:
    mentions = {item.id: item.mentions for item in _outline(index)}
    found = [
        places.Place(entry.key, entry.heading, *entry.coordinates, mentions.get(entry.key, 0))
        for entry in entries
        if entry.kind is Kind.PLACE and entry.coordinates is not None
    ]
    drawn = places.draw_all(found)
    dots = [dot for one in drawn for dot in one.dots]
    return frame.render(
        "map.html",
        page,
        pictures=drawn,
        width=places.WIDTH,
        rows=sorted(dots, key=lambda dot: (dot.place.label.casefold(), dot.place.key)),
        kind=Kind.PLACE,
    )


def _network(documents: Mapping[str, Document], frame: Frame, index: AnyIndex, page: Page) -> str:
    # Their names tell who is mentioned most: only of those, all mentions are read.
    most = nsmallest(
        persons.MOST_PERSONS,
        _outline(index),
        key=lambda item: (-item.mentions, item.label, item.id),
    )
    headings = (index.heading(item.id) for item in most)
    drawn = persons.draw(heading for heading in headings if heading is not None)
    return frame.render(
        "network.html",
        page,
        picture=drawn,
        width=persons.WIDTH,
        height=persons.HEIGHT,
        levels=sorted({link.together for link in drawn.links}),
        documents=documents,
        kind=Kind.PERSON,
    )


def _outline(index: AnyIndex) -> Iterator[Outline]:
    return chain.from_iterable(map(index.outline, index.sections))


@dataclass(frozen=True, slots=True)
class _IndexFigures:
    """How much is in an index: what is known by register entries, and all."""

    label: str
    page: str
    headings: int
    lines: int


def _write_figures(
    kept: Kept,
    frame: Frame,
    indexes: Iterable[AnyIndex],
    documents: Mapping[str, Document],
) -> None:
    texts = [item for item in documents.values() if item.is_text]
    rows = list(_index_figures(frame, indexes))
    lengths = sorted(item.words for item in texts)
    page = Page(path=urls.FIGURES, title=frame.words.say("The edition in figures"), kind="figures")
    facts = repr([(item.listed, item.words, item.unit_count, item.mentions) for item in texts])

    def made() -> str:
        return frame.render(
            "figures.html",
            page,
            texts=texts if len(texts) <= PER_PAGE else nlargest(PER_PAGE, texts, lambda t: t.words),
            count=len(texts),
            most=max(lengths, default=0),
            middle=lengths[len(lengths) // 2] if lengths else 0,
            total=sum(lengths),
            units=sum(item.unit_count for item in texts),
            mentions=sum(item.mentions for item in texts),
            indexes=rows,
        )

    known = all(item.listed for item in texts)
    key = digest("figures", frame.key, facts, repr(rows)) if known else ""
    kept.page(urls.FIGURES, key, made)


def _index_figures(frame: Frame, indexes: Iterable[AnyIndex]) -> Iterator[_IndexFigures]:
    for index in indexes:
        label = frame.words.say(INDEX_TITLES[index.name])
        yield _IndexFigures(label, urls.index_page(index.name.value), index.count, index.lines)
