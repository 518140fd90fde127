"""What a schema knows by name, what may come next, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from editio.relaxng.nameclasses import split_key
from editio.relaxng.patterns import (
    After,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    List,
    OneOrMore,
    Pattern,
    Text,
    Value,
)
from editio.relaxng.traversal import everywhere
from editio.relaxng.words import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.relaxng.automaton import State, Step
    from editio.relaxng.factory import Patterns

Missing = tuple[frozenset[str], ...]
"""What has to come, one after the other; each item holds the names of which one is needed."""

SOME_TEXT = "\f\f"
"""Stands among missing names for text of a datatype."""
MAX_MISSING = 50
MAX_REMEMBERED = 5_000
MANY = 400
FEW = 12
MAX_SKIPPED = 3
"""So many missing elements in a row are looked for, as long as there are but few ways to go."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What may come next: names of elements, whether any text, and patterns of values."""

    elements: dict[str, Element]
    any_element: bool
    text: bool
    values: tuple[Pattern, ...]


class Vocabulary:
    """The elements of a schema by name. Made when the first mistake is found."""

    def __init__(self, make: Patterns) -> None:
        self.make = make
        self._expected: dict[int, Expected] = {}
        self._missing: dict[int, Missing | None] = {}
        self._inside: dict[int, dict[str, Element]] = {}
        self._attributes: dict[int, dict[str, Attribute]] = {}
        self._guesses: dict[tuple[int, str], str | None] = {}
        self._gaps: dict[tuple[int, str], tuple[Missing, Step] | None] = {}

    @cached_property
    def definitions(self) -> dict[str, list[Element]]:
        """Every element that has a name of its own, by this name."""
        found: dict[str, list[Element]] = {}
        for element in self.make.elements():
            for key in element.names.exact:
                found.setdefault(key, []).append(element)
        return found

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """The namespaces of all named elements."""
        return frozenset(split_key(key)[0] for key in self.definitions)

    def documentation(self, key: str) -> str:
        """Return what the schema says about the element, "" where nothing."""
        texts = [e.documentation for e in self.definitions.get(key, []) if e.documentation]
        return texts[0] if texts else ""

    def expected(self, pattern: Pattern) -> Expected:
        """Return what may come first in ``pattern``."""
        found = self._expected.get(pattern.uid)
        if found is None:
            found = self._expected[pattern.uid] = self._expect(pattern)
        return found

    def _expect(self, root: Pattern) -> Expected:
        elements: dict[str, Element] = {}
        any_element = text = False
        values: list[Pattern] = []
        for pattern in _firsts(root):
            if isinstance(pattern, Element):
                elements.update(dict.fromkeys(sorted(pattern.names.exact), pattern))
                any_element = any_element or bool(pattern.names.wild)
            elif isinstance(pattern, Text):
                text = True
            elif isinstance(pattern, Data | Value | List):
                values.append(pattern)
        return Expected(elements, any_element, text, tuple(values))

    def inside(self, root: Pattern) -> dict[str, Element]:
        """Return every element that may stand somewhere in ``root``, not deeper."""
        found = self._inside.get(root.uid)
        if found is None:
            found = self._inside[root.uid] = {}
            for pattern in everywhere(root):
                if isinstance(pattern, Element):
                    found.update(dict.fromkeys(sorted(pattern.names.exact), pattern))
        return found

    def attributes(self, root: Pattern) -> dict[str, Attribute]:
        """Return every attribute with a name of its own in ``root``."""
        found = self._attributes.get(root.uid)
        if found is None:
            found = self._attributes[root.uid] = {}
            for pattern in everywhere(root):
                if isinstance(pattern, Attribute):
                    for key in sorted(pattern.names.exact):
                        found.setdefault(key, pattern)
        return found

    @cached_property
    def _by_local_name(self) -> dict[str, str]:
        return {split_key(key)[1]: key for key in reversed(self.definitions)}

    def namesake(self, local: str, pattern: Pattern) -> str | None:
        """Return an element of that local name, if possible one that may come first."""
        for key in self.expected(pattern).elements:
            if split_key(key)[1] == local:
                return key
        return self._by_local_name.get(local)

    def guess(self, key: str, pattern: Pattern) -> str | None:
        """Return the element that was probably meant, if possible one that may come first."""
        known = (pattern.uid, key)
        if known not in self._guesses:
            if len(self._guesses) > MAX_REMEMBERED:
                self._guesses.clear()
            guess = _closest(key, self.expected(pattern).elements)
            self._guesses[known] = guess or _closest(key, self.definitions)
        return self._guesses[known]

    def gap(self, state: State, key: str) -> tuple[Missing, Step] | None:
        """Find what is missing before ``key``: the fewest elements after which it is allowed."""
        known = (state.pattern.uid, key)
        if known not in self._gaps:
            if len(self._gaps) > MAX_REMEMBERED:
                self._gaps.clear()
            self._gaps[known] = _gap(self, state, key)
        return self._gaps[known]

    def missing(self, pattern: Pattern) -> Missing:
        """Return the least that has to come for ``pattern`` to be complete."""
        return self._least(pattern, attributes=False) or ()

    def missing_attributes(self, pattern: Pattern) -> Missing:
        """Return the least attributes without which ``pattern`` cannot go on."""
        return self._least(pattern, attributes=True) or ()

    def _least(self, pattern: Pattern, *, attributes: bool) -> Missing | None:
        key = pattern.uid * 2 + attributes
        if key not in self._missing:
            self._missing[key] = self._find_least(pattern, attributes=attributes)
        return self._missing[key]

    def _find_least(self, pattern: Pattern, *, attributes: bool) -> Missing | None:
        if attributes and not pattern.has_attributes:
            return ()
        if pattern.nullable and not attributes:
            return ()
        if isinstance(pattern, Attribute | Element):
            if isinstance(pattern, Attribute) is not attributes:
                return None
            return (pattern.names.exact,) if pattern.names.exact else (frozenset(("",)),)
        if isinstance(pattern, Data | Value | List):
            return (frozenset((SOME_TEXT,)),)
        if isinstance(pattern, Choice):
            return _shortest([self._least(part, attributes=attributes) for part in pattern.parts])
        parts = pattern.spine() if isinstance(pattern, Group) else pattern.parts
        found: list[frozenset[str]] = []
        for part in parts:
            least = self._least(part, attributes=attributes)
            if least is None or not parts:
                return None
            found += least
        return tuple(found[:MAX_MISSING]) if parts else None


