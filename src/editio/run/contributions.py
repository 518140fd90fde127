"""What a document contributes to an edition, ready to be put in: made where it is rendered.

All that follows from one document and from the entries that it points to is done here, in the
processes that render: what it adds to the indexes, the database, the search and the
concordances. The process that
puts the edition together writes it down and no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from editio.publish.concordance.reading import reading_of
from editio.publish.index.additions import Addition
from editio.publish.index.collation import Collation
from editio.publish.search.postings import DocumentPostings, postings_of
from editio.publish.site.documents import made_of
from editio.run.packing import packed

if TYPE_CHECKING:
    from editio.edition.model import DocumentResult
    from editio.edition.registers import Registers
    from editio.edition.settings import Settings
    from editio.publish.concordance.reading import Reading
    from editio.publish.index.made import Made


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a document contributes.

    ``record`` is its result as the store keeps it: without ``html`` and ``text``, which are UTF-8
    here. ``made`` has no more of the result than lists show.
    """

    made: Made
    html: bytes
    text: bytes
    record: bytes
    index: Addition
    search: DocumentPostings
    reading: Reading | None

    @classmethod
    def of(
        cls, result: DocumentResult, number: int, registers: Registers, settings: Settings
    ) -> Contribution:
        """Return what a document contributes; ``number`` is its own in the database."""
        collation = _collation(settings.language)
        return cls(
            made=made_of(result).light(),
            html=result.html.encode(),
            text=result.text.encode(),
            record=packed(result),
            index=Addition.of(result, number, registers.by_key, collation),
            search=postings_of(result),
            reading=reading_of(result, settings),
        )


@lru_cache(maxsize=1)
def _collation(language: str) -> Collation:
    return Collation(language)
