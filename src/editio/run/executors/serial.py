"""Everything in this process, one item after the other: nothing is limited and nothing isolated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.edition.fate import Fate

Item = TypeVar("Item")
Result = TypeVar("Result")


class SerialExecutor:
    """Works here."""

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
        """Yield results in order."""
        yield from map(function, items)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return
