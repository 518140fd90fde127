"""Addresses and paths as strangers write them: what cannot be one is no error, but leads nowhere.

The functions of the standard library raise :class:`ValueError` for ``http://[`` and
:class:`OSError` for a path that is too long. Both stand in documents, schemas and settings, where
they are a mistake to report at its place: these functions answer for them as for an address that
has no scheme, and for a file that is not there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urldefrag, urljoin, urlsplit

if TYPE_CHECKING:
    from pathlib import Path


def split_uri(uri: str) -> SplitResult:
    """Return the parts of a URI reference (RFC 3986); one that is malformed is all path."""
    try:
        return urlsplit(uri)
    except ValueError:
        return SplitResult("", "", uri, "", "")


def is_uri_reference(text: str) -> bool:
    """Return whether a text can be taken apart as a URI reference."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def join_uri(base: str, reference: str) -> str:
    """Return a reference resolved against its base; unchanged where one of them is malformed."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def split_fragment(uri: str) -> tuple[str, str]:
    """Return a URI without its fragment, and the fragment; a malformed one has none."""
    try:
        found = urldefrag(uri)
    except ValueError:
        return uri, ""
    return found.url, found.fragment


def local_path(uri: str) -> str | None:
    """Return the path that a ``file:`` URI means on this computer, ``None`` for any other."""
    parts = split_uri(uri)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or "%00" in parts.path:
        return None
    if os.name != "nt":
        return unquote(parts.path)
    from urllib.request import url2pathname  # which brings what talks to servers

    return url2pathname(parts.path)


def is_file(path: str | Path) -> bool:
    """Return whether there is a file; a name that no file can have is none."""
    return os.path.isfile(path)  # noqa: PTH113  the method of a path raises for a long name


def is_folder(path: str | Path) -> bool:
    """Return whether there is a folder; a name that no folder can have is none."""
    return os.path.isdir(path)  # noqa: PTH112  the method of a path raises for a long name
