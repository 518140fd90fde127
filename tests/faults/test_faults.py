"""Faults of the machine: a message and the exit code 2, nothing lost, and the next build works."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from editio.cli.main import main
from editio.edition.settings import load_settings
from editio.publish.site.inside import AREAS
from editio.publish.site.output import open_output
from editio.run.document import Workshop
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from unit.run.test_remembered import TEI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from editio.run.processed import Processed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults are made with Linux")

#: The rights of the superuser to write and read whatever the permissions say.
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_PR_CAPBSET_DROP = 24


def write_edition(root: Path, word: str = "cup") -> None:
    root.mkdir(exist_ok=True)
    for name in ("one", "two"):
        body = f"<p>A {word}, a kettle and a saucepan.</p>" * 20
        (root / f"{name}.xml").write_text(TEI.format(title=name, body=body), encoding="utf-8")


def run_build(root: Path, prepare: Callable[[], None] | None = None) -> tuple[int, str]:
    """Run ``editio build`` as a process of its own; return exit code and messages."""
    run = "from editio.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", run, "build", "--quiet", "--executor", "serial", str(root)],
        capture_output=True, text=True, check=False, timeout=120, preexec_fn=prepare,
    )  # fmt: skip
    return done.returncode, done.stderr


def published(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root / "build").as_posix(): path.read_bytes()
        for area in AREAS
        for path in sorted((root / "build" / area).rglob("*"))
        if path.is_file()
    }


def assert_harmless(root: Path, before: dict[str, bytes], code: int, said: str) -> None:
    """A message and no traceback; what was published is there; the next build works."""
    assert code == 2, said
    assert said.startswith("editio: "), said
    assert "hint: " in said
    assert "Traceback" not in said
    assert published(root) == before
    assert not list((root / "build").glob(".staging-*"))


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    write_edition(tmp_path / "edition")
    assert run_build(tmp_path / "edition") == (0, "")
    return tmp_path / "edition"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, where we may mount one; else a folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, check=False).returncode == 0
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    if not small_disk.is_mount():
        return  # only the superuser has such disks; the limits below are for everyone
    root = small_disk / "edition"
    write_edition(root)
    assert run_build(root) == (0, "")
    before = published(root)
    for number, left in enumerate((0, 30_000, 150_000)):
        write_edition(root, f"cup {number}")
        status = os.statvfs(small_disk)
        ballast = root / "ballast.bin"
        ballast.write_bytes(bytes(max(status.f_bavail * status.f_frsize - left, 0)))
        code, said = run_build(root)
        assert "No space left" in said or "disk is full" in said, said
        assert_harmless(root, before, code, said)
        ballast.unlink()
    assert run_build(root) == (0, "")
    assert published(root) != before


@pytest.mark.parametrize("most", [200, 20_000])
def test_a_system_that_takes_no_more_bytes(edition: Path, most: int) -> None:
    before = published(edition)
    write_edition(edition, "mug")
    limit = (most, most)
    code, said = run_build(edition, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert_harmless(edition, before, code, said)
    assert run_build(edition) == (0, "")
    assert b"mug" in published(edition)["text/one.txt"]


def obey_permissions() -> None:
    """Give up the rights of the superuser, as far as files are concerned."""
    if os.geteuid() != 0:
        return
    library = ctypes.CDLL(None, use_errno=True)
    for right in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        if library.prctl(_PR_CAPBSET_DROP, right, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")


def test_an_output_folder_that_is_read_only(edition: Path) -> None:
    before = published(edition)
    write_edition(edition, "mug")
    (edition / "build").chmod(0o555)
    code, said = run_build(edition, obey_permissions)
    (edition / "build").chmod(0o755)
    assert "Permission denied" in said
    assert_harmless(edition, before, code, said)
    assert run_build(edition) == (0, "")


def test_an_edition_that_is_read_only(tmp_path: Path) -> None:
    write_edition(tmp_path)
    tmp_path.chmod(0o555)
    code, said = run_build(tmp_path, obey_permissions)
    tmp_path.chmod(0o755)
    assert (code, "Permission denied" in said, "hint: " in said) == (2, True, True)


def test_a_cache_that_is_read_only_costs_time_and_nothing_else(edition: Path) -> None:
    write_edition(edition, "mug")
    for path in (*(edition / "build/.cache").iterdir(), edition / "build/.cache"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    found = run_build(edition, obey_permissions)
    (edition / "build/.cache").chmod(0o755)
    assert found == (0, "")
    assert b"mug" in published(edition)["text/one.txt"]


def test_a_document_that_may_not_be_read_is_a_finding(edition: Path) -> None:
    (edition / "one.xml").chmod(0)
    code, said = run_build(edition, obey_permissions)
    assert code == 1
    assert "XML-UNREADABLE" in said
    assert "text/two.txt" in published(edition)


def test_two_builds_at_once(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = published(edition)
    write_edition(edition, "mug")
    with open_output(edition / "build"):
        assert main(["build", "--quiet", "--executor", "serial", str(edition)]) == 2
    said = capsys.readouterr().err
    assert f"process {os.getpid()} on " in said
    assert "hint: wait" in said
    write_edition(edition)
    assert published(edition).keys() <= before.keys()
    assert run_build(edition) == (0, "")
    assert published(edition) == before


def test_a_document_that_is_saved_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_edition(tmp_path)
    process = Workshop.process
    saved = []

    def interrupted(self: Workshop, *arguments: object) -> Processed:
        processed = process(self, *arguments)  # type: ignore[arg-type]
        if not saved:
            saved.append(write_edition(tmp_path, "mug"))
        return processed

    monkeypatch.setattr(Workshop, "process", interrupted)
    build(load_settings(tmp_path), tmp_path / "build", SerialExecutor())
    assert b"mug" in published(tmp_path)["text/one.txt"]
    assert b"mug" in published(tmp_path)["text/two.txt"]


def test_a_clock_that_goes_backwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "edition"
    real = time.time
    for number, days in enumerate((0, -400, 4_000, -4_000)):
        monkeypatch.setattr(time, "time", lambda days=days: real() + 86_400 * days)
        write_edition(root, f"cup {number}")
        then = real() + 86_400 * days
        os.utime(root / "one.xml", (then, then))
        settings = load_settings(root)
        build(settings, root / "build", SerialExecutor())
        remembered = published(root)
        build(settings, root / "build", SerialExecutor(), remember=False)
        assert published(root) == remembered
        assert f"cup {number}".encode() in remembered["text/one.txt"]
