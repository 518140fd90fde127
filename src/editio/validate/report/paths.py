"""Paths in reports for other programs: as seen from the folder in which the command runs."""

from __future__ import annotations

import os
from pathlib import Path


def from_here(root: Path, file: str) -> str:
    """Return the path of a file of the edition from the current folder, with ``/``.

    Code hosts run checks in the folder of the repository, of which the edition may be a part.
    """
    if not file:
        return ""
    path = Path(os.path.normpath(root / file))
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file
