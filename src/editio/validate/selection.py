"""What an edition wants to hear: findings switched off, or given another severity."""

from __future__ import annotations

import fnmatch
from dataclasses import replace
from typing import TYPE_CHECKING

from editio.edition.find import path_pattern
from editio.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.edition.settings import Rule
    from editio.findings import Finding

#: The severity that takes a finding out of the report.
OFF = "off"
#: Codes of reports, which are made and shown only where a rule wants them.
REPORTS = frozenset({"CON-LACKING", "CON-ONCE", "CON-UNUSED", "CON-VALUE"})


def wanted_reports(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the reports that some rule turns on, somewhere."""
    rules = tuple(rules)
    return frozenset(
        code
        for code in REPORTS
        if any(fnmatch.fnmatchcase(code, rule.code) and rule.severity != OFF for rule in rules)
    )


def selected(findings: Iterable[Finding], rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield the findings as the rules of ``[validate]`` want them; the last that applies decides.

    Errors in the XML itself stay what they are: a file that cannot be read is not checked at all.
    """
    known = [(rule, [path_pattern(pattern) for pattern in rule.paths]) for rule in rules]
    for finding in findings:
        severity = OFF if finding.code in REPORTS else finding.severity.value
        for rule, paths in known:
            applies = fnmatch.fnmatchcase(finding.code, rule.code)
            if applies and (not paths or any(path.fullmatch(finding.file) for path in paths)):
                severity = rule.severity
        if finding.code.startswith("XML-") and finding.severity is Severity.ERROR:
            yield finding
        elif severity != OFF:
            yield replace(finding, severity=Severity(severity))
