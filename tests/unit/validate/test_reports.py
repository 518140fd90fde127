"""The formats of code hosts: each read back by a program, with what documents could smuggle in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from editio.cli.main import main
from editio.cli.validate import _FORMATS
from editio.findings import Finding, Severity
from editio.validate.report import FORMATS, ReportOptions

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from documents import Folder

FINDINGS = [
    Finding(
        code="DAT-TEXT",
        severity=Severity.WARNING,
        message='a "b" <c> & 100%\n::error::x\x01',
        hint="d, e: f",
        file="tei/ä b,c.xml",
        line=3,
        column=7,
    ),
    Finding(code="XML-NO-TEXTS", severity=Severity.INFO, message="nothing"),
    Finding(
        code="OWN-RULE", severity=Severity.ERROR, message="own", file="a.xml", line=1, column=1
    ),
]


def text_of(form: str, root: Path, findings: list[Finding]) -> str:
    return "".join(FORMATS[form](findings, ReportOptions(root=root)))


def test_the_command_line_offers_all_formats() -> None:
    assert set(_FORMATS) == set(FORMATS)


def test_github_has_one_command_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = text_of("github", tmp_path / "edition", FINDINGS).splitlines()
    assert lines == [
        "::warning file=edition/tei/ä b%2Cc.xml,line=3,col=7,title=DAT-TEXT::"
        'a "b" <c> & 100%25%0A::error::x\ufffd%0Ahint: d, e: f',
        "::notice title=XML-NO-TEXTS::nothing",
        "::error file=edition/a.xml,line=1,col=1,title=OWN-RULE::own",
    ]


def test_sarif_names_rules_and_places(tmp_path: Path) -> None:
    data: dict[str, Any] = json.loads(text_of("sarif", tmp_path, FINDINGS))
    assert data["version"] == "2.1.0"
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [run["results"][0]["level"], run["results"][1]["level"]] == ["warning", "note"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "tei/%C3%A4%20b%2Cc.xml"
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert "locations" not in run["results"][1]
    assert rules[0]["shortDescription"]["text"]
    assert json.loads(text_of("sarif", tmp_path, []))["runs"][0]["results"] == []


def test_junit_fails_for_errors_and_warnings(tmp_path: Path) -> None:
    root = ElementTree.fromstring(text_of("junit", tmp_path, FINDINGS))
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    cases = list(root.iter("testcase"))
    assert [case.find("failure") is not None for case in cases] == [True, False, True]
    assert cases[0].get("line") == "3"
    passed = ElementTree.fromstring(text_of("junit", tmp_path, []))
    assert (passed.get("tests"), passed.get("failures")) == ("1", "0")


def test_several_reports_at_once(documents: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write("a.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p corresp="#b"/></TEI>')
    out = documents.path / "out.sarif"
    root = str(documents.path)
    assert main(["validate", root, "-q", "--format", "github", "--format", f"sarif={out}"]) == 1
    assert capsys.readouterr().out.startswith("::error ")
    assert json.loads(out.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert main(["validate", root, "--format", "pdf"]) == 2
    assert main(["validate", root, "--format", "junit="]) == 2
    assert main(["validate", root, "--format", f"junit={documents.path}/no/out.xml"]) == 2
    assert "Traceback" not in capsys.readouterr().err
