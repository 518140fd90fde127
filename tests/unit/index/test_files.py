"""The indexes as JSON and SQLite: valid, whole, and the same bytes every time."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from editio.edition.model import Kind, Unit
from editio.edition.siteplan import PLAIN
from editio.errors import PublishError
from editio.publish.index import IndexName
from editio.publish.index.additions import Addition
from editio.publish.index.collation import Collation
from editio.publish.index.json_files import (
    checked_heading,
    documents_file,
    heading_of,
    index_pieces,
    locators_of,
)
from editio.publish.index.made import Made
from editio.publish.index.model import Heading, Locator
from editio.publish.index.packing import packed, unpacked
from editio.publish.index.parts import Part, Posting, Section
from editio.publish.index.rows import document as document_row
from editio.publish.index.sqlite import edit_database
from unit.index.conftest import day, document, mention
from unit.index.merged import build_indexes, merge_into

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.model import DocumentResult
    from editio.edition.registers import Registers
    from editio.publish.index.sqlite import Database

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs" / "reference" / "sqlite.md"
SCHEMAS = ROOT / "schemas" / "index"


@pytest.fixture
def results() -> list[DocumentResult]:
    return [
        document(
            mention(Kind.PERSON, "Ada", "#fern"),
            mention(Kind.PLACE, "Kew"),
            mention(Kind.DATE, "then", interval=day(1851, 5, 22)),
            mention(Kind.QUOTATION, "wax", sources=("#seals",), locus="2", element="quote"),
            links=(("#fern", "fern"), ("#seals", "seals")),
        ),
        document(name="two"),
    ]


@pytest.fixture
def database(tmp_path: Path, results: list[DocumentResult], registers: Registers) -> Path:
    merge_into(tmp_path / "edition.sqlite", results, registers, "en")
    return tmp_path / "edition.sqlite"


def test_every_index_follows_its_schema(
    tmp_path: Path, results: list[DocumentResult], registers: Registers
) -> None:
    files = merge_into(tmp_path / "edition.sqlite", results, registers, "en").files
    assert sorted(files) == sorted(f"index/{name.value}.json" for name in IndexName)
    persons = json.loads(files["index/persons.json"])
    heading = persons["groups"][0]["headings"][0]
    assert heading["entry"] == "fern"
    assert heading["locators"][0]["unit"] == "p1"


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_the_schemas_are_schemas_and_close_every_object(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    objects = [node for node in nodes(schema) if "properties" in node]
    assert objects
    assert all(set(node["required"]) == set(node["properties"]) for node in objects)
    assert all(node["additionalProperties"] is False for node in objects)


def nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from nodes(child)


def test_what_does_not_follow_its_schema_is_not_written(
    results: list[DocumentResult], registers: Registers
) -> None:
    (heading,) = build_indexes(results, registers, "en")[1].headings()
    with pytest.raises(PublishError, match="dates"):
        checked_heading(IndexName.PLACES, replace(heading, dates=None))  # type: ignore[arg-type]


def test_a_line_gives_its_heading_back() -> None:
    locator = Locator("one", "p1", "§ 1", "wax", before="of ", after=".", note="Bee", part=2)
    heading = Heading(id="wax", label="Wax", kind=Kind.WORK, locators=(locator,))
    line = checked_heading(IndexName.BIBLIOGRAPHY, heading)
    assert heading_of(line) == heading
    assert locators_of(line) == (locator,)


@pytest.mark.parametrize(("count", "group"), [(-1, "letter-a"), (0, "")])
def test_what_is_around_headings_is_checked_too(count: int, group: str) -> None:
    with pytest.raises(PublishError, match="follow its schema"):
        list(index_pieces(IndexName.PLACES, "en", count, [(group, "A", [])]))


def test_documents_are_listed_with_pages_and_findings(results: list[DocumentResult]) -> None:
    data = documents_file(
        [Made(result, 0, 0, rendered=result.ref.id == "one") for result in results], PLAIN
    )
    one, two = json.loads(data)["documents"]
    assert one["html"] == ["text/one.html"]
    assert one["text"] == "text/one.txt"
    assert one["findings"] == {"error": 0, "warning": 0, "info": 0}
    assert (two["html"], two["text"]) == ([], "")


def test_the_database_answers_questions(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = connection.execute(
            "SELECT u.unit FROM fulltext JOIN units u ON u.id = fulltext.rowid "
            "WHERE fulltext MATCH 'ol' ORDER BY u.id"
        ).fetchall()
        assert found == [("d1",), ("d1",)]
        mentions = connection.execute(
            "SELECT e.entry, e.heading, m.form FROM mentions m "
            "JOIN mention_entities ON mention_id = m.id JOIN entities e ON e.id = entity_id"
        ).fetchall()
        assert mentions == [("fern", "Fern, Ada", "Ada"), (None, "Kew", "Kew")]
        quoted = connection.execute("SELECT author, work, locus FROM quotations").fetchall()
        assert quoted == [("Fern, Ada", "The Book of Seals", "2")]
        assert connection.execute("SELECT earliest, earliest_day FROM dates").fetchall() == [
            ("1851-05-22", 2397265)
        ]


def test_the_same_edition_is_the_same_bytes(
    tmp_path: Path, database: Path, results: list[DocumentResult], registers: Registers
) -> None:
    merge_into(tmp_path / "again.sqlite", results, registers, "en")
    assert (tmp_path / "again.sqlite").read_bytes() == database.read_bytes()


def test_a_posting_comes_back_from_its_bytes() -> None:
    locator = Locator(document="one", unit="p1", label="§ 1", form="Kew", before="At ", part=2)
    inner = Part(Heading(id="in", label="1", kind=Kind.DATE, locators=(locator,)), order=(1, "a"))
    heading = Heading(
        id="kew",
        label="Kew",
        kind=Kind.PLACE,
        entry="kew",
        see=("garden",),
        forms=("Kue",),
        dates="1840",
        description="a garden",
        uris=("https://kew.example/",),
        coordinates=(51.5, -0.3),
        interval=day(1840, 3, 11),
        locators=(locator, locator),
    )
    part = Part(heading, (2,), (("Kew", 3),), "kew", own=True, children=(inner,))
    for section in (None, Section("k", "K", (1,))):
        posting = Posting(IndexName.PLACES, part, section)
        assert unpacked(packed(posting)) == posting


def test_a_long_text_that_is_changed_gives_the_same_bytes(
    tmp_path: Path, results: list[DocumentResult], registers: Registers
) -> None:
    # The places of "the" are more than a page of the full text index has room for.
    units = tuple(
        Unit(id=f"u{number}", kind="p", parent="d1", label="", text=f"the {number} of the rest")
        for number in range(2_000)
    )
    before, after = (replace(results[0], units=(*results[0].units, *more)) for more in ((), units))

    def put(database: Database, result: DocumentResult) -> None:
        addition = Addition.of(result, 7, registers.by_key, Collation("en"))
        database.put_document(document_row(7, 1, result), addition)

    for name, result in (("before", before), ("after", after)):
        with edit_database(tmp_path / f"{name}.draft", tmp_path / name) as database:
            database.create("en")
            put(database, result)
    shutil.copyfile(tmp_path / "before", tmp_path / "draft")
    with edit_database(tmp_path / "draft", tmp_path / "changed") as database:
        database.remove_document(7)
        put(database, after)
    assert (tmp_path / "changed").read_bytes() == (tmp_path / "after").read_bytes()


def test_every_table_and_column_is_described(database: Path) -> None:
    sections = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    described = {
        section.split("\n", 1)[0]: set(
            re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]*)\|", section, re.MULTILINE)))
        )
        for section in sections
    }
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' "
            "AND (name = 'fulltext' OR name NOT LIKE 'fulltext%')"
        ).fetchall()
        columns = {
            name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
            for (name,) in tables
        }
    assert described == columns
