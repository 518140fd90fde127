"""The documents of an edition by resolved path: whether a file that is included is one of them."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.edition.model import DocumentRef


class _Packed:
    """Strings as one, in UTF-8: a string by itself takes fifty bytes more."""

    def __init__(self, texts: list[str]) -> None:
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        self.count = len(texts)
        self._data = b"".join(encoded)
        self._ends = array("L", accumulate(map(len, encoded), initial=0))

    def text(self, place: int) -> str:
        start, end = self._ends[place : place + 2]
        return self._data[start:end].decode("utf-8", "surrogatepass")


def _resolved(path: str, folder: Callable[[str], str]) -> str:
    """Return a path without symbolic links. ``folder`` does it for folders, and remembers."""
    # Strings and not paths: this is done for all documents in every run.
    if os.path.islink(path):  # noqa: PTH114
        return os.path.realpath(path)
    head, name = os.path.split(path)
    return f"{folder(head)}{os.sep}{name}"


class Members(Mapping[Path, str]):
    """The id of each document by its resolved path.

    Every worker has them all, and few documents include others: so they are packed, and take a
    fifth of what a dictionary would. Paths are kept relative to the edition's folder: a worker on
    another computer may see it elsewhere.
    """

    def __init__(self, root: Path, refs: Iterable[DocumentRef]) -> None:
        folder = lru_cache(maxsize=None)(os.path.realpath)
        self._root = root.resolve()
        found = {self._name(_resolved(str(root / ref.path), folder)): ref.id for ref in refs}
        paths = sorted(found)
        self._paths = _Packed(paths)
        self._ids = _Packed([found[path] for path in paths])

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
        return self._paths.count
