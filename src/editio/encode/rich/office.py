"""Reading documents through pandoc, which runs as a program of its own, in its sandbox.

pandoc comes with the extra ``editio[office]``, or from the machine. It reads nothing but the file
that it is given, asks no network, and is stopped after a while; its memory is limited.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from editio.encode.rich.archive import Picture, ensure_harmless, pictures
from editio.encode.rich.pandoc import read_pandoc
from editio.encode.rich.rtf import ensure_whole, repaired
from editio.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.encode.rich.model import RichText

#: What pandoc calls the formats of files, by their suffix, and whether they are ZIP archives.
FORMATS = {
    ".docx": ("docx", True),
    ".odt": ("odt", True),
    ".epub": ("epub", True),
    ".rtf": ("rtf", False),
    ".html": ("html-native_divs-native_spans", False),
    ".htm": ("html-native_divs-native_spans", False),
    ".xhtml": ("html-native_divs-native_spans", False),
    ".tex": ("latex", False),
    ".latex": ("latex", False),
}
_SECONDS = 120
_MEMORY = "2G"
_LARGEST = 100_000_000


def read_office(data: bytes, name: str, suffix: str) -> RichText:
    """Return the tree of an office document.

    Raises :class:`SourceError` where it is hostile or broken, or where there is no pandoc.
    """
    form, is_archive = FORMATS[suffix]
    if len(data) > _LARGEST:
        raise SourceError(f"{name}: the file is too large", "divide it into parts")
    if is_archive:
        ensure_harmless(data, name)
    document = _json(_run(repaired(data) if form == "rtf" else data, form, name), name)
    try:
        read = read_pandoc(document, form.partition("-")[0])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise SourceError(
            f"{name}: pandoc answers in a form that is not known", "use pandoc 3"
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    if form == "rtf":
        ensure_whole(data, read, name)
    return read


def pictures_of(data: bytes, suffix: str, wanted: Iterable[str]) -> list[Picture]:
    """Return the pictures that a document holds itself."""
    return pictures(data, wanted) if FORMATS[suffix][1] else []


def _pandoc() -> str:
    try:
        import pypandoc

        path: str = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        path = shutil.which("pandoc") or ""
    if not path:
        raise SourceError(
            "office documents need pandoc, which is not installed",
            "pip install 'editio[office]'; plain text and Markdown need nothing more",
        )
    return path


def _run(data: bytes, form: str, name: str) -> bytes:
    command = [_pandoc(), "+RTS", f"-M{_MEMORY}", "-RTS", "--sandbox", "-f", form, "-t", "json"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            f"{name}: pandoc did not finish in {_SECONDS} seconds", "divide it into parts"
        ) from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
        raise SourceError(f"{name}: pandoc cannot read it: {said}", "save the document anew")
    return done.stdout


def _json(output: bytes, name: str) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(output)
    except RecursionError as error:
        raise _too_deep(name) from error
    return document


def _too_deep(name: str) -> SourceError:
    return SourceError(f"{name}: the text is nested too deeply", "is it what it should be?")
