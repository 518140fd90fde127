"""The event stream of ``mentions.xsl``, read into pieces (the format is described there)."""

from __future__ import annotations

import re

BEGIN, FIELD, TEXT, END, BREAK, SENTENCE, JOIN = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6"

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
    """Return the id of the citable unit that begins; empty if it is none."""
    start = event.find("\ufdd1@id=")
    if start < 0:
        return ""
    end = event.find(FIELD, start + 5)
    return event[start + 5 : end] if end > 0 else event[start + 5 : -1]


def join_words(text: str) -> str:
    """Close the gaps where the document says that what stands apart is one word."""
    return _BROKEN.sub("", text) if BREAK in text or JOIN in text else text
