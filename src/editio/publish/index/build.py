"""Postings of all indexes: of a document, and of the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.publish.index.bibliography import citation_postings
from editio.publish.index.chronology import date_postings, event_postings
from editio.publish.index.entities import entity_postings, register_postings
from editio.publish.index.merge import combined
from editio.publish.index.quotations import quotation_postings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.edition.model import Entry
    from editio.publish.index.collation import Collation
    from editio.publish.index.context import Context
    from editio.publish.index.parts import Posting


def postings_of_document(context: Context) -> tuple[Posting, ...]:
    """Return what a document adds to the indexes."""
    makers = (entity_postings, date_postings, quotation_postings, citation_postings)
    return combined(posting for maker in makers for posting in maker(context))


def postings_of_registers(entries: Sequence[Entry], collation: Collation) -> tuple[Posting, ...]:
    """Return what the registers add to the indexes: names, see-references, events."""
    events = event_postings(entries, collation.language)
    return combined((*register_postings(entries, collation), *events))
