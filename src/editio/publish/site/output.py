"""Writing into ``build/``: everything beside the previous build, swapped in when it is whole.

This is the only code of Editio that writes into the output folder. A build is written into a
staging folder inside the target; when it is whole, its areas (:data:`AREAS`) take the places of the
previous ones (:mod:`editio.publish.site.swapping`). Until then the previous build stays as it was.
What a killed build left behind is finished if it was whole, and cleaned away if not.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from editio.errors import PublishError
from editio.publish.site.locking import locked
from editio.publish.site.swapping import finish, is_pending, publish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The folders of a build; the first part of every path that is written.
AREAS = ("site", "text", "index", "report")

_MARKER = ".editio"
_MARKER_TEXT = "Editio writes this folder and may replace everything in it.\n"
_STAGING = ".staging-"
_LOCK = ".lock"
_CACHE = ".cache"
_SCRATCH = ".scratch"
_README = "README.md"


class Output:
    """A build that is being written. Paths are relative, with ``/``: ``site/text/a.html``.

    Every method raises :class:`PublishError` for a path that leaves the build, that is not in one
    of the :data:`AREAS`, or that was written before (names that differ only in case count as one,
    because they are one file on many disks), and where the disk does not take the file.
    """

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        # Strings and not paths: links are made for every file of every build.
        self._base = os.fspath(staging) + os.sep
        self._previous = os.fspath(staging.parent) + os.sep
        #: Where runs may keep what helps the next one; no part of what is published.
        self.cache = staging.parent / _CACHE
        self._written: set[str] = set()
        self._folders: set[str] = set()

    def write_text(self, path: str, content: str) -> None:
        """Write a file as UTF-8, with the line ends of ``content``."""
        self.write_bytes(path, content.encode("utf-8"))

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write a file."""
        target = self.reserve(path)
        with _disk_errors(target):
            target.write_bytes(content)

    def write_pieces(self, path: str, pieces: Iterable[str]) -> None:
        """Write a file as UTF-8 from pieces, which are never in memory all at once."""
        target = self.reserve(path)
        with _disk_errors(target), target.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(pieces)

    def link(self, path: str, size: int, time: int) -> bool:
        """Put a file of the previous build in its place, if it has this size and time still.

        Both builds share the file until the previous one is gone; where the disk cannot do that,
        it is copied. Times are in nanoseconds.
        """
        source = self._previous + path
        try:
            found = os.stat(source)  # noqa: PTH116
        except OSError:
            return False
        if (found.st_size, found.st_mtime_ns) != (size, time):
            return False
        _put(source, self._reserved(path))
        return True

    def again(self, path: str, other: str) -> None:
        """Put a file of this build in a second place."""
        _put(self._base + checked_path(path), self._reserved(other))

    def stamp(self, path: str) -> tuple[int, int]:
        """Return size and time (in nanoseconds) of a file of this build."""
        found = os.stat(self._base + checked_path(path))  # noqa: PTH116
        return found.st_size, found.st_mtime_ns

    def previous(self, path: str) -> Path:
        """Return where a file of the previous build is, or would be."""
        return Path(self._previous + checked_path(path))

    def copy(self, source: Path, path: str) -> None:
        """Copy the bytes of a file (not its dates and rights)."""
        target = self.reserve(path)
        with _disk_errors(target):
            shutil.copyfile(source, target)

    def reserve(self, path: str) -> Path:
        """Return where to write ``path`` oneself, for what writes its own files (SQLite)."""
        return Path(self._reserved(path))

    def _reserved(self, path: str) -> str:
        checked_path(path)
        folded = path.casefold()
        if folded in self._written:
            raise PublishError(
                f"two pages or files of the edition want the name {path}",
                "rename one of the documents or entries that it is made from",
            )
        self._written.add(folded)
        self._make_folder(path.rpartition("/")[0])
        return self._base + path

    def scratch(self) -> Path:
        """Return a folder for what is needed only while the build is written."""
        self._make_folder(_SCRATCH)
        return self._staging / _SCRATCH

    def folder(self, area: str) -> Path:
        """Return where one of the :data:`AREAS` of this build lies while it is written."""
        return self._staging / area

    def written(self, area: str, suffix: str = "") -> Iterator[tuple[str, Path]]:
        """Yield what is in a folder of this build: its path in the build, and where it lies now.

        ``suffix`` chooses by the end of the name. Sorted by path.
        """
        base = self._staging / checked_path(f"{area}/_").rpartition("/")[0]
        for path in sorted(base.rglob(f"*{suffix}")):
            if path.is_file():
                yield path.relative_to(self._staging).as_posix(), path

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            path = self._staging / folder
            with _disk_errors(path):
                path.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)


def _put(source: str, target: str) -> None:
    """Give a file a second name; where the disk cannot do that, copy it."""
    try:
        os.link(source, target)
    except OSError:
        with _disk_errors(Path(target)):
            shutil.copy2(source, target)


@contextlib.contextmanager
def open_output(target: Path) -> Iterator[Output]:
    """Write a build into ``target`` (``build/``), which is made where it is missing.

    When the block ends normally, the new build takes the place of the old one; when an exception
    leaves it, nothing has happened to the old one. Raises :class:`PublishError` where the folder
    is not Editio's, cannot be written, or is being written by another build.
    """
    _claim(target)
    with _locked(target):
        _recover(target)
        with _disk_errors(target):
            staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=target))
        try:
            yield Output(staging)
            with _disk_errors(target):
                publish(staging, target, AREAS)
        finally:
            # Where the disk refused in the middle of publishing, this is all that there is.
            if not is_pending(staging):
                shutil.rmtree(staging, ignore_errors=True)


def checked_path(path: str) -> str:
    """Return ``path`` if it is one inside a build, or raise :class:`PublishError`.

    Ids of documents and keys of entries become names of files, and both come from documents: this
    is the place that guarantees that none of them leads outside.
    """
    parts = path.split("/")
    if len(parts) < 2 or parts[0] not in AREAS or any(not _is_name(part) for part in parts):
        raise PublishError(
            f"{path!r} cannot be the name of a file of the edition",
            "rename the document or entry that it is made from",
        )
    return path


_PLAIN = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,250}")


def _is_name(part: str) -> bool:
    if _PLAIN.fullmatch(part):
        return True
    return (
        0 < len(part.encode("utf-8", "replace")) <= 255
        and part[0] != "."
        and part.isprintable()
        and not set(part) & set('\\:*?"<>|')
    )


def _claim(target: Path) -> None:
    """Make sure that the folder is there and is Editio's; mark a new one."""
    with _disk_errors(target):
        target.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in target.iterdir()}
        if _MARKER not in names:
            if names - {_README}:
                raise PublishError(
                    f"{target} holds files that Editio did not write",
                    "empty the folder, or name another one for the build",
                )
            (target / _MARKER).write_text(_MARKER_TEXT, encoding="utf-8")


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        with _disk_errors(target):
            stack.enter_context(locked(target / _LOCK))
        yield


def _recover(target: Path) -> None:
    """Deal with what killed builds left: finish a whole one, clean the rest away."""
    with _disk_errors(target):
        for staging in sorted(target.glob(f"{_STAGING}*")):
            if is_pending(staging):
                finish(staging, target)
            shutil.rmtree(staging)


@contextlib.contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"{error.filename or path}: {error.strerror or error}",
            "check the rights and the free space of the output folder",
        ) from error
