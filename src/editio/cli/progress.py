"""Progress on long work: a bar on a terminal, plain lines elsewhere, nothing for short work."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from rich.progress import TaskID

#: Seconds between two plain lines, and before the first.
_INTERVAL = 10.0


class ProgressDisplay:
    """Shows the stages of a run on stderr. Implements :class:`editio.run.progress.Progress`."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=quiet or not self._terminal,
        )
        self._task: TaskID | None = None
        self._stage = ""
        self._total = 0
        self._done = 0
        self._last = 0.0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of ``total`` steps."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(name, total=total)
        self._stage, self._total, self._done = name, total, 0
        self._last = time.monotonic()

    def advance(self) -> None:
        """One step is done."""
        self._done += 1
        if self._task is not None:
            self._bar.advance(self._task)
        now = time.monotonic()
        if not self._terminal and not self._quiet and now - self._last > _INTERVAL:
            self._last = now
            print(f"{self._stage}: {self._done} of {self._total}", file=sys.stderr, flush=True)
