"""The records of an index: what the pages, the JSON and the database are made from.

Every index is the same shape, so that a page template and a JSON writer know one thing only:

    Index ─ groups ─▶ Group ─ headings ─▶ Heading ─ children ─▶ Heading …
                                             └ locators ─▶ Locator

Everything is in the order in which it is shown. What the levels mean:

============ ================= ======================== =========================
index        group             heading                  children
============ ================= ======================== =========================
persons …    first letter      entity, or see-reference none
chronology   century           year, or a span of years day, month or span of days
quotations   author            work                     locus
bibliography first letter      cited work               none
============ ================= ======================== =========================
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from editio.edition.quick import quick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.edition.model import Interval, Kind


class IndexName(StrEnum):
    """The indexes of an edition; the value is the stem of the page and of the JSON file."""

    PERSONS = "persons"
    PLACES = "places"
    ORGANISATIONS = "organisations"
    WORKS = "works"
    EVENTS = "events"
    CHRONOLOGY = "chronology"
    QUOTATIONS = "quotations"
    BIBLIOGRAPHY = "bibliography"


# A named tuple, where the other records are dataclasses: there is one for each mention.
class Locator(NamedTuple):
    """One mention, as an index points to it: ``text/DOCUMENT.html#UNIT``.

    Where a text is split, ``part`` is the number of the part that has the unit: the mention is
    shown at ``part/DOCUMENT-PART.html#UNIT``; 0 where it is on the page of the whole alone.
    ``label`` is the unit's own label ("§ 12"), to be shown after the document's title. ``form`` is
    what the text says, ``before`` and ``after`` the rest of the sentence. ``note`` says what the
    element is where that matters: the speaker of a quotation, "sender" of a letter, the calendar
    of a date.
    """

    document: str
    unit: str
    label: str
    form: str
    before: str = ""
    after: str = ""
    note: str = ""
    part: int = 0


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One line of an index, with its mentions.

    ``id`` is unique in the index and usable as an anchor. ``entry`` is the key of the register
    entry, empty where there is none (``registered`` is then false, and the index says so).
    ``see`` are the ids of the headings that a variant form refers to; such a heading has neither
    locators nor children. ``forms`` are the forms met in the texts and the variants of the
    register, without the label. ``uris`` are addresses in authority files.
    """

    id: str
    label: str
    kind: Kind
    entry: str = ""
    see: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    dates: str = ""
    description: str = ""
    uris: tuple[str, ...] = ()
    coordinates: tuple[float, float] | None = None
    interval: Interval | None = None
    locators: tuple[Locator, ...] = ()
    children: tuple[Heading, ...] = ()

    @property
    def registered(self) -> bool:
        """Whether a register has an entry for it."""
        return bool(self.entry)

    @property
    def count(self) -> int:
        """The number of mentions, with those of the children."""
        return len(self.locators) + sum(child.count for child in self.children)

    @property
    def targets(self) -> Iterator[str]:
        """The ids that its see-references mean, and those of the children."""
        yield from self.see
        for child in self.children:
            yield from child.targets

    @property
    def lines(self) -> int:
        """The number of lines it takes: itself, its locators, and those of its children."""
        return 1 + len(self.locators) + sum(child.lines for child in self.children)


class Outline(NamedTuple):
    """What a heading is called, and how often it is mentioned: all that a list of names needs."""

    id: str
    label: str
    dates: str
    mentions: int
    see: bool
    children: tuple[Outline, ...] = ()

    @classmethod
    def of(cls, heading: Heading) -> Outline:
        """Return that of a heading, with those of its children."""
        children = tuple(map(cls.of, heading.children))
        see = bool(heading.see)
        return cls(heading.id, heading.label, heading.dates, heading.count, see, children)

    def ids(self) -> Iterator[str]:
        """Yield the ids of the heading and of all in it."""
        yield self.id
        for child in self.children:
            yield from child.ids()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A section of an index: a letter, a century, an author.

    ``label`` is empty for the last group of the quotations, those that name no source.
    """

    id: str
    label: str
    headings: tuple[Heading, ...]

    @property
    def count(self) -> int:
        """The number of headings that are not see-references."""
        return sum(1 for heading in self.headings if not heading.see)

    @property
    def ids(self) -> list[str]:
        """The ids of the headings."""
        return [heading.id for heading in self.headings]

    @property
    def sizes(self) -> list[int]:
        """How many lines each heading takes."""
        return [heading.lines for heading in self.headings]

    @property
    def digest(self) -> str:
        """Empty: what is in memory is not compared with what was written before."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A whole index, in the order of the edition's language (a BCP 47 tag)."""

    name: IndexName
    language: str
    groups: tuple[Group, ...] = ()

    def headings(self) -> Iterator[Heading]:
        """Yield the headings of all groups, without their children."""
        for group in self.groups:
            yield from group.headings

    @property
    def count(self) -> int:
        """The number of headings that are not see-references."""
        return sum(group.count for group in self.groups)

    @property
    def sections(self) -> tuple[Group, ...]:
        """The groups, which are all here."""
        return self.groups

    def group(self, section: AnySection, start: int = 0, stop: int | None = None) -> Group:
        """Return the group of a section, with its headings from ``start`` to ``stop``."""
        found = next(group for group in self.groups if group.id == section.id)
        return replace(found, headings=found.headings[start:stop])

    def outline(self, section: AnySection) -> Iterator[Outline]:
        """Yield the names of a section's headings."""
        return map(Outline.of, self.group(section).headings)

    @property
    def lines(self) -> int:
        """The number of lines of the index: headings, those inside them, and locators."""
        return sum(heading.lines for heading in self.headings())

    def digest_of(self, heading: str) -> str:
        """Empty: what is in memory is not compared with what was written before."""
        return ""

    def heading(self, name: str) -> Heading | None:
        """Return a heading by its id; for more than one look-up, make a dict."""
        return next((item for item in self.headings() if item.id == name), None)

    def lines_of(self, headings: Iterable[str]) -> Iterator[str]:
        """Yield headings by their ids as JSON, a line each; those that there are."""
        from editio.publish.index.json_files import checked_heading

        found = (self.heading(name) for name in headings)
        return (checked_heading(self.name, item) for item in found if item is not None)


class AnySection(Protocol):
    """A group of an index, with its headings or without."""

    @property
    def id(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def count(self) -> int: ...

    @property
    def ids(self) -> Sequence[str]: ...

    @property
    def sizes(self) -> Sequence[int]: ...

    @property
    def digest(self) -> str: ...


class AnyIndex(Protocol):
    """An index in memory (:class:`Index`) or on disk: what pages are made from."""

    @property
    def name(self) -> IndexName: ...

    @property
    def language(self) -> str: ...

    @property
    def count(self) -> int: ...

    @property
    def groups(self) -> tuple[Group, ...]: ...

    @property
    def sections(self) -> Sequence[AnySection]: ...

    def group(self, section: AnySection, start: int = 0, stop: int | None = None) -> Group: ...

    def outline(self, section: AnySection) -> Iterator[Outline]: ...

    @property
    def lines(self) -> int: ...

    def digest_of(self, heading: str) -> str: ...

    def headings(self) -> Iterator[Heading]: ...

    def heading(self, name: str) -> Heading | None: ...

    def lines_of(self, headings: Iterable[str]) -> Iterator[str]: ...
