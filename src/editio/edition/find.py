"""Finding the documents of an edition: which files belong to it, and what each is called."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath
from posixpath import splitext
from typing import TYPE_CHECKING

from editio.edition.model import DocumentRef, Role
from editio.edition.stems import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from editio.edition.settings import Settings

#: Folders at the top of an edition that hold no texts, whatever the patterns say.
_RESERVED = frozenset({"build", "schemas", "xslt"})
#: The file by which a folder is known that a build was written into. What it has are no sources.
OUTPUT_MARK = ".editio"
#: File names that Windows keeps for devices: no page may be called so.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def find_documents(settings: Settings) -> tuple[DocumentRef, ...]:
    """Return the documents of the edition, in the order that ``order`` gives, then by path.

    A file is a document if a pattern of texts or registers matches it and none of ``exclude``
    does. Hidden files and folders, pipes and devices, symbolic links that lead out of the
    edition, and folders that hold a build, are passed over. Whether a file is TEI at all is seen
    when it is opened.
    """
    texts = [path_pattern(pattern) for pattern in settings.texts]
    registers = [path_pattern(pattern) for pattern in settings.registers]
    exclude = [path_pattern(pattern) for pattern in settings.exclude]
    found: list[tuple[str, Role]] = []
    for path in _files(settings, exclude):
        if _matches(path, registers):
            found.append((path, Role.REGISTER))
        elif _matches(path, texts):
            found.append((path, Role.TEXT))
    found.sort()
    ids = document_ids([path for path, _ in found])
    if settings.order:
        place = positions(settings)
        found.sort(key=lambda item: place(item[0]))
    return tuple(DocumentRef(id=ids[path], path=path, role=role) for path, role in found)


def positions(settings: Settings) -> Callable[[str], str]:
    """Return what tells where a document stands: strings that sort as the edition orders paths.

    The position of one document does not depend on the others.
    """
    order = [path_pattern(pattern) for pattern in settings.order]

    def position(path: str) -> str:
        place = next((i for i, found in enumerate(order) if found.fullmatch(path)), len(order))
        return f"{place:06} {path}"

    return position


def document_ids(paths: Sequence[str]) -> dict[str, str]:
    """Give each path below the edition an id that is a safe file name, unique in any case.

    The id is the file's stem; where two collide, the relative path joined with ``-``, and where
    these collide too, with a number behind it.
    """
    ids = {path: _safe(splitext(path.rpartition("/")[2])[0]) for path in paths}
    used: set[str] = set()
    shared: set[str] = set()
    for name in ids.values():
        folded = _folded(name)
        (shared if folded in used else used).add(folded)
    if shared:
        used -= shared
        for path, name in ids.items():
            if _folded(name) in shared:
                long = _safe("-".join(PurePosixPath(path).with_suffix("").parts))
                ids[path] = _unused(long, used)
    return ids


def _folded(name: str) -> str:
    """Return a name without the difference of case; most have none, and take no room twice."""
    folded = name.casefold()
    return name if folded == name else folded


def _unused(name: str, used: set[str]) -> str:
    candidate, number = name, 1
    while candidate.casefold() in used:
        number += 1
        candidate = f"{name}-{number}"
    used.add(candidate.casefold())
    return candidate


def _safe(name: str) -> str:
    cleaned = stem(unicodedata.normalize("NFC", name)) or "document"
    return f"_{cleaned}" if _DEVICES.match(cleaned) else cleaned


def _files(settings: Settings, exclude: Sequence[re.Pattern[str]]) -> Iterator[str]:
    """Yield the paths of all visible files, relative to the edition, with ``/`` between parts.

    A mark of a build in the folder of the edition itself hides nothing.
    """
    folders = [""]
    while folders:
        prefix = folders.pop()
        items = _items(f"{settings.root}/{prefix}")
        if prefix and any(item.name == OUTPUT_MARK for item in items):
            continue
        for item in items:
            if item.name.startswith("."):
                continue
            path = prefix + item.name
            if _matches(path, exclude):
                continue
            if not item.is_dir():
                if _belongs(item, settings.root):
                    yield path
            elif not item.is_symlink() and path not in _RESERVED:
                folders.append(f"{path}/")


def _belongs(item: os.DirEntry[str], root: Path) -> bool:
    """Tell whether this is a file of the edition: no pipe, no device, nothing that lies elsewhere.

    A link that leads nowhere belongs to it; that it cannot be read is a finding.
    """
    if not item.is_symlink():
        return item.is_file()
    target = Path(item.path).resolve()
    return target.is_relative_to(root) and (target.is_file() or not target.exists())


def _items(folder: str) -> list[os.DirEntry[str]]:
    """Return what is in a folder; nothing if it cannot be read."""
    try:
        with os.scandir(folder) as items:
            return list(items)
    except OSError:
        return []


def _matches(path: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(path) for pattern in patterns)


def path_pattern(pattern: str) -> re.Pattern[str]:
    """Translate a path pattern: ``*`` and ``?`` stay in a folder, ``**`` crosses folders."""
    pattern = pattern.removeprefix("./").rstrip("/")
    out: list[str] = []
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", pattern):
        match part:
            case "**/":
                out.append("(?:.*/)?")
            case "**":
                out.append(".*")
            case "*":
                out.append("[^/]*")
            case "?":
                out.append("[^/]")
            case _:
                out.append(re.escape(part))
    return re.compile("".join(out))
