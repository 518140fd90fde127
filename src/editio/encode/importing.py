"""From a source file to a TEI document: read, recognise, assemble, check.

The result is valid against ``schemas/editio.rng`` and holds the text of the source; both are
checked at the end of every import (see :mod:`editio.encode.conservation`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from editio import resources
from editio.encode import conservation
from editio.encode.assemble import Assembler
from editio.encode.conservation import ConservationError, Kept
from editio.encode.decoding import decode
from editio.encode.fill import HYPHEN, Filler, new
from editio.encode.header import Provenance, header
from editio.encode.language import Language, detect
from editio.encode.model import Kind, Span
from editio.encode.serialize import serialize
from editio.encode.structure.recognise import recognise
from editio.encode.tagging import LAYERS, Tagging, tag
from editio.errors import SourceError
from editio.names import XML_ID, XML_LANG
from editio.relaxng import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lxml.etree import _Element

    from editio.edition.registers import Registers
    from editio.encode.decoding import DecodedText
    from editio.encode.header import Prefix
    from editio.encode.model import Block, Dropped
    from editio.encode.tagging import Decision
    from editio.relaxng.schema import Schema

#: A confidence below this is worth a look.
DOUBTFUL = 0.65


@dataclass(frozen=True, slots=True)
class Doubt:
    """A decision on structure that an editor should look at; ``line`` counts from 1."""

    line: int
    kind: str
    text: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the last step of an import marks up, and with what.

    ``prefixes`` are those by which the result points into ``registers``; ``layers`` are those of
    :mod:`editio.encode.tagging`.
    """

    registers: Registers
    prefixes: tuple[Prefix, ...] = ()
    layers: frozenset[str] = LAYERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A document, and what the import has to say of it.

    ``counts`` has the number of blocks by kind, ``left_out`` that of characters by reason,
    ``joined`` the words that were divided at line ends.
    """

    document: bytes
    encoding: str
    language: str
    counts: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    joined: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    decisions: tuple[Decision, ...] = ()


def import_file(
    path: Path, *, date: str, language: str | None = None, tags: Tags | None = None
) -> Imported:
    """Return the TEI document for the file ``path``.

    ``date`` is that of the revision (see :func:`editio.encode.header.date_of`). Without ``tags``
    no names and dates are marked up. Raises :class:`SourceError` where the file cannot be read or
    is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}", "check the file") from error
    return import_text(data, path.name, date=date, language=language, tags=tags)


def import_text(
    data: bytes, name: str, *, date: str, language: str | None = None, tags: Tags | None = None
) -> Imported:
    """Return the TEI document for the bytes of a plain text called ``name``."""
    decoded = decode(data, name)
    source = decoded.text
    spoken = Language(language, "given") if language else detect(source)
    recognised = recognise(source)
    if not recognised.blocks:
        raise SourceError(f"{name}: the file holds no text", "there is nothing to import")
    assembler = Assembler(recognised.notes)
    filler = Filler(source, recognised.marks, assembler.mark)
    assembler.filler = filler
    text = assembler.text(recognised.blocks)
    joined = tuple(word for _, word in filler.joined)
    provenance = Provenance(
        title=_title(recognised.blocks, source) or name,
        author=_author(recognised.blocks, source),
        file=name,
        form=f"plain text in {decoded.encoding}",
        length=len(source),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        language=spoken.code,
        language_known_by=spoken.how,
        date=date,
        rules=tuple(_rules(decoded, filler)),
        prefixes=tags.prefixes if tags else (),
    )
    document = finished(text, provenance, _identifier(name))
    moved = {key: Span(block.start, block.end) for key, block in assembler.moved.items()}
    kept = Kept(filler.dropped, moved)
    conservation.check(document, source, kept, name)
    tagging = (
        tagged(document, spoken.code, tags) if tags else Tagging(document=document, decisions=())
    )
    if tagging.document is not document:
        conservation.check(tagging.document, source, kept, name)
        ensure_valid(tagging.document, name)
    return Imported(
        document=tagging.document,
        decisions=tagging.decisions,
        encoding=decoded.encoding,
        language=spoken.code,
        counts=_counts(recognised.blocks, len(assembler.moved)),
        left_out=_left_out(filler.dropped),
        joined=joined,
        doubts=tuple(_doubts(recognised.blocks, source)),
    )


