"""Records on their way to another computer, where the edition lies in another folder.

Paths inside the edition travel relative to it; all else travels as it is.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from pathlib import Path, PosixPath, WindowsPath
from typing import Any


def dumps(value: object, root: Path | None) -> bytes:
    """Return ``value`` as bytes, its paths relative to ``root`` where they lie in it."""
    if root is None:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    target = io.BytesIO()
    _Packer(target, root).dump(value)
    return target.getvalue()


def loads(data: bytes, root: Path | None) -> Any:
    """Return what :func:`dumps` was given, in an edition that lies in ``root``."""
    if root is None:
        return pickle.loads(data)  # noqa: S301  from a process of the same run
    return _Unpacker(io.BytesIO(data), root).load()


def _inside(relative: str) -> Path:
    """Stand for a path inside the edition: the reader puts its own folder before it."""
    raise NotImplementedError


class _Packer(pickle.Pickler):
    def __init__(self, target: io.BytesIO, root: Path) -> None:
        super().__init__(target, pickle.HIGHEST_PROTOCOL)
        self._root = root
        self.dispatch_table = copyreg.dispatch_table.copy()
        self.dispatch_table[PosixPath] = self.dispatch_table[WindowsPath] = self._packed

    def _packed(self, path: Path) -> tuple[Any, ...]:
        if path.is_relative_to(self._root):
            return _inside, (path.relative_to(self._root).as_posix(),)
        return type(path), path.parts


class _Unpacker(pickle.Unpickler):
    def __init__(self, source: io.BytesIO, root: Path) -> None:
        super().__init__(source)
        self._root = root

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        return self._root.joinpath if found is _inside else found
