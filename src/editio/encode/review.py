"""The review of tagging: a table of decisions that an editor can change and give back.

One row per decision. The editor writes ``reject`` or ``never`` into the column ``decision``, or
another pointer or date into the column ``value``; ``reject`` is about this place, ``never`` about
these words wherever they stand. Rejections are remembered in the edition, in a table of the same
form beside the registers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from editio.encode.tables import read_rows, table
from editio.encode.tagging import Outcome
from editio.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.encode.tagging import Decision

#: The file beside the registers.
REJECTED_NAME = "rejected-tags.csv"

COLUMNS = (
    "decision",
    "file",
    "line",
    "layer",
    "before",
    "form",
    "after",
    "value",
    "candidates",
    "confidence",
    "reason",
    "id",
)


class Verdict(StrEnum):
    """What an editor says of a decision."""

    ACCEPT = "accept"
    REJECT = "reject"
    NEVER = "never"


_WORDS = {
    "": Verdict.ACCEPT,
    "yes": Verdict.ACCEPT,
    "y": Verdict.ACCEPT,
    "ok": Verdict.ACCEPT,
    "tagged": Verdict.ACCEPT,
    "unplaced": Verdict.ACCEPT,
    "rejected": Verdict.REJECT,
    "no": Verdict.REJECT,
    "n": Verdict.REJECT,
} | {verdict.value: verdict for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a decision in a file, and what the editor says of it."""

    verdict: Verdict
    id: str
    layer: str
    form: str
    value: str = ""
    file: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What an editor has said: rejected decisions, words that are never tagged, other values."""

    rejected: frozenset[str] = frozenset()
    never: frozenset[tuple[str, str]] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Verdicts:
        """Collect the verdicts of rows; the values are those of the accepted ones."""
        listed = list(rows)
        return cls(
            frozenset(row.id for row in listed if row.verdict is Verdict.REJECT),
            frozenset((row.layer, row.form) for row in listed if row.verdict is Verdict.NEVER),
            {row.id: row.value for row in listed if row.verdict is Verdict.ACCEPT and row.value},
        )


def review_table(decisions: Iterable[tuple[str, Decision]]) -> str:
    """Return the table of decisions as CSV; each with the file that it is about."""
    return table(COLUMNS, (_cells(file, decision) for file, decision in decisions))


def _cells(file: str, decision: Decision) -> Iterator[str]:
    verdict = {
        Outcome.TAGGED: Verdict.ACCEPT.value,
        Outcome.REJECTED: Verdict.REJECT.value,
        Outcome.UNPLACED: Outcome.UNPLACED.value,
    }[decision.outcome]
    yield verdict
    yield file
    yield str(decision.line)
    yield decision.layer.value
    yield decision.before
    yield decision.form
    yield decision.after
    yield decision.value
    yield " ".join(decision.candidates)
    yield decision.confidence.value
    yield decision.reason
    yield decision.id


def read_table(path: Path) -> tuple[Row, ...]:
    """Read a table that an editor has been through.

    Raises :class:`SourceError` where it cannot be read, lacks a column, or has a decision that is
    none.
    """
    rows = read_rows(path, ("decision", "layer", "form", "id"), "--review")
    return tuple(_row(f"{path}:{line}", said) for line, said in rows)


def _row(place: str, said: Mapping[str, str]) -> Row:
    verdict = _WORDS.get(said["decision"].strip().casefold())
    if verdict is None:
        hint = "possible: accept, reject, never"
        raise SourceError(f"{place}: {said['decision']!r} is no decision", hint)
    return Row(
        verdict,
        said["id"].strip(),
        said["layer"].strip(),
        said["form"],
        said.get("value", "").strip(),
        said.get("file", ""),
        said.get("before", ""),
        said.get("after", ""),
    )


def remembered(known: Sequence[Row], new: Iterable[Row]) -> tuple[Row, ...]:
    """Add the verdicts of a table to those that are remembered; what is accepted is forgotten."""
    by_id = {row.id: row for row in known}
    for row in new:
        if row.verdict is Verdict.ACCEPT:
            by_id.pop(row.id, None)
        else:
            by_id[row.id] = row
    return tuple(by_id.values())


def rejections_table(rows: Iterable[Row]) -> str:
    """Return remembered rejections as CSV, in an order that does not depend on when they came."""
    columns = ("decision", "layer", "before", "form", "after", "value", "file", "id")
    listed = sorted(rows, key=lambda row: (row.file, row.layer, row.form, row.id))
    return table(columns, map(_remembered_cells, listed))


def _remembered_cells(row: Row) -> tuple[str, ...]:
    said = (row.verdict.value, row.layer, row.before, row.form, row.after, row.value)
    return (*said, row.file, row.id)
