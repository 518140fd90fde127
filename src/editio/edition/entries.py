"""Register entries, as a document has them: of personographies, placeographies and the like.

An entry is a ``person``, ``personGrp``, ``place``, ``org``, ``event``, or a ``bibl`` of a list,
wherever it stands: in a register of its own, a ``standOff``, the ``particDesc`` of a play, or the
body of an authority record (TEI Guidelines, chapters 14 and 16.10).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.edition.datings import dates, interval
from editio.edition.identifiers import identifiers, key_from
from editio.edition.model import Entry, Kind
from editio.edition.nameforms import (
    heading_form,
    ordered,
    plain_text,
    reading_form,
    running_text,
    sort_form,
)
from editio.edition.nearby import first_child, is_inside
from editio.edition.stems import stem
from editio.edition.timewords import time_words
from editio.names import XML_ID, XML_LANG, tei

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element, _ElementTree

    from editio.edition.model import DocumentRef

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


def entries_of(
    source: _Element | _ElementTree, document: DocumentRef, language: str = ""
) -> tuple[Entry, ...]:
    """Return the register entries of a document, in document order.

    ``source`` is its tree in the TEI namespace; ``language`` is the edition's, for headings in
    several languages. An entry without an id gets none where it also has no identifier: nothing
    could point to it. Keys are those of this document alone: see
    :meth:`editio.edition.registers.Registers.of`.
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
        return bool(element.get(XML_ID)) and not is_inside(element, _KINDS.keys())
    if tag not in _BIBLIOGRAPHIC:
        return bool(element.get(XML_ID) or first_child(element, "idno") is not None)
    if not element.get(XML_ID):
        return False
    parent = element.getparent()
    # What a digital text was made from is no register of works.
    listed = parent is not None and parent.tag == tei("listBibl")
    listed = listed and not is_inside(element, (tei("sourceDesc"),))
    record = parent is not None and parent.tag == tei("body")
    return (listed or record) and not is_inside(element, _KINDS.keys())


def _entry(element: _Element, document: DocumentRef, language: str) -> Entry:
    kind = _KINDS[str(element.tag)]
    found = tuple(identifiers(element, _NAMES.get(kind, ())))
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
    time = interval(element, kind, words)
    uris = tuple(dict.fromkeys(item.url for item in found if item.url))
    return Entry(
        key=stem(xml_id or key_from(uris)),
        kind=kind,
        id=xml_id,
        document=document.id,
        heading=heading,
        sort_as=sort_as,
        forms=forms,
        dates=dates(element, kind, time, words),
        interval=time,
        description=_description(element, kind),
        subtype=element.get("type") or element.get("role") or "",
        author=author,
        identifiers=found,
        coordinates=_coordinates(element) if kind is Kind.PLACE else None,
        uris=uris,
    )


def _names(element: _Element, kind: Kind) -> list[_Element]:
    """The names of an entry: its children, or those of a ``personGrp`` and the like below them."""
    for tag in _NAMES[kind]:
        found = list(element.iterchildren(tag))
        if found:
            return found
    persona = first_child(element, "persona")
    return list(persona.iter(tei("persName"))) if persona is not None else []


def _fallback(element: _Element, kind: Kind) -> str:
    """A heading for an entry without a name: its description's beginning, its role, its id."""
    for tag in ("desc", "label", "head", "p", "note"):
        child = first_child(element, tag)
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
    text = first_child(root, "text")
    found = (text.get(XML_LANG) if text is not None else None) or root.get(XML_LANG)
    return str(found or "")


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


def _description(element: _Element, kind: Kind) -> str:
    """What the register says of it in a sentence or two: the first note or description."""
    if kind is Kind.WORK:
        return _of_a_work(element)
    children = sorted(element.iterchildren(*_DESCRIPTIONS), key=_description_rank)
    return next((text for child in children if (text := running_text(child))), "")


def _of_a_work(element: _Element) -> str:
    """The text of a bibliographic entry, if there is more in it than titles: those are shown."""
    rest = text = plain_text(element)
    for title in element.iterchildren(tei("title")):
        rest = rest.replace(plain_text(title), "", 1)
    return text if any(character.isalnum() for character in rest) else ""


def _description_rank(element: _Element) -> int:
    return _DESCRIPTIONS.index(element.tag)
