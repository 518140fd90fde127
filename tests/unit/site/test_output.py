"""The output folder: whole builds only, nothing outside, nobody else's files."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from editio.errors import PublishError
from editio.publish.site.inside import checked_path
from editio.publish.site.output import open_output

if TYPE_CHECKING:
    from pathlib import Path

    from editio.publish.site.output import Output


def build(target: Path, word: str) -> None:
    with open_output(target) as output:
        output.write_text("site/index.html", word)
        output.write_text("text/a.txt", word)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_build_replaces_the_previous_one(tmp_path: Path) -> None:
    target = tmp_path / "build"
    with open_output(target) as output:
        output.write_text("site/old.html", "old")
        output.write_text("report/findings.json", "[]")
    build(target, "new")
    assert names(target) == [".editio", "site", "text"]
    assert names(target / "site") == ["index.html"]


def test_a_failed_build_leaves_the_previous_one(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, "one")
    with pytest.raises(PublishError), open_output(target) as output:
        output.write_text("nowhere/index.html", "two")
    assert (target / "site/index.html").read_text() == "one"
    assert names(target) == [".editio", "site", "text"]


def test_what_workers_still_write_is_removed_with_a_failed_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove, calls = shutil.rmtree, []

    def late(folder: Path, **options: bool) -> None:
        remove(folder, **options)
        calls.append(folder)
        if len(calls) < 3:
            (folder / "site").mkdir(parents=True)
            (folder / "site" / "late.html").write_text("late")

    monkeypatch.setattr(shutil, "rmtree", late)
    with pytest.raises(KeyboardInterrupt), open_output(tmp_path / "build"):
        raise KeyboardInterrupt
    assert names(tmp_path / "build") == [".editio"]


def test_the_previous_build_is_served_until_the_end(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, "one")
    with open_output(target) as output:
        output.write_text("site/index.html", "two")
        assert (target / "site/index.html").read_text() == "one"
    assert (target / "site/index.html").read_text() == "two"


def test_leftovers_of_a_killed_build_are_cleaned(tmp_path: Path) -> None:
    target = tmp_path / "build"
    build(target, "one")
    (target / ".staging-dead/site").mkdir(parents=True)
    (target / ".staging-dead/site/index.html").write_text("half")
    build(target, "two")
    assert names(target) == [".editio", "site", "text"]
    assert (target / "site/index.html").read_text() == "two"


def test_foreign_files_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("ten years")
    with pytest.raises(PublishError) as caught, open_output(tmp_path):
        pass
    assert caught.value.hint
    assert names(tmp_path) == ["thesis.docx"]


def test_a_folder_with_our_readme_is_ours(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("read me")
    build(tmp_path, "one")
    assert (tmp_path / "README.md").read_text() == "read me"


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with (
        open_output(tmp_path / "build"),
        pytest.raises(PublishError, match=f"another build .*process {os.getpid()} on .*, since 2"),
        open_output(tmp_path / "build"),
    ):
        pass
    build(tmp_path / "build", "next")
    assert not (tmp_path / "build/.lock").exists()


def test_the_lock_of_a_killed_build_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / ".editio").write_text("")
    (tmp_path / ".lock").write_text("process 1 on elsewhere, since yesterday")
    build(tmp_path, "one")
    assert names(tmp_path) == [".editio", "site", "text"]


@pytest.mark.parametrize(
    "path",
    [
        "../evil.html",
        "site/../../evil.html",
        "/etc/passwd",
        "site//a.html",
        "site/.hidden",
        "site/a\\b.html",
        "site/a:b.html",
        "site/a\0b.html",
        "site/a\nb.html",
        "elsewhere/a.html",
        "site",
        "",
        "site/" + "a" * 300,
    ],
)
def test_no_name_leads_outside(path: str) -> None:
    with pytest.raises(PublishError):
        checked_path(path)


@pytest.mark.parametrize("path", ["site/text/Ж.html", "site/text/a b.html", "text/a..b.txt"])
def test_ordinary_names_are_taken(path: str) -> None:
    assert checked_path(path) == path


def test_two_files_with_one_name_are_an_error(tmp_path: Path) -> None:
    with open_output(tmp_path) as output:
        output.write_text("site/text/a.html", "")
        with pytest.raises(PublishError, match="want the name"):
            output.write_text("site/text/A.html", "")


def test_what_is_written_can_be_listed(tmp_path: Path) -> None:
    with open_output(tmp_path) as output:
        output.write_text("index/b.json", "")
        output.write_text("index/a.json", "")
        output.write_text("index/c.txt", "")
        found = [path for path, _ in output.written("index", ".json")]
        assert found == ["index/a.json", "index/b.json"]
        assert not list(output.written("report"))


PAGES = {"site/index.html": "start", "site/text/a.html": "A", "site/text/b.html": "B"}


def linked(output: Output, target: Path, path: str) -> bool:
    """Take a file of the previous build as it is known from there."""
    found = (target / path).stat()
    return output.link(path, found.st_size, found.st_mtime_ns, found.st_ino) is not None


def with_spare(target: Path, changed: dict[str, str], kept: tuple[str, ...] = ()) -> None:
    with open_output(target, spare=True) as output:
        for path in kept:
            assert linked(output, target, path)
        for path, content in changed.items():
            output.write_text(path, content)


def pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.parent != folder
    }


def test_a_build_from_a_spare_has_what_it_wrote_and_nothing_else(tmp_path: Path) -> None:
    with_spare(tmp_path, PAGES | {"index/a.json": "1"})
    assert pages(tmp_path / ".previous") == PAGES  # what is always made anew is in no spare
    with_spare(tmp_path, {"site/text/a.html": "other"}, kept=("site/index.html",))
    assert pages(tmp_path / "site") == {"text/a.html": "other"}
    assert (tmp_path / "site/index.html").samefile(tmp_path / ".previous/site/index.html")
    with_spare(tmp_path, {"site/text/c.html": "C"}, kept=("site/index.html", "site/text/a.html"))
    assert pages(tmp_path / "site/") == {"text/a.html": "other", "text/c.html": "C"}
    assert not (tmp_path / "index").exists()
    build(tmp_path, "without")
    assert names(tmp_path) == [".editio", "site", "text"]
    assert names(tmp_path / "site") == ["index.html"]


def test_no_file_of_a_spare_is_written_into(tmp_path: Path) -> None:
    with_spare(tmp_path, PAGES)
    with open_output(tmp_path, spare=True) as output:
        output.write_text("site/index.html", "new")
        output.write_pieces("site/text/a.html", ["new"])
        output.copy(tmp_path / "site/text/a.html", "site/text/b.html")
        output.again("site/index.html", "site/text/c.html")
        assert {path: (tmp_path / path).read_text() for path in PAGES} == PAGES
    assert pages(tmp_path / "site") == {
        "text/a.html": "new",
        "text/b.html": "A",
        "text/c.html": "new",
    }


def test_what_somebody_did_to_a_spare_does_not_matter(tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "build", tmp_path / "elsewhere"
    with_spare(target, PAGES | {"site/media/p.png": "P", "site/data/d.js": "D"})
    spare = target / ".previous/site"
    (spare / "text").rename(elsewhere)
    (spare / "text").symlink_to(elsewhere)
    (spare / "media/p.png").unlink()
    (spare / "media").rmdir()
    (spare / "media").write_text("no folder")
    (spare / "data/d.js").unlink()
    (spare / "data/d.js").mkdir()
    (spare / "data/d.js/x").write_text("x")
    (spare / "foreign").mkdir()
    (spare / "foreign/x").write_text("x")
    kept = ("site/index.html", "site/text/b.html", "site/media/p.png", "site/data/d.js")
    with_spare(target, {"site/text/a.html": "new"}, kept)
    assert pages(target / "site") == {
        "text/a.html": "new", "text/b.html": "B", "media/p.png": "P", "data/d.js": "D",
    }  # fmt: skip
    assert not (target / "site/text").is_symlink()
    assert (elsewhere / "a.html").read_text() == "A"
    (target / ".previous").rename(tmp_path / "away")
    (target / ".previous").symlink_to(tmp_path / "away")
    with_spare(target, {"site/index.html": "last"})
    assert pages(target / "site") == {}
    assert (tmp_path / "away/site").exists()


def test_a_spare_with_other_files_of_the_same_size_and_time_is_not_believed(tmp_path: Path) -> None:
    with_spare(tmp_path, PAGES)
    spare = tmp_path / ".previous/site/text/a.html"
    found = spare.stat()
    spare.unlink()
    spare.write_text("X")
    os.utime(spare, ns=(found.st_atime_ns, found.st_mtime_ns))
    with_spare(tmp_path, {}, kept=("site/text/a.html",))
    assert pages(tmp_path / "site") == {"text/a.html": "A"}


def test_a_name_that_the_disk_writes_in_its_own_way_is_put_right(tmp_path: Path) -> None:
    composed, other = "site/text/\u00e9.html", "site/text/e\u0301.html"
    with_spare(tmp_path, {composed: "E"})
    with open_output(tmp_path, spare=True) as output:
        assert linked(output, tmp_path, composed)
        staging = output.folder("site") / "text"
        (staging / "\u00e9.html").rename(staging / "e\u0301.html")  # as some disks do
    assert pages(tmp_path / "site") == {composed.removeprefix("site/"): "E"}
    with_spare(tmp_path, {other: "other"})
    assert pages(tmp_path / "site") == {other.removeprefix("site/"): "other"}


def test_a_spare_that_is_not_like_the_build_is_replaced(tmp_path: Path) -> None:
    with_spare(tmp_path, PAGES)
    with_spare(tmp_path, dict.fromkeys(PAGES, "new"))
    for path in PAGES:
        assert (tmp_path / path).samefile(tmp_path / ".previous" / path)


def test_no_name_leads_out_of_a_spare(tmp_path: Path) -> None:
    with_spare(tmp_path / "build", PAGES)
    with open_output(tmp_path / "build", spare=True) as output:
        for path in ("site/../../out/a.html", ".scratch/a.html", "site/text/../b.html"):
            output.scratch()
            with pytest.raises(PublishError):
                output.link(path, 1, 1, 1)
            with pytest.raises(PublishError):
                output.write_text(path, "out")
    assert names(tmp_path) == ["build"]
