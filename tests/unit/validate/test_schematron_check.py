"""The rules of an edition in `editio validate`: findings at the place in the file as it is."""

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
from editio.validate.checks.schematron import attempted
from editio.validate.options import Options
from editio.validate.report import ordered

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "http://www.tei-c.org/ns/1.0"
SCHEMA = f"""<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="t" uri="{NAMESPACE}"/>
<pattern><rule context="t:p"><assert id="n" role="warning" test="@n">no n</assert>
<report test="@n = 'x'" subject="@n">an x</report></rule></pattern>
<pattern documents="//t:ref/@target"><rule context="p"><report test="true()">p</report></rule>
</pattern></schema>"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "edition"
    path.mkdir()
    edition = Folder(path)
    edition.write("rules.sch", SCHEMA)
    return edition


def found(folder: Folder, content: str | bytes) -> list[tuple[str, str, int, int]]:
    folder.write("a.xml", content)
    attempted.cache_clear()
    refs = [DocumentRef(id="a", path="a.xml", role=Role.TEXT)]
    options = Options(schematron=folder.path / "rules.sch")
    results = validate_documents(Request(refs, folder.path, options), SerialExecutor())
    findings = ordered([f for result in results for f in result if f.code.startswith("SCH")])
    return [(f.code, f.file, f.line, f.column) for f in findings]


def test_a_document_that_keeps_the_rules_has_no_findings(folder: Folder) -> None:
    assert found(folder, f'{TEI}<p n="1"/></TEI>') == []


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "windows-1252"])
def test_findings_are_placed_in_every_encoding(folder: Folder, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{TEI}<!--é-->\nöö<p/>é<p n="x"/></TEI>'
    assert found(folder, text.encode(encoding)) == [
        ("SCH-ASSERT", "a.xml", 3, 3),
        ("SCH-REPORT", "a.xml", 3, 11),
    ]


def test_findings_in_an_included_file_are_placed_there(folder: Folder) -> None:
    folder.write("part.inc", f'<p xmlns="{NAMESPACE}"\n  n="x"/>')
    text = f'{TEI}\n<xi:include href="part.inc"/>\n<p/></TEI>'
    assert found(folder, text) == [
        ("SCH-ASSERT", "a.xml", 3, 1),
        ("SCH-REPORT", "part.inc", 2, 3),
    ]


def test_findings_in_another_document_name_it(folder: Folder) -> None:
    (folder.path / "sub").mkdir()
    folder.write("sub/other.xml", "<p/>")
    text = f'{TEI}<ref target="sub/other.xml"/><ref target="gone.xml"/></TEI>'
    assert found(folder, text) == [
        ("SCH-DOCUMENT", "a.xml", 1, 1),
        ("SCH-REPORT", "sub/other.xml", 1, 1),
    ]


def test_a_schema_for_a_dialect_is_about_the_dialect(folder: Folder) -> None:
    dialect = "http://distantreading.net/eltec/ns"
    text = f'<TEI xmlns="{dialect}">\n <p/></TEI>'
    assert ("SCH-ASSERT", "a.xml", 2, 2) in found(folder, text)
    folder.write("rules.sch", SCHEMA.replace(NAMESPACE, dialect))
    assert ("SCH-ASSERT", "a.xml", 2, 2) in found(folder, text)


def test_the_option_and_the_setting(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("a.xml", f"{TEI}<p/></TEI>")
    rules = str(folder.path / "rules.sch")
    assert main(["validate", str(folder.path), "--format", "json", "--schematron", rules]) == 0
    assert [f["code"] for f in json.loads(capsys.readouterr().out)["findings"]] == ["SCH-ASSERT"]
    folder.write("edition.toml", '[validate]\nschematron = "rules.sch"\nfail_on = "warning"\n')
    assert main(["validate", str(folder.path)]) == 1
    assert "no n [n]" in capsys.readouterr().out


def test_a_wrong_schema_stops_the_command_with_its_place(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("rules.sch", SCHEMA.replace("@n = 'x'", "@n = ("))
    folder.write("a.xml", f"{TEI}<p/></TEI>")
    rules = str(folder.path / "rules.sch")
    assert main(["validate", str(folder.path), "--schematron", rules]) == 2
    assert f"{rules}:4:1: " in capsys.readouterr().err
