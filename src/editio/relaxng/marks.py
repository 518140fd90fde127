"""Names for states that are the same in every process.

The number of a pattern tells only when it was made. Its mark is made of the marks of its parts, and
of the numbers that elements have in the simple form of the schema.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from editio.relaxng.patterns import (
    After,
    Choice,
    Element,
    Empty,
    Group,
    Interleave,
    NotAllowed,
    OneOrMore,
    Text,
)

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
        kind = type(pattern).__name__
        if isinstance(pattern, Element):
            return _mark(f"{kind} {pattern.number}", [])
        if isinstance(pattern, Choice | Interleave):  # their parts are in the order of numbers
            return _mark(kind, sorted(self.of(part) for part in pattern.parts))
        if isinstance(pattern, After):
            return _mark(f"{kind} {pattern.number}", [self.of(pattern.content)])
        if isinstance(pattern, OneOrMore):
            return _mark(kind, [self.of(pattern.part)])
        return _mark(kind, []) if isinstance(pattern, Text | Empty | NotAllowed) else b""


def _mark(kind: str, parts: list[bytes]) -> bytes:
    if not all(parts):
        return b""
    return blake2b(b"".join([kind.encode(), *parts]), digest_size=_SIZE).digest()
