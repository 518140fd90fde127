"""The marks in the output of ``text.xsl``: Unicode noncharacters, which no document may contain.

``xslt/text/markers.xsl`` knows them by the same names. Those from :data:`REFERENCE` on are set by
:mod:`editio.publish.render.text` alone.
"""

from __future__ import annotations

from typing import Final

#: Between two paragraphs, two lines, two sections. Any number of them is one.
BLOCK: Final = "\ufdd0"
LINE: Final = "\ufdd1"
SECTION: Final = "\ufdd2"
#: Here a word goes on.
JOIN: Final = "\ufdd3"
#: Around text that is not the document's.
MADE: Final = "\ufdd4"
MADE_END: Final = "\ufdd5"
#: Around a note.
NOTE: Final = "\ufdd6"
NOTE_END: Final = "\ufdd7"
#: Around text whose whitespace is kept.
VERBATIM: Final = "\ufdd8"
VERBATIM_END: Final = "\ufdd9"
#: Around a cell, which is one line; between two cells.
FLAT: Final = "\ufdda"
FLAT_END: Final = "\ufddb"
TAB: Final = "\ufddc"

#: Before the number that stands in the place of a moved note.
REFERENCE: Final = "\ufddd"
#: Whitespace inside verbatim text, while the rest is settled.
KEPT_SPACE: Final = "\ufdde"
KEPT_NEWLINE: Final = "\ufddf"

#: What stays in marked text, and goes from the text for readers; the last three only with notes.
_KEPT_MARKS: Final = (MADE, MADE_END, REFERENCE, NOTE, NOTE_END)


def made(text: str) -> str:
    """Return ``text``, marked as not the document's."""
    return f"{MADE}{text}{MADE_END}"


def unmarked(marked: str) -> str:
    """Return laid-out text without its marks."""
    for mark in _KEPT_MARKS if REFERENCE in marked else _KEPT_MARKS[:2]:
        marked = marked.replace(mark, "")
    return marked
