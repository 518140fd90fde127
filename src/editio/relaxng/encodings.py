"""Encodings that expat does not know by itself."""

from __future__ import annotations

import re
from pathlib import Path

_DECLARED = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*["'])([^"'>]*)""")
_NATIVE = {"utf-8", "utf-16", "iso-8859-1", "us-ascii"}
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<\0", b"\0<")


class UnknownEncodingError(Exception):
    """A document declares an encoding that nobody knows; the argument is its name."""


def readable(document: Path | str | bytes) -> Path | str | bytes:
    """Return ``document`` in a form that expat reads.

    That is the document itself, or where its encoding has characters of several bytes and is not
    one of Unicode's, its bytes in UTF-8. Raises :class:`UnknownEncodingError`.
    """
    if isinstance(document, bytes):
        start = document[:1000]
    else:
        with Path(document).open("rb") as stream:
            start = stream.read(1000)
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
