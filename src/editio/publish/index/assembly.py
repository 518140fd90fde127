"""The merge: what documents add to the indexes, put into the state and the database as it changes.

Call :meth:`Assembly.known` or :meth:`Assembly.add` for every document in the order of the edition,
then :meth:`Assembly.finish` once; then the indexes can be read.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from editio.edition import records
from editio.edition.model import ENTRY_KINDS
from editio.publish.index.additions import stored
from editio.publish.index.build import postings_of_registers
from editio.publish.index.entities import INDEXES
from editio.publish.index.json_files import checked_heading
from editio.publish.index.merge import merge
from editio.publish.index.rows import document as document_row
from editio.publish.index.rows import document_numbers, entity_number
from editio.publish.index.state import REGISTERS, Source, StoredHeading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.edition.model import DocumentRef, DocumentResult, Entry, Kind
    from editio.edition.registers import Registers
    from editio.publish.index.additions import Addition
    from editio.publish.index.collation import Collation
    from editio.publish.index.merge import Placed
    from editio.publish.index.model import IndexName
    from editio.publish.index.sqlite import Database
    from editio.publish.index.state import State

_KINDS: Mapping[IndexName, Kind] = {INDEXES[kind]: kind for kind in ENTRY_KINDS}
#: So many headings are written at a time.
_BATCH = 500


class Assembly:
    """Puts together the indexes of an edition from the results of its documents."""

    def __init__(
        self,
        state: State,
        database: Database,
        collation: Collation,
        registers: Registers,
        refs: Sequence[DocumentRef],
    ) -> None:
        self._state = state
        self._database = database
        self._collation = collation
        self._registers = registers
        self._numbers = document_numbers(ref.id for ref in refs)
        self._positions = {ref.id: position for position, ref in enumerate(refs, start=1)}
        self._sources = state.sources()
        self._outdated: set[str] = set()
        self._take_in_registers()
        for name in self._sources.keys() - self._numbers.keys() - {REGISTERS}:
            self._remove(name)

    def records(self) -> Iterable[tuple[str, bytes]]:
        """Return what was kept with each document, by id."""
        return [item for item in self._state.records() if item[0] != REGISTERS]

    def same_neighbourhood(self, digest: str) -> bool:
        """Tell whether the hash of what documents share is that of the previous build."""
        return self._state.same("neighbourhood", digest)

    def known(self, name: str, source: Source) -> bool:
        """Tell whether a document is in as it is to be."""
        same = self._sources.get(name) == source and name not in self._outdated
        return bool(source.key) and same

    def number(self, name: str) -> int:
        """Return the number of a document in the database."""
        return self._numbers[name]

    def add(
        self, result: DocumentResult, addition: Addition, source: Source, record: bytes
    ) -> None:
        """Take in a document, in the place of what it was before.

        Of the ``result`` only the metadata are looked at; ``record`` is kept with the document.
        """
        name = result.ref.id
        if name in self._sources:
            self._database.remove_document(self._number_before(name))
        self._state.put(name, source, addition.postings, addition.entries, record)
        row = document_row(self._numbers[name], self._positions[name], result)
        self._database.put_document(row, addition)

    def finish(self) -> None:
        """Put together the headings that have changed."""
        self._database.place(
            {self._numbers[name]: position for name, position in self._positions.items()}
        )
        fresh, state = self._state.fresh, self._state
        batch: list[tuple[IndexName, Placed]] = []
        for index, heading, postings in state.touched():
            if not fresh:
                state.drop_heading(index, heading)
                self._drop_entity(index, heading)
            if postings:
                batch.append((index, merge(postings, self._collation)))
            if len(batch) >= _BATCH:
                self._keep(batch)
                batch.clear()
        self._keep(batch)

    def _keep(self, headings: Sequence[tuple[IndexName, Placed]]) -> None:
        self._state.keep_headings((index, _stored(index, placed)) for index, placed in headings)
        self._database.put_entities(self._entities(headings))

    def _take_in_registers(self) -> None:
        """Put in the registers if they have changed, and find out whose entries have."""
        key = self._registers.digest
        if key and self._state.registers_key == key:
            return
        entries = {entry.key: _digest(entry) for entry in self._registers.entries}
        before = self._state.entries()
        if not self._state.fresh:
            keys = entries.keys() | before.keys()
            changed = {key for key in keys if entries.get(key) != before.get(key)}
            self._outdated = self._state.pointing_to(changed)
        postings = postings_of_registers(self._registers.entries, self._collation)
        self._state.put_registers(key, entries, stored(postings))

    def _remove(self, name: str) -> None:
        self._database.remove_document(self._number_before(name))
        self._state.remove(name)

    def _number_before(self, name: str) -> int:
        return document_numbers(self._sources.keys() - {REGISTERS})[name]

    def _entities(
        self, headings: Iterable[tuple[IndexName, Placed]]
    ) -> Iterator[tuple[Placed, Entry | None, int | None]]:
        """Yield the headings that are entities, each with its entry and its entry's document."""
        for index, placed in headings:
            if index in _KINDS and not placed.heading.see:
                key = placed.heading.entry
                entry = self._registers.by_key(key) if key else None
                yield placed, entry, self._numbers.get(entry.document) if entry else None

    def _drop_entity(self, index: IndexName, heading: str) -> None:
        if index in _KINDS:
            self._database.remove_entity(entity_number(_KINDS[index], heading))


def _stored(index: IndexName, placed: Placed) -> StoredHeading:
    heading = placed.heading
    line = checked_heading(index, heading)
    return StoredHeading(
        heading=heading.id,
        section=placed.group_id,
        section_label=placed.group_label,
        place=placed.order,
        lines=heading.lines,
        counts=int(not heading.see),
        digest=hashlib.blake2b(line.encode(), digest_size=12).digest(),
        json=line,
    )


def _digest(entry: Entry) -> bytes:
    return hashlib.blake2b(records.dump_stable(entry), digest_size=12).digest()
