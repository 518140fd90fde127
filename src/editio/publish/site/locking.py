"""One build at a time: a lock that says who holds it, and that goes with the process."""

from __future__ import annotations

import errno
import os
import platform
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

from editio.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Some network disks know no locks: there, nobody is kept out.
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_HOLDER_LENGTH = 200
#: Windows keeps others from reading what is locked, so that is a byte behind all that is written.
_FAR = 1 << 20


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock at ``path``, a file that is there only while somebody does.

    The operating system gives the lock back however the process ends; the file of a killed one is
    taken over. Raises :class:`PublishError`, which names the holder, where another process has it,
    and :class:`OSError` where the file cannot be written.
    """
    with _acquired(path) as handle:
        _sign(handle)
        try:
            yield
        finally:
            # The name goes before the lock does: whoever has just opened this file finds that out.
            with suppress(OSError):
                path.unlink()


def _acquired(path: Path) -> IO[bytes]:
    while True:
        handle = path.open("a+b")
        if not _try_lock(handle):
            with handle:
                raise PublishError(
                    f"another build is writing {path.parent}: {_holder(handle)}",
                    "wait until it is done, or stop it",
                )
        if _is_still(path, handle):
            return handle
        handle.close()


def _is_still(path: Path, handle: IO[bytes]) -> bool:
    """Tell whether the file that was locked is the one with the name, and not one just removed."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle.fileno()))
    except FileNotFoundError:
        return False


def _sign(handle: IO[bytes]) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    with suppress(OSError):  # a full disk takes no name, and the lock holds all the same
        handle.truncate(0)
        handle.write(f"process {os.getpid()} on {platform.node()}, since {now}".encode())
        handle.flush()


def _holder(handle: IO[bytes]) -> str:
    with suppress(OSError):
        handle.seek(0)
        name = handle.read(_HOLDER_LENGTH).decode("utf-8", "replace")
        if name.isprintable() and name:
            return name
    return "a process that has not said its name"


def _try_lock(handle: IO[bytes]) -> bool:
    if sys.platform == "win32":
        import msvcrt

        handle.seek(_FAR)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True
