"""How a run tells what it is doing."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told of each stage with its number of steps, then of each step."""

    def stage(self, name: str, total: int) -> None: ...

    def advance(self) -> None: ...


class NoProgress:
    """Tells nobody: for callers from Python."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def advance(self) -> None:
        """Say nothing."""
