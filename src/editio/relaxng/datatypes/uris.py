"""Which strings are URI references: the datatype ``anyURI``.

RFC 2396 allows few characters in a URI, XML Schema lets nearly all others be escaped; what is left
to check is the syntax of the scheme, of escapes, and that there is at most one fragment.
"""

from __future__ import annotations

import re

_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*")


def is_uri(text: str) -> bool:
    """Return whether ``text`` is a URI reference, absolute or relative."""
    if text.count("#") > 1 or _BAD_ESCAPE.search(text):
        return False
    before = re.split("[/?#]", text, maxsplit=1)[0]
    scheme, colon, _ = before.partition(":")
    return not colon or _SCHEME.fullmatch(scheme) is not None
