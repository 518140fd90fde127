"""``scripts/evaluate_tagging.py``: spans by offsets into the source, keys and values apart."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[4]
_SOURCE = "Title\n\nErik Holm  said: “The mill,\nis mine.” In 1905 Holm left.\n\n[1] Erik, p. 4."
_TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><head>Title</head>
<p>{}</p></body></text></TEI>"""
_BODY = (
    '<persName ref="person:holm">Erik Holm</persName> said: “<quote>The mill, is mine.</quote>” '
    'In <date when="1905">1905</date> Holm left.<note n="1"><persName>Erik</persName>, p. 4.</note>'
)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = ROOT / "scripts" / "evaluate_tagging.py"
    spec = importlib.util.spec_from_file_location("evaluate_tagging", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["evaluate_tagging"] = module
    spec.loader.exec_module(module)
    return module


def test_offsets_are_those_of_the_source(script: ModuleType) -> None:
    found = script.annotations_of(_TEI.format(_BODY).encode(), _SOURCE)
    assert {(one.layer, _SOURCE[one.start : one.end]) for one in found} == {
        ("person", "Erik Holm"),
        ("quotation", "The mill,\nis mine."),
        ("date", "1905"),
        ("head", "Title"),
        ("person", "Erik"),
        ("note", "Erik, p. 4."),
    }


def test_spans_keys_and_values_are_counted(script: ModuleType) -> None:
    def gold(layer: str, text: str, key: str = "", value: str = "") -> object:
        start = _SOURCE.index(text)
        return script.Annotation(start, start + len(text), layer, key, value)

    annotations = [
        gold("person", "Erik Holm", key="holm-2"),
        gold("person", "Holm left"),
        gold("date", "1905", value="from=1905-01-01 to=1905-12-31"),
    ]
    found = script.annotations_of(_TEI.format(_BODY).encode(), _SOURCE)
    scores = script.compare(annotations, found, [(0, _SOURCE.index("[1]"))]).scores
    person, date = scores["person"], scores["date"]
    assert (person.gold, person.found, person.right) == (2, 1, 1)
    assert (person.keys, person.keys_right) == (1, 0)
    assert (date.values, date.values_right) == (1, 1)


def test_a_quotation_of_two_paragraphs_counts_as_one(script: ModuleType) -> None:
    source = "“One two.\n\nThree four.” End"
    tei = _TEI.format("“<quote>One two.</quote></p><p><quote>Three four.</quote>” End")
    gold = [script.Annotation(1, source.index("”"), "quotation")]
    score = script.compare(gold, script.annotations_of(tei.encode(), source), [(0, 99)]).scores
    assert (score["quotation"].right, score["quotation"].found) == (1, 1)


def test_a_quotation_is_all_between_its_marks_and_a_heading_without_marks_is_none(
    script: ModuleType,
) -> None:
    source = "The Mill\n\nSee “The Ferry,” p. 4."
    tei = _TEI.replace("<head>Title</head>", "<head><title>The Mill</title></head>").format(
        "See “<title>The Ferry</title>,” p. 4."
    )
    found = script.annotations_of(tei.encode(), source)
    quoted = [source[one.start : one.end] for one in found if one.layer == "quotation"]
    assert quoted == ["The Ferry,"]
    works = [source[one.start : one.end] for one in found if one.layer == "work"]
    assert works == ["The Mill", "The Ferry"]


def test_two_notes_that_say_the_same_have_places_of_their_own(script: ModuleType) -> None:
    source = "A one.[1] B two.[2]\n\n[1] Holm, p. 4.\n\n[2] Holm, p. 4."
    tei = _TEI.replace("<head>Title</head>", "").format(
        'A one.<note n="1">Holm, p. 4.</note></p><p>B two.<note n="2">Holm, p. 4.</note>'
    )
    notes = [one for one in script.annotations_of(tei.encode(), source) if one.layer == "note"]
    assert sorted(one.start for one in notes) == [source.index("Holm"), source.rindex("Holm")]
