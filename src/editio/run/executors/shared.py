"""Where the workers of a cluster see the edition: in a shared folder, or in an object store.

In an object store, files lie under the hash of their bytes (``objects/…``), and a list of the
edition's files beside them (``editions/…``): what is there already is not sent again, by this
edition or by another, and nobody ever sees half of a change.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from editio.addresses import is_folder
from editio.errors import ConfigError, EditioError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Files that are sent or fetched at once, for stores that can do that.
_BATCH = 64
#: The folder of an edition that Editio writes.
_OUTPUT = "build"


class There(Protocol):
    """The edition as a worker finds it. It must pickle."""

    def fetched(self, folder: Path) -> Path | None:
        """Return where the edition is, got into ``folder`` if need be; ``None``: as in the run.

        Raises :class:`EditioError` if it is not there.
        """
        ...


class Place(Protocol):
    """The edition as the run finds it."""

    @property
    def root(self) -> Path | None:
        """Where it lies here, if not in the same folder as for the workers."""
        ...

    def there(self) -> There:
        """Return where the workers find it, sent there if need be. Raises :class:`EditioError`."""
        ...


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A folder that all computers see: under the same path, or as ``path``."""

    root: Path | None = None
    path: str = ""

    def there(self) -> SharedFolder:
        """Return itself: nothing is to be sent."""
        return self

    def fetched(self, folder: Path) -> Path | None:
        """Return the folder, if it is there."""
        if not self.path:
            return None
        if not is_folder(self.path):
            raise EditioError(
                f"the worker sees no folder {self.path}", "mount it there, or correct --shared"
            )
        return Path(self.path).resolve()


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A folder of an object store that fsspec knows, such as ``s3://bucket/editions``."""

    root: Path
    url: str

    def there(self) -> Stored:
        """Send what is not there yet. Raises :class:`EditioError` where that fails."""
        try:
            return self._sent()
        except OSError as error:
            raise EditioError(
                f"the edition cannot be sent to {self.url}: {error}",
                "correct --shared, and look whether you may write there",
            ) from error

    def _sent(self) -> Stored:
        store, base = _opened(self.url)
        for folder in ("objects", "editions"):
            store.makedirs(f"{base}/{folder}", exist_ok=True)
        paths = list(_files(self.root))
        known = {name.rpartition("/")[2] for name in store.find(f"{base}/objects")}
        listing: list[tuple[str, str, str]] = []
        for batch in _batches(paths):
            new: dict[str, bytes] = {}
            for path in batch:
                name = path.relative_to(self.root).as_posix()
                if path.is_symlink():
                    listing.append((name, "", str(path.readlink())))
                    continue
                data = path.read_bytes()
                content = hashlib.sha256(data).hexdigest()
                listing.append((name, content, ""))
                if content not in known:
                    known.add(content)
                    new[f"{base}/objects/{content}"] = data
            if new:
                store.pipe(new)
        data = json.dumps(sorted(listing)).encode()
        name = hashlib.sha256(data).hexdigest()
        store.pipe({f"{base}/editions/{name}": data})
        return Stored(self.url, name)


@dataclass(frozen=True, slots=True)
class Stored:
    """The files of an edition as they were when they were sent to a store."""

    url: str
    name: str

    def fetched(self, folder: Path) -> Path:
        """Get all files. Raises :class:`EditioError` where that fails."""
        try:
            return self._copied(folder)
        except (OSError, ValueError) as error:
            raise EditioError(
                f"the worker cannot get the edition from {self.url}: {error}",
                "look whether it may read there, and has space",
            ) from error

    def _copied(self, folder: Path) -> Path:
        store, base = _opened(self.url)
        root = folder.resolve()
        listing = json.loads(_verified(store.cat_file(f"{base}/editions/{self.name}"), self.name))
        for batch in _batches(listing):
            contents = {content for _, content, _ in batch if content}
            found = store.cat([f"{base}/objects/{content}" for content in contents])
            by_content = {path.rpartition("/")[2]: data for path, data in found.items()}
            for name, content, target in batch:
                path = root / name
                if not path.is_relative_to(root) or ".." in path.parts:
                    raise ValueError(f"{name} lies outside the edition")
                path.parent.mkdir(parents=True, exist_ok=True)
                if content:
                    path.write_bytes(_verified(by_content[content], content))
                else:
                    path.symlink_to(target)
        return root


def _verified(data: bytes, content: str) -> bytes:
    if hashlib.sha256(data).hexdigest() != content:
        raise ValueError(f"{content} is damaged")
    return data


def _opened(url: str) -> tuple[Any, str]:
    """Return a file system of fsspec and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ConfigError("fsspec is not installed", "pip install 'editio[cluster]'") from error
    try:
        store, base = url_to_fs(url)
    except (ImportError, ValueError) as error:  # a store that needs a package of its own
        raise ConfigError(
            f"--shared: {url} cannot be opened: {error}", "install what fsspec needs for it"
        ) from error
    return store, base.rstrip("/")


def _files(root: Path) -> Iterator[Path]:
    """Yield the files of an edition in a fixed order, without hidden ones and its output."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (name != _OUTPUT or Path(folder) != root)
        )
        here = Path(folder)
        yield from (here / name for name in folders if (here / name).is_symlink())
        for name in sorted(names):
            path = here / name
            if not name.startswith(".") and (path.is_symlink() or path.is_file()):
                yield path


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
