"""What passes between the steps of an import: lines, units, blocks.

Every character of the source has an offset, counted in characters of the decoded text from 0. A
line, a unit and a block know theirs, so that what the import did can be checked and compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Span:
    """The characters of the source from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without the white space around it; ``indent`` is what stood before.

    ``number`` counts from 1, ``indent`` in columns (a tab reaches to the next multiple of 8).
    """

    number: int
    start: int
    end: int
    text: str
    indent: int

    @property
    def span(self) -> Span:
        """Where the text of the line is."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Unit:
    """Lines that belong together whatever they are: a paragraph, a heading, one item, one verse.

    ``blanks`` is the number of empty lines before it, ``chunk`` the number of the stretch between
    empty lines that it is part of.
    """

    lines: tuple[Line, ...]
    blanks: int
    chunk: int

    @cached_property
    def text(self) -> str:
        """The text of the unit in one line."""
        return " ".join(line.text for line in self.lines)

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.lines[-1].end

    @property
    def indent(self) -> int:
        """The least indentation of its lines."""
        return min(line.indent for line in self.lines)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the text of each line is."""
        return tuple(line.span for line in self.lines)

    def after(self, length: int) -> tuple[Span, ...]:
        """The spans without the first ``length`` characters of the first line and the space after.

        Empty where nothing is left.
        """
        first, *others = self.lines
        rest = first.text[length:]
        start = first.start + length + len(rest) - len(rest.lstrip())
        spans = [Span(start, first.end), *(line.span for line in others)]
        return tuple(span for span in spans if span.start < span.end)


class Kind(StrEnum):
    """What a block is; the assembler knows what TEI has for it."""

    HEAD = "head"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    QUOTE = "quotation"
    ATTRIBUTION = "attribution"
    NOTE = "note"
    BIBL = "bibliography entry"
    BYLINE = "byline"
    DATELINE = "dateline"
    SALUTE = "salutation"
    SIGNED = "signature"
    TURN = "speaker turn"
    STAGE = "stage direction"
    EPIGRAPH = "epigraph"
    SLOGAN = "slogan"
    VERSE = "verse"
    SEPARATOR = "separator"
    PAGE = "page break"
    REMAINS = "remains of a page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the source and what it is taken for.

    ``spans`` hold its text in order; ``label`` is the marker before it (a bullet, a number, the
    name of a speaker), ``n`` what the marker says, and ``signs`` what is there for the form
    alone (the line below a heading). ``level`` is 1 for the highest headings.
    ``confidence`` is between 0 and 1; ``reason`` says in a few words what it was told by.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    signs: tuple[Span, ...] = ()
    label: Span | None = None
    n: str = ""
    level: int = 0
    rend: str = ""
    children: tuple[Block, ...] = ()
    reason: str = ""
    confidence: float = 1.0
    article: bool = field(default=False)

    @property
    def start(self) -> int:
        """The offset of its first character, the marker included."""
        starts = [span.start for span in self.spans[:1]]
        starts += [self.label.start] if self.label else []
        starts += [span.start for span in self.signs[:1]]
        starts += [child.start for child in self.children[:1]]
        return min(starts)

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        ends = [span.end for span in self.spans[-1:]]
        ends += [self.label.end] if self.label else []
        ends += [span.end for span in self.signs[-1:]]
        ends += [child.end for child in self.children[-1:]]
        return max(ends)


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters of the source that the result does not have as text, and why."""

    start: int
    end: int
    why: str
