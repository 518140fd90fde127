from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.run import known
from editio.run.known import known_or_made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Workers:
    """Looks ahead, as a pool of processes does."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def make(self, unknown: Iterable[tuple[int, str]]) -> Iterator[str]:
        for number, _ in list(unknown):
            self.made.append(number)
            yield f"new {number}"


@pytest.mark.parametrize(
    "kinds", ["", "k", "n", "kkkkkkkk", "nnnn", "nkkkkkkkn", "knknkn", "nkkknkkkknn", "nkk"]
)
def test_known_and_new_results_come_in_order(kinds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "_MOST_AHEAD", 3)
    items = list(enumerate(kinds))
    workers = Workers()

    def find(item: tuple[int, str]) -> str | None:
        return f"old {item[0]}" if item[1] == "k" else None

    assert list(known_or_made(items, find, workers.make)) == [
        ((number, kind), f"{'old' if kind == 'k' else 'new'} {number}", kind == "n")
        for number, kind in items
    ]
    assert workers.made == [number for number, kind in items if kind == "n"]


def test_known_results_do_not_wait_for_all_others() -> None:
    looked: list[int] = []

    def find(number: int) -> int | None:
        looked.append(number)
        return number or None

    found = known_or_made(range(100_000), find, lambda unknown: iter(list(unknown)))
    assert next(found) == (0, 0, True)
    assert len(looked) <= known._MOST_AHEAD + 1
    assert [next(found)[0] for _ in range(1000)] == list(range(1, 1001))
    assert len(looked) <= 1001 + known._MOST_AHEAD
