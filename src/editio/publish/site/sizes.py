"""How large pictures are, read from the beginning of their files.

A page that knows it keeps the room for a picture that is still on its way, so that nothing moves
when it comes: neither what one reads, nor what one is about to click.
"""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 4_096
#: Segments of a JPEG are looked at up to this many: a sound one has some dozens before its frame.
_SEGMENTS = 1_000
_SVG = re.compile(r"<svg(?=[\s>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_LENGTH = r"\s{}\s*=\s*[\"']\s*(\d+(?:\.\d+)?)(?:px)?\s*[\"']"
_WIDTH, _HEIGHT = (re.compile(_LENGTH.format(name)) for name in ("width", "height"))
_VIEW_BOX = re.compile(
    r"\sviewBox\s*=\s*[\"']\s*(?:[-\d.eE]+[\s,]+){2}([\d.]+)[\s,]+([\d.]+)\s*[\"']"
)


def size_of(path: Path) -> tuple[int, int] | None:
    """Return width and height of a picture in pixels; None where its file does not say them.

    Knows PNG, JPEG, GIF, WebP, AVIF, BMP and SVG, by their content.
    """
    with suppress(OSError, struct.error), path.open("rb") as file:
        head = file.read(_HEAD)
        size = _jpeg(file) if head.startswith(b"\xff\xd8") else _of_head(head)
        if size and min(size) > 0:
            return size
    return None


def _of_head(head: bytes) -> tuple[int, int] | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _pair(">II", head, 16)
    if head.startswith((b"GIF87a", b"GIF89a")):
        return _pair("<HH", head, 6)
    if head.startswith(b"BM"):
        width, height = _pair("<ii", head, 18)
        return width, abs(height)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _webp(head)
    if head[4:8] == b"ftyp" and (at := head.find(b"ispe")) > 0:
        return _pair(">II", head, at + 8)
    return _svg(head.decode("utf-8", "replace"))


def _pair(form: str, data: bytes, at: int) -> tuple[int, int]:
    first, second = struct.unpack_from(form, data, at)
    return int(first), int(second)


def _webp(head: bytes) -> tuple[int, int] | None:
    """The three forms of a WebP: lossy, lossless, extended (RFC 9649)."""
    kind = head[12:16]
    if kind == b"VP8 ":
        width, height = _pair("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        return (
            int.from_bytes(head[24:27], "little") + 1,
            int.from_bytes(head[27:30], "little") + 1,
        )
    return None


def _jpeg(file: BinaryIO) -> tuple[int, int] | None:
    """Go from segment to segment to that of the frame (ITU-T T.81, B.1.1 and B.2.2)."""
    file.seek(2)
    for _ in range(_SEGMENTS):
        start, marker, length = struct.unpack(">BBH", file.read(4))
        if start != 0xFF:
            return None
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = _pair(">HH", file.read(5), 1)
            return width, height
        file.seek(length - 2, 1)
    return None


def _svg(text: str) -> tuple[int, int] | None:
    found = _SVG.search(text)
    if found is None:
        return None
    width, height = _WIDTH.search(found[1]), _HEIGHT.search(found[1])
    if width and height:
        return round(float(width[1])), round(float(height[1]))
    box = _VIEW_BOX.search(found[1])
    with suppress(ValueError):
        return (round(float(box[1])), round(float(box[2]))) if box else None
    return None
