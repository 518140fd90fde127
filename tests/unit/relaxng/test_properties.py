"""Properties: generated documents are valid, broken ones are not, and a slow matcher agrees."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from editio.errors import SchemaError
from editio.relaxng import Schema, load_schema
from editio.relaxng.accept import accepts

if TYPE_CHECKING:
    from random import Random

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
EXAMPLES = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


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


NAMES = st.sampled_from("ab")  # few names, so that patterns compete for the same element
ATTRIBUTES = st.sampled_from("cd")
LEAVES = st.sampled_from([Pattern("text"), Pattern("empty")])
ATTRIBUTE = st.builds(Pattern, st.just("attribute"), ATTRIBUTES, st.just((Pattern("text"),)))


def _composed(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    single = inner.map(lambda part: (part,))
    kinds = st.sampled_from(["group", "choice", "group", "choice", "interleave"])
    repeats = st.sampled_from(["optional", "oneOrMore", "zeroOrMore"])
    element = st.builds(Pattern, st.just("element"), NAMES, single)
    with_attribute = st.builds(
        lambda kind, attribute, part: Pattern(kind, parts=(attribute, part)),
        st.sampled_from(["group", "choice"]),
        ATTRIBUTE,
        inner,
    )
    return st.one_of(
        st.builds(Pattern, kinds, st.just(""), several),
        st.builds(Pattern, repeats, st.just(""), single),
        element,
        element,
        with_attribute,
    )


PATTERNS = st.recursive(LEAVES, _composed, max_leaves=9)
ROOTS = st.builds(Pattern, st.just("element"), st.just("r"), PATTERNS.map(lambda part: (part,)))


def loaded(root: Pattern) -> Schema:
    """Load a schema, or tell hypothesis that section 7 does not allow it."""
    try:
        return load_schema(root.xml().replace(">", f" {RNG}>", 1).encode())
    except SchemaError:
        assume(False)
        raise


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
@given(ROOTS, st.randoms(use_true_random=False))
def test_a_generated_document_is_valid_and_a_broken_one_is_not(
    root: Pattern, chance: Random
) -> None:
    schema = loaded(root)
    _, (document,) = sample(root, chance)
    assert verdict(schema, document)
    attributes = Item("r", document.attributes | {"zebra"}, document.children)
    assert not verdict(schema, attributes)
    child = Item("r", document.attributes, (*document.children, Item("zebra")))
    assert not verdict(schema, child)
    renamed = Item("zebra", document.attributes, document.children)
    assert not verdict(schema, renamed)


ITEMS = st.recursive(
    st.builds(Item, st.sampled_from(["", "a", "b"])),
    lambda inner: st.builds(
        Item,
        NAMES,
        st.frozensets(ATTRIBUTES, max_size=2),
        st.lists(inner, max_size=3).map(tuple),
    ),
    max_leaves=5,
)
DOCUMENTS = st.builds(
    Item,
    st.just("r"),
    st.frozensets(ATTRIBUTES, max_size=2),
    st.lists(ITEMS, max_size=4).map(tuple),
)


@EXAMPLES
@given(ROOTS, st.lists(DOCUMENTS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_sharing_patterns_never_changes_a_verdict(
    root: Pattern, documents: list[Item], chance: Random
) -> None:
    schema = loaded(root)
    _, (valid,) = sample(root, chance)
    shuffled = list(valid.children)
    chance.shuffle(shuffled)
    changed = [
        Item("r", frozenset(), tuple(shuffled)),
        Item("r", valid.attributes, valid.children[1:]),
        Item("r", valid.attributes, valid.children[:-1]),
        Item("r", valid.attributes, (*valid.children, *valid.children[:1])),
    ]
    for document in (*documents, valid, *changed):
        item = joined(document)
        assert verdict(schema, item) is fits(root, frozenset(), (item,)), item.xml()
