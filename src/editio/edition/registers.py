"""Registers: the entries of personographies, placeographies and the like.

An entry is a ``person``, ``personGrp``, ``place``, ``org``, ``event``, or a ``bibl`` of a list,
wherever it stands: in a register of its own, a ``standOff``, the ``particDesc`` of a play, or the
body of an authority record (TEI Guidelines, chapters 14 and 16.10).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editio.edition.dates import interval_of
from editio.edition.model import Entry, Identifier, Kind
from editio.edition.nameforms import (
    heading_form,
    ordered,
    plain_text,
    reading_form,
    running_text,
    sort_form,
)
from editio.edition.pointers import normal_uri
from editio.edition.timewords import time_words
from editio.names import XML_ID, XML_LANG, tei

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element, _ElementTree

    from editio.edition.model import DocumentRef, Interval
    from editio.edition.timewords import TimeWords

_KINDS = {
    tei("person"): Kind.PERSON,
    tei("personGrp"): Kind.PERSON,
    tei("place"): Kind.PLACE,
    tei("org"): Kind.ORGANISATION,
    tei("event"): Kind.EVENT,
    tei("bibl"): Kind.WORK,
    tei("biblStruct"): Kind.WORK,
    tei("biblFull"): Kind.WORK,
}
_BIBLIOGRAPHIC = frozenset({tei("bibl"), tei("biblStruct"), tei("biblFull")})

_NAMES = {
    Kind.PERSON: (tei("persName"), tei("name"), tei("orgName")),
    Kind.PLACE: (
        tei("placeName"),
        tei("geogName"),
        tei("name"),
        tei("settlement"),
        tei("region"),
        tei("country"),
        tei("district"),
        tei("bloc"),
    ),
    Kind.ORGANISATION: (tei("orgName"), tei("name")),
    Kind.EVENT: (tei("eventName"), tei("label"), tei("head"), tei("name")),
}

#: What says in words who or what an entry is, best first.
_DESCRIPTIONS = tuple(map(tei, ("note", "desc", "occupation", "trait", "state", "p")))

#: Authority files by their host: what an identifier is called.
_AUTHORITIES = (
    ("d-nb.info/gnd", "GND"),
    ("viaf.org", "VIAF"),
    ("wikidata.org", "Wikidata"),
    ("geonames.org", "GeoNames"),
    ("id.loc.gov", "LoC"),
    ("isni.org", "ISNI"),
    ("orcid.org", "ORCID"),
    ("pleiades.stoa.org", "Pleiades"),
    ("vocab.getty.edu", "Getty"),
    ("getty.edu", "Getty"),
    ("data.bnf.fr", "BnF"),
    ("idref.fr", "IdRef"),
    ("doi.org", "DOI"),
    ("syriaca.org", "Syriaca"),
    ("trismegistos.org", "Trismegistos"),
    ("wikipedia.org", "Wikipedia"),
)

#: Identifiers without an address: how to make one from the value, by the type in small letters.
_ADDRESSES = {
    "gnd": ("GND", "https://d-nb.info/gnd/{}"),
    "pnd": ("GND", "https://d-nb.info/gnd/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/entity/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
    "doi": ("DOI", "https://doi.org/{}"),
    "pleiades": ("Pleiades", "https://pleiades.stoa.org/places/{}"),
    "lccn": ("LoC", "https://id.loc.gov/authorities/{}"),
}

_WEB = re.compile(r"https?://\S+")
_UNSAFE = re.compile(r"[^\w.-]+")


def entries_of(
    source: _Element | _ElementTree, document: DocumentRef, language: str = ""
) -> tuple[Entry, ...]:
    """Return the register entries of a document, in document order.

    ``source`` is its tree in the TEI namespace; ``language`` is the edition's, for headings in
    several languages. An entry without an id gets none where it also has no identifier: nothing
    could point to it. Keys are those of this document alone: see :meth:`Registers.of`.
    """
    root: _Element = source if hasattr(source, "tag") else source.getroot()  # type: ignore[assignment]
    return tuple(_entries(root, document, language))


def _entries(root: _Element, document: DocumentRef, language: str) -> Iterator[Entry]:
    for element in root.iter(*_KINDS):
        if _is_entry(element):
            entry = _entry(element, document, language)
            if entry.heading and (entry.id or entry.uris):
                yield entry


def _is_entry(element: _Element) -> bool:
    """Whether an element is an entry: one with an id or identifier, in a list or on its own."""
    tag = element.tag
    if tag == tei("event"):
        return bool(element.get(XML_ID)) and not _inside(element, _KINDS.keys())
    if tag not in _BIBLIOGRAPHIC:
        return bool(element.get(XML_ID) or _child(element, "idno") is not None)
    if not element.get(XML_ID):
        return False
    parent = element.getparent()
    # What a digital text was made from is no register of works.
    listed = parent is not None and parent.tag == tei("listBibl")
    listed = listed and not _inside(element, (tei("sourceDesc"),))
    record = parent is not None and parent.tag == tei("body")
    return (listed or record) and not _inside(element, _KINDS.keys())


def _child(element: _Element, name: str) -> _Element | None:
    """The first child of a name: to look for a path takes lxml several times as long."""
    return next(element.iterchildren(tei(name)), None)


def _inside(element: _Element, tags: Iterable[str]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _entry(element: _Element, document: DocumentRef, language: str) -> Entry:
    kind = _KINDS[str(element.tag)]
    identifiers = tuple(_identifiers(element))
    xml_id = (element.get(XML_ID) or "").strip()
    if kind is Kind.WORK:
        heading, forms, author = _work_names(element, language)
        sort_as = ""
    else:
        author = ""
        names = ordered(_names(element, kind), language or _language(element))
        headings = list(dict.fromkeys(heading_form(name) for name in names))
        heading = headings[0] if headings else _fallback(element, kind)
        readings = [reading_form(name) for name in names]
        forms = tuple(form for form in dict.fromkeys((*headings, *readings)) if form != heading)
        sort_as = sort_form(heading, names)
    words = time_words(language)
    interval = _interval(element, kind, words)
    uris = tuple(dict.fromkeys(item.url for item in identifiers if item.url))
    return Entry(
        key=_safe(xml_id or _tail(uris)),
        kind=kind,
        id=xml_id,
        document=document.id,
        heading=heading,
        sort_as=sort_as,
        forms=forms,
        dates=_dates(element, kind, interval, words),
        interval=interval,
        description=_description(element, kind),
        subtype=element.get("type") or element.get("role") or "",
        author=author,
        identifiers=identifiers,
        coordinates=_coordinates(element) if kind is Kind.PLACE else None,
        uris=uris,
    )


def _names(element: _Element, kind: Kind) -> list[_Element]:
    """The names of an entry: its children, or those of a ``personGrp`` and the like below them."""
    for tag in _NAMES[kind]:
        found = list(element.iterchildren(tag))
        if found:
            return found
    persona = _child(element, "persona")
    return list(persona.iter(tei("persName"))) if persona is not None else []


def _fallback(element: _Element, kind: Kind) -> str:
    """A heading for an entry without a name: its description's beginning, its role, its id."""
    for tag in ("desc", "label", "head", "p", "note"):
        child = _child(element, tag)
        text = plain_text(child) if child is not None else ""
        if text:
            return text if len(text) <= 80 else text[: text.rfind(" ", 0, 80)] + "…"
    if kind is Kind.EVENT:
        return ""
    return element.get("n") or element.get("role") or element.get(XML_ID) or ""


