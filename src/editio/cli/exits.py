"""The exit codes of every command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.findings import Finding, Severity

CLEAN: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
BUG: Final = 3
INTERRUPTED: Final = 130


def exit_code(findings: Iterable[Finding], fail_on: Severity) -> int:
    """Return 1 if a finding weighs at least ``fail_on``, else 0."""
    worst = max((finding.severity.rank for finding in findings), default=-1)
    return FINDINGS if worst >= fail_on.rank else CLEAN
