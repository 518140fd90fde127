"""A loaded schema: the interface of the library."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from editio.addresses import split_uri
from editio.errors import SchemaError
from editio.relaxng.accept import accepts
from editio.relaxng.alphabet import Alphabet
from editio.relaxng.automaton import Automaton
from editio.relaxng.encodings import UnknownEncodingError, readable
from editio.relaxng.factory import Patterns
from editio.relaxng.fast import WINDOW, accepts_fast
from editio.relaxng.tags import CannotTellError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.findings import Finding
    from editio.relaxng.allowed import Allowed
    from editio.relaxng.cache import SchemaCache
    from editio.relaxng.events import Event
    from editio.relaxng.form import SchemaForm
    from editio.relaxng.vocabulary import Vocabulary


class Schema:
    """A RELAX NG schema, ready to validate any number of documents.

    What is met in one document is remembered for the next, so keep one schema for all of them. A
    schema is not meant to be used by several threads at once; every process makes its own.
    """

    def __init__(self, form: SchemaForm, cache: SchemaCache | None = None) -> None:
        self.form = form
        self.automaton = Automaton(Patterns(form))
        kept = (cache.runs(), cache.keep_runs) if cache is not None else ()
        self.alphabet = Alphabet(self.automaton, *kept)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The elements of the schema by name."""
        from editio.relaxng.vocabulary import Vocabulary

        return Vocabulary(self.automaton.make)

    @cached_property
    def _identity_kinds(self) -> dict[str, dict[str, str]]:
        from editio.relaxng.ids import identity_kinds

        return identity_kinds(self.vocabulary)

    @property
    def files(self) -> list[str]:
        """URIs of all files that the schema was made from, its own first."""
        return self.form.files

    def is_valid(self, document: Path | str | bytes) -> bool:
        """Return whether ``document`` (a path, or the bytes of it) is well-formed and valid.

        Raises :class:`OSError` where the path cannot be read.
        """
        try:
            return accepts_fast(self.alphabet, lambda: _chunks(document))
        except CannotTellError:
            pass
        try:
            return accepts(self.automaton, readable(document))
        except UnknownEncodingError:
            return False

    def validate(
        self, document: Path | str | bytes, *, check_ids: bool = False
    ) -> Iterator[Finding]:
        """Yield every mistake of ``document``, in the order of the document.

        Most documents are valid: they are read once, without looking for positions. Only where
        that fails the document is read again, with recovery after each mistake. Codes begin with
        ``RNG-``; a document that is not well-formed ends with one ``XML-SYNTAX``. With
        ``check_ids`` ids must be unique and references must lead to one (RELAX NG DTD
        Compatibility). Raises :class:`OSError` where the path cannot be read.
        """
        if check_ids or not self.is_valid(document):
            yield from self.diagnose(document, check_ids=check_ids)

    def diagnose(self, document: Path | str | bytes, *, check_ids: bool = False) -> list[Finding]:
        """Return what :meth:`validate` yields, without looking first whether there is anything."""
        from editio.relaxng.ids import Identities
        from editio.relaxng.reading import diagnose
        from editio.relaxng.skipping import diagnose_skipping

        if not check_ids:
            with suppress(CannotTellError):
                return diagnose_skipping(self.alphabet, self.vocabulary, document)
        identities = Identities(self._identity_kinds) if check_ids else None
        return diagnose(self.automaton, self.vocabulary, document, identities)

    def allowed_at(self, document: Path | str | bytes, line: int, column: int) -> Allowed:
        """Return what may stand before the character at ``line`` and ``column`` (from 1).

        Only what comes before that place needs to be well-formed. Raises :class:`OSError` where
        the path cannot be read.
        """
        from editio.relaxng.allowed import allowed_at

        return allowed_at(self.automaton, self.vocabulary, document, line, column)

    def validate_events(self, events: Iterable[Event]) -> Iterator[Finding]:
        """Yield every mistake of a document given as events (see :mod:`editio.relaxng.events`).

        The findings name the files and positions that the events bring.
        """
        from editio.relaxng.events import diagnose_events

        yield from diagnose_events(self.automaton, self.vocabulary, events)


def load_schema(
    schema: Path | str | bytes,
    base_uri: str | None = None,
    *,
    compact: bool | None = None,
    resolve: Callable[[str], tuple[bytes, str]] | None = None,
    cache_dir: Path | None = None,
) -> Schema:
    """Load a RELAX NG schema from a path (``.rng``, or ``.rnc`` for the compact syntax) or bytes.

    ``compact`` says which syntax it is, where the name does not tell.

    ``base_uri`` is where relative references in it start (by default its path); ``resolve`` reads
    the schemas that it includes, given their URI, and returns bytes and final URI. By default only
    local files are read. In ``cache_dir`` the compiled form is kept, and used as long as none of
    the schema's files has changed; and beside it what speeds up the reading of documents.

    Raises :class:`~editio.errors.SchemaError` where the schema cannot be read or is not correct
    (RELAX NG sections 3, 4 and 7).
    """
    data, uri = _read(schema, base_uri)
    reader = resolve or read_local
    if cache_dir is None:
        return Schema(_compile(data, uri, reader, compact=compact))
    from editio.relaxng.cache import SchemaCache

    cache = SchemaCache(cache_dir, data, uri)
    form = cache.form(reader)
    if form is None:
        form = _compile(data, uri, reader, compact=compact)
        cache.keep_form(form, reader)
    return Schema(form, cache)


def _compile(
    data: bytes, uri: str, resolve: Callable[[str], tuple[bytes, str]], *, compact: bool | None
) -> SchemaForm:
    # a compiled schema needs none of these
    from editio.relaxng.compact import is_compact, read_compact
    from editio.relaxng.restrictions import check_restrictions
    from editio.relaxng.simplify import simplify
    from editio.relaxng.syntax import read_schema

    if compact is None:
        compact = is_compact(uri)
    root = read_compact(data, uri) if compact else read_schema(data, uri)
    form = simplify(root, uri, resolve)
    try:
        check_restrictions(Patterns(form))
    except RecursionError:
        message = "The definitions of the schema are nested too deeply"
        raise SchemaError(message, file=uri) from None
    return form


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
    from urllib.request import url2pathname

    parts = split_uri(uri)
    if parts.scheme not in ("", "file"):
        raise OSError(f"only local files are read, and {parts.scheme}: is not one")
    return Path(url2pathname(parts.path)).read_bytes(), uri


def _chunks(document: Path | str | bytes) -> Iterator[bytes]:
    if isinstance(document, bytes):
        yield from (document[at : at + WINDOW] for at in range(0, len(document) or 1, WINDOW))
        return
    with Path(document).open("rb") as stream:
        while chunk := stream.read(WINDOW):
            yield chunk
