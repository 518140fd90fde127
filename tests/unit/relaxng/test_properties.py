"""Properties: generated documents are valid, broken ones are not, and a slow matcher agrees."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from editio.errors import SchemaError
from editio.relaxng import Schema, load_schema
from editio.relaxng.accept import accepts

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
SEEDS = st.integers(0, 2**32)
EXAMPLES = settings(max_examples=250, deadline=None, derandomize=True)


@dataclass(frozen=True)
class Pattern:
    """A pattern: its kind, its name where it has one, and its parts."""

    kind: str
    name: str = ""
    parts: tuple[Pattern, ...] = ()

    def xml(self) -> str:
        name = f' name="{self.name}"' if self.name else ""
        return f"<{self.kind}{name}>{''.join(part.xml() for part in self.parts)}</{self.kind}>"


@dataclass(frozen=True)
class Item:
    """An element of a document, or (with no name) a text."""

    name: str
    attributes: frozenset[str] = frozenset()
    children: tuple[Item, ...] = ()

    def xml(self) -> str:
        if not self.name:
            return "words"
        attributes = "".join(f' {name}="x"' for name in sorted(self.attributes))
        return f"<{self.name}{attributes}>{''.join(c.xml() for c in self.children)}</{self.name}>"


NAMES = "ab"  # few names, so that patterns compete for the same element
ATTRIBUTES = "cd"
KINDS = ["group", "group", "choice", "choice", "interleave", "optional", "oneOrMore", "zeroOrMore"]


def random_pattern(chance: Random, depth: int) -> Pattern:
    """Return any pattern, elements in it nested up to ``depth``."""
    roll = chance.random()
    if depth == 0 or roll < 0.1:
        return Pattern(chance.choice(["text", "empty", "empty"]))
    if roll < 0.5:
        parts = (random_pattern(chance, depth - 1),)
        return Pattern("element", chance.choice(NAMES), parts)
    if roll < 0.6:
        return Pattern("attribute", chance.choice(ATTRIBUTES), (Pattern("text"),))
    kind = chance.choice(KINDS)
    number = chance.randint(2, 3) if kind in ("group", "choice", "interleave") else 1
    return Pattern(kind, parts=tuple(random_pattern(chance, depth - 1) for _ in range(number)))


def random_schema(chance: Random) -> tuple[Pattern, Schema]:
    """Return a pattern that section 7 allows, and the schema of it."""
    while True:
        root = Pattern("element", "r", (random_pattern(chance, 4),))
        try:
            return root, load_schema(root.xml().replace(">", f" {RNG}>", 1).encode())
        except SchemaError:
            continue


def random_item(chance: Random, depth: int) -> Item:
    """Return any element or text."""
    if chance.random() < 0.2:
        return Item("")
    attributes = frozenset(name for name in ATTRIBUTES if chance.random() < 0.2)
    number = chance.randint(0, 2) if depth else 0
    children = tuple(random_item(chance, depth - 1) for _ in range(number))
    return Item(chance.choice(NAMES), attributes, children)


def verdict(schema: Schema, item: Item) -> bool:
    """Return the verdict that all ways through the validator agree on."""
    document = item.xml().encode()
    verdicts = {
        schema.is_valid(document),
        schema.is_valid(document),
        accepts(schema.automaton, document),
        not schema.diagnose(document),
    }
    assert len(verdicts) == 1, document
    return verdicts.pop()


@cache
def fits(pattern: Pattern, attributes: frozenset[str], children: tuple[Item, ...]) -> bool:
    """Match by trying every way to part attributes and children: slow, and nothing is shared."""
    kind, parts = pattern.kind, pattern.parts
    if kind == "empty":
        return not attributes and not children
    if kind == "text":
        return not attributes and all(not child.name for child in children)
    if kind == "attribute":
        return not children and attributes == {pattern.name}
    if kind == "element":
        (part,) = parts
        return (
            not attributes
            and len(children) == 1
            and children[0].name == pattern.name
            and fits(part, children[0].attributes, children[0].children)
        )
    if kind == "choice":
        return any(fits(part, attributes, children) for part in parts)
    return _fits_together(pattern, attributes, children)


def _fits_together(
    pattern: Pattern, attributes: frozenset[str], children: tuple[Item, ...]
) -> bool:
    kind, parts = pattern.kind, pattern.parts
    if kind in ("optional", "zeroOrMore") and not attributes and not children:
        return True
    if kind == "optional":
        return fits(parts[0], attributes, children)
    if kind in ("oneOrMore", "zeroOrMore"):
        again = Pattern("oneOrMore", parts=parts)
        if fits(parts[0], attributes, children):
            return True
        return any(
            (a or c) and (b or d) and fits(parts[0], a, c) and fits(again, b, d)
            for (a, c), (b, d) in _parted(attributes, children, ordered=True)
        )
    rest = parts[1] if len(parts) == 2 else Pattern(kind, parts=parts[1:])
    return any(
        fits(parts[0], a, c) and fits(rest, b, d)
        for (a, c), (b, d) in _parted(attributes, children, ordered=kind == "group")
    )


Share = tuple[frozenset[str], tuple[Item, ...]]


def _parted(
    attributes: frozenset[str], children: tuple[Item, ...], *, ordered: bool
) -> list[tuple[Share, Share]]:
    """Return every way to give attributes and children to two patterns."""
    shares = []
    names = sorted(attributes)
    for chosen in itertools.product((True, False), repeat=len(names)):
        first = frozenset(itertools.compress(names, chosen))
        for takes in _takings(len(children), ordered=ordered):
            left = tuple(itertools.compress(children, takes))
            right = tuple(itertools.compress(children, (not take for take in takes)))
            shares.append(((first, left), (attributes - first, right)))
    return shares


def _takings(number: int, *, ordered: bool) -> list[tuple[bool, ...]]:
    if ordered:
        return [tuple(i < cut for i in range(number)) for cut in range(number + 1)]
    return list(itertools.product((True, False), repeat=number))


def sample(pattern: Pattern, chance: Random) -> tuple[set[str], list[Item]]:
    """Return attributes and children that ``pattern`` allows."""
    kind, parts = pattern.kind, pattern.parts
    if kind == "text":
        return set(), [Item("")] * chance.randint(0, 1)
    if kind == "attribute":
        return {pattern.name}, []
    if kind == "element":
        attributes, children = sample(parts[0], chance)
        return set(), [Item(pattern.name, frozenset(attributes), tuple(children))]
    if kind == "choice":
        return sample(chance.choice(parts), chance)
    low = 1 if kind in ("oneOrMore", "group", "interleave") else 0
    times = chance.randint(low, 1 if kind == "optional" else 2) if len(parts) == 1 else 1
    found = [sample(part, chance) for _ in range(times) for part in parts]
    if kind == "interleave":
        chance.shuffle(found)
    return (
        {name for attributes, _ in found for name in attributes},
        [child for _, children in found for child in children],
    )


def joined(item: Item) -> Item:
    """Return ``item`` as a parser sees it: texts that touch are one."""
    children: list[Item] = []
    for child in item.children:
        if child.name or not children or children[-1].name:
            children.append(joined(child))
    return Item(item.name, item.attributes, tuple(children))


@EXAMPLES
@given(SEEDS)
def test_a_generated_document_is_valid_and_a_broken_one_is_not(seed: int) -> None:
    chance = Random(seed)
    root, schema = random_schema(chance)
    _, (document,) = sample(root, chance)
    assert verdict(schema, document)
    attributes = Item("r", document.attributes | {"zebra"}, document.children)
    assert not verdict(schema, attributes)
    child = Item("r", document.attributes, (*document.children, Item("zebra")))
    assert not verdict(schema, child)
    renamed = Item("zebra", document.attributes, document.children)
    assert not verdict(schema, renamed)


@EXAMPLES
@given(SEEDS)
def test_sharing_patterns_never_changes_a_verdict(seed: int) -> None:
    chance = Random(seed)
    root, schema = random_schema(chance)
    for _ in range(4):
        _, (valid,) = sample(root, chance)
        shuffled = list(valid.children)
        chance.shuffle(shuffled)
        for document in (
            valid,
            Item("r", valid.attributes, tuple(shuffled)),
            Item("r", valid.attributes, valid.children[1:]),
            Item("r", valid.attributes, valid.children[:-1]),
            Item("r", valid.attributes, (*valid.children, *valid.children[:1])),
            Item("r", frozenset(), (*valid.children[:3], random_item(chance, 1))),
            Item("r", valid.attributes, tuple(random_item(chance, 2) for _ in range(2))),
        ):
            item = joined(document)
            if len(item.children) <= 6:
                assert verdict(schema, item) is fits(root, frozenset(), (item,)), item.xml()
