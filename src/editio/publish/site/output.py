"""Writing into ``build/``: everything beside the previous build, swapped in when it is whole.

This is the only code of Editio that writes into the output folder. A build is written into a
staging folder inside the target; when it is whole, its areas (:data:`AREAS`) take the places of the
previous ones (:mod:`editio.publish.site.swapping`). Until then the previous build stays as it was.
What a killed build left behind is finished if it was whole, and cleaned away if not.

A build may start from a *spare*: the pages of an earlier build, whose files are those of the
published one by a second name, but for what has changed since. Then only that has to be put right.
No file of a spare is ever written into, because it may be the published one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from editio.edition.find import OUTPUT_MARK
from editio.errors import PublishError
from editio.publish.site.inside import AREAS, checked_path, is_plain
from editio.publish.site.locking import locked
from editio.publish.site.swapping import finish, is_pending, publish, retire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARKER_TEXT = "Editio writes this folder and may replace everything in it.\n"
_STAGING = ".staging-"
_SPARE = ".previous"
_LOCK = ".lock"
_CACHE = ".cache"
_SCRATCH = ".scratch"
_README = "README.md"
#: How often a folder is removed that others may be writing into.
_TRIES = 20
#: How a file is opened that is written as a whole.
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Output:
    """A build that is being written. Paths are relative, with ``/``: ``site/text/a.html``.

    Every method raises :class:`PublishError` for a path that leaves the build, that is not in one
    of the areas, or that was written before (names that differ only in case count as one,
    because they are one file on many disks), and where the disk does not take the file.
    """

    def __init__(self, staging: Path, *, is_spare: bool = False) -> None:
        self._staging = staging
        self._is_spare = is_spare
        # Strings and not paths: links are made for every file of every build.
        self._base = os.fspath(staging) + os.sep
        self._previous = os.fspath(staging.parent) + os.sep
        #: Where runs may keep what helps the next one; no part of what is published.
        self.cache = staging.parent / _CACHE
        #: What is written, by the path in small letters.
        self._written: dict[str, str] = {}
        self._folders: set[str] = set()
        #: How many files are those of the previous build.
        self.taken = 0

    def write_text(self, path: str, content: str) -> None:
        """Write a file as UTF-8, with the line ends of ``content``."""
        self.write_bytes(path, content.encode("utf-8"))

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write a file."""
        write_file(self._reserved(path), content)

    def write_pieces(self, path: str, pieces: Iterable[str]) -> None:
        """Write a file as UTF-8 from pieces, which are never in memory all at once."""
        target = self.reserve(path)
        with _disk_errors(target), target.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(pieces)

    def link(self, path: str, size: int, time: int, inode: int) -> int | None:
        """Put a file of the previous build in its place, if it has this size and time still.

        Both builds share the file until the previous one is gone; where the disk cannot do that,
        it is copied. Times are in nanoseconds. ``inode`` is the number by which the disk knows the
        file; returns the one that it has in the previous build, ``None`` if it is not there.
        """
        if self._is_spare and inode:
            self._prepare(path)
            found = _look(self._base + path)
            if found is not None and found.st_ino == inode and _is_file(found, size, time):
                self._name(path)
                self.taken += 1
                return inode
        source = self._previous + path
        found = _look(source)
        if found is None or not _is_file(found, size, time):
            return None
        _put(source, self._reserved(path))
        self.taken += 1
        return found.st_ino

    def again(self, path: str, other: str) -> None:
        """Put a file of this build in a second place."""
        _put(self._base + checked_path(path), self._reserved(other))

    def stamp(self, path: str) -> tuple[int, int, int]:
        """Return size, time (in nanoseconds) and inode of a file of this build."""
        return stamp_of(self._base + checked_path(path))

    @property
    def root(self) -> str:
        """Where the files of this build lie while it is written, with a separator at the end."""
        return self._base

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
        self._claim(path)
        target = self._base + path
        if self._is_spare:
            _remove(target)
        return target

    def _claim(self, path: str) -> None:
        """Take a name for a file of this build, and make its folder."""
        self._prepare(path)
        self._name(path)

    def _prepare(self, path: str) -> None:
        """Make sure that a path is one inside a build, and that its folder is there."""
        folder, _, name = path.rpartition("/")
        # Of a folder that is there, all parts have been looked at: there are thousands of files.
        if folder not in self._folders or not is_plain(name):
            checked_path(path)
            self._make_folder(folder)

    def _name(self, path: str) -> None:
        """Take a name that no other file of this build may have."""
        folded = path.casefold()
        if folded in self._written:
            raise PublishError(
                f"two pages or files of the edition want the name {path}",
                "rename one of the documents or entries that it is made from",
            )
        # Most names are in small letters: then it is one string, and not two.
        self._written[path if path == folded else folded] = path

    def scratch(self) -> Path:
        """Return a folder for what is needed only while the build is written."""
        folder = self._staging / _SCRATCH
        with _disk_errors(folder):
            folder.mkdir(exist_ok=True)
        return folder

    def folder(self, area: str) -> Path:
        """Return where one of the areas of this build lies while it is written."""
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
        if not folder or folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        path = self._staging / folder
        with _disk_errors(path):
            # In a spare, somebody may have put a file here, or a link that leads elsewhere.
            if self._is_spare and not stat.S_ISDIR(getattr(_look(str(path)), "st_mode", 0)):
                _remove(str(path))
            path.mkdir(exist_ok=True)
        self._folders.add(folder)

    @property
    def is_like_previous(self) -> bool:
        """Whether most files are those of the previous build."""
        return 2 * self.taken > len(self._written)

    def tidy(self) -> None:
        """Remove what a spare had and this build has not."""
        if self._is_spare:
            for area in AREAS:
                self._tidy(area)

    def _tidy(self, folder: str) -> None:
        if folder not in self._folders:
            _remove(self._base + folder)
            return
        written, prefix = self._written, f"{folder}/"
        names = os.listdir(self._base + folder)  # noqa: PTH208  that is all that is wanted of most
        others = [path for name in names if written.get(path := prefix + name) != path]
        strange = []
        for path in others:
            if stat.S_ISDIR(getattr(_look(self._base + path), "st_mode", 0)):
                self._tidy(path)
            elif written.get(path.casefold()) != path:
                strange.append(path)
        missing = self._missing(prefix, names) if strange else {}
        for path in strange:
            # A disk may have its own way of writing a name: in other letters, or composed.
            own = missing.get(_folded(path))
            if own is not None:
                Path(self._base, path).rename(Path(self._base, own))
            else:
                _remove(self._base + path)

    def _missing(self, prefix: str, names: Iterable[str]) -> dict[str, str]:
        """Return the files that a folder should have and has not, by what a disk may take as one.

        ``prefix`` is the folder's path, with a slash, and ``names`` are what it has.
        """
        start = len(prefix)
        files = {path for path in self._written.values() if path.rfind("/") == start - 1}
        wanted = {path for path in files if path.startswith(prefix)}
        return {_folded(path): path for path in wanted.difference(prefix + name for name in names)}


