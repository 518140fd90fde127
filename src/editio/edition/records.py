"""Records as bytes, for the store of results: what comes back are Editio's records, nothing else.

A store may have been written by another machine (a cache of continuous integration), and a pickle
can call any function. This reader knows the records of Editio and refuses everything else.
"""

from __future__ import annotations

import io
import pickle
from functools import lru_cache
from typing import Any

_SAFE_MODULES = frozenset(
    {
        "editio.edition.model",
        "editio.edition.prefixes",
        "editio.findings",
        "editio.publish.index.made",
        "editio.run.checking",
        "editio.run.evidence",
        "editio.run.processed",
        "editio.run.remembered",
        "editio.validate.facts",
        "editio.validate.ignoring",
        "editio.validate.names",
        "editio.validate.usage",
    }
)


class UnknownRecordError(Exception):
    """Bytes that are no record of this version of Editio."""


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


# A run reads thousands of records of a dozen classes.
@lru_cache(maxsize=256)
def _class(module: str, name: str) -> type:
    finder = pickle.Unpickler(io.BytesIO())  # noqa: S301  it finds a class, and loads nothing
    found = finder.find_class(module, name) if module in _SAFE_MODULES else None
    if isinstance(found, type) and found.__module__ in _SAFE_MODULES:
        return found
    raise UnknownRecordError(f"{module}.{name}")


def dump(value: object) -> bytes:
    """Return a record (or a tuple, a list, a dictionary of records) as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def dump_stable(value: object) -> bytes:
    """Return a record as bytes that are the same for equal records, however they came about.

    The record may not hold sets, nor itself.
    """
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    # Without its memory, a pickle does not tell which of several equal strings are one object.
    pickler.fast = True
    pickler.dump(value)
    return stream.getvalue()


def load(data: bytes) -> Any:
    """Return what :func:`dump` wrote. Raises :class:`UnknownRecordError` for anything else."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except UnknownRecordError:
        raise
    except Exception as error:
        raise UnknownRecordError(str(error)) from error


def known(data: bytes | None) -> Any:
    """Return what :func:`dump` wrote; ``None`` for nothing, and for anything else."""
    try:
        return None if data is None else load(data)
    except UnknownRecordError:
        return None
