"""The schema as an automaton whose states are patterns, built as documents need them.

A state says where in the content of an element one is. A start tag leads to the state inside the
new element and the state after it; neither depends on how deep the element stands, so a schema as
large as TEI All needs only some thousand states.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from editio.relaxng.datatypes.base import is_space
from editio.relaxng.factory import matches
from editio.relaxng.patterns import After, Attribute, Choice, Data, Group, List, Text, Value
from editio.relaxng.tags import HAS_POSSESSIVE_GROUPS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from editio.relaxng.datatypes import Context
    from editio.relaxng.factory import Patterns
    from editio.relaxng.patterns import Pattern

MAX_KNOWN = 5_000
"""How many good values are remembered for one attribute pattern, and steps for one state."""

MANY_VALUES = 24
"""After so many values an attribute is worth an expression of its own."""

IGNORED, SPACE_ONLY, READ, MOVES = range(4)
"""What text does in a state: nothing; it must be white space; it is read as data; it leads on."""


class ValueCheck:
    """The values that an attribute pattern accepts, with a memory of good ones."""

    __slots__ = (
        *("automaton", "known", "known_raw", "match_plain", "needs_context", "pattern", "plain"),
        "unique",
    )

    def __init__(self, pattern: Pattern, automaton: Automaton) -> None:
        self.pattern = pattern
        self.automaton = automaton
        self.known: set[str] = set()
        self.known_raw: set[bytes] = set()
        self.unique = isinstance(pattern, Data) and pattern.is_plain_id
        """The values are ids, each of which comes once: there is no use in remembering them."""
        self.needs_context = pattern.reads_text and depends_on_context(pattern)
        self.plain: bytes | None = None
        self.match_plain: Callable[[bytes], object] | None = None

    def accepts(self, value: str, context: Context) -> bool:
        """Return whether ``value`` is allowed, and remember it if so."""
        if value in self.known:
            return True
        if not matches(self.pattern, value, context, self.automaton.make):
            return False
        if not self.needs_context and not self.unique:
            if len(self.known) >= MAX_KNOWN:
                self.known.clear()
            self.known.add(value)
        return True

    def plain_source(self) -> bytes:
        """Return an expression for raw values that are sure to be good, empty if none is known."""
        if self.plain is None:
            from editio.relaxng.plain import plain_values

            forms = plain_values(self.pattern)
            self.plain = ("|".join(forms) if len(forms) < 2 else f"(?:{'|'.join(forms)})").encode()
        return self.plain

    def is_plain(self, raw: bytes) -> bool:
        """Return whether a raw value is sure to be good by that expression."""
        if self.match_plain is None:
            if not HAS_POSSESSIVE_GROUPS or len(self.known_raw) < MANY_VALUES:
                return False
            self.match_plain = re.compile(self.plain_source() or b"(?!)").fullmatch
        return self.match_plain(raw) is not None

    def remember_raw(self, value: bytes) -> None:
        """Remember a good value in the form that it has in a document."""
        if not self.needs_context and not self.unique:
            if len(self.known_raw) >= MAX_KNOWN:
                self.known_raw.clear()
            self.known_raw.add(value)


class Fork:
    """What follows an element that a tag could begin in several ways, by the ways that held."""

    __slots__ = ("automaton", "follows", "known")

    def __init__(self, follows: tuple[Pattern, ...], automaton: Automaton) -> None:
        self.follows = follows
        self.automaton = automaton
        self.known: dict[frozenset[int], State] = {}

    def all_ways(self) -> State:
        """Return the state after the element, as if it had held in every way."""
        return self.resume(frozenset(range(len(self.follows))))

    def resume(self, numbers: frozenset[int]) -> State:
        """Return the state after the element, ``numbers`` being the ways that held."""
        found = self.known.get(numbers)
        if found is None:
            make = self.automaton.make
            pattern = make.choice([self.follows[number] for number in numbers])
            found = self.known[numbers] = self.automaton.state(pattern)
        return found


Step: TypeAlias = "tuple[Opening, State | Fork]"
"""What a start tag leads to: inside, and after it."""


class State:
    """A place in the content of an element, after its attributes."""

    __slots__ = ("accepting", "automaton", "ends", "moved", "pattern", "steps", "text_kind")

    def __init__(self, pattern: Pattern, automaton: Automaton) -> None:
        self.pattern = pattern
        self.automaton = automaton
        self.steps: dict[str, Step] = {}
        self.moved: State | None = None
        self.text_kind = self._kind_of_text()
        self.accepting = pattern.nullable and self.text_kind != READ
        """The element may end here, whatever its text was (never true of one way among several)."""
        self.ends: dict[str, frozenset[int]] = {}

    def _kind_of_text(self) -> int:
        pattern, make = self.pattern, self.automaton.make
        if pattern.reads_text:
            return READ
        after = pattern.text("", self.automaton.no_context, make)
        if after is pattern:
            return IGNORED
        if after is make.not_allowed:
            return SPACE_ONLY
        self.moved = self.automaton.state(after)
        return MOVES

    def all_ways(self) -> State:
        """Return this: what follows an element with one way to take it."""
        return self

    def step(self, key: str) -> Step | None:
        """Return where a start tag leads: inside, and after it; ``None`` if not allowed."""
        found = self.steps.get(key)
        if found is None:
            found = self.automaton.step(self.pattern, key)
            if found is not None:
                if len(self.steps) >= MAX_KNOWN:
                    self.steps.clear()
                self.steps[key] = found
        return found

    def past(self, text: str, context: Context) -> State | None:
        """Return the state after ``text`` that other content follows, ``None`` if not allowed."""
        kind = self.text_kind
        if kind == IGNORED or is_space(text):
            return self
        if kind == READ:
            after = self.pattern.text(text, context, self.automaton.make)
            return None if after is self.automaton.make.not_allowed else self.automaton.state(after)
        return self.moved

    def end(self, text: str | None, context: Context) -> frozenset[int]:
        """Return the numbers of the ways that end here (0 where there is one way only).

        ``text`` is the whole content where it is data, ``None`` where elements came before.
        """
        if self.text_kind != READ or text is None:
            return _surviving(self.pattern)
        found = self.ends.get(text)
        if found is None:
            after = self.pattern.text(text, context, self.automaton.make)
            found = _surviving(after)
            if is_space(text):
                found |= _surviving(self.pattern)
            if not depends_on_context(self.pattern):
                if len(self.ends) >= MAX_KNOWN:
                    self.ends.clear()
                self.ends[text] = found
        return found


class Plan:
    """How to judge one set of attribute names: a check for each value, and the state after."""

    __slots__ = ("checks", "content")

    def __init__(self, checks: tuple[ValueCheck | None, ...], content: State) -> None:
        self.checks = checks
        self.content = content


class Opening:
    """A start tag whose name is known and whose attributes are not.

    ``table`` holds the attributes that are allowed or required independently of all else, with
    their value patterns; ``rest`` is the pattern without these.
    """

    __slots__ = ("automaton", "bare", "pattern", "plans", "required", "rest", "table")

    def __init__(self, pattern: Pattern, automaton: Automaton) -> None:
        self.pattern = pattern
        self.automaton = automaton
        self.table: dict[str, Attribute] = {}
        self.required: set[str] = set()
        self.rest = self._independent()
        self.plans: dict[tuple[str, ...], Plan | None] = {}
        self.bare = self.close(self.rest, frozenset())
        """The state where there are no attributes, ``None`` where one is required."""

    def _independent(self) -> Pattern:
        pattern = self.pattern
        members = pattern.spine() if isinstance(pattern, Group) else [pattern]
        others: list[Pattern] = []
        for member in members:
            attribute = _single_attribute(member, self.automaton.make)
            if attribute is None:
                others.append(member)
                continue
            self.table.update(dict.fromkeys(attribute.names.exact, attribute))
            if attribute is member:
                self.required |= attribute.names.exact
        return self.automaton.make.sequence(others)

    def close(self, rest: Pattern, names: frozenset[str]) -> State | None:
        """Return the state inside after attributes ``names``, ``rest`` being left of the others."""
        closed = rest.close(self.automaton.make)
        if closed is self.automaton.make.not_allowed or not self.required <= names:
            return None
        return self.automaton.state(closed)

    def plan(self, names: tuple[str, ...]) -> Plan | None:
        """Return how to judge attributes of these names.

        ``None`` means that they must be judged one by one (:meth:`judge`): a name is not allowed,
        one is missing, or what is allowed depends on a value.
        """
        if names in self.plans:
            return self.plans[names]
        if len(self.plans) >= MAX_KNOWN:
            self.plans.clear()
        self.plans[names] = plan = self._plan(names)
        return plan

    def _plan(self, names: tuple[str, ...]) -> Plan | None:
        checks: list[ValueCheck | None] = []
        rest = self.rest
        for name in names:
            attribute = self.table.get(name)
            if attribute is None:
                pairs = rest.takes(name, self.automaton.make)
                if len({value.uid for value, _ in pairs}) != 1:
                    return None
                rest = self.automaton.make.choice([follows for _, follows in pairs])
                checks.append(self.automaton.check(pairs[0][0]))
            else:
                checks.append(self.automaton.check(attribute.content))
        state = self.close(rest, frozenset(names))
        return None if state is None else Plan(tuple(checks), state)

    def judge(self, attributes: Mapping[str, str], context: Context) -> State | None:
        """Return the state inside after ``attributes``, ``None`` where they are not allowed."""
        rest: Pattern | None = self.rest
        for name, value in attributes.items():
            rest = self.take(rest, name, value, context)
            if rest is None:
                return None
        return self.close(rest, frozenset(attributes)) if rest is not None else None

    def take(self, rest: Pattern | None, name: str, value: str, context: Context) -> Pattern | None:
        """Return what is left of ``rest`` after one attribute, ``None`` if it is not allowed."""
        if rest is None:
            return None
        automaton = self.automaton
        attribute = self.table.get(name)
        if attribute is not None:
            check = automaton.check(attribute.content)
            return rest if check is None or check.accepts(value, context) else None
        follows = [
            follow
            for pattern, follow in rest.takes(name, automaton.make)
            if matches(pattern, value, context, automaton.make)
        ]
        left = automaton.make.choice(follows)
        return None if left is automaton.make.not_allowed else left


class Automaton:
    """The states of one schema, each once."""

    def __init__(self, make: Patterns) -> None:
        from editio.relaxng.datatypes import NO_CONTEXT

        self.make = make
        self.no_context = NO_CONTEXT
        self._states: dict[int, State] = {}
        self._openings: dict[int, Opening] = {}
        self._checks: dict[int, ValueCheck] = {}
        self.start = self.state(make.start())

    @property
    def size(self) -> int:
        """How many states there are so far."""
        return len(self._states)

    def state(self, pattern: Pattern) -> State:
        """Return the state of ``pattern``."""
        found = self._states.get(pattern.uid)
        if found is None:
            found = State(pattern, self)
            found = self._states.setdefault(pattern.uid, found)
        return found

    def opening(self, pattern: Pattern) -> Opening:
        """Return the start tag of an element with content ``pattern``."""
        found = self._openings.get(pattern.uid)
        if found is None:
            found = self._openings[pattern.uid] = Opening(pattern, self)
        return found

    def check(self, pattern: Pattern) -> ValueCheck | None:
        """Return the check of values against ``pattern``, ``None`` where any text is good."""
        if isinstance(pattern, Text):
            return None
        found = self._checks.get(pattern.uid)
        if found is None:
            found = self._checks[pattern.uid] = ValueCheck(pattern, self)
        return found

    def step(self, pattern: Pattern, key: str) -> Step | None:
        """Return what a start tag leads to from ``pattern``."""
        pairs = pattern.starts(key, self.make) if pattern.may_start(key) else ()
        follows: dict[int, list[Pattern]] = {}
        contents: dict[int, Pattern] = {}
        for element, follow in pairs:
            content = element.content  # type: ignore[attr-defined]
            contents[content.uid] = content
            follows.setdefault(content.uid, []).append(follow)
        if not contents:
            return None
        merged = {uid: self.make.choice(found) for uid, found in follows.items()}
        distinct = list({follow.uid: follow for follow in merged.values()}.values())
        if len(distinct) == 1:
            content = self.make.choice(contents.values())
            return self.opening(content), self.state(distinct[0])
        ways = [self.make.after(contents[uid], distinct.index(merged[uid])) for uid in contents]
        return self.opening(self.make.choice(ways)), Fork(tuple(distinct), self)


def _single_attribute(pattern: Pattern, make: Patterns) -> Attribute | None:
    """Return the attribute if ``pattern`` is nothing but one, required or optional."""
    if isinstance(pattern, Choice) and len(pattern.parts) == 2 and make.empty in pattern.parts:
        first, second = pattern.parts
        pattern = second if first is make.empty else first
    # of several names one would do: taking it forbids the others, so it is not independent
    if not isinstance(pattern, Attribute) or pattern.names.wild:
        return None
    return pattern if len(pattern.names.exact) == 1 else None


def depends_on_context(pattern: Pattern) -> bool:
    """Return whether the same text may match in one place and not in another."""
    if isinstance(pattern, Data):
        excepted = pattern.excepted is not None and depends_on_context(pattern.excepted)
        return excepted or pattern.datatype.needs_context
    if isinstance(pattern, Value):
        return pattern.datatype.needs_context
    if isinstance(pattern, List):
        return depends_on_context(pattern.content)
    return any(depends_on_context(part) for part in pattern.parts)


def _surviving(pattern: Pattern) -> frozenset[int]:
    """Return the numbers of the ways that may end in ``pattern``; {0} where it is not marked."""
    if isinstance(pattern, After):
        return frozenset((pattern.number,)) if pattern.content.nullable else frozenset()
    if isinstance(pattern, Choice) and any(isinstance(part, After) for part in pattern.parts):
        return frozenset().union(*(_surviving(part) for part in pattern.parts))
    return frozenset((0,)) if pattern.nullable else frozenset()
