"""The full text index of the database, in blocks of documents, each a segment of its own.

FTS5 keeps an index in segments that follow from the order in which texts came and went. Here a
segment has the texts of the documents whose numbers begin with the same bits, and is made anew as
soon as one of them changes: so the index is the same however it was reached, and a change costs as
much as the texts of its block. A query looks at all segments.

The formats are those of SQLite ("SQLite FTS5 Extension", section 9, and its source): texts are
indexed in a table of its own, and what FTS5 made of them is put into the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.publish.index import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

#: Letters with their vowel signs and points make words: in Indic scripts, Hebrew, Arabic, Tibetan.
_TOKENIZER = "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\""
_TABLE = f"""
CREATE VIRTUAL TABLE fulltext USING fts5(
  text, content='units', content_rowid='id', {_TOKENIZER}
)
"""
#: Where the texts of one block are indexed.
_WORKSHOP = f"CREATE VIRTUAL TABLE temp.block USING fts5(text, content='', {_TOKENIZER})"
#: What is gathered there in memory before it is written, in bytes: mostly, all of a block.
_GATHERED = 16_000_000

#: The first bits of a document's number are those of its block.
_BLOCK_BITS = 6
_BLOCKS = range(1 << _BLOCK_BITS)
_ROWS = rows.first_row(1 << rows.DOCUMENT_BITS) >> _BLOCK_BITS

#: Rows of the table of data: the sums of all texts, the list of segments, and above that the pages
#: of segments by number; those below :data:`_LEAVES` are the leaves.
_SUMS_ROW, _SEGMENTS_ROW = 1, 10
_SEGMENT_SHIFT = 37
_LEAVES = 1 << 31


def block_of(number: int) -> int:
    """Return the block of a document, by its number."""
    return min(rows.first_row(number) // _ROWS, _BLOCKS[-1])


class FullText:
    """The index of a database that is being written. Units are as they are to be indexed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def create(self) -> None:
        """Make the table, for an index of nothing."""
        self._run(_TABLE)

    def renew(self, blocks: Iterable[int] = _BLOCKS) -> None:
        """Index the units of some blocks anew, in the place of what was known of them."""
        self._run("PRAGMA temp_store = MEMORY")
        self._run(_WORKSHOP)
        self._run("INSERT INTO block(block, rank) VALUES ('hashsize', ?)", (_GATHERED,))
        count, words = self._sums()
        for block in sorted(blocks):
            before = self._sizes(block)
            self._clear(block)
            self._fill(block)
            after = self._sizes(block)
            count, words = count + after[0] - before[0], words + after[1] - before[1]
        self._run("DROP TABLE temp.block")
        self._write(_SUMS_ROW, (count, words) if count else ())
        self._write(_SEGMENTS_ROW, self._segments(), prefix=bytes(4))

    def _clear(self, block: int) -> None:
        segment = block + 1
        pages = segment << _SEGMENT_SHIFT, ((segment + 1) << _SEGMENT_SHIFT) - 1
        self._run("DELETE FROM fulltext_data WHERE id BETWEEN ? AND ?", pages)
        self._run("DELETE FROM fulltext_idx WHERE segid = ?", (segment,))
        self._run("DELETE FROM fulltext_docsize WHERE id BETWEEN ? AND ?", _span(block))

    def _fill(self, block: int) -> None:
        self._run("INSERT INTO block(block) VALUES ('delete-all')")
        self._run(
            "INSERT INTO block(rowid, text) "
            "SELECT id, text FROM units WHERE id BETWEEN ? AND ? ORDER BY id",
            _span(block),
        )
        # Writes what is in memory, too.
        self._run("INSERT INTO block(block) VALUES ('optimize')")
        (made,) = self._run("SELECT max(segid) FROM temp.block_idx").fetchone()
        if made is not None:
            up = block + 1 - made
            self._run(
                "INSERT INTO fulltext_data SELECT id + ?, block FROM temp.block_data WHERE id >= ?",
                (up << _SEGMENT_SHIFT, 1 << _SEGMENT_SHIFT),
            )
            self._run(
                "INSERT INTO fulltext_idx SELECT segid + ?, term, pgno FROM temp.block_idx", (up,)
            )
            self._run("INSERT INTO fulltext_docsize SELECT id, sz FROM temp.block_docsize")

    def _sizes(self, block: int) -> tuple[int, int]:
        """Return how many texts a block has, and how many words are in them."""
        sizes = self._run(
            "SELECT sz, count(*) FROM fulltext_docsize WHERE id BETWEEN ? AND ? GROUP BY sz",
            _span(block),
        ).fetchall()
        words = sum(next(_numbers(size)) * count for size, count in sizes)
        return sum(count for _, count in sizes), words

    def _sums(self) -> tuple[int, int]:
        """Return how many texts there are, and how many words are in them."""
        row = self._run("SELECT block FROM fulltext_data WHERE id = ?", (_SUMS_ROW,)).fetchone()
        count, words = (*_numbers(row[0]), 0, 0)[:2]
        return count, words

    def _segments(self) -> list[int]:
        """Return the list of segments: one level, on which each has its first and its last page."""
        found = []
        for block in _BLOCKS:
            start = (block + 1) << _SEGMENT_SHIFT
            first, last = self._first_leaf(start), self._first_leaf(start, "DESC")
            if first is not None and last is not None:
                found.append((block + 1, first - start, last - start))
        if not found:
            return [0, 0, 0]
        return [1, len(found), 0, 0, len(found), *(number for item in found for number in item)]

    def _first_leaf(self, start: int, order: str = "ASC") -> int | None:
        """Return the row of the first leaf, or the last, of a segment with rows from ``start``."""
        row = self._run(
            f"SELECT id FROM fulltext_data WHERE id BETWEEN ? AND ? ORDER BY id {order} LIMIT 1",  # noqa: S608
            (start, start + _LEAVES - 1),
        ).fetchone()
        return None if row is None else int(row[0])

    def _write(self, row: int, numbers: Iterable[int], prefix: bytes = b"") -> None:
        data = prefix + b"".join(map(_varint, numbers))
        self._run("UPDATE fulltext_data SET block = ? WHERE id = ?", (data, row))


def _span(block: int) -> tuple[int, int]:
    """Return the first and the last number that a unit of a block may have."""
    last = block == _BLOCKS[-1]  # numbers of documents that collide may pass the end
    return block * _ROWS, (1 << 63) - 1 if last else (block + 1) * _ROWS - 1


def _numbers(data: bytes) -> Iterator[int]:
    value = 0
    for byte in data:
        value = (value << 7) | (byte & 0x7F)
        if not byte & 0x80:
            yield value
            value = 0


def _varint(value: int) -> bytes:
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append((value & 0x7F) | 0x80)
    return bytes(reversed(groups))
