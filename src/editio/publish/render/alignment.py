"""Where two texts part ways: the slow path of the conservation check.

The expected text comes as the text nodes of the document, the actual one as one string. Both are
walked side by side; at a difference the walk looks for the nearest place where they agree again,
so that a lost element in a long text is one difference, and the cost stays near linear.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How many bytes must agree for the texts to be together again, what that costs, and how far it is
#: looked for: where less agrees, it must be nearer.
_PROBES = ((48, 0, 100_000), (16, 8, 4_000), (6, 16, 400), (2, 40, 80))
#: What it costs not to come together again.
_GIVING_UP = 200
#: How many text nodes to look ahead.
_NODES_AHEAD = 1000
_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference: ``lost``, ``doubled``, ``order`` or ``added``.

    ``first`` and ``last`` are the indexes of the text nodes concerned; of the node before it
    where text was added (-1 at the very beginning).
    """

    kind: str
    first: int
    last: int
    excerpt: str


def align(expected: Sequence[bytes], actual: bytes, limit: int) -> list[Difference]:
    """Return the differences in order, at most ``limit``; none where the texts are equal."""
    whole = b"".join(expected)
    if whole == actual:
        return []
    starts = [0, *accumulate(map(len, expected))]
    found: list[Difference] = []
    index = position = 0
    searches = 4 * limit
    while len(found) < limit and searches and (index < len(expected) or position < len(actual)):
        if index < len(expected) and actual.startswith(expected[index], position):
            position += len(expected[index])
            index += 1
            continue
        searches -= 1
        next_index, next_position = _together(expected, index, actual, position)
        lost = b"".join(expected[index:next_index])
        extra = actual[position:next_position]
        if lost:
            kind = "order" if _elsewhere(lost, whole, actual) else "lost"
            found.append(Difference(kind, index, next_index - 1, _excerpt(lost)))
        elif extra and (difference := _addition(extra, index, whole, actual, starts)):
            found.append(difference)
        index, position = next_index, next_position
    # The texts differ, so something is always reported.
    return found or [Difference("order", 0, len(expected) - 1, _excerpt(whole))]


def _together(
    expected: Sequence[bytes], index: int, actual: bytes, position: int
) -> tuple[int, int]:
    """Return the cheapest place at or after both positions where the texts agree again."""
    best = (len(expected), len(actual))
    ahead = range(index, min(len(expected), index + _NODES_AHEAD))
    best_cost = sum(len(expected[item]) for item in ahead) + len(actual) - position + _GIVING_UP
    skipped = 0
    for candidate in ahead:
        if skipped >= best_cost:
            break
        probe = _probe(expected, candidate)
        for size, price, ahead_bytes in _PROBES:
            limit = best_cost - skipped - price
            if limit <= 0:
                break
            reach = position + min(limit, ahead_bytes) + size
            at = actual.find(probe[:size], position, reach)
            cost = skipped + at - position + price
            if at >= 0 and cost < best_cost:
                best, best_cost = (candidate, at), cost
        skipped += len(expected[candidate])
    return best


def _probe(expected: Sequence[bytes], index: int) -> bytes:
    """Return the expected text from a node on, as far as the longest probe goes."""
    longest = _PROBES[0][0]
    probe = b""
    while index < len(expected) and len(probe) < longest:
        probe += expected[index][:longest]
        index += 1
    return probe[:longest]


def _elsewhere(lost: bytes, whole: bytes, actual: bytes) -> bool:
    return actual.count(lost) >= whole.count(lost)


def _addition(
    extra: bytes, index: int, whole: bytes, actual: bytes, starts: Sequence[int]
) -> Difference | None:
    """Tell what an unexpected text is; ``None`` if it only stands in another place."""
    at = whole.find(extra)
    if at < 0:
        return Difference("added", index - 1, index - 1, _excerpt(extra))
    if actual.count(extra) <= whole.count(extra):
        return None
    first = bisect_right(starts, at) - 1
    last = bisect_right(starts, at + len(extra) - 1) - 1
    return Difference("doubled", first, last, _excerpt(extra))


def _excerpt(text: bytes) -> str:
    shown = text.decode("utf-8", "replace")
    return shown if len(shown) <= _EXCERPT else f"{shown[:_EXCERPT]}…"
