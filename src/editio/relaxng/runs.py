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
    from editio.relaxng.letters import Exit, Letters, Target

SHORT, LONG = 3_000, 6_000
"""How long an expression may get: Python needs about 1 µs for each character of it."""
CUTOFFS = (0.02, 0.05, 0.1)
"""What comes more rarely is left out; the higher ones are used where the lower are too long."""
MAX_DEPTH = 6
MAX_CHAIN = 6
"""So many states one after the other are followed in the content of an element."""

_TEXTS = (rb"[^<]*+", rb"\s*+")
_NAME = re.compile(rb"[\w:.-]+")
Trail: TypeAlias = "tuple[Letters, ...]"
Path: TypeAlias = tuple[bytes, ...]
"""The names of elements inside each other."""


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


@dataclass(slots=True)
class Run:
    """The expression of one state.

    ``exits`` tells by the number of the group that matched where the last tag leads. ``taken``
    holds what the expression takes, with its part in what comes; ``worth`` is how often the state
    came, for each letter that was read and each of the expression.
    """

    source: bytes
    exits: list[Exit]
    taken: dict[str, float]
    worth: float = 0.0

    def gain(self, old: Run | None) -> float:
        """Return the part of what this one takes that ``old`` does not take."""
        if old is None:
            return 1.0
        new = sum(share for key, share in self.taken.items() if key not in old.taken)
        return new / sum(self.taken.values()) if new else 0.0


class TooLongError(Exception):
    """An expression is getting too long."""


def best_run(
    letters: Letters, known: dict[Letters, list[Element]], longest: int = SHORT
) -> Run | None:
    """Return the expression that takes most in a state without being longer than ``longest``.

    There is none where data are read: what may follow depends on them. ``known`` keeps what comes
    in which state for further calls.
    """
    if letters.watches >= len(_TEXTS):
        return None
    for cutoff in CUTOFFS:
        try:
            return Maker(cutoff, known, longest).run(letters)
        except TooLongError:
            continue
    return None


class Maker:
    """Makes the parts of one expression and notes in ``taken`` what it takes."""

    def __init__(self, cutoff: float, known: dict[Letters, list[Element]], longest: int) -> None:
        self.cutoff = cutoff
        self.longest = longest
        self.known = known
        self.taken: dict[str, float] = {}
        self.length = 0

    def run(self, letters: Letters) -> Run:
        """Return the expression of a state. Raises :class:`TooLongError`."""
        source = self.loops(letters, 1.0, ())
        exits: list[Exit] = [None]
        ways: list[bytes] = []
        if letters.state.accepting:
            for tag in sorted(letters.ends, key=lambda tag: -letters.ends[tag]):
                ways.append(tag + b">()")
                exits.append(tag)
        for element in self.elements_of(letters):
            if element.share < self.cutoff:
                break
            for tag, target in element.tags:
                if target is not letters:
                    ways.append(element.name + tag + b"()")
                    exits.append(target)
                    self.note((element.name, tag), 0.3 * element.share)
        if ways:
            source += b"(?:<" + _either(ways) + b"|)"
        return Run(source, exits, self.taken)

    def note(self, path: Path, share: float) -> None:
        """Keep that the expression takes something: an element inside of others, a tag."""
        self.taken[b"/".join(path).decode("latin-1")] = share

    def elements_of(self, letters: Letters) -> list[Element]:
        """Return what comes in a state, the most frequent first."""
        found = self.known.get(letters)
        if found is None:
            found = self.known[letters] = _elements_of(letters)
        return found

    def loops(self, letters: Letters, weight: float, above: Path) -> bytes:
        """Return an expression for text, and for elements that lead back to ``letters``."""
        text = _TEXTS[letters.watches]
        elements = [one for one in self.elements_of(letters) if one.after is letters]
        found = self.elements(elements, weight, above)
        return text + b"(?:<" + _either(found) + text + b")*+" if found else text

    def elements(self, elements: Iterable[Element], weight: float, above: Path) -> list[bytes]:
        """Return an expression for each element, without its ``<``."""
        found: list[bytes] = []
        for element in elements:
            share = element.share * weight
            if share < self.cutoff:
                continue
            path = (*above, element.name)
            source = element.name + _either([tag for tag, _ in element.tags])
            self.length += len(source)
            if self.length > self.longest:
                raise TooLongError
            if element.inside is not None:
                content = self.content(element.inside, share, path, ())
                if content is None:
                    continue
                source += content + b"</" + element.name + b">"
            found.append(source)
            self.note(path, share)
        return found

    def content(self, letters: Letters, weight: float, above: Path, before: Trail) -> bytes | None:
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

    def onward(self, letters: Letters, weight: float, above: Path, before: Trail) -> list[bytes]:
        """Return expressions for elements that lead to other states, and for what follows them."""
        groups: dict[Letters, list[Element]] = {}
        for element in self.elements_of(letters):
            if element.after is not letters and element.after not in before:
                groups.setdefault(element.after, []).append(element)
        ways: list[bytes] = []
        for after, group in groups.items():
            starts = self.elements(group, weight, above)
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
