"""Names that can be names of files on any system."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^\w.-]+")


def stem(text: str) -> str:
    """Return a stem for the name of a file, from an id, a title or a part of a path.

    It is empty where no letter and no digit is in it.
    """
    return _UNSAFE.sub("-", text).strip(".-")
