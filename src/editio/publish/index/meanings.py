"""What the mentions of a document mean: entries of registers, or what the text names without one.

Texts mention the same again and again: what a pointer or a name means is found out once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from editio.edition.model import ENTRY_KINDS, Kind
from editio.edition.pointers import normal_uri
from editio.publish.index.parts import made_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editio.edition.model import Entry, Mention

#: All that decides what a mention without an entry means, and its pointers for one with an entry.
_Alike: TypeAlias = tuple[Kind, tuple[str, ...], str, str]

#: Elements that mention who speaks them.
_SPEECHES = frozenset({"sp", "u"})


class Entity(NamedTuple):
    """What an index has a heading for: an entry, or what a text names without one.

    ``id`` is that of the heading, the same for all mentions: the entry's key, or made from an
    address in an authority file, a key, or the normalised form. ``fallback`` is what it is called
    where no text has words for it.
    """

    id: str
    kind: Kind
    entry: Entry | None = None
    uri: str = ""
    fallback: str = ""


class Meanings:
    """What the pointers and the mentions of one document mean; ``entries`` are by pointer."""

    def __init__(self, document: str, entries: Mapping[str, Entry]) -> None:
        self._document = document
        self._by_pointer = entries
        self._entries: dict[tuple[str, ...], tuple[Entry, ...]] = {(): ()}
        self._entities: dict[_Alike, tuple[Entity, ...]] = {}

    def entries(self, pointers: tuple[str, ...]) -> tuple[Entry, ...]:
        """Return the entries of several pointers; bare keys count where no pointer is resolved."""
        known = self._entries.get(pointers)
        if known is None:
            known = self._entries[pointers] = self._resolved(pointers)
        return known

    def entities(self, mention: Mention) -> tuple[Entity, ...]:
        """Return the entities that a mention means: none for a date, say."""
        alike = mention.kind, mention.pointers, mention.form, mention.element
        known = self._entities.get(alike)
        if known is None:
            known = self._entities[alike] = self._meant(mention)
        return known

    def _resolved(self, pointers: tuple[str, ...]) -> tuple[Entry, ...]:
        found: dict[str, Entry] = {}
        keys: dict[str, Entry] = {}
        for pointer in pointers:
            entry = self._by_pointer.get(pointer)
            if entry is not None:
                named = "#" in pointer or ":" in pointer
                (found if named else keys).setdefault(entry.key, entry)
        return tuple((found or keys).values())

    def _meant(self, mention: Mention) -> tuple[Entity, ...]:
        entries = self.entries(mention.pointers)
        if entries:
            known = (entry for entry in entries if entry.kind in ENTRY_KINDS)
            return tuple(Entity(entry.key, entry.kind, entry) for entry in known)
        if mention.kind not in ENTRY_KINDS:
            return ()
        named = _unregistered(mention, self._document)
        return (named,) if named is not None else ()


def _unregistered(mention: Mention, document: str) -> Entity | None:
    """What a mention without an entry means.

    An address of the web, else a pointer inside the document, else the form without regard to
    letter case and white space, else a key.
    """
    kind = mention.kind
    for pointer in mention.pointers:
        if pointer.startswith(("http://", "https://")):
            return Entity(made_id(kind, normal_uri(pointer)), kind, uri=pointer, fallback=pointer)
    for pointer in mention.pointers:
        if pointer.startswith("#") and mention.element in _SPEECHES:
            return Entity(made_id(kind, f"{document}{pointer}"), kind, fallback=pointer[1:])
    form = " ".join(mention.form.casefold().split()).strip(" .,;:")
    if form:
        return Entity(made_id(kind, form), kind)
    if not mention.pointers:
        return None
    name = mention.pointers[0]
    return Entity(made_id(kind, f"key {name}"), kind, fallback=name.rpartition("#")[2] or name)
