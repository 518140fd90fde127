"""The size of a picture is read from its file, whatever the file is."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from editio.publish.site.sizes import size_of

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + b"\x08\x02\x00\x00\x00"
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10" + b"JFIF" + bytes(10)
    + b"\xff\xc4\x00\x04\x00\x00" + b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 480, 640)
)  # fmt: skip
SVG = '<?xml version="1.0"?><!-- <svgx width="1" height="1"> --><svg xmlns="x" {}><g/></svg>'
WEBP = b"RIFF\x00\x00\x00\x00WEBP"


@pytest.mark.parametrize(
    "content",
    [
        PNG,
        JPEG,
        b"GIF89a" + struct.pack("<HH", 640, 480),
        b"BM" + bytes(16) + struct.pack("<ii", 640, -480),
        WEBP + b"VP8 " + bytes(10) + struct.pack("<HH", 640, 480),
        WEBP + b"VP8L" + bytes(5) + struct.pack("<I", 639 | 479 << 14),
        WEBP + b"VP8X" + bytes(8) + b"\x7f\x02\x00\xdf\x01\x00",
        b"\x00\x00\x00\x18ftypavif" + bytes(40) + b"ispe" + struct.pack(">III", 0, 640, 480),
        SVG.format('width="640px" height="480.2"').encode(),
        SVG.format('width="100%" viewBox="0 0 640 480"').encode(),
        SVG.format("viewBox='-1.5,2 640 480'").encode(),
    ],
)
def test_the_size_is_read(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "picture"
    file.write_bytes(content)
    assert size_of(file) == (640, 480)
    for end in range(0, len(content), 3):
        file.write_bytes(content[:end])
        size_of(file)


@pytest.mark.parametrize(
    "content",
    [b"", b"text", SVG.format('width="0" height="0"').encode(), PNG[:20], b"\xff\xd8\xff\xd9",
     b"\xff\xd8" + b"\xff\xe0\x00\x00" * 3_000, SVG.format('viewBox="0 0 1.2.3 4"').encode()],
)  # fmt: skip
def test_what_says_no_size_has_none(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "picture"
    file.write_bytes(content)
    assert size_of(file) is None
    assert size_of(tmp_path / "missing") is None
