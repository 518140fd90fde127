"""The pages of the indexes: one page each, or a page per letter where an index is long."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.edition.model import Role
from editio.publish.index.model import IndexName
from editio.publish.site import urls
from editio.publish.site.ends import Succession
from editio.publish.site.pages import INDEX_TITLES, Frame, Page
from editio.publish.site.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.publish.index.model import AnyIndex, AnySection, Group, Locator
    from editio.publish.site.documents import Document
    from editio.publish.site.kept import Kept
    from editio.publish.site.pages import NavItem

#: An entry with more mentions than this has the texts alone here, and all on a page of its own.
MOST_LOCATORS = 60

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
    """A letter of an index: where its headings are, how many, and on how many own pages."""

    section: AnySection
    page: str
    fragment: str
    count: int
    pages: int


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
    the concordances that there are for them, ``registered`` hashes of what the registers say of
    them, all by the key of the entry.
    """

    documents: Mapping[str, Document]
    titles: str = ""
    labels: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)
    concordances: Mapping[str, str] = field(default_factory=dict)
    registered: Mapping[str, bytes] = field(default_factory=dict)


def write_index(
    kept: Kept,
    frame: Frame,
    index: AnyIndex,
    around: Surroundings,
    related: NavItem | None = None,
) -> None:
    """Write the page or pages of an index; ``related`` is the page of its picture."""
    pages = _Pages(frame, index, around, related)
    sheets = pages.sheets
    whole = pages.key(sheets.main, index.sections)
    if not sheets.split:
        kept.page(sheets.main, whole, lambda: pages.made(sheets.main, index.groups))
        return
    kept.page(sheets.main, whole, lambda: pages.made(sheets.main, ()))
    kept.pieces(f"site/{sheets.names}", whole, sheets.names_file)
    for sheet in sheets.sheets:
        key = pages.key(sheet.path, (sheet.section,), repr((sheet.start, sheet.stop)))
        kept.page(sheet.path, key, partial(pages.of_sheet, sheet))


class _Pages:
    """Makes the pages of an index."""

    def __init__(
        self, frame: Frame, index: AnyIndex, around: Surroundings, related: NavItem | None
    ) -> None:
        self._frame = frame
        self._index = index
        self._around = around
        self._related = related
        self.sheets = Sheets(index)
        self._places = _Places(index, self.sheets)
        self._links = [_section_link(self.sheets, section) for section in index.sections]
        facts = [
            (item.section.id, item.section.label, item.count, item.pages) for item in self._links
        ]
        self._base = digest(
            "index", frame.key, around.titles, around.labels, repr(facts), repr(related)
        )

    @cached_property
    def _succession(self) -> Succession:
        return Succession(self._around.documents)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._around.documents)}

    def key(self, path: str, sections: Iterable[AnySection], more: str = "") -> str:
        """Return a hash of all that a page with these sections is made from; empty if unknown."""
        digests = [section.digest for section in sections]
        known = self._around.titles and all(digests)
        return digest(self._base, path, *digests, more) if known else ""

    def of_sheet(self, sheet: Sheet) -> str:
        """Return a page of a section."""
        return self.made(sheet.path, (sheet.group(self._index),), sheet)

    def made(self, path: str, groups: Iterable[Group], sheet: Sheet | None = None) -> str:
        """Return a page with these groups."""
        index, sheets, documents = self._index, self.sheets, self._around.documents
        title = self._frame.words.say(INDEX_TITLES[index.name])
        if sheet is not None:
            title = f"{title}: {sheet.section.label}" if sheet.section.label else title
        outline = sheets.outline() if sheets.split and sheet is None else None
        alone = sheets.split and sheet is None and outline is None
        return self._frame.render(
            "index.html",
            Page(path=path, title=title, kind="index", within=sheets.main),
            index=index,
            groups=list(groups),
            outline=outline,
            foremost=sheets.foremost() if alone else [],
            links=self._links,
            sheet=sheet,
            sheets=sheets,
            places=self._places,
            related=self._related,
            bins=partial(bins, positions=self._positions),
            ends=self._succession.ends,
            full_text=index.name in _FULL_TEXT,
            columns=index.name is not IndexName.CHRONOLOGY,
            most=MOST_LOCATORS,
            by_document=lambda locators: list(mentions_by_document(locators, documents)),
        )


#: How many columns the small histogram of a heading has at most.
_BINS = 40


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
    """Where the headings stand that see-references mean: label, page and anchor, by their ids.

    Where a section has several pages, it is the page of the entry that stands for it: which of them
    has a heading changes with what is before it.
    """

    def __init__(self, index: AnyIndex, sheets: Sheets) -> None:
        self._index = index
        self._sheets = sheets

    def __contains__(self, heading: str) -> bool:
        return self._index.heading(heading) is not None

    def __getitem__(self, heading: str) -> tuple[str, str, str]:
        found = self._index.heading(heading)
        assert found is not None, heading
        sheet = self._sheets.sheet(heading)
        if sheet is None:
            return found.label, self._sheets.main, heading
        if found.registered and len(self._sheets.of(sheet.section)) > 1:
            return found.label, urls.entry_page(found.kind, found.entry), ""
        return found.label, sheet.path, heading


def _section_link(sheets: Sheets, section: AnySection) -> SectionLink:
    found = sheets.of(section)
    return SectionLink(
        section=section,
        page=found[0].path if found else sheets.main,
        fragment="" if found else f"group-{section.id}",
        count=section.count,
        pages=len(found),
    )