def _work_names(element: _Element, language: str) -> tuple[str, tuple[str, ...], str]:
    """Heading, variants and author of a bibliographic entry."""
    titles = ordered(_own_titles(_work_titles(element)), language)
    forms = list(dict.fromkeys(plain_text(title) for title in titles))
    author = next(
        (
            text
            for tag in ("author", "editor")
            for child in element.iter(tei(tag))
            if (text := _author(child))
        ),
        "",
    )
    if forms:
        return forms[0], tuple(forms[1:]), author
    text = plain_text(element)
    return (text if len(text) <= 160 else text[: text.rfind(" ", 0, 160)] + "…"), (), author


def _work_titles(element: _Element) -> list[_Element]:
    for path in ("title", "analytic/title", "monogr/title", "titleStmt/title", "series/title"):
        found = element.findall("/".join(tei(step) for step in path.split("/")))
        if any(plain_text(title) for title in found):
            return found
    return [title for title in element.iter(tei("title")) if not _inside_note(title, element)]


def _own_titles(titles: list[_Element]) -> list[_Element]:
    """The titles of the work itself: an article's, without those of its journal and series."""
    for levels in (("a",), ("m", "u", None, ""), ("j",)):
        own = [title for title in titles if title.get("level") in levels and plain_text(title)]
        if own:
            return own
    return titles


def _inside_note(title: _Element, entry: _Element) -> bool:
    note = next(title.iterancestors(tei("note"), *_BIBLIOGRAPHIC), None)
    return note is not None and note is not entry


