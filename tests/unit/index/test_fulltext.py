"""The full text index: the same however it was reached, whole, and open to others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING

import pytest

from editio.publish.index import fulltext
from editio.publish.index.fulltext import FullText, block_of
from editio.publish.index.rows import DOCUMENT_BITS, first_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = ("kettle", "kettles", "Öl", "ol", "harbour", "the", "of", "x" * 400)
NUMBERS = [number << (DOCUMENT_BITS - 5) for number in range(32)]
SHADOWS = ("fulltext_data", "fulltext_idx", "fulltext_docsize", "fulltext_config")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(opened(tmp_path / "edition.sqlite")) as found:
        yield found


def opened(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE units (id INTEGER PRIMARY KEY, text TEXT)")
    FullText(connection).create()
    return connection


def reader(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Open the file again: what has written into the tables of FTS5 does not see it in them."""
    _, _, path = connection.execute("PRAGMA database_list").fetchone()
    return sqlite3.connect(path, isolation_level=None)


def put(connection: sqlite3.Connection, number: int, texts: list[str]) -> None:
    span = (first_row(number), first_row(number + 1) - 1)
    connection.execute("DELETE FROM units WHERE id BETWEEN ? AND ?", span)
    units = enumerate(texts, span[0] + 1)
    connection.executemany("INSERT INTO units VALUES (?, ?)", units)


def content(connection: sqlite3.Connection) -> list[object]:
    return [connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in SHADOWS]


def check(connection: sqlite3.Connection) -> None:
    """Have FTS5 compare the index with the texts."""
    with closing(reader(connection)) as other:
        other.execute("INSERT INTO fulltext(fulltext, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("gathered", [16_000_000, 500])
def test_it_is_the_same_however_it_was_reached(
    connection: sqlite3.Connection, gathered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "_GATHERED", gathered)
    random = Random(5)
    for _ in range(15):
        changed = random.sample(NUMBERS, 3)
        for number in changed:
            count = random.choice((0, 1, 3, 40))
            put(connection, number, [" ".join(random.choices(WORDS, k=9)) for _ in range(count)])
        FullText(connection).renew(map(block_of, changed))
        check(connection)
        with closing(opened(":memory:")) as clean:
            clean.executemany(
                "INSERT INTO units VALUES (?, ?)", connection.execute("SELECT * FROM units")
            )
            FullText(clean).renew()
            assert content(clean) == content(connection)


def test_it_finds_and_ranks_as_one_that_fts5_makes(connection: sqlite3.Connection) -> None:
    random = Random(6)
    for number in NUMBERS:
        put(connection, number, [" ".join(random.choices(WORDS, k=9)) for _ in range(5)])
    FullText(connection).renew()
    query = "SELECT rowid, rank FROM fulltext WHERE fulltext MATCH ? ORDER BY rank, rowid"
    queries = ("kettle*", "harbour AND öl", '"of the"', "harbour")
    with closing(reader(connection)) as other:
        found = [other.execute(query, (words,)).fetchall() for words in queries]
        assert all(found)
        other.execute("INSERT INTO fulltext(fulltext) VALUES ('rebuild')")
        assert [other.execute(query, (words,)).fetchall() for words in queries] == found


@pytest.mark.parametrize(
    ("text", "word"), [("एक किताब है", "किताब"), ("བོད་ཡིག", "བོད"), ("כָּתַב סֵפֶר", "סֵפֶר")]
)
def test_words_have_their_vowel_signs(connection: sqlite3.Connection, text: str, word: str) -> None:
    put(connection, 1, [text, word[:1]])
    FullText(connection).renew()
    query = "SELECT count(*) FROM fulltext WHERE fulltext MATCH ?"
    with closing(reader(connection)) as other:
        assert other.execute(query, (f'"{word}"',)).fetchone() == (1,)
        assert other.execute(query, (f'"{word[:1]}"',)).fetchone() == (1,)


def test_others_may_go_on_writing(connection: sqlite3.Connection) -> None:
    for number in NUMBERS:
        put(connection, number, ["kettle"])
    FullText(connection).renew()
    put(connection, 7, ["harbour"])
    insert = "INSERT INTO fulltext(rowid, text) SELECT id, text FROM units WHERE id = ?"
    with closing(reader(connection)) as other:
        other.execute(insert, (first_row(7) + 1,))
        check(other)
        other.execute("INSERT INTO fulltext(fulltext) VALUES ('optimize')")
        check(other)
        query = "SELECT count(*) FROM fulltext WHERE fulltext MATCH 'kettle'"
        assert other.execute(query).fetchone() == (len(NUMBERS),)


def test_every_document_has_a_block(connection: sqlite3.Connection) -> None:
    last = (1 << DOCUMENT_BITS) - 1
    assert (block_of(0), block_of(last)) == (0, 63)
    # Where two ids have one number, one of them has the next.
    put(connection, last + 1, ["kettle"])
    FullText(connection).renew([block_of(last + 1)])
    check(connection)
    put(connection, last + 1, [])
    FullText(connection).renew([block_of(last + 1)])
    with closing(opened(":memory:")) as empty:
        assert content(empty) == content(connection)
