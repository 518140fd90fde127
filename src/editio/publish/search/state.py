"""What search knows of the documents, on disk: their terms, and blocks of about 48 merged.

One SQLite file, private to Editio. A document belongs to a block by a hash of its name, so that to
add or remove one changes one block and no numbers but those in it. The number of blocks doubles as
the edition grows.

What a search file holds is merged from the blocks by *bucket*: the words with the same first two
letters. A bucket whose blocks are as they were is not read.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from editio.publish.search.coding import encode
from editio.publish.search.postings import bucket_of, marks_in
from editio.publish.states import open_state_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from editio.publish.search.postings import DocumentPostings

#: Grows when the tables or what is in them changes; a state of another version is thrown away.
_VERSION = "2"
#: How many documents a block has, about, when the number of blocks doubles.
_BLOCK = 64

_TABLES = """
CREATE TABLE documents (
  name TEXT PRIMARY KEY, key TEXT NOT NULL, block INTEGER NOT NULL, head TEXT NOT NULL,
  meta TEXT NOT NULL, chunks TEXT NOT NULL, terms TEXT NOT NULL
);
CREATE INDEX documents_by_block ON documents(block, name);
CREATE TABLE blocks (
  bucket TEXT NOT NULL, block INTEGER NOT NULL, digest BLOB NOT NULL, terms TEXT NOT NULL,
  PRIMARY KEY (bucket, block)
) WITHOUT ROWID;
CREATE TABLE marks (
  block INTEGER NOT NULL, mark TEXT NOT NULL, documents INTEGER NOT NULL, PRIMARY KEY (block, mark)
) WITHOUT ROWID;
CREATE TABLE buckets (bucket TEXT PRIMARY KEY, key TEXT NOT NULL, files TEXT NOT NULL);
"""


class Known(NamedTuple):
    """A document that is in: the key of the result that it is from, and how many pieces of text."""

    key: str
    chunks: int


class Bucket(NamedTuple):
    """The first words of a bucket's files, and a hash of each file."""

    firsts: list[str]
    digests: list[str]


