"""The search of a site: data files for ``assets/search/``, which need no server.

Every file is a script, a call with JSON, because a page that is opened from a disk may load
nothing else. Below ``search/``:

* ``index.js``: how documents are spread, what they are sorted by, where which word is;
* ``w/BUCKET-N.js``: words and marks with their places (:mod:`.postings`, :mod:`.state`);
* ``b/BLOCK.js``: titles of documents, by block;
* ``t/FOLDER/ID-N.js``: pieces of a document's text, for contexts (:func:`.folder_of`);
* ``names.js``: the register entries that can be filtered by; ``texts.js``: the texts.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol

from editio.edition.siteplan import folder_of
from editio.publish.inert import inert
from editio.publish.search.postings import entry_of
from editio.publish.search.state import Block, Bucket, open_state

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from editio.edition.model import Entry, Kind
    from editio.publish.search.postings import DocumentPostings
    from editio.publish.search.state import SearchState

#: Over how many folders the pieces of texts are spread.
_FOLDERS = 256

#: About how many characters a file of words has; a word with more has a file of its own.
FILE_SIZE = 24_000


class Files(Protocol):
    """Where the files of a site go."""

    def __call__(self, path: str, key: str, make: Callable[[], str]) -> object:
        """Write the file at ``path`` in the site, ``make()``, unless the one there has this key.

        The key stands for all that the file is made from; an empty one is always written.
        """


class Search(Protocol):
    """An index for full-text search: what a build tells it, and what it writes."""

    def add(self, name: str, key: str, load: Callable[[], DocumentPostings]) -> None:
        """Take in a document; ``key`` stands for what ``load()`` returns, empty for nothing."""

    def finish(self, entries: Collection[Entry], key: str = "") -> SearchSummary:
        """Write the files, when all documents are in; ``key`` stands for ``entries``, if known."""


@dataclass(frozen=True, slots=True)
class SearchSummary:
    """What the search page is made from: the values of filters, each with its number of texts."""

    documents: int = 0
    decades: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    entries: tuple[Kind, ...] = ()


class _Document:
    """A document that is looked at only where it must be."""

    def __init__(self, load: Callable[[], DocumentPostings]) -> None:
        self._load = load

    @cached_property
    def postings(self) -> DocumentPostings:
        """What it adds to the search."""
        return self._load()

    def piece(self, number: int) -> str:
        """Return a piece of its text."""
        return self.postings.pieces[number]


class OwnSearch:
    """The index of Editio: per document what it adds, per block merged, per bucket written."""

    def __init__(self, state: SearchState, files: Files) -> None:
        self._state = state
        self._files = files
        self._known = state.known()
        self._seen: set[str] = set()

    def add(self, name: str, key: str, load: Callable[[], DocumentPostings]) -> None:
        """Take in a document."""
        self._seen.add(name)
        known = self._known.get(name)
        document = _Document(load)
        if known is not None and key and known.key == key:
            number = known.chunks
        else:
            self._state.put(name, key, document.postings)
            number = len(document.postings.chunks)
        folder = folder_of(name, _FOLDERS)
        for chunk in range(number):
            self._give(f"t/{folder}/{name}-{chunk}", key, partial(document.piece, chunk))

    def finish(self, entries: Collection[Entry], key: str = "") -> SearchSummary:
        """Write the files."""
        for name in self._known.keys() - self._seen:
            self._state.remove(name)
        self._state.merge()
        firsts, counts = self._write_words(), self._state.marks()
        metas = self._write_blocks()
        data = _json({"blocks": metas, "buckets": firsts})
        self._give("index", _digest(data), lambda: data)
        kinds = self._write_names(entries, key, counts)
        return SearchSummary(
            documents=sum(len(meta) // 6 for meta in metas),
            decades=_of_kind(counts, "=d"),
            languages=_of_kind(counts, "=l"),
            kinds=_of_kind(counts, "=k"),
            entries=kinds,
        )

    def _write_words(self) -> dict[str, list[str]]:
        """Write the words; return the first words of each bucket's files but the first."""
        firsts: dict[str, list[str]] = {}
        for bucket, known in self._state.buckets():
            packed: list[str] = []
            if known is None:
                files = list(_packed(self._state.terms(bucket)))
                packed += map(_json, files)
                made = Bucket([next(iter(file)) for file in files], list(map(_digest, packed)))
                self._state.keep_bucket(bucket, made)
            else:
                made = known
            firsts[bucket] = made.firsts[1:]
            for number, digest in enumerate(made.digests):
                make = partial(self._words, bucket, packed, number)
                self._give(f"w/{_hex(bucket)}-{number}", digest, make)
        return firsts

    def _words(self, bucket: str, packed: list[str], number: int) -> str:
        """Return one file of a bucket; what is missing in the site, though known, is read here."""
        if not packed:
            packed += map(_json, _packed(self._state.terms(bucket)))
        return packed[number]

    def _write_blocks(self) -> list[str]:
        """Write the titles, block by block, and those of all texts.

        Returns what the documents of each block are sorted by.
        """
        made = [self._block(block) for block in range(self._state.blocks)]
        for block, known in enumerate(made):
            self._give(f"b/{block}", known.digest, partial(self._rows, block))
        self._give("texts", _digest("".join(item.titles for item in made)), self._all_titles)
        return [item.metas for item in made]

    def _block(self, block: int) -> Block:
        """Return what is made from a block, from which its documents are read only if need be."""
        known = self._state.block(block)
        if known is None:
            metas = "".join(meta or "A" * 6 for _, _, meta, _ in self._state.documents(block))
            titles = _digest(_json(list(self._titles(block))))
            known = Block(_digest(self._rows(block)), metas, titles)
            self._state.keep_block(block, known)
        return known

    def _rows(self, block: int) -> str:
        """Return what results show of the documents of a block, as JSON."""
        rows = self._state.documents(block)
        return _json(
            [[name, *json.loads(head), json.loads(chunks)] for name, head, _, chunks in rows]
        )

    def _titles(self, block: int) -> Iterator[tuple[str, str]]:
        """Yield the texts of a block with their titles."""
        for name, head, meta, _ in self._state.documents(block):
            if meta:
                yield name, json.loads(head)[0]

    def _all_titles(self) -> str:
        rows = [row for block in range(self._state.blocks) for row in self._titles(block)]
        return _json(sorted(rows, key=lambda row: (row[1], row[0])))

    def _write_names(
        self, entries: Collection[Entry], key: str, marks: Mapping[str, int]
    ) -> tuple[Kind, ...]:
        """Write the entries that are mentioned, to be filtered by; return their kinds."""
        mentioned = {name: number for mark, number in marks.items() if (name := entry_of(mark))}
        found = [entry for entry in entries if entry.key in mentioned]
        names = partial(_names, found, mentioned)
        self._give("names", _digest(f"{key}{mentioned}" if key else names()), names)
        return tuple(sorted({item.kind for item in found}))

    def _give(self, path: str, key: str, make: Callable[[], str]) -> None:
        self._files(
            f"search/{path}.js",
            key,
            lambda: f"editio.give({inert(_json(path))},{inert(make())});\n",
        )


