"""What a document contributes to the edition's indexes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio import resources
from editio.publish.mentions.events import pieces_of
from editio.publish.mentions.frames import build_frames, let_go
from editio.publish.mentions.mentions import mentions_of, references_in
from editio.publish.mentions.metadata import (
    metadata_of,
    pointers_in,
    prefixes_of,
    split_records,
)
from editio.publish.mentions.units import units_of

if TYPE_CHECKING:
    from editio.edition.model import Mention, Metadata, Unit
    from editio.edition.prefixes import Prefix
    from editio.publish.units import UnitNames
    from editio.saxon import Node, Processor


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What one document says about itself, what can be cited in it, and what it mentions.

    ``pointers`` are all pointers and keys that it uses, as written, each once; ``prefixes`` and
    ``local_ids`` are what :class:`~editio.edition.pointers.Resolver` needs to resolve them.
    ``local_ids`` holds only the ids that the document's own pointers mean.
    """

    metadata: Metadata
    units: tuple[Unit, ...] = ()
    mentions: tuple[Mention, ...] = ()
    pointers: tuple[str, ...] = ()
    prefixes: tuple[Prefix, ...] = ()
    local_ids: frozenset[str] = frozenset()


class Extractor:
    """Extracts metadata, units and mentions from parsed documents; one per processor.

    ``language`` is the edition's: units are called in its words.
    """

    def __init__(self, processor: Processor, language: str = "") -> None:
        self._stylesheet = processor.compile(resources.stylesheet("mentions.xsl"))
        self._language = language

    def extract(self, node: Node, names: UnitNames) -> Extracted:
        """Return what a document contributes; ``names`` are those of its units.

        Raises :class:`~editio.errors.TransformError` if the stylesheet fails on it.
        """
        return read_stream(self._stylesheet.transform(node).output, names, self._language)


def read_stream(stream: str, names: UnitNames, language: str = "") -> Extracted:
    """Return what the output of ``mentions.xsl`` says."""
    records, pieces = split_records(pieces_of(stream))
    frames = build_frames(pieces, names)
    mentions = tuple(mentions_of(frames, references_in(frames)))
    used = frozenset(mention.unit for mention in mentions)
    pointers = pointers_in(records)
    units = tuple(units_of(frames, used, language))
    let_go(frames)
    return Extracted(
        metadata=metadata_of(records),
        units=units,
        mentions=mentions,
        pointers=pointers,
        prefixes=prefixes_of(records),
        local_ids=names.ids.intersection(item[1:] for item in pointers if item[:1] == "#"),
    )
