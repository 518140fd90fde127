"""Checks, reports and the command: what is found is shown where it is, in order, once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from documents import TEI, Folder
from editio import resources
from editio.cli.main import main
from editio.edition.model import DocumentRef, Role
from editio.findings import Finding, Severity
from editio.publish.render.conservation import LossKind
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.checks import CHECKS
from editio.validate.grammar import attempted
from editio.validate.manual import pages
from editio.validate.options import Options
from editio.validate.report import FORMATS, ReportOptions, ordered
from editio.validate.report.lines import lines_of
from editio.validate.report.text_report import WIDTH, excerpt, visible

SOURCES = Path(__file__).resolve().parents[3] / "src" / "editio"
SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  ns="http://www.tei-c.org/ns/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><choice><ref name="TEI"/><ref name="corpus"/></choice></start>
  <define name="corpus"><element name="teiCorpus"><oneOrMore><ref name="TEI"/></oneOrMore></element>
  </define>
  <define name="TEI"><element name="TEI"><zeroOrMore><ref name="p"/></zeroOrMore></element></define>
  <define name="p"><element name="p">
    <optional><attribute name="xml:id" ns="http://www.w3.org/XML/1998/namespace"><text/></attribute>
    </optional>
    <optional><attribute name="n" ns=""><data type="integer"/></attribute></optional>
    <optional><attribute name="xml:base"><text/></attribute></optional><text/></element></define>
</grammar>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An edition with a small schema."""
    path = tmp_path / "edition"
    path.mkdir()
    edition = Folder(path)
    edition.write("small.rng", SCHEMA)
    return edition


def found(folder: Folder, content: str | bytes, name: str = "a.xml") -> list[Finding]:
    """Write a document and return what validating the folder finds, in order."""
    folder.write(name, content)
    refs = [
        DocumentRef(id=path.stem, path=path.name, role=Role.TEXT)
        for path in sorted(folder.path.glob("*.xml"))
    ]
    options = Options(relaxng_schema=folder.path / "small.rng")
    results = validate_documents(Request(refs, folder.path, options), SerialExecutor())
    return ordered([finding for result in results for finding in result])


def brief(findings: list[Finding]) -> list[tuple[str, str, int, int]]:
    return [(item.code, item.file, item.line, item.column) for item in findings]


def test_a_valid_document_has_no_findings(folder: Folder) -> None:
    assert found(folder, f'{TEI}<p n="1">a</p></TEI>') == []


def test_mistakes_of_all_families_are_found_in_order(folder: Folder) -> None:
    text = f'\ufeff{TEI}\n<p n="x" xml:id="1"/>\n<q/></TEI>'
    assert brief(found(folder, text)) == [
        ("XML-BOM", "a.xml", 1, 1),
        ("RNG-VALUE", "a.xml", 2, 4),
        ("XML-ID-NAME", "a.xml", 2, 10),
        ("RNG-UNKNOWN", "a.xml", 3, 1),
    ]


