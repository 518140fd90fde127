"""Office documents are ZIP archives: made sure of before any program opens them.

A small file can unfold to more than a machine holds, and its XML can define entities that do the
same. Both are refused; what is read is read with a limit, whatever the archive says of itself.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from editio.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_FILES = 5_000
_MOST_BYTES = 300_000_000
#: Text packs to a twentieth; nothing real to a five-hundredth.
_MOST_RATIO = 500
_SMALL = 1_000_000
_CHUNK = 1 << 20
_XML = frozenset({".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".htm", ".svg"})
#: Pictures that browsers show and nothing can run in.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture out of an archive: its path there, and its bytes."""

    path: str
    data: bytes


def ensure_harmless(data: bytes, name: str) -> None:
    """Raise :class:`SourceError` where an archive is broken, or unfolds to something hostile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_through(archive, len(data), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise _refused(name, f"it cannot be unpacked ({error})") from error
    except (NotImplementedError, RuntimeError) as error:
        raise _refused(name, "it is encrypted, or packed in an unknown way") from error


def _look_through(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    infos = archive.infolist()
    if len(infos) > _MOST_FILES:
        raise _refused(name, f"it holds {len(infos)} files")
    total = 0
    for info in infos:
        head = b""
        with archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                total += len(chunk)
                head = head or chunk
                if total > _MOST_BYTES or (total > _SMALL and total > _MOST_RATIO * packed):
                    raise _refused(name, "it unfolds to far more than its size")
        if PurePosixPath(info.filename).suffix.lower() in _XML and _defines_entities(head):
            raise _refused(name, f"{info.filename} defines entities")


def _defines_entities(head: bytes) -> bool:
    plain = head.replace(b"\0", b"")
    return b"<!ENTITY" in plain


def pictures(data: bytes, wanted: Iterable[str]) -> list[Picture]:
    """Return the pictures of an archive that a text shows, by the paths that it uses."""
    found: list[Picture] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        for path in dict.fromkeys(wanted):
            if PurePosixPath(path).suffix.lower() not in PICTURES:
                continue
            # pandoc leaves out the folder of the document, such as word/
            name = next((n for n in names if n == path or n.endswith(f"/{path}")), None)
            if name is not None:
                found.append(Picture(path, archive.read(name)))
    return found


def _refused(name: str, why: str) -> SourceError:
    return SourceError(
        f"{name}: refused: {why}", "save the document anew in the program that made it"
    )
