"""Opening what one build leaves for the next: SQLite files that are private to Editio.

Such a file is a convenience and never a source. Its table ``meta`` says what all in it depends on;
a file that depends on something else, that is damaged, or that cannot be read is made anew.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"


class Opened(NamedTuple):
    """A connection in a transaction, and whether nothing is known from earlier builds."""

    connection: sqlite3.Connection
    fresh: bool


def open_state_file(
    path: Path | None,
    tables: str,
    marks: Mapping[str, str],
    *,
    wanted: Mapping[str, str] | None = None,
    cache_kib: int = 16_000,
) -> Opened:
    """Open the file of a state, with a new one's ``tables`` beside ``meta``.

    ``marks`` are written into ``meta`` when the file is made and must be there when it is opened
    again; ``wanted`` must be there, too, and is written by whoever keeps the state. Without a path,
    or where the file cannot be written, the state is a passing one, also on disk.
    """
    if path is not None:
        for _ in range(2):
            with suppress(sqlite3.DatabaseError, OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                return _opened(path, tables, marks, {**marks, **(wanted or {})}, cache_kib)
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return _made(sqlite3.connect(""), tables, marks, cache_kib)


def _opened(
    path: Path, tables: str, marks: Mapping[str, str], wanted: Mapping[str, str], cache_kib: int
) -> Opened:
    connection = sqlite3.connect(path)
    try:
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
            return _made(connection, tables, marks, cache_kib)
        found = dict(connection.execute("SELECT key, value FROM meta"))
        if all(found.get(key) == value for key, value in wanted.items()):
            _hurry(connection, cache_kib)
            connection.execute("BEGIN")
            # Whether the file can be written at all is seen now, while there is a way out.
            connection.execute("UPDATE meta SET value = value")
            return Opened(connection, fresh=False)
    except sqlite3.Error:
        connection.close()
        raise
    connection.close()
    path.unlink()
    return _made(sqlite3.connect(path), tables, marks, cache_kib)


def _made(
    connection: sqlite3.Connection, tables: str, marks: Mapping[str, str], cache_kib: int
) -> Opened:
    try:
        _hurry(connection, cache_kib)
        connection.executescript(f"BEGIN;{_META}{tables}")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", marks.items())
    except sqlite3.Error:
        connection.close()
        raise
    return Opened(connection, fresh=True)


def _hurry(connection: sqlite3.Connection, cache_kib: int) -> None:
    # What a power failure damages is made anew: there is nothing to wait for.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
