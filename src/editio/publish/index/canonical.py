"""One form of the file for one content, however it was reached.

A database that was changed step by step has its pages in another order than one that was written
at once, and counters that tell of its history. Two things make them the same: the pages laid out
anew (``VACUUM``), and the counters in the header set to fixed values ("Database File Format",
section 1.3, in SQLite's documentation). The full text index is the same from the start
(:mod:`editio.publish.index.fulltext`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

#: The header's counters: file change counter, schema cookie, version-valid-for.
_COUNTERS = (24, 40, 92)


def write_canonical(connection: sqlite3.Connection, path: Path) -> None:
    """Write a database in its canonical form to ``path``, where nothing is.

    No transaction may be open.
    """
    # Each page is read once and written once: the system's own cache is all that this takes.
    connection.execute("PRAGMA cache_size = -2000")
    # As bytes, because names of folders need not be Unicode.
    connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(path),))
    with path.open("r+b") as stream:
        for offset in _COUNTERS:
            stream.seek(offset)
            stream.write((1).to_bytes(4, "big"))
