"""Why an item has no result: what became of the worker that was at work on it."""

from __future__ import annotations

from enum import StrEnum


class Fate(StrEnum):
    """Its worker died each time, or had to be ended at a limit."""

    DIED = "died"
    TIME = "time"
    MEMORY = "memory"
