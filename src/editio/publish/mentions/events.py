"""The event stream of ``mentions.xsl``, read into events (the format is described there)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BEGIN, FIELD, TEXT, END, BREAK, SENTENCE, JOIN = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6"

_SPLIT = re.compile(f"({BEGIN}[^{TEXT}]*{TEXT}|{END})")
_BROKEN = re.compile(rf"(?<=\w)[-‐⸗¬\u00ad]?\s*{BREAK}\s*|\s*[{BREAK}{JOIN}]\s*")


@dataclass(frozen=True, slots=True)
class Begin:
    """An element that matters begins. ``unit`` is the id of a citable unit, else empty."""

    name: str
    unit: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """The innermost element that began ends."""


Event: TypeAlias = Begin | End | str
_END = End()


def read_events(stream: str) -> Iterator[Event]:
    """Yield the events of a stream; text that is empty is left out."""
    for piece in _SPLIT.split(stream):
        if not piece:
            continue
        if piece == END:
            yield _END
        elif piece[0] == BEGIN:
            yield _begin(piece)
        else:
            yield piece


def join_words(text: str) -> str:
    """Close the gaps where the document says that what stands apart is one word."""
    return _BROKEN.sub("", text) if BREAK in text or JOIN in text else text


def _begin(piece: str) -> Begin:
    name, *fields = piece[1:-1].split(FIELD)
    attributes = dict(part.split("=", 1) for part in fields if "=" in part)
    return Begin(name, attributes.pop("@id", ""), attributes)
