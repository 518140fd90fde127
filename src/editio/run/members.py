"""The documents of an edition by resolved path: whether a file that is included is one of them."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.edition.model import DocumentRef


class _Packed:
    """Strings as one, in UTF-8: a string by itself takes fifty bytes more."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("L", [0])

    def add(self, text: str) -> None:
        self._data += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._data))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def text(self, place: int) -> str:
        start, end = self._ends[place : place + 2]
        return self._data[start:end].decode("utf-8", "surrogatepass")


class Members(Mapping[Path, str]):
    """The id of each document by its resolved path.

    Every worker has them all, and few documents include others: so they are packed, and take a
    fifth of what a dictionary would. Paths are kept relative to the edition's folder: a worker on
    another computer may see it elsewhere.
    """

    def __init__(self, root: Path, refs: Iterable[DocumentRef]) -> None:
        self._root = root.resolve()
        self._paths, self._ids = _Packed(), _Packed()
        folders = lru_cache(maxsize=None)(self._resolved)
        names = {self._name_of(ref.path, folders): ref.id for ref in refs}
        for name in sorted(names):
            self._paths.add(name)
            self._ids.add(names[name])

    def _name_of(self, path: str, folders: Callable[[str], str]) -> str:
        """Return where a document lies without symbolic links; ``folders`` tells it of folders."""
        place = path.replace("/", os.sep)
        if os.path.islink(os.path.join(self._root, place)):  # noqa: PTH114, PTH118  for all documents
            return self._resolved(place)
        folder, _, name = place.rpartition(os.sep)
        there = folders(folder)
        return place if there == folder else os.path.join(there, name)  # noqa: PTH118

    def _resolved(self, place: str) -> str:
        there = self._name(os.path.realpath(os.path.join(self._root, place)))  # noqa: PTH118
        return "" if there == str(self._root) else there

    def _name(self, path: str) -> str:
        return path.removeprefix(f"{self._root}{os.sep}")

    def __getitem__(self, path: Path) -> str:
        text = self._name(str(path))
        place = bisect_left(range(len(self)), text, key=self._paths.text)
        if place == len(self) or self._paths.text(place) != text:
            raise KeyError(path)
        return self._ids.text(place)

    def __iter__(self) -> Iterator[Path]:
        return (self._root / self._paths.text(place) for place in range(len(self)))

    def __len__(self) -> int:
        return len(self._paths)
