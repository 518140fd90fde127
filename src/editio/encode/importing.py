"""From a source file to a TEI document: read, recognise, assemble, check.

The result is valid against ``schemas/editio.rng`` and holds the text of the source; both are
checked at the end of every import (see :mod:`editio.encode.conservation`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from editio import resources
from editio.edition.parsing import parse_bytes
from editio.encode import conservation
from editio.encode.conservation import ConservationError
from editio.encode.fill import new
from editio.encode.header import Provenance, header
from editio.encode.language import Language, detect
from editio.encode.quotes import with_sources_stated, without_marks
from editio.encode.readers import read
from editio.encode.rich.archive import Picture
from editio.encode.serialize import serialize
from editio.encode.tagging import Tagging
from editio.errors import SourceError
from editio.names import XML_ID, XML_LANG, tei
from editio.relaxng import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from editio.encode.header import Prefix
    from editio.encode.readers.body import Body, Doubt
    from editio.encode.tagging import Decision, Tagger
    from editio.relaxng.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the last step of an import marks up, and with what.

    ``prefixes`` are those by which the result points into the registers of ``tagger``. With
    ``keep_marks`` quotation marks stay in the text; without, the elements stand for them.
    """

    tagger: Tagger
    prefixes: tuple[Prefix, ...] = ()
    keep_marks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A document, and what the import has to say of it.

    ``counts`` has the number of blocks by kind, ``left_out`` that of characters by reason,
    ``joined`` the words that were divided at line ends, ``pictures`` those that the source held,
    with their paths beside the document.
    """

    document: bytes
    encoding: str
    language: str
    counts: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    joined: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pictures: tuple[Picture, ...] = ()
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
    """Return the TEI document for the bytes of a file called ``name``."""
    body = read(data, name)
    spoken = Language(language, "given") if language else detect(body.source)
    provenance = Provenance(
        title=body.title or name,
        authors=body.authors,
        file=name,
        form=body.form,
        length=len(body.source),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        language=spoken.code,
        language_known_by=spoken.how,
        date=date,
        rules=(*body.rules, *_tag_rules(tags)),
        prefixes=tags.prefixes if tags else (),
        keeps_marks=tags is None or tags.keep_marks,
    )
    _place_pictures(body, name)
    document = finished(body.text, provenance, _identifier(name))
    conservation.check(document, body.source, body.kept, name)
    tagging = tagged(document, tags)
    if tagging.document is not document:
        conservation.check(tagging.document, body.source, body.kept, name)
        ensure_valid(tagging.document, name)
    result, marks = tagging.document, 0
    if tags is not None and not tags.keep_marks:
        result, marks = without_marks(tagging.document, name)
        ensure_valid(result, name)
    return Imported(
        document=result,
        decisions=tagging.decisions,
        encoding=body.encoding,
        language=spoken.code,
        counts=body.counts,
        left_out=(*body.left_out, *((("quotation mark", marks),) if marks else ())),
        joined=body.joined,
        doubts=body.doubts,
        pictures=tuple(
            Picture(f"{media_folder(name)}/{_flat(item.path)}", item.data) for item in body.pictures
        ),
    )


def _tag_rules(tags: Tags | None) -> Iterator[str]:
    """What the last step does, and with which registers."""
    if tags is None:
        return
    files = ", ".join(sorted({prefix.file for prefix in tags.prefixes}))
    if files:
        yield f"Names were marked up from the registers of the edition ({files})."
    yield "Dates, quotations and the titles in references were marked up by rules."


def media_folder(name: str) -> str:
    """Return the folder for the pictures of the file ``name``, beside its document."""
    return f"{PurePosixPath(name).stem}-media"


def _place_pictures(body: Body, name: str) -> None:
    """Let the text point to its pictures where they will be."""
    places = {item.path: f"{media_folder(name)}/{_flat(item.path)}" for item in body.pictures}
    for graphic in body.text.iter(tei("graphic")):
        place = places.get(unquote(graphic.get("url", "")))
        if place is not None:
            graphic.set("url", quote(place))


def _flat(path: str) -> str:
    """Return the path of a picture as one plain file name."""
    return "-".join(part for part in PurePosixPath(path).parts if part not in ("/", "..", "."))


def finished(text: _Element, provenance: Provenance, identifier: str) -> bytes:
    """Return the document of a text and its header; it is valid, or this is a bug.

    Raises :class:`ConservationError` where the customization has no place for what was made.
    """
    root = new("TEI")
    taken = {element.get(XML_ID) for element in text.iter()}
    while identifier in taken:
        identifier = f"text-{identifier}"
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
    wrong = next(iter(schema().validate(document)), None)
    if wrong is not None:
        why = f"line {wrong.line}: {wrong.message}"
    else:
        ids = Counter(element.get(XML_ID) for element in parse_bytes(document).iter())
        ids.pop(None, None)
        why = next((f"two elements are called {one}" for one, n in ids.items() if n > 1), "")
    if why:
        raise ConservationError(
            f"{name}: the result is not valid: {why}",
            "nothing is written; please report this with the file",
        )


def tagged(document: bytes, tags: Tags | None) -> Tagging:
    """Return ``document`` with names, dates and quotations marked up, if ``tags`` are given."""
    if tags is None:
        return Tagging(document=document, decisions=())
    tagging = tags.tagger.tag(document)
    if tagging.document is document:
        return tagging
    return replace(tagging, document=with_sources_stated(tagging.document))


@cache
def schema() -> Schema:
    """The customization that everything imported is valid against."""
    return load_schema(resources.schema("editio.rng"))


def _identifier(name: str) -> str:
    """Return an ``xml:id`` made from a file name, empty where there is none to be made."""
    stem = name.rsplit(".", 1)[0]
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)
    plain = plain.strip("-")
    return plain if plain[:1].isalpha() else f"text-{plain}" if plain else ""