def finished(text: _Element, provenance: Provenance, identifier: str) -> bytes:
    """Return the document of a text and its header; it is valid, or this is a bug.

    Raises :class:`ConservationError` where the customization has no place for what was made.
    """
    root = new("TEI")
    if identifier:
        root.set(XML_ID, identifier)
    root.set(XML_LANG, provenance.language)
    root.append(header(provenance))
    root.append(text)
    document = serialize(root)
    ensure_valid(document, provenance.file)
    return document


def ensure_valid(document: bytes, name: str) -> None:
    """Raise :class:`ConservationError` where a document is not valid: a fault of the program."""
    for finding in _schema().validate(document, check_ids=True):
        raise ConservationError(
            f"{name}: the result is not valid: line {finding.line}: {finding.message}",
            "nothing is written; please report this with the file",
        )


def tagged(document: bytes, language: str, tags: Tags | None) -> Tagging:
    """Return ``document`` with names, dates and quotations marked up, if ``tags`` are given."""
    if tags is None:
        return Tagging(document=document, decisions=())
    return tag(
        document,
        registers=tags.registers,
        language=language,
        layers=tags.layers,
        schema=_schema(),
    )


@cache
def _schema() -> Schema:
    return load_schema(resources.schema("editio.rng"))


def _identifier(name: str) -> str:
    """Return an ``xml:id`` made from a file name, empty where there is none to be made."""
    stem = name.rsplit(".", 1)[0]
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)
    plain = plain.strip("-")
    return plain if plain[:1].isalpha() else f"text-{plain}" if plain else ""


def _title(blocks: Sequence[Block], source: str) -> str:
    head = next((block for block in blocks[:40] if block.kind is Kind.HEAD), None)
    return _words(head, source) if head else ""


def _author(blocks: Sequence[Block], source: str) -> str:
    byline = next((block for block in blocks[:12] if block.kind is Kind.BYLINE), None)
    if byline is None:
        return ""
    words = _words(byline, source)
    first, _, rest = words.partition(" ")
    return rest if first.casefold().rstrip(":") in {"by", "von", "par", "di", "por"} else words


def _words(block: Block, source: str) -> str:
    return " ".join(" ".join(source[span.start : span.end] for span in block.spans).split())


def _rules(decoded: DecodedText, filler: Filler) -> Iterator[str]:
    yield f"The encoding of the source is {decoded.encoding} ({decoded.how})."
    yield (
        "The structure was recognised by rules from the form and the place of lines: headings, "
        "paragraphs, lists, quotations set off, notes, what opens and closes a text."
    )
    hyphens = sum(dropped.why == HYPHEN for dropped in filler.dropped)
    if hyphens:
        words = ", ".join(dict.fromkeys(word for _, word in filler.joined[:200]))
        yield f"Words divided at line ends were joined, {hyphens} in number: {words}."
    for why, count in _left_out(filler.dropped):
        if why != HYPHEN:
            yield f"Not kept as text, but said by the encoding: {why} ({count})."


def _left_out(dropped: Sequence[Dropped]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(gone.why for gone in dropped).items()))


def _counts(blocks: Sequence[Block], notes: int) -> tuple[tuple[str, int], ...]:
    counts = Counter(str(block.kind) for block in blocks)
    if notes:
        counts["linked note"] = notes
    return tuple(sorted(counts.items()))


def _doubts(blocks: Sequence[Block], source: str) -> Iterator[Doubt]:
    line, at = 1, 0
    for block in blocks:
        if block.confidence >= DOUBTFUL:
            continue
        line += source.count("\n", at, block.start)
        at = block.start
        text = " ".join(source[block.start : min(block.end, block.start + 80)].split())
        yield Doubt(line, str(block.kind), text, block.reason, block.confidence)
