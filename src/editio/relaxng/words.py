"""Names close to each other, lists in prose: the small change of messages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from editio.relaxng.datatypes.base import collapse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN = 5
"""How many alternatives a message lists before it counts the rest."""
MAX_QUOTED = 60


def _visible(char: str) -> str:
    """Return ``char``, or its number where it cannot be seen (a no-break space, a soft hyphen)."""
    return char if char == " " or char.isprintable() else f"[U+{ord(char):04X}]"


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that ``word`` is most likely a slip for, ``None`` if none is close."""
    return _closest(word, tuple(candidates))


@lru_cache(maxsize=4096)  # the same slip is often made again
def _closest(word: str, candidates: tuple[str, ...]) -> str | None:
    best: str | None = None
    least = _tolerance(word) + 1
    for candidate in candidates:
        if candidate.casefold() == word.casefold():
            return candidate
        if abs(len(candidate) - len(word)) < least:
            distance = edit_distance(word.casefold(), candidate.casefold(), least - 1)
            if distance < least:
                best, least = candidate, distance
    return best


def _tolerance(word: str) -> int:
    """Return how many slips a word of this length may have."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def edit_distance(left: str, right: str, limit: int) -> int:
    """Return how many letters to add, drop, replace or swap; ``limit + 1`` where more than that."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def listed(words: Sequence[str], last: str = "or", shown: int = SHOWN) -> str:
    """Return ``a, b or c``; of more than ``shown`` words the rest is counted."""
    if len(words) > shown + 1:
        return f"{', '.join(words[:shown])} {last} {len(words) - shown} others"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks on one line, shortened where it is long."""
    line = "".join(_visible(char) for char in collapse(text[: 10 * MAX_QUOTED]))
    if len(line) > MAX_QUOTED:
        line = line[: MAX_QUOTED - 1] + "…"
    return f"“{line}”"
