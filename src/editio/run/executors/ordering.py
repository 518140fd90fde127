"""Results in the order of the items, whoever works on them and in whatever order."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from editio.edition.fate import Fate
from editio.errors import EditioError
from editio.run.executors import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from editio.run.executors.slot import Outcome

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Items per worker that are begun before the oldest of them is done, and the bytes of results
#: that may pile up behind it: one slow document does not bring the others to a halt.
_AHEAD = 32
_AHEAD_BYTES = 64_000_000
#: Items per worker that are begun in any case.
_AT_LEAST = 2


class Waiting(Protocol):
    """A job under way."""

    @property
    def is_done(self) -> bool: ...

    @property
    def size(self) -> int: ...

    def outcome(self) -> Outcome: ...

    def drop(self) -> None: ...


def in_order(
    items: Iterable[Item], begin: Callable[[Item], Waiting], workers: Callable[[], int]
) -> Iterator[tuple[Item, Outcome]]:
    """Yield the items with their outcomes, with a bounded number of them under way.

    ``begin`` starts the work on an item, ``workers`` tells how many workers there are now.
    """
    waiting: deque[tuple[Item, Waiting]] = deque()
    try:
        for item in items:
            waiting.append((item, begin(item)))
            while waiting and (waiting[0][1].is_done or _is_full(waiting, workers())):
                done, ticket = waiting.popleft()
                yield done, ticket.outcome()
        while waiting:
            done, ticket = waiting.popleft()
            yield done, ticket.outcome()
    finally:
        for _, ticket in waiting:
            ticket.drop()


def _is_full(waiting: deque[tuple[Any, Waiting]], workers: int) -> bool:
    if len(waiting) >= workers * _AHEAD:
        return True
    few = len(waiting) < workers * _AT_LEAST
    return not few and sum(ticket.size for _, ticket in waiting) > _AHEAD_BYTES


_WORDS = {
    Fate.DIED: "a worker process died",
    Fate.TIME: "a worker process took longer than it may",
    Fate.MEMORY: "a worker process took more memory than it may",
}


def settled(
    outcomes: Iterable[tuple[Item, Outcome]],
    lost: Callable[[Item, Fate], Result] | None,
    root: Path | None = None,
) -> Iterator[Result]:
    """Yield results: those of ``lost`` for items that have none of their own.

    Raises :class:`EditioError` for such an item where there is no ``lost``, and what was raised
    where the work was done. ``root`` is where the edition lies here, if not there.
    """
    for item, outcome in outcomes:
        if outcome.error is not None:
            raise places.loads(outcome.error, root)
        if outcome.fate is None:
            assert outcome.result is not None
            result: Result = places.loads(outcome.result, root)
            yield result
        elif lost is not None:
            yield lost(item, outcome.fate)
        else:
            hint = "run again with --executor serial to see more"
            raise EditioError(_WORDS[outcome.fate], hint)
