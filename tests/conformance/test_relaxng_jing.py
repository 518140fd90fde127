"""A small run of ``scripts/conformance_relaxng.py``: verdicts and lines are those of jing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "conformance_relaxng.py"


@pytest.mark.skipif(shutil.which("jing") is None, reason="jing is not installed (apt: jing)")
@pytest.mark.parametrize("what", ["--mutations=400 --values=0", "--mutations=0 --values=200"])
def test_verdicts_and_lines_are_those_of_jing(shared: Path, what: str) -> None:
    assert shared.is_dir()
    command = [sys.executable, str(SCRIPT), "--seeds=1", "--first-seed=99", *what.split()]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    print(run.stdout)
    assert run.returncode == 0, run.stdout + run.stderr
