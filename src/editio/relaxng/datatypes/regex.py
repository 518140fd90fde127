"""Regular expressions of XML Schema (Part 2, appendix F), matched by derivatives.

Python's :mod:`re` is another language: it knows neither categories nor blocks nor subtraction,
gives ``^`` and ``$`` a meaning, and can take exponential time. Here an expression is a term, and
the term that is left after a character is its derivative; equal terms are one object, so matching
builds a deterministic automaton as it goes. Time is linear in the length of the text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.relaxng.datatypes.blocks import blocks
from editio.relaxng.datatypes.names import is_name_char, is_name_start

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 200
MAX_MEMORY = 20_000
"""How many steps of the automaton one expression remembers before it starts anew."""

_ESCAPED = {c: c for c in "\\|.?*+(){}-[]^"} | {"n": "\n", "r": "\r", "t": "\t"}
_CATEGORIES = {
    major + minor
    for major, minors in {
        "L": "ultmo",
        "M": "nce",
        "N": "dlo",
        "P": "cdseifo",
        "Z": "slp",
        "S": "mcko",
        "C": "cfon",
    }.items()
    for minor in ("", *minors)
}


class RegexError(ValueError):
    """The expression is not one of XML Schema; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A term. ``kind`` is one of ``void eps chars cat alt rep``; terms are compared by identity."""

    kind: str
    nullable: bool
    parts: tuple[Node, ...] = ()
    test: Callable[[str], bool] | None = None
    low: int = 0
    high: int | None = None
    steps: dict[str, Node] = field(default_factory=dict)


class Terms:
    """Makes terms, each only once, and derives them."""

    def __init__(self) -> None:
        self.void = Node("void", nullable=False)
        self.eps = Node("eps", nullable=True)
        self._known: dict[tuple[object, ...], Node] = {}
        self.remembered = 0

    def _intern(self, key: tuple[object, ...], make: Callable[[], Node]) -> Node:
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = make()
        return node

    def chars(self, key: str, test: Callable[[str], bool]) -> Node:
        """Return the term for one character for which ``test`` holds."""
        return self._intern(("chars", key), lambda: Node("chars", nullable=False, test=test))

    def cat(self, left: Node, right: Node) -> Node:
        """Return ``left`` followed by ``right``."""
        if left is self.void or right is self.void:
            return self.void
        if left is self.eps:
            return right
        if right is self.eps:
            return left
        if left.kind == "cat":
            return self.cat(left.parts[0], self.cat(left.parts[1], right))
        nullable = left.nullable and right.nullable
        key = ("cat", id(left), id(right))
        return self._intern(key, lambda: Node("cat", nullable, (left, right)))

    def alt(self, options: list[Node]) -> Node:
        """Return the choice between ``options``."""
        flat: dict[int, Node] = {}
        for option in options:
            for one in option.parts if option.kind == "alt" else (option,):
                if one is not self.void:
                    flat[id(one)] = one
        if not flat:
            return self.void
        parts = tuple(flat[key] for key in sorted(flat))
        if len(parts) == 1:
            return parts[0]
        nullable = any(part.nullable for part in parts)
        return self._intern(("alt", *sorted(flat)), lambda: Node("alt", nullable, parts))

    def rep(self, node: Node, low: int, high: int | None) -> Node:
        """Return ``node`` repeated ``low`` to ``high`` times (``None``: without end)."""
        if high == 0 or node is self.eps:
            return self.eps
        if node is self.void:
            return self.eps if low == 0 else self.void
        if low == 1 and high == 1:
            return node
        if node.nullable:
            low = 0
        key = ("rep", id(node), low, high)
        return self._intern(key, lambda: Node("rep", low == 0, (node,), low=low, high=high))

    def derive(self, node: Node, char: str) -> Node:
        """Return what may follow ``char`` in ``node``."""
        found = node.steps.get(char)
        if found is None:
            found = node.steps[char] = self._derive(node, char)
            self.remembered += 1
        return found

    def _derive(self, node: Node, char: str) -> Node:
        if node.kind == "chars":
            assert node.test is not None
            return self.eps if node.test(char) else self.void
        if node.kind == "cat":
            left, right = node.parts
            first = self.cat(self.derive(left, char), right)
            return self.alt([first, self.derive(right, char)]) if left.nullable else first
        if node.kind == "alt":
            return self.alt([self.derive(part, char) for part in node.parts])
        if node.kind == "rep":
            (part,) = node.parts
            high = None if node.high is None else node.high - 1
            rest = self.rep(part, max(node.low - 1, 0), high)
            return self.cat(self.derive(part, char), rest)
        return self.void


class Regex:
    """A compiled expression. Raises :class:`RegexError` when ``source`` is not one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._terms, self._start = _parse(source)

    def matches(self, text: str) -> bool:
        """Return whether the whole of ``text`` matches."""
        if self._terms.remembered > MAX_MEMORY:
            self._terms, self._start = _parse(self.source)
        terms = self._terms
        node = self._start
        for char in text:
            node = node.steps.get(char) or terms.derive(node, char)
            if node is terms.void:
                return False
        return node.nullable

    def repeated(self, chars: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return (first, further): one of ``first``, then any number of ``further``, matches."""
        derive = self._terms.derive
        after: dict[int, tuple[Node, set[str]]] = {}
        for char in chars:
            node = derive(self._start, char)
            if node.nullable:
                after.setdefault(id(node), (node, set()))[1].add(char)
        found = (frozenset[str](), frozenset[str]())
        for node, first in after.values():
            further = frozenset(char for char in chars if derive(node, char) is node)
            if len(further) > len(found[1]):
                found = (frozenset(first), further)
        return found


def _parse(source: str) -> tuple[Terms, Node]:
    parser = _Parser(source)
    return parser.terms, parser.parse()


class _Parser:
    """Recursive descent over the grammar of appendix F."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.depth = 0
        self.terms = Terms()

    def fail(self, why: str) -> RegexError:
        return RegexError(f"{why} at character {self.at + 1} of “{self.source}”")

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def take(self) -> str:
        char = self.peek()
        if not char:
            raise self.fail("the expression ends too early")
        self.at += 1
        return char

    def parse(self) -> Node:
        node = self.expression()
        if self.peek():
            raise self.fail(f"“{self.peek()}” needs a backslash")
        return node

    def expression(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail(f"parentheses are nested more than {MAX_DEPTH} deep")
        branches = [self.branch()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.branch())
        self.depth -= 1
        return self.terms.alt(branches)

    def branch(self) -> Node:
        pieces: list[Node] = []
        while self.peek() not in ("", "|", ")"):
            pieces.append(self.quantified(self.atom()))
        node = self.terms.eps
        for piece in reversed(pieces):
            node = self.terms.cat(piece, node)
        return node

    def quantified(self, atom: Node) -> Node:
        char = self.peek()
        if char == "{":
            self.at += 1
            return self.terms.rep(atom, *self.quantity())
        bounds: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        if char not in bounds:
            return atom
        self.at += 1
        return self.terms.rep(atom, *bounds[char])

    def quantity(self) -> tuple[int, int | None]:
        low = self.number()
        high: int | None = low
        if self.peek() == ",":
            self.at += 1
            high = None if self.peek() == "}" else self.number()
        if self.take() != "}":
            raise self.fail("“}” is missing")
        if high is not None and high < low:
            raise self.fail("the upper bound is below the lower")
        return low, high

    def number(self) -> int:
        start = self.at
        while self.peek() in tuple("0123456789"):
            self.at += 1
        if not 0 < self.at - start <= 9:
            raise self.fail("a number of repetitions is missing or too large")
        return int(self.source[start : self.at])

    def atom(self) -> Node:
        char = self.take()
        if char == "(":
            node = self.expression()
            if self.take() != ")":
                raise self.fail("“)” is missing")
            return node
        if char == "[":
            start = self.at
            test = self.char_class()
            return self.terms.chars("[" + self.source[start : self.at], test)
        if char == ".":
            return self.terms.chars(".", lambda c: c not in "\n\r")
        if char == "\\":
            start = self.at
            single, test = self.escape()
            return self.terms.chars(single or "\\" + self.source[start : self.at], test)
        if char in "?*+{}])":
            self.at -= 1
            raise self.fail(f"“{char}” stands where nothing can be repeated or closed")
        return self.terms.chars(char, _is(char))

    def escape(self) -> tuple[str, Callable[[str], bool]]:
        """Read what follows a backslash: the one character, or "" and the class."""
        char = self.take()
        if char in _ESCAPED:
            return _ESCAPED[char], _is(_ESCAPED[char])
        if char in "pP":
            test = self.category()
            return "", test if char == "p" else _not(test)
        classes = {"s": _is_space, "i": _is_initial, "c": is_name_char, "d": _is_digit}
        classes["w"] = _is_word
        if char.lower() not in classes:
            self.at -= 1
            raise self.fail(f"“\\{char}” is not an escape")
        test = classes[char.lower()]
        return "", test if char.islower() else _not(test)

    def category(self) -> Callable[[str], bool]:
        end = self.source.find("}", self.at)
        if self.peek() != "{" or end < 0:
            raise self.fail("“{category}” is missing")
        name = self.source[self.at + 1 : end]
        if name in _CATEGORIES:
            self.at = end + 1
            return lambda c: unicodedata.category(c).startswith(name)
        bounds = blocks().get(name[2:]) if name.startswith("Is") else None
        if bounds is None:
            raise self.fail(f"“{name}” is not a category or block of Unicode")
        self.at = end + 1
        return _between(*bounds)

    def char_class(self) -> Callable[[str], bool]:
        """Read a class after its ``[``, up to and with its ``]``."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail(f"classes are nested more than {MAX_DEPTH} deep")
        negative = self.peek() == "^"
        self.at += negative
        tests: list[Callable[[str], bool]] = []
        minus: Callable[[str], bool] | None = None
        while self.peek() != "]" or not tests:
            if tests and self.source.startswith("-[", self.at):
                self.at += 2
                minus = self.char_class()
                break
            tests.append(self.member(first=not tests))
        if self.take() != "]":
            raise self.fail("“]” is missing")
        self.depth -= 1
        return _combined(tuple(tests), minus, negative=negative)

    def member(self, *, first: bool) -> Callable[[str], bool]:
        single, test = self.single(first=first)
        ranged = self.peek() == "-" and self.source[self.at + 1 : self.at + 2] not in ("]", "[", "")
        if not single or not ranged:
            return test
        self.at += 1
        last, _ = self.single(first=False)
        if not last or last < single:
            raise self.fail("a range ends before it begins")
        return _between(ord(single), ord(last))

    def single(self, *, first: bool) -> tuple[str, Callable[[str], bool]]:
        char = self.take()
        if char == "\\":
            return self.escape()
        if char in "[]" or (char == "-" and not first and self.peek() != "]"):
            self.at -= 1
            raise self.fail(f"“{char}” needs a backslash here")
        # a hyphen that stands for itself starts no range
        return ("" if char == "-" else char), _is(char)


def _is(char: str) -> Callable[[str], bool]:
    return lambda c: c == char


def _not(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda c: not test(c)


def _between(first: int, last: int) -> Callable[[str], bool]:
    return lambda c: first <= ord(c) <= last


def _combined(
    tests: tuple[Callable[[str], bool], ...],
    minus: Callable[[str], bool] | None,
    *,
    negative: bool,
) -> Callable[[str], bool]:
    def member(c: str) -> bool:
        if any(test(c) for test in tests) is negative:
            return False
        return minus is None or not minus(c)

    return member


def _is_space(c: str) -> bool:
    return c in " \t\n\r"


def _is_digit(c: str) -> bool:
    return unicodedata.category(c) == "Nd"


def _is_word(c: str) -> bool:
    return unicodedata.category(c)[0] not in "PZC"


def _is_initial(c: str) -> bool:
    return is_name_start(c)
