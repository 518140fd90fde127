"""The tree that readers of marked-up texts yield: blocks, and what stands in a line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from editio.errors import EditioError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Rich(Enum):
    """What a node is. Blocks first, then what stands in a line."""

    HEADING = auto()  # level, target: its identifier
    PARAGRAPH = auto()
    BULLETS = auto()  # children: ITEM
    NUMBERS = auto()  # children: ITEM; level: the first number; style: as list/@rend
    TERMS = auto()  # children: TERM and ITEM in turn
    ITEM = auto()
    TERM = auto()
    QUOTATION = auto()
    CODE_BLOCK = auto()  # text, style: the language
    TABLE = auto()  # children: CAPTION?, then ROW
    CAPTION = auto()
    ROW = auto()  # style: "label" for a row of headings; children: CELL
    CELL = auto()  # level: how many columns it spans
    FIGURE = auto()  # children: CAPTION?, then blocks with images
    VERSE = auto()  # children: LINE
    LINE = auto()
    RULE = auto()

    TEXT = auto()  # text
    STYLED = auto()  # style: as hi/@rend, or "del"
    CODE = auto()  # text, style
    LINK = auto()  # target
    IMAGE = auto()  # target; children: the description
    NOTE = auto()  # children: blocks
    BREAK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node; which fields count depends on its kind."""

    kind: Rich
    children: tuple[Node, ...] = ()
    text: str = ""
    level: int = 0
    target: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RichText:
    """A text as its reader understood it.

    ``left_out`` are what it could not take over, in words, with how often.
    """

    blocks: tuple[Node, ...]
    title: tuple[Node, ...] = ()
    authors: tuple[str, ...] = ()
    form: str = ""
    left_out: tuple[tuple[str, int], ...] = ()


def text(value: str) -> Node:
    """Return a node of text."""
    return Node(kind=Rich.TEXT, text=value)


class TooDeepError(ValueError):
    """A text is nested deeper than any text is."""


class ReaderError(EditioError):
    """A reader lost text: a fault of the program."""


def ensure_all(strings: Iterable[str], read: RichText) -> None:
    """Raise :class:`ReaderError` where a character that the parser has seen is in no node.

    The order is compared later, with the document; characters that the reader made (quotation
    marks for an element of the source, labels of notes) may be more.
    """
    seen = Counter(character for string in strings for character in string)
    kept = Counter(words_of((*read.title, *read.blocks)))
    lost = {c: n - kept[c] for c, n in seen.items() if n > kept[c] and not c.isspace()}
    if lost:
        raise ReaderError(
            f"reading the {read.form} lost {sum(lost.values())} characters: {''.join(lost)[:40]}",
            "nothing is written; please report this with the file",
        )


def words_of(nodes: Iterable[Node]) -> str:
    """Return the text of nodes in order, as it must be found in the result."""
    return "".join(_pieces(nodes))


def _pieces(nodes: Iterable[Node]) -> Iterator[str]:
    stack = [iter(nodes)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        if node.kind is Rich.BREAK:
            yield " "
        yield node.text
        stack.append(iter(node.children))
