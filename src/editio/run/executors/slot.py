"""A place for one worker: starts it, gives it items, and puts another in its place.

A slot belongs to one thread, which waits for the worker; another thread watches all slots
(:class:`Watch`), for what a worker cannot notice itself. The thread outlives the worker: on Linux
a process may be told to end with the thread that started it.
"""

from __future__ import annotations

import math
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol, Self

from editio.edition.fate import Fate
from editio.errors import EditioError
from editio.run.executors import frames
from editio.run.executors.memory import resident
from editio.run.executors.worker import Setup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from editio.edition.settings import Limits

#: Resident bytes that a worker is not to reach: another takes its place before that.
RESIDENT_BYTES = 297_000_000
_MEGABYTE = 1_000_000
#: Where the system counts the time that a process works, it may take so many times as long by the
#: clock, and everywhere some seconds more: other programs want to work, too.
_PATIENCE = 3
_GRACE_SECONDS = 30
#: Seconds between two looks at the workers, and those that one gets to end.
_LOOK_SECONDS = 0.25
_FAREWELL_SECONDS = 5
#: Bytes of a pipe, where that can be chosen: a large result in few pieces.
_PIPE_BYTES = 1 << 20
#: Bytes of an item that fit into any pipe.
_SMALL_BYTES = 4_096
_NO_START = "see the message above, if there is one; --executor serial works without processes"
_PACKAGES = str(Path(__file__).parents[3])
_COMMAND = (
    "import sys; sys.path.append(sys.argv[1]);from editio.run.executors.worker import main; main()"
)


@dataclass(slots=True)
class Job:
    """An item with the function to call, both as bytes; ``deaths`` are workers that died of it."""

    function: bytes
    item: bytes
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its result or the exception that it raised, as bytes, or its fate."""

    result: bytes | None = None
    error: bytes | None = None
    fate: Fate | None = None

    @classmethod
    def raised(cls, error: Exception) -> Outcome:
        """Return the outcome of a job that could not be done for this reason."""
        return cls(error=pickle.dumps(error))


class ClosedError(Exception):
    """The slot was closed while its worker was at work."""


class Process(Protocol):
    """A worker's process, as :class:`subprocess.Popen` has it."""

    @property
    def pid(self) -> int: ...

    @property
    def stdin(self) -> IO[bytes] | None: ...

    @property
    def stdout(self) -> IO[bytes] | None: ...

    def kill(self) -> None: ...

    def wait(self, timeout: float | None = None) -> int: ...


def fresh_process() -> Process:
    """Start a worker process that an interrupt from the keyboard does not reach.

    On Windows it is in a group of its own; elsewhere, the thread that starts it has the signal
    blocked (:func:`block_interrupts`), and the process inherits that. Raises :class:`EditioError`
    if the system does not let it start.
    """
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _COMMAND, _PACKAGES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError as error:
        raise EditioError(f"a worker process cannot start: {error}", _NO_START) from error


