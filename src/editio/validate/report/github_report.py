"""Findings as workflow commands of GitHub Actions: annotations beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.findings import Severity
from editio.validate.report.paths import from_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.validate.report import Listed, ReportOptions

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(findings: Listed, options: ReportOptions) -> Iterator[str]:
    """Yield a line for each finding, in the order given."""
    for finding in findings:
        properties = {"file": from_here(options.root, finding.file)}
        if finding.line:
            properties |= {"line": str(finding.line), "col": str(finding.column)}
        properties["title"] = finding.code
        listed = ",".join(
            f"{name}={_property(value)}" for name, value in properties.items() if value
        )
        hint = f"\nhint: {finding.hint}" if finding.hint else ""
        yield f"::{_LEVELS[finding.severity]} {listed}::{_data(finding.message + hint)}\n"


def _data(text: str) -> str:
    """Escape a text; control characters, which documents may hold, are not passed on."""
    text = _CONTROL.sub("\ufffd", text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
