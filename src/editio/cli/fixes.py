"""``editio validate --fix``: what is safe to correct, shown as a diff or written."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.edition.model import DocumentRef
    from editio.validate.fixing import OddIds


def fix(root: Path, refs: Sequence[DocumentRef], *, whole: bool, write: bool) -> int:
    """Correct documents, or print what would be corrected; return how many files it concerns.

    Ids are corrected only in a ``whole`` edition, because the pointers to them must be, too.
    """
    from editio.validate.fixing import OddIds, fixed, odd_ids, unified_diff

    files = [ref.path for ref in refs if not (root / ref.path).is_symlink()]
    ids: OddIds = odd_ids(_contents(root, files)) if whole else OddIds()
    count = 0
    for path, before in _contents(root, files):
        after = fixed(before, path, ids)
        if after == before:
            continue
        count += 1
        if write:
            _replace(root / path, after)
            click.echo(f"corrected: {path}", err=True)
        else:
            for line in unified_diff(before, after, path):
                click.echo(line, nl=False)
    return count


def _contents(root: Path, files: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of the files that can be read; the others are found by the checks."""
    for path in files:
        with contextlib.suppress(OSError):
            yield path, (root / path).read_bytes()


def _replace(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all, with the rights that it has."""
    temporary = ""
    try:
        number, temporary = tempfile.mkstemp(dir=path.parent, prefix=".editio-")
        with os.fdopen(number, "wb") as target:
            target.write(data)
        shutil.copymode(path, temporary)
        Path(temporary).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise click.FileError(str(path), error.strerror) from error
