"""Where the per-document work is done: here, in processes, or on a cluster.

One interface, :class:`Executor`; a new kind is a module, a line in :data:`EXECUTORS` and a branch
in :func:`executor`, and the command line offers it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeVar

from editio.errors import ConfigError
from editio.run.executors.serial import SerialExecutor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from editio.edition.fate import Fate
    from editio.edition.settings import Limits

Item = TypeVar("Item")
Result = TypeVar("Result")

__all__ = ["EXECUTORS", "Cluster", "Executor", "SerialExecutor", "executor"]

#: What can be chosen, with a word of help each; the first is the default.
EXECUTORS: Final = {
    "processes": "processes of this computer",
    "serial": "this process alone, without limits of time and memory",
    "dask": "a Dask cluster",
}


class Executor(Protocol):
    """Runs a function over items; results come in the order of the items.

    ``lost`` says what stands for the result of an item that kills the process which works on it,
    each time, or that passes a limit. Without it, that is an error. ``near`` is what works
    on this computer, where all files of the run are: the executor itself, if it does.
    """

    @property
    def near(self) -> Executor: ...

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        lost: Callable[[Item, Fate], Result] | None = None,
    ) -> Iterator[Result]: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask cluster: the address of its scheduler, and where its workers see the edition.

    ``root`` is the edition's folder here. ``shared`` is that folder as the workers see it, if it
    has another path there, or the address of an object store to send the edition to.
    """

    scheduler: str
    root: Path
    shared: str = ""


def executor(
    jobs: int = 0,
    name: str = "",
    *,
    limits: Limits | None = None,
    cluster: Cluster | None = None,
    copied: bool = False,
) -> Executor:
    """Return the executor of this name, by default ``processes``; 0 ``jobs`` are one per core.

    With ``copied``, the first process may be a copy of this one. Raises
    :class:`~editio.errors.ConfigError` for ``dask`` without a cluster.
    """
    if name == "dask":
        return _dask(limits, cluster)
    if name == "serial":
        return SerialExecutor()
    from editio.run.executors.processes import ProcessExecutor

    return ProcessExecutor(jobs or available_cores(), limits, copied=copied)


def _dask(limits: Limits | None, cluster: Cluster | None) -> Executor:
    from editio.edition.settings import Limits
    from editio.run.executors.cluster import DaskExecutor
    from editio.run.executors.shared import ObjectStore, Place, SharedFolder

    if cluster is None:
        raise ConfigError("there is no scheduler", "name one with --scheduler ADDRESS")
    place: Place
    if "://" in cluster.shared:
        place = ObjectStore(cluster.root, cluster.shared)
    elif cluster.shared:
        place = SharedFolder(cluster.root, cluster.shared)
    else:
        place = SharedFolder()
    return DaskExecutor(cluster.scheduler, limits or Limits(), place)


def available_cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
