"""Files that are saved while they are read, and clocks that are wrong: no result is taken for
another, and nothing is done by times alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from editio.cli.main import main
from editio.edition.settings import load_settings
from editio.run import contents
from editio.run import steady as steady_module
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from editio.run.steady import steady
from unit.run.test_remembered import TEI, published

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400


def text_of(body: str) -> str:
    return TEI.format(title="a", body=f"<p>{body}</p>")


def test_work_is_done_again_with_what_the_file_has_become(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("first", encoding="utf-8")
    seen: list[str] = []

    def work() -> str:
        seen.append(path.read_text(encoding="utf-8"))
        if len(seen) == 1:
            path.write_text("second", encoding="utf-8")
        return seen[-1]

    value, content = steady(path, work)
    assert (value, seen) == ("second", ["first", "second"])
    assert content == steady_module.file_digest(path)


def test_a_file_that_never_rests_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    seen: list[int] = []

    def work() -> int:
        seen.append(len(seen))
        path.write_text(str(seen), encoding="utf-8")
        return seen[-1]

    assert steady(path, work) == (2, "")
    assert seen == [0, 1, 2]


def test_a_file_that_was_left_alone_is_hashed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xml"
    path.write_text("first", encoding="utf-8")
    content = steady_module.file_digest(path)
    hashed: list[str] = []

    def counted(_path: Path) -> str:
        hashed.append(content)
        return content

    monkeypatch.setattr(steady_module, "file_digest", counted)
    assert steady(path, lambda: "value") == ("value", content)
    assert len(hashed) == 2, "it was written just now"
    hashed.clear()
    monkeypatch.setattr(contents, "time_ns", lambda: path.stat().st_ctime_ns + 4_000_000_000)
    assert steady(path, lambda: "value") == ("value", content)
    assert len(hashed) == 1


def test_a_file_that_was_left_alone_until_now_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xml"
    path.write_text("first", encoding="utf-8")
    monkeypatch.setattr(contents, "time_ns", lambda: path.stat().st_ctime_ns + 4_000_000_000)
    texts = iter(["second one", "second one"])

    def work() -> str:
        path.write_text(next(texts), encoding="utf-8")
        return path.read_text(encoding="utf-8")

    value, content = steady(path, work)
    assert (value, content) == ("second one", steady_module.file_digest(path))
    assert next(texts, None) is None, "the work was done again"


def test_a_validation_remembers_what_it_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # It is broken while it is checked, and then mended: neither is taken for the other.
    monkeypatch.setenv("EDITIO_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "edition"
    root.mkdir()
    path = root / "a.xml"
    path.write_text(text_of("whole"), encoding="utf-8")
    digest = steady_module.file_digest
    saved: list[str] = []

    def disturbed(read: Path) -> str:
        found = digest(read)
        if not saved:
            saved.append("once")
            path.write_text(text_of("bro<ken"), encoding="utf-8")
        return found

    monkeypatch.setattr(steady_module, "file_digest", disturbed)
    command = ["validate", str(root), "-q", "--executor=serial"]
    assert main(command) == 1, "what is said is of the file as it is now"
    path.write_text(text_of("whole"), encoding="utf-8")
    assert main(command) == 0
    path.write_text(text_of("bro<ken"), encoding="utf-8")
    assert main(command) == 1
    capsys.readouterr()


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_is_wrong_hides_no_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    root = tmp_path / "edition"
    root.mkdir()
    path = root / "a.xml"
    path.write_text(text_of("before"), encoding="utf-8")
    (root / "b.xml").write_text(TEI.format(title="b", body="<p>b</p>"), encoding="utf-8")
    settings = load_settings(root)
    build(settings, root / "build", SerialExecutor())
    then = path.stat().st_mtime

    import time

    now = time.time() + years * 365 * DAY
    monkeypatch.setattr("time.time", lambda: now)
    # As long as before, and with the time that it had, or an earlier or later one.
    for body, modified in (("behind", then), ("beside", then + years * 365 * DAY)):
        path.write_text(text_of(body), encoding="utf-8")
        os.utime(path, (modified, modified))
        build(settings, root / "build", SerialExecutor())
        build(settings, tmp_path / "clean", SerialExecutor(), remember=False)
        assert published(root / "build") == published(tmp_path / "clean")
        assert body in (root / "build/text/a.txt").read_text(encoding="utf-8")


def test_compiled_schemas_go_by_age(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITIO_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "a.xml").write_text(text_of("whole"), encoding="utf-8")
    kept, web = tmp_path / "cache" / "schemas", tmp_path / "cache" / "web"
    kept.mkdir(parents=True)
    web.mkdir()
    now = (tmp_path / "edition").stat().st_mtime
    for name, days in (("new", -1), ("older", -80), ("old", -100), ("odd", 100)):
        for folder in (kept, web):
            (folder / name).write_bytes(b"")
            os.utime(folder / name, (now + days * DAY, now + days * DAY))
    assert main(["validate", str(tmp_path / "edition"), "-q", "--executor=serial"]) == 0
    assert {path.name for path in kept.iterdir()} == {"new", "older"}
    assert len(list(web.iterdir())) == 4, "what was fetched cannot be made again"
