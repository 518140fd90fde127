"""Regular expressions that take whole runs of elements at once.

Most elements of a document lead back to the state that they stood in: words in a sentence, speeches
in a scene, breaks in a paragraph. For a state in which many of them come, one expression is made
that matches a text, any number of such elements with all that is in them, and then one tag more,
which leads elsewhere. It matches only tags of shapes that were allowed there before, with values
that are allowed everywhere (:mod:`editio.relaxng.plain`); what it does not match is looked at tag
by tag. Which states and shapes are worth it is found out by :mod:`editio.relaxng.sample`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from editio.relaxng.plain import plain_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.relaxng.automaton import ValueCheck
    from editio.relaxng.letters import Letters, Target

MAX_SOURCE = 6_000
"""How long an expression may get: Python needs about 1 µs for each character of it."""
CUTOFFS = (0.004, 0.02, 0.1)
"""What comes more rarely is left out; the higher ones are used where the lower are too long."""
MAX_DEPTH = 6
MAX_CHAIN = 6
"""So many states one after the other are followed in the content of an element."""

_TEXTS = (rb"[^<]*+", rb"\s*+")
_NAME = re.compile(rb"[\w:.-]+")
Trail: TypeAlias = "tuple[Letters, ...]"


@dataclass(slots=True)
class Element:
    """Elements of one name that lead from one state to the same two.

    ``tags`` are expressions for the rest of their start tags, with where each leads; ``share`` is
    their part in all elements that come in that state.
    """

    name: bytes
    inside: Letters | None
    after: Letters
    share: float = 0.0
    tags: list[tuple[bytes, Target]] = field(default_factory=list)


class Run:
    """The expression of one state.

    ``exits`` tells by the number of the group that matched where the last tag leads: an end tag is
    given by its name. ``taken`` holds what the expression takes, with its part in what comes.
    """

    def __init__(self, letters: Letters, maker: Maker) -> None:
        self.exits: list[Target | bytes] = [None]
        self.source = maker.loops(letters, 1.0, ())
        self.taken = maker.taken
        ways: list[bytes] = []
        if letters.state.accepting:
            for tag in sorted(letters.ends, key=lambda tag: -letters.ends[tag]):
                ways.append(tag + b">()")
                self.exits.append(tag)
        for element in maker.elements_of(letters):
            if element.share < maker.cutoff:
                break
            for tag, target in element.tags:
                if target is not letters:
                    ways.append(element.name + tag + b"()")
                    self.exits.append(target)
                    self.taken[element.name + tag, element.after] = 0.3 * element.share
        if ways:
            self.source += b"(?:<" + _either(ways) + b"|)"

    def gain(self, old: Run | None) -> float:
        """Return how much more of what comes in the state this one takes than ``old``."""
        if old is None:
            return 1.0
        return sum(share for key, share in self.taken.items() if key not in old.taken)


class TooLongError(Exception):
    """An expression is getting too long."""


def best_run(letters: Letters, known: dict[Letters, list[Element]]) -> Run | None:
    """Return the expression that takes most in a state without being too long.

    There is none where data are read: what may follow depends on them. ``known`` keeps what comes
    in which state for further calls.
    """
    if letters.watches >= len(_TEXTS):
        return None
    for cutoff in CUTOFFS:
        try:
            return Run(letters, Maker(cutoff, known))
        except TooLongError:
            continue
    return None


class Maker:
    """Makes the parts of one expression and notes in ``taken`` what it takes."""

    def __init__(self, cutoff: float, known: dict[Letters, list[Element]]) -> None:
        self.cutoff = cutoff
        self.known = known
        self.taken: dict[tuple[object, ...], float] = {}
        self.length = 0

    def elements_of(self, letters: Letters) -> list[Element]:
        """Return what comes in a state, the most frequent first."""
        found = self.known.get(letters)
        if found is None:
            found = self.known[letters] = _elements_of(letters)
        return found

    def loops(self, letters: Letters, weight: float, above: Trail) -> bytes:
        """Return an expression for text, and for elements that lead back to ``letters``."""
        text = _TEXTS[letters.watches]
        elements = [one for one in self.elements_of(letters) if one.after is letters]
        found = self.elements(elements, weight, (*above, letters))
        return text + b"(?:<" + _either(found) + text + b")*+" if found else text

    def elements(self, elements: Iterable[Element], weight: float, above: Trail) -> list[bytes]:
        """Return an expression for each element, without its ``<``."""
        found: list[bytes] = []
        for element in elements:
            share = element.share * weight
            if share < self.cutoff:
                continue
            source = element.name + _either([tag for tag, _ in element.tags])
            self.length += len(source)
            if self.length > MAX_SOURCE:
                raise TooLongError
            if element.inside is not None:
                content = self.content(element.inside, share, above, ())
                if content is None:
                    continue
                source += content + b"</" + element.name + b">"
            found.append(source)
            self.taken[(element.name, element.inside, *above)] = share
        return found

    def content(self, letters: Letters, weight: float, above: Trail, before: Trail) -> bytes | None:
        """Return an expression for all that an element may hold from a state in it on.

        ``before`` are the states of the same element that were gone through.
        """
        if letters.watches >= len(_TEXTS):
            return _data_source(letters)
        accepting = letters.state.accepting
        if len(above) > MAX_DEPTH:
            return _TEXTS[letters.watches] if accepting else None
        source = self.loops(letters, weight, above)
        ways = self.onward(letters, weight, above, before) if len(before) < MAX_CHAIN else []
        if not ways:
            return source if accepting else None
        return source + b"(?:<" + _either(ways) + (b"|)" if accepting else b")")

    def onward(self, letters: Letters, weight: float, above: Trail, before: Trail) -> list[bytes]:
        """Return expressions for elements that lead to other states, and for what follows them."""
        groups: dict[Letters, list[Element]] = {}
        for element in self.elements_of(letters):
            if element.after is not letters and element.after not in before:
                groups.setdefault(element.after, []).append(element)
        ways: list[bytes] = []
        for after, group in groups.items():
            starts = self.elements(group, weight, (*above, letters))
            if starts:
                share = weight * sum(element.share for element in group)
                rest = self.content(after, share, above, (*before, letters))
                if rest is not None:
                    ways.append(_either(starts) + rest)
        return ways


def _either(ways: list[bytes]) -> bytes:
    return ways[0] if len(ways) == 1 else b"(?:" + b"|".join(ways) + b")"


def _elements_of(letters: Letters) -> list[Element]:
    total = sum(shape.uses for shape in letters.shapes.values())
    found: dict[tuple[bytes, Letters | None, Letters], Element] = {}
    used = [(outline, shape) for outline, shape in letters.shapes.items() if shape.uses]
    for outline, shape in sorted(used, key=lambda item: -item[1].uses):
        inside, after = (
            shape.target[:2] if isinstance(shape.target, tuple) else (None, shape.target)
        )
        source = _tag_source(outline, shape.checks)
        if source is None or not isinstance(after, dict):
            continue
        name, rest = source
        element = found.setdefault((name, inside, after), Element(name, inside, after))
        element.share += shape.uses / total
        element.tags.append((rest, shape.target))
    return sorted(found.values(), key=lambda element: -element.share)


def _data_source(letters: Letters) -> bytes | None:
    """Return an expression for texts that are sure to be good in an element that holds data."""
    forms = [form.replace('"', "") for form in plain_values(letters.state.pattern)]
    return _either([form.encode() for form in forms]) if forms else None


def _tag_source(
    outline: tuple[bytes, ...], checks: tuple[ValueCheck | None, ...] | None
) -> tuple[bytes, bytes] | None:
    """Return the name of a tag and an expression for the rest; ``None`` if values are unknown."""
    match = _NAME.match(outline[0])
    if match is None or checks is None:
        return None
    source = re.escape(outline[0][match.end() :])
    for check, part in zip(checks, outline[1:], strict=True):
        value = rb'[^"<]*+' if check is None else check.plain_source()
        if not value:
            return None
        source += b'"' + value + b'"' + re.escape(part)
    return match[0], source + b">"
