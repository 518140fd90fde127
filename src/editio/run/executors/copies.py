"""A worker as a copy of this process: what is imported here, it need not import.

That is safe where nothing but one thread could be in the middle of something, and no engine is at
work: :func:`copy_of_this_process` asks the system, and makes no copy where that is not certain.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, NoReturn

from editio.run.executors import worker
from editio.run.executors.memory import resident

#: A larger process is not copied: what it holds counts as the memory of the worker, too.
_MOST_BYTES = 120_000_000
_STANDARD_ERROR = 2
#: Seconds between two looks whether a process has ended, which it does when its input has.
_LOOK_SECONDS = 0.005


class Copy:
    """A copy of this process that works as a worker; used as a :class:`subprocess.Popen`."""

    def __init__(self, pid: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout
        self._status: int | None = None

    def kill(self) -> None:
        """End it at once."""
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """End it, and wait until it has."""
        self.kill()
        self.stdout.close()
        with suppress(OSError):
            self.stdin.close()
        self.wait()

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit status, or the negative number of the signal that ended it.

        Raises :class:`subprocess.TimeoutExpired` if it is still there after ``timeout`` seconds.
        """
        over = None if timeout is None else time.monotonic() + timeout
        while self._status is None:
            pid, status = os.waitpid(self.pid, 0 if over is None else os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
            elif over is not None and time.monotonic() > over:
                raise subprocess.TimeoutExpired("a worker", timeout or 0)
            else:
                time.sleep(_LOOK_SECONDS)
        return self._status


def copy_of_this_process() -> Copy | None:
    """Return a worker that is a copy of this process, ``None`` where that might not be safe.

    An interrupt from the keyboard does not reach it.
    """
    if not _may_be_copied():
        return None
    sys.stdout.flush()
    sys.stderr.flush()
    requests, to_worker = os.pipe()
    from_worker, replies = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        pid = os.fork()
        if pid == 0:
            _become_worker(requests, replies)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    os.close(requests)
    os.close(replies)
    return Copy(pid, os.fdopen(to_worker, "wb"), os.fdopen(from_worker, "rb"))


def _may_be_copied() -> bool:
    """Tell whether this process has one thread, those of engines counted, and is not large.

    A lock that another thread holds would be held in the copy for ever. Linux alone tells.
    """
    if sys.platform != "linux":
        return False
    try:
        alone = len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False
    return alone and (resident() or _MOST_BYTES) < _MOST_BYTES


def _become_worker(requests: int, replies: int) -> NoReturn:
    """Work with these pipes, and end: nothing of the process that was copied goes on here."""
    try:
        gc.freeze()  # a collection would look at all that was copied, and so take memory for it
        os.dup2(requests, 0)
        os.dup2(replies, 1)
        for file in list(Path("/proc/self/fd").iterdir()):
            if int(file.name) > _STANDARD_ERROR:
                with suppress(OSError):  # the one that was opened to list them
                    os.close(int(file.name))
        worker.main()
    except BaseException:  # said as a process of its own would say it
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)
