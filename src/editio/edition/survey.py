"""What a look at a file's bytes tells about it, before it is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: A start tag that may be one of a register entry (:mod:`editio.edition.entries`). An event and
#: a work have an id of their own, which TEI P4 writes without a prefix; nearly every header has a
#: ``bibl`` that has none. A file without such a tag is not parsed to look for entries.
_ENTRY_TAG = re.compile(
    rb"<(?:[\w.-]+:)?(?:(?:person|personGrp|place|org)[\s/>]"
    rb"|(?:event|bibl|biblStruct|biblFull)(?=\s)[^<]*?[\s:]id\s*=)"
)
_INCLUDE = re.compile(rb"[<:]include[\s/>]")
#: A definition of private schemes.
_PREFIX_TAG = re.compile(rb"<(?:[\w.-]+:)?prefixDef[\s/>]")
#: How encodings begin in which the tags above look otherwise.
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|\x00|.\x00", re.DOTALL)


def may_have_entries(path: Path, *, or_prefixes: bool = False) -> bool:
    """Tell whether a document may have register entries, or definitions of private schemes."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    if or_prefixes and _PREFIX_TAG.search(data):
        return True
    including = b"XInclude" in data and _INCLUDE.search(data)
    return bool(including) or has_entry_tags(data) or bool(_WIDE.match(data))


def has_entry_tags(text: bytes) -> bool:
    """Tell whether there may be register entries in a document in UTF-8, its files included."""
    return _ENTRY_TAG.search(text) is not None
