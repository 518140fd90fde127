"""The formats of code hosts: each read back by a program, with what documents could smuggle in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from jsonschema import Draft202012Validator

from editio.cli.main import main
from editio.cli.validate import _FORMATS
from editio.findings import Finding, Severity
from editio.relaxng import load_schema
from editio.validate.report import FORMATS, ReportOptions
from editio.validate.report.summary import summary
from published_schemas import problems

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


def test_what_helps_against_several_is_said_once(tmp_path: Path) -> None:
    said = (("a", "one", "add it"), ("a", "two", "add it"), ("a", "three", "mend it"))
    findings = [
        Finding(code="X", severity=Severity.INFO, message=message, hint=hint, file=file)
        for file, message, hint in (*said, ("b", "four", "mend it"))
    ]
    assert text_of("text", tmp_path, findings).split("\n") == [
        "a",
        "  –  info  one  X",
        "  –  info  two  X",
        "         hint: add it",
        "  –  info  three  X",
        "         hint: mend it",
        "",
        "b",
        "  –  info  four  X",
        "         hint: mend it",
        "",
    ]


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


def test_sarif_is_what_its_schema_wants(tmp_path: Path) -> None:
    for findings in (FINDINGS, []):
        assert problems("sarif", json.loads(text_of("sarif", tmp_path, findings))) == []
    data = json.loads(text_of("sarif", tmp_path, FINDINGS))
    data["runs"][0]["results"][0]["level"] = "bad"
    assert problems("sarif", data)


def test_names_of_findings_stay_when_lines_move(tmp_path: Path) -> None:
    moved = [replace(item, line=item.line + 7) for item in FINDINGS]
    twice = sorted(FINDINGS * 2, key=lambda item: item.file)
    for form, name in (("sarif", "editioKind/v1"), ("gitlab", "fingerprint")):
        found = [
            re.findall(rf'"{name}": "([0-9a-f]+)"', text_of(form, tmp_path, some))
            for some in (FINDINGS, moved, twice)
        ]
        assert found[0] == found[1]
        assert len(set(found[2])) == 6


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


#: A report as the programs read it that show JUnit: Jenkins, GitLab, Azure.
JUNIT = """
start = element testsuites { name, counts, suite* }
suite = element testsuite { name, counts, case+ }
case = element testcase {
  name, attribute classname { text }, attribute file { text }?,
  attribute line { xsd:positiveInteger }?,
  element failure { attribute type { "error" | "warning" }, attribute message { text } }?
}
name = attribute name { xsd:string { minLength = "1" } }
counts = attribute tests { xsd:positiveInteger }, attribute failures { xsd:nonNegativeInteger }
"""


def test_junit_has_the_form_that_programs_read(tmp_path: Path) -> None:
    (tmp_path / "junit.rnc").write_text(JUNIT, encoding="utf-8")
    schema = load_schema(tmp_path / "junit.rnc")
    for findings in (FINDINGS, []):
        assert list(schema.validate(text_of("junit", tmp_path, findings).encode())) == []
    assert list(schema.validate(b'<testsuites name="x" tests="0" failures="0"/>'))


#: GitLab documents these as required.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.]"},
                    "lines": {
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_gitlab_gets_what_it_requires(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = json.loads(text_of("gitlab", tmp_path / "edition", FINDINGS))
    Draft202012Validator(GITLAB).validate(data)
    assert [item["severity"] for item in data] == ["minor", "info", "critical"]
    assert data[0]["location"] == {"path": "edition/tei/ä b,c.xml", "lines": {"begin": 3}}
    assert data[1]["location"]["path"] == "edition/edition.toml"
    assert json.loads(text_of("gitlab", tmp_path, [])) == []


class _Page(HTMLParser):
    """The elements of a page, and the text of its styles and scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.code: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.code[self.cdata_elem] = self.code.get(self.cdata_elem, "") + data


def test_the_page_runs_nothing_but_its_own_script(documents: Folder) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    documents.write(f"{evil[:8]}.xml", f"{evil}\n{evil}\n")
    findings = [
        Finding(
            code="SCH-<b>",
            severity=Severity.ERROR,
            message=evil,
            hint=evil,
            file=f"{evil[:8]}.xml",
            line=2,
            column=column,
        )
        for column in (0, 1, 20, 9999)
    ]
    text = text_of("html", documents.path, findings)
    page = _Page(text)
    names = [name for name, _ in page.elements]
    assert {name: names.count(name) for name in ("script", "style", "img", "b", "li", "pre")} == {
        **dict.fromkeys(("script", "style"), 1),
        **dict.fromkeys(("img", "b"), 0),
        **dict.fromkeys(("li", "pre"), 4),
    }
    assert not any(key.startswith("on") for _, given in page.elements for key in given)
    policy = next(given["content"] for name, given in page.elements if "http-equiv" in given)
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    for name, code in page.code.items():
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "Nothing was found." in text_of("html", documents.path, [])


def some(code: str, file: str, severity: Severity, count: int) -> list[Finding]:
    return [Finding(code=code, severity=severity, message="m", file=file)] * count


def test_the_summary_names_what_is_found_most_and_where() -> None:
    findings = [
        *some("XML-NO-TEXTS", "", Severity.WARNING, 1),
        *some("PTR-DANGLING", "a.xml", Severity.ERROR, 2),
        *some("DAT-VALUE", "a.xml", Severity.ERROR, 4),
        *some("PTR-DANGLING", "b\x1b.xml", Severity.ERROR, 3),
        *some("QUO-SOURCE", "b.xml", Severity.INFO, 30),
    ]
    assert list(summary(findings, 12, 1)) == [
        "12 documents checked: 9 errors, 1 warning, 30 remarks (1 more in the baseline)",
        "most by rule:",
        "   5 PTR-DANGLING (error; 3 in b\ufffd.xml, the others in 1 file)",
        "   4 DAT-VALUE (error; 4 in a.xml)",
        "   1 XML-NO-TEXTS (warning; 1 in the edition)",
        "  30 QUO-SOURCE (remark; 30 in b.xml)",
        "most by file:",
        "   6 a.xml (error; 4 DAT-VALUE and 1 rule more)",
        "   3 b\ufffd.xml (error; 3 PTR-DANGLING)",
        "   1 the edition (warning; 1 XML-NO-TEXTS)",
        "  30 b.xml (remark; 30 QUO-SOURCE)",
    ]
    many = [i for n in range(9) for i in some(f"X-{n}", "a", Severity.INFO, 1)]
    assert "  … 4 rules more" in list(summary(many, 1))
    assert list(summary(findings[-3:], 1)) == ["1 document checked: 3 remarks"]


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
