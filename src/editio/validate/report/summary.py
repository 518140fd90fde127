"""The last lines of a run: how much was found, what most, and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from editio.findings import Severity
from editio.validate.report.lines import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.findings import Finding
    from editio.validate.report import Listed

#: Rules and files that are named; fewer findings than this need no table.
_SHOWN = 5
_NAMES = {Severity.INFO: "remark"}


def summary(findings: Listed, documents: int, accepted: int = 0) -> Iterator[str]:
    """Yield the lines: the counts, then the rules and the files with the most findings.

    ``accepted`` is how many more there are that a baseline has. Errors count before warnings, and
    these before remarks, however many there are.
    """
    rules: dict[str, _Row] = {}
    worst: list[_Row] = []
    files = 0
    for file, group in groupby(findings, key=lambda item: item.file):
        files += 1
        worst.append(_file(file, group, rules))
        worst = sorted(worst, key=_Row.order)[:_SHOWN]
    counts = sum((row.counts for row in rules.values()), Counter[Severity]())
    yield _counts(counts, documents, accepted)
    if counts.total() > _SHOWN:
        yield from _table("rule", "file", sorted(rules.values(), key=_Row.order), len(rules))
        yield from _table("file", "rule", worst, files)


@dataclass(slots=True)
class _Row:
    """A rule or a file: its findings, where most of them are, and in how many others the rest."""

    name: str
    counts: Counter[Severity] = field(default_factory=Counter)
    top: str = ""
    most: int = 0
    others: int = -1

    def add(self, where: str, counts: Counter[Severity]) -> None:
        self.counts.update(counts)
        self.others += 1
        if counts.total() > self.most:
            self.top, self.most = where, counts.total()

    def order(self) -> tuple[list[int], str]:
        """What is worse comes first."""
        return [-self.counts[severity] for severity in reversed(Severity)], self.name


def _file(file: str, findings: Iterable[Finding], rules: dict[str, _Row]) -> _Row:
    """Return the row of a file, and count its findings in those of the rules."""
    counts: dict[str, Counter[Severity]] = {}
    for finding in findings:
        counts.setdefault(finding.code, Counter())[finding.severity] += 1
    row = _Row(file)
    for code, count in counts.items():
        row.add(code, count)
        rules.setdefault(code, _Row(code)).add(file, count)
    return row


def _counts(counts: Counter[Severity], documents: int, accepted: int) -> str:
    parts = [
        _number(counts[severity], _NAMES.get(severity, severity.value))
        for severity in reversed(Severity)
        if counts[severity]
    ]
    known = f" ({accepted} more in the baseline)" if accepted else ""
    found = ", ".join(parts) or ("no new findings" if accepted else "no findings")
    return f"{_number(documents, 'document')} checked: {found}{known}"


def _table(name: str, other: str, rows: Sequence[_Row], count: int) -> Iterator[str]:
    """Yield the rows with the most findings, of so many."""
    yield f"most by {name}:"
    width = max(len(str(row.counts.total())) for row in rows[:_SHOWN])
    for row in rows[:_SHOWN]:
        worst = next(severity for severity in reversed(Severity) if row.counts[severity])
        label = _NAMES.get(worst, worst.value)
        shown = visible(row.name) or "the edition"
        yield f"  {row.counts.total():>{width}} {shown} ({label}; {_where(row, other)})"
    if count > _SHOWN:
        yield f"  {'…':>{width}} {_number(count - _SHOWN, name)} more"


def _where(row: _Row, noun: str) -> str:
    """Say where most of something are, files or rules, and in how many others the rest are."""
    if noun == "file":
        more = f", the others in {_number(row.others, noun)}" if row.others else ""
        return f"{row.most} in {visible(row.top) or 'the edition'}{more}"
    more = f" and {_number(row.others, noun)} more" if row.others else ""
    return f"{row.most} {visible(row.top)}{more}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
