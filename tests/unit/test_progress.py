"""What long work says of itself: how much is done, how fast, and how long it will take."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from editio.cli import progress
from editio.cli.progress import ProgressDisplay

if TYPE_CHECKING:
    import pytest


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


def test_a_log_has_lines_with_rate_and_time_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    with ProgressDisplay() as display:
        display.stage("Documents", 600)
        for _ in range(110):
            clock.now += 0.125
            display.advance()
        for _ in range(50):
            clock.now += 1
            display.advance()
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Documents: 81 of 600, 8.0 a second, 0:01:05 left"
    assert lines[-1] == "Documents: 150 of 600, 1.0 a second, 0:07:30 left"


def test_short_and_quiet_work_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    for quiet, step in ((False, 0.01), (True, 10.0)):
        with ProgressDisplay(quiet=quiet) as display:
            display.stage("Documents", 50)
            for _ in range(50):
                clock.now += step
                display.advance()
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_a_bar_with_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100, _environ={})
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("rich.console.Console", lambda **_: console)
    with ProgressDisplay() as display:
        display.stage("Documents", 500)
        for _ in range(400):
            display.advance()
        assert display._bar is not None
        display._bar.refresh()
    shown = screen.getvalue()
    assert "400/500" in shown
    assert "/s" in shown
