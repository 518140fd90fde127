"""Findings as a JUnit report: a suite per file, in which errors and warnings fail."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from editio.findings import Severity
from editio.validate.report.paths import from_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.findings import Finding
    from editio.validate.report import Listed, ReportOptions

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(findings: Listed, options: ReportOptions) -> Iterator[str]:
    """Yield the report in pieces. Without findings there is one case, which passes."""
    failures = sum(1 for finding in findings if _fails(finding))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="editio" tests="{len(findings) or 1}" failures="{failures}">\n'
    if not findings:
        yield '<testsuite name="editio" tests="1" failures="0">\n'
        yield '<testcase classname="editio" name="no findings"/>\n</testsuite>\n'
    for file, group in groupby(findings, key=lambda item: item.file):
        cases = list(group)
        failed = sum(1 for finding in cases if _fails(finding))
        name = _quoted(from_here(options.root, file) or "the edition")
        yield f'<testsuite name={name} tests="{len(cases)}" failures="{failed}">\n'
        for finding in cases:
            yield from _case(finding, name)
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _case(finding: Finding, name: str) -> Iterator[str]:
    title = _quoted(f"{finding.code} {finding.line}:{finding.column}")
    message = _quoted(finding.message + (f" (hint: {finding.hint})" if finding.hint else ""))
    place = f' file={name} line="{finding.line}"' if finding.line else ""
    yield f"<testcase classname={name} name={title}{place}>"
    if _fails(finding):
        yield f'<failure type="{finding.severity.value}" message={message}/>'
    yield "</testcase>\n"


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr  # brings what talks to servers

    return quoteattr(_NOT_XML.sub("\ufffd", text))