class SearchState:
    """The documents and blocks of one edition."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._dirty: set[int] = set()
        self._blocks = int(self._meta("blocks") or 1)

    @property
    def blocks(self) -> int:
        """How many blocks there are: a power of two."""
        return self._blocks

    def known(self) -> dict[str, Known]:
        """Return the documents that are in, by name."""
        rows = self._connection.execute("SELECT name, key, chunks FROM documents")
        return {name: Known(key, len(json.loads(chunks))) for name, key, chunks in rows}

    def put(self, name: str, key: str, postings: DocumentPostings) -> None:
        """Put in a document in the place of what it was."""
        block = block_of(name, self._blocks)
        self._dirty.add(block)
        self._connection.execute(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                key,
                block,
                json.dumps(postings.head, ensure_ascii=False),
                postings.meta,
                json.dumps(postings.chunks),
                postings.terms,
            ),
        )

    def remove(self, name: str) -> None:
        """Take out a document."""
        self._dirty.add(block_of(name, self._blocks))
        self._connection.execute("DELETE FROM documents WHERE name = ?", (name,))

    def merge(self) -> None:
        """Bring the blocks up to date, when all documents are in."""
        run = self._connection.execute
        (count,) = run("SELECT count(*) FROM documents").fetchone()
        blocks = 1
        while count > blocks * _BLOCK:
            blocks *= 2
        if blocks != self._blocks:
            self._spread(blocks)
        for block in sorted(self._dirty):
            self._merge(block)
        self._dirty.clear()
        run("INSERT OR REPLACE INTO meta VALUES ('blocks', ?)", (str(blocks),))

    def documents(self, block: int) -> Iterator[tuple[str, str, str, str]]:
        """Yield name, head (JSON), meta and chunks (JSON) of a block's documents, in its order."""
        yield from self._connection.execute(
            "SELECT name, head, meta, chunks FROM documents WHERE block = ? ORDER BY name", (block,)
        )

    def buckets(self) -> Iterator[tuple[str, str]]:
        """Yield the buckets in their order, each with a hash of all that is in it."""
        rows = self._connection.execute(
            "SELECT bucket, block, digest FROM blocks ORDER BY bucket, block"
        )
        found: dict[str, hashlib.blake2b] = {}
        for bucket, block, digest in rows:
            known = found.setdefault(bucket, hashlib.blake2b(digest_size=16))
            known.update(b"%d " % block + digest)
        yield from ((bucket, digest.hexdigest()) for bucket, digest in found.items())

    def terms(self, bucket: str) -> dict[str, str]:
        """Return the words of a bucket in their order, with their places in all blocks.

        The places are those of blocks with a space between them, each with the block's number in
        front.
        """
        found: defaultdict[str, list[str]] = defaultdict(list)
        for block, lines in self._connection.execute(
            "SELECT block, terms FROM blocks WHERE bucket = ? ORDER BY block", (bucket,)
        ):
            flat = lines.replace("\t", f"\n{encode(block)}").split("\n")
            for word, places in zip(flat[::2], flat[1::2], strict=True):
                found[word].append(places)
        return {word: " ".join(found[word]) for word in sorted(found)}

    def marks(self) -> dict[str, int]:
        """Return the marks in their order, each with the number of documents that have it."""
        return dict(
            self._connection.execute(
                "SELECT mark, sum(documents) FROM marks GROUP BY mark ORDER BY mark"
            )
        )

    def bucket(self, bucket: str, key: str) -> Bucket | None:
        """Return what is known of a bucket, if it is what it was with this ``key``."""
        row = self._connection.execute(
            "SELECT files FROM buckets WHERE bucket = ? AND key = ?", (bucket, key)
        ).fetchone()
        return None if row is None else Bucket(*json.loads(row[0]))

    def keep_bucket(self, bucket: str, key: str, known: Bucket) -> None:
        """Keep what is known of a bucket."""
        self._connection.execute(
            "INSERT OR REPLACE INTO buckets VALUES (?, ?, ?)",
            (bucket, key, json.dumps(known, ensure_ascii=False)),
        )

    def commit(self) -> None:
        """Keep all that was done."""
        self._connection.commit()

    def close(self) -> None:
        """Forget what was not committed, and close."""
        self._connection.close()

    def _meta(self, key: str) -> str:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def _spread(self, blocks: int) -> None:
        """Give all documents to another number of blocks."""
        run = self._connection.execute
        run("DELETE FROM blocks")
        run("DELETE FROM marks")
        names = [name for (name,) in run("SELECT name FROM documents")]
        self._connection.executemany(
            "UPDATE documents SET block = ? WHERE name = ?",
            ((block_of(name, blocks), name) for name in names),
        )
        self._blocks = blocks
        self._dirty = set(range(blocks))

    def _merge(self, block: int) -> None:
        """Put together a block from what its documents add."""
        words: defaultdict[str, str] = defaultdict(str)
        marks: Counter[str] = Counter()
        rows = self._connection.execute(
            "SELECT terms FROM documents WHERE block = ? ORDER BY name", (block,)
        )
        for number, (terms,) in enumerate(rows):
            own = encode(number)
            lines = terms.split("\n") if terms else []
            for line in lines:
                word, _, places = line.partition("\t")
                words[word] += own + places
            marks.update(marks_in(lines))
        self._keep_words(block, words)
        self._keep_marks(block, marks)

    def _keep_words(self, block: int, words: Mapping[str, str]) -> None:
        """Keep the words of a block, with their places, where they are not what they were."""
        before = dict(
            self._connection.execute("SELECT bucket, digest FROM blocks WHERE block = ?", (block,))
        )
        changed = []
        for bucket, found in groupby(sorted(words), key=bucket_of):
            text = "\n".join([f"{word}\t{words[word]}" for word in found])
            digest = hashlib.blake2b(text.encode(), digest_size=12).digest()
            if before.pop(bucket, None) != digest:
                changed.append((bucket, block, digest, text))
        self._connection.executemany("INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?)", changed)
        self._connection.executemany(
            "DELETE FROM blocks WHERE bucket = ? AND block = ?",
            ((bucket, block) for bucket in before),
        )

    def _keep_marks(self, block: int, marks: Mapping[str, int]) -> None:
        self._connection.execute("DELETE FROM marks WHERE block = ?", (block,))
        self._connection.executemany(
            "INSERT INTO marks VALUES (?, ?, ?)",
            ((block, mark, number) for mark, number in marks.items()),
        )


def block_of(name: str, blocks: int) -> int:
    """Return the block of a document by its name."""
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") % blocks


def open_state(path: Path | None, token: str) -> SearchState:
    """Open the state in a file, made anew where it is another's, damaged, or not there.

    ``token`` stands for the program. Without a path, or where the file cannot be written, the
    state is a passing one, also on disk.
    """
    marks = {"token": token, "version": _VERSION}
    return SearchState(open_state_file(path, _TABLES, marks).connection)
