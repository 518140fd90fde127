"""What the merge knows: postings by heading, headings in their order, on disk and not in memory.

One SQLite file, private to Editio, beside the results of documents. A build puts in what each
changed document adds, takes out what it added before, and asks for the headings that this touches
to be put together anew, and no others. A build from nothing does the same with everything, sorted
by the database, so that an edition may be larger than memory.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from editio.publish import files
from editio.publish.files import WrittenFiles
from editio.publish.index.model import IndexName
from editio.publish.index.packing import unpacked
from editio.publish.states import open_state_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from editio.publish.index.additions import StoredPostings
    from editio.publish.index.parts import Posting

#: Grows when the tables change; a state of another version is thrown away.
_VERSION = "5"
#: The source of the registers' postings; it comes after all documents.
REGISTERS = ""
_LAST = "\U0010ffff"

_NUMBERS = {name: number for number, name in enumerate(IndexName)}
_NAMES = tuple(IndexName)

_TABLES = """
CREATE TABLE sources (
  name TEXT PRIMARY KEY, position TEXT NOT NULL, key TEXT NOT NULL, record BLOB NOT NULL
);
CREATE TABLE links (source TEXT NOT NULL, entry TEXT NOT NULL);
CREATE TABLE entries (key TEXT PRIMARY KEY, digest BLOB NOT NULL);
CREATE TABLE postings (
  idx INTEGER NOT NULL, heading TEXT NOT NULL, position TEXT NOT NULL, source TEXT NOT NULL,
  data BLOB NOT NULL
);
CREATE TABLE headings (
  idx INTEGER NOT NULL, heading TEXT NOT NULL, section TEXT NOT NULL, section_label TEXT NOT NULL,
  place BLOB NOT NULL, lines INTEGER NOT NULL, counts INTEGER NOT NULL, digest BLOB NOT NULL,
  json TEXT NOT NULL
);
"""
#: Made when the first rows are in, which is faster than to keep them up from the start. That of the
#: headings by place has all that is asked of all of them: their JSON is long, and lies between.
_INDEXES = """
CREATE INDEX IF NOT EXISTS links_by_source ON links(source);
CREATE INDEX IF NOT EXISTS links_by_entry ON links(entry);
CREATE INDEX IF NOT EXISTS postings_by_heading ON postings(idx, heading, position);
CREATE INDEX IF NOT EXISTS postings_by_source ON postings(source);
CREATE UNIQUE INDEX IF NOT EXISTS headings_by_id ON headings(idx, heading);
CREATE INDEX IF NOT EXISTS headings_by_place ON headings(
  idx, place, heading, section, section_label, lines, counts, digest
);
"""


class Source(NamedTuple):
    """A document as the merge knows it: where it stands, and the key of the result it is from."""

    position: str
    key: str


class StoredHeading(NamedTuple):
    """A heading as it is kept; ``counts`` is 0 for a see-reference, ``json`` its line in a file."""

    heading: str
    section: str
    section_label: str
    place: bytes
    lines: int
    counts: int
    digest: bytes
    json: str


class State:
    """The state of the merge of one edition. Everything is one transaction, see :meth:`commit`."""

    def __init__(self, connection: sqlite3.Connection, *, fresh: bool) -> None:
        self._connection = connection
        self._fresh = fresh
        self._touched: set[tuple[int, str]] = set()

    @property
    def fresh(self) -> bool:
        """Whether nothing is known from earlier builds."""
        return self._fresh

    def sources(self) -> dict[str, Source]:
        """Return the documents that are in, by id."""
        rows = self._connection.execute("SELECT name, position, key FROM sources")
        return {name: Source(position, key) for name, position, key in rows}

    def records(self) -> list[tuple[str, bytes]]:
        """Return what was kept with each document: ids and records."""
        return self._connection.execute("SELECT name, record FROM sources").fetchall()

    def same(self, name: str, value: str) -> bool:
        """Tell whether a value is that of the previous build, and keep it for the next."""
        run = self._connection.execute
        before = run("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
        return bool(before == (value,))

    def put(
        self,
        name: str,
        source: Source,
        postings: StoredPostings,
        entries: Iterable[str] = (),
        record: bytes = b"",
    ) -> None:
        """Put in a document in the place of what it was, if it was there.

        ``entries`` are the keys of the entries that it points to, ``record`` what to keep with it.
        """
        run = self._connection
        if not self._fresh:
            self._take_out(name, source.position, postings)
        run.execute("INSERT INTO sources VALUES (?, ?, ?, ?)", (name, *source, record))
        run.executemany("INSERT INTO links VALUES (?, ?)", ((name, key) for key in entries))
        run.executemany(
            "INSERT INTO postings VALUES (?, ?, ?, ?, ?)",
            ((index, heading, source.position, name, data)
             for (index, heading), data in postings.items()),
        )  # fmt: skip

    def remove(self, name: str) -> None:
        """Take out a document."""
        self._take_out(name, "", {})

    def entries(self) -> dict[str, bytes]:
        """Return the digests of the register entries that are in, by key."""
        return dict(self._connection.execute("SELECT key, digest FROM entries"))

    @property
    def registers_key(self) -> str:
        """The hash of what the registers were made from."""
        row = self._connection.execute("SELECT key FROM sources WHERE name = ''").fetchone()
        return str(row[0]) if row else ""

    def put_registers(
        self, key: str, entries: Mapping[str, bytes], postings: StoredPostings
    ) -> None:
        """Put in the registers: the digests of their entries, and what they add."""
        self._connection.execute("DELETE FROM entries")
        self._connection.executemany("INSERT INTO entries VALUES (?, ?)", entries.items())
        self.put(REGISTERS, Source(_LAST, key), postings)

    def pointing_to(self, entries: Iterable[str]) -> set[str]:
        """Return the documents that point to one of these entries, by key."""
        found: set[str] = set()
        for key in entries:
            rows = self._connection.execute("SELECT source FROM links WHERE entry = ?", (key,))
            found.update(name for (name,) in rows)
        return found

    def touched(self) -> Iterator[tuple[IndexName, str, list[Posting]]]:
        """Yield the headings whose postings have changed, with all their postings in order.

        A heading without postings is gone.
        """
        for statement in _INDEXES.split(";"):
            self._connection.execute(statement)
        if self._fresh:
            rows = self._connection.execute(
                "SELECT idx, heading, data FROM postings ORDER BY idx, heading, position"
            )
            for (index, heading), same in groupby(rows, key=lambda row: (row[0], row[1])):
                yield _NAMES[index], heading, [unpacked(row[2]) for row in same]
            return
        for index, heading in sorted(self._touched):
            found = self._connection.execute(
                "SELECT data FROM postings WHERE idx = ? AND heading = ? ORDER BY position",
                (index, heading),
            )
            yield _NAMES[index], heading, [unpacked(data) for (data,) in found]

    def keep_headings(self, headings: Iterable[tuple[IndexName, StoredHeading]]) -> None:
        """Keep headings, each in the place of the one that was there."""
        self._connection.executemany(
            f"INSERT INTO headings VALUES ({', '.join('?' * 9)})",  # noqa: S608
            ((_NUMBERS[name], *heading) for name, heading in headings),
        )

    def drop_heading(self, name: IndexName, heading: str) -> None:
        """Forget a heading, if it is known."""
        self._connection.execute(
            "DELETE FROM headings WHERE idx = ? AND heading = ?", (_NUMBERS[name], heading)
        )

    def headings(self, name: IndexName) -> Iterator[StoredHeading]:
        """Return the headings of an index in their order, without their JSON."""
        rows = self._connection.execute(
            "SELECT heading, section, section_label, place, lines, counts, digest, '' "
            "FROM headings WHERE idx = ? ORDER BY place",
            (_NUMBERS[name],),
        )
        return map(StoredHeading._make, rows)

    def json_of(self, name: IndexName, headings: Iterable[str] | None = None) -> Iterator[str]:
        """Yield the JSON of headings, or of all of an index in their order."""
        number = _NUMBERS[name]
        if headings is None:
            for (found,) in self._connection.execute(
                "SELECT json FROM headings WHERE idx = ? ORDER BY place", (number,)
            ):
                yield found
            return
        for heading in headings:
            for (found,) in self._connection.execute(
                "SELECT json FROM headings WHERE idx = ? AND heading = ?", (number, heading)
            ):
                yield found

    @property
    def files(self) -> WrittenFiles:
        """The files that builds write, which are kept with the state."""
        return WrittenFiles(self._connection)

    @property
    def draft(self) -> str:
        """The stamp of the file in which the previous build wrote the database; may be empty."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = 'draft'").fetchone()
        return str(row[0]) if row else ""

    def commit(self, stamp: str, draft: str = "") -> None:
        """Keep all that was done, for a run that finds the same ``stamp`` again.

        ``draft`` is the stamp of the file in which the database was written, if that is kept.
        """
        marks = (("stamp", stamp), ("draft", draft))
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", marks)
        self._connection.commit()
        self._fresh = False
        self._touched.clear()

    def close(self) -> None:
        """Forget what was not committed, and close."""
        self._connection.close()

    def _take_out(self, name: str, position: str, rows: Mapping[tuple[int, str], bytes]) -> None:
        """Take out a document, and note the headings that become others by ``rows`` instead."""
        run = self._connection.execute
        before = {
            (index, heading): (where, data)
            for index, heading, where, data in run(
                "SELECT idx, heading, position, data FROM postings WHERE source = ?", (name,)
            )
        }
        self._touched.update(
            key
            for key in before.keys() | rows.keys()
            if before.get(key) != (position, rows.get(key))
        )
        for table, column in (("postings", "source"), ("links", "source"), ("sources", "name")):
            run(f"DELETE FROM {table} WHERE {column} = ?", (name,))  # noqa: S608


def open_state(path: Path | None, token: str, stamp: str) -> State:
    """Open the state in a file, made anew where it is another's, damaged, or not there.

    ``token`` stands for all that the whole state depends on: the program, the language. ``stamp``
    is that of the database that was written with it. Without a path, or where the file cannot be
    written, the state is a passing one.
    """
    marks = {"token": token, "version": _VERSION}
    opened = open_state_file(
        path, _TABLES + files.TABLES, marks, wanted={"stamp": stamp}, cache_kib=16_000
    )
    return State(opened.connection, fresh=opened.fresh)
