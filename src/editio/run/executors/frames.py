"""What travels between a run and its workers: a kind of one byte, a length, and bytes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import IO

_HEAD = struct.Struct(">cQ")

#: From a run to its worker: how to work, the function, an item.
SETUP, FUNCTION, ITEM = b"S", b"F", b"I"
#: From a worker to its run: it is ready; a result; an exception; no memory was left for an item.
READY, RESULT, ERROR, NO_MEMORY = b"Y", b"R", b"E", b"M"

#: The exit status of a worker that goes because it has grown: another takes its place.
LEAVING = 75


class Frame(NamedTuple):
    """One message."""

    kind: bytes
    payload: bytes


def send(stream: IO[bytes], kind: bytes, payload: bytes = b"") -> None:
    """Write a frame. Raises :class:`OSError` if nobody reads any more."""
    stream.write(_HEAD.pack(kind, len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> Frame | None:
    """Read a frame; ``None`` if the other side has gone, in the middle of a frame, too."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, size = _HEAD.unpack(head)
    payload = stream.read(size)
    return Frame(kind, payload) if len(payload) == size else None