def write_file(target: str, content: bytes) -> None:
    """Write a file of a build where :meth:`Output.reserve` says, from any process.

    Raises :class:`PublishError` where the disk does not take it.
    """
    with _disk_errors(target):
        # Without a stream around it: there are thousands, and most are short.
        handle = os.open(target, _ANEW, 0o666)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)


def stamp_of(target: str) -> tuple[int, int, int]:
    """Return size, time (in nanoseconds) and inode of a file."""
    found = os.stat(target)  # noqa: PTH116  done for all files of an edition
    return found.st_size, found.st_mtime_ns, found.st_ino


def _look(path: str) -> os.stat_result | None:
    """Return what the disk knows of a path, where it is not a link to another; ``None`` if none."""
    try:
        return os.lstat(path)
    except OSError:
        return None


def _is_file(found: os.stat_result, size: int, time: int) -> bool:
    same = found.st_size == size and found.st_mtime_ns == time
    return same and stat.S_ISREG(found.st_mode)


def _remove(path: str) -> None:
    """Remove what is there, if anything is; files that it is a link to stay."""
    found = _look(path)
    if found is not None:
        with _disk_errors(path):
            shutil.rmtree(path) if stat.S_ISDIR(found.st_mode) else os.unlink(path)  # noqa: PTH108


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _put(source: str, target: str) -> None:
    """Give a file a second name; where the disk cannot do that, copy it."""
    try:
        os.link(source, target)
    except OSError:
        with _disk_errors(target):
            shutil.copy2(source, target)


@contextlib.contextmanager
def open_output(target: Path, *, spare: bool = False) -> Iterator[Output]:
    """Write a build into ``target`` (``build/``), which is made where it is missing.

    When the block ends normally, the new build takes the place of the old one; when an exception
    leaves it, nothing has happened to the old one. With ``spare``, the build starts from the spare
    that an earlier one left, and leaves one itself. Raises :class:`PublishError` where the folder
    is not Editio's, cannot be written, or is being written by another build.
    """
    _take_over(target)
    with _locked(target):
        _recover(target)
        with _disk_errors(target):
            staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=target))
            is_spare = _start_from(target / _SPARE, staging, wanted=spare)
        try:
            output = Output(staging, is_spare=is_spare)
            yield output
            with _disk_errors(target):
                output.tidy()
                publish(staging, target, AREAS)
            if spare:
                with contextlib.suppress(OSError):  # the build is published all the same
                    retire(staging, target, target / _SPARE, is_like=output.is_like_previous)
        finally:
            # Where the disk refused in the middle of publishing, this is all that there is.
            if not is_pending(staging):
                _clear(staging)


def _clear(staging: Path) -> None:
    """Remove a build that is not to be, as far as the disk lets us.

    Workers may still be at the pages that they have at hand. They make no folders, so that they
    stop when they find none; until then, a file of theirs may keep a folder from being removed.
    """
    for _ in range(_TRIES):
        shutil.rmtree(staging, ignore_errors=True)
        if not staging.exists():
            return


def _start_from(spare: Path, staging: Path, *, wanted: bool) -> bool:
    """Put a spare in the place of an empty staging folder; return whether there is one."""
    found = _look(str(spare))
    if found is None:
        return False
    if not wanted or not stat.S_ISDIR(found.st_mode):
        _remove(str(spare))
        return False
    staging.rmdir()
    spare.rename(staging)
    return True


def _take_over(target: Path) -> None:
    """Make sure that the folder is there and is Editio's; mark a new one."""
    with _disk_errors(target):
        target.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in target.iterdir()}
        if OUTPUT_MARK not in names:
            if names - {_README}:
                raise PublishError(
                    f"{target} holds files that Editio did not write",
                    "empty the folder, or name another one for the build",
                )
            (target / OUTPUT_MARK).write_text(_MARKER_TEXT, encoding="utf-8")


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
def _disk_errors(path: Path | str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"{error.filename or path}: {error.strerror or error}",
            "check the rights and the free space of the output folder",
        ) from error
