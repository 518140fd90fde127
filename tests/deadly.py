"""Functions that workers run in tests: some of them kill the process."""

from __future__ import annotations

import os
import signal

from editio.run import pipeline

SEVEN = 7


def doubled(number: int) -> int:
    """Return twice the number."""
    return 2 * number


def deadly(number: int) -> int:
    """Kill the process for seven."""
    if number == SEVEN:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def deadly_once(item: tuple[int, str]) -> int:
    """Kill the process for seven, unless the file is there that says that it was done."""
    number, marker = item
    if number == SEVEN and not os.path.exists(marker):  # noqa: PTH110
        with open(marker, "w", encoding="utf-8"):  # noqa: PTH123
            os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


_process = pipeline._process_one


def process_or_die(task: pipeline._Task) -> object:
    """Kill the process for the document that is called so."""
    if task.ref.id == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return _process(task)
