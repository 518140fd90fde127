"""Indexes and database of a few results, merged as a build does it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editio.publish.index.additions import Addition
from editio.publish.index.assembly import Assembly
from editio.publish.index.collation import Collation
from editio.publish.index.model import Index, IndexName
from editio.publish.index.sqlite import edit_database
from editio.publish.index.state import Source, open_state
from editio.publish.index.stored import StoredIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.edition.model import DocumentResult
    from editio.edition.registers import Registers


@dataclass(frozen=True)
class Merged:
    """The eight indexes, and their files by path."""

    indexes: tuple[Index, ...]
    files: dict[str, str]


def merge_into(
    path: Path, results: Sequence[DocumentResult], registers: Registers, language: str
) -> Merged:
    """Write the database of an edition to ``path``, and return its indexes."""
    collation = Collation(language)
    state, draft = open_state(None, "", ""), path.with_suffix(".draft")
    with edit_database(draft, path) as database:
        database.create(language)
        refs = [result.ref for result in results]
        assembly = Assembly(state, database, collation, registers, refs)
        for position, result in enumerate(results):
            number = assembly.number(result.ref.id)
            addition = Addition.of(result, number, registers.by_key, collation)
            assembly.add(result, addition, Source(f"{position:09}", ""), b"")
        assembly.finish()
    draft.unlink()
    stored = [StoredIndex(state, name, collation.language) for name in IndexName]
    found = Merged(
        tuple(Index(name=item.name, language=item.language, groups=item.groups) for item in stored),
        {f"index/{item.name.value}.json": "".join(item.file()) for item in stored},
    )
    state.close()
    return found


def build_indexes(
    results: Sequence[DocumentResult], registers: Registers, language: str
) -> tuple[Index, ...]:
    """Return the eight indexes in the order of :class:`IndexName`."""
    with tempfile.TemporaryDirectory() as folder:
        return merge_into(Path(folder, "edition.sqlite"), results, registers, language).indexes
