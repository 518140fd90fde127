"""Going through patterns, each of which may stand in many places: they are a graph, not a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.relaxng.patterns import Pattern


def everywhere(root: Pattern) -> Iterator[Pattern]:
    """Yield a pattern and all that are in it, each once, first those that are written first.

    What stands inside its elements is not in it.
    """
    waiting, seen = [root], set()
    while waiting:
        pattern = waiting.pop()
        if pattern.uid in seen:
            continue
        seen.add(pattern.uid)
        waiting.extend(reversed(pattern.parts))
        yield pattern
