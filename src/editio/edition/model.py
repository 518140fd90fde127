"""The frozen records that the stages hand to each other.

Everything a document yields is in :class:`DocumentResult`: a pure function of the document, the
stylesheets, the settings and the register entries that the document points to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from editio.edition.quick import quick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editio.findings import Finding


class Role(StrEnum):
    """What a document is in the edition."""

    TEXT = "text"
    REGISTER = "register"


class Kind(StrEnum):
    """What a mention mentions, and what an entry is about."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    WORK = "work"
    EVENT = "event"
    TERM = "term"
    DATE = "date"
    QUOTATION = "quotation"
    BIBLIOGRAPHY = "bibliography"


#: The kinds that have register entries, and so a page per entry.
ENTRY_KINDS = (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION, Kind.WORK, Kind.EVENT)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A span of days, from the TEI's att.datable.

    ``earliest`` and ``latest`` are days as ``(year, month, day)`` in the proleptic Gregorian
    calendar with astronomical years (0 is 1 BC); ``None`` is an open end. ``calendar`` names the
    calendar that the text uses, empty for the Gregorian. ``label`` is the text of the element.
    """

    earliest: tuple[int, int, int] | None
    latest: tuple[int, int, int] | None
    calendar: str = ""
    label: str = ""
    certain: bool = True


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the header says about a document: the few things that lists and pages need.

    ``language`` is a BCP 47 tag or empty. ``date`` is when the text was made or first published.
    """

    title: str
    authors: tuple[str, ...] = ()
    date: Interval | None = None
    date_label: str = ""
    language: str = ""
    source: str = ""
    licence: str = ""


# Units and mentions are named tuples, the other records dataclasses: a text has thousands of them,
# and a frozen dataclass takes three times as long to make and to pickle.
class Unit(NamedTuple):
    """A citable unit: what can be linked to and cited.

    ``id`` is the anchor in the document's page (the ``xml:id`` or a stable path) and ``parent``
    that of the unit around it, empty at the top. ``kind`` is the TEI element's name. ``label`` is
    how a locator calls it ("Act II, speech 4", "§ 12"). ``text`` is the unit's own text without
    that of the units inside it, whitespace normalised.
    """

    id: str
    kind: str
    parent: str
    label: str
    text: str


class Mention(NamedTuple):
    """An occurrence of a register entry, a date or a quotation in a citable unit.

    ``pointers`` are the values of ``@ref``, ``@key``, ``@corresp`` or ``@who`` as written.
    ``form`` is the surface form; ``before`` and ``after`` are the rest of its sentence. The last
    six are for dates (``interval``) and quotations: who speaks, what the source pointers are, who
    wrote the source and what the text calls it, and which place there.
    """

    kind: Kind
    unit: str
    form: str
    before: str = ""
    after: str = ""
    pointers: tuple[str, ...] = ()
    element: str = ""
    subtype: str = ""
    interval: Interval | None = None
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    source_author: str = ""
    source_label: str = ""
    locus: str = ""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier of an authority file: its kind ("GND", "VIAF" …), value and web address."""

    kind: str
    value: str
    url: str = ""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a register: a ``person``, ``place``, ``org``, ``bibl``, ``event`` element.

    ``key`` names the entry in the whole edition (the ``xml:id``, with the document's id in front
    where two registers use the same) and is the stem of its page. ``heading`` is the form for
    indexes; ``sort_as`` what it is sorted by where that differs; ``forms`` are the variants.
    ``dates`` is a label such as "1870-1924"; ``coordinates`` are latitude and longitude in
    degrees (WGS 84).
    """

    key: str
    kind: Kind
    id: str
    document: str
    heading: str
    sort_as: str = ""
    forms: tuple[str, ...] = ()
    dates: str = ""
    interval: Interval | None = None
    description: str = ""
    subtype: str = ""
    author: str = ""
    identifiers: tuple[Identifier, ...] = ()
    coordinates: tuple[float, float] | None = None
    uris: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRef:
    """A document of the edition before it is read: its id, its path below the edition, its role."""

    id: str
    path: str
    role: Role


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """All that one document contributes to the edition.

    ``html`` is the part of its page that comes from the stylesheets and ``text`` its plain text;
    ``links`` are the pointers it uses, as written, each with the key of the entry it means.
    ``parts`` are the numbers of the parts of a text that is split, from 1, by the ids that stand
    in them. A document that cannot be rendered has no ``html``, and a finding says why.
    """

    ref: DocumentRef
    metadata: Metadata
    html: str = ""
    text: str = ""
    units: tuple[Unit, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)
