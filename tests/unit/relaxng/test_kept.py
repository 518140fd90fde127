"""What processes leave to later ones: expressions for the states that are met most."""

from __future__ import annotations

import pickle
import random
from typing import TYPE_CHECKING

import pytest

from editio.relaxng import Schema, load_schema
from editio.relaxng.alphabet import MAX_KEPT
from editio.relaxng.factory import Patterns
from editio.relaxng.letters import Letters
from editio.relaxng.marks import Marks
from editio.relaxng.runs import Run
from editio.relaxng.tags import HAS_POSSESSIVE_GROUPS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not HAS_POSSESSIVE_GROUPS, reason="this Python knows but the slow ways"
)

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
HERD = f"""
<grammar {RNG} ns="urn:herd" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <include href="goat.rng"/>
  <start><element name="herd"><oneOrMore><ref name="goat"/></oneOrMore></element></start>
</grammar>
"""
GOAT = """
<define name="goat">
  <element name="goat">
    <optional><attribute name="horns"><data type="positiveInteger"/></attribute></optional>
    <optional><attribute name="mood"/></optional>
    <interleave>
      <optional><element name="bell"><empty/></element></optional>
      <zeroOrMore><choice><element name="kid"><text/></element><element name="fleck"><empty/>
      </element></choice></zeroOrMore>
    </interleave>
  </element>
</define>
"""


def write_schema(folder: Path, goat: str = GOAT) -> Path:
    """Write a schema of two files and return the path of the first."""
    head = f'<grammar {RNG} datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
    (folder / "goat.rng").write_text(f"{head}{goat}</grammar>", encoding="utf-8")
    path = folder / "herd.rng"
    path.write_text(HERD, encoding="utf-8")
    return path


def herd(goats: int, more: str = "", seed: int = 3) -> bytes:
    """Return a herd that is valid if there is nothing ``more`` in it."""
    chance = random.Random(seed)
    parts = ['<herd xmlns="urn:herd">']
    for _ in range(goats):
        inside = chance.choice(["<kid>Mira</kid>", "<bell/><fleck/>", "<fleck/><kid/><bell/>", ""])
        start = chance.choice(['<goat horns="2">', '<goat horns="1" mood="sulky today">', "<goat>"])
        parts.append(f"{start}{inside}</goat>\n")
    return "".join([*parts, more, "</herd>"]).encode()


def count_made(monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """Return a list to which every expression is added that a state adopts."""
    made: list[Run] = []
    adopt = Letters.adopt

    def noted(letters: Letters, run: Run) -> None:
        made.append(run)
        adopt(letters, run)

    monkeypatch.setattr(Letters, "adopt", noted)
    return made


def test_a_later_process_takes_over_what_an_earlier_one_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, cache = write_schema(tmp_path), tmp_path / "cache"
    first = load_schema(path, cache_dir=cache)
    assert first.is_valid(herd(60_000))
    sources = {run.source for run in (one.run for one in first.alphabet.states()) if run}
    assert max(map(len, sources)) > 100
    made = count_made(monkeypatch)
    second = load_schema(path, cache_dir=cache)
    assert second.is_valid(herd(20_000, seed=4)), "a quarter of what makes new ones"
    assert {run.source for run in made} & sources
    assert not second.is_valid(herd(9_000, "<cow/>"))
    assert not second.is_valid(herd(9_000, '<goat horns="0"/>'))
    assert not second.is_valid(herd(9_000, "<goat><bell/><bell/></goat>"))
    assert second.is_valid(herd(9_000, "<goat mood='&lt;'><kid><!-- Io --></kid></goat>"))


def test_expressions_of_other_definitions_are_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, cache = write_schema(tmp_path), tmp_path / "cache"
    assert load_schema(path, cache_dir=cache).is_valid(herd(60_000))
    write_schema(tmp_path, GOAT.replace("<text/>", "<empty/>"))
    made = count_made(monkeypatch)
    changed = load_schema(path, cache_dir=cache)
    assert not changed.is_valid(herd(9_000))
    assert changed.is_valid(herd(9_000).replace(b"Mira", b""))
    assert all(b"kid>[^<]*" not in run.source for run in made)


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: b"",
        lambda kept: b"nonsense",
        lambda kept: b"{}\n{}",
        lambda kept: kept.replace(b"fleck", b"cow"),
    ],
)
def test_damaged_expressions_are_not_believed(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path, cache = write_schema(tmp_path), tmp_path / "cache"
    assert load_schema(path, cache_dir=cache).is_valid(herd(60_000))
    (kept,) = cache.glob("*-runs.json")
    kept.write_bytes(damage(kept.read_bytes()))
    schema = load_schema(path, cache_dir=cache)
    assert schema.is_valid(herd(9_000))
    assert not schema.is_valid(herd(9_000, "<goat><cow/></goat>"))


def test_nothing_of_the_documents_is_kept(tmp_path: Path) -> None:
    path, cache = write_schema(tmp_path), tmp_path / "cache"
    assert load_schema(path, cache_dir=cache).is_valid(herd(60_000))
    (kept,) = cache.glob("*-runs.json")
    text = kept.read_text(encoding="utf-8")
    assert "goat" in text
    assert "Mira" not in text
    assert "sulky" not in text


def marks_of(schema: Schema, numbers: list[int]) -> list[bytes]:
    """Return the marks of what stands in each element, all made in the order of ``numbers``."""
    make, marks = Patterns(schema.form), Marks()
    for number in numbers:
        make.build(("element", number))
    return [marks.of(element.content) for element in make.elements()]


def test_marks_do_not_depend_on_what_was_read_before() -> None:
    kid, cub = (f'<element name="{name}"><empty/></element>' for name in ("kid", "cub"))
    contents = [f"<choice>{kid}{cub}</choice>", kid, cub, f"<interleave>{kid}{cub}</interleave>"]
    elements = "".join(f'<element name="den">{content}</element>' for content in contents)
    schema = load_schema(f'<element name="lair" {RNG}>{elements}</element>'.encode())
    numbers = schema.form.reachable
    marks = marks_of(schema, numbers)
    assert marks == marks_of(schema, numbers[::-1])
    assert len(set(marks)) == 1 + len(contents) + 1, "lair, its dens, and what is empty"


def test_states_that_differ_have_marks_that_differ(tmp_path: Path) -> None:
    schema = load_schema(write_schema(tmp_path))
    assert schema.is_valid(herd(300))
    patterns = {one.state.pattern for one in schema.alphabet.states()}
    assert len(patterns) > 5
    assert len({Marks().of(pattern) for pattern in patterns}) == len(patterns)


def test_a_sequence_may_be_long() -> None:
    item = '<element name="a"><empty/></element><element name="b"><empty/></element>'
    schema = load_schema(f'<element name="r" {RNG}>{item * 5_000}</element>'.encode())
    make = schema.automaton.make
    (root,) = make.elements()[:1]
    assert Marks().of(root.content)


def test_what_is_kept_has_an_end(tmp_path: Path) -> None:
    path, cache = write_schema(tmp_path), tmp_path / "cache"
    schema = load_schema(path, cache_dir=cache)
    alphabet = schema.alphabet
    for number in range(200):
        alphabet._kept[number.to_bytes(16, "big")] = Run(b"x" * 2_000, [None], {}, 1e9 + number)
    assert schema.is_valid(herd(60_000))
    kept = load_schema(path, cache_dir=cache).alphabet._kept
    assert sum(len(run.source) for run in kept.values()) <= MAX_KEPT
    assert (199).to_bytes(16, "big") in kept, "the most useful ones stay"
    assert len(pickle.dumps(kept)) < 3 * MAX_KEPT
