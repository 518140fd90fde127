"""Whether anything has changed since the last build: if not, there is nothing to do.

The last build leaves a note of all that it read, with hashes, and of all that it wrote, with sizes
and times. This module imports little: looking is most of what it costs.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editio.edition.find import find_documents
from editio.edition.fingerprints import digest, file_digest, program
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.edition.model import DocumentRef
    from editio.edition.settings import Settings

#: In the folder for what helps the next run, below the output.
CACHE = ".cache"
_NOTE = "last.json"
_STATE = "merge.sqlite"
_DATABASE = "index/edition.sqlite"
_FINDINGS = "report/findings.json"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: its findings in order, and how much there is of everything."""

    findings: tuple[Finding, ...]
    documents: int
    units: int
    mentions: int
    entries: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The documents of an edition in their order, and hashes of their bytes by id."""

    refs: tuple[DocumentRef, ...]
    contents: dict[str, str]

    @property
    def digest(self) -> str:
        """A hash of what was seen."""
        return _of_contents({ref.path: self.contents[ref.id] for ref in self.refs})


def look(settings: Settings) -> Seen:
    """Find the documents and read their bytes."""
    refs = find_documents(settings)
    root = f"{settings.root}/"
    return Seen(refs, {ref.id: file_digest(root + ref.path) for ref in refs})


def last_report(settings: Settings, target: Path, seen: Seen) -> BuildReport | None:
    """Return the report of the last build into ``target``, if a build would make the same again.

    ``None`` if anything that it read is different now, or anything that it wrote.
    """
    try:
        note = json.loads((target / CACHE / _NOTE).read_text(encoding="utf-8"))
        same = (
            note["program"] == program()
            and note["settings"] == _settings(settings)
            and note["documents"] == seen.digest
            and all(file_digest(Path(path)) == found for path, found in note["others"].items())
            and _is_intact(target)
        )
        return _report(target, note["counts"]) if same else None
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error):
        return None


def note_build(
    settings: Settings,
    target: Path,
    contents: Mapping[str, str],
    others: Iterable[Path],
    report: BuildReport,
) -> None:
    """Leave a note of a build for the next one.

    ``contents`` are the hashes of the documents by path, as they were read; ``others`` are the
    other files that the build read, or would have read if they were there.
    """
    paths = {*others, *_files_of(settings)}
    note = {
        "program": program(),
        "settings": _settings(settings),
        "documents": _of_contents(contents),
        "others": {str(path): file_digest(path) for path in sorted(paths)},
        "counts": [report.documents, report.units, report.mentions, report.entries],
    }
    with suppress(OSError):
        (target / CACHE / _NOTE).write_text(json.dumps(note), encoding="utf-8")


def forget_build(target: Path) -> None:
    """Take the note of the last build away, before anything changes."""
    with suppress(OSError):
        (target / CACHE / _NOTE).unlink(missing_ok=True)


def _settings(settings: Settings) -> str:
    return digest(repr(settings))


def _of_contents(contents: Mapping[str, str]) -> str:
    return digest(*(part for pair in contents.items() for part in pair))


def _files_of(settings: Any) -> Iterator[Path]:
    """Yield the files that settings name, and those in the folders that they name."""
    for item in fields(settings):
        value = getattr(settings, item.name)
        for path in value if isinstance(value, tuple) else (value,):
            if isinstance(path, Path) and item.name not in {"root", "include_folders"}:
                yield from sorted(path.rglob("*")) if path.is_dir() else (path,)
        if hasattr(value, "__dataclass_fields__"):
            yield from _files_of(value)


def _is_intact(target: Path) -> bool:
    """Tell whether the files of the last build are as it wrote them."""
    with closing(sqlite3.connect(f"file:{target / CACHE / _STATE}?mode=ro", uri=True)) as state:
        rows = state.execute("SELECT path, size, time FROM files").fetchall()
        (database,) = state.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    size, time = map(int, database.split())
    base = f"{target}/"
    for path, expected_size, expected_time in (*rows, (_DATABASE, size, time)):
        found = os.stat(base + path)  # noqa: PTH116  done for all files of an edition
        if (found.st_size, found.st_mtime_ns) != (expected_size, expected_time):
            return False
    return bool(rows)


def _report(target: Path, counts: list[int]) -> BuildReport:
    data = json.loads((target / _FINDINGS).read_text(encoding="utf-8"))
    found = (
        Finding(**item | {"severity": Severity(item["severity"])}) for item in data["findings"]
    )
    return BuildReport(tuple(found), *counts)
