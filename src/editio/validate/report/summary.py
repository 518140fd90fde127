"""The last lines of a run: how much was found, what most, and where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from editio.findings import Severity
from editio.validate.report.lines import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.findings import Finding

#: Rules and files that are named; fewer findings than this need no table.
_SHOWN = 5
_NAMES = {Severity.INFO: "remark"}


def summary(findings: Sequence[Finding], documents: int, accepted: int = 0) -> Iterator[str]:
    """Yield the lines: the counts, then the rules and the files with the most findings.

    ``accepted`` is how many more there are that a baseline has. Errors count before warnings, and
    these before remarks, however many there are.
    """
    yield _counts(findings, documents, accepted)
    if len(findings) <= _SHOWN:
        return
    yield from _table("rule", "file", [(i.code, i.file, i.severity) for i in findings])
    yield from _table("file", "rule", [(i.file, i.code, i.severity) for i in findings])


def _counts(findings: Sequence[Finding], documents: int, accepted: int) -> str:
    counts = Counter(finding.severity for finding in findings)
    parts = [
        _number(counts[severity], _NAMES.get(severity, severity.value))
        for severity in reversed(Severity)
        if counts[severity]
    ]
    known = f" ({accepted} more in the baseline)" if accepted else ""
    found = ", ".join(parts) or ("no new findings" if accepted else "no findings")
    return f"{_number(documents, 'document')} checked: {found}{known}"


def _table(name: str, other: str, found: Sequence[tuple[str, str, Severity]]) -> Iterator[str]:
    """Yield the first column's values with the most findings, each with where most of them are."""
    counts: dict[str, Counter[Severity]] = {}
    others: dict[str, Counter[str]] = {}
    for value, where, severity in found:
        counts.setdefault(value, Counter())[severity] += 1
        others.setdefault(value, Counter())[where] += 1
    order = sorted(
        counts, key=lambda value: ([-counts[value][s] for s in reversed(Severity)], value)
    )
    yield f"most by {name}:"
    width = max(len(str(sum(counts[value].values()))) for value in order[:_SHOWN])
    for value in order[:_SHOWN]:
        worst = next(severity for severity in reversed(Severity) if counts[value][severity])
        label = _NAMES.get(worst, worst.value)
        total = sum(counts[value].values())
        shown = visible(value) or "the edition"
        yield f"  {total:>{width}} {shown} ({label}; {_where(others[value], other)})"
    if len(order) > _SHOWN:
        yield f"  {'…':>{width}} {_number(len(order) - _SHOWN, name)} more"


def _where(counts: Counter[str], noun: str) -> str:
    """Say where most of something are, files or rules, and in how many others the rest are."""
    (top, most), *rest = counts.most_common()
    if noun == "file":
        more = f", the others in {_number(len(rest), noun)}" if rest else ""
        return f"{most} in {visible(top) or 'the edition'}{more}"
    return f"{most} {visible(top)}" + (f" and {_number(len(rest), noun)} more" if rest else "")


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
