"""Reports: findings as text for people, as JSON for programs, and in the formats of code hosts.

One line in :data:`FORMATS` registers a format; it feeds the choices of the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from editio.findings import Finding


class Listed(Protocol):
    """Findings in the order of a report: by file, then by place. There may be very many."""

    def __iter__(self) -> Iterator[Finding]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """``root`` is what the paths of findings are relative to; ``color`` allows ANSI colours."""

    root: Path
    color: bool = False


def _pieces(name: str, findings: Listed, options: ReportOptions) -> Iterator[str]:
    """Return the pieces of a report. Its module is loaded only now: a run has one or two."""
    module = import_module(f"{__name__}.{name}_report")
    pieces: Iterator[str] = module.write(findings, options)
    return pieces


#: A format yields the pieces of the report; nothing is added between them.
FORMATS: dict[str, Callable[[Listed, ReportOptions], Iterator[str]]] = {
    name: partial(_pieces, name)
    for name in ("text", "json", "html", "github", "gitlab", "sarif", "junit")
}


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings by file and place, and each only once.

    A file that several documents include has its findings in each of them.
    """
    seen: set[tuple[str, int, int, str, str]] = set()
    result: list[Finding] = []
    for finding in sorted(findings, key=lambda item: (item.sort_key, item.document)):
        if finding.sort_key not in seen:
            seen.add(finding.sort_key)
            result.append(finding)
    return result
