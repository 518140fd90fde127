"""Records that travel fast: between processes, and to and from the disk.

A frozen dataclass with slots looks up its fields each time when it is pickled, and sets them one by
one by their names when it is read again; for the thousands of records of a document that costs more
than all else.
"""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

Record = TypeVar("Record", bound=type)


def quick(record: Record) -> Record:
    """Let a frozen dataclass with slots pickle by what is found out about its fields once."""
    names = [item.name for item in fields(record)]
    found = attrgetter(*names)
    setters = tuple(getattr(record, name).__set__ for name in names)

    def state(self: object) -> tuple[Any, ...]:
        return (found(self),) if len(names) == 1 else found(self)

    def restore(self: object, values: tuple[Any, ...]) -> None:
        for setter, value in zip(setters, values, strict=True):
            setter(self, value)

    for name, method in (("__getstate__", state), ("__setstate__", restore)):
        setattr(record, name, method)
    return record