@dataclass(slots=True)
class Slot:
    """One worker at a time, which ``begin`` starts.

    ``root`` is where paths of the edition lead for the worker.
    """

    limits: Limits
    root: Path | None = None
    resident_bytes: int = RESIDENT_BYTES
    begin: Callable[[], Process] = fresh_process
    _process: Process | None = None
    _known: bytes = b""
    _under_way: deque[Job] = field(default_factory=deque)
    _written: int = 0
    _since: float = 0.0
    _fate: Fate | None = None
    _closed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, job: Job) -> None:
        """Give the worker a job; :meth:`receive` says what became of it.

        Raises :class:`EditioError` if no worker can be started.
        """
        with self._lock:
            self._under_way.append(job)
            if len(self._under_way) == 1:
                self._since = time.monotonic()
        if self._process is None:
            self._start()
        else:
            self._write()

    def receive(self) -> Outcome:
        """Return what became of the oldest job that was sent.

        A job of which the worker dies is done again by a fresh one; so is what waited behind it.
        Raises :class:`EditioError` if no worker can be started and :class:`ClosedError` after
        :meth:`close`.
        """
        while True:
            assert self._process is not None
            assert self._process.stdout is not None
            frame = frames.receive(self._process.stdout)
            if frame is not None and frame.kind == frames.RESULT:
                return self._settled(Outcome(result=frame.payload))
            if frame is not None and frame.kind == frames.ERROR:
                return self._settled(Outcome(error=frame.payload))
            fate = Fate.MEMORY if frame is not None else None
            status = self._bury()
            if self._closed:
                raise ClosedError
            if status != frames.LEAVING or fate is not None:
                fate = fate or self._fate or _fate_of(status)
                if (outcome := self._blamed(fate)) is not None:
                    return outcome
            self._start()

    def watch(self) -> None:
        """End a worker that waits for ever, or that takes more memory than it may."""
        with self._lock:
            process = self._process
            if process is None or not self._under_way:
                return
            counted = hasattr(signal, "setitimer")
            seconds = self.limits.time * (_PATIENCE if counted else 1)
            waits = time.monotonic() - self._since > seconds + _GRACE_SECONDS
            size = resident(process.pid) if self.limits.memory else None
            if seconds and waits:
                self._fate = Fate.TIME
            elif size is not None and size > self.limits.memory * _MEGABYTE:
                self._fate = Fate.MEMORY
            if self._fate is not None:
                process.kill()

    def close(self) -> None:
        """End the worker at once. From any thread."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._bury()

    def _settled(self, outcome: Outcome) -> Outcome:
        with self._lock:
            self._under_way.popleft()
            self._written = max(0, self._written - 1)
            self._since = time.monotonic()
        if self._process is not None:
            self._write()
        return outcome

    def _blamed(self, fate: Fate) -> Outcome | None:
        """Blame the oldest job for the death of the worker; return its outcome if that is all."""
        job = self._under_way[0]
        job.deaths += 1
        # Time runs out the second time as it did the first; the rest may have been bad luck.
        if fate is not Fate.TIME and job.deaths < 2:
            return None
        outcome = self._settled(Outcome(fate=fate))
        if self._under_way:
            self._start()
        return outcome

    def _start(self) -> None:
        """Start a worker and give it what is under way."""
        process = self.begin()
        _widen(process)
        with self._lock:
            self._process, self._known, self._fate, self._written = process, b"", None, 0
            self._since = math.inf  # nothing counts before it is ready
            if self._closed:
                process.kill()
        if not self._greeted(process):
            status = self._bury()
            if self._closed:
                raise ClosedError
            raise EditioError(f"a worker process ends at its start (status {status})", _NO_START)
        with self._lock:
            self._since = time.monotonic()
        self._write()

    def _greeted(self, process: Process) -> bool:
        """Say how to work, and tell whether the worker is ready for it."""
        setup = Setup(
            parent=os.getpid(),
            resident_bytes=self.resident_bytes,
            seconds=self.limits.time,
            root=self.root,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            frames.send(process.stdin, frames.SETUP, pickle.dumps((sys.path, setup)))
        except OSError:
            return False
        return frames.receive(process.stdout) is not None

    def _write(self) -> None:
        """Send what is under way, as far as it cannot block a worker that is about to answer.

        If the worker has gone, whoever waits for its answer finds out.
        """
        assert self._process is not None
        assert self._process.stdin is not None
        while self._written < len(self._under_way):
            job = self._under_way[self._written]
            is_new = job.function != self._known
            if self._written and (is_new or len(job.item) > _SMALL_BYTES):
                return
            self._written += 1
            with suppress(OSError):
                if is_new:
                    frames.send(self._process.stdin, frames.FUNCTION, job.function)
                    self._known = job.function
                frames.send(self._process.stdin, frames.ITEM, job.item)

    def _bury(self) -> int:
        """Wait for the end of a worker that has stopped to answer; return its exit status."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not yet written has no reader
                    pipe.close()
        try:
            return process.wait(_FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


class Watch:
    """A thread that looks at slots now and then."""

    def __init__(self, slots: Iterable[Slot]) -> None:
        self._slots = slots
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="editio-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            for slot in tuple(self._slots):
                slot.watch()


def _fate_of(status: int) -> Fate:
    timer = getattr(signal, "SIGPROF", None)
    return Fate.TIME if timer is not None and status == -timer else Fate.DIED


def _widen(process: Process) -> None:
    if sys.platform != "linux":
        return
    import fcntl

    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # a user may have so much of it and no more
            if pipe is not None:
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def block_interrupts() -> None:
    """Keep interrupts from the keyboard from this thread and from the processes it starts."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
