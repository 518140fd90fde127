"""Which files of an edition have changed: asked again and again, which works on every disk."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Files by path, each with its time (in nanoseconds) and size.
Snapshot: TypeAlias = dict[str, tuple[int, int]]

#: Seconds between two looks; more where a look takes long.
_INTERVAL = 0.4
_SHARE = 6


def snapshot(root: Path, without: Iterable[Path] = ()) -> Snapshot:
    """Return the files below ``root``, but for hidden ones and the folders ``without``."""
    skipped = {str(path) for path in without}
    found: Snapshot = {}
    waiting = [str(root)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.path in skipped:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.is_file():
                        status = entry.stat()
                        found[entry.path] = (status.st_mtime_ns, status.st_size)
        except OSError:  # gone meanwhile, or not to be read: the build says so
            continue
    return found


def changed(one: Snapshot, other: Snapshot) -> frozenset[str]:
    """Return the files that are new, gone or another."""
    return frozenset(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def changes(root: Path, without: Iterable[Path], before: Snapshot) -> Iterator[frozenset[str]]:
    """Yield what has changed since ``before`` and since it was yielded last, until all is quiet.

    Waits for a second look that finds nothing more, so that a file is not read half saved. Yields
    an empty set at each look that finds nothing, for a caller that wants to end.
    """
    kept = tuple(without)
    known = before
    while True:
        start = time.monotonic()
        now = snapshot(root, kept)
        pause = max(_INTERVAL, (time.monotonic() - start) * _SHARE)
        if not (found := changed(known, now)):
            yield found
            time.sleep(pause)
            continue
        while True:
            time.sleep(_INTERVAL / 4)
            again = snapshot(root, kept)
            if again == now:
                break
            now = again
        found = changed(known, now)
        known = now
        yield found
