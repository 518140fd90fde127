"""What search knows of the documents, on disk: their terms, and blocks of about 48 merged.

One SQLite file, private to Editio. A document belongs to a block by a hash of its name, so that to
add or remove one changes one block and no numbers but those in it. The number of blocks doubles as
the edition grows.

What a search file holds is merged from the blocks by *bucket*: the words with the same first two
letters. A document that changes concerns the buckets of those of its words that stand elsewhere
now; all others are not read.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from editio.publish.search.coding import encode
from editio.publish.search.postings import bucket_of, marks_in
from editio.publish.states import open_state_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.publish.search.postings import DocumentPostings

#: Grows when the tables or what is in them changes; a state of another version is thrown away.
_VERSION = "3"
#: How many documents a block has, about, when the number of blocks doubles.
_BLOCK = 64

_TABLES = """
CREATE TABLE documents (
  name TEXT PRIMARY KEY, key TEXT NOT NULL, block INTEGER NOT NULL, head TEXT NOT NULL,
  meta TEXT NOT NULL, pieces INTEGER NOT NULL, chunks TEXT NOT NULL, terms TEXT NOT NULL
);
CREATE INDEX documents_by_block ON documents(block, name);
CREATE TABLE blocks (
  block INTEGER NOT NULL, bucket TEXT NOT NULL, digest BLOB NOT NULL, terms TEXT NOT NULL,
  PRIMARY KEY (block, bucket)
);
CREATE INDEX blocks_by_bucket ON blocks(bucket, block);
CREATE TABLE marks (
  block INTEGER NOT NULL, mark TEXT NOT NULL, documents INTEGER NOT NULL, PRIMARY KEY (block, mark)
) WITHOUT ROWID;
CREATE TABLE all_marks (mark TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE bucket_files (bucket TEXT PRIMARY KEY, files TEXT NOT NULL);
CREATE TABLE block_files (
  block INTEGER PRIMARY KEY, digest TEXT NOT NULL, metas TEXT NOT NULL, titles TEXT NOT NULL
);
"""


class Known(NamedTuple):
    """A document that is in: the key of the result that it is from, and how many pieces of text."""

    key: str
    chunks: int


class Bucket(NamedTuple):
    """The first words of a bucket's files, and a hash of each file."""

    firsts: list[str]
    digests: list[str]


class Block(NamedTuple):
    """What is made from a block's documents: hashes of its file and of titles, and the metas."""

    digest: str
    metas: str
    titles: str


class SearchState:
    """The documents and blocks of one edition."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        #: The blocks that are to be merged, each with the buckets that it concerns, or with None
        #: where that is all of them.
        self._dirty: dict[int, set[str] | None] = {}
        self._blocks = int(self._meta("blocks") or 1)

    @property
    def blocks(self) -> int:
        """How many blocks there are: a power of two."""
        return self._blocks

    def known(self) -> dict[str, Known]:
        """Return the documents that are in, by name."""
        rows = self._connection.execute("SELECT name, key, pieces FROM documents")
        return {name: Known(key, pieces) for name, key, pieces in rows}

    def put(self, name: str, key: str, postings: DocumentPostings) -> None:
        """Put in a document in the place of what it was."""
        run = self._connection.execute
        block = block_of(name, self._blocks)
        before = run("SELECT terms FROM documents WHERE name = ?", (name,)).fetchone()
        if before is None:
            self._dirty[block] = None  # its documents have other numbers in it
        elif (buckets := self._dirty.setdefault(block, set())) is not None:
            buckets.update(_changed(before[0], postings.terms))
        run(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                key,
                block,
                json.dumps(postings.head, ensure_ascii=False),
                postings.meta,
                len(postings.chunks),
                json.dumps(postings.chunks),
                postings.terms,
            ),
        )

    def remove(self, name: str) -> None:
        """Take out a document."""
        self._dirty[block_of(name, self._blocks)] = None
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
        for block, buckets in sorted(self._dirty.items()):
            self._merge(block, buckets)
            run("DELETE FROM block_files WHERE block = ?", (block,))
        self._dirty.clear()
        run("INSERT OR REPLACE INTO meta VALUES ('blocks', ?)", (str(blocks),))

    def documents(self, block: int) -> Iterator[tuple[str, str, str, str]]:
        """Yield name, head (JSON), meta and chunks (JSON) of a block's documents, in its order."""
        yield from self._connection.execute(
            "SELECT name, head, meta, chunks FROM documents WHERE block = ? ORDER BY name", (block,)
        )

    def block(self, block: int) -> Block | None:
        """Return what was made from a block, if nothing in it has changed since."""
        row = self._connection.execute(
            "SELECT digest, metas, titles FROM block_files WHERE block = ?", (block,)
        ).fetchone()
        return None if row is None else Block(*row)

    def keep_block(self, block: int, made: Block) -> None:
        """Keep what was made from a block."""
        self._connection.execute("INSERT INTO block_files VALUES (?, ?, ?, ?)", (block, *made))

    def buckets(self) -> list[tuple[str, Bucket | None]]:
        """Return the buckets in their order, with what was made from each that has not changed."""
        rows = self._connection.execute(
            "SELECT bucket, files FROM (SELECT DISTINCT bucket FROM blocks) "
            "LEFT JOIN bucket_files USING (bucket) ORDER BY bucket"
        )
        return [(bucket, Bucket(*json.loads(files)) if files else None) for bucket, files in rows]

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
        return dict(self._connection.execute("SELECT mark, documents FROM all_marks ORDER BY mark"))

    def keep_bucket(self, bucket: str, made: Bucket) -> None:
        """Keep what was made from a bucket."""
        self._connection.execute(
            "INSERT INTO bucket_files VALUES (?, ?)", (bucket, json.dumps(made, ensure_ascii=False))
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
        for table in ("blocks", "marks", "all_marks", "bucket_files", "block_files"):
            run(f"DELETE FROM {table}")  # noqa: S608  a name of ours
        names = [name for (name,) in run("SELECT name FROM documents")]
        self._connection.executemany(
            "UPDATE documents SET block = ? WHERE name = ?",
            ((block_of(name, blocks), name) for name in names),
        )
        self._blocks = blocks
        self._dirty = dict.fromkeys(range(blocks))

    def _merge(self, block: int, buckets: set[str] | None) -> None:
        """Put together a block from what its documents add: some buckets of it, or all."""
        words: defaultdict[str, str] = defaultdict(str)
        marks: Counter[str] = Counter()
        rows = self._connection.execute(
            "SELECT terms FROM documents WHERE block = ? ORDER BY name", (block,)
        )
        for number, (terms,) in enumerate(rows):
            own = encode(number)
            lines = terms.split("\n") if terms else []
            for line in lines if buckets is None else _lines_in(lines, buckets):
                word, _, places = line.partition("\t")
                words[word] += own + places
            marks.update(marks_in(lines))
        self._keep_words(block, words, buckets)
        self._keep_marks(block, marks)

    def _keep_words(
        self, block: int, words: Mapping[str, str], buckets: Collection[str] | None
    ) -> None:
        """Keep the words of a block, with their places, where they are not what they were."""
        before = self._digests(block, buckets)
        changed = []
        for bucket, found in groupby(sorted(words), key=bucket_of):
            text = "\n".join([f"{word}\t{words[word]}" for word in found])
            digest = hashlib.blake2b(text.encode(), digest_size=12).digest()
            if before.pop(bucket, None) != digest:
                changed.append((block, bucket, digest, text))
        run = self._connection.executemany
        run("INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?)", changed)
        gone = [(bucket,) for bucket in before]
        run(f"DELETE FROM blocks WHERE block = {block:d} AND bucket = ?", gone)  # noqa: S608
        changed_names = [(bucket,) for _, bucket, _, _ in changed]
        run("DELETE FROM bucket_files WHERE bucket = ?", [*gone, *changed_names])

    def _digests(self, block: int, buckets: Collection[str] | None) -> dict[str, bytes]:
        """Return the hashes of buckets of a block as they were."""
        known = "SELECT bucket, digest FROM blocks WHERE block = ?"
        if buckets is None:
            return dict(self._connection.execute(known, (block,)))
        one = f"{known} AND bucket = ?"
        rows = (self._connection.execute(one, (block, bucket)) for bucket in buckets)
        return dict(chain.from_iterable(rows))

    def _keep_marks(self, block: int, marks: Mapping[str, int]) -> None:
        """Keep how many documents of a block have each mark, and how many of all."""
        run = self._connection.executemany
        before: dict[str, int] = dict(
            self._connection.execute("SELECT mark, documents FROM marks WHERE block = ?", (block,))
        )
        changed = [mark for mark in before.keys() | marks if before.get(mark) != marks.get(mark)]
        more = [(mark, marks.get(mark, 0) - before.get(mark, 0)) for mark in changed]
        kept = [(block, mark, marks[mark]) for mark in changed if mark in marks]
        gone = [(block, mark) for mark in changed if mark not in marks]
        run("INSERT OR REPLACE INTO marks VALUES (?, ?, ?)", kept)
        run("DELETE FROM marks WHERE block = ? AND mark = ?", gone)
        run(
            "INSERT INTO all_marks VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET documents = documents + excluded.documents",
            more,
        )
        run("DELETE FROM all_marks WHERE mark = ? AND documents = 0", [(mark,) for mark, _ in more])


def _changed(before: str, after: str) -> set[str]:
    """Return the buckets of the lines that the terms of a document had or have, and not both."""
    lines = set(before.split("\n")) ^ set(after.split("\n"))
    return {bucket_of(line.partition("\t")[0]) for line in lines if line}


def _lines_in(lines: Sequence[str], buckets: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a document's terms, which are sorted, that are in some buckets."""
    for bucket in buckets:
        # One letter is the bucket of one word; a digit is that of all numbers that begin with it.
        begin = bucket if len(bucket) > 1 or bucket.isdecimal() else f"{bucket}\t"
        end = begin[:-1] + chr(ord(begin[-1]) + 1)
        yield from lines[bisect_left(lines, begin) : bisect_left(lines, end)]


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
