"""A worker: a process that does one item after another for the run that started it.

It reads frames (:mod:`editio.run.executors.frames`) from its standard input and answers on its
standard output, and ends when the input does: a run that is killed leaves no worker behind.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from editio.errors import EditioError
from editio.patience import collect_less_often
from editio.run.executors import frames, places
from editio.run.executors.memory import resident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

_PR_SET_PDEATHSIG = 1
#: Documents after which a worker goes where the system does not tell how much memory it holds.
_DOCUMENTS = 1_000
#: Seconds that a worker works at least, unless it holds twice what it may: to start another costs
#: a quarter of that.
_LEAST_SECONDS = 2.0
#: By how much a worker grows with a document, in times the bytes of its file: the tree, what is
#: rendered from it, and what the engine has not yet collected. It grows less where it has done one
#: as heavy before, and made room for it; but by some bytes in any case, before the engine collects.
_GROWTH = 50
_GROWTH_AGAIN = 35
_GROWTH_BYTES = 8_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How a worker works.

    ``parent`` is the process that starts it, ``resident_bytes`` how large it may become (another
    takes its place before that), ``seconds`` how much of the processor's time it may spend on an
    item (0: any), where the system can count it. ``root`` is where paths of the edition lead, if
    not where they lead in the run.
    """

    parent: int
    resident_bytes: int
    seconds: int
    root: Path | None = None


def main() -> None:
    """Serve until the run that started this process closes the pipe."""
    requests, replies = _pipes()
    first = frames.receive(requests)
    if first is not None:
        path, setup = pickle.loads(first.payload)  # noqa: S301  from the run that started this
        sys.path[:] = path
        _end_with_parent(setup.parent)
        collect_less_often()
        status = _serve(requests, replies, setup)
        # Nothing here has to be put in order, and the engine takes its time to close.
        os._exit(status)


def _end_with_parent(parent: int) -> None:
    """Have Linux end this process with the one that started it, however that ends.

    Elsewhere it ends when it has done the item at hand, and finds that nobody listens.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was too late for that
            os._exit(0)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes out of the reach of whatever prints or reads."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, replies


def _serve(requests: BinaryIO, replies: BinaryIO, setup: Setup) -> int:
    """Answer every request; return the exit status."""
    function: Callable[[Any], Any] | None = None
    done = heaviest = 0
    began = time.process_time()
    try:
        frames.send(replies, frames.READY)
        while (request := frames.receive(requests)) is not None:
            if request.kind == frames.FUNCTION:
                function = places.loads(request.payload, setup.root)
                continue
            assert function is not None
            weight = _weight(function, request.payload, setup.root)
            growth = _growth(weight, heaviest)
            has_worked = time.process_time() - began > _LEAST_SECONDS
            if done and _is_full(done, growth, setup.resident_bytes, has_worked=has_worked):
                return frames.LEAVING
            kind, payload = _done(function, request.payload, setup)
            frames.send(replies, kind, payload)
            done, heaviest = done + 1, max(heaviest, weight)
            if kind == frames.NO_MEMORY:
                return frames.LEAVING
    except OSError:  # the run has gone
        pass
    return 0


def _done(function: Callable[[Any], Any], item: bytes, setup: Setup) -> tuple[bytes, bytes]:
    """Do one item; return the kind of the answer and the answer."""
    try:
        _limit_time(setup.seconds)
        return frames.RESULT, places.dumps(function(places.loads(item, setup.root)), setup.root)
    except MemoryError:
        return frames.NO_MEMORY, b""
    except Exception as error:  # the run decides what becomes of it
        return frames.ERROR, _pickled(error)
    finally:
        _limit_time(0)


def _limit_time(seconds: int) -> None:
    """Have the system end this process when it has worked for so long: nobody else can.

    The engine returns to Python when it is done and not before, so that no exception and no
    thread could stop it.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _weight(function: Callable[[Any], Any], item: bytes, root: Path | None) -> int:
    """Return how many bytes an item is about, 0 if the function does not say."""
    weigh: Callable[[Any], int] | None = getattr(function, "weigh", None)
    return weigh(places.loads(item, root)) if weigh is not None else 0


def _growth(weight: int, heaviest: int) -> int:
    """Return by how many bytes a worker may grow with an item; it has done one of ``heaviest``."""
    first = _GROWTH * weight if weight > heaviest else 0
    return max(first, _GROWTH_BYTES + _GROWTH_AGAIN * weight)


def _is_full(done: int, growth: int, limit: int, *, has_worked: bool) -> bool:
    """Tell whether a worker that did so many items should leave the next to a fresh one.

    ``growth`` is how many bytes that item may take: a large one takes longer than a start.
    """
    size = resident()
    if size is None:
        return done >= _DOCUMENTS
    is_worth_it = has_worked or growth > limit // 8 or size > 2 * limit
    return is_worth_it and size + growth > limit


def _pickled(error: Exception) -> bytes:
    """Return an exception as bytes: another one with its words, if it cannot travel itself."""
    if not isinstance(error, EditioError):
        error.add_note(traceback.format_exc())
    try:
        data = pickle.dumps(error)
        pickle.loads(data)  # noqa: S301  written in the line before
    except Exception:  # whatever its class does when it is copied
        words: Exception
        if isinstance(error, EditioError):
            words = EditioError(error.message, error.hint)
        else:
            words = RuntimeError(traceback.format_exc())
        return pickle.dumps(words)
    return data


if __name__ == "__main__":
    main()
