"""Findings for people: grouped by file, each with the line of the source and a caret below it.

What helps against several findings in a row is said once, after the last of them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING

from editio.findings import Severity
from editio.validate.report.lines import lines_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.findings import Finding
    from editio.validate.report import Listed, ReportOptions

#: Columns of source shown; the window moves with the place.
WIDTH = 96

_STYLES = {
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    Severity.INFO: "1;36",
    "file": "1;4",
    "dim": "2",
    "hint": "32",
}


@dataclass(frozen=True, slots=True)
class _Painter:
    color: bool

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.color else text


def write(findings: Listed, options: ReportOptions) -> Iterator[str]:
    """Yield the report line by line; findings are in the order given (by file)."""
    paint = _Painter(options.color)
    for number, (file, group) in enumerate(groupby(findings, key=lambda item: item.file)):
        lines = lines_of(options.root / file) if file else []
        yield "\n" if number else ""
        yield paint(visible(file) or "(the edition)", "file") + "\n"
        for finding, following in pairwise(chain(group, [None])):
            if finding is not None:
                yield from _finding(finding, lines, paint)
                yield from _hint(finding, following, paint)


def _finding(finding: Finding, lines: Sequence[str], paint: _Painter) -> Iterator[str]:
    where = f"{finding.line}:{finding.column}" if finding.line else "–"
    severity = paint(finding.severity.value, finding.severity)
    code = paint(finding.code, "dim")
    yield f"  {where}  {severity}  {visible(finding.message)}  {code}\n"
    if 0 < finding.line <= len(lines):
        shown, caret = excerpt(lines[finding.line - 1], finding.column)
        gutter = f"{finding.line:>6}"
        yield f"{paint(f'{gutter} |', 'dim')} {shown}\n"
        if finding.column:
            yield f"{paint('       |', 'dim')} {' ' * caret}{paint('^', finding.severity)}\n"


def _hint(finding: Finding, following: Finding | None, paint: _Painter) -> Iterator[str]:
    """Yield the hint of a finding, unless the one that follows it in the file has the same."""
    if following and (following.code, following.hint) == (finding.code, finding.hint):
        return
    if finding.hint:
        yield f"         {paint('hint:', 'hint')} {visible(finding.hint)}\n"


def excerpt(line: str, column: int) -> tuple[str, int]:
    """Return at most :data:`WIDTH` characters of a line around a column (from 1), and how many
    columns of a terminal the caret is to be indented."""
    index = min(max(column - 1, 0), len(line))
    start = 0 if index < WIDTH * 3 // 4 else index - WIDTH // 2
    piece = line[start : start + WIDTH]
    before = ("…" if start else "") + visible(line[start:index])
    after = visible(piece[index - start :]) + ("…" if start + WIDTH < len(line) else "")
    return before + after, sum(map(_columns, before))


def _columns(char: str) -> int:
    """Return how many columns of a terminal a character takes."""
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
