"""What users install: the wheel, in a fresh environment, with an empty home."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("editio-*.whl")
    return path


def test_the_wheel_carries_stylesheets_schemas_and_scaffold(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, base in (("xslt", "_data/xslt"), ("schemas", "_data/schemas")):
        for path in (ROOT / folder).rglob("*.*"):
            assert f"editio/{base}/{path.relative_to(ROOT / folder).as_posix()}" in names
    assert "editio/edition/scaffold/gitignore" in names
    assert not [name for name in names if name.startswith(("tests/", "tei/", "build/"))]


def test_a_stranger_installs_starts_validates_and_builds(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    home = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": "", "PYTHONNOUSERSITE": "1"}

    def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=tmp_path, env=home, text=True, capture_output=True, check=False
        )

    installed = run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    assert installed.returncode == 0, installed.stderr
    editio = python.with_name("editio")
    for arguments in (["--version"], ["init", "mine"], ["validate", "mine"], ["build", "mine"]):
        done = run(editio, *arguments)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
    assert (tmp_path / "mine" / "build" / "site" / "index.html").is_file()
