"""The gold annotation: within its ranges, with keys that exist, counted right, without words."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "gold"
GOLD = sorted(FOLDER.rglob("*.json"))
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
REGISTERS = {
    "person": "persons",
    "place": "places",
    "organisation": "organisations",
    "work": "works",
    "event": "events",
}
STRUCTURE = ("head", "note", "list")
LAYERS = (*REGISTERS, "date", "quotation", *STRUCTURE)
KINDS = {"quote", "said", "soCalled", "title", "mentioned"}
VALUES = ({"when"}, {"from", "to"}, {"notBefore", "notAfter"}, {"notBefore"}, {"notAfter"})
#: A day, a month or a year, or a day of the year.
_ROW = r"^\| ((?:(?:fresh|second|structure)/)?\d{3}[a-z-]*) \| ([\d |]+) \|$"
_DATE = r"\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d"


def _name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


@pytest.fixture(params=GOLD, ids=_name)
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def keys() -> dict[str, set[str]]:
    folder = ROOT / "tei" / "registers"
    return {
        layer: {e.get(XML_ID, "") for e in etree.parse(folder / f"{name}.xml").iter()}
        for layer, name in REGISTERS.items()
    }


def test_all_five_documents_have_one() -> None:
    names = ["000", "001", "002", "003", "004", "004-first-half", "fresh/001", "fresh/004"]
    names += ["second/001", "second/002", "second/004"]
    names += [f"structure/00{number}" for number in range(5)]
    assert sorted(map(_name, GOLD)) == names


def test_the_fresh_parts_are_in_no_other_file() -> None:
    ranges: dict[str, list[list[int]]] = {}
    for path in GOLD:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        if "layers" in loaded:
            continue
        ranges.setdefault(loaded["source"], []).extend(loaded["ranges"])
    for parts in ranges.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(parts)))


def test_annotations_lie_in_the_ranges_and_names_do_not_overlap(gold: dict[str, Any]) -> None:
    assert all(start < end for start, end in gold["ranges"])
    assert all(before[1] <= after[0] for before, after in pairwise(gold["ranges"]))
    places = [(item["start"], item["end"]) for item in gold["annotations"]]
    assert all(any(a <= x < y <= b for a, b in gold["ranges"]) for x, y in places)
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    names = [i for i in gold["annotations"] if i["layer"] in REGISTERS or i["layer"] == "date"]
    assert all(a["end"] <= b["start"] for a, b in pairwise(names))


def test_keys_are_in_the_registers_and_values_are_of_their_kind(
    gold: dict[str, Any], keys: dict[str, set[str]]
) -> None:
    for item in gold["annotations"]:
        layer = item["layer"]
        assert layer in gold.get("layers", LAYERS)
        assert set(item) <= {"start", "end", "layer", "key", "value"}
        if "key" in item:
            assert item["key"] in keys[layer], item
        if layer == "date":
            assert set(item["value"]) in VALUES
            assert all(re.fullmatch(_DATE, value) for value in item["value"].values()), item
        elif layer == "quotation":
            assert item["value"] in KINDS
        else:
            assert "value" not in item


def test_the_structure_of_all_five_documents_agrees_with_the_other_files() -> None:
    places: dict[str, set[tuple[int, int, str]]] = {}
    for path in sorted((FOLDER / "structure").glob("*.json")):
        loaded = json.loads(path.read_text(encoding="utf-8"))
        assert tuple(loaded["layers"]) == STRUCTURE
        items = loaded["annotations"]
        places[loaded["source"]] = {(i["start"], i["end"], i["layer"]) for i in items}
    for path in GOLD:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        here = {
            (i["start"], i["end"], i["layer"])
            for i in loaded["annotations"]
            if i["layer"] in STRUCTURE
        }
        known = {
            one
            for one in places[loaded["source"]]
            if any(start <= one[0] and one[1] <= end for start, end in loaded["ranges"])
        }
        assert here == known, path


def test_it_fits_the_documents(gold: dict[str, Any], shared: Path) -> None:
    path = shared / "seeds" / gold["source"]
    if not path.is_file():
        pytest.skip("the documents are not here")
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == gold["sha256"]
    text = data.decode("utf-8")
    for item in gold["annotations"]:
        span = text[item["start"] : item["end"]]
        assert span == span.strip()
        around = text[item["start"] - 1] + text[item["end"] : item["end"] + 1]
        if item["layer"] == "quotation":
            assert re.fullmatch(r"[“‘”’\"'][”’\"']", around), item
        elif item["layer"] == "person":
            assert not re.search(r"\w", around), item


def test_the_page_counts_right(shared: Path) -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ((?:(?:fresh|second|structure)/)?\d{3}[a-z-]*) \| ([\d |]+) \|$", page, re.MULTILINE
    )
    found = {name: [int(cell) for cell in cells.split(" | ")] for name, cells in rows}
    expected = {_name(path): _counts(path, shared) for path in GOLD}
    assert {name: cells[1:] for name, cells in found.items()} == {
        name: cells[1:] for name, cells in expected.items()
    }
    if any(cells[0] for cells in expected.values()):
        assert found == expected
    assert sum(cells[0] for cells in found.values()) >= 3000


def _counts(path: Path, shared: Path) -> list[int]:
    """Return the number of words, if the document is here, and of annotations of each layer."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    source = shared / "seeds" / gold["source"]
    text = source.read_text(encoding="utf-8") if source.is_file() else ""
    words = sum(len(text[start:end].split()) for start, end in gold["ranges"])
    layers = Counter(item["layer"] for item in gold["annotations"])
    return [words, *(layers[layer] for layer in LAYERS)]