def test_a_document_that_is_not_well_formed_has_one_finding(folder: Folder) -> None:
    assert brief(found(folder, f"{TEI}\n<p>\n</TEI>")) == [("XML-TAG", "a.xml", 3, 1)]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_the_grammar_is_checked_in_every_encoding(folder: Folder, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = f'{declared}{TEI}<p>éé</p>\n<p>é</p><p n="é"/></TEI>'
    assert brief(found(folder, text.encode(encoding))) == [("RNG-VALUE", "a.xml", 2, 12)]


def test_adapted_documents_are_judged_as_adapted_and_placed_as_written(folder: Folder) -> None:
    text = '<!DOCTYPE TEI [<!ENTITY a\n"b">]>\n<TEI>&a;\n<p xml:id=" n=" n="&a;"/><q/></TEI>'
    assert brief(found(folder, text)) == [
        ("RNG-TEXT", "a.xml", 3, 1),
        ("XML-NAMESPACE", "a.xml", 3, 1),
        ("XML-ID-NAME", "a.xml", 4, 4),
        ("RNG-VALUE", "a.xml", 4, 17),
        ("RNG-UNKNOWN", "a.xml", 4, 26),
    ]


def test_mistakes_in_included_files_are_placed_there(folder: Folder) -> None:
    folder.write("part.inc", '<p xmlns="http://www.tei-c.org/ns/1.0"\n  n="x"/>')
    text = f'{TEI}<xi:include href="part.inc"/><xi:include href="no.inc"/></TEI>'
    assert brief(found(folder, text)) == [
        ("XML-INCLUDE-MISSING", "a.xml", 1, len(TEI) + 30),
        ("RNG-VALUE", "part.inc", 2, 3),
    ]


def test_a_corpus_is_judged_as_if_its_members_were_in_it(folder: Folder) -> None:
    corpus = TEI.replace("<TEI", "<teiCorpus")
    folder.write("a.xml", f"{TEI}</TEI>")
    assert found(folder, f'{corpus}<xi:include href="a.xml"/></teiCorpus>', "c.xml") == []
    wrong = f'{corpus}<xi:include href="a.xml"/><p/></teiCorpus>'
    assert [item.code for item in found(folder, wrong, "c.xml")] == ["RNG-ELEMENT"]


def test_a_part_is_checked_by_itself(folder: Folder) -> None:
    findings = found(folder, '<p xmlns="http://www.tei-c.org/ns/1.0" n="x"/>')
    assert [(item.code, item.severity.value) for item in findings] == [
        ("RNG-ELEMENT", "info"),
        ("RNG-VALUE", "error"),
    ]


def test_a_dialect_is_judged_by_its_own_schema_or_by_that_of_tei(folder: Folder) -> None:
    dialect = "http://distantreading.net/eltec/ns"
    text = f'<TEI xmlns="{dialect}">\n<p n="x"/></TEI>'
    assert brief(found(folder, text)) == [("RNG-VALUE", "a.xml", 2, 4)]
    folder.write("small.rng", SCHEMA.replace("http://www.tei-c.org/ns/1.0", dialect))
    attempted.cache_clear()
    assert brief(found(folder, text)) == [("RNG-VALUE", "a.xml", 2, 4)]


def test_a_finding_that_many_documents_share_is_reported_once() -> None:
    finding = Finding(code="XML-TAG", severity=Severity.ERROR, message="m", file="x", line=1)
    twice = [finding.at(document="b"), finding.at(document="a")]
    assert [item.document for item in ordered(twice)] == ["a"]


# Reports


def text_of(findings: list[Finding], root: Path, *, color: bool = False) -> str:
    return "".join(FORMATS["text"](findings, ReportOptions(root=root, color=color)))


def test_the_text_report_shows_the_line_and_a_caret(folder: Folder) -> None:
    findings = found(folder, f'{TEI}\n  <p n="x">é</p>\n</TEI>')
    lines = text_of(findings, folder.path).splitlines()
    assert lines[0] == "a.xml"
    assert lines[1].startswith("  2:6  error  ")
    assert lines[2] == '     2 |   <p n="x">é</p>'
    assert lines[3] == "       |      ^"
    assert "\x1b" not in text_of(findings, folder.path)
    assert "\x1b[1;31m" in text_of(findings, folder.path, color=True)


def test_documents_cannot_paint_on_the_terminal() -> None:
    assert "\x1b" not in visible("a\x1b[31mb\u202ec")
    shown, caret = excerpt("\t\x1b[2Jx", 3)
    assert "\x1b" not in shown
    assert caret == 2


def test_long_lines_are_cut_around_the_place() -> None:
    line = "x" * 5_000 + "<p>" + "y" * 5_000
    shown, caret = excerpt(line, 5_001)
    assert shown[caret : caret + 3] == "<p>"
    assert len(shown) <= WIDTH + 2


def test_wide_and_combining_characters_keep_the_caret_in_place() -> None:
    assert excerpt("漢字<p>", 3)[1] == 4
    assert excerpt("e\u0301<p>", 3)[1] == 1


@pytest.mark.parametrize("written", ["utf-8", "utf-16", "latin-1", "cp1252"])
@pytest.mark.parametrize("declared", ["UTF-8", "UTF-16", "ISO-8859-1", "nothing-known"])
def test_a_report_shows_the_lines_of_a_file_as_they_are(
    tmp_path: Path, written: str, declared: str
) -> None:
    content = f'<?xml version="1.0" encoding="{declared}"?>\n<p>caf\u00e9</p>\n'
    file = tmp_path / "a.xml"
    file.write_bytes(content.encode(written))
    assert lines_of(file) == content.split("\n")
    assert lines_of(tmp_path / "gone.xml") == []


def test_the_json_report_is_what_its_schema_says(folder: Folder) -> None:
    findings = found(folder, f'\ufeff{TEI}<p n="x"/></TEI>')
    text = "".join(FORMATS["json"](findings, ReportOptions(root=folder.path)))
    data = json.loads(text)
    schema = json.loads(resources.schema("findings.schema.json").read_text())
    Draft202012Validator(schema).validate(data)
    assert data["counts"] == {"error": 1, "warning": 0, "info": 1}
    assert [item["code"] for item in data["findings"]] == ["XML-BOM", "RNG-VALUE"]
    empty = "".join(FORMATS["json"]([], ReportOptions(root=folder.path)))
    Draft202012Validator(schema).validate(json.loads(empty))


# Manual


def test_every_code_has_a_manual_page() -> None:
    source = "".join(path.read_text() for path in sorted(SOURCES.rglob("*.py")))
    groups = "XML|RNG|SCH|PTR|REG|DAT|QUO|CON|TXT|IGN"
    codes = set(re.findall(rf'"((?:{groups})-[A-Z0-9]+(?:-[A-Z0-9]+)*)"', source))
    codes |= {f"TXT-{kind.name}" for kind in LossKind}
    assert codes <= set(pages()), codes - set(pages())
    assert set(pages()) <= codes, set(pages()) - codes


def test_every_page_says_something() -> None:
    for page in pages().values():
        assert page.title
        assert page.text, page.code


def test_every_finding_of_opening_belongs_to_one_check(folder: Folder) -> None:
    options = Options()
    text = f'\ufeff{TEI}<p xml:id="1"/><xi:include href="no.xml"/></TEI>'.replace(
        "http://www.tei-c.org/ns/1.0", "urn:x"
    )
    document = folder.open(text)
    reported = [item for check in CHECKS for item in check.run(document, options)]
    assert len(document.findings) == 4
    assert sorted(reported, key=str) == sorted(document.findings, key=str)


# The command


def test_exit_codes(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.path / "small.rng").rename(folder.path.parent / "small.rng")
    schema = ["--schema", str(folder.path.parent / "small.rng")]
    folder.write("a.xml", f"{TEI}<p/></TEI>")
    root = str(folder.path)
    assert main(["validate", root, *schema]) == 0
    folder.write("a.xml", f'{TEI}<p xml:id="1"/></TEI>')
    assert main(["validate", root, *schema]) == 0
    assert main(["validate", root, *schema, "--fail-on", "warning"]) == 1
    folder.write("a.xml", f"{TEI}<q/></TEI>")
    assert main(["validate", root]) == 0
    assert main(["validate", root, *schema]) == 1
    capsys.readouterr()
    assert main(["validate", str(folder.path / "a.xml"), *schema, "--format", "json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["counts"]["error"] == 1
    assert "1 document checked: 1 error" in captured.err
    broken = folder.write("broken.rng", "<grammar")
    assert main(["validate", root, "--schema", str(broken)]) == 2
    assert main(["validate", str(folder.path / "nothing")]) == 2


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "xml-tag"]) == 0
    assert "start tag" in capsys.readouterr().out
    assert main(["explain"]) == 0
    assert "RNG-VALUE" in capsys.readouterr().out
    assert main(["explain", "XML-TAGG"]) == 2
    assert "did you mean XML-TAG?" in capsys.readouterr().err


def test_two_processes_find_what_one_finds(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(6):
        folder.write(f"{number}.xml", f"{TEI}\n<p>\n</TEI>")
    reports = []
    for jobs in ("1", "2"):
        assert main(["validate", str(folder.path), "-j", jobs, "--format", "json"]) == 1
        reports.append(capsys.readouterr().out)
    assert reports[0] == reports[1]
    assert json.loads(reports[0])["counts"]["error"] == 6
