"""The edition as one SQLite file, for whoever wants to ask it something.

What the tables and columns mean is told in ``docs/reference/sqlite.md``. The numbers of rows follow
from what they are (a document's id, an entity's), so that a change of one document touches its own
rows alone; and the bytes of a finished file depend on the content (and the SQLite library) alone,
in whatever steps it was made.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from editio.errors import PublishError
from editio.publish.index import rows
from editio.publish.index.canonical import write_canonical
from editio.publish.index.fulltext import FullText, block_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from editio.edition.model import Entry
    from editio.publish.index.additions import Addition
    from editio.publish.index.merge import Placed

#: Grows when a table or column changes its meaning or goes away.
SCHEMA_VERSION = 2

_TABLES = """
CREATE TABLE meta (
  key TEXT PRIMARY KEY, value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, position INTEGER NOT NULL, document TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL, role TEXT NOT NULL, title TEXT NOT NULL,
  date TEXT NOT NULL, earliest TEXT, latest TEXT, language TEXT NOT NULL,
  source_description TEXT NOT NULL, licence TEXT NOT NULL
);
CREATE TABLE authors (
  document_id INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL,
  name TEXT NOT NULL, PRIMARY KEY (document_id, position)
) WITHOUT ROWID;
CREATE TABLE units (
  id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents(id),
  unit TEXT NOT NULL, parent_id INTEGER REFERENCES units(id), kind TEXT NOT NULL,
  label TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE entities (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, entry TEXT UNIQUE, heading TEXT NOT NULL,
  author TEXT NOT NULL, dates TEXT NOT NULL, earliest TEXT, latest TEXT,
  description TEXT NOT NULL, latitude REAL, longitude REAL,
  register_id INTEGER REFERENCES documents(id)
);
CREATE TABLE entity_names (
  entity_id INTEGER NOT NULL REFERENCES entities(id), name TEXT NOT NULL, origin TEXT NOT NULL,
  PRIMARY KEY (entity_id, name)
) WITHOUT ROWID;
CREATE TABLE identifiers (
  entity_id INTEGER NOT NULL REFERENCES entities(id), kind TEXT NOT NULL, value TEXT NOT NULL,
  url TEXT NOT NULL, PRIMARY KEY (entity_id, value)
) WITHOUT ROWID;
CREATE TABLE mentions (
  id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents(id),
  unit_id INTEGER REFERENCES units(id), kind TEXT NOT NULL, form TEXT NOT NULL,
  before TEXT NOT NULL, after TEXT NOT NULL, element TEXT NOT NULL, subtype TEXT NOT NULL,
  pointers TEXT NOT NULL
);
CREATE TABLE mention_entities (
  mention_id INTEGER NOT NULL REFERENCES mentions(id),
  entity_id INTEGER NOT NULL REFERENCES entities(id), PRIMARY KEY (mention_id, entity_id)
) WITHOUT ROWID;
CREATE TABLE dates (
  mention_id INTEGER PRIMARY KEY REFERENCES mentions(id), earliest TEXT, latest TEXT,
  earliest_day INTEGER, latest_day INTEGER, calendar TEXT NOT NULL, label TEXT NOT NULL,
  certain INTEGER NOT NULL
);
CREATE TABLE quotations (
  mention_id INTEGER PRIMARY KEY REFERENCES mentions(id), author TEXT NOT NULL,
  work TEXT NOT NULL, work_id INTEGER REFERENCES entities(id), locus TEXT NOT NULL
);
"""
#: Made when the first rows are in, which is faster than to keep them up from the start.
_INDEXES = """
CREATE UNIQUE INDEX units_by_name ON units(document_id, unit);
CREATE INDEX units_by_parent ON units(parent_id);
CREATE INDEX mentions_by_unit ON mentions(unit_id);
CREATE INDEX mention_entities_by_entity ON mention_entities(entity_id);
CREATE INDEX entity_names_by_name ON entity_names(name);
CREATE INDEX dates_by_day ON dates(earliest_day, latest_day);
"""

#: The tables of a document's mentions, those that point to others first.
_BY_MENTION = (
    ("quotations", "mention_id"),
    ("dates", "mention_id"),
    ("mention_entities", "mention_id"),
    ("mentions", "id"),
)


class Database:
    """The database of an edition, while it is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._fulltext = FullText(connection)
        self._fresh = False
        #: The blocks of the full text index with documents that have come or gone.
        self._blocks: set[int] = set()

    def create(self, language: str) -> None:
        """Make the tables in an empty file. ``language`` is the edition's BCP 47 tag."""
        self._run_all(_TABLES)
        self._fresh = True
        self._insert("meta", [("language", language), ("schema", str(SCHEMA_VERSION))])

    def complete(self) -> None:
        """Index the rows, when all are in."""
        if self._fresh:
            self._run_all(_INDEXES)
            self._fulltext.create()
        self._fulltext.renew(self._blocks)

    def put_document(self, row: rows.Row, addition: Addition) -> None:
        """Write the rows of a document that is not there; ``row`` is its own."""
        number = int(row[0] or 0)
        self._insert("documents", [row])
        self._insert("authors", addition.authors)
        self._insert("units", addition.units)
        self._blocks.add(block_of(number))
        found = addition.mentions
        self._insert("mentions", found.mentions)
        self._insert("mention_entities", dict.fromkeys(found.entities))
        self._insert("dates", found.dates)
        self._insert("quotations", found.quotations)

    def remove_document(self, number: int) -> None:
        """Remove the rows of a document."""
        self._blocks.add(block_of(number))
        span = (rows.first_row(number), rows.first_row(number + 1) - 1)
        run = self._connection.execute
        for table, column in _BY_MENTION:
            run(f"DELETE FROM {table} WHERE {column} BETWEEN ? AND ?", span)  # noqa: S608
        run("DELETE FROM units WHERE id BETWEEN ? AND ?", span)
        run("DELETE FROM authors WHERE document_id = ?", (number,))
        run("DELETE FROM documents WHERE id = ?", (number,))

    def place(self, positions: Mapping[int, int]) -> None:
        """Say where the documents stand in the edition, by their numbers."""
        self._connection.executemany(
            "UPDATE documents SET position = ? WHERE id = ? AND position != ?",
            ((position, number, position) for number, position in positions.items()),
        )

    def put_entities(self, found: Iterable[tuple[Placed, Entry | None, int | None]]) -> None:
        """Write entities that are not there: each a heading, the entry and its document."""
        entities, names, identifiers = list[rows.Row](), list[rows.Row](), list[rows.Row]()
        for placed, entry, register in found:
            number = rows.entity_number(placed.heading.kind, placed.heading.id)
            entities.append(rows.entity(number, placed, entry, register))
            names.extend(rows.names(number, placed, entry))
            identifiers.extend(rows.identifiers(number, placed, entry))
        self._insert("entities", entities)
        self._insert("entity_names", names)
        self._insert("identifiers", identifiers)

    def remove_entity(self, number: int) -> None:
        """Remove an entity, if it is there."""
        run = self._connection.execute
        run("DELETE FROM identifiers WHERE entity_id = ?", (number,))
        run("DELETE FROM entity_names WHERE entity_id = ?", (number,))
        run("DELETE FROM entities WHERE id = ?", (number,))

    def _run_all(self, statements: str) -> None:
        # Not as a script, which would end the transaction.
        for statement in statements.split(";"):
            self._connection.execute(statement)

    def _insert(self, table: str, values: Any) -> None:
        values = list(values)
        if values:
            holes = ", ".join("?" * len(values[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({holes})", values)  # noqa: S608


@contextmanager
def edit_database(draft: Path, path: Path) -> Iterator[Database]:
    """Write into ``draft``, a new database or a copy of one that was finished before.

    When the block ends, the finished database is written to ``path``, where nothing may be yet.
    Raises :class:`PublishError` where a file cannot be written.
    """
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            run = connection.execute
            if sys.version_info >= (3, 12):
                # Some systems forbid by default to write into the tables of FTS5 (fulltext.py).
                connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, False)
            # Every build lays out all pages anew: few large ones take half the time of many.
            run("PRAGMA page_size = 16384")
            run("PRAGMA encoding = 'UTF-8'")
            run("PRAGMA journal_mode = OFF")
            run("PRAGMA synchronous = OFF")
            run("PRAGMA cache_size = -16000")
            run("BEGIN")
            database = Database(connection)
            yield database
            database.complete()
            run("COMMIT")
            write_canonical(connection, path)
    except sqlite3.OperationalError as error:
        raise PublishError(
            f"{path} cannot be written: {error}", "check the space and the rights of the folder"
        ) from error
