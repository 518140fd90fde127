"""The documents of an edition as lists show them: a small record each, so all fit in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editio.edition.model import DocumentRef, DocumentResult, Interval, Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What lists and links need to know of a document. ``words`` counts its plain text."""

    ref: DocumentRef
    metadata: Metadata
    words: int
    rendered: bool

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.ref.id

    @property
    def title(self) -> str:
        """The title, or the id where the header has none."""
        return self.metadata.title or self.ref.id

    @property
    def date_key(self) -> str:
        """The first day as a number in the order of time; empty without a date."""
        return _day_number(self.metadata.date)


def document_of(result: DocumentResult) -> Document:
    """Return the record of a result."""
    return Document(
        ref=result.ref,
        metadata=result.metadata,
        words=len(result.text.split()),
        rendered=bool(result.html),
    )


def _day_number(interval: Interval | None) -> str:
    day = (interval.earliest or interval.latest) if interval else None
    if day is None:
        return ""
    year, month, number = day
    return str((year * 12 + month) * 31 + number)
