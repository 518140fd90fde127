"""Findings as JSON, as ``schemas/findings.schema.json`` says."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from editio.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.validate.report import Listed, ReportOptions


def write(findings: Listed, _options: ReportOptions) -> Iterator[str]:
    """Yield the report in pieces; findings are in the order given."""
    counts = Counter(finding.severity for finding in findings)
    head = {severity.value: counts[severity] for severity in reversed(Severity)}
    yield f'{{"counts": {json.dumps(head)},\n"findings": ['
    separator = "\n"
    for finding in findings:
        yield separator + json.dumps(finding.to_json(), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"
