"""What waits on disk until it is needed, so that an edition of any size takes the same memory.

The classes keep a private SQLite database: small ones never leave the memory, larger ones go into
a temporary file, which SQLite removes when it is closed or when the process ends, however it ends.
It is closed when nobody has the object any more.
"""

from __future__ import annotations

import pickle
import sqlite3
import weakref
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from editio.errors import EditioError
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Record = TypeVar("Record")

#: What a database keeps in memory.
_CACHE_KIB = 2_000


class Spool(Generic[Record]):
    """Records in the order in which they came, each at a place: the number of a document."""

    def __init__(self) -> None:
        self._database = _opened(self, "CREATE TABLE records (place INTEGER, data BLOB)")
        self._count = 0

    def add(self, place: int, record: Record) -> None:
        """Put a record behind the others."""
        data = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
        with _room():
            self._database.execute("INSERT INTO records VALUES (?, ?)", (place, data))
        self._count += 1

    def __iter__(self) -> Iterator[tuple[int, Record]]:
        """Yield place and record, as they came."""
        yield from self._read("SELECT place, data FROM records ORDER BY rowid")

    def groups(self) -> Iterator[tuple[int, list[Record]]]:
        """Yield each place, the lowest first, with its records."""
        rows = self._read("SELECT place, data FROM records ORDER BY place, rowid")
        for place, group in groupby(rows, key=lambda row: row[0]):
            yield place, [record for _, record in group]

    def __len__(self) -> int:
        return self._count

    def _read(self, query: str) -> Iterator[tuple[int, Record]]:
        with _room():
            for place, data in self._database.execute(query):
                yield place, pickle.loads(data)  # noqa: S301  written by this very object


class Answers:
    """Whether files are there that were asked for, by their path; each once."""

    def __init__(self) -> None:
        self._database = _opened(
            self, "CREATE TABLE answers (path BLOB PRIMARY KEY, there INTEGER) WITHOUT ROWID"
        )

    def add(self, path: str, *, there: bool) -> None:
        """Take up an answer."""
        with _room():
            row = (_bytes(path), there)
            self._database.execute("INSERT OR IGNORE INTO answers VALUES (?, ?)", row)

    def parts(self, count: int) -> Iterator[list[tuple[str, bool]]]:
        """Yield the answers, so many at a time."""
        with _room():
            rows = self._database.execute("SELECT path, there FROM answers ORDER BY path")
            while some := rows.fetchmany(count):
                yield [(_text(path), bool(there)) for path, there in some]


def is_there(path: Path) -> bool:
    """Tell whether there is such a file."""
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have, or a folder that is closed
        return False


class SortedFindings:
    """Findings in the order of reports: by file and place, each only once.

    A file that several documents include has its findings in each of them: the first document in
    the order of ids counts.
    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._database = _opened(self, _FINDINGS)
        self.add(findings)

    def add(self, findings: Iterable[Finding]) -> None:
        """Put findings among the others."""
        for finding in findings:
            with _room():
                self._database.execute(_ADD, _row(finding))

    def __iter__(self) -> Iterator[Finding]:
        with _room():
            yield from map(_finding, self._database.execute(_ALL))

    def __len__(self) -> int:
        ((count,),) = self._database.execute("SELECT count(*) FROM findings")
        return int(count)


_FINDINGS = """CREATE TABLE findings (
  file BLOB, line INTEGER, col INTEGER, code BLOB, message BLOB,
  document BLOB, severity TEXT, hint BLOB, xpath BLOB,
  PRIMARY KEY (file, line, col, code, message)
) WITHOUT ROWID"""
_ADD = """INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET document = excluded.document, severity = excluded.severity,
  hint = excluded.hint, xpath = excluded.xpath
WHERE excluded.document < document"""
_ALL = "SELECT * FROM findings ORDER BY file, line, col, code, message"


def _row(finding: Finding) -> tuple[object, ...]:
    return (
        _bytes(finding.file),
        finding.line,
        finding.column,
        _bytes(finding.code),
        _bytes(finding.message),
        _bytes(finding.document),
        finding.severity.value,
        _bytes(finding.hint),
        _bytes(finding.xpath),
    )


def _finding(row: tuple[Any, ...]) -> Finding:
    file, line, column, code, message, document, severity, hint, xpath = row
    return Finding(
        code=_text(code),
        severity=Severity(severity),
        message=_text(message),
        hint=_text(hint),
        file=_text(file),
        line=line,
        column=column,
        xpath=_text(xpath),
        document=_text(document),
    )


# Names of files need not be Unicode. The bytes sort as the characters do.


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _opened(owner: object, table: str) -> sqlite3.Connection:
    # The last who has the owner may be another thread, which is to close it then.
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    weakref.finalize(owner, database.close)
    database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    database.execute("PRAGMA journal_mode = OFF")
    database.execute(table)
    # One transaction, never committed: nothing is to last.
    database.execute("BEGIN")
    return database


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise EditioError(
            f"there is no room for temporary files: {error}",
            "make some, or let TMPDIR name another folder",
        ) from error
