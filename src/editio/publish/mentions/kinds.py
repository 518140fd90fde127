"""Which element is a mention of what: the table of the names and types that occur in real texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What an element mentions, by its name. What :data:`TYPED` elements mention, their type says.
KINDS: Mapping[str, Kind] = {
    "persName": Kind.PERSON,
    "author": Kind.PERSON,
    "editor": Kind.PERSON,
    "role": Kind.PERSON,
    "roleName": Kind.PERSON,
    "placeName": Kind.PLACE,
    "geogName": Kind.PLACE,
    "geogFeat": Kind.PLACE,
    "settlement": Kind.PLACE,
    "country": Kind.PLACE,
    "region": Kind.PLACE,
    "district": Kind.PLACE,
    "bloc": Kind.PLACE,
    "origPlace": Kind.PLACE,
    "orgName": Kind.ORGANISATION,
    "repository": Kind.ORGANISATION,
    "affiliation": Kind.ORGANISATION,
    "eventName": Kind.EVENT,
    "title": Kind.WORK,
    "term": Kind.TERM,
    "objectName": Kind.TERM,
    # What these mean is known only by what they point to.
    "ref": Kind.TERM,
    "ptr": Kind.TERM,
    "date": Kind.DATE,
    "origDate": Kind.DATE,
    "docDate": Kind.DATE,
    "quote": Kind.QUOTATION,
    "q": Kind.QUOTATION,
    "said": Kind.QUOTATION,
    "cit": Kind.QUOTATION,
    "bibl": Kind.BIBLIOGRAPHY,
    "biblStruct": Kind.BIBLIOGRAPHY,
    "biblFull": Kind.BIBLIOGRAPHY,
}

TYPED = frozenset({"rs", "name"})

#: Beginnings of the values of ``rs/@type`` and ``name/@type``, in small letters; longest first.
_TYPES = (
    ("organi", Kind.ORGANISATION),
    ("institu", Kind.ORGANISATION),
    ("corporat", Kind.ORGANISATION),
    ("körperschaft", Kind.ORGANISATION),
    ("literary", Kind.WORK),
    ("settlement", Kind.PLACE),
    ("country", Kind.PLACE),
    ("pers", Kind.PERSON),
    ("character", Kind.PERSON),
    ("per", Kind.PERSON),
    ("place", Kind.PLACE),
    ("region", Kind.PLACE),
    ("city", Kind.PLACE),
    ("geo", Kind.PLACE),
    ("gpe", Kind.PLACE),
    ("loc", Kind.PLACE),
    ("ort", Kind.PLACE),
    ("org", Kind.ORGANISATION),
    ("work", Kind.WORK),
    ("werk", Kind.WORK),
    ("bibl", Kind.WORK),
    ("book", Kind.WORK),
    ("title", Kind.WORK),
    ("event", Kind.EVENT),
    ("ereig", Kind.EVENT),
)

#: Register entries, and the elements in each that are the forms of its own name.
OWN_NAMES = {
    "person": frozenset({"persName", "name"}),
    "personGrp": frozenset({"persName", "name", "orgName"}),
    "place": frozenset({"placeName", "geogName", "name"}),
    "org": frozenset({"orgName", "name"}),
    "event": frozenset({"eventName", "name"}),
    "bibl": frozenset({"title"}),
    "biblStruct": frozenset({"title"}),
    "biblFull": frozenset({"title"}),
}

BIBLIOGRAPHIC = frozenset({"bibl", "biblStruct", "biblFull"})

_REFERENCES = frozenset({"ref", "ptr"})
#: The attributes whose values say what is mentioned, strongest first.
_POINTING = ("ref", "key", "corresp", "sameAs")
_POINTING_OF_REFERENCES = (*_POINTING, "target")


def kind_of_type(stated: str) -> Kind:
    """Return what a :data:`TYPED` element mentions that says it by this ``@type``.

    Without a type that is known it is a term, until a pointer says more.
    """
    stated = stated.casefold()
    for beginning, kind in _TYPES:
        if stated.startswith(beginning):
            return kind
    return Kind.TERM


def pointers_of(name: str, attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a mention points to, as written and each once: pointers and keys.

    ``@target`` counts for ``ref`` and ``ptr`` only. A ``@key`` may hold spaces and is one value.
    """
    found: list[str] = []
    for attribute in _POINTING_OF_REFERENCES if name in _REFERENCES else _POINTING:
        value = attributes.get(attribute)
        if value:
            values = [value.strip()] if attribute == "key" else value.split()
            found.extend(item for item in values if item and item not in found)
    return tuple(found)
