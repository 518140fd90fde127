"""Progress on long work: a bar on a terminal, plain lines elsewhere, nothing for short work."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, Task, TaskID
    from rich.text import Text

#: Seconds between two plain lines, and before the first.
_INTERVAL = 10.0
#: Seconds between two drawings of the bar.
_SOON = 0.1


class ProgressDisplay:
    """Shows the stages of a run on stderr. Implements :class:`editio.run.progress.Progress`."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._bar = _bar() if self._terminal and not quiet else None
        self._task: TaskID | None = None
        self._stage = ""
        self._total = 0
        self._done = 0
        self._shown = 0
        self._last = 0.0

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of ``total`` steps."""
        if self._bar is not None:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(name, total=total)
            self._bar.refresh()
        self._stage, self._total, self._done = name, total, 0
        self._last, self._shown = time.monotonic(), 0

    def advance(self) -> None:
        """One step is done."""
        self._done += 1
        now = time.monotonic()
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)
            if now - self._last > _SOON:
                self._last = now
                self._bar.refresh()
        if not self._terminal and not self._quiet and now - self._last > _INTERVAL:
            rate = (self._done - self._shown) / (now - self._last)
            self._last, self._shown = now, self._done
            print(self._line(rate), file=sys.stderr, flush=True)

    def _line(self, rate: float) -> str:
        """Return a line for logs: how much is done, and at this rate, when all will be."""
        left = timedelta(seconds=round((self._total - self._done) / rate))
        counts = f"{self._done} of {self._total}"
        return f"{self._stage}: {counts}, {_written(rate)} a second, {left} left"


def _bar() -> Progress:
    # a tenth of the time that the program takes to start, which only a terminal is worth
    from rich import progress
    from rich.console import Console
    from rich.text import Text

    class Rate(progress.ProgressColumn):
        """How many steps are done in a second, of late."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{_written(speed)}/s" if speed else "")

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        Rate(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # In a thread of its own it would not be drawn more often, and keep the first worker from
        # being a copy of this process (run/executors/copies.py).
        auto_refresh=False,
    )


def _written(rate: float) -> str:
    return f"{rate:.1f}" if rate < 10 else f"{rate:.0f}"
