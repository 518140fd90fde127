"""The edition as one SQLite file, for whoever wants to ask it something.

What the tables and columns mean is told in ``docs/reference/sqlite.md``. The bytes of the file
depend on the content (and the SQLite library) alone: rows in a fixed order, no time, a vacuum.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from editio.edition.dates import day_number
from editio.edition.model import Kind
from editio.errors import PublishError
from editio.publish.index.context import Edition
from editio.publish.index.entities import Identified
from editio.publish.index.quotations import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentResult, Interval
    from editio.edition.registers import Registers
    from editio.publish.index.context import Occurrence
    from editio.publish.index.entities import Entity

#: Grows when a table or column changes its meaning or goes away.
SCHEMA_VERSION = 1

SCHEMA = """
CREATE TABLE meta (
  key TEXT PRIMARY KEY, value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, source TEXT NOT NULL, role TEXT NOT NULL,
  title TEXT NOT NULL, date TEXT NOT NULL, earliest TEXT, latest TEXT, language TEXT NOT NULL,
  source_description TEXT NOT NULL, licence TEXT NOT NULL
);
CREATE TABLE authors (
  document_id INTEGER NOT NULL REFERENCES documents(id), position INTEGER NOT NULL,
  name TEXT NOT NULL, PRIMARY KEY (document_id, position)
) WITHOUT ROWID;
CREATE TABLE units (
  id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents(id),
  unit TEXT NOT NULL, parent_id INTEGER REFERENCES units(id), kind TEXT NOT NULL,
  label TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (document_id, unit)
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
CREATE INDEX units_by_parent ON units(parent_id);
CREATE INDEX mentions_by_unit ON mentions(unit_id);
CREATE INDEX mention_entities_by_entity ON mention_entities(entity_id);
CREATE INDEX entity_names_by_name ON entity_names(name);
CREATE INDEX dates_by_day ON dates(earliest_day, latest_day);
CREATE VIRTUAL TABLE fulltext USING fts5(
  text, content='units', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
"""


def write_database(
    path: Path, results: Sequence[DocumentResult], registers: Registers, language: str = ""
) -> None:
    """Write the database of an edition to ``path``, which must not exist.

    Raises :class:`PublishError` where the file cannot be written.
    """
    edition = Edition.of(results, registers, language)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _Writer(connection, edition).write()
    except sqlite3.OperationalError as error:
        raise PublishError(
            f"{path} cannot be written: {error}", "check the space and the rights of the folder"
        ) from error


class _Writer:
    """Fills the tables in the order in which they refer to each other."""

    def __init__(self, connection: sqlite3.Connection, edition: Edition) -> None:
        self._connection = connection
        self._edition = edition
        self._documents: dict[str, int] = {}
        self._units: dict[tuple[str, str], int] = {}
        self._entities: dict[int, int] = {}
        self._entries: dict[str, int] = {}

    def write(self) -> None:
        run = self._connection.execute
        run("PRAGMA page_size = 4096")
        run("PRAGMA encoding = 'UTF-8'")
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run("PRAGMA foreign_keys = ON")
        self._connection.executescript(SCHEMA)
        run("BEGIN")
        self._fill("meta", self._meta())
        self._fill("documents", self._document_rows())
        self._fill("authors", self._author_rows())
        self._fill("units", self._unit_rows())
        identified = Identified.of(self._edition)
        self._fill("entities", self._entity_rows(identified.entities))
        self._fill("entity_names", self._name_rows(identified.entities))
        self._fill("identifiers", self._identifier_rows(identified.entities))
        self._write_mentions(identified)
        run("INSERT INTO fulltext(fulltext) VALUES ('rebuild')")
        run("INSERT INTO fulltext(fulltext) VALUES ('optimize')")
        run("COMMIT")
        run("VACUUM")

    def _fill(self, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
        columns = len(self._connection.execute(f"PRAGMA table_info({table})").fetchall())
        holes = ", ".join("?" * columns)
        self._connection.executemany(f"INSERT INTO {table} VALUES ({holes})", rows)  # noqa: S608

    def _meta(self) -> Iterator[tuple[str, str]]:
        yield "language", self._edition.collation.language
        yield "schema", str(SCHEMA_VERSION)

    def _document_rows(self) -> Iterator[tuple[Any, ...]]:
        for number, result in enumerate(self._edition.results, start=1):
            ref, metadata = result.ref, result.metadata
            self._documents[ref.id] = number
            yield (
                number,
                ref.id,
                ref.path,
                ref.role.value,
                metadata.title or ref.id,
                metadata.date_label,
                *_ends(metadata.date),
                metadata.language,
                metadata.source,
                metadata.licence,
            )

    def _author_rows(self) -> Iterator[tuple[Any, ...]]:
        for result in self._edition.results:
            document = self._documents[result.ref.id]
            for position, author in enumerate(result.metadata.authors, start=1):
                yield document, position, author

    def _unit_rows(self) -> Iterator[tuple[Any, ...]]:
        for result in self._edition.results:
            document = result.ref.id
            for unit in result.units:
                if (document, unit.id) in self._units:
                    continue
                number = len(self._units) + 1
                self._units[(document, unit.id)] = number
                parent = self._units.get((document, unit.parent))
                row = (self._documents[document], unit.id, parent, unit.kind, unit.label, unit.text)
                yield (number, *row)

    def _entity_rows(self, entities: Sequence[Entity]) -> Iterator[tuple[Any, ...]]:
        for number, entity in enumerate(entities, start=1):
            entry = entity.entry
            self._entities[id(entity)] = number
            if entry is not None:
                self._entries[entry.key] = number
            yield (
                number,
                entity.kind.value,
                entry.key if entry else None,
                entity.label,
                entry.author if entry else "",
                entry.dates if entry else "",
                *_ends(entry.interval if entry else None),
                entry.description if entry else "",
                *((entry.coordinates if entry else None) or (None, None)),
                self._documents.get(entry.document) if entry else None,
            )

    def _name_rows(self, entities: Sequence[Entity]) -> Iterator[tuple[Any, ...]]:
        for entity in entities:
            number = self._entities[id(entity)]
            names = {entity.label: "heading"}
            for form in entity.entry.forms if entity.entry else ():
                names.setdefault(form, "register")
            for form in sorted(entity.forms):
                names.setdefault(form, "text")
            for name, origin in names.items():
                yield number, name, origin

    def _identifier_rows(self, entities: Sequence[Entity]) -> Iterator[tuple[Any, ...]]:
        for entity in entities:
            number = self._entities[id(entity)]
            if entity.entry is not None:
                found = {item.value: item for item in entity.entry.identifiers}
                for item in found.values():
                    yield number, item.kind, item.value, item.url
            elif entity.uri:
                yield number, "", entity.uri, entity.uri

    def _write_mentions(self, identified: Identified) -> None:
        mentions: list[tuple[Any, ...]] = []
        pairs: list[tuple[int, int]] = []
        dates: list[tuple[Any, ...]] = []
        quotations: list[tuple[Any, ...]] = []
        for occurrence, entities in identified.occurrences:
            if occurrence.mention.kind is Kind.TERM and not entities:
                continue
            number = len(mentions) + 1
            mentions.append(self._mention(number, occurrence))
            pairs.extend((number, self._entities[id(entity)]) for entity in entities)
            if occurrence.mention.interval is not None:
                dates.append(_date(number, occurrence.mention.interval))
            if occurrence.mention.kind is Kind.QUOTATION:
                quotations.append(self._quotation(number, occurrence))
        self._fill("mentions", iter(mentions))
        self._fill("mention_entities", iter(dict.fromkeys(pairs)))
        self._fill("dates", iter(dates))
        self._fill("quotations", iter(quotations))

    def _mention(self, number: int, occurrence: Occurrence) -> tuple[Any, ...]:
        mention, document = occurrence.mention, occurrence.document.ref.id
        return (
            number,
            self._documents[document],
            self._units.get((document, mention.unit)),
            mention.kind.value,
            mention.form,
            mention.before,
            mention.after,
            mention.element,
            mention.subtype,
            " ".join(mention.pointers),
        )

    def _quotation(self, number: int, occurrence: Occurrence) -> tuple[Any, ...]:
        source = source_of(occurrence, self._edition)
        entry = source.entry if source is not None else None
        return (
            number,
            source.author if source is not None else "",
            source.work if source is not None else "",
            self._entries.get(entry.key) if entry is not None else None,
            occurrence.mention.locus,
        )


def _date(number: int, interval: Interval) -> tuple[Any, ...]:
    first, last = interval.earliest, interval.latest
    return (
        number,
        *_ends(interval),
        day_number(first) if first else None,
        day_number(last) if last else None,
        interval.calendar,
        interval.label,
        int(interval.certain),
    )


def _ends(interval: Interval | None) -> tuple[str | None, str | None]:
    if interval is None:
        return None, None
    return _iso(interval.earliest), _iso(interval.latest)


def _iso(day: tuple[int, int, int] | None) -> str | None:
    """A day in ISO 8601; years before 1 BC with a sign."""
    if day is None:
        return None
    year, month, dom = day
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{dom:02}"
