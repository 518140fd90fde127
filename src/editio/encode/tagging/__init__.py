"""Tagging: persons, places, organisations, works, events, dates and quotations marked up.

TEI Guidelines, chapters 13 (names, dates, people, and places) and 3.3 (quotation). Markup is
inserted into the document as it is written; its text is never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.tagging.dates import DateStyle
from editio.encode.tagging.model import LAYERS, Confidence, Decision, Layer, Outcome, Tagging
from editio.encode.tagging.tagger import Tagger

if TYPE_CHECKING:
    from editio.edition.registers import Registers
    from editio.relaxng.schema import Schema

__all__ = [
    "LAYERS",
    "Confidence",
    "DateStyle",
    "Decision",
    "Layer",
    "Outcome",
    "Tagger",
    "Tagging",
    "tag",
]


def tag(  # noqa: PLR0913 - the options of one operation
    document: bytes,
    *,
    registers: Registers,
    language: str | None = None,
    layers: frozenset[str] = LAYERS,
    within: frozenset[str] | None = None,
    schema: Schema | None = None,
) -> Tagging:
    """Mark up the names, dates and quotations of a TEI document.

    ``layers`` are those to mark up (see :class:`Layer`); ``language`` (BCP 47) is that of a
    document which names none; ``within`` are local names of elements outside of which nothing is
    marked up. What is marked up already stays as it is, and tagging the result again changes
    nothing. With a RELAX NG ``schema`` only what it allows is inserted.

    For many documents make one :class:`Tagger`: it reads the registers once. A document that is
    not well-formed comes back as it is, with findings. Raises
    :class:`~editio.errors.SourceError` where the encoding of the document is unknown.
    """
    tagger = Tagger(
        registers, language=language or "en", layers=layers, within=within, schema=schema
    )
    return tagger.tag(document)
