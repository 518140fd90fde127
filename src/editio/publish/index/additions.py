"""What one document adds to the indexes and the database, in the form in which it is put in.

It is made where the document is rendered, in parallel; to put it in takes one process, and little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from editio.publish.index import rows
from editio.publish.index.build import postings_of_document
from editio.publish.index.context import Context
from editio.publish.index.model import IndexName
from editio.publish.index.packing import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from editio.edition.model import DocumentResult, Entry
    from editio.publish.index.collation import Collation
    from editio.publish.index.parts import Posting

#: Postings as the state keeps them, by the number of their index and the id of their heading.
StoredPostings: TypeAlias = dict[tuple[int, str], bytes]

_NUMBERS = {name: number for number, name in enumerate(IndexName)}


@dataclass(frozen=True, slots=True)
class Addition:
    """What a document adds: postings by heading, the entries that it points to, and rows."""

    postings: StoredPostings
    entries: tuple[str, ...]
    authors: tuple[rows.Row, ...]
    units: tuple[rows.Row, ...]
    mentions: rows.Mentions

    @classmethod
    def of(
        cls,
        result: DocumentResult,
        number: int,
        entry_of: Callable[[str], Entry | None],
        collation: Collation,
    ) -> Addition:
        """Return what a document adds; ``number`` is the one that it has in the database.

        ``entry_of`` returns the entry with a key; asked only for those that the document links to.
        """
        context = Context.of(result, entry_of, collation)
        return cls(
            postings=stored(postings_of_document(context)),
            entries=tuple(sorted({key for _, key in result.links})),
            authors=tuple(rows.authors(number, result)),
            units=tuple(rows.units(number, result)),
            mentions=rows.Mentions.of(number, context),
        )


def stored(postings: Iterable[Posting]) -> StoredPostings:
    """Return postings as the state keeps them."""
    return {(_NUMBERS[item.index], item.part.heading.id): packed(item) for item in postings}
