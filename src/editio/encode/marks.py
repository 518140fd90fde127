"""Marks within a line: references to notes, and addresses on the web."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Control characters and noncharacters are no part of an address, nor of a document (fill.py).
_URL = re.compile(
    r"https?://[^\s<>\"“”«»\u00a0\[\]{}|\\^`"
    r"\x00-\x20\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]{1,2000}"
)
_TRAILING = ".,;:!?)'’”"


class MarkKind(StrEnum):
    """What a mark is."""

    NOTE = "note"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch within a line; ``target`` is the number of the note in the list of notes."""

    start: int
    end: int
    kind: MarkKind
    target: int = -1


def urls(text: str) -> Iterator[Mark]:
    """Yield the web addresses of ``text``, without the punctuation that follows them."""
    for match in _URL.finditer(text):
        address = match.group()
        while address and address[-1] in _TRAILING:
            if address[-1] == ")" and address.count("(") >= address.count(")"):
                break
            address = address[:-1]
        if len(address) > len("https://"):
            yield Mark(match.start(), match.start() + len(address), MarkKind.URL)
