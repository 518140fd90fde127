"""The header of an imported text: what it is, where it comes from, what was done to it.

TEI Guidelines, chapter 2. Everything in it follows from the source file and the program: the date
is that of ``SOURCE_DATE_EPOCH`` if the environment sets it (reproducible-builds.org), else the day
on which the file was last changed, so that importing a file twice gives the same document.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from editio import __version__
from editio.encode.fill import UNWRITABLE, new, sub
from editio.names import tei

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French", "grc": "Ancient Greek",
    "he": "Hebrew", "hu": "Hungarian", "it": "Italian", "la": "Latin", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prefix:
    """An abbreviation for pointers into a register: ``person`` for ``../registers/persons.xml``."""

    ident: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the header says. ``length`` is in characters, ``size`` in bytes, ``date`` ISO 8601.

    ``rules`` are sentences on what was recognised and changed, one per paragraph; ``prefixes``
    abbreviate pointers into the registers; ``keeps_marks`` tells that quotation marks are text.
    """

    title: str
    authors: Sequence[str]
    file: str
    form: str
    length: int
    size: int
    sha256: str
    language: str
    language_known_by: str
    date: str
    rules: Sequence[str] = ()
    prefixes: Sequence[Prefix] = ()
    keeps_marks: bool = True


def date_of(path: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return the date that an import of ``path`` bears, as YYYY-MM-DD in UTC."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else path.stat().st_mtime
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
    except (OverflowError, OSError, ValueError):
        return "1970-01-01"


def header(given: Provenance) -> _Element:
    """Return the ``teiHeader`` of an imported document."""
    element = new("teiHeader")
    _file(sub(element, "fileDesc"), given)
    encoding = sub(element, "encodingDesc")
    program = sub(sub(encoding, "appInfo"), "application", ident="editio", version=_version())
    sub(program, "label").text = "Editio"
    _p(program, f"Imported from {given.form} with editio import, version {__version__}.")
    declared = sub(encoding, "editorialDecl")
    for rule in given.rules:
        _p(declared, rule)
    marks = sub(declared, "quotation", marks="all" if given.keeps_marks else "some")
    kept = (
        "are those of the source"
        if given.keeps_marks
        else "around quote, q, said and soCalled are left out"
    )
    _p(marks, f"Quotation marks {kept}.")
    if given.prefixes:
        listed = sub(encoding, "listPrefixDef")
        for prefix in given.prefixes:
            pattern = {"matchPattern": r"(.+)", "replacementPattern": f"{prefix.file}#$1"}
            definition = sub(listed, "prefixDef", ident=prefix.ident, **pattern)
            _p(definition, "Entries of a register of the edition.")
    language = sub(sub(sub(element, "profileDesc"), "langUsage"), "language", ident=given.language)
    name = _NAMES.get(given.language.split("-")[0], given.language)
    language.text = f"{name} ({given.language_known_by})"
    revision = sub(element, "revisionDesc", status="draft")
    change = sub(revision, "change", when=given.date)
    change.text = "Imported; structure recognised by rules, not yet reviewed by an editor."
    return element


def _file(file: _Element, given: Provenance) -> None:
    titles = sub(file, "titleStmt")
    sub(titles, "title").text = _clean(given.title)
    for author in given.authors:
        sub(titles, "author").text = _clean(author)
    _p(sub(file, "publicationStmt"), "Imported for the edition; not published in this form.")
    described = sub(file, "sourceDesc")
    source = sub(described, "bibl")
    source.text = "The file "
    for name, attribute, value, text, after in (
        ("title", "level", "u", _clean(given.file), ", "),
        ("biblScope", "unit", "characters", str(given.length), " characters ("),
        ("biblScope", "unit", "bytes", str(given.size), " bytes)"),
    ):
        element = sub(source, name, **{attribute: value})
        element.text, element.tail = text, after
    digest = sub(described, "bibl")
    digest.text = "Its SHA-256: "
    sub(digest, "idno", type="sha-256").text = given.sha256
    if not file.findtext(f".//{tei('title')}"):
        for title in file.iter(tei("title")):
            title.text = _clean(given.file)


def _p(parent: _Element, text: str) -> None:
    sub(parent, "p").text = _clean(text)


def _clean(text: str) -> str:
    return " ".join(UNWRITABLE.sub("", text).split())


def _version() -> str:
    """Return the version as TEI has it: up to three numbers (teidata.versionNumber)."""
    numbers = [part for part in __version__.split(".") if part.isdigit()]
    return ".".join(numbers[:3]) or "0"
