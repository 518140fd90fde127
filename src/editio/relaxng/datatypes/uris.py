"""Which strings are URI references: the datatype ``anyURI``.

RFC 2396 allows few characters in a URI, XML Schema lets nearly all others be escaped; what is left
to check is the syntax of the scheme and what comes after it, of escapes, of brackets (they belong
to an address like ``[::1]``), and that there is at most one fragment.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?!//)[\w./-]*(?:#[\w.-]*)?", re.ASCII)
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*")
_ADDRESS = re.compile(r"//(?:[^/?#\[\]]*@)?\[[0-9A-Fa-f:.]+\](?::[0-9]*)?(?=[/?]|$)")


def is_uri(text: str) -> bool:
    """Return whether ``text`` is a URI reference, absolute or relative."""
    if _PLAIN.fullmatch(text):
        return True
    if text.count("#") > 1 or _BAD_ESCAPE.search(text):
        return False
    main, mark, _ = text.partition("#")
    rest = main
    before = re.split("[/?]", main, maxsplit=1)[0]
    if ":" in before:
        scheme, _, rest = main.partition(":")
        if not rest or not _SCHEME.fullmatch(scheme):
            return False
        if not rest.startswith("/"):
            return True
    if rest == "//" and not mark:
        return False
    path = _ADDRESS.sub("", rest, count=1).partition("?")[0]
    return "[" not in path and "]" not in path
