"""What a build wrote, for the next one: files with their keys, and the links of pages.

These tables lie in the file of the merge's state, so that both are kept together or not at all.
"""

from __future__ import annotations

import sqlite3
import weakref
from typing import NamedTuple

TABLES = """
CREATE TABLE files (
  path TEXT PRIMARY KEY, key TEXT NOT NULL, size INTEGER NOT NULL, time INTEGER NOT NULL,
  inode INTEGER NOT NULL, dead INTEGER NOT NULL
);
CREATE TABLE page_links (path TEXT PRIMARY KEY, names TEXT NOT NULL, addresses TEXT NOT NULL);
"""


class WrittenFile(NamedTuple):
    """A file that was written: its key, its size, time and inode, whether it has dead links.

    The key of a file that is to be made in every build is empty. Times are in nanoseconds.
    """

    key: str
    size: int
    time: int
    inode: int
    dead: bool = False


class WrittenFiles:
    """The files of the previous build, while they become those of this one.

    Nothing is committed here: whoever keeps the state does that.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, WrittenFile]:
        """Return all files by path."""
        rows = self._connection.execute("SELECT path, key, size, time, inode, dead FROM files")
        return {row[0]: WrittenFile._make(row[1:]) for row in rows}

    def keep(self, path: str, file: WrittenFile) -> None:
        """Keep a file in the place of what was there."""
        row = (path, file.key, file.size, file.time, file.inode, int(file.dead))
        self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", row)

    def mark_dead(self, path: str, *, dead: bool) -> None:
        """Say whether a file has links that lead nowhere."""
        self._connection.execute("UPDATE files SET dead = ? WHERE path = ?", (int(dead), path))

    def forget(self, path: str) -> None:
        """Forget a file that is no longer there."""
        self._connection.execute("DELETE FROM files WHERE path = ?", (path,))
        self._connection.execute("DELETE FROM page_links WHERE path = ?", (path,))

    def links_in(self, path: str) -> tuple[str, str]:
        """Return what was kept of a page: anchors and links; empty if nothing was."""
        rows = self._connection.execute(
            "SELECT names, addresses FROM page_links WHERE path = ?", (path,)
        )
        return next(((str(names), str(addresses)) for names, addresses in rows), ("", ""))

    def keep_links(self, path: str, names: str, addresses: str) -> None:
        """Keep the anchors and links of a page."""
        row = (path, names, addresses)
        self._connection.execute("INSERT OR REPLACE INTO page_links VALUES (?, ?, ?)", row)


def passing_files() -> WrittenFiles:
    """Return the files of a build before which there was none, and that none will follow."""
    connection = sqlite3.connect("")
    connection.executescript(TABLES)
    files = WrittenFiles(connection)
    weakref.finalize(files, connection.close)
    return files
