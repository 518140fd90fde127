"""``--schema-only``: what the schema says of documents, as all checks together say it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder
from editio.cli.main import main
from editio.edition.model import DocumentRef, Role
from editio.edition.source import open_document
from editio.errors import SchemaError
from editio.findings import Finding, Severity
from editio.run.executors import SerialExecutor
from editio.run.grammar import check_grammar
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.options import Options
from editio.validate.report import ordered

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  ns="http://www.tei-c.org/ns/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="TEI"><zeroOrMore><choice><ref name="p"/>
    <element name="include" ns="http://www.w3.org/2001/XInclude"><attribute name="href"/></element>
  </choice></zeroOrMore></element></start>
  <define name="p"><element name="p">
    <optional><attribute name="n" ns=""><data type="integer"/></attribute></optional>
    <optional><attribute name="corresp" ns=""><data type="anyURI"/></attribute></optional>
    <optional><attribute name="xml:base"><text/></attribute></optional><text/></element></define>
</grammar>
"""
MODEL = '<?xml-model href="s.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
DOCUMENTS = {
    "valid": f'{TEI}<p n="1" corresp="#gone">Bo</p></TEI>',
    "wrong": f'{TEI}\n<p n="one"/>\n<q/><p corresp="#gone"/></TEI>',
    "torn": f"{TEI}\n<p></TEI>",
    "part": '<p xmlns="http://www.tei-c.org/ns/1.0" n="x"/>',
    "includes": f'{TEI}\n<xi:include href="part.xml"/></TEI>',
    "ignores": f'{TEI}\n<?editio ignore RNG-*?><p n="x"/>\n<p n="y"/></TEI>',
    "entity": f'<!DOCTYPE TEI [<!ENTITY bo "Bo">]>{TEI}<p>&bo; &ba;</p></TEI>',
    "marked": f"\ufeff{TEI}<p>\ufdd0</p></TEI>",
    "latin": '<?xml version="1.0" encoding="latin-1"?>' + f'{TEI}\n<p n="é"/></TEI>',
    "old": "<TEI.2><teiHeader/><text/></TEI.2>",
    "empty": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Documents of every kind, and their schema."""
    edition = Folder(tmp_path)
    edition.write("s.rng", SCHEMA)
    for name, text in DOCUMENTS.items():
        edition.write(f"{name}.xml", text.encode("latin-1" if name == "latin" else "utf-8"))
    return edition


def refs(folder: Folder) -> list[DocumentRef]:
    return [
        DocumentRef(id=path.stem, path=path.name, role=Role.TEXT)
        for path in sorted(folder.path.glob("*.xml"))
    ]


def found(folder: Folder, options: Options) -> list[Finding]:
    results = check_grammar(Request(refs(folder), folder.path, options), SerialExecutor())
    return ordered([finding for result in results for finding in result])


@pytest.mark.parametrize("named", [False, True])
def test_findings_are_those_of_all_checks(folder: Folder, *, named: bool) -> None:
    options = Options(relaxng_schema=None if named else folder.path / "s.rng")
    if named:
        for path in folder.path.glob("*.xml"):
            path.write_bytes(path.read_bytes().replace(b"<TEI xml", f"{MODEL}<TEI xml".encode()))
    results = validate_documents(Request(refs(folder), folder.path, options), SerialExecutor())
    every = ordered([finding for result in results for finding in result])
    families = ("XML-", "RNG-")
    others = ("XML-ID", "XML-INCLUDE", "XML-P4", "XML-LANG")
    expected = [
        item
        for item in every
        if item.code.startswith(families)
        and not item.code.startswith(others)
        and (item.severity is Severity.ERROR or item.code.startswith("RNG-"))
    ]
    assert found(folder, options) == expected
    codes = {item.code for item in expected}
    assert {"RNG-VALUE", "RNG-UNKNOWN", "XML-TAG", "XML-ENTITY", "XML-EMPTY"} <= codes
    assert {item.code for item in every} > codes


def test_documents_that_are_valid_as_they_are_need_no_opening(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def noted(ref: DocumentRef, *args: object, **options: object) -> object:
        opened.append(ref.id)
        return open_document(ref, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("editio.edition.source.open_document", noted)
    found(folder, Options(relaxng_schema=folder.path / "s.rng"))
    assert "valid" not in opened
    assert {"wrong", "includes"} < set(opened)


def test_a_schema_that_cannot_be_had(folder: Folder) -> None:
    with pytest.raises(SchemaError, match="cannot be read"):
        found(folder, Options(relaxng_schema=folder.path / "none.rng"))
    with pytest.raises(SchemaError, match="on the web"):
        found(folder, Options(relaxng_schema="https://example.org/s.rng"))


def test_a_schema_that_documents_name_in_vain_is_said_once(folder: Folder) -> None:
    for name in ("valid", "wrong"):
        folder.write(f"{name}.xml", MODEL.replace("s.rng", "none.rng") + DOCUMENTS[name])
    every = found(folder, Options())
    assert [item.code for item in every].count("RNG-SCHEMA") == 1


def test_the_command(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    schema, path = str(folder.path / "s.rng"), str(folder.path / "wrong.xml")
    only = ["validate", "--schema-only", "--schema", schema]
    assert main([*only, str(folder.path / "valid.xml")]) == 0
    assert "no findings" in capsys.readouterr().err
    assert main([*only, path, "--format", "json"]) == 1
    codes = [item["code"] for item in json.loads(capsys.readouterr().out)["findings"]]
    assert codes == ["RNG-VALUE", "RNG-UNKNOWN"]
    assert main([*only, str(folder.path), "--write-baseline"]) == 2
    assert "all checks" in capsys.readouterr().err
    assert main([*only, str(folder.path), "--jobs", "2", "--quiet"]) == 1


def test_what_is_not_needed_is_not_loaded(folder: Folder) -> None:
    """Start-up is a good part of the time that a small edition takes."""
    code = (
        "import sys; from editio.cli.main import main\n"
        "assert main(sys.argv[1:]) == 0\n"
        "print(*sorted(sys.modules))"
    )
    schema, path = str(folder.path / "s.rng"), str(folder.path / "valid.xml")
    command = [sys.executable, "-c", code, "validate", "--schema-only", "--schema", schema, path]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(result.stdout.split())
    heavy = {"lxml.etree", "saxonche", "rich.console", "jsonschema", "http.client", "ssl"}
    assert not heavy & loaded
    assert "editio.relaxng" in loaded
