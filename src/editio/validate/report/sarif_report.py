"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from editio import __version__
from editio.findings import Severity
from editio.validate.report.fingerprints import Fingerprints
from editio.validate.report.paths import from_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from editio.findings import Finding
    from editio.validate.report import Listed, ReportOptions

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write(findings: Listed, options: ReportOptions) -> Iterator[str]:
    """Yield the log in pieces: one run, with the manual pages of the codes that occur."""
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "Editio",
        "version": __version__,
        "rules": [_rule(code) for code in codes],
    }
    head = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
    yield f'{{"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{json.dumps(head)[:-1]},\n'
    yield '"results": ['
    places = {code: number for number, code in enumerate(codes)}
    separator = "\n"
    fingerprints = Fingerprints()
    for finding in findings:
        result = _result(finding, options, places)
        result["partialFingerprints"] = {"editioKind/v1": fingerprints.next(finding)}
        yield separator + json.dumps(result, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}]}\n"


def _rule(code: str) -> dict[str, Any]:
    from editio.validate.manual import pages

    page = pages().get(code)
    if page is None:  # a rule of the edition's own Schematron
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": page.title},
        "help": {"text": page.text, "markdown": page.text},
    }


def _result(finding: Finding, options: ReportOptions, places: Mapping[str, int]) -> dict[str, Any]:
    hint = f"\nHint: {finding.hint}" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
    }
    if finding.file:
        address = quote(from_here(options.root, finding.file).encode("utf-8", "replace"))
        place: dict[str, Any] = {
            "artifactLocation": {"uri": address, "uriBaseId": "%SRCROOT%"},
        }
        if finding.line:
            place["region"] = {"startLine": finding.line, "startColumn": max(finding.column, 1)}
        result["locations"] = [{"physicalLocation": place}]
    return result
