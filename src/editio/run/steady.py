"""Documents that are saved while they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from editio.edition.fingerprints import file_digest
from editio.run.contents import trace_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Value = TypeVar("Value")

#: How often a document is read that changes while it is read.
_PATIENCE = 3


def steady(path: Path, work: Callable[[], Value]) -> tuple[Value, str]:
    """Do the work, and return the hash of the file's bytes that it was done with.

    A file that is saved meanwhile is worked on again: whatever reads it a second time could have
    seen another one. A file that was left alone for a while, and is by its times, is not read
    again to be sure. If it does not come to rest, the hash is empty: nothing may be remembered,
    and the next run will look again.
    """
    trace, is_settled = trace_of(path)
    before = file_digest(path)
    for _ in range(_PATIENCE):
        value = work()
        if is_settled and trace_of(path)[0] == trace:
            return value, before
        after = file_digest(path)
        if after == before:
            return value, before
        before = after
    return value, ""
