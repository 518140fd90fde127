"""Consistency over the whole edition: what is done once and not elsewhere, and no false alarms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder
from editio.cli.main import main
from editio.edition.model import DocumentRef, Role
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.options import Options
from editio.validate.report import ordered

if TYPE_CHECKING:
    from pathlib import Path

    from editio.findings import Finding

REGISTER = f"""{TEI}<text><body><listPerson>
<person xml:id="quill"><persName>Ada Quill</persName></person>
<person xml:id="moss"><persName>Ben Moss</persName></person>
<person xml:id="fern"><persName>Cara Fern</persName></person></listPerson></body></text></TEI>"""
ADA = '<persName ref="registers.xml#quill">Ada Quill</persName>'
SURE = f"<p>{ADA} and {ADA} and {ADA}</p>"


def found(documents: Folder, *texts: str, reports: frozenset[str] = frozenset()) -> list[Finding]:
    """Return the findings of documents with this content, by their place."""
    documents.write("registers.xml", REGISTER)
    for number, text in enumerate(texts):
        content = f'{TEI}\n<text xml:lang="en"><body>{text}</body></text></TEI>'
        documents.write(f"t{number}.xml", content)
    refs = [
        DocumentRef(id=path.stem, path=path.name, role=Role.TEXT)
        for path in sorted(documents.path.glob("*.xml"))
    ]
    results = validate_documents(
        Request(refs, documents.path, Options(reports=reports)), SerialExecutor()
    )
    findings = ordered([item for result in results for item in result])
    return [item for item in findings if item.code.startswith("CON-")]


START = len('<text xml:lang="en"><body>')


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("<p>then Ada Quill came</p>", 9),
        ("<p>Ada Quill came</p>", 4),
        ("<p>He saw. When Ada Quill came</p>", 17),
        ("<p>x <hi>y</hi> then Ada Quill came</p>", 22),
        ("<p>then <hi>Ada Quill</hi> came</p>", 13),
        ("<p>Ada Quill’s book</p>", 4),
        ("<p>(Ada Quill)</p>", 5),
        ("<note>see Ada Quill</note>", 11),
        ("<sp><p>Ada Quill!</p></sp>", 8),
        ("<q>Ada Quill</q>", 4),
        ("<p>then <hi>Ada</hi> Quill came</p>", 13),
        ("<p>then Ada <emph>Quill</emph> came</p>", 9),
        ("<p>then <hi>A</hi>da Quill came</p>", 13),
        ("<p>then Ada<lb/>Quill came</p>", 9),
        ("<p>then Ad<pb break='no'/>a Quill came</p>", 9),
        ("<p>then Ada <!-- so written --> Quill came</p>", 9),
        ("<p>then <choice><abbr>A.</abbr><expan>Ada</expan></choice> Quill came</p>", 39),
    ],
)
def test_a_name_that_is_marked_up_elsewhere_is_found(
    documents: Folder, text: str, column: int
) -> None:
    (item,) = found(documents, SURE, f"<p>{ADA}</p>{text}")
    before = len(f"<p>{ADA}</p>")
    assert (item.code, item.file, item.line) == ("CON-UNMARKED", "t1.xml", 2)
    assert item.column == START + before + column
    assert "4 times" in item.message
    assert item.severity.value == "info"


@pytest.mark.parametrize(
    "text",
    [
        "<p>Ada Quill Street</p>",
        "<p>the Ada Quill Foundation</p>",
        "<p>Ada of Quill and Quill</p>",
        "<p>ada quill</p>",
        "<p>ADA QUILL</p>",
        "<head>Ada Quill</head>",
        "<quote>Ada Quill</quote>",
        "<cit><quote>Ada Quill</quote></cit>",
        "<bibl>Ada Quill</bibl>",
        "<title>Ada Quill</title>",
        "<sp><speaker>Ada Quill</speaker></sp>",
        '<p xml:lang="de">Ada Quill</p>',
        "<foreign>Ada Quill</foreign>",
        '<rs ref="registers.xml#quill">the author Ada Quill</rs>',
        "<p>Ada Quill-Moss</p>",
        "<!-- Ada Quill -->",
        "<p>Ada</p><p>Quill</p>",
        "<p>then Ada<note>so he wrote</note> Quill</p>",
        "<p>then <hi xml:lang='de'>Ada</hi> Quill</p>",
        "<p>then <name>Ada</name> Quill</p>",
        "<listPerson><person><persName>Ada Quill</persName></person></listPerson>",
    ],
)
def test_what_may_be_something_else_is_left_alone(documents: Folder, text: str) -> None:
    assert found(documents, SURE, f"<p>{ADA}</p>{text}") == []


def test_a_document_without_any_marked_name_is_left_alone(documents: Folder) -> None:
    assert found(documents, SURE, "<p>Ada Quill</p>") == []


def test_the_cast_of_a_play_marks_up_who_speaks_and_not_who_is_spoken_of(
    documents: Folder,
) -> None:
    cast = f"<castList><castItem><role>{ADA}</role></castItem></castList>"
    assert found(documents, f"{cast}<sp><speaker>{ADA}</speaker><p>See Ada Quill!</p></sp>") == []
    (item,) = found(documents, f"<sp><p>See {ADA}! Not Ada Quill!</p></sp>")
    assert "elsewhere it is (once)" in item.message


def test_a_form_that_is_often_not_marked_up_is_a_habit(documents: Folder) -> None:
    plain = "<p>Ada Quill</p>"
    assert len(found(documents, f"{SURE}{plain}{plain}{plain}")) == 1
    assert found(documents, f"{SURE}{plain}{plain}{plain}{plain}") == []
    other = "<persName>Dan Reed</persName>"
    assert len(found(documents, f"<p>{other * 3}</p>Dan Reed")) == 1
    assert found(documents, f"<p>{other * 3}</p>Dan Reed, Dan Reed") == []
    assert found(documents, f"<p>{other * 2}</p>Dan Reed") == []


def test_a_description_is_no_name(documents: Folder) -> None:
    description = '<rs ref="registers.xml#quill">Her Majesty</rs>'
    assert found(documents, f"<p>{description * 4} Her Majesty</p>") == []
    name = '<rs ref="registers.xml#quill">Ada Quill</rs>'
    assert len(found(documents, f"<p>{name * 4} and Ada Quill</p>")) == 1


HILL = '<placeName ref="registers.xml#hill">Farhill</placeName>'


def single(documents: Folder, text: str, times: int = 5) -> list[tuple[str, int]]:
    """Return the findings where the one-word name of a place is marked up so often."""
    register = (
        f'{TEI}<text><body><listPlace><place xml:id="hill"><placeName>Farhill</placeName></place>'
        "</listPlace></body></text></TEI>"
    )
    documents.write("hills.xml", register)
    hill = HILL.replace("registers", "hills")
    items = found(documents, f"<p>{f'from {hill} and ' * times}</p>", f"<p>{hill}</p>{text}")
    return [(item.file, item.column - START - len(f"<p>{hill}</p>")) for item in items]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("<p>we left for Farhill in June</p>", 16),
        ("<p>we saw, in passing, Farhill.</p>", 24),
        ("<p>we saw Farhill’s gate</p>", 11),
        ("<p>we saw\nFarhill</p>", 1 - START - len(f"<p>{HILL.replace('registers', 'hills')}</p>")),
    ],
)
def test_a_name_of_one_word_is_found_inside_a_sentence(
    documents: Folder, text: str, column: int
) -> None:
    assert single(documents, text) == [("t1.xml", column)]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Farhill is far</p>",
        "<p>we left. Farhill is far</p>",
        "<p>the old Farhill Road</p>",
        "<p>the Upper Farhill mill</p>",
        "<p>the Farhill-born man</p>",
        "<p>the Farhills of this land</p>",
        '<p xml:lang="de">wir sahen Farhill dort</p>',
        "<quote>we saw Farhill there</quote>",
    ],
)
def test_a_word_that_may_be_another_name_is_left_alone(documents: Folder, text: str) -> None:
    assert single(documents, text) == []


def test_a_name_of_one_word_must_be_marked_up_often_and_be_in_a_register(
    documents: Folder,
) -> None:
    plain = "<p>we saw Farhill there</p>"
    assert len(single(documents, plain, 4)) == 1
    assert single(documents, plain, 3) == []
    assert single(documents, plain * 2, 6) == []
    other = "<p>in <placeName>Nearhill</placeName> and </p>"
    assert found(documents, f"{other * 9}<p>in Nearhill there</p>") == []


def test_the_number_of_places_is_told_once_for_each_document(documents: Folder) -> None:
    items = found(documents, SURE * 3, f"{ADA} Ada Quill. Ada Quill.", f"{ADA} Ada Quill")
    assert [item.file for item in items] == ["t1.xml", "t2.xml"]
    assert "2 times in this document" in items[0].message
    assert "once in this document" in items[1].message


def test_a_pointer_that_differs_from_the_usual_one_is_found(documents: Folder) -> None:
    wrong = '<persName ref="registers.xml#moss">Ada  Quill</persName>'
    (item,) = found(documents, SURE, f"<p>{ADA} {wrong}</p>")
    assert (item.code, item.file, item.column) == (
        "CON-TARGET",
        "t1.xml",
        START + len(f"<p>{ADA} <persName ") + 1,
    )
    assert "#moss here" in item.message
    assert "#quill in 4" in item.message


@pytest.mark.parametrize(
    "text",
    [
        f'{ADA}<persName ref="registers.xml#moss">Ada Quill</persName>',
        f'{SURE}{ADA}<persName ref="registers.xml#moss">Quill</persName>',
        f'{SURE}{ADA}<persName ref="https://example.org/x">Ada Quill</persName>',
        f'{SURE}{ADA}<rs ref="registers.xml#moss">Ada Quill</rs>',
        SURE + "<persName ref='registers.xml#moss'>Ada Quill</persName>" * 2,
    ],
)
def test_pointers_that_may_differ_are_left_alone(documents: Folder, text: str) -> None:
    assert [item for item in found(documents, text) if item.code == "CON-TARGET"] == []


def test_what_is_used_once_is_a_report(documents: Folder) -> None:
    many = "<p n='1'>a</p>" * 600
    text = f'{many}<ab/><p rend="x"/>'
    assert found(documents, text) == []
    items = found(documents, text, reports=frozenset({"CON-ONCE"}))
    names = {item.message.split()[2]: (item.column, item.severity.value) for item in items}
    assert names["ab"] == (START + len(many) + 1, "info")
    assert names["@rend"] == (START + len(many) + len("<ab/><p ") + 1, "info")
    assert "p" not in names


def test_small_editions_use_much_once(documents: Folder) -> None:
    assert found(documents, "<p/><ab/>", reports=frozenset({"CON-ONCE"})) == []


SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  ns="http://www.tei-c.org/ns/1.0"><start><element name="TEI"><ref name="any"/></element></start>
<define name="any"><zeroOrMore><choice>
<element name="p"><optional><attribute name="n" ns=""/></optional>
<optional><attribute name="rend" ns=""/></optional><text/></element>
<element name="ab"><optional><attribute name="type" ns=""/></optional><empty/></element>
</choice></zeroOrMore></define></grammar>"""


