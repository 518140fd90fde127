"""The Nu HTML checker, where `make test` has put it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pagekinds import every_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
_CHECKER = _CACHE / "editio-test-tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def invalid(pages: Iterable[Path]) -> list[str]:
    """Return what the checker says about pages; errors only."""
    if not _CHECKER.is_file() or shutil.which("java") is None:
        pytest.skip("no Nu checker: see scripts/ensure_test_tools.sh")
    command = ["java", "-Xss8m", "-jar", str(_CHECKER), "--errors-only", "--format", "gnu"]
    run = subprocess.run(
        [*command, *map(str, pages)], capture_output=True, text=True, check=False, timeout=300
    )
    return [line for line in run.stderr.splitlines() if ": error" in line]


def sample(site: Path, each: int = 8) -> list[Path]:
    """Return a page of every kind, and the first pages of every folder that are not very long."""
    found = set(every_kind(site).values())
    for folder in (site, *(path for path in site.iterdir() if path.is_dir())):
        found.update(
            path for path in sorted(folder.glob("*.html"))[:each] if path.stat().st_size < 150_000
        )
    return sorted(found)
