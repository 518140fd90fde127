"""Patterns and their derivatives (James Clark, "An algorithm for RELAX NG validation").

Equal patterns are one object (hash-consing), so that a derivative is computed once and a pattern
can be the state of an automaton. Three things differ from the published algorithm:

* ``choice`` and ``interleave`` have any number of members, in a canonical order;
* the derivative with respect to a start tag is a list of pairs (element, what follows it), so that
  the content of an element does not depend on where the element stands;
* where a tag can begin several elements, their contents are followed side by side, each marked by
  ``After`` with a number; which numbers survive decides what follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.relaxng.simplepatterns import (
    NO_NAMES,
    Attribute,
    Data,
    Element,
    Empty,
    List,
    NotAllowed,
    Pairs,
    Pattern,
    Text,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.relaxng.datatypes import Context
    from editio.relaxng.factory import Patterns

__all__ = [
    "After",
    "Attribute",
    "Choice",
    "Data",
    "Element",
    "Empty",
    "Group",
    "Interleave",
    "List",
    "NotAllowed",
    "OneOrMore",
    "Pairs",
    "Pattern",
    "Text",
    "Value",
]


class Choice(Pattern):
    """One of several."""

    kind = "choice"
    __slots__ = ("_index", "_parts", "_starts")

    def __init__(self, parts: tuple[Pattern, ...]) -> None:
        nullable = any(part.nullable for part in parts)
        super().__init__(*parts, nullable=nullable)
        self._parts = parts
        self._index: dict[str, list[Pattern]] | None = None
        self._starts: dict[str, Pairs] = {}

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return self._parts

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        heads = [part.heads() for part in self._parts]
        return NO_NAMES.union(*(exact for exact, _ in heads)), any(wild for _, wild in heads)

    def starts(self, key: str, make: Patterns) -> Pairs:
        found = self._starts.get(key)
        if found is None:
            found = tuple(pair for part in self._starting(key) for pair in part.starts(key, make))
            if key in self.heads()[0]:  # a wildcard takes names without end: do not keep those
                self._starts[key] = found
        return found

    def _starting(self, key: str) -> Iterable[Pattern]:
        """Return the members that an element of that name can begin."""
        if self._index is None:
            self._index = {}
            for part in self._parts:
                for name in part.heads()[0]:
                    self._index.setdefault(name, []).append(part)
        named = self._index.get(key, [])
        if not self.heads()[1]:
            return named
        return [part for part in self._parts if part.may_start(key)]

    def takes(self, key: str, make: Patterns) -> Pairs:
        return tuple(pair for part in self._parts for pair in part.takes(key, make))

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return make.choice([part.text(text, context, make) for part in self._parts])

    def _close(self, make: Patterns) -> Pattern:
        return make.choice([part.close(make) for part in self._parts])


class Group(Pattern):
    """One, then another; a longer sequence nests to the right."""

    kind = "group"
    __slots__ = ("_starts", "first", "rest")

    def __init__(self, first: Pattern, rest: Pattern) -> None:
        super().__init__(first, rest, nullable=first.nullable and rest.nullable)
        self.first = first
        self.rest = rest
        self._starts: dict[str, Pairs] = {}

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.first, self.rest)

    def spine(self) -> list[Pattern]:
        """Return the members of the whole sequence (without recursion: it may be long)."""
        members: list[Pattern] = []
        node: Pattern = self
        while isinstance(node, Group):
            members.append(node.first)
            node = node.rest
        return [*members, node]

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        exact, wild = set[str](), False
        for member in self.spine():
            more, wilder = member.heads()
            exact |= more
            wild = wild or wilder
            if not member.nullable:
                break
        return frozenset(exact), wild

    def starts(self, key: str, make: Patterns) -> Pairs:
        found = self._starts.get(key)
        if found is not None:
            return found
        pairs: list[tuple[Pattern, Pattern]] = []
        node: Pattern = self
        while isinstance(node, Group):
            if node.first.may_start(key):
                rest = node.rest
                pairs += [(e, make.group(k, rest)) for e, k in node.first.starts(key, make)]
            if not node.first.nullable:
                break
            node = node.rest
        else:
            pairs += node.starts(key, make)
        if key in self.heads()[0]:
            self._starts[key] = tuple(pairs)
        return tuple(pairs)

    def takes(self, key: str, make: Patterns) -> Pairs:
        members = self.spine()
        return tuple(
            (v, make.sequence([*members[:i], k, *members[i + 1 :]]))
            for i, member in enumerate(members)
            if member.has_attributes
            for v, k in member.takes(key, make)
        )

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        options: list[Pattern] = []
        node: Pattern = self
        while isinstance(node, Group):
            options.append(make.group(node.first.text(text, context, make), node.rest))
            if not node.first.nullable:
                break
            node = node.rest
        else:
            options.append(node.text(text, context, make))
        return make.choice(options)

    def _close(self, make: Patterns) -> Pattern:
        return make.sequence([member.close(make) for member in self.spine()])


class Interleave(Pattern):
    """Several, mixed with each other in any order."""

    kind = "interleave"
    __slots__ = ("_parts", "_starts")

    def __init__(self, parts: tuple[Pattern, ...]) -> None:
        nullable = all(part.nullable for part in parts)
        super().__init__(*parts, nullable=nullable)
        self._parts = parts
        self._starts: dict[str, Pairs] = {}

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return self._parts

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        heads = [part.heads() for part in self._parts]
        return NO_NAMES.union(*(exact for exact, _ in heads)), any(wild for _, wild in heads)

    def _others(self, index: int, part: Pattern, make: Patterns) -> Pattern:
        return make.interleave([*self._parts[:index], part, *self._parts[index + 1 :]])

    def starts(self, key: str, make: Patterns) -> Pairs:
        found = self._starts.get(key)
        if found is None:
            found = tuple(
                (e, self._others(i, k, make))
                for i, part in enumerate(self._parts)
                if part.may_start(key)
                for e, k in part.starts(key, make)
            )
            if key in self.heads()[0]:
                self._starts[key] = found
        return found

    def takes(self, key: str, make: Patterns) -> Pairs:
        return tuple(
            (v, self._others(i, k, make))
            for i, part in enumerate(self._parts)
            for v, k in part.takes(key, make)
        )

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return make.choice(
            [
                self._others(i, part.text(text, context, make), make)
                for i, part in enumerate(self._parts)
            ]
        )

    def _close(self, make: Patterns) -> Pattern:
        return make.interleave([part.close(make) for part in self._parts])


class OneOrMore(Pattern):
    """The same, once or several times."""

    kind = "oneOrMore"
    __slots__ = ("_more", "part")

    def __init__(self, part: Pattern) -> None:
        super().__init__(part, nullable=part.nullable)
        self.part = part
        self._more: Pattern | None = None

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.part,)

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        return self.part.heads()

    def _again(self, following: Pattern, make: Patterns) -> Pattern:
        if following is make.not_allowed:
            return following
        if self._more is None:
            self._more = make.choice([self, make.empty])
        return make.group(following, self._more)

    def starts(self, key: str, make: Patterns) -> Pairs:
        return tuple((e, self._again(k, make)) for e, k in self.part.starts(key, make))

    def takes(self, key: str, make: Patterns) -> Pairs:
        return tuple((v, self._again(k, make)) for v, k in self.part.takes(key, make))

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return self._again(self.part.text(text, context, make), make)

    def _close(self, make: Patterns) -> Pattern:
        return make.one_or_more(self.part.close(make))


class After(Pattern):
    """The content of one of several elements that a tag may have begun, marked by a number."""

    kind = "after"
    __slots__ = ("content", "number")

    def __init__(self, content: Pattern, number: int) -> None:
        super().__init__(content)
        self.content = content
        self.number = number

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.content,)

    def _find_heads(self) -> tuple[frozenset[str], bool]:
        return self.content.heads()

    def starts(self, key: str, make: Patterns) -> Pairs:
        return tuple((e, make.after(k, self.number)) for e, k in self.content.starts(key, make))

    def takes(self, key: str, make: Patterns) -> Pairs:
        return tuple((v, make.after(k, self.number)) for v, k in self.content.takes(key, make))

    def text(self, text: str, context: Context, make: Patterns) -> Pattern:
        return make.after(self.content.text(text, context, make), self.number)

    def _close(self, make: Patterns) -> Pattern:
        return make.after(self.content.close(make), self.number)
