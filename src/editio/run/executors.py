"""Where the per-document work is done: here, or in processes.

Threads are no use (the XSLT engine holds the GIL). Workers are started fresh (``forkserver``, or
``spawn`` where there is none), never forked from a process that runs the engine.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import tempfile
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from editio.errors import EditioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Tasks in flight per worker: enough that none waits, few enough that results do not pile up.
_AHEAD = 4
#: Bytes of a function with what it holds that are worth a file of their own.
_HEAVY = 10_000


class Executor(Protocol):
    """Runs a function over items; results come in the order of the items.

    ``died`` says what stands for the result of an item that kills the process which works on it,
    each time. Without it, that is an error.
    """

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        died: Callable[[Item], Result] | None = None,
    ) -> Iterator[Result]: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


class SerialExecutor:
    """Everything in this process, one item after the other."""

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        died: Callable[[Item], Result] | None = None,
    ) -> Iterator[Result]:
        """Yield results in order."""
        yield from map(function, items)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return


class ProcessExecutor:
    """``jobs`` processes; ``function`` and items must pickle."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool = _pool(jobs)

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        died: Callable[[Item], Result] | None = None,
    ) -> Iterator[Result]:
        """Yield results in order, with a bounded number of tasks under way.

        When a worker dies (killed, or out of memory), what was under way is done again, one item
        after the other, and the item that kills a worker again gets the result that ``died``
        gives. Raises :class:`EditioError` for such an item where there is no ``died``.
        """
        pending: deque[tuple[Item, Future[Result]]] = deque()
        with _light(function) as light:
            for item in items:
                pending.append((item, self._submit(light, item)))
                if len(pending) >= self._jobs * _AHEAD:
                    yield from self._taken(pending, light, died)
            while pending:
                yield from self._taken(pending, light, died)

    def _taken(
        self,
        pending: deque[tuple[Item, Future[Result]]],
        function: Callable[[Item], Result],
        died: Callable[[Item], Result] | None,
    ) -> Iterator[Result]:
        """Yield the next result, or all that are pending if a worker has died."""
        try:
            yield pending[0][1].result()
            pending.popleft()
        except BrokenProcessPool:
            while pending:
                yield self._alone(pending.popleft()[0], function, died)

    def _alone(
        self,
        item: Item,
        function: Callable[[Item], Result],
        died: Callable[[Item], Result] | None,
    ) -> Result:
        self._renew()
        try:
            return self._pool.submit(function, item).result()
        except BrokenProcessPool as error:
            self._renew()
            if died is not None:
                return died(item)
            raise EditioError(
                "a worker process died", "run again with --jobs 1 to see which document it was"
            ) from error

    def _submit(self, function: Callable[[Item], Result], item: Item) -> Future[Result]:
        try:
            return self._pool.submit(function, item)
        except BrokenProcessPool as error:
            # It broke a moment ago; whoever waits for a result will find out.
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def _renew(self) -> None:
        """Start new workers in the place of a pool that is broken."""
        if getattr(self._pool, "_broken", True):
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = _pool(self._jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=collect_less_often)


@contextmanager
def _light(function: Callable[[Item], Result]) -> Iterator[Callable[[Item], Result]]:
    """Keep a heavy function in a file, which each worker reads once and not with every task."""
    pickled = pickle.dumps(function, pickle.HIGHEST_PROTOCOL)
    if len(pickled) <= _HEAVY:
        yield function
        return
    with tempfile.TemporaryDirectory(prefix="editio-") as folder:
        path = Path(folder) / "function.pickle"
        path.write_bytes(pickled)
        yield partial(_call, path)


def _call(path: Path, item: Any) -> Any:
    return _function(path)(item)


@lru_cache(maxsize=1)
def _function(path: Path) -> Callable[[Any], Any]:
    function: Callable[[Any], Any] = pickle.loads(path.read_bytes())  # noqa: S301  from this run
    return function


def collect_less_often() -> None:
    """Make this process collect garbage less often: records live long and hold few cycles.

    For processes that belong to a run: its workers, the command line.
    """
    gc.set_threshold(50_000, 20, 50)


def executor(jobs: int) -> Executor:
    """Return the executor for so many jobs: 1 works in this process, 0 means one per core."""
    count = jobs or available_cores()
    return SerialExecutor() if count == 1 else ProcessExecutor(count)


def available_cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
