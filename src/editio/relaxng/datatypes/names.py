"""Names of XML 1.0 (fifth edition) and of Namespaces in XML: which strings are names."""

from __future__ import annotations

import re
from functools import cache

_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHAR = _START + "\\-.0-9\xb7\u0300-\u036f\u203f-\u2040"

_ASCII_NCNAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


@cache  # large classes of characters take long to compile, and most documents need none of them
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def is_ncname(text: str) -> bool:
    """Return whether ``text`` is a name without colon."""
    if text.isascii():
        return _ASCII_NCNAME.fullmatch(text) is not None
    return _compiled(f"[{_START}][{_CHAR}]*").fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Return whether ``text`` is a name, perhaps with colons."""
    return _compiled(f"[{_START}:][{_CHAR}:]*").fullmatch(text) is not None


def is_nmtoken(text: str) -> bool:
    """Return whether ``text`` is made of characters of names only."""
    return _compiled(f"[{_CHAR}:]+").fullmatch(text) is not None


def is_name_start(char: str) -> bool:
    """Return whether a name may begin with ``char`` (``\\i`` in XML Schema's expressions)."""
    # XML Schema 1.0 builds on XML's second edition, which knew no letters beyond the first plane
    return char <= "\uffff" and _compiled(f"[{_START}:]").match(char) is not None


def is_name_char(char: str) -> bool:
    """Return whether a name may contain ``char`` (``\\c`` in XML Schema's expressions)."""
    return char <= "\uffff" and _compiled(f"[{_CHAR}:]").match(char) is not None


def is_qname(text: str) -> bool:
    """Return whether ``text`` is a name with at most one colon, between two names."""
    prefix, colon, local = text.partition(":")
    return is_ncname(prefix) and (not colon or is_ncname(local))
