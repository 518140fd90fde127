"""Documents made at random from a grammar in the normal form of :mod:`grammars`.

Each is valid by construction; their text is invented and means nothing. The choice of branches
prefers what has been used least, so that some hundred documents use every element and attribute.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from grammars import UNBOUNDED, Content, Declaration

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A value for every datatype of the customization; ids are numbered, patterns have a match.
_VALUES: Final = {
    "language": ("en", "ru-Latn"),
    "anyURI": ("#here", "person:someone", "other.xml#part"),
    "string": ("a few words",),
    "NMTOKEN": ("kind",),
    "nonNegativeInteger": ("0", "12"),
    "boolean": ("true", "false"),
    "NCName": ("div",),
    "date": ("1900-02-03",),
    "gYearMonth": ("1900-02",),
    "gYear": ("1900", "-0044"),
    "gMonthDay": ("--02-03",),
    "gMonth": ("--02",),
    "gDay": ("---03",),
    "decimal": ("12.5", "-3"),
}
_PATTERNS: Final = {
    "[a-z][a-z0-9+.\\-]*": "person",
    "[\\d]+[a-z]*[\\d]*(\\.[\\d]+[a-z]*[\\d]*){0,3}": "1.2.0",
    "[0-9]+(\\.[0-9]+)?(%|cm|mm|in|pt|px|em)": "12.5cm",
}
_DEPTH: Final = 9


class Generator:
    """A source of documents; the same seed gives the same documents."""

    def __init__(self, grammar: dict[str, Declaration], seed: int) -> None:
        self.grammar = grammar
        self.random = random.Random(seed)
        self.used: Counter[object] = Counter()
        self.ids = 0
        self.height = _heights(grammar)

    def document(self) -> str:
        """Return a document with the root ``TEI``."""
        root = "".join(self.element("TEI", 0))
        return root.replace("<TEI", '<TEI xmlns="http://www.tei-c.org/ns/1.0"', 1)

    def element(self, name: str, depth: int) -> Iterator[str]:
        self.used[name] += 1
        declaration = self.grammar[name]
        yield f"<{name}"
        groups = list(declaration.alternatives)
        chosen = self.random.choice(groups) if groups else ()
        excluded = {a for group in groups for a in group if a not in chosen}
        for attribute, details in declaration.attributes.items():
            if attribute in excluded:
                continue
            if details.required or self.random.random() < 0.25:
                self.used[name, attribute] += 1
                yield f" {attribute}={quoteattr(self.value(details.values))}"
        yield ">"
        yield from self.content(declaration.content, depth + 1)
        yield f"</{name}>"

    def content(self, part: Content, depth: int) -> Iterator[str]:
        match part[0]:
            case "element":
                yield from self.element(part[1], depth)
            case "text":
                yield self.random.choice((" words ", "text", " "))
            case "data":
                yield self.value(part)
            case "all" if part[1] and part[1][0][0] == "data":
                yield self.value(part)
            case "all":
                for child in part[1]:
                    yield from self.content(child, depth)
            case "any":
                yield from self.content(self.least_used(part[1], depth), depth)
            case "repeat":
                for _ in range(self.times(part, depth)):
                    yield from self.content(part[3], depth)

    def times(self, part: Content, depth: int) -> int:
        least, most = part[1], part[2]
        if depth >= _DEPTH:
            return int(least)
        top = 3 if most == UNBOUNDED else most
        return self.random.randint(least, top)

    def least_used(self, parts: tuple[Content, ...], depth: int) -> Content:
        if depth >= _DEPTH:
            return min(parts, key=lambda p: _height(p, self.height))
        low = min(self.used[part] for part in parts)
        part = self.random.choice([p for p in parts if self.used[p] == low])
        self.used[part] += 1
        return part

    def value(self, values: Content) -> str:
        match values[0]:
            case "value":
                return str(values[1])
            case "any":
                return self.value(self.least_used(values[1], 0))
            case "list":
                return " ".join(self.value(values[1]) for _ in range(self.random.randint(1, 2)))
            case "all":
                return " ".join(self.value(v) for v in values[1])
        if values[1] == "ID":
            self.ids += 1
            return f"id{self.ids}"
        return _PATTERNS[values[2]] if values[2] else self.random.choice(_VALUES[values[1]])


def _heights(grammar: dict[str, Declaration]) -> dict[str, float]:
    """Return how deep the smallest instance of each element is, to end a document in time."""
    heights = dict.fromkeys(grammar, float("inf"))
    while True:
        new = {n: 1 + _height(d.content, heights) for n, d in grammar.items()}
        if new == heights:
            return heights
        heights = new


def _height(part: Content, heights: dict[str, float]) -> float:
    match part[0]:
        case "element":
            return heights[part[1]]
        case "all":
            return max((_height(p, heights) for p in part[1]), default=0)
        case "any":
            return min(_height(p, heights) for p in part[1])
        case "repeat":
            return _height(part[3], heights) if part[1] else 0
    return 0
