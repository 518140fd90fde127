"""Processes of this computer: they outlive no run, and no document takes the run with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from editio.edition.settings import Limits
from editio.run.executors import places
from editio.run.executors.crew import Crew
from editio.run.executors.ordering import in_order, settled
from editio.run.executors.slot import RESIDENT_BYTES, Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.edition.fate import Fate
    from editio.run.executors.crew import Ticket

Item = TypeVar("Item")
Result = TypeVar("Result")


class ProcessExecutor:
    """``jobs`` processes, started when there is work; function and items must pickle.

    A worker that might grow beyond ``resident_bytes`` is replaced before its next item. A function
    with a method ``weigh`` says by it how many bytes an item is about. With ``copied``, the first
    worker begins as a copy of this process when there is work, where that is safe: for a command,
    which has imported and read then what a worker needs, and holds little else.
    """

    def __init__(
        self,
        jobs: int,
        limits: Limits | None = None,
        resident_bytes: int = RESIDENT_BYTES,
        *,
        copied: bool = False,
    ) -> None:
        limits = limits or Limits()
        self._crew = Crew(jobs, limits, resident_bytes=resident_bytes, copied=copied)

    @property
    def near(self) -> Self:
        """Itself."""
        return self

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        lost: Callable[[Item, Fate], Result] | None = None,
    ) -> Iterator[Result]:
        """Yield results in order, with a bounded number of items under way.

        An item that kills its worker twice, or that passes a limit, gets the result that ``lost``
        gives. Raises :class:`EditioError` for such an item where there is no ``lost``, and what
        ``function`` raises.
        """
        work = places.dumps(function, None)

        def begin(item: Item) -> Ticket:
            return self._crew.submit(Job(work, places.dumps(item, None)))

        yield from settled(in_order(items, begin, lambda: self._crew.count), lost)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers: at once, whatever they do."""
        self._crew.close()
