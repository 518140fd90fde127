"""The lines of a source, and which of them belong together.

Two layouts are common. In files saved from a web page or a word processor a line is a paragraph.
In files of fixed width, lines are filled: a line ends where the next word would not have fitted.
The width is told from lines that stand together; a line that is clearly shorter than the next word
would allow ends its paragraph, whether or not an empty line follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.encode.model import Line, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_WIDEST = 130
_NARROWEST = 30
#: A filled line may be this much shorter than the width that its next word would pass.
_TOLERANCE = 0.12
#: The least number of lines that tells of a width.
_EVIDENCE = 5
_PAGE = "\f"
_EMPTY = Line(0, 0, 0, "", 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out: its width in characters, 0 where a line is a paragraph."""

    width: int

    @property
    def is_filled(self) -> bool:
        """Whether lines are filled to a width."""
        return self.width > 0


def split(text: str) -> tuple[list[Line], list[int]]:
    """Return the lines of ``text``, empty ones included, and the offsets of form feeds."""
    lines: list[Line] = []
    pages: list[int] = []
    start = 0
    for match in _LINE_END.finditer(text):
        end = match.start()
        lines.append(_line(text, len(lines) + 1, start, end) if start < end else _EMPTY)
        if match.group() == _PAGE:
            pages.append(match.start())
        start = match.end()
    if start < len(text):
        lines.append(_line(text, len(lines) + 1, start, len(text)))
    return lines, pages


def _line(text: str, number: int, start: int, end: int) -> Line:
    raw = text[start:end]
    stripped = raw.strip().strip("\ufeff")
    offset = raw.find(stripped) if stripped else 0
    columns = len(raw[:offset].expandtabs(8))
    return Line(number, start + offset, start + offset + len(stripped), stripped, columns)


def chunks(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Yield stretches of lines between empty lines, with the number of empty lines before each."""
    blanks = 0
    chunk: list[Line] = []
    for line in lines:
        if line.text:
            chunk.append(line)
        elif chunk:
            yield blanks, chunk
            chunk, blanks = [], 1
        else:
            blanks += 1
    if chunk:
        yield blanks, chunk


def layout_of(lines: Sequence[Line]) -> Layout:
    """Tell whether the lines of a file are filled, and to what width."""
    widths: list[int] = []
    filled = broken = 0
    for _, chunk in chunks(lines):
        if len(chunk) < 3:
            broken += sum(len(line.text) > _WIDEST for line in chunk)
            continue
        width = max(len(line.text) + line.indent for line in chunk)
        if _NARROWEST <= width <= _WIDEST and all(
            not _falls_short(line, chunk[at + 1], width) for at, line in enumerate(chunk[:-1])
        ):
            filled += len(chunk)
            widths.append(width)
        else:
            broken += len(chunk)
    if filled < _EVIDENCE or filled < broken:
        return Layout(0)
    widths.sort()
    return Layout(widths[int(0.8 * (len(widths) - 1))])


def _falls_short(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line would have fitted on the line."""
    word = following.text.split(maxsplit=1)[0]
    length = line.indent + len(line.text) + 1 + len(word)
    return length <= width - max(4, int(_TOLERANCE * width))


def units(lines: Sequence[Line], layout: Layout, begins: Callable[[str], bool]) -> Iterator[Unit]:
    """Yield the units of a file in order.

    ``begins`` tells of the text of a line whether it begins something of its own (an item, a note)
    and is never the continuation of the line before.
    """
    for number, (blanks, chunk) in enumerate(chunks(lines)):
        taken: list[Line] = []
        above = blanks
        for line in chunk:
            if taken and _parted(taken, line, layout, begins):
                yield Unit(tuple(taken), above, number)
                taken, above = [], 0
            taken.append(line)
        yield Unit(tuple(taken), above, number)


def _parted(
    taken: Sequence[Line], line: Line, layout: Layout, begins: Callable[[str], bool]
) -> bool:
    """Whether ``line`` begins another unit than the lines taken so far."""
    before = taken[-1]
    if not layout.is_filled or begins(line.text):
        return True
    if _falls_short(before, line, layout.width):
        return True
    # A first line that is set in, after lines that are not.
    return len(taken) > 1 and line.indent >= before.indent + 2
