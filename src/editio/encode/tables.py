"""Tables that editors go through in a spreadsheet and give back: CSV in UTF-8."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from editio.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: What a spreadsheet would take for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_QUOTED_FORMULAS = tuple(f"'{sign}" for sign in _FORMULAS)


def table(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table whose cells no spreadsheet takes for formulas."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return target.getvalue()


def read_rows(
    path: Path, needed: Iterable[str], made_by: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table that an editor has been through, each with its line.

    Columns may stand in any order, and others beside those that are ``needed``; programs of some
    countries write semicolons between them. ``made_by`` is the option that writes such tables.
    Raises :class:`SourceError` where the table cannot be read or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}", "save it as CSV in UTF-8") from error
    separator = ";" if text.partition("\n")[0].count(";") > 3 else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    try:
        missing = set(needed) - set(reader.fieldnames or ())
        if missing:
            hint = f"take the table that {made_by} writes, and keep its first line"
            raise SourceError(f"{path}: there is no column {min(missing)}", hint)
        for line, cells in enumerate(reader, 2):
            yield line, {k: _plain(v or "") for k, v in cells.items() if isinstance(k, str)}
    except csv.Error as error:
        hint = "a quotation mark that is not closed, perhaps: mend it, or write the table anew"
        raise SourceError(f"{path}:{reader.line_num + 1}: cannot be read: {error}", hint) from error


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith(_QUOTED_FORMULAS) else cell
