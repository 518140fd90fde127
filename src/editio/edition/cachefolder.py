"""Where a person's computer keeps what can be made or fetched again."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What is made from something else goes after so many days, and is made again if need be.
_DAYS = 90
_SECONDS_PER_DAY = 86_400
#: The environment variable that names another folder.
VARIABLE = "EDITIO_CACHE_DIR"


def cache_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Return the folder, which may not be there yet; ``None`` if the person has no home.

    ``EDITIO_CACHE_DIR`` decides; else it is where the system wants such things: below
    ``XDG_CACHE_HOME`` or ``~/.cache``, ``~/Library/Caches``, or ``%LOCALAPPDATA%``.
    """
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE]).expanduser().absolute()
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if platform == "win32":
        return (
            Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "editio" / "cache"
        )
    if platform == "darwin":
        return home / "Library" / "Caches" / "editio"
    # The XDG specification: a path that is not absolute is to be ignored.
    given = environment.get("XDG_CACHE_HOME", "")
    return (Path(given) if os.path.isabs(given) else home / ".cache") / "editio"  # noqa: PTH117


def tidy(folder: Path) -> None:
    """Remove files of a folder that are old, or that a wrong clock has left in the future."""
    now = time.time()
    with suppress(OSError):
        for entry in os.scandir(folder):
            if abs(now - entry.stat(follow_symlinks=False).st_mtime) > _DAYS * _SECONDS_PER_DAY:
                with suppress(OSError):
                    Path(entry.path).unlink()
