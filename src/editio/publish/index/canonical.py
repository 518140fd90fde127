"""One form of the file for one content, however it was reached.

A database that was changed step by step has its pages in another order than one that was written
at once, and counters that tell of its history. Three things make them the same: the full text
index merged into one segment with the number 1, the pages laid out anew (``VACUUM``), and the
counters in the header set to fixed values. The formats are those of SQLite's documentation
("Database File Format", section 1.3; "SQLite FTS5 Extension", section 9, and its source).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

#: Rows of fts5's table of data: below its structure, above it the pages of segments.
_STRUCTURE_ROW = 10
_SEGMENT_SHIFT = 37
#: The header's counters: file change counter, schema cookie, version-valid-for.
_COUNTERS = (24, 40, 92)


def write_canonical(connection: sqlite3.Connection, path: Path) -> None:
    """Write a database in its canonical form to ``path``, where nothing is.

    No transaction may be open.
    """
    run = connection.execute
    # Each page is read once and written once: the system's own cache is all that this takes.
    run("PRAGMA cache_size = -2000")
    run("BEGIN")
    _merge(connection)
    _renumber(connection)
    run("COMMIT")
    run("VACUUM INTO ?", (str(path),))
    with path.open("r+b") as stream:
        for offset in _COUNTERS:
            stream.seek(offset)
            stream.write((1).to_bytes(4, "big"))


def _merge(connection: sqlite3.Connection) -> None:
    """Merge the full text index into one segment.

    One that is one segment from the start is merged, too, with one of nothing: long lists of places
    are laid out in another way by a merge.
    """
    run = connection.execute
    run("INSERT INTO fulltext(rowid, text) VALUES (0, 'a')")
    run("INSERT INTO fulltext(fulltext, rowid, text) VALUES ('delete', 0, 'a')")
    run("INSERT INTO fulltext(fulltext) VALUES ('optimize')")


def _renumber(connection: sqlite3.Connection) -> None:
    """Give the one segment of the full text index the number 1, and forget how it came about."""
    run = connection.execute
    (last,) = run("SELECT max(id) FROM fulltext_data").fetchone()
    segment = last >> _SEGMENT_SHIFT or 1
    if segment != 1:
        down = (segment - 1) << _SEGMENT_SHIFT
        run("UPDATE fulltext_data SET id = id - ? WHERE id >> ? > 0", (down, _SEGMENT_SHIFT))
        run("UPDATE fulltext_idx SET segid = 1")
    (structure,) = run("SELECT block FROM fulltext_data WHERE id = ?", (_STRUCTURE_ROW,)).fetchone()
    run(
        "UPDATE fulltext_data SET block = ? WHERE id = ?",
        (_structure(bytes(structure)), _STRUCTURE_ROW),
    )


def _structure(block: bytes) -> bytes:
    """Return the record of an index with one level and one segment, from one with more levels.

    Its last numbers are those of the only segment: its number, its first and its last page. An
    index of nothing has no level.
    """
    numbers = _numbers(block[4:])
    if not numbers[1]:
        return bytes(7)
    first, last = numbers[-2:]
    return b"".join([bytes(4), *map(_varint, (1, 1, 0, 0, 1, 1, first, last))])


def _numbers(data: bytes) -> list[int]:
    found, value = [], 0
    for byte in data:
        value = (value << 7) | (byte & 0x7F)
        if not byte & 0x80:
            found.append(value)
            value = 0
    return found


def _varint(value: int) -> bytes:
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append((value & 0x7F) | 0x80)
    return bytes(reversed(groups))
