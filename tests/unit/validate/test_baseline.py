"""A baseline: what was there counts no more, what is new does, and moved lines are not new."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from documents import TEI, Folder
from editio import resources
from editio.cli.main import main
from editio.findings import Finding, Severity
from editio.validate.baseline import Baseline, kind_of, read_baseline, written

if TYPE_CHECKING:
    from pathlib import Path

WRONG = '<p><date when="1848-13-01"/></p>'


def validated(folder: Folder, *options: str) -> tuple[int, dict[str, Any]]:
    """Run the command; return its exit code and its report."""
    out = folder.path.parent / "out.json"
    arguments = ["validate", str(folder.path), "-q", "--format", f"json={out}", *options]
    code = main(arguments)
    return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}


def codes(report: dict[str, Any]) -> list[str]:
    return [item["code"] for item in report["findings"]]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "edition"
    path.mkdir()
    return Folder(path)


def test_only_new_findings_fail(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("a.xml", f"{TEI}\n{WRONG}\n</TEI>")
    folder.write("edition.toml", '[validate]\nbaseline = "accepted.json"\n')
    assert main(["validate", str(folder.path)]) == 2
    assert "there is no baseline" in capsys.readouterr().err
    assert main(["validate", str(folder.path), "--write-baseline"]) == 0
    assert "1 finding accepted" in capsys.readouterr().err
    assert main(["validate", str(folder.path)]) == 0
    assert "no new findings (1 more in the baseline)" in capsys.readouterr().err
    folder.write("a.xml", f"{TEI}\n<p/>\n\n  <p>{WRONG[3:]}\n</TEI>")  # moved
    assert validated(folder)[0] == 0
    folder.write("a.xml", f"{TEI}\n{WRONG}{WRONG}\n</TEI>")  # one more of the same kind
    code, report = validated(folder)
    assert (code, codes(report)) == (1, ["DAT-VALUE"])
    assert report["findings"][0]["column"] > len(WRONG)
    folder.write("a.xml", f"{TEI}\n{WRONG.replace('13-01', '14-01')}\n</TEI>")  # another one
    code, report = validated(folder)
    assert (code, codes(report)) == (1, ["DAT-VALUE", "IGN-BASELINE"])


def test_what_is_no_longer_there_is_a_remark(folder: Folder) -> None:
    folder.write("a.xml", f"{TEI}\n{WRONG}{WRONG}\n</TEI>")
    folder.write("b.xml", f"{TEI}\n{WRONG}\n</TEI>")
    name = str(folder.path / "editio-baseline.json")
    assert main(["validate", str(folder.path), "--write-baseline"]) == 0
    assert validated(folder, "--baseline", name)[1]["findings"] == []
    folder.write("a.xml", f"{TEI}\n<p/>\n</TEI>")
    code, report = validated(folder, "--baseline", name)
    assert code == 0
    (stale,) = report["findings"]
    assert (stale["code"], stale["severity"]) == ("IGN-BASELINE", "info")
    assert stale["file"] == "editio-baseline.json"
    line = (folder.path / stale["file"]).read_text().splitlines()[stale["line"] - 1]
    assert json.loads(line.rstrip(","))["file"] == "a.xml"
    assert stale["message"].startswith("2 of these")
    b = str(folder.path / "b.xml")
    assert main(["validate", b, "--baseline", name, "--fail-on", "info"]) == 0


def test_a_baseline_is_of_the_whole_edition(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("a.xml", f"{TEI}{WRONG}</TEI>")
    folder.write("b.xml", f"{TEI}</TEI>")
    assert main(["validate", str(folder.path / "a.xml"), "--write-baseline"]) == 2
    assert "whole edition" in capsys.readouterr().err
    assert main(["validate", str(folder.path), "--write-baseline", str(folder.path)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def finding(message: str, xpath: str = "/TEI[1]/p[3]/@when") -> Finding:
    return Finding(
        code="DAT-VALUE", severity=Severity.ERROR, message=message, file="ä.xml", xpath=xpath
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the id a is used already in line 12", "the id a is used already in line 9"),
        ("a character was lost here (and in 3 other places)", "a character was lost here"),
        (
            "Rosa is not marked up (once in this document), and elsewhere it is (4 times)",
            "Rosa is not marked up (7 times in this document), and elsewhere it is (5 times)",
        ),
    ],
)
def test_counts_and_lines_in_messages_do_not_matter(before: str, after: str) -> None:
    assert kind_of(finding(before)) == kind_of(finding(after, "/TEI[1]/p[17]/@when"))


def test_other_numbers_matter() -> None:
    assert kind_of(finding("1848-13-01")) != kind_of(finding("1848-14-01"))
    assert kind_of(finding("x", "/TEI[1]/p[1]")) != kind_of(finding("x", "/TEI[1]/q[1]"))


def test_a_baseline_is_written_the_same_and_read_back(tmp_path: Path) -> None:
    findings = [finding('b "x"\n'), finding("a\udc80"), finding('b "x"\n')]
    text = "".join(written(findings))
    assert text == "".join(written(reversed(findings)))
    schema = json.loads(resources.schema("baseline.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(text))
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    baseline = read_baseline(path, tmp_path)
    assert not list(baseline.new(findings))
    assert list(baseline.stale(findings)) == []
    assert len(list(Baseline("x", baseline.counts, baseline.lines).stale([]))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "editio-baseline", "version": 9, "findings": []}',
        '{"format": "editio-baseline", "version": 1, "findings": [{}]}',
        '{"format": "editio-baseline", "version": 1, "findings": ["x"]}',
    ],
)
def test_what_is_no_baseline_is_said(
    folder: Folder, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("a.xml", f"{TEI}</TEI>")
    path = folder.write("b.json", text)
    assert main(["validate", str(folder.path), "--baseline", str(path)]) == 2
    assert "b.json" in capsys.readouterr().err