def _author(author: _Element) -> str:
    names = ordered(author.iterchildren(tei("persName"), tei("name"), tei("orgName")))
    if names:
        return heading_form(names[0])
    return heading_form(author)


def _language(element: _Element) -> str:
    root = element.getroottree().getroot()
    text = _child(root, "text")
    found = (text.get(XML_LANG) if text is not None else None) or root.get(XML_LANG)
    return str(found or "")


def _identifiers(element: _Element) -> Iterator[Identifier]:
    seen: set[str] = set()
    for child in element.iterchildren(tei("idno")):
        found = _identifier(child.get("subtype") or child.get("type") or "", plain_text(child))
        if found.value and found.value not in seen:
            seen.add(found.value)
            yield found
    sources = [element, *element.iterchildren(*_NAMES.get(_KINDS[str(element.tag)], ()))]
    for name in ("ref", "sameAs", "corresp"):
        for holder in sources:
            for value in holder.get(name, "").split():
                if _WEB.fullmatch(value) and value not in seen:
                    seen.add(value)
                    yield _identifier("", value)


def _identifier(stated: str, value: str) -> Identifier:
    kind = stated.strip()
    if _WEB.fullmatch(value):
        for host, name in _AUTHORITIES:
            if host in value:
                return Identifier(kind=name, value=value, url=value)
        return Identifier(
            kind="" if kind.upper() in {"URI", "URL"} else kind, value=value, url=value
        )
    known = _ADDRESSES.get(kind.casefold())
    if known is not None and re.fullmatch(r"[\w.:/-]+", value):
        return Identifier(kind=known[0], value=value, url=known[1].format(value))
    return Identifier(kind=kind, value=value)


def _tail(uris: tuple[str, ...]) -> str:
    """A key from an address: ``http://syriaca.org/person/918`` → ``person-918``."""
    if not uris:
        return ""
    parts = [part for part in re.split(r"[/#]", _WEB.sub(lambda m: m[0], uris[0])) if part]
    return "-".join(parts[-2:]) if len(parts) > 2 else parts[-1]


def _safe(text: str) -> str:
    """A stem for a file name on any system, from an id."""
    return _UNSAFE.sub("-", text).strip(".-")


def _coordinates(element: _Element) -> tuple[float, float] | None:
    """Latitude and longitude of the first ``geo`` that holds two numbers in range."""
    for geo in element.iter(tei("geo")):
        nearest = next(geo.iterancestors(tei("place")), None)
        if nearest is not element:
            continue
        numbers = re.findall(r"[-+]?\d+(?:\.\d+)?", plain_text(geo))
        if len(numbers) == 2:
            latitude, longitude = float(numbers[0]), float(numbers[1])
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                return latitude, longitude
    return None


def _interval(element: _Element, kind: Kind, words: TimeWords) -> Interval | None:
    if kind is Kind.PERSON:
        return _life(element)
    own = interval_of(dict(element.attrib))  # type: ignore[arg-type]
    if own is not None:
        return replace(own, label=_label(own, words))
    paths = ("date", "imprint/date", "monogr/imprint/date", "publicationStmt/date")
    for path in paths if kind is Kind.WORK else ("date", "desc/date"):
        date = element.find("/".join(tei(step) for step in path.split("/")))
        if date is not None:
            found = interval_of(dict(date.attrib), plain_text(date))  # type: ignore[arg-type]
            if found is not None:
                return found
    return None


def _life(element: _Element) -> Interval | None:
    """From birth to death; where neither is known, when a person flourished."""
    ends = []
    for tag in ("birth", "death"):
        child = _child(element, tag)
        ends.append(_dated(child) if child is not None else None)
    birth, death = ends
    if birth or death:
        return replace(
            birth or death,  # type: ignore[type-var]
            earliest=birth.earliest if birth else None,
            latest=death.latest if death else None,
            label="",
        )
    floruit = _child(element, "floruit")
    return _dated(floruit) if floruit is not None else None


def _dated(element: _Element) -> Interval | None:
    found = interval_of(dict(element.attrib), "")  # type: ignore[arg-type]
    if found is not None:
        return found
    date = _child(element, "date")
    if date is not None:
        return interval_of(dict(date.attrib), plain_text(date))  # type: ignore[arg-type]
    return interval_of({}, plain_text(element))


