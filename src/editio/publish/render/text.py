"""Plain text: the text of a document, laid out for people (docs/explanation/plain-text.md).

``text.xsl`` says what is a paragraph, a line, a note; here the text is laid out accordingly. Every
step is a pass over the whole string, because that is several times cheaper than a walk over tokens.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.publish.render import marks
from editio.resources import stylesheet

if TYPE_CHECKING:
    from pathlib import Path

    from editio.saxon import Message, Node, Processor

_READING = "{urn:editio:variables}reading"
_NOTES = "{urn:editio:variables}notes"
_REMAINS = "{urn:editio:variables}page-remains"

_SPACES = re.compile("  +")
# Each looks at a run of spaces once, from its beginning: a document may have very long ones.
_JOINT = re.compile(f"(?<! ) *+{marks.JOIN}[ {marks.JOIN}]*")
_TABS = re.compile(f"(?<! ) *+{marks.TAB}[ {marks.TAB}]*")
_CELL = re.compile(f"{marks.FLAT}([^{marks.FLAT}{marks.FLAT_END}]*){marks.FLAT_END}")
_BREAKS = re.compile(f"[{marks.BLOCK}{marks.LINE}{marks.SECTION} ]+")
_EMPTY_NOTE = re.compile(
    f"{marks.NOTE}[{marks.BLOCK}{marks.LINE}{marks.SECTION} ]*{marks.NOTE_END}"
)
_NOTE_EDGE = re.compile(f"([{marks.NOTE}{marks.NOTE_END}])")
_ONLY_REFERENCES = re.compile(
    f"(?:{marks.REFERENCE}{marks.MADE}[^{marks.MADE_END}]*{marks.MADE_END} *)+"
)
#: Brackets around something that was dropped.
_NOTHING = marks.made("[") + marks.made("]")
_SETTLED = str.maketrans({" ": marks.KEPT_SPACE, "\n": marks.KEPT_NEWLINE})


@dataclass(frozen=True, slots=True)
class RenderedText:
    """The plain text of a document.

    ``text`` is for readers. ``marked`` is the same with marks around what is not the document's
    text and around notes that were moved to the end; the conservation check reads it.
    """

    text: str
    marked: str
    messages: tuple[Message, ...] = ()


class TextRenderer:
    """Renders documents as plain text with one processor."""

    def __init__(self, processor: Processor, override: Path | None = None) -> None:
        """Compile ``text.xsl``, or ``override``, a stylesheet that imports it.

        Raises :class:`~editio.errors.TransformError` if it does not compile.
        """
        self._stylesheet = processor.compile(override or stylesheet("text.xsl"))

    def render(
        self,
        node: Node,
        *,
        reading: str = "reading",
        notes: str = "end",
        page_remains: str = "hide",
    ) -> RenderedText:
        """Render a parsed document.

        ``reading`` is ``reading`` (regularised, corrected, expanded) or ``diplomatic`` (as
        written); ``notes`` is ``end`` or ``omit``; ``page_remains`` is ``hide`` or ``show``. Raises
        :class:`~editio.errors.TransformError` if the stylesheet fails on the document.
        """
        result = self._stylesheet.transform(
            node, {_READING: reading, _NOTES: notes, _REMAINS: page_remains}
        )
        marked = lay_out(result.output)
        return RenderedText(marks.unmarked(marked), marked, result.messages)


def lay_out(stream: str) -> str:
    """Lay out the output of ``text.xsl``; only the marks of made and moved text stay.

    The result ends in a newline unless it is empty.
    """
    stream = _with_settled_whitespace(stream.replace(_NOTHING, ""))
    stream, notes = _without_notes(stream)
    text = _sections(_with_flat_cells(stream))
    if notes:
        listed = "\n".join(
            f"{marks.made(f'[{number}] ')}{marks.NOTE}{_note(body)}{marks.NOTE_END}"
            for number, body in enumerate(notes, 1)
        )
        text = "\n\n\n".join(filter(None, (text, f"{marks.made('Notes')}\n\n{listed}")))
    text = text.replace(marks.KEPT_SPACE, " ").replace(marks.KEPT_NEWLINE, "\n")
    return f"{text}\n" if text else ""


def _with_settled_whitespace(stream: str) -> str:
    """Make every run of XML whitespace one space, and none where a word goes on."""
    if marks.VERBATIM in stream:
        first, *regions = stream.split(marks.VERBATIM)
        stream = first + "".join(map(_kept, regions))
    for whitespace in "\n\t\r":
        if whitespace in stream:
            stream = stream.replace(whitespace, " ")
    stream = _SPACES.sub(" ", stream)
    if marks.JOIN in stream:
        stream = _JOINT.sub("", stream)
    return stream


def _kept(region: str) -> str:
    """Keep the whitespace of a verbatim region, but not the indentation that all its lines share.

    ``region`` begins after the mark that opens it and holds all up to the next such mark.
    """
    verbatim, _, rest = region.partition(marks.VERBATIM_END)
    # The first line has no indentation of its own where it follows the tag directly.
    head, newline, tail = verbatim.expandtabs(2).partition("\n")
    lines = f"{head}{newline}{textwrap.dedent(tail)}" if head.strip() else textwrap.dedent(tail)
    return lines.strip().translate(_SETTLED) + rest


def _without_notes(stream: str) -> tuple[str, list[str]]:
    """Return the text with a number in the place of each note, and the notes in that order.

    A note inside a note follows the one that it stands in.
    """
    if marks.NOTE not in stream:
        return stream, []
    notes: list[str] = []
    open_notes: list[tuple[int, list[str]]] = [(0, [])]
    for token in _NOTE_EDGE.split(_EMPTY_NOTE.sub("", stream)):
        if token == marks.NOTE:
            notes.append("")
            open_notes[-1][1].append(marks.REFERENCE + marks.made(f"[{len(notes)}]"))
            open_notes.append((len(notes), []))
        elif token == marks.NOTE_END:
            if len(open_notes) > 1:
                number, parts = open_notes.pop()
                notes[number - 1] = "".join(parts)
        else:
            open_notes[-1][1].append(token)
    return "".join(open_notes[0][1]), notes


def _with_flat_cells(stream: str) -> str:
    if marks.FLAT in stream:
        found = 1
        while found:
            stream, found = _CELL.subn(lambda cell: _BREAKS.sub(" ", cell[1]).strip(" "), stream)
    if marks.TAB in stream:
        # Between two tabs is an empty cell.
        stream = _TABS.sub(lambda tabs: "\t" * tabs[0].count(marks.TAB), stream)
    return stream


def _note(body: str) -> str:
    """Lay out a note: its paragraphs are lines, indented from the second on."""
    lines = (
        _with_flat_cells(body).replace(marks.BLOCK, marks.LINE).replace(marks.SECTION, marks.LINE)
    )
    return _lines(lines).replace("\n", f"\n{marks.made('    ')}")


def _sections(stream: str) -> str:
    return "\n\n\n".join(filter(None, map(_blocks, stream.split(marks.SECTION))))


def _blocks(section: str) -> str:
    blocks: list[str] = []
    for block in filter(None, map(_lines, section.split(marks.BLOCK))):
        # A note between two paragraphs belongs to the one before it.
        if blocks and block.startswith(marks.REFERENCE) and _ONLY_REFERENCES.fullmatch(block):
            blocks[-1] += block
        else:
            blocks.append(block)
    return "\n\n".join(blocks)


def _lines(block: str) -> str:
    if marks.LINE not in block:
        return block.strip(" ")
    return "\n".join(filter(None, (line.strip(" ") for line in block.split(marks.LINE))))
