"""Hashes of what results depend on: files, settings, stylesheets, Editio itself."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from editio import resources
from editio.addresses import join_uri, split_uri
from editio.edition.parsing import parse_bytes
from editio.errors import SourceError
from editio.names import XSLT_NS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Whose versions decide what a build looks like.
_ENGINES = ("saxonche", "lxml", "jinja2")
#: What is part of the program and of no result.
_IGNORED = frozenset({"__pycache__"})


def digest(*parts: str | bytes) -> str:
    """Return a hash of the parts in their order; no two sequences of parts share one."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def file_digest(path: Path | str) -> str:
    """Return the SHA-256 of a file's bytes; empty if there is no file that can be read."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  done for all documents
            return hashlib.sha256(file.read()).hexdigest()
    except (OSError, ValueError):
        return ""


@lru_cache(maxsize=1)
def program() -> str:
    """Return a hash of Editio (its code, stylesheets, schemas) and of the engines' versions.

    The bytes of the program count and not its version: what is changed in a checkout is seen.
    """
    folders = (Path(__file__).parent.parent, *resources.folders())
    files = (path for folder in folders for path in sorted(_files(str(folder))))
    parts = (part for path in files for part in (path.rpartition(os.sep)[2], file_digest(path)))
    return digest(*_versions(), *parts)


def stylesheet(path: Path | None) -> str:
    """Return a hash of a stylesheet with all that it imports and includes.

    Modules of Editio count as part of the program. Of what a stylesheet reads when it runs
    (``doc()``) nothing is known here.
    """
    if path is None:
        return ""
    files = sorted(stylesheet_files(path))
    return digest(*(part for file in files for part in (str(file), file_digest(file))))


def stylesheet_files(path: Path | None) -> Iterator[Path]:
    """Yield a stylesheet and all that it imports and includes, those that are missing too."""
    pending, seen = [path.resolve()] if path is not None else [], set()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        yield current
        pending += _imports(current)


def _imports(path: Path) -> Iterable[Path]:
    try:
        root = parse_bytes(path.read_bytes(), path.as_uri())
    except (OSError, SourceError):
        return
    for element in root.iter(f"{{{XSLT_NS}}}import", f"{{{XSLT_NS}}}include"):
        if not isinstance(element, etree._Element):  # pragma: no cover - only elements have tags
            continue
        parts = split_uri(join_uri(path.as_uri(), element.get("href") or ""))
        if parts.scheme == "file":
            yield Path(unquote(parts.path))


def _files(folder: str) -> Iterator[str]:
    """Yield the files below a folder: strings and not paths, because every run asks for them."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _IGNORED]
        yield from (f"{place}{os.sep}{name}" for name in names)


def _versions() -> Iterator[str]:
    """Yield the engines with their versions, as the folders say that are installed beside them.

    ``importlib.metadata`` reads them in more cases, and takes longer than all else here.
    """
    installed = [name.lower() for folder in sys.path for name in _names_in(folder)]
    for engine in _ENGINES:
        is_its = re.compile(rf"{engine}-[^-]+\.dist-info").fullmatch
        yield next(filter(is_its, installed), "") or _version(engine)


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  names are all that is wanted
    except OSError:
        return []


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
