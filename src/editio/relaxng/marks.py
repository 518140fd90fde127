"""Names for states that are the same in every process.

The number of a pattern tells only when it was made. Its mark is made of the marks of its parts, and
of the numbers that elements have in the simple form of the schema.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from editio.relaxng.patterns import After, Element, Group

if TYPE_CHECKING:
    from editio.relaxng.patterns import Pattern

_SIZE = 16


class Marks:
    """The marks of the patterns of one schema."""

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}

    def of(self, pattern: Pattern) -> bytes:
        """Return the mark of a pattern, empty where attributes or values stand in it."""
        if isinstance(pattern, Group):
            return self._of_group(pattern)
        found = self._known.get(pattern.uid)
        if found is None:
            found = self._known[pattern.uid] = self._new(pattern)
        return found

    def _of_group(self, group: Group) -> bytes:
        """Return the mark of a sequence, without recursion: it may be long."""
        unknown: list[Group] = []
        node: Pattern = group
        while isinstance(node, Group) and node.uid not in self._known:
            unknown.append(node)
            node = node.rest
        mark = self._known[node.uid] if isinstance(node, Group) else self.of(node)
        for one in reversed(unknown):
            mark = self._known[one.uid] = _mark("group", [self.of(one.first), mark])
        return mark

    def _new(self, pattern: Pattern) -> bytes:
        if pattern.kind in {"attribute", "data", "value", "list"}:
            return b""
        kind = pattern.kind
        if isinstance(pattern, Element | After):
            kind += str(pattern.number)
        # the parts of a choice, or of what is mixed, are in the order of numbers
        return _mark(kind, sorted(self.of(part) for part in pattern.parts))


def _mark(kind: str, parts: list[bytes]) -> bytes:
    if not all(parts):
        return b""
    return blake2b(b"".join([kind.encode(), *parts]), digest_size=_SIZE).digest()
