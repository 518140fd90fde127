"""The pages of the indexes: one page each, or a page per letter where an index is large."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.model import Role
from editio.publish.index.model import IndexName
from editio.publish.site import urls
from editio.publish.site.ends import Succession
from editio.publish.site.pages import INDEX_TITLES, Frame, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.publish.index.model import AnyIndex, AnySection, Locator
    from editio.publish.site.documents import Document
    from editio.publish.site.kept import Kept
    from editio.publish.site.pages import NavItem

#: An index with more lines (headings and locators) than this gets a page per group.
PAGE_LIMIT = 6_000

_FULL_TEXT = frozenset({IndexName.CHRONOLOGY, IndexName.QUOTATIONS})


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionsIn:
    """The mentions of one heading in one document, in the order of the text."""

    document: str
    title: str
    rendered: bool
    page: str
    locators: tuple[Locator, ...]

    def shortened(self) -> Iterator[tuple[Locator, str, int]]:
        """Yield the locators as a printed index has them: what does not change is said once.

        "The famines, § 1" and "The famines, note 4" become "The famines, § 1" and "note 4";
        mentions in one unit are one locator, with their number.
        """
        before = ""
        for _, group in groupby(self.locators, key=lambda locator: (locator.unit, locator.note)):
            first, *rest = group
            place, comma, last = first.label.rpartition(", ")
            yield first, last if comma and place == before else first.label, 1 + len(rest)
            before = place


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLink:
    """A letter of an index: where its headings are, and how many."""

    section: AnySection
    page: str
    fragment: str
    count: int


def mentions_by_document(
    locators: Iterable[Locator], documents: Mapping[str, Document]
) -> Iterator[MentionsIn]:
    """Group locators by document, in the order in which they come, registers after texts."""
    grouped = [
        (name, tuple(items))
        for name, items in groupby(locators, key=lambda locator: locator.document)
    ]
    grouped.sort(key=lambda pair: _is_register(documents.get(pair[0])))
    for name, items in grouped:
        document = documents.get(name)
        yield MentionsIn(
            document=name,
            title=document.title if document else name,
            rendered=document is not None and document.rendered,
            page=document.page if document else "",
            locators=items,
        )


def _is_register(document: Document | None) -> bool:
    return document is not None and document.ref.role is Role.REGISTER


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the pages of indexes say besides the index: hashes of it, for their keys.

    ``titles`` stands for what documents are called and when they are from, ``labels`` for the
    headings of entries. ``entries`` are the pages of register entries, ``concordances`` those of
    the concordances that there are for them, both by the key of the entry.
    """

    documents: Mapping[str, Document]
    titles: str = ""
    labels: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)
    concordances: Mapping[str, str] = field(default_factory=dict)


def is_split(index: AnyIndex) -> bool:
    """Whether an index has a page for each of its sections."""
    return index.lines > PAGE_LIMIT and len(index.sections) > 1


def write_index(
    kept: Kept,
    frame: Frame,
    index: AnyIndex,
    around: Surroundings,
    related: NavItem | None = None,
) -> None:
    """Write the page or pages of an index; ``related`` is the page of its picture."""
    split = is_split(index)
    links = [_section_link(index, section, split=split) for section in index.sections]
    places = _Places(index, links)
    facts = repr([(link.section.id, link.section.label, link.count) for link in links])
    base = digest("index", frame.key, around.titles, around.labels, facts, repr(related))
    pages = [(urls.index_page(index.name.value), () if split else index.sections, "")]
    if split:
        pages += [(link.page, (link.section,), link.section.label) for link in links]

    def made(path: str, sections: Iterable[AnySection], part: str) -> str:
        title = frame.words.say(INDEX_TITLES[index.name])
        page = Page(path=path, title=f"{title}: {part}" if part else title, kind="index")
        return frame.render(
            "index.html",
            page,
            index=index,
            groups=[index.group(section) for section in sections],
            links=links,
            split=split,
            places=places,
            related=related,
            bins=partial(bins, positions=_positions(around)),
            ends=Succession(around.documents).ends,
            full_text=index.name in _FULL_TEXT,
            by_document=lambda locators: list(mentions_by_document(locators, around.documents)),
        )

    for path, sections, part in pages:
        digests = [section.digest for section in sections]
        key = digest(base, path, *digests) if around.titles and all(digests) else ""
        kept.page(path, key, partial(made, path, sections, part))


#: How many columns the small histogram of a heading has at most.
_BINS = 40


def _positions(around: Surroundings) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(around.documents)}


def bins(
    locators: Iterable[Locator], positions: Mapping[str, int]
) -> list[tuple[float, float, float]]:
    """Return where in the edition something is mentioned, as columns: place, width and height.

    The documents in their order are parted into columns, all together 1 wide; the highest is 1
    high. Those without a mention are left out.
    """
    number = min(_BINS, max(len(positions), 1))
    counts = Counter(
        positions[item.document] * number // len(positions)
        for item in locators
        if item.document in positions
    )
    most = max(counts.values(), default=1)
    return [(place / number, 1 / number, count / most) for place, count in sorted(counts.items())]


class _Places:
    """Where the headings stand that see-references mean: label and page, by their ids."""

    def __init__(self, index: AnyIndex, links: Iterable[SectionLink]) -> None:
        self._index = index
        self._pages = {link.section.id: link.page for link in links}

    def __contains__(self, heading: str) -> bool:
        return self._index.heading(heading) is not None

    def __getitem__(self, heading: str) -> tuple[str, str]:
        found = self._index.heading(heading)
        assert found is not None, heading
        return found.label, self._pages[self._index.section_of(heading)]


def _section_link(index: AnyIndex, section: AnySection, *, split: bool) -> SectionLink:
    return SectionLink(
        section=section,
        page=urls.index_page(index.name.value, section.id if split else ""),
        fragment="" if split else f"group-{section.id}",
        count=section.count,
    )
