"""Work of which a part is known from earlier runs: the rest is done by the workers."""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Known results in a row that are held while a worker is at the item before them.
_MOST_AHEAD = 200


def known_or_made(
    items: Iterable[Item],
    find: Callable[[Item], Result | None],
    make: Callable[[Iterable[Item]], Iterator[Result]],
) -> Iterator[tuple[Item, Result, bool]]:
    """Yield each item in order with its result, and whether it was made.

    ``make`` takes the items for which ``find`` has nothing, and yields their results in order. It
    is called again after long runs of known results, so that these do not pile up.
    """
    waiting = iter(items)
    ahead: deque[tuple[Item, Result | None]] = deque()

    def unknown() -> Iterator[Item]:
        in_a_row = 0
        for item in waiting:
            known = find(item)
            ahead.append((item, known))
            if known is None:
                in_a_row = 0
                yield item
            elif (in_a_row := in_a_row + 1) == _MOST_AHEAD:
                return

    for item in waiting:
        found = find(item)
        if found is not None:
            yield item, found, False
            continue
        ahead.append((item, None))
        for made in make(chain((item,), unknown())):
            while (known := ahead[0][1]) is not None:
                yield ahead.popleft()[0], known, False
            yield ahead.popleft()[0], made, True
        yield from ((item, known, False) for item, known in ahead if known is not None)
        ahead.clear()
