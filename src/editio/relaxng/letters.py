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
from editio.relaxng.datatypes import Context
from editio.relaxng.nameclasses import SEPARATOR, XML, XMLNS
from editio.relaxng.sample import Sample
from editio.relaxng.tags import (
    NAME,
    CannotTellError,
    attribute_value,
    attributes_of,
    is_tag,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from editio.relaxng.automaton import Automaton, Opening, ValueCheck
    from editio.relaxng.runs import Run

MAX_LETTERS = 60_000
"""How many letters are remembered, for all states together, before all are forgotten."""
MAX_OF_STATE = 20_000
MAX_STATES = 30_000
"""How many states with namespaces, and shapes of tags, are remembered."""

_NCNAME_START = re.compile(r"[^\W\d]")
_PLAIN_ID = re.compile(rb"[A-Za-z_][A-Za-z0-9_.-]*")
_RESERVED = {"xml", "xmlns", XML, XMLNS, f"{XMLNS}/"}
_ID = b' xml:id="'
_ASIDE = (b"!", b"?")
ANY_TEXT, SPACE, DATA = range(3)
"""What text does in a state: nothing; it must be white space, or leads on; it is data."""


class Odd:
    """What leads nowhere by itself: a comment, an instruction, or a tag cut at a ``>`` in it."""


ODD: Final = Odd()


class Namespaces:
    """The namespaces in scope: ``uris`` by prefix; names and scopes found in it."""

    __slots__ = ("context", "elements", "inner", "uris")

    def __init__(self, uris: dict[str, str]) -> None:
        self.uris = uris
        self.context = Context(uris)
        self.elements: dict[bytes, str] = {}
        self.inner: dict[tuple[tuple[str, str], ...], Namespaces] = {}

    def within(self, declared: tuple[tuple[str, str], ...]) -> Namespaces:
        """Return the scope inside an element that declares these prefixes."""
        found = self.inner.get(declared)
        if found is None:
            if len(self.inner) > MAX_OF_STATE:
                self.inner.clear()
            uris = {p: u for p, u in {**self.uris, **dict(declared)}.items() if u}
            found = self.inner[declared] = Namespaces(uris)
        return found

    def key(self, qname: str, *, attribute: bool) -> str:
        """Return a name as expat would write it."""
        prefix, colon, local = qname.rpartition(":")
        if not colon:
            uri = "" if attribute else self.uris.get("", "")
        elif prefix and prefix in self.uris and ":" not in prefix and _NCNAME_START.match(local):
            uri = self.uris[prefix]
        else:
            raise CannotTellError  # expat says what is wrong with such a name
        return f"{uri}{SEPARATOR}{local}" if uri else local

    def inside(self, tag: str) -> tuple[Namespaces, dict[str, str]]:
        """Return the scope inside an element, and its attributes that declare none."""
        if "=" not in tag:
            return self, {}
        pairs = attributes_of(tag)
        declared = {n[6:]: v for n, v in pairs if n == "xmlns" or n.startswith("xmlns:")}
        namespaces = self
        others = pairs
        if declared:
            if any(p in _RESERVED or u in _RESERVED or (p and not u) for p, u in declared.items()):
                raise CannotTellError
            namespaces = self.within(tuple(declared.items()))
            others = [(n, v) for n, v in pairs if n != "xmlns" and not n.startswith("xmlns:")]
        attributes = {namespaces.key(n, attribute=True): v for n, v in others}
        if len(attributes) + len(declared) < len(pairs):
            raise CannotTellError  # one comes twice, or two prefixes stand for one namespace
        return namespaces, attributes

    def element(self, qname: bytes) -> str:
        """Return the name of an element as expat would write it, and remember it."""
        found = self.elements.get(qname)
        if found is None:
            if len(self.elements) > MAX_OF_STATE:
                self.elements.clear()
            found = self.elements[qname] = self.key(qname.decode(), attribute=False)
        return found


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
        self.exits: list[Target | bytes] = []

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


class Alphabet:
    """All states of :class:`Letters` for one automaton, and how much they remember.

    ``trusted`` says that the document being read is known to be well-formed.
    """

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.trusted = False
        self._letters: dict[tuple[State, Namespaces], Letters] = {}
        self._remembered = 0
        self._shapes = 0
        self.sample = Sample()
        self._outermost = Namespaces({"xml": XML})

    def letters(self, state: State, namespaces: Namespaces) -> Letters:
        """Return the letters that may come in ``state``."""
        found = self._letters.get((state, namespaces))
        if found is None:
            if len(self._letters) + self._shapes > MAX_STATES:  # a document of many namespaces
                self._letters.clear()
                self._shapes = 0
                self._outermost = Namespaces({"xml": XML})
            found = self._letters[state, namespaces] = Letters(self, state, namespaces)
        return found

    def start(self) -> Letters:
        """Return the letters that a document may begin with."""
        return self.letters(self.automaton.start, self._outermost)

    def states(self) -> list[Letters]:
        """Return all states that were met."""
        return list(self._letters.values())

    def look(self) -> None:
        """Make expressions for the states that are met most, if it is time to."""
        self.sample.look(self._letters.values())

    def remember(self, letters: Letters, tag: bytes, target: Target) -> None:
        """Keep where ``tag`` leads; when there are too many, forget those of all states."""
        self._remembered += 1
        if self._remembered > MAX_LETTERS:
            self._remembered = 0
            for one in self._letters.values():
                one.clear()
        if len(letters) > MAX_OF_STATE:  # it may not be among those just cleared
            letters.clear()
        letters[tag] = target

    def remember_shape(self, letters: Letters, outline: tuple[bytes, ...], shape: Shape) -> None:
        """Keep where a tag without its values leads."""
        if self._shapes < MAX_STATES:
            self._shapes += 1
            letters.shapes[outline] = shape
