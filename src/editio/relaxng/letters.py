"""The automaton with raw tags as its letters.

A letter that led from one state to another once does so always, attributes included, so that only
tags met for the first time are looked at. What a tag means depends on the namespaces in scope: a
state here is a state of the automaton together with these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from editio.relaxng.accept import Rejected, state_inside
from editio.relaxng.automaton import IGNORED, READ, Fork, State
from editio.relaxng.tags import NAME, attribute_value, is_tag, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from editio.relaxng.alphabet import Alphabet
    from editio.relaxng.automaton import Opening, ValueCheck
    from editio.relaxng.datatypes import Context
    from editio.relaxng.namespaces import Namespaces
    from editio.relaxng.runs import Run

_PLAIN_ID = re.compile(rb"[A-Za-z_][A-Za-z0-9_.-]*")
_ID = b' xml:id="'
_ASIDE = (b"!", b"?")
ANY_TEXT, SPACE, DATA = range(3)
"""What text does in a state: nothing; it must be white space, or leads on; it is data."""


class Odd:
    """What leads nowhere by itself: a comment, an instruction, or a tag cut at a ``>`` in it."""


ODD: Final = Odd()


class Letters(dict[bytes, "Target"]):
    """A state and the namespaces in scope; maps a raw tag to what it leads to.

    A start tag leads to (inside, after, the end tag to come, the opening); an empty one to what is
    after it; an end tag to ``None``, since what is after it lies on the stack, or to the numbers
    of the ways that end. ``watches`` says what text does here; ``data`` is the text of an element
    that holds data; ``run`` matches a text and the elements in it that lead back to this state.
    """

    __slots__ = (
        *("alphabet", "data", "ends", "exits", "match", "namespaces", "reading", "run", "shapes"),
        *("state", "watches"),
    )

    def __init__(self, alphabet: Alphabet, state: State, namespaces: Namespaces) -> None:
        super().__init__()
        self.alphabet = alphabet
        self.state = state
        self.namespaces = namespaces
        kind = state.text_kind
        self.watches = DATA if kind == READ else ANY_TEXT if kind == IGNORED else SPACE
        self.data = ""
        self.reading: Letters | None = None
        self.shapes: dict[tuple[bytes, ...], Shape] = {}
        self.ends: dict[bytes, int] = {}
        self.run: Run | None = None
        self.match: Match | None = None
        self.exits: list[Exit] = []

    def __eq__(self, other: object) -> bool:
        return self is other  # what it maps is beside the point

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __missing__(self, tag: bytes) -> Target:
        if tag.startswith(_ASIDE):
            return ODD
        # an id never comes again, the tag without it does
        head, mark, rest = tag.partition(_ID)
        if mark:
            value, closing, tail = rest.partition(b'"')
            without = head + b">" + tail  # which is no tag
            if not closing:
                return ODD
            if without in self and _PLAIN_ID.fullmatch(value):
                return self[without]
        elif tag.startswith(b"/"):
            found: Target = None if self.state.accepting else self._ends()
            self.alphabet.remember(self, tag, found)
            return found
        shape = self._judge(tag)
        if shape is None:
            return ODD
        if mark and shape.has_id and b"'" not in tag:  # else the mark may stand in another value
            self.alphabet.remember(self, without, shape.target)
        return shape.target

    def _judge(self, tag: bytes) -> Shape | None:
        """Follow a tag that was not met before, though perhaps one like it with other values.

        Returns ``None`` where it is no tag, or only the beginning of one.
        """
        parts = tag.split(b'"')
        if len(parts) % 2 == 0:
            return None
        outline = tuple(parts[::2])
        shape = self.shapes.get(outline)
        if shape is None or b"<" in tag:
            if not is_tag(tag, any_name=self.alphabet.trusted):
                return None
            shape = self._enter(tag)
            if shape.checks is not None and b"'" not in tag and b"xmlns" not in tag:
                self.alphabet.remember_shape(self, outline, shape)
        elif not shape.accepts(parts[1::2], self):
            raise Rejected
        if not shape.has_id:
            self.alphabet.remember(self, tag, shape.target)
        return shape

    @property
    def context(self) -> Context:
        return self.namespaces.context

    def _ends(self) -> frozenset[int]:
        text = self.data if self.state.text_kind == READ else None
        numbers = self.state.end(text, self.context)
        if not numbers:
            raise Rejected
        return numbers

    def _enter(self, raw: bytes) -> Shape:
        """Follow a start tag or an empty one that was never met here. Raises :class:`Rejected`."""
        tag = _readable(raw)
        state: State | None = self.state
        if self.data:
            state = self.state.past(self.data, self.context)
        match = NAME.match(tag)
        if state is None or match is None:
            raise Rejected
        namespaces, attributes = self.namespaces.inside(tag)
        step = state.step(namespaces.key(match[0], attribute=False))
        if step is None:
            raise Rejected
        opening, follows = step
        inside = state_inside(opening, attributes, namespaces.context)
        if inside is None:
            raise Rejected
        plan = opening.plan(tuple(attributes))
        checks = None if plan is None else plan.checks
        entered = self.alphabet.letters(inside, namespaces)
        after = self._following(follows)
        if not tag.endswith("/"):
            return Shape((entered, after, b"/" + match[0].encode(), opening), checks)
        end = entered[b"/"]
        return Shape(after.resume(end) if isinstance(after, Crossing) else after, checks)

    def _following(self, follows: State | Fork) -> Letters | Crossing:
        if isinstance(follows, Fork):
            return Crossing(follows, self)
        return self.alphabet.letters(follows, self.namespaces)

    def note(self, tag: bytes) -> None:
        """Count a tag of the sample."""
        shape = self.shapes.get(tuple(tag.split(b'"')[::2]))
        if shape is not None:
            shape.uses += 1

    def visits(self) -> int:
        """Return how many tags of the sample came here."""
        return sum(shape.uses for shape in self.shapes.values()) + sum(self.ends.values())

    def adopt(self, run: Run) -> None:
        """Use an expression from now on."""
        self.run = run
        self.exits = run.exits
        self.match = re.compile(run.source).match  # type: ignore[assignment]

    def after_text(self, raw: bytes) -> Letters:
        """Return what follows text that matters. Raises :class:`Rejected`."""
        text = text_of(_readable(raw))
        if self.watches == DATA:
            return self._with_data(text)
        state = self.state.past(text, self.context)
        if state is None:
            raise Rejected
        return self.alphabet.letters(state, self.namespaces)

    def _with_data(self, text: str) -> Letters:
        """Return a state that knows the text of the element: one that is used again and again."""
        if self.reading is None:
            self.reading = Reading(self.alphabet, self.state, self.namespaces)
        self.reading.data = text
        return self.reading


class Reading(Letters):
    """The state of an element after its data: where a tag leads depends on these."""

    __slots__ = ()

    def __missing__(self, tag: bytes) -> Target:
        if tag.startswith(b"/"):
            return self._ends()
        if tag.startswith(_ASIDE) or not is_tag(tag, any_name=self.alphabet.trusted):
            return ODD
        return self._enter(tag).target


def _readable(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Rejected from None


class Shape:
    """A tag without the values of its attributes: where it leads, and the checks of the values.

    ``checks`` is ``None`` where it depends on the values where it leads. Tags with an id never
    come again and are not worth remembering. ``uses`` counts the tags of this shape, in a sample.
    """

    __slots__ = ("checks", "has_id", "target", "uses")

    def __init__(self, target: Target, checks: tuple[ValueCheck | None, ...] | None) -> None:
        self.target = target
        self.checks = checks
        self.has_id = any(check is not None and check.unique for check in checks or ())
        self.uses = 0

    def accepts(self, values: list[bytes], letters: Letters) -> bool:
        """Return whether raw values, in the order of the attributes, are allowed."""
        assert self.checks is not None
        for check, raw in zip(self.checks, values, strict=True):
            if check is not None and raw not in check.known_raw:
                if _PLAIN_ID.fullmatch(raw) if check.unique else check.is_plain(raw):
                    continue
                value = attribute_value(_readable(raw))
                if not check.accepts(value, letters.context):
                    return False
                check.remember_raw(raw)
        return True


class Crossing:
    """What follows an element that can be taken in several ways."""

    __slots__ = ("fork", "outside")

    def __init__(self, fork: Fork, outside: Letters) -> None:
        self.fork = fork
        self.outside = outside

    def resume(self, numbers: Target) -> Letters:
        """Return the state after the element, ``numbers`` being the ways that held."""
        assert isinstance(numbers, frozenset)
        outside = self.outside
        return outside.alphabet.letters(self.fork.resume(numbers), outside.namespaces)


Match: TypeAlias = "Callable[[bytes, int, int], re.Match[bytes]]"
"""Matches a window from a position to a limit; the text alone always matches."""
Entry: TypeAlias = "tuple[Letters, Letters | Crossing, bytes, Opening | None]"
Target: TypeAlias = "Entry | Letters | frozenset[int] | Odd | None"
Exit: TypeAlias = "Target | bytes"
"""What a tag leads to that ends a run: an end tag by its name, ``None`` where it is not known."""
