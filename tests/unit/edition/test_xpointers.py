"""XPointer schemes: what they name, and every way to write them wrong."""

from __future__ import annotations

import pytest

from editio.edition.xpointers import (
    Reach,
    SyntaxFaultError,
    UnknownSchemeError,
    XPointer,
    parse_xpointer,
)


@pytest.mark.parametrize(
    ("fragment", "names", "reach"),
    [
        ("left(p1)", ["p1"], 0),
        ("right( p1 )", ["p1"], 0),
        ("left(//p[1])", [], 0),
        ("left(id('p1')/s[2])", ["p1"], 0),
        ("xpath(//p[@n = 'a)'])", [], 0),
        ("xpath(id('p1'))", ["p1"], 0),
        ("string-index(p1,12)", ["p1"], 12),
        ("string-index(//p[2], 12)", [], 0),
        ("string-range(p1,12,4)", ["p1"], 16),
        ("string-range(p1, 12, 4, 20, 5)", ["p1"], 25),
        ("range(p1,p2)", ["p1", "p2"], 0),
        ("range(left(p1),string-index(p2,3))", ["p1", "p2"], 3),
        ("range(left(p1),right(p2),left(p3),right(p4))", ["p1", "p2", "p3", "p4"], 0),
        ("match(p1,'a, (b|c)')", ["p1"], 0),
        ("match(p1,'\\p{Lu}+', 2)", ["p1"], 0),
        ("element(p1/2/3)", ["p1"], 0),
        ("element(/1/2)", [], 0),
        ("xmlns(t=http://www.tei-c.org/ns/1.0) xpath(//t:p)", [], 0),
        ("xpointer(id('x')/range-to(id('y')))", [], 0),
    ],
)
def test_pointers_name_ids_and_lengths(fragment: str, names: list[str], reach: int) -> None:
    found = parse_xpointer(fragment)
    assert list(found.names) == names
    assert max((item.length for item in found.reaches), default=0) == reach


def test_a_range_keeps_which_text_must_be_how_long() -> None:
    fragment = "range(string-index(p1,1),string-index(p2,3))"
    assert parse_xpointer(fragment) == XPointer(("p1", "p2"), (Reach("p1", 1), Reach("p2", 3)))


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("left(p1", ") is missing"),
        ("left(p1))", "follows"),
        ("left()", "wants an id"),
        ("left(p1,p2)", "one argument"),
        ("xpath()", "empty"),
        ("xpath(//p[1)", "closes nothing"),
        ("xpath(//p['a)", "the other '"),
        ("string-index(p1)", "offset"),
        ("string-index(p1,x)", "number"),
        ("string-index(,1)", "wants an id"),
        ("string-range(p1,12)", "pairs"),
        ("string-range(p1,12,4,5)", "pairs"),
        ("string-range(p1,12,-4)", "negative"),
        ("string-range(p1,1.5,4)", "number"),
        ("range(p1)", "pairs"),
        ("range(p1,p2,p3)", "pairs"),
        ("range(left(),p2)", "wants an id"),
        ("match(p1)", "regular expression"),
        ("match(p1,'a(')", "no regular expression"),
        ("match(p1,'a','b')", "number"),
        ("element(1/x)", "numbers"),
        ("left(p1) and", "follows"),
        ("range(" * 5000 + "p1", "longer"),
        ("left(" + "x" * 20_000 + ")", "longer"),
    ],
)
def test_mistakes_are_told_apart(fragment: str, words: str) -> None:
    with pytest.raises(SyntaxFaultError) as caught:
        parse_xpointer(fragment)
    assert words in str(caught.value)
    assert not isinstance(caught.value, UnknownSchemeError)


@pytest.mark.parametrize("fragment", ["word(12)", "left(p1) word(1)", "range(word(1),p2)"])
def test_other_schemes_are_unknown(fragment: str) -> None:
    with pytest.raises(UnknownSchemeError):
        parse_xpointer(fragment)