def test_the_reports_are_made_where_a_rule_wants_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Folder(tmp_path)
    folder.write("schemas/small.rng", SCHEMA)
    folder.write("a.xml", f'{TEI}<p n="1">a</p></TEI>')
    folder.write("edition.toml", '[validate]\nrelaxng_schema = "schemas/small.rng"\n')
    assert main(["validate", str(tmp_path), "-q", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
    with (tmp_path / "edition.toml").open("a", encoding="utf-8") as settings:
        settings.write('[[validate.rules]]\ncode = "CON-UNUSED"\nseverity = "info"\n')
    assert main(["validate", str(tmp_path), "-q", "--format", "json"]) == 0
    items = json.loads(capsys.readouterr().out)["findings"]
    assert {(item["code"], item["file"]) for item in items} == {("CON-UNUSED", "schemas/small.rng")}
    assert sorted(item["message"] for item in items) == [
        "1 of 2 attributes are used nowhere: @rend",
        "1 of 3 elements are used nowhere: ab",
    ]


OPEN_LISTS = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"
  ns="http://www.tei-c.org/ns/1.0"><start><element name="TEI"><oneOrMore><element name="div">
<optional><attribute name="type" ns=""><choice><value>act</value><value>scene</value>
<data type="token"/></choice></attribute></optional>
<optional><attribute name="rend" ns=""><list><oneOrMore><choice><value>braced</value>
<data type="token"/></choice></oneOrMore></list></attribute></optional>
<optional><attribute name="part" ns=""><choice><value>I</value><value>F</value></choice></attribute>
</optional><text/></element></oneOrMore></element></start></grammar>"""


def test_values_that_an_open_list_does_not_have_are_a_report(documents: Folder) -> None:
    path = documents.write("schemas/open.rng", OPEN_LISTS)
    documents.write("a.xml", f'{TEI}<div type="act" rend="braced"/><div type="scene"/></TEI>')
    documents.write(
        "b.xml",
        f'{TEI}<div type="act"/>\n<div rend="x braced" part="I" type="szene"/>'
        '<div type="szene"/><div part="x"/></TEI>',
    )
    refs = [DocumentRef(id=n, path=f"{n}.xml", role=Role.TEXT) for n in ("a", "b")]

    def reported(*reports: str) -> list[tuple[str, str, int, int]]:
        options = Options(relaxng_schema=path, reports=frozenset(reports))
        results = validate_documents(Request(refs, documents.path, options), SerialExecutor())
        items = ordered([item for result in results for item in result])
        return [(i.message, i.file, i.line, i.column) for i in items if i.code == "CON-VALUE"]

    assert reported() == []
    said = "the schema does not suggest"
    assert reported("CON-VALUE") == [
        (f'{said} "x" for @rend of <div>', "b.xml", 2, 6),
        (f'{said} "szene" for @type of <div>', "b.xml", 2, 31),
    ]


def test_attributes_that_nearly_all_have_are_a_report(documents: Folder) -> None:
    many = "<div type='act'><p/></div>" * 38
    text = f"{many}<div n='1'/><div/>"
    reports = frozenset({"CON-LACKING"})
    (item,) = found(documents, many, f"<p/>{text}", reports=reports)
    assert (item.code, item.file) == ("CON-LACKING", "t1.xml")
    assert item.column == START + len(f"<p/>{many}") + 1
    assert "no @type here (2 times in this document)" in item.message
    assert found(documents, many, f"<p/>{text}<div/><div/><div/>", reports=reports) == []
    assert found(documents, "<div type='act'/>" * 18, "<div/>", reports=reports) == []
    assert found(documents, many, f"<p/>{text}") == []