class SearchWork:
    """What the search of an edition is made from, while a build is on."""

    def __init__(self, state: SearchState) -> None:
        self._state = state

    def into(self, files: Files) -> Search:
        """Return what takes in documents and writes with ``files``."""
        return OwnSearch(self._state, files)


@contextmanager
def open_search(cache: Path | None, token: str) -> Iterator[SearchWork]:
    """Go on from what the previous build knew, or start anew; kept when the block ends normally.

    ``token`` stands for the program, ``cache`` is a folder.
    """
    state = open_state(cache / "search.sqlite" if cache else None, token)
    try:
        yield SearchWork(state)
        state.commit()
    finally:
        state.close()


def _names(entries: Iterable[Entry], mentioned: Mapping[str, int]) -> str:
    """Return what filters show of entries, each with the number of texts that mention it."""
    return _json(
        [
            [item.kind.value, item.key, item.heading, item.dates, mentioned[item.key]]
            for item in sorted(entries, key=lambda item: (item.sort_as or item.heading, item.key))
        ]
    )


def _packed(terms: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the words of a bucket in files of about :data:`FILE_SIZE`."""
    file: dict[str, str] = {}
    size = 0
    for word, places in terms.items():
        more = len(word) + len(places)
        if file and size + more > FILE_SIZE:
            yield file
            file, size = {}, 0
        file[word] = places
        size += more
    if file:
        yield file


def _of_kind(marks: Mapping[str, int], kind: str) -> tuple[tuple[str, int], ...]:
    return tuple((mark[2:], number) for mark, number in marks.items() if mark.startswith(kind))


def _hex(bucket: str) -> str:
    """Return a name for a bucket that any disk and any server takes."""
    return "-".join(f"{ord(character):x}" for character in bucket)


def _digest(data: str) -> str:
    return hashlib.blake2b(data.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
