"""Publishing a build: stopped after any step, each folder is an old one or a new one, whole."""

from __future__ import annotations

import errno
import itertools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editio.errors import PublishError
from editio.publish.site import swapping
from editio.publish.site.inside import AREAS
from editio.publish.site.output import open_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: What changes something in the folder when a build is published, in any order.
STEPS = ("rename", "replace", "unlink")
ONE = {"site/index.html": "one", "text/a.txt": "one", "index/a.json": "one"}
TWO = {"site/index.html": "two", "text/a.txt": "two", "report/findings.json": "two"}


class KilledError(BaseException):
    """The process is gone."""


def write(target: Path, files: dict[str, str], *, spare: bool = False) -> None:
    with open_output(target, spare=spare) as build:
        for path, content in files.items():
            build.write_text(path, content)


def published(target: Path) -> dict[str, str]:
    return {
        path.relative_to(target).as_posix(): path.read_text(encoding="utf-8")
        for area in AREAS
        for path in sorted((target / area).rglob("*"))
        if path.is_file()
    }


def stopping(patch: pytest.MonkeyPatch, stop: int) -> None:
    """Let the process be killed after so many steps of publishing."""
    counter = itertools.count(1)

    def counted(step: Callable[..., object]) -> Callable[..., object]:
        def done(*arguments: object, **named: object) -> object:
            found = step(*arguments, **named)
            if next(counter) == stop:
                raise KilledError
            return found

        return done

    for name in STEPS:
        patch.setattr(Path, name, counted(getattr(Path, name)))
    patch.setattr(swapping, "exchange", counted(swapping.exchange))
    patch.setattr(shutil, "rmtree", lambda *_, **__: None)  # a killed process cleans nothing


@pytest.fixture(params=["in one step", "in two steps"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Disks that can exchange folders, and others."""
    if request.param == "in two steps":
        monkeypatch.setattr(swapping, "_exchanger", lambda: None)


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("before", [{}, ONE], ids=["first build", "later build"])
@pytest.mark.parametrize("spare", [False, True], ids=["", "with a spare"])
def test_stopped_after_any_step_nothing_is_half_and_the_next_build_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, str], spare: bool
) -> None:
    stops = 0
    for stop in itertools.count(1):
        target = tmp_path / str(stop)
        if before:
            write(target, before, spare=spare)
        with monkeypatch.context() as patch:
            stopping(patch, stop)
            try:
                write(target, TWO, spare=spare)
            except KilledError:
                stops += 1
            else:
                break
        for path, content in published(target).items():
            assert content in {before.get(path), TWO.get(path)}
        whole = TWO if next(target.glob(".staging-*/.journal"), None) else published(target)
        assert whole in ({}, before, TWO)
        with open_output(target, spare=spare) as build:
            assert published(target) == whole
            build.write_text("site/index.html", "three")
        assert published(target) == {"site/index.html": "three"}
        assert not list(target.glob(".staging-*"))
    assert stops >= 6


def test_where_the_disk_can_exchange_no_folder_is_ever_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchanges(tmp_path):
        return  # then the other way is taken, and what holds is tested above
    write(tmp_path / "build", ONE)
    real, seen = swapping.exchange, []

    def watched(one: Path, other: Path) -> bool:
        found = real(one, other)
        seen.append({area: (tmp_path / "build" / area).is_dir() for area in ("site", "text")})
        return found

    monkeypatch.setattr(swapping, "exchange", watched)
    monkeypatch.setattr(Path, "rename", lambda *_: pytest.fail("a folder was away"))
    write(tmp_path / "build", ONE | {"site/index.html": "two"})
    assert len(seen) == 3
    assert all(all(there.values()) for there in seen)


def exchanges(folder: Path) -> bool:
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    return swapping.exchange(folder / "a", folder / "b")


@pytest.mark.usefixtures("_way")
def test_a_disk_that_refuses_in_the_middle_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, ONE)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refusing(Path.rename))
        patch.setattr(swapping, "exchange", refusing(swapping.exchange))
        with pytest.raises(PublishError, match="error"):
            write(tmp_path, TWO)
    with open_output(tmp_path) as build:
        assert published(tmp_path) == TWO
        build.write_text("site/index.html", "three")


def refusing(step: Callable[..., object]) -> Callable[..., object]:
    """Do a step once, and then fail as a broken disk does."""
    answers: Iterator[bool] = itertools.chain([True], itertools.repeat(False))

    def done(*arguments: object) -> object:
        if next(answers):
            return step(*arguments)
        raise OSError(errno.EIO, "Input/output error", "disk")

    return done


def test_a_full_disk_before_publishing_leaves_the_previous_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, ONE)
    with monkeypatch.context() as patch:
        full = OSError(errno.ENOSPC, "No space left on device", "x")
        patch.setattr(swapping, "_write_journal", lambda *_: (_ for _ in ()).throw(full))
        with pytest.raises(PublishError, match="No space left"):
            write(tmp_path, TWO)
    assert published(tmp_path) == ONE
    assert not list(tmp_path.glob(".staging-*"))


def test_everything_is_on_the_disk_before_anything_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, ONE)
    seen: list[object] = []

    def flushed(folder: Path) -> None:
        (staging,) = folder.glob(".staging-*")
        seen.append((published(folder), swapping.is_pending(staging)))

    monkeypatch.setattr(swapping, "flush", flushed)
    write(tmp_path, TWO)
    assert seen == [(ONE, True)]