def _gap(vocabulary: Vocabulary, state: State, key: str) -> tuple[Missing, Step] | None:
    level: dict[State, Missing] = {state: ()}
    for depth in range(MAX_SKIPPED):
        deeper: dict[State, Missing] = {}
        for one, path in level.items():
            names = vocabulary.expected(one.pattern).elements
            if depth and len(names) > FEW:
                continue
            found: dict[str, Step] = {}
            for name in islice(names, MANY):
                over = one.step(name)
                after = over[1].all_ways() if over is not None else None
                step = after.step(key) if after is not None else None
                if step is not None:
                    found[name] = step
                elif after is not None and not after.pattern.nullable:
                    deeper.setdefault(after, (*path, frozenset((name,))))
            if found:
                return (*path, frozenset(found)), next(iter(found.values()))
        level = deeper if len(deeper) <= FEW else {}
    return None


def _closest(key: str, candidates: Iterable[str]) -> str | None:
    """Return the name of the same namespace that is closest."""
    uri, local = split_key(key)
    by_local = {split_key(c)[1]: c for c in candidates if split_key(c)[0] == uri}
    guess = closest(local, by_local)
    return None if guess is None else by_local[guess]


def _shortest(options: list[Missing | None]) -> Missing | None:
    known = [option for option in options if option is not None]
    if not known:
        return None
    length = min(len(option) for option in known)
    shortest = [option for option in known if len(option) == length]
    if length != 1:
        return shortest[0]
    return (frozenset().union(*(option[0] for option in shortest)),)


def _firsts(root: Pattern) -> Iterator[Pattern]:
    """Yield the elements, texts and values that may come first in ``root``."""
    waiting, seen = [root], set()
    while waiting:
        pattern = waiting.pop()
        if pattern.uid in seen:
            continue
        seen.add(pattern.uid)
        if isinstance(pattern, Group):
            for member in pattern.spine():
                waiting.append(member)
                if not member.nullable:
                    break
        elif isinstance(pattern, Choice | OneOrMore | After) or pattern.parts:
            waiting.extend(reversed(pattern.parts))
        else:
            yield pattern
