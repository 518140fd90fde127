"""Putting a whole build in the place of the previous one, so that no kill can break either.

When a build is whole, a *journal* in its staging folder says so, and which folders it has. From
then on the build is published, even if the process dies: whoever opens the folder next carries out
what the journal says and is not done. Each folder changes places with its predecessor in one step
where the disk can do that (Linux, macOS), so that a reader finds the old one or the new one; where
it cannot, a folder is away for the moment between two renames.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_JOURNAL = ".journal"
_PREVIOUS = "previous-"
#: The folders with many files, most of which the next build will have, too.
_LASTING = ("site", "text")
_AT_FOLDER = -100
_RENAME_EXCHANGE = 2
#: A disk or a system that cannot exchange names, or one of the two names is not there.
_CANNOT = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOENT, errno.EXDEV}
)


def publish(staging: Path, target: Path, areas: Iterable[str]) -> None:
    """Put the folders of a whole build in their places in ``target``.

    What the build does not have goes. All of it is on the disk (Linux) before anything changes.
    Raises :class:`OSError` where the disk refuses; then :func:`is_pending` tells whether the
    previous build is still the one that counts, or :func:`finish` has to be called again.
    """
    _write_journal(staging, {area: _identity(staging / area) for area in areas})
    flush(target)
    finish(staging, target)


def is_pending(staging: Path) -> bool:
    """Tell whether a build is whole and has not come to its place yet."""
    return (staging / _JOURNAL).is_file()


def finish(staging: Path, target: Path) -> None:
    """Do what the journal says, as far as it is not done. It can be stopped and called again."""
    journal: Mapping[str, int] = json.loads((staging / _JOURNAL).read_text(encoding="utf-8"))
    for area, identity in journal.items():
        new, old = staging / area, target / area
        aside = staging / f"{_PREVIOUS}{area}"
        if identity:
            _replace(new, old, aside, identity)
        elif old.exists():
            old.rename(aside)
    (staging / _JOURNAL).unlink()


def retire(staging: Path, target: Path, spare: Path, *, is_like: bool) -> None:
    """Keep the files of the build that was replaced as a spare for the next one.

    Call it when :func:`finish` is done. Where no build was replaced, or one that was not like the
    published one, the spare has the files of this, by a second name. Raises :class:`OSError` where
    the disk cannot do that.
    """
    for area in _LASTING:
        place = staging / area
        if (aside := staging / f"{_PREVIOUS}{area}").exists():
            aside.rename(place)
        if place.exists() and not is_like:
            shutil.rmtree(place)
        if not place.exists() and (target / area).exists():
            _link_all(os.fspath(target / area), os.fspath(place))
    for entry in os.scandir(staging):
        if entry.name not in _LASTING:
            shutil.rmtree(entry) if entry.is_dir(follow_symlinks=False) else os.unlink(entry)  # noqa: PTH108
    staging.rename(spare)


def _link_all(source: str, target: str) -> None:
    """Give all files of a folder a second name in another folder."""
    os.mkdir(target)  # noqa: PTH102  strings and not paths: these are all files of the edition
    with os.scandir(source) as entries:
        for entry in entries:
            place = f"{target}{os.sep}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                _link_all(entry.path, place)
            else:
                os.link(entry.path, place)


def flush(folder: Path) -> None:
    """Have the system write to the disk of ``folder`` what it still has in memory (Linux)."""
    call = getattr(_library(), "syncfs", None) if sys.platform == "linux" else None
    if call is not None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            call(handle)
        finally:
            os.close(handle)


def _replace(new: Path, old: Path, aside: Path, identity: int) -> None:
    if not new.exists() or _identity(old) == identity:  # this was done before the process died
        return
    if exchange(new, old):
        return
    if old.exists():
        old.rename(aside)
    new.rename(old)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; return False where that is not possible."""
    call = _exchanger()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _exchanger() -> Callable[[bytes, bytes], int] | None:
    """Return the function of the system: renameat2 of Linux, renamex_np of macOS."""
    if sys.platform == "linux" and (rename := getattr(_library(), "renameat2", None)):
        return lambda one, other: int(
            rename(_AT_FOLDER, one, _AT_FOLDER, other, ctypes.c_uint(_RENAME_EXCHANGE))
        )
    if sys.platform == "darwin" and (rename := getattr(_library(), "renamex_np", None)):
        return lambda one, other: int(rename(one, other, ctypes.c_uint(_RENAME_EXCHANGE)))
    return None


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):
        return None


def _identity(folder: Path) -> int:
    """Return the number by which the disk knows a folder; 0 if it is not there."""
    try:
        return folder.stat().st_ino or -1
    except FileNotFoundError:
        return 0


def _write_journal(staging: Path, content: Mapping[str, int]) -> None:
    """Write the journal in one step: it is there and whole, or it is not there."""
    draft = staging / f"{_JOURNAL}.draft"
    with suppress(FileNotFoundError):
        draft.unlink()
    draft.write_text(json.dumps(content), encoding="utf-8")
    draft.replace(staging / _JOURNAL)
