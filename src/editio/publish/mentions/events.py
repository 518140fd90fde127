"""The event stream of ``mentions.xsl``, read into pieces (the format is described there)."""

from __future__ import annotations

import re

BEGIN, FIELD, TEXT, END, BREAK, SENTENCE, JOIN = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6"

_ID, _ID_END = f"{FIELD}@id=\ufde0", "\ufde1"
_SPLIT = re.compile(f"({BEGIN}[^{TEXT}]*{TEXT}|{END})")
_BROKEN = re.compile(rf"(?<=\w)[-‐⸗¬\u00ad]?\s*{BREAK}\s*|\s*[{BREAK}{JOIN}]\s*")


def pieces_of(stream: str) -> list[str]:
    """Return a stream as text, event, text, event … text: events have the odd places.

    An event is :data:`END`, or an element's beginning for :func:`name_of` and
    :func:`attributes_of`. Lists and not generators: a novel has ten thousand of them.
    """
    return _SPLIT.split(stream)


def name_of(event: str) -> str:
    """Return the name of the element that begins."""
    end = event.find(FIELD)
    return event[1:end] if end > 0 else event[1:-1]


def attributes_of(event: str) -> dict[str, str]:
    """Return the attributes of the element that begins, by local name."""
    return dict(part.split("=", 1) for part in event[1:-1].split(FIELD)[1:] if "=" in part)


def unit_of(event: str) -> str:
    """Return the token of the citable unit that begins (shared/ids.xsl); empty if it is none."""
    start = event.find(_ID)
    if start < 0:
        return ""
    start += len(_ID)
    return event[start : event.find(_ID_END, start)]


def join_words(text: str) -> str:
    """Close the gaps where the document says that what stands apart is one word."""
    return _BROKEN.sub("", text) if BREAK in text or JOIN in text else text
