"""Rules of an edition: findings switched off or given another severity, by code and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.cli.main import main
from editio.edition.settings import Rule
from editio.findings import Finding, Severity
from editio.validate.selection import selected

if TYPE_CHECKING:
    import pytest

    from documents import Folder


def finding(code: str, file: str = "tei/a.xml") -> Finding:
    return Finding(code=code, severity=Severity.ERROR, message="m", file=file)


def severities(findings: list[Finding], *rules: Rule) -> list[str]:
    return [item.severity.value for item in selected(findings, rules)]


def test_rules_name_codes_and_paths_and_the_last_decides() -> None:
    findings = [finding("PTR-FILE"), finding("PTR-DANGLING"), finding("PTR-FILE", "old/b/c.xml")]
    off = Rule(code="PTR-FILE", severity="off")
    assert severities(findings) == ["error", "error", "error"]
    assert severities(findings, off) == ["error"]
    assert severities(findings, off, Rule(code="PTR-*", severity="info")) == ["info"] * 3
    old = Rule(code="PTR-*", severity="warning", paths=("old/**",))
    assert severities(findings, old) == ["error", "error", "warning"]


def test_errors_in_the_xml_stay() -> None:
    assert severities([finding("XML-TAG")], Rule(code="*", severity="off")) == ["error"]
    remark = Finding(code="XML-BOM", severity=Severity.INFO, message="m")
    assert severities([remark], Rule(code="XML-BOM", severity="off")) == []


def test_an_edition_sets_its_rules(documents: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    documents.write("a.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p corresp="#b"/></TEI>')
    rule = '[[validate.rules]]\ncode = "PTR-DANGLING"\nseverity = "{}"\n'
    documents.write("edition.toml", rule.format("warning"))
    root = str(documents.path)
    assert main(["validate", root]) == 0
    assert "1 warning" in capsys.readouterr().err
    documents.write("edition.toml", rule.format("off"))
    assert main(["validate", root, "--fail-on", "info"]) == 0
    documents.write("edition.toml", rule.format("none"))
    assert main(["validate", root]) == 2
    assert "cannot be" in capsys.readouterr().err
