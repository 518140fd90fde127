"""All indexes of an edition, from the results of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.publish.index.bibliography import bibliography
from editio.publish.index.chronology import chronology
from editio.publish.index.context import Edition
from editio.publish.index.entities import entity_indexes
from editio.publish.index.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.edition.model import DocumentResult
    from editio.edition.registers import Registers
    from editio.publish.index.model import Index


def build_indexes(
    results: Sequence[DocumentResult], registers: Registers, language: str = ""
) -> tuple[Index, ...]:
    """Return the eight indexes in the order of :class:`IndexName`, empty ones too.

    ``language`` is the edition's BCP 47 tag and decides the order of headings. The links of each
    result must give the keys of the entries in ``registers``.
    """
    edition = Edition.of(results, registers, language)
    return (
        *entity_indexes(edition),
        chronology(edition),
        quotations(edition),
        bibliography(edition),
    )
