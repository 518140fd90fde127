"""Making the many pages of a build: here if they are few, else wherever the documents were made.

What decides about pages (their names, what is taken from the previous build, what is wrong with
their links) stays in the process that puts the edition together. An :class:`Order` for what is to
be made goes to a worker, which writes the files into the build and tells what there is to know.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar

from editio.publish.site.ends import Succession
from editio.publish.site.kept import page_of
from editio.publish.site.links import PageLinks, links_of
from editio.publish.site.output import stamp_of, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from editio.edition.fate import Fate
    from editio.publish.site.documents import Brief
    from editio.publish.site.kept import Kept
    from editio.publish.site.pages import Frame

Item = TypeVar("Item")
Result = TypeVar("Result")

#: What is made at a stretch, in bytes that a worker is sent: a twentieth of a second's work, about.
#: Some dozen for each worker are in memory at once.
_BATCH = 150_000
#: A page takes a memory of so many times less than a document that has as many bytes.
_LIGHTER = 5
#: What is made here, without a worker: to start one takes longer.
_FEW = 2_000_000


class Workers(Protocol):
    """Does something with items, in their order, here or elsewhere on this computer.

    ``lost`` gives the result of an item that a worker could not do.
    """

    def __call__(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        lost: Callable[[Item, Fate], Result] | None = None,
    ) -> Iterator[Result]: ...


def here(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    lost: Callable[[Item, Fate], Result] | None = None,
) -> Iterator[Result]:
    """Do it in this process."""
    return map(function, items)


class Task(Protocol):
    """Pages that are made together. It travels to the process that makes them.

    ``size`` are the bytes that they are made from.
    """

    @property
    def size(self) -> int: ...

    def contents(self, site: Site) -> Iterable[str]:
        """Yield the files, in the order that was agreed on."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: files of the build with their keys, and what makes them.

    ``weight`` are the bytes that travel, or as much as takes as long. Where a task may make more
    files than these, ``more`` says what is the path and the key of one by its number, from 0.
    """

    files: Sequence[tuple[str, str]]
    task: Task
    weight: int
    more: Callable[[int], tuple[str, str]] | None = None


#: Tasks with the files that each is to write, as they travel.
Batch: TypeAlias = "list[tuple[Sequence[str], Task]]"


class Made(NamedTuple):
    """A file that was written: its stamp, and its links if it is a page."""

    stamp: tuple[int, int, int]
    links: PageLinks | None


class Site:
    """What pages are made with, wherever they are: it is sent to each worker once.

    ``folder`` is where the files of the build lie, with a separator at the end.
    """

    def __init__(self, frame: Frame, documents: Mapping[str, Brief], folder: str) -> None:
        self.frame = frame
        self.documents = documents
        self.folder = folder

    def __reduce__(self) -> tuple[type[Site], tuple[object, ...]]:
        return Site, (self.frame, self.documents, self.folder)

    @cached_property
    def succession(self) -> Succession:
        """The documents in the order of time."""
        return Succession(self.documents)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The places of the documents in the edition."""
        return {name: place for place, name in enumerate(self.documents)}

    def weigh(self, batch: Batch) -> int:
        """Return the bytes of a document that takes as much memory."""
        return max(task.size for _, task in batch) // _LIGHTER

    def __call__(self, batch: Batch) -> list[tuple[list[Made], list[str]]]:
        """Make what is asked for: what was written, and what has no name yet."""
        return [self._made(paths, task) for paths, task in batch]

    def _made(self, paths: Sequence[str], task: Task) -> tuple[list[Made], list[str]]:
        made: list[Made] = []
        contents = iter(task.contents(self))
        for path, content in zip(paths, contents, strict=False):
            target = self.folder + path
            write_file(target, content.encode())
            page = page_of(path)
            made.append(Made(stamp_of(target), links_of(page, content) if page else None))
        return made, list(contents)


class Press:
    """Has pages made, and takes down what became of them."""

    def __init__(self, kept: Kept, site: Site, workers: Workers = here) -> None:
        self.kept = kept
        self.site = site
        self._workers = workers
        self._begun: deque[list[Order]] = deque()

    def wants(self, path: str, key: str) -> bool:
        """Tell whether a file is to be made, and not that of the previous build is taken.

        A file that is to be made has its name from then on, and must be ordered.
        """
        if self.kept.take(path, key):
            return False
        self.kept.output.reserve(path)
        return True

    def make(self, orders: Iterable[Order]) -> None:
        """Have all be made; what is done while orders are given is done while workers work."""
        orders = iter(orders)
        first: list[Order] = []
        weight = 0
        for order in orders:
            first.append(order)
            weight += order.weight
            if weight > _FEW:
                break
        workers = self._workers if weight > _FEW else here
        for results in workers(self.site, self._batches(chain(first, orders)), self._lost):
            for order, (made, more) in zip(self._begun.popleft(), results, strict=True):
                self._take_down(order, made, more)

    def _batches(self, orders: Iterable[Order]) -> Iterator[Batch]:
        batch: list[Order] = []
        weight = 0
        for order in orders:
            batch.append(order)
            weight += order.weight
            if weight > _BATCH:
                yield self._begin(batch)
                batch, weight = [], 0
        if batch:
            yield self._begin(batch)

    def _begin(self, batch: list[Order]) -> Batch:
        self._begun.append(batch)
        return [([path for path, _ in order.files], order.task) for order in batch]

    def _lost(self, batch: Batch, fate: Fate) -> list[tuple[list[Made], list[str]]]:
        """Make here what a worker could not make, whatever the reason."""
        return self.site(batch)

    def _take_down(self, order: Order, made: Sequence[Made], more: Sequence[str]) -> None:
        for (path, key), item in zip(order.files, made, strict=True):
            self.kept.note_made(path, key, item.stamp, item.links)
        for number, content in enumerate(more, len(order.files)):
            assert order.more is not None
            self.kept.write(*order.more(number), content)
