"""The pages of the indexes: one page each, or a page per letter where an index is long."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from editio.edition.fingerprints import digest
from editio.publish.index.json_files import heading_of, targets_of
from editio.publish.index.model import Group, IndexName
from editio.publish.site.pages import INDEX_TITLES, Page
from editio.publish.site.press import Order
from editio.publish.site.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.publish.index.model import AnyIndex, AnySection, Locator
    from editio.publish.site.documents import Brief, Document
    from editio.publish.site.pages import NavItem
    from editio.publish.site.press import Press, Site
    from editio.publish.site.sheets import Sheet

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


class SectionLink(NamedTuple):
    """A letter of an index: where its headings are, how many, and on how many own pages."""

    id: str
    label: str
    page: str
    fragment: str
    headings: int
    pages: int


def mentions_by_document(
    locators: Iterable[Locator], documents: Mapping[str, Brief]
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


def _is_register(document: Brief | None) -> bool:
    return document is not None and document.is_register


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


def index_orders(
    press: Press, index: AnyIndex, around: Surroundings, related: NavItem | None = None
) -> Iterator[Order]:
    """Write the first page of an index, and yield orders for the others that a long one has.

    ``related`` is the page of its picture.
    """
    pages = _Pages(press.site, index, around, related)
    sheets = pages.sheets
    whole = pages.key(sheets.main, index.sections)
    press.kept.page(sheets.main, whole, pages.main)
    if not sheets.split:
        return
    press.kept.pieces(f"site/{sheets.names}", whole, sheets.names_file)
    for sheet in sheets.sheets:
        key = pages.key(sheet.path, (sheet.section,), repr((sheet.start, sheet.stop)))
        if press.wants(path := f"site/{sheet.path}", key):
            task = pages.task(sheet)
            yield Order([(path, key)], task, task.size)


class _Facts(NamedTuple):
    """What all pages of an index say."""

    name: IndexName
    headings: int
    split: bool
    main: str
    names: str
    links: tuple[SectionLink, ...]
    related: NavItem | None


class _OnSheet(NamedTuple):
    """Where in its section a page is: its number, and the numbers and pages of all."""

    section: str
    label: str
    number: int
    pages: tuple[tuple[int, str], ...]


#: Where the headings stand that see-references mean: label, page and anchor, by their ids.
_Places: TypeAlias = dict[str, tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class _SheetTask:
    """A page with headings of a section."""

    facts: _Facts
    path: str
    sheet: _OnSheet
    headings: tuple[str, ...]
    places: _Places

    @property
    def size(self) -> int:
        """The bytes that the page is made from."""
        return sum(map(len, self.headings))

    def contents(self, site: Site) -> Iterator[str]:
        """Yield the page."""
        headings = tuple(map(heading_of, self.headings))
        group = Group(id=self.sheet.section, label=self.sheet.label, headings=headings)
        yield _rendered(
            site, self.facts, self.path, groups=[group], places=self.places, sheet=self.sheet
        )


class _Pages:
    """Knows the pages of an index."""

    def __init__(
        self, site: Site, index: AnyIndex, around: Surroundings, related: NavItem | None
    ) -> None:
        self._site = site
        self._index = index
        self._around = around
        self.sheets = sheets = Sheets(index)
        links = tuple(_section_link(sheets, section) for section in index.sections)
        self._facts = _Facts(
            index.name, index.count, sheets.split, sheets.main, sheets.names, links, related
        )
        facts = [(item.id, item.label, item.headings, item.pages) for item in links]
        self._base = digest(
            "index", site.frame.key, around.titles, around.labels, repr(facts), repr(related)
        )

    def key(self, path: str, sections: Iterable[AnySection], more: str = "") -> str:
        """Return a hash of all that a page with these sections is made from; empty if unknown."""
        digests = [section.digest for section in sections]
        known = self._around.titles and all(digests)
        return digest(self._base, path, *digests, more) if known else ""

    def task(self, sheet: Sheet) -> _SheetTask:
        """Return what makes a page of a section."""
        section, sheets = sheet.section, self.sheets
        lines = tuple(self._index.lines_of(section.ids[sheet.start : sheet.stop]))
        pages = tuple((other.number, other.path) for other in sheets.of(section))
        place = _OnSheet(section.id, section.label, sheet.number, pages)
        targets = chain.from_iterable(map(targets_of, lines))
        return _SheetTask(self._facts, sheet.path, place, lines, self._places(targets))

    def main(self) -> str:
        """Return the first page: with all headings, or with their names, or with some of them."""
        sheets = self.sheets
        groups = () if sheets.split else self._index.groups
        outline = sheets.outline() if sheets.split else None
        headings = (heading for group in groups for heading in group.headings)
        targets = (target for heading in headings for target in heading.targets)
        return _rendered(
            self._site,
            self._facts,
            sheets.main,
            groups=list(groups),
            places=self._places(targets),
            outline=outline,
            foremost=sheets.foremost() if sheets.split and outline is None else [],
            page_of=sheets.page,
        )

    def _places(self, targets: Iterable[str]) -> _Places:
        found = {target: self._place(target) for target in dict.fromkeys(targets)}
        return {target: place for target, place in found.items() if place is not None}

    def _place(self, target: str) -> tuple[str, str, str] | None:
        """Return where a heading stands.

        Where a section has several pages, it is the page of the entry that stands for it: which of
        them has a heading changes with what is before it.
        """
        found = self._index.heading(target)
        if found is None:
            return None
        sheet = self.sheets.sheet(target)
        if sheet is None:
            return found.label, self.sheets.main, target
        if found.registered and len(self.sheets.of(sheet.section)) > 1:
            return found.label, self._site.frame.plan.entry(found.kind, found.entry), ""
        return found.label, sheet.path, target


def _rendered(
    site: Site, facts: _Facts, path: str, *, sheet: _OnSheet | None = None, **values: object
) -> str:
    """Return a page of an index; ``values`` are what it shows."""
    name = facts.name
    title = site.frame.words.say(INDEX_TITLES[name])
    if sheet is not None and sheet.label:
        title = f"{title}: {sheet.label}"
    shown: dict[str, object] = {"outline": None, "foremost": (), "page_of": None}
    return site.frame.render(
        "index.html",
        Page(path=path, title=title, kind="index", within=facts.main),
        index=facts,
        sheet=sheet,
        bins=partial(bins, positions=site.positions),
        ends=site.succession.ends,
        full_text=name in _FULL_TEXT,
        columns=name is not IndexName.CHRONOLOGY,
        most=MOST_LOCATORS,
        by_document=lambda locators: list(mentions_by_document(locators, site.documents)),
        **shown | values,
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


def _section_link(sheets: Sheets, section: AnySection) -> SectionLink:
    found = sheets.of(section)
    return SectionLink(
        id=section.id,
        label=section.label,
        page=found[0].path if found else sheets.main,
        fragment="" if found else f"group-{section.id}",
        headings=section.count,
        pages=len(found),
    )
