"""Functions that workers run in tests: some of them kill the process, or never end."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from editio.errors import EditioError
from editio.run.steps import ProcessStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.publish.site.press import Site
    from editio.run.steps import Numbered

SEVEN = 7


def heed_interrupts() -> None:
    """Make a process that can be interrupted, also where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def seven(_: int) -> int:
    """Return the number that this module holds in the process that works."""
    return SEVEN


def doubled(number: int) -> int:
    """Return twice the number."""
    return 2 * number


def slow(number: int) -> int:
    """Take a while."""
    time.sleep(0.1)
    return 2 * number


@dataclass(frozen=True, slots=True)
class WordsTask:
    """A page of each word."""

    words: tuple[str, ...]
    size: int = 1

    def contents(self, _site: Site) -> Iterator[str]:
        """Yield the pages."""
        yield from self.words


@dataclass(frozen=True, slots=True)
class DeadlyTask:
    """Pages that no process but one survives."""

    survivor: int
    size: int = 1

    def contents(self, _site: Site) -> Iterator[str]:
        """Yield a page that can be made, and another one."""
        yield "one"
        if os.getpid() != self.survivor:
            os._exit(9)
        yield "two"


def process_of(_number: int) -> int:
    """Return the number of the process."""
    return os.getpid()


class Weighing:
    """Tells the process that does an item, and takes the item for its weight in bytes."""

    def __call__(self, _item: int) -> int:
        return os.getpid()

    def weigh(self, item: int) -> int:
        return item


def die() -> NoReturn:
    """Kill the process."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def deadly(number: int) -> int:
    """Kill the process for seven."""
    return die() if number == SEVEN else 2 * number


def deadly_once(item: tuple[int, str]) -> int:
    """Kill the process for seven, unless the file is there that says that it was done."""
    number, marker = item
    if number == SEVEN and not Path(marker).exists():
        Path(marker).touch()
        die()
    return 2 * number


def endless(number: int) -> int:
    """Work for ever for seven."""
    while number == SEVEN:
        pass
    return 2 * number


def sleepy(number: int) -> int:
    """Wait for seven as long as nobody has the patience."""
    if number == SEVEN:
        time.sleep(600)
    return 2 * number


def greedy(number: int) -> int:
    """Take half a gigabyte for seven, and keep it for a while."""
    if number == SEVEN:
        taken = bytearray(500_000_000)
        taken[::4096] = b"x" * len(taken[::4096])
        time.sleep(600)
    return 2 * number


def poor(number: int) -> int:
    """Find no memory for seven."""
    if number == SEVEN:
        raise MemoryError
    return 2 * number


class OddError(EditioError):
    """An error that does not survive a copy."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} is odd", "take another")
        self.number = number

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return OddError, ("too", "many")


def even(number: int) -> int:
    """Return the number, unless it is odd."""
    if number % 2:
        raise OddError(number)
    return number


def printing(number: int) -> int:
    """Print something: it must not get between the messages."""
    print("\0" * 100, flush=True)  # noqa: T201
    os.write(1, b"X" * 100)
    return 2 * number


class FatalStep(ProcessStep):
    """Kills the process for every document."""

    def __call__(self, task: Numbered) -> object:  # type: ignore[override]
        return die()


class DeadlyStep(ProcessStep):
    """Kills the process for the document that is called so."""

    def __call__(self, task: Numbered) -> object:  # type: ignore[override]
        return die() if task.ref.id == "deadly" else super().__call__(task)
