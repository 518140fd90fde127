"""The hashes of the documents' bytes, without reading those that are as the last run saw them.

A file whose size, times and number are the same has the same bytes, as git takes it, too. One that
was written only just before it was looked at is read again the next time: what is written in the
same moment may leave the same traces.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left
from time import time_ns
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest, file_digest

if TYPE_CHECKING:
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.run.store import Store

#: What the system says of a file.
status_of = os.stat

#: A row is the mark of a file and the SHA-256 of its bytes.
_MARK = 16
_ROW = _MARK + 32
#: How long after a change the times of a file may stay as they are: some keep even seconds only.
_FRESH_NANOSECONDS = 3_000_000_000


class Contents:
    """The hashes, in a store. The rows are packed: ten thousand documents take half a megabyte."""

    def __init__(self, store: Store, root: Path) -> None:
        self._store = store
        self._root = str(root)
        self._key = digest("contents", self._root)
        data = store.get(self._key) or b""
        self._rows = data if len(data) % _ROW == 0 else b""
        self._used = bytearray(len(self._rows) // _ROW)
        self._new = bytearray()

    def of(self, ref: DocumentRef) -> str:
        """Return the SHA-256 of a document's bytes; empty if it cannot be read."""
        path = os.path.join(self._root, ref.path)  # noqa: PTH118  done for all documents
        mark, is_settled = trace_of(path)
        known = self._find(mark)
        if known:
            return known
        content = file_digest(path)
        if content and is_settled:
            self._new += mark + bytes.fromhex(content)
        return content

    def keep(self) -> None:
        """Remember what was seen, from now on and in the next run."""
        if not self._new:
            return
        new, rows = set(_parted(bytes(self._new))), _parted(self._rows)
        used = [row for row, is_used in zip(rows, self._used, strict=True) if is_used]
        # A run over some of the documents does not forget the others, until most rows are old.
        kept = used if len(rows) > 2 * (len(used) + len(new)) else rows
        self._rows = b"".join(sorted(new.union(kept)))
        self._used = bytearray(b"\1") * (len(self._rows) // _ROW)
        self._new.clear()
        self._store.put(self._key, self._rows)

    def _find(self, mark: bytes) -> str:
        count = len(self._used)
        place = bisect_left(range(count), mark, key=self._mark_at)
        if not mark or place == count or self._mark_at(place) != mark:
            return ""
        self._used[place] = True
        return self._rows[place * _ROW + _MARK : (place + 1) * _ROW].hex()

    def _mark_at(self, place: int) -> bytes:
        return self._rows[place * _ROW : place * _ROW + _MARK]


def _parted(rows: bytes) -> list[bytes]:
    return [rows[at : at + _ROW] for at in range(0, len(rows), _ROW)]


def trace_of(path: str | Path) -> tuple[bytes, bool]:
    """Return what tells whether a file changes, and whether it has been left alone for a while."""
    try:
        found = status_of(path)
    except (OSError, ValueError):
        return b"", False
    times = f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
    data = f"{path}\0{times}".encode("utf-8", "surrogatepass")
    last = max(found.st_mtime_ns, found.st_ctime_ns)
    is_settled = last < time_ns() - _FRESH_NANOSECONDS
    return hashlib.blake2b(data, digest_size=_MARK).digest(), is_settled
