"""The sample edition: valid, every pointer resolved, every name marked up, every entry named."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from editio.cli.main import main
from editio.relaxng import load_schema
from loading import load_script

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted((ROOT / "tei" / "texts").glob("*.xml"))
REGISTERS = sorted((ROOT / "tei" / "registers").glob("*.xml"))
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
ENTRIES = ("person", "place", "org", "bibl", "event")
POINTERS = ("ref", "source", "who", "corresp", "target", "calendar", "active", "passive", "mutual")
DOCUMENTS = {path: etree.parse(path) for path in [*TEXTS, *REGISTERS]}
IDS = {
    path: {e.get(XML_ID) for e in tree.iter() if e.get(XML_ID)} for path, tree in DOCUMENTS.items()
}


def _body(path: Path) -> etree._Element:
    body = DOCUMENTS[path].find(f"{TEI}text/{TEI}body")
    assert body is not None
    return body


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _entries() -> Iterator[etree._Element]:
    for path in REGISTERS:
        tags = [TEI + name for name in ENTRIES]
        yield from (e for e in DOCUMENTS[path].iter(*tags) if e.get(XML_ID))


def _resolve(path: Path, pointer: str) -> tuple[Path, str]:
    prefixes = {p.get("ident"): p for p in DOCUMENTS[path].iter(f"{TEI}prefixDef")}
    prefix, _, rest = pointer.partition(":")
    if prefix in prefixes:
        definition = prefixes[prefix]
        match = re.fullmatch(definition.get("matchPattern", ""), rest)
        assert match, pointer
        pointer = definition.get("replacementPattern", "").replace("$1", match[1])
    file, _, fragment = pointer.partition("#")
    return (path.parent / file).resolve() if file else path, fragment


def test_the_guide_is_complete() -> None:
    assert len(TEXTS) == 7
    assert len(REGISTERS) == 5


def test_every_document_is_valid() -> None:
    schema = load_schema(ROOT / "schemas" / "editio.rng")
    findings = [(p.name, f.line, f.message) for p in DOCUMENTS for f in schema.validate(p)]
    assert findings == []


@pytest.mark.parametrize("path", [*TEXTS, *REGISTERS], ids=lambda p: p.stem)
def test_every_pointer_resolves(path: Path) -> None:
    broken = []
    for element in DOCUMENTS[path].iter(f"{TEI}*"):
        for name in POINTERS:
            for pointer in element.get(name, "").split():
                if pointer.startswith("https:"):
                    continue
                file, fragment = _resolve(path, pointer)
                if file not in IDS or (fragment and fragment not in IDS[file]):
                    broken.append((element.sourceline, name, pointer))
    assert broken == []


def test_every_entry_is_named_in_a_text() -> None:
    named = Counter(
        pointer
        for path in TEXTS
        for element in DOCUMENTS[path].iter()
        for name in ("ref", "source", "who", "corresp")
        for pointer in element.get(name, "").split()
    )
    prefix = {"person": "person", "place": "place", "org": "org", "bibl": "work", "event": "event"}
    keys = [f"{prefix[etree.QName(e).localname]}:{e.get(XML_ID)}" for e in _entries()]
    assert [key for key in keys if not named[key]] == []
    assert len(keys) == len(set(keys)) > 700


@pytest.mark.parametrize("path", REGISTERS, ids=lambda p: p.stem)
def test_every_entry_has_a_heading_and_a_line(path: Path) -> None:
    for entry in (e for e in _entries() if e.getroottree() is DOCUMENTS[path]):
        name = entry.get(XML_ID)
        headings = [e for e in entry if e.get("type") == "main"]
        assert len(headings) == 1, name
        notes = [_text(n) for n in entry.iterfind(f"{TEI}note") if n.get("type") is None]
        assert len(notes) == 1, name
        assert notes[0].endswith("."), name


#: The rows of the table of what was compared, and the elements that they count.
COMPARED = {
    "births": f"{TEI}person/{TEI}birth",
    "deaths": f"{TEI}person/{TEI}death",
    "events": f"{TEI}event",
    "times of organisations": f"{TEI}org/{TEI}state",
    "points on the map": f"{TEI}location/{TEI}geo",
    "identifiers": f"{TEI}place/{TEI}idno",
    "books, articles and other works": f"{TEI}listBibl/{TEI}bibl",
}


def _compared(path: str) -> str:
    """Say how many elements name a second source; of an identifier, the first is its own."""
    found = [e for file in REGISTERS for e in DOCUMENTS[file].iterfind(f".//{path}")]
    first = 1 if path.endswith("idno") else 0
    return f"{sum(len(e.get('source', '').split()) > first for e in found)} of {len(found)}"


def test_the_documentation_counts_what_was_compared_with_a_second_source() -> None:
    page = (ROOT / "docs" / "explanation" / "sample-edition.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+) \| (\d+ of \d+) \|$", page, re.MULTILINE))
    assert rows == {name: _compared(path) for name, path in COMPARED.items()}


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_every_paragraph_and_item_can_be_cited(path: Path) -> None:
    units = [*_body(path).iter(f"{TEI}p", f"{TEI}item", f"{TEI}div", f"{TEI}list", f"{TEI}table")]
    assert [u.sourceline for u in units if not u.get(XML_ID)] == []
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", u.get(XML_ID, "")) for u in units)


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_the_header_counts_the_tags_right(path: Path) -> None:
    counted = Counter(etree.QName(e).localname for e in _body(path).iter(f"{TEI}*"))
    declared = {
        t.get("gi"): int(t.get("occurs", "0")) for t in DOCUMENTS[path].iter(f"{TEI}tagUsage")
    }
    del counted["body"]
    assert declared == dict(counted)


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_quotations_name_their_source_and_are_phrases(path: Path) -> None:
    for quotation in _body(path).iter(f"{TEI}quote", f"{TEI}q"):
        assert quotation.get("source"), quotation.sourceline
        assert len(_text(quotation).split()) <= 9, quotation.sourceline
        assert not _text(quotation).endswith((".", "!", "?")), quotation.sourceline


@pytest.mark.parametrize("path", TEXTS[:1] + TEXTS[2:], ids=lambda p: p.stem)
def test_an_introduction_is_long_enough(path: Path) -> None:
    assert len(_text(_body(path)).split()) >= 900


@pytest.mark.parametrize(
    "name",
    ["statement-plp", "podcast-socialist-revolution", "topic-page-stalinism", "leaflet-1992"],
)
def test_an_introduction_is_short_enough(name: str) -> None:
    """Notes and tables apart; the collection has fifteen pieces, and may be longer."""
    prose = etree.fromstring(etree.tostring(_body(ROOT / "tei" / "texts" / f"{name}.xml")))
    etree.strip_elements(prose, f"{TEI}note", f"{TEI}table", with_tail=False)
    assert len(_text(prose).split()) <= 2000


def test_the_edition_has_no_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(ROOT), "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_the_chronology_is_in_order_and_has_date_place_and_person() -> None:
    body = _body(ROOT / "tei" / "texts" / "chronology.xml")
    starts = []
    missing = set()
    for label, item in zip(body.iter(f"{TEI}label"), body.iter(f"{TEI}item"), strict=True):
        date = label.find(f"{TEI}date")
        assert date is not None
        starts.append(date.get("when") or date.get("from") or date.get("notBefore"))
        for name in ("placeName", "persName"):
            if item.find(f".//{TEI}{name}") is None:
                missing.add((item.get(XML_ID), name))
    years = [start[:4] for start in starts if start]
    assert years == sorted(years)
    assert (years[0], years[-1]) == ("1898", "2024")
    assert missing == {
        ("chronology-plp-founding", "persName"),  # its founders are in none of the documents
        ("chronology-imt-rename", "placeName"),  # the place could not be established
        ("chronology-plp-statement", "persName"),
    }


@pytest.fixture(scope="module")
def script() -> Any:
    return load_script("list_unmarked_names")


def test_no_name_and_no_year_outside_markup(script: Any) -> None:
    known = script.known_names(REGISTERS, TEXTS)
    assert [hit for path in TEXTS for hit in script.unmarked(path, known)] == []


def test_the_script_sees_a_forgotten_name(script: Any, tmp_path: Path) -> None:
    text = tmp_path / "text.xml"
    text.write_text(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body>\n"
        "<p>Then the letter came to Arnhild in 1871.\n"
        "Jorunde read it. Then <persName>Arnhild</persName> did.</p></body></text></TEI>"
    )
    hits = list(script.unmarked(text, frozenset({"Jorunde"})))
    assert [(h.line, h.word) for h in hits] == [(2, "Arnhild"), (2, "Jorunde"), (2, "1871")]
