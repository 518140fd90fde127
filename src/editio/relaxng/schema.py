"""A loaded schema: the interface of the library."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from editio.errors import SchemaError
from editio.relaxng.accept import accepts
from editio.relaxng.automaton import Automaton
from editio.relaxng.factory import Patterns
from editio.relaxng.fast import WINDOW, Alphabet, CannotTellError, accepts_fast
from editio.relaxng.reading import diagnose
from editio.relaxng.restrictions import check_restrictions
from editio.relaxng.simplify import simplify
from editio.relaxng.syntax import read_schema
from editio.relaxng.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editio.findings import Finding
    from editio.relaxng.form import SchemaForm


class Schema:
    """A RELAX NG schema, ready to validate any number of documents."""

    def __init__(self, form: SchemaForm, make: Patterns) -> None:
        self.form = form
        self.automaton = Automaton(make)
        self._alphabet = Alphabet(self.automaton)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The elements of the schema by name."""
        return Vocabulary(self.automaton.make)

    def is_valid(self, document: Path | str | bytes) -> bool:
        """Return whether ``document`` (a path, or the bytes of it) is well-formed and valid."""
        try:
            return accepts_fast(self._alphabet, _chunks(document))
        except CannotTellError:
            return accepts(self.automaton, document)

    def validate(self, document: Path | str | bytes) -> Iterator[Finding]:
        """Yield every mistake of ``document``, in the order of the document.

        Most documents are valid: they are read once, without looking for positions. Only where
        that fails the document is read again, with recovery after each mistake. Codes begin with
        ``RNG-``; a document that is not well-formed ends with one ``XML-SYNTAX``.
        """
        if not self.is_valid(document):
            yield from self.diagnose(document)

    def diagnose(self, document: Path | str | bytes) -> list[Finding]:
        """Return what :meth:`validate` yields, without looking first whether there is anything."""
        return diagnose(self.automaton, self.vocabulary, document)


def load_schema(
    schema: Path | str | bytes,
    base_uri: str | None = None,
    *,
    resolve: Callable[[str], tuple[bytes, str]] | None = None,
) -> Schema:
    """Load a RELAX NG schema from a path or from bytes.

    ``base_uri`` is where relative references in it start (by default its path); ``resolve`` reads
    the schemas that it includes, given their URI, and returns bytes and final URI. By default only
    local files are read.

    Raises :class:`~editio.errors.SchemaError` where the schema is not correct (RELAX NG
    sections 3, 4 and 7).
    """
    data, uri = _read(schema, base_uri)
    reader = resolve or read_local
    form = simplify(read_schema(data, uri), uri, reader)
    make = Patterns(form)
    try:
        check_restrictions(make)
    except RecursionError:
        message = "The definitions of the schema are nested too deeply"
        raise SchemaError(message, file=uri) from None
    return Schema(form, make)


def _read(schema: Path | str | bytes, base_uri: str | None) -> tuple[bytes, str]:
    if isinstance(schema, bytes):
        return schema, base_uri or ""
    path = Path(schema)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SchemaError(f"The schema {path} cannot be read: {reason}", file=str(path)) from error
    return data, base_uri or path.absolute().as_uri()


def read_local(uri: str) -> tuple[bytes, str]:
    """Read a local file by its URI. Raises :class:`OSError` for anything else."""
    parts = urlsplit(uri)
    if parts.scheme not in ("", "file"):
        raise OSError(f"only local files are read, and {parts.scheme}: is not one")
    path = Path(url2pathname(parts.path))
    return path.read_bytes(), uri


def _chunks(document: Path | str | bytes) -> Iterator[bytes]:
    if isinstance(document, bytes):
        yield from (document[at : at + WINDOW] for at in range(0, len(document) or 1, WINDOW))
        return
    with Path(document).open("rb") as stream:
        while chunk := stream.read(WINDOW):
            yield chunk