def _dates(element: _Element, kind: Kind, interval: Interval | None, words: TimeWords) -> str:
    """The label of an entry's dates: "1870–1924", "† 1605", "fl. 1211"."""
    if interval is None:
        return ""
    if kind is not Kind.PERSON:
        return interval.label or _label(interval, words)
    birth, death = _child(element, "birth"), _child(element, "death")
    born = _dated(birth) if birth is not None else None
    died = _dated(death) if death is not None else None
    if born and died:
        return f"{_label(born, words)}–{_label(died, words)}"
    if born:
        return f"* {_label(born, words)}"
    if died:
        return f"† {_label(died, words)}"
    return f"fl. {_label(interval, words)}"


def _label(interval: Interval, words: TimeWords) -> str:
    """The years of a span: "1870", "1211–1215", "after 1211", "44 BC"."""
    first = words.year(interval.earliest[0]) if interval.earliest else ""
    last = words.year(interval.latest[0]) if interval.latest else ""
    if first and last:
        return first if first == last else f"{first}/{last}"
    return words.after.format(first) if first else words.before.format(last)


def _description(element: _Element, kind: Kind) -> str:
    """What the register says of it in a sentence or two: the first note or description."""
    if kind is Kind.WORK:
        return plain_text(element)
    children = sorted(element.iterchildren(*_DESCRIPTIONS), key=_description_rank)
    return next((text for child in children if (text := running_text(child))), "")


def _description_rank(element: _Element) -> int:
    return _DESCRIPTIONS.index(element.tag)


@dataclass(frozen=True, slots=True)
class Registers:
    """All entries of an edition, and the ways to find one. Made by :meth:`of`.

    ``digest`` is a hash of what they were made from, empty if it is not known.
    """

    entries: tuple[Entry, ...] = ()
    digest: str = ""
    _by_key: Mapping[str, Entry] = field(default_factory=dict, repr=False)
    _by_id: Mapping[tuple[str, str], Entry] = field(default_factory=dict, repr=False)
    _by_unique_id: Mapping[str, Entry | None] = field(default_factory=dict, repr=False)
    _by_uri: Mapping[str, Entry] = field(default_factory=dict, repr=False)
    _by_identifier: Mapping[str, Entry | None] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry], digest: str = "") -> Registers:
        """Return the registers of an edition from the entries of its documents.

        The key of an entry is its id; where two documents use the same (in any letter case), the
        document's id stands in front. Keys are stems of files, unique without regard to case.
        The order of ``entries`` decides which of two with one address answers to it: the first.
        """
        named = tuple(_with_keys(list(entries)))
        by_id: dict[tuple[str, str], Entry] = {}
        by_unique_id: dict[str, Entry | None] = {}
        by_uri: dict[str, Entry] = {}
        by_identifier: dict[str, Entry | None] = {}
        for entry in named:
            if entry.id:
                by_id.setdefault((entry.document, entry.id), entry)
                by_unique_id[entry.id] = None if entry.id in by_unique_id else entry
            for uri in entry.uris:
                by_uri.setdefault(normal_uri(uri), entry)
            for value in {item.value for item in entry.identifiers}:
                by_identifier[value] = None if value in by_identifier else entry
        return cls(
            named,
            digest,
            {entry.key: entry for entry in named},
            by_id,
            by_unique_id,
            by_uri,
            by_identifier,
        )

    def by_key(self, key: str) -> Entry | None:
        """Return the entry with this key."""
        return self._by_key.get(key)

    def by_id(self, document: str, name: str) -> Entry | None:
        """Return the entry of a document with this ``xml:id``."""
        return self._by_id.get((document, name))

    def by_unique_id(self, name: str) -> Entry | None:
        """Return the entry with this ``xml:id``, if only one document has one."""
        return self._by_unique_id.get(name)

    def by_uri(self, uri: str) -> Entry | None:
        """Return the entry that has this address in an authority file."""
        return self._by_uri.get(normal_uri(uri))

    def by_identifier(self, value: str) -> Entry | None:
        """Return the entry with this identifier (``118567942``), if only one has it."""
        return self._by_identifier.get(value)


def _with_keys(entries: list[Entry]) -> Iterator[Entry]:
    uses: dict[str, int] = {}
    for entry in entries:
        uses[entry.key.casefold()] = uses.get(entry.key.casefold(), 0) + 1
    taken: set[str] = set()
    for entry in entries:
        key = entry.key or "entry"
        if uses[entry.key.casefold()] > 1:
            key = _safe(f"{entry.document}-{key}")
        unique, number = key, 2
        while unique.casefold() in taken:
            unique, number = f"{key}-{number}", number + 1
        taken.add(unique.casefold())
        yield entry if unique == entry.key else replace(entry, key=unique)
