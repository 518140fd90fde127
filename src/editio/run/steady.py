"""Documents that are saved while they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from editio.edition.fingerprints import file_digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Value = TypeVar("Value")

#: How often a document is read that changes while it is read.
_PATIENCE = 3


def steady(path: Path, work: Callable[[], Value]) -> tuple[Value, str]:
    """Do the work, and return the hash of the file's bytes that it was done with.

    A file that is saved meanwhile is worked on again: whatever reads it a second time could have
    seen another one. If it does not come to rest, the hash is empty: nothing may be remembered,
    and the next run will look again.
    """
    before = file_digest(path)
    for _ in range(_PATIENCE):
        value = work()
        after = file_digest(path)
        if after == before:
            return value, before
        before = after
    return value, ""
