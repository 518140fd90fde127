"""Registers: all entries of an edition, each with a key of its own, and the ways to find one.

What an entry is, and what is read of it: :mod:`editio.edition.entries`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editio.edition.pointers import normal_uri
from editio.edition.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.edition.model import Entry


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

        Documents may hold copies of entries, so that each can be read by itself: what has the id
        and kind of another, and shares with it an address in an authority file, or the name and
        a fact, is one entry, that of the document with the most entries.
        """
        found = list(entries)
        copies = _copies(found)
        named = tuple(_with_keys([entry for entry in found if id(entry) not in copies]))
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
        for copy, (document, name) in copies.values():
            by_id.setdefault((copy.document, copy.id), by_id[document, name])
        return cls(
            named,
            digest,
            {entry.key: entry for entry in named},
            by_id,
            by_unique_id,
            by_uri,
            by_identifier,
        )

    @property
    def owners(self) -> frozenset[str]:
        """The ids of the documents that hold entries, or copies of some."""
        return frozenset(
            (
                *(entry.document for entry in self.entries),
                *(document for document, _ in self._by_id),
            )
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
            key = stem(f"{entry.document}-{key}")
        unique, number = key, 2
        while unique.casefold() in taken:
            unique, number = f"{key}-{number}", number + 1
        taken.add(unique.casefold())
        yield entry if unique == entry.key else replace(entry, key=unique)


def _copies(entries: list[Entry]) -> dict[int, tuple[Entry, tuple[str, str]]]:
    """Return the entries that are copies, by identity: with document and id of what they repeat."""
    alike: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.id:
            alike[entry.kind, entry.id].append(entry)
    groups = [group for group in alike.values() if len(group) > 1]
    sizes = Counter(entry.document for entry in entries) if groups else Counter()
    copies: dict[int, tuple[Entry, tuple[str, str]]] = {}
    for group in groups:
        originals: dict[object, Entry] = {}
        for entry in sorted(group, key=lambda entry: -sizes[entry.document]):
            marks = list(_marks(entry))
            original = next((originals[mark] for mark in marks if mark in originals), entry)
            if original.document != entry.document:
                copies[id(entry)] = (entry, (original.document, original.id))
            for mark in marks:
                originals.setdefault(mark, original)
    return copies


def _marks(entry: Entry) -> Iterator[object]:
    """What two entries with one id have in common if they are about the same.

    A name alone is not enough: servants in two plays have the same.
    """
    yield from map(normal_uri, entry.uris)
    for fact in (entry.dates, entry.coordinates, entry.author):
        if fact:
            yield entry.heading, fact
