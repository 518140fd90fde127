"""The event stream of ``mentions.xsl``, read into pieces (the format is described there)."""

from __future__ import annotations

import re

BEGIN, FIELD, TEXT, END, BREAK, SENTENCE, JOIN = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6"

#: Around the token of a citable unit (shared/ids.xsl), which comes before its attributes.
ID, ID_END = f"{FIELD}@id=\ufde0", "\ufde1"
_BROKEN = re.compile(rf"(?<=\w)[-‐⸗¬\u00ad]?\s*{BREAK}\s*|(?<!\s)\s*+[{BREAK}{JOIN}]\s*")


def pieces_of(stream: str) -> list[str]:
    """Return a stream cut where elements begin: a text first, then a piece for each element.

    :func:`opened` takes a piece apart. To cut a string at one character is several times faster
    than any pattern, and a novel has ten thousand events.
    """
    return stream.split(BEGIN)


def opened(piece: str) -> tuple[str, str, str]:
    """Return the name of the element that begins, its attributes, and what follows.

    The attributes are as :func:`attributes_of` takes them, after the token of a unit. What follows
    is text, with :data:`END` where elements end, up to the beginning of the next one.
    """
    head, _, after = piece.partition(TEXT)
    name, _, _ = head.partition(FIELD)
    return name, head[len(name) :], after


def attributes_of(fields: str) -> dict[str, str]:
    """Return the attributes of an element by local name."""
    return dict(part.split("=", 1) for part in fields.split(FIELD)[1:] if "=" in part)


def join_words(text: str) -> str:
    """Close the gaps where the document says that what stands apart is one word."""
    return _BROKEN.sub("", text) if BREAK in text or JOIN in text else text
