"""The edition's customization: its ODD and its RELAX NG schema say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

import grammars
from editio.relaxng import load_schema

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
ODD = grammars.from_odd(SCHEMAS / "editio.odd")
RNG = grammars.from_rng(SCHEMAS / "editio.rng")


def test_same_elements() -> None:
    assert sorted(ODD) == sorted(RNG)
    assert len(ODD) > 100


@pytest.mark.parametrize("name", sorted(ODD))
def test_same_declaration(name: str) -> None:
    assert ODD[name].attributes == RNG[name].attributes
    assert ODD[name].alternatives == RNG[name].alternatives
    assert ODD[name].content == RNG[name].content


@pytest.mark.parametrize("name", sorted(ODD))
def test_every_element_is_documented_once_for_both(name: str) -> None:
    assert len(ODD[name].documentation) > 15
    assert ODD[name].documentation == RNG[name].documentation


def test_every_element_can_be_reached_from_the_root() -> None:
    reached: set[str] = set()
    todo = ["TEI"]
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo += _names(RNG[name].content)
    assert reached == set(RNG)


def _names(content: grammars.Content) -> list[str]:
    if content[0] == "element":
        return [content[1]]
    return [n for part in content if isinstance(part, tuple) and part for n in _parts(part)]


def _parts(part: grammars.Content) -> list[str]:
    if isinstance(part[0], str):
        return _names(part)
    return [n for p in part for n in _names(p)]


def test_the_schema_compiles() -> None:
    schema = load_schema(SCHEMAS / "editio.rng")
    assert not schema.is_valid(b"<TEI xmlns='http://www.tei-c.org/ns/1.0'/>")


def test_the_comparison_sees_a_difference(tmp_path: Path) -> None:
    changed = tmp_path / "changed.odd"
    text = (SCHEMAS / "editio.odd").read_text(encoding="utf-8")
    without = re.sub(r"<valItem ident=.gloss.>.*?</valItem>", "", text, flags=re.DOTALL)
    changed.write_text(without, encoding="utf-8")
    other = grammars.from_odd(changed)
    assert [n for n in RNG if other[n].attributes != RNG[n].attributes] == ["list"]
    changed.write_text(text.replace('<elementRef key="geo"/>', ""), encoding="utf-8")
    other = grammars.from_odd(changed)
    assert [n for n in RNG if other[n].content != RNG[n].content] == ["location"]


def test_every_value_of_a_closed_list_is_explained() -> None:
    odd = etree.parse(SCHEMAS / "editio.odd")
    values = list(odd.iter("{*}valItem"))
    assert len(values) > 100
    assert [v.get("ident") for v in values if not (v.findtext("{*}desc") or "").strip()] == []
