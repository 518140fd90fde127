"""The command line's frame: help, version, and what every failure becomes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from editio import __version__
from editio.cli import main as cli_main
from editio.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_main.main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
    assert cli_main.main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in cli_main.COMMANDS)


@pytest.mark.parametrize("arguments", [[], ["register"]])
def test_without_a_command_there_is_help(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli_main.main(arguments) == 0
    assert "Commands:\n" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(cli_main.COMMANDS))
def test_every_command_has_a_module_and_a_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli_main.main([name, "--help"]) == 0
    assert f"editio {name}" in capsys.readouterr().out


def test_a_wrong_command_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_main.main(["inti"]) == 2
    err = capsys.readouterr().err.splitlines()
    assert err == [
        "editio: there is no command inti: did you mean init?",
        "  hint: see editio --help",
    ]


def test_usage_errors_are_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_main.main(["init"]) == 2
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 2
    assert "DIR" in err[0]
    assert "editio init --help" in err[1]


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ConfigError("a.toml: wrong", "do this"), 2, "editio: a.toml: wrong\n  hint: do this\n"),
        (KeyboardInterrupt(), 130, "editio: interrupted\n"),
        (RuntimeError("boom"), 3, "editio: a bug in Editio stopped the command\n  hint: please"),
    ],
)
def test_every_failure_has_its_exit_code(
    error: BaseException,
    code: int,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    @click.command("init")
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli_main.cli, "get_command", lambda *_: failing)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert cli_main.main(["init"]) == code
    err = capsys.readouterr().err.lstrip()  # click ends the line of a ^C
    assert err.startswith(message)
    assert "Traceback" not in err
    if code == 3:
        (log,) = tmp_path.glob("editio-bug-*.log")
        assert "boom" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all names are Unicode")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_whose_name_is_no_unicode_is_said(jobs: str, tmp_path: Path) -> None:
    edition = os.fsencode(tmp_path) + b"/B\xfccher"

    def run(*arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
        command = (sys.executable, "-m", "editio", *arguments)
        return subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)

    assert run("init", edition).returncode == 0
    assert run("validate", edition).returncode == 0
    built = run("build", edition, "--jobs", jobs)
    assert built.returncode == 2
    assert b"the name is not in UTF-8\n  hint: rename the folder" in built.stderr


def test_a_folder_inside_an_edition_is_checked_as_part_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("tei/letters/a.xml", "tei/b.xml", "drafts/c.xml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<TEI/>", encoding="utf-8")
    toml = '[sources]\ntexts = ["tei/**/*.xml"]\n'
    (tmp_path / "edition.toml").write_text(toml, encoding="utf-8")
    shown = []
    for folder in ("tei/letters", "tei", "drafts"):
        cli_main.main(["validate", "--executor", "serial", str(tmp_path / folder)])
        out = capsys.readouterr().out
        shown.append([line for line in out.splitlines() if line.endswith(".xml")])
    assert shown == [["tei/letters/a.xml"], ["tei/b.xml", "tei/letters/a.xml"], ["c.xml"]]
    both = [str(tmp_path / "tei"), str(tmp_path / "drafts")]
    assert cli_main.main(["validate", *both]) == 2
    assert "tei is a folder" in capsys.readouterr().err


def test_commands_are_about_the_edition_around_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = tmp_path / "edition" / "tei" / "texts"
    texts.mkdir(parents=True)
    (tmp_path / "edition" / "edition.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(texts)
    for command in ("validate", "build"):
        assert cli_main.main([command, "--executor", "serial"]) == 0
    assert (tmp_path / "edition" / "build" / "site" / "index.html").is_file()
    assert cli_main.main(["build", ".", "--executor", "serial"]) == 0
    assert (texts / "build" / "site" / "index.html").is_file()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_main.main(["completion", shell]) == 0
    assert "_EDITIO_COMPLETE" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_may_be_closed(closed: str, tmp_path: Path) -> None:
    assert cli_main.main(["init", str(tmp_path / "edition")]) == 0
    for command in ("build --jobs 2", "validate"):
        line = f"exec '{sys.executable}' -m editio {command} edition {closed}"
        done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


@pytest.mark.parametrize(
    ("chosen", "shown"), [("", "中文".encode()), ("cp1252", b"\\u4e2d\\u6587")]
)
def test_every_character_is_said(
    chosen: str, shown: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where what goes into a file is in the encoding of the region."""
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    if chosen:
        monkeypatch.setenv("PYTHONIOENCODING", chosen)
    file = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(file, encoding="cp1252"))
    cli_main._complete_streams()
    click.echo("中文", nl=False)
    sys.stdout.flush()
    assert file.getvalue() == shown


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody can remove it")
def test_the_current_folder_may_have_been_removed(tmp_path: Path) -> None:
    line = f"mkdir gone; cd gone; rmdir ../gone; exec '{sys.executable}' -m editio validate"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"editio: the current folder has been removed\n  hint: go")


@pytest.mark.parametrize("at_work", [False, True])
def test_nothing_is_lost_when_the_command_ends(at_work: bool) -> None:
    thread = "Thread(target=lambda: (main_thread().join(), print('done'))).start()"
    code = (
        "import atexit, sys; from threading import Thread, main_thread;"
        "from editio.cli.main import run; atexit.register(print, 'tidy');"
        f"{thread if at_work else 'pass'}; run(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "inti"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("editio: there is no command inti")
    assert done.stdout.split() == (["done", "tidy"] if at_work else ["tidy"])
