"""What earlier runs found out, kept under a hash of everything that it depends on.

A store is one SQLite file. It is a convenience and never a source: whatever goes wrong with it
(another process holds it, the disk is full, the file is damaged) means that something is computed
again. It keeps what was used lately, up to a number of bytes.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: What a store may hold and how long it keeps what nobody asks for, unless told otherwise.
LIMIT_BYTES = 4_000_000_000
MAX_AGE_DAYS = 30

_NAME = "results.sqlite"
_SECONDS_PER_DAY = 86_400
#: Bytes that wait to be written: what a killed run loses, at most, is this much work.
_PENDING_BYTES = 1_000_000
#: How many keys are looked for at a time.
_TOGETHER = 500
#: How long to wait for another process that writes into the same store.
_PATIENCE_SECONDS = 5.0

#: Grows when the table changes; a store of another version is made anew.
_VERSION = 2
# An ordinary table with an index: without row ids, long data would make every look at a key slow.
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS results (
  key TEXT PRIMARY KEY, used INTEGER NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS cleanings (day INTEGER NOT NULL, since INTEGER NOT NULL);
PRAGMA user_version = {_VERSION};
"""
#: Of what a store may hold, one part in so many may come in before it is cleaned again.
_SHARE = 100


class Store:
    """Bytes by key, on disk. A context manager: what was put is written when it closes.

    Keys are hashes (:mod:`editio.edition.fingerprints`); what is put last counts. No method
    raises for a store that cannot be read or written: then nothing is found and nothing is kept.
    Without a folder it is that from the start.
    """

    def __init__(
        self,
        folder: Path | None,
        limit_bytes: int = LIMIT_BYTES,
        max_age_days: int = MAX_AGE_DAYS,
    ) -> None:
        self._path = folder / _NAME if folder is not None else None
        self._limit_bytes = limit_bytes
        self._max_age_days = max_age_days
        self._today = int(time.time() // _SECONDS_PER_DAY)
        self._touched: set[str] = set()
        self._pending: dict[str, bytes] = {}
        self._pending_bytes = 0
        self._written = 0
        self._connection = self._opened()

    @property
    def is_open(self) -> bool:
        """Tell whether anything can be found and kept."""
        return self._connection is not None

    def get(self, key: str) -> bytes | None:
        """Return what is kept under ``key``."""
        return next(self.get_each([key]))

    def get_each(self, keys: Sequence[str]) -> Iterator[bytes | None]:
        """Yield what is kept under each of many keys, which are looked for by the hundred."""
        for start in range(0, len(keys), _TOGETHER):
            some = keys[start : start + _TOGETHER]
            found = self._found([key for key in some if key not in self._pending])
            for key in some:
                yield self._pending[key] if key in self._pending else found.get(key)

    def has(self, key: str) -> bool:
        """Tell whether something is kept under ``key``."""
        if key in self._pending:
            return True
        if self._connection is None:
            return False
        try:
            found = self._connection.execute("SELECT 1 FROM results WHERE key = ?", (key,))
            return found.fetchone() is not None
        except sqlite3.Error:
            self._give_up()
            return False

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data`` under ``key``."""
        if self._connection is None:
            return
        self._pending[key] = data
        self._pending_bytes += len(data)
        self._written += len(data)
        if self._pending_bytes > _PENDING_BYTES:
            self.write()

    def write(self) -> None:
        """Write what waits to be written."""
        if self._connection is None or not (self._pending or self._touched):
            return
        try:
            with self._connection:
                self._connection.executemany(
                    "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                    (
                        (key, self._today, len(data), data)
                        for key, data in sorted(self._pending.items())
                    ),
                )
                self._connection.executemany(
                    "UPDATE results SET used = ? WHERE key = ?",
                    ((self._today, key) for key in sorted(self._touched)),
                )
        except sqlite3.Error:
            self._give_up()
        self._pending.clear()
        self._touched.clear()
        self._pending_bytes = 0

    def clean(self) -> None:
        """Drop what nobody has asked for in a long time, and the oldest above the limit."""
        self.write()
        if self._connection is None:
            return
        try:
            with self._connection:
                if self._is_clean():
                    return
                # A day in the future is a clock that has been set back since.
                self._connection.execute(
                    "DELETE FROM results WHERE used < ? OR used > ?",
                    (self._today - self._max_age_days, self._today + self._max_age_days),
                )
                self._drop_oldest()
            self._connection.execute("PRAGMA incremental_vacuum")
        except sqlite3.Error:
            self._give_up()

    def _is_clean(self) -> bool:
        """Tell whether a look at all that there is can wait; take down that it was had if not."""
        assert self._connection is not None
        row = self._connection.execute("SELECT day, since FROM cleanings").fetchone()
        day, since = row or (None, 0)
        since, self._written = since + self._written, 0
        clean = day == self._today and since * _SHARE < self._limit_bytes
        self._connection.execute("DELETE FROM cleanings")
        self._connection.execute(
            "INSERT INTO cleanings VALUES (?, ?)", (self._today, since if clean else 0)
        )
        return clean

    def close(self) -> None:
        """Write, clean and close."""
        self.clean()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _found(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what has been written under keys, and note that it was asked for."""
        if self._connection is None or not keys:
            return {}
        holes = ", ".join("?" * len(keys))
        select = f"SELECT key, used, data FROM results WHERE key IN ({holes})"  # noqa: S608
        try:
            rows = self._connection.execute(select, keys).fetchall()
        except sqlite3.Error:
            self._give_up()
            return {}
        self._touched.update(key for key, used, _ in rows if used != self._today)
        return {key: bytes(data) for key, _, data in rows}

    def _drop_oldest(self) -> None:
        connection = self._connection
        assert connection is not None
        (size,) = connection.execute("SELECT coalesce(sum(size), 0) FROM results").fetchone()
        if size <= self._limit_bytes:
            return
        rows = connection.execute("SELECT key, size FROM results ORDER BY used, key").fetchall()
        dropped = []
        for key, bytes_ in rows:
            if size <= self._limit_bytes:
                break
            dropped.append((key,))
            size -= bytes_
        connection.executemany("DELETE FROM results WHERE key = ?", dropped)

    def _opened(self) -> sqlite3.Connection | None:
        """Return the database, made anew where it is damaged; ``None`` if there can be none."""
        if self._path is None:
            return None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return _connect(self._path)
        except sqlite3.OperationalError:  # locked, or no rights: nothing is wrong with the file
            return None
        except sqlite3.DatabaseError:
            self._remove()
        except OSError:
            return None
        with suppress(sqlite3.Error, OSError):
            return _connect(self._path)
        return None

    def _remove(self) -> None:
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _give_up(self) -> None:
        """Go on without the store; a damaged file goes, so that the next run starts anew."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        damaged = not _is_sound(connection)
        connection.close()
        if damaged:
            self._remove()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS)
    try:
        _prepare(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    # A killed process loses nothing by this, and a power failure no more than time.
    connection.execute("PRAGMA synchronous = OFF")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != _VERSION:
        connection.execute("DROP TABLE IF EXISTS results")
    connection.executescript(_SCHEMA)
    connection.execute("SELECT key FROM results LIMIT 1").fetchone()


def _is_sound(connection: sqlite3.Connection) -> bool:
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.OperationalError:  # locked, or no space: nothing is wrong with the file
        return True
    except sqlite3.DatabaseError:
        return False
