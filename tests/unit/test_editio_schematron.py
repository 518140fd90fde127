"""The rules of the edition: each has a document that passes and one that fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import schematron
from editio.schematron import load_schema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schemas" / "editio.sch"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
RULES = [e.get("id", "") for e in etree.parse(SCHEMA).iter(f"{SCH}assert", f"{SCH}report")]

_DATE = '<date when="1900">1900</date>'
_ARN = '<person xml:id="arn"><persName type="main">Arn</persName></person>'
_JOR = '<person xml:id="jor"><persName type="main">Jor</persName></person>'

#: For each rule a passing and a failing piece: of a body (B), of a register (R), or a document (D).
CASES: dict[str, tuple[str, str, str]] = {
    "person-ref": ("B", '<persName ref="person:a"/>', '<persName ref="place:a"/>'),
    "place-ref": ("B", '<placeName ref="place:a"/>', '<placeName ref="person:a place:b"/>'),
    "org-ref": ("B", '<orgName ref="org:a"/>', '<orgName ref="event:a"/>'),
    "title-ref": ("B", '<title ref="work:a"/>', '<title ref="person:a"/>'),
    "rs-type": ("B", '<rs type="event" ref="event:a"/>', '<rs ref="event:a"/>'),
    "rs-ref": ("B", '<rs type="event" ref="event:a"/>', '<rs type="event" ref="org:a"/>'),
    "quote-source": (
        "B",
        '<quote source="work:a">x</quote><quote type="no-source">y</quote>',
        "<quote>x</quote>",
    ),
    "quote-both": (
        "B",
        '<quote source="work:a">x</quote>',
        '<quote type="no-source" source="work:a">x</quote>',
    ),
    "q-who": ("B", '<q who="person:a">x</q>', "<q>x</q>"),
    "date-when": ("B", _DATE, '<date when="1900" to="1901">1900</date>'),
    "date-period": (
        "B",
        '<date from="1900-05" to="1900">x</date>',
        '<date from="1900-05-02" to="1900-04">x</date>',
    ),
    "date-limits": (
        "B",
        '<date notBefore="1900" notAfter="1901-02">x</date>',
        '<date notBefore="1902" notAfter="1901-02">x</date>',
    ),
    "date-value": ("B", _DATE, "<date>1900</date>"),
    "life-order": (
        "R",
        '<person xml:id="a"><birth when="1800-01-01"/><death when="1850"/></person>',
        '<person xml:id="a"><birth when="1850"/><death when="1800"/></person>',
    ),
    "life-length": (
        "R",
        '<person xml:id="a"><birth when="1800"/><death when="1910"/></person>',
        '<person xml:id="a"><birth when="1800"/><death when="1911"/></person>',
    ),
    "unit-id": ("B", '<p xml:id="a-p1">x<note place="foot"><p>y</p></note></p>', "<p>x</p>"),
    "item-id": (
        "B",
        '<list xml:id="a"><item xml:id="b">x</item></list>',
        "<list><item>x</item></list>",
    ),
    "entry-id": ("R", _ARN, "<person><persName>Arn</persName></person>"),
    "entry-id-form": ("R", _ARN, '<person xml:id="Arn_1"><persName>Arn</persName></person>'),
    "entry-heading": (
        "R",
        _ARN,
        '<person xml:id="a"><persName type="main">A</persName>'
        '<persName type="main">B</persName></person>',
    ),
    "entry-first": (
        "R",
        _ARN,
        '<person xml:id="a"><persName>A</persName><persName type="main">B</persName></person>',
    ),
    "entry-form": (
        "R",
        '<person xml:id="a"><persName>A</persName><persName>B</persName></person>',
        '<person xml:id="a"><persName>A B</persName><persName>A  B</persName></person>',
    ),
    "work-title": (
        "R",
        '<listBibl><bibl xml:id="a"><title>T</title></bibl></listBibl>',
        '<listBibl><bibl xml:id="a"><author>A</author></bibl></listBibl>',
    ),
    "relation-entries": (
        "R",
        _ARN + _JOR + '<relation name="parent" active="#arn" passive="#jor"/>',
        _ARN + '<relation name="parent" active="#arn" passive="#jor"/>',
    ),
    "relation-self": (
        "R",
        _ARN + _JOR + '<relation name="parent" active="#arn" passive="#jor"/>',
        _ARN + '<relation name="parent" active="#arn" passive="#arn"/>',
    ),
    "relation-mutual": (
        "R",
        _ARN + _JOR + '<relation name="spouse" mutual="#arn #jor"/>',
        _ARN + '<relation name="spouse" mutual="#arn"/>',
    ),
    "foreign-lang": ("B", '<foreign xml:lang="la">et</foreign>', "<foreign>et</foreign>"),
    "note-place": ("B", '<note place="foot">x</note>', "<note>x</note>"),
    "note-empty": ("B", '<note place="foot">x</note>', '<note place="foot"> </note>'),
    "table-rows": (
        "B",
        '<table xml:id="t" rows="1"><row><cell/></row></table>',
        '<table xml:id="t" rows="2"><row><cell/></row></table>',
    ),
    "table-cols": (
        "B",
        '<table xml:id="t" cols="3"><row><cell cols="2"/><cell/></row></table>',
        '<table xml:id="t" cols="3"><row><cell/><cell/></row></table>',
    ),
    "tag-count": (
        "D",
        '<teiHeader><tagUsage gi="p" occurs="1"/></teiHeader><text><p><p xml:id="a"/></p></text>',
        '<teiHeader><tagUsage gi="p" occurs="3"/></teiHeader><text><p><p xml:id="a"/></p></text>',
    ),
    "prefix-declared": (
        "D",
        '<teiHeader><prefixDef ident="person"/></teiHeader><text><persName ref="person:a"/></text>',
        '<teiHeader><prefixDef ident="org"/></teiHeader><text><persName ref="person:a"/></text>',
    ),
}

_PREFIXES = "".join(
    f'<prefixDef ident="{p}"/>' for p in ("person", "place", "org", "work", "event")
)
_FRAMES = {
    "B": f"<teiHeader>{_PREFIXES}</teiHeader><text><body>{{}}</body></text>",
    "R": "<standOff><listPerson>{}</listPerson></standOff>",
    "D": "{}",
}


def _document(frame: str, piece: str) -> str:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{_FRAMES[frame].format(piece)}</TEI>'


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    documents = {}
    for rule, (frame, good, bad) in CASES.items():
        documents[f"{rule} passes"] = _document(frame, good)
        documents[f"{rule} fails"] = _document(frame, bad)
    for path in sorted((ROOT / "tei").rglob("*.xml")):
        documents[path.stem] = path.read_text(encoding="utf-8").partition("?>")[2]
    return schematron.run(SCHEMA, documents, tmp_path_factory.mktemp("schematron"))


def test_the_engine_agrees(results: dict[str, set[str]], tmp_path: Path) -> None:
    schema = load_schema(SCHEMA, "#ALL")
    for rule, (frame, good, bad) in CASES.items():
        for name, piece in ((f"{rule} passes", good), (f"{rule} fails", bad)):
            path = tmp_path / "document.xml"
            path.write_text(_document(frame, piece), encoding="utf-8")
            found = list(schema.validate(path))
            assert {f.message.rpartition("[")[2][:-1] for f in found} == results[name], name
            assert all(f.line == 1 and f.column > 0 for f in found)


def test_every_rule_has_its_cases() -> None:
    assert sorted(RULES) == sorted(CASES)


@pytest.mark.parametrize("rule", RULES)
def test_the_good_piece_sets_nothing_off(rule: str, results: dict[str, set[str]]) -> None:
    assert results[f"{rule} passes"] == set()


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_piece_sets_off_its_rule(rule: str, results: dict[str, set[str]]) -> None:
    assert rule in results[f"{rule} fails"]


def test_the_sample_edition_keeps_the_rules(results: dict[str, set[str]]) -> None:
    sample = {name: found for name, found in results.items() if " " not in name}
    assert len(sample) == 12
    assert not {name: found for name, found in sample.items() if found}


def test_every_pattern_is_in_the_phase_of_all() -> None:
    schema = etree.parse(SCHEMA).getroot()
    active = [a.get("pattern") for a in schema.iterfind(f"{SCH}phase[@id='all']/{SCH}active")]
    assert active == [p.get("id") for p in schema.iterfind(f"{SCH}pattern")]
