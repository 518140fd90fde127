"""Quotation marks in running text: which are opened and never closed, and the other way round.

Curly marks (English “…”, German „…“, Polish „…”, Swedish ”…”), guillemets in both directions, and
straight double marks. Single marks are left alone: they are apostrophes, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAMILIES = (
    ("curly", re.compile("[“”„]")),
    ("guillemet", re.compile("[«»]")),
    ("single guillemet", re.compile("[‹›]")),
    ("straight", re.compile('"')),
)
#: What may stand before a mark that closes, besides letters.
_ENDS = frozenset(".,;:!?…’'–—")
_OTHERS = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
#: A straight mark behind a number: inches, or seconds of an angle.
_MEASURE = re.compile(r'\d\s?"')
#: What may stand before a mark that begins a line, besides spaces.
_DASHES = frozenset("—–-")


class Fault(StrEnum):
    """What a mark lacks."""

    UNCLOSED = "is never closed"
    UNOPENED = "closes nothing"


@dataclass(frozen=True, slots=True)
class Odd:
    """A mark without its other half: its family, and where it stands in the text."""

    family: str
    fault: Fault
    offset: int


def odd_marks(text: str) -> tuple[Odd, ...]:
    """Return the marks of a paragraph that lack their other half, in order.

    Lines are separated by newlines: a mark that opens at the beginning of a line while the same
    one is open repeats it, as old prints do.
    """
    found: list[Odd] = []
    for family, pattern in _FAMILIES:
        marks = [(match[0], match.start()) for match in pattern.finditer(text)]
        if marks:
            found += _JUDGES.get(family, _guillemets)(family, marks, text)
    return tuple(sorted(found, key=lambda odd: odd.offset))


def _curly(family: str, marks: list[tuple[str, int]], text: str) -> Iterator[Odd]:
    if all(mark == "”" for mark, _ in marks):  # Swedish, Finnish
        if len(marks) % 2:
            yield Odd(family, Fault.UNOPENED, marks[-1][1])
        return
    stack: list[tuple[str, int]] = []
    for mark, offset in marks:
        top = stack[-1][0] if stack else ""
        repeats = mark == top and _begins_line(text, offset)
        if repeats:
            continue
        # Without one that is open, “ behind a word ends a German quotation begun elsewhere.
        ends = top == "„" or (not top and _behind_word(text, offset))
        if mark == "„" or (mark == "“" and not ends):
            stack.append((mark, offset))
        elif stack:
            stack.pop()
        else:
            yield Odd(family, Fault.UNOPENED, offset)
    yield from (Odd(family, Fault.UNCLOSED, offset) for _, offset in stack)


def _begins_line(text: str, offset: int) -> bool:
    """Tell whether a mark begins a line, and so repeats the one that is open.

    Looks back from the mark: a long paragraph may have thousands of them.
    """
    for place in range(offset - 1, -1, -1):
        if text[place] == "\n":
            return True
        if not text[place].isspace() and text[place] not in _DASHES:
            return False
    return True


def _behind_word(text: str, offset: int) -> bool:
    before, after = text[offset - 1 : offset] if offset else "", text[offset + 1 : offset + 2]
    return (before.isalnum() or before in _ENDS) and not after.isalnum()


def _guillemets(family: str, marks: list[tuple[str, int]], text: str) -> Iterator[Odd]:
    if len({mark for mark, _ in marks}) == 1 and len(marks) % 2 == 0:
        return
    opening = _opening(marks, text)
    stack: list[int] = []
    for mark, offset in marks:
        if stack and _begins_line(text, offset):
            continue
        if mark == opening:
            stack.append(offset)
        elif stack:
            stack.pop()
        else:
            yield Odd(family, Fault.UNOPENED, offset)
    yield from (Odd(family, Fault.UNCLOSED, offset) for offset in stack)


def _opening(marks: list[tuple[str, int]], text: str) -> str:
    """The mark that opens: the one that more often stands directly before a word."""
    votes: dict[str, int] = {}
    for mark, offset in marks:
        before, after = text[offset - 1 : offset].isalnum(), text[offset + 1 : offset + 2].isalnum()
        votes[mark] = votes.get(mark, 0) + after - before
    best = max(votes, key=lambda mark: votes[mark])
    return best if votes[best] > 0 else _OTHERS[best] if len(votes) == 1 else best


def _straight(family: str, marks: list[tuple[str, int]], text: str) -> Iterator[Odd]:
    if len(marks) % 2 and not _MEASURE.search(text):
        yield Odd(family, Fault.UNCLOSED, marks[-1][1])


_JUDGES = {"curly": _curly, "straight": _straight}
