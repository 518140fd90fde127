"""Bytes of an XML file for expat, which knows four encodings; Python reads the others."""

from __future__ import annotations

import re

_DECLARATION = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_KNOWN = (b"utf", b"iso-8859-1", b"us-ascii")


def for_expat(data: bytes) -> tuple[bytes, str | None]:
    """Return a file's bytes, and the encoding to tell expat: ``None`` for what the file says.

    Raises :class:`LookupError` if nobody knows the encoding that is declared, and
    :class:`UnicodeDecodeError` if it is not the right one.
    """
    declared = _DECLARATION.match(data)
    if declared is None or declared[1].lower().startswith(_KNOWN):
        return data, None
    return data.decode(declared[1].decode()).encode(), "utf-8"
