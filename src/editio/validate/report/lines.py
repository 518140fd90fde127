"""Lines of a source, and how they are shown without being obeyed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Controls, and formatting characters such as those that reverse the direction of writing.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def lines_of(path: Path) -> list[str]:
    """Return the lines of a file as the findings count them; none if it cannot be read."""
    from editio.edition.encoding import readable

    try:
        text = readable(path.read_bytes())
    except OSError:
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def visible(text: str) -> str:
    """Replace what a terminal would obey: a document must not move the cursor or paint."""
    return "".join(
        " " if char in "\t\n\r" else "\ufffd" if unicodedata.category(char) in _HIDDEN else char
        for char in text
    )
