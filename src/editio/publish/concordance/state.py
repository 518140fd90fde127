"""What concordances know of the texts, on disk: their words, and the lines that are wanted.

One SQLite file, private to Editio. Texts are kept, packed, so that what is wanted can change
without their being rendered again; a text is read for what is new, and for no more.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from editio.publish.concordance.model import Line
from editio.publish.concordance.reading import unpacked
from editio.publish.states import open_state_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from editio.publish.concordance.lines import Stretch
    from editio.publish.concordance.reading import Reading

#: Grows when the tables or what is in them changes; a state of another version is thrown away.
_VERSION = "2"

_TABLES = """
CREATE TABLE texts (
  name TEXT PRIMARY KEY, key TEXT NOT NULL, packed BLOB NOT NULL, counts TEXT NOT NULL
);
CREATE TABLE totals (word TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE lines (
  asked TEXT NOT NULL, text TEXT NOT NULL, count INTEGER NOT NULL, digest BLOB NOT NULL,
  forms TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (asked, text)
) WITHOUT ROWID;
CREATE INDEX lines_by_text ON lines(text);
"""


class Found(NamedTuple):
    """What one text has of one thing: the number of lines, a hash of them, the words as written."""

    text: str
    number: int
    digest: bytes
    forms: Counter[str]


class LineState:
    """The texts and lines of one edition."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keys(self) -> dict[str, str]:
        """Return the keys of the texts that are in, by name."""
        return dict(self._connection.execute("SELECT name, key FROM texts"))

    @property
    def asked(self) -> frozenset[str]:
        """What all texts that are in have been read for."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = 'asked'").fetchone()
        return frozenset(json.loads(row[0])) if row else frozenset()

    def keep_asked(self, asked: Iterable[str]) -> None:
        """Note what all texts have been read for, and forget the lines for anything else."""
        wanted = sorted(asked)
        for gone in self.asked.difference(wanted):
            self._connection.execute("DELETE FROM lines WHERE asked = ?", (gone,))
        self._connection.execute(
            "INSERT OR REPLACE INTO meta VALUES ('asked', ?)",
            (json.dumps(wanted, ensure_ascii=False),),
        )

    def put(self, name: str, key: str, reading: Reading) -> None:
        """Put in a text in the place of what it was; its lines are gone."""
        self.remove(name)
        row = (name, key, reading.packed, json.dumps(reading.counts, ensure_ascii=False))
        self._connection.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", row)

    def remove(self, name: str) -> None:
        """Take out a text with its lines."""
        self._connection.execute("DELETE FROM texts WHERE name = ?", (name,))
        self._connection.execute("DELETE FROM lines WHERE text = ?", (name,))

    def text(self, name: str) -> Sequence[Stretch]:
        """Return what is read as one in a text; nothing if the text is not in."""
        row = self._connection.execute("SELECT packed FROM texts WHERE name = ?", (name,))
        return next((unpacked(packed) for (packed,) in row), ())

    def counts(self, name: str) -> list[tuple[str, int]]:
        """Return how often a text that is in has words."""
        rows = self._connection.execute("SELECT counts FROM texts WHERE name = ?", (name,))
        return next((json.loads(counts) for (counts,) in rows), [])

    def keep_lines(self, asked: str, text: str, lines: Sequence[Line]) -> None:
        """Keep the lines of a text for one thing."""
        rows = [_row(line) for line in lines]
        data = json.dumps(rows, ensure_ascii=False)
        forms = json.dumps(Counter(line.keyword for line in lines), ensure_ascii=False)
        digest = hashlib.blake2b(data.encode(), digest_size=12).digest()
        self._connection.execute(
            "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)",
            (asked, text, len(lines), digest, forms, data),
        )

    def found(self, asked: str) -> Iterator[Found]:
        """Yield what the texts have of one thing, in no order."""
        for text, count, digest, forms in self._connection.execute(
            "SELECT text, count, digest, forms FROM lines WHERE asked = ?", (asked,)
        ):
            yield Found(text, count, digest, Counter(json.loads(forms)))

    def lines(self, asked: str, text: str) -> Iterator[Line]:
        """Yield the lines of a text for one thing, in their order."""
        for (data,) in self._connection.execute(
            "SELECT data FROM lines WHERE asked = ? AND text = ?", (asked, text)
        ):
            for line in json.loads(data):
                yield Line(text, *line)

    def count_words(self, changes: Counter[str]) -> None:
        """Add to the totals of words; negative numbers are taken away."""
        self._connection.executemany(
            "INSERT INTO totals VALUES (?, ?) "
            "ON CONFLICT (word) DO UPDATE SET count = count + excluded.count",
            (item for item in changes.items() if item[1]),
        )
        self._connection.execute("DELETE FROM totals WHERE count = 0")

    def most_frequent(self, number: int) -> list[str]:
        """Return the words with the highest totals, those first."""
        return [
            word
            for (word,) in self._connection.execute(
                "SELECT word FROM totals ORDER BY count DESC, word LIMIT ?", (number,)
            )
        ]

    def commit(self) -> None:
        """Keep all that was done."""
        self._connection.commit()

    def close(self) -> None:
        """Forget what was not committed, and close."""
        self._connection.close()


def _row(line: Line) -> tuple[str | int, ...]:
    return (line.unit, line.label, line.before, line.keyword, line.after, line.part)


def open_state(path: Path | None, token: str) -> LineState:
    """Open the state in a file, made anew where it is another's, damaged, or not there.

    ``token`` stands for all that the whole state depends on. Without a path, or where the file
    cannot be written, the state is a passing one, also on disk.
    """
    marks = {"token": token, "version": _VERSION}
    return LineState(open_state_file(path, _TABLES, marks).connection)
