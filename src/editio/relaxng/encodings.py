"""Encodings of documents: what the first bytes tell, and those that expat does not know."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

_DECLARED = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*["'])([^"'>]*)""")
_BEGINNING = 1000
_NATIVE = {"utf-8", "utf-16", "iso-8859-1", "us-ascii"}
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<\0", b"\0<")


class UnknownEncodingError(Exception):
    """A document declares an encoding that nobody knows; the argument is its name."""


def beginning(document: Path | str | bytes) -> bytes:
    """Return the first bytes of a document."""
    if isinstance(document, bytes):
        return document[:_BEGINNING]
    with Path(document).open("rb") as stream:
        return stream.read(_BEGINNING)


def marked_encoding(start: bytes) -> str:
    """Return the encoding that a byte order mark tells, or that of its absence in UTF-16."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16-le" if start[0] == 0xFF else "utf-16-be"
    return {b"\0<\0?": "utf-16-be", b"<\0?\0": "utf-16-le"}.get(start[:4], "")


def declared_encoding(data: bytes) -> str:
    """Return the encoding of a document: its byte order mark's, the declared one, or UTF-8."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    written = declared[2].decode("ascii", "replace") if declared else "utf-8"
    name = marked_encoding(data) or written
    try:
        codecs.lookup(name)
    except LookupError:
        return "utf-8"
    return name


def readable(document: Path | str | bytes) -> Path | str | bytes:
    """Return ``document`` in a form that expat reads.

    That is the document itself, or where its encoding has characters of several bytes and is not
    one of Unicode's, its bytes in UTF-8. Raises :class:`UnknownEncodingError`.
    """
    start = beginning(document)
    declared = _DECLARED.match(start)
    if (
        declared is None
        or start.startswith(_MARKS)
        or declared[2].decode("latin-1").lower() in _NATIVE
    ):
        return document
    name = declared[2].decode("latin-1")
    try:
        single = len(bytes(range(256)).decode(name, "replace")) == 256
    except (LookupError, ValueError) as error:
        raise UnknownEncodingError(name) from error
    if single:
        return document
    data = document if isinstance(document, bytes) else Path(document).read_bytes()
    text = data.decode(name, "replace").encode()
    return _DECLARED.sub(rb"\g<1>utf-8", text, count=1)
