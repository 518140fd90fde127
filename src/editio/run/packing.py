"""The result of a document as bytes, as the store keeps it, without its renderings.

Units and mentions are plain tuples there: a text has thousands, and they are written in half the
time of records.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

from editio.edition import records
from editio.edition.model import DocumentResult, Mention, Unit

#: A result without its renderings, its units and its mentions, and the latter two.
Packed: TypeAlias = tuple[DocumentResult, tuple[tuple[Any, ...], ...], tuple[tuple[Any, ...], ...]]


def packed(result: DocumentResult) -> bytes:
    """Return a result as bytes, without its HTML and its text."""
    rest = replace(result, html="", text="", units=(), mentions=())
    return records.dump((rest, tuple(map(tuple, result.units)), tuple(map(tuple, result.mentions))))


def restored(record: Packed, html: str, text: str) -> DocumentResult:
    """Return a result from what :func:`packed` wrote, when it is read, and from its renderings."""
    rest, units, mentions = record
    return replace(
        rest,
        html=html,
        text=text,
        units=tuple(map(Unit._make, units)),
        mentions=tuple(map(Mention._make, mentions)),
    )
