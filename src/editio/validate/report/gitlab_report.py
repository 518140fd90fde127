"""Findings as a Code Quality report of GitLab: shown beside the lines of a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from editio.findings import Severity
from editio.validate.report.fingerprints import Fingerprints
from editio.validate.report.paths import from_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.validate.report import Listed, ReportOptions

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
#: Where findings of the whole edition are shown: the format wants a file.
_EDITION = "edition.toml"


def write(findings: Listed, options: ReportOptions) -> Iterator[str]:
    """Yield the report in pieces; findings are in the order given."""
    fingerprints = Fingerprints()
    separator = "["
    for finding in findings:
        entry = {
            "description": finding.message + (f" (hint: {finding.hint})" if finding.hint else ""),
            "check_name": finding.code,
            "fingerprint": fingerprints.next(finding),
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": from_here(options.root, finding.file or _EDITION),
                "lines": {"begin": max(finding.line, 1)},
            },
        }
        yield f"{separator}\n{json.dumps(entry)}"
        separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"
