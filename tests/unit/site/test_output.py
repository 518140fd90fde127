"""The output folder: whole builds only, nothing outside, nobody else's files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from editio.errors import PublishError
from editio.publish.site.output import checked_path, open_output

if TYPE_CHECKING:
    from pathlib import Path


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
