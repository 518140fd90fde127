"""Only what git says has changed is checked, and the documents that point to it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder
from editio.cli.main import main
from editio.errors import ConfigError
from editio.run.git import changes_since

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PERSONS = f"""{TEI}<teiHeader><fileDesc><titleStmt><title>Persons</title></titleStmt></fileDesc>
</teiHeader><text><body><listPerson>{{}}</listPerson></body></text></TEI>"""
ANNA = '<person xml:id="anna"><persName>Anna</persName></person>'
BERT = '<person xml:id="bert"><persName>Bert</persName></person>'


def text(content: str) -> str:
    """Return a document with a mistake, so that it is seen whether it was checked."""
    return f'{TEI}<p><date when="x"/>{content}</p></TEI>'


class Repository(Folder):
    """An edition in a git repository; all that is in it is committed at first."""

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=N", "-c", "user.email=n@example.org", *arguments]
        done = subprocess.run(command, cwd=self.path, check=True, capture_output=True, text=True)
        return done.stdout

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "x")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    path = tmp_path / "repository" / "edition"
    path.mkdir(parents=True)
    made = Repository(path)
    made.git("init", "-q", "-b", "main", "..")
    made.write("persons.xml", PERSONS.format(ANNA + BERT))
    made.write("anna.xml", text('<persName ref="persons.xml#anna"/>'))
    made.write("bert.xml", text('<persName ref="#bert"/>'))
    made.write("key.xml", text('<persName key="anna"/>'))
    made.write("none.xml", text(""))
    made.write("host.xml", text('<xi:include href="part.inc"/>'))
    made.write("part.inc", '<hi xmlns="http://www.tei-c.org/ns/1.0"/>')
    made.write("picture.xml", text('<ref target="a%20b.png">x</ref>'))
    made.write("a b.png", "x")
    made.write(
        "prefix.xml",
        text('<ref target="p:anna"/>').replace(
            "<p>",
            '<teiHeader><encodingDesc><listPrefixDef><prefixDef ident="p" matchPattern="(.*)" '
            'replacementPattern="persons.xml#$1"/></listPrefixDef></encodingDesc></teiHeader><p>',
        ),
    )
    made.write("scheme.xml", text('<ref target="p:anna"/>'))
    made.commit()
    return made


@pytest.fixture
def checked(repository: Repository, tmp_path: Path) -> Callable[..., set[str]]:
    """Return which documents are checked."""

    def run(*options: str) -> set[str]:
        out = tmp_path / "out.json"
        arguments = [str(repository.path), "-q", "--format", f"json={out}", "--changed", *options]
        assert main(["validate", *arguments]) in {0, 1}
        found = json.loads(out.read_text(encoding="utf-8"))["findings"]
        return {item["file"] for item in found if item["code"] == "DAT-VALUE"}

    return run


def test_nothing_has_changed(checked: Callable[..., set[str]]) -> None:
    assert checked() == set()


def test_before_the_first_commit_everything_is_new(
    repository: Repository, checked: Callable[..., set[str]]
) -> None:
    everything = {path.name for path in repository.path.glob("*.xml")} - {"persons.xml"}
    repository.git("update-ref", "-d", "HEAD")
    assert checked() == everything
    repository.git("rm", "-q", "--cached", "-r", ".")
    assert checked() == everything


def test_a_text_that_changed(repository: Repository, checked: Callable[..., set[str]]) -> None:
    repository.write("none.xml", text("x"))
    repository.write("new/one.xml", text("untracked"))
    repository.git("mv", "anna.xml", "renamed.xml")
    assert checked() == {"none.xml", "new/one.xml", "renamed.xml"}


def test_what_points_to_it(repository: Repository, checked: Callable[..., set[str]]) -> None:
    repository.write("persons.xml", PERSONS.format(ANNA + BERT + " "))
    assert checked() == {"anna.xml", "bert.xml", "key.xml", "prefix.xml", "scheme.xml"}


def test_what_pointed_to_what_is_gone(
    repository: Repository, checked: Callable[..., set[str]]
) -> None:
    repository.write("none.xml", f'{TEI}<p xml:id="old"/></TEI>')
    repository.write("bert.xml", text('<persName ref="#old"/>'))
    repository.write("key.xml", text('<persName key="old"/>'))
    repository.commit()
    repository.write("none.xml", text("x"))
    assert checked() == {"none.xml", "bert.xml", "key.xml"}
    (repository.path / "a b.png").unlink()
    assert checked() == {"none.xml", "bert.xml", "key.xml", "picture.xml"}


def test_what_includes_it(repository: Repository, checked: Callable[..., set[str]]) -> None:
    repository.write("part.inc", '<hi n="2" xmlns="http://www.tei-c.org/ns/1.0"/>')
    assert checked() == {"host.xml"}
    (repository.path / "part.inc").unlink()
    assert checked() == {"host.xml"}


def test_settings_and_schemas_concern_everything(
    repository: Repository, checked: Callable[..., set[str]]
) -> None:
    repository.write("edition.toml", "")
    assert len(checked()) == 8
    repository.commit()
    assert checked() == set()
    repository.write("schemas/own.sch", "")
    assert len(checked()) == 8


def test_only_what_changed_is_corrected(repository: Repository) -> None:
    marked = "\ufeff" + text("").replace('"x"', '"1848"')
    repository.write("key.xml", marked)
    repository.commit()
    repository.write("none.xml", marked)
    assert main(["validate", str(repository.path), "-q", "--fix", "--write", "--changed"]) == 0
    assert (repository.path / "none.xml").read_text(encoding="utf-8") == marked[1:]
    assert (repository.path / "key.xml").read_text(encoding="utf-8") == marked


def test_in_a_hook_of_git_it_is_the_same(
    repository: Repository, checked: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("none.xml", text("x"))
    for name, value in (("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_PREFIX", "")):
        monkeypatch.setenv(name, value)
    assert checked() == {"none.xml"}


def test_a_branch_is_compared_with_where_it_began(
    repository: Repository, checked: Callable[..., set[str]]
) -> None:
    repository.git("checkout", "-qb", "work")
    repository.write("none.xml", text("mine"))
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write("key.xml", text("theirs"))
    repository.commit()
    repository.git("checkout", "-q", "work")
    assert checked() == set()
    assert checked("main") == {"none.xml"}
    assert checked("HEAD~1") == {"none.xml"}


def test_what_is_not_checked_is_not_called_stale_or_missing(
    repository: Repository, checked: Callable[..., set[str]], tmp_path: Path
) -> None:
    root = str(repository.path)
    assert main(["validate", root, "--write-baseline"]) == 0
    repository.write("none.xml", text("x"))
    base = f"--baseline={repository.path / 'editio-baseline.json'}"
    assert checked(base) == set()
    assert json.loads((tmp_path / "out.json").read_text())["findings"] == []


@pytest.mark.parametrize("revision", ["nothing", "persons.xml"])
def test_a_wrong_revision_is_said(
    repository: Repository, revision: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(repository.path), f"--changed={revision}"]) == 2
    assert f"no revision {revision}" in capsys.readouterr().err


def test_a_revision_is_never_an_option(repository: Repository) -> None:
    with pytest.raises(ConfigError, match="no revision --output=x"):
        changes_since(repository.path, "--output=x")
    assert not (repository.path / "x").exists()


def test_outside_of_git_it_is_a_usage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Folder(tmp_path).write("a.xml", text(""))
    assert main(["validate", str(tmp_path), "--changed"]) == 2
    assert "not a git repository" in capsys.readouterr().err
    assert main(["validate", str(tmp_path / "a.xml"), "--changed"]) == 2
    assert "name the folder" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(["validate", str(tmp_path), "--changed"]) == 2
    assert "git cannot be run" in capsys.readouterr().err
