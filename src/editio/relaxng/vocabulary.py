"""What a schema knows by name, what may come next, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.relaxng.factory import Patterns

Missing = tuple[frozenset[str], ...]
"""What has to come, one after the other; each item holds the names of which one is needed."""

SOME_TEXT = "\f\f"
"""Stands among missing names for text of a datatype."""
MAX_MISSING = 50


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
            for pattern in _everywhere(root):
                if isinstance(pattern, Element):
                    found.update(dict.fromkeys(sorted(pattern.names.exact), pattern))
        return found

    def attributes(self, root: Pattern) -> dict[str, Attribute]:
        """Return every attribute with a name of its own in ``root``."""
        found: dict[str, Attribute] = {}
        for pattern in _everywhere(root):
            if isinstance(pattern, Attribute):
                for key in sorted(pattern.names.exact):
                    found.setdefault(key, pattern)
        return found

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


def _everywhere(root: Pattern) -> Iterator[Pattern]:
    waiting, seen = [root], set()
    while waiting:
        pattern = waiting.pop()
        if pattern.uid in seen:
            continue
        seen.add(pattern.uid)
        waiting.extend(reversed(pattern.parts))
        yield pattern
