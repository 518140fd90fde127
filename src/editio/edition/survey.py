"""What a look at a file's bytes tells about it, before it is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: A start tag of a register entry. A file without one is not parsed to look for entries.
_ENTRY_TAG = re.compile(
    rb"<(?:[\w.-]+:)?(?:person|personGrp|place|org|event|bibl|biblStruct|biblFull)[\s/>]"
)
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
    return bool(_ENTRY_TAG.search(data)) or b"XInclude" in data or bool(_WIDE.match(data))
