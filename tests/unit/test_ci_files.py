"""The files for code hosts: as their published schemas want them, and with commands that run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from documents import TEI
from editio.edition.scaffolding import scaffold
from published_schemas import problems

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
SCAFFOLD = ROOT / "src" / "editio" / "edition" / "scaffold"
HOW_TO = (ROOT / "docs" / "how-to" / "validate-in-ci.md").read_text(encoding="utf-8")
WRONG = f'{TEI}<p><date when="x"/></p></TEI>'


def load(path: Path) -> Any:
    """Read YAML; a bare ``on`` is the key that it is meant to be."""
    text = re.sub(r"(?m)^on:", '"on":', path.read_text(encoding="utf-8"))
    return yaml.safe_load(text)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("github-action", ROOT / "action.yml"),
        ("github-workflow", SCAFFOLD / "github" / "workflows" / "edition.yml"),
        ("gitlab-ci", ROOT / "ci" / "editio.gitlab-ci.yml"),
        ("gitlab-ci", SCAFFOLD / "gitlab-ci.yml"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_files_are_as_the_hosts_want_them(name: str, path: Path) -> None:
    assert problems(name, load(path)) == []


def test_a_wrong_file_would_be_noticed() -> None:
    assert problems("github-action", {"name": "x"})
    assert problems("gitlab-ci", {"job": {"script": 1}})
    assert problems("github-workflow", {"jobs": {}})


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", HOW_TO, re.DOTALL)


def test_the_examples_in_the_documentation_are_as_the_hosts_want_them() -> None:
    kinds = {"jobs": "github-workflow", "include": "gitlab-ci", "repos": "pre-commit-config"}
    found = set()
    for text in examples("yaml"):
        data = yaml.safe_load(re.sub(r"(?m)^on:", '"on":', text))
        kind = next(kinds[key] for key in kinds if key in data)
        assert problems(kind, data) == []
        found.add(kind)
    assert found == set(kinds.values())


def test_the_hooks_are_as_pre_commit_wants_them() -> None:
    hooks = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert [hook["id"] for hook in hooks] == [
        "editio-validate",
        "editio-validate-all",
        "editio-fix",
    ]
    pattern = re.compile(hooks[0]["files"])
    for name in ("tei/a.xml", "edition.toml", "sub/edition.toml", "s.rng"):
        assert pattern.search(name)
    assert not pattern.search("README.md")


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A new edition in a git repository, everything committed."""
    root = tmp_path / "edition"
    scaffold(root)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    return root


def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which there is ``editio``, and ``pip`` does nothing."""
    programs = tmp_path / "bin"
    programs.mkdir(exist_ok=True)
    for name, line in {
        "editio": f'exec "{sys.executable}" -m editio "$@"',
        "pip": "exit 0",
        "python": 'case "$*" in *"pip install"*) exit 0;; esac; exit 9',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "EDITIO_CACHE_DIR": str(tmp_path / "cache"),
    }


def git(root: Path, *arguments: str) -> None:
    names = ("-c", "user.name=N", "-c", "user.email=n@example.org")
    clean = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *names, *arguments], cwd=root, check=True, env=clean)


def run_script(
    script: str, root: Path, tmp_path: Path, more: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=root,
        env={**environment(tmp_path), **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_action_runs_and_writes_its_reports(edition: Path, tmp_path: Path) -> None:
    action = load(ROOT / "action.yml")
    steps = [step for step in action["runs"]["steps"] if "run" in step]
    # What comes from outside reaches the shell as variables, never as text of the script.
    assert not any("${{" in step["run"] for step in steps)
    values = {
        name: str(re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", given(action), value))
        for name, value in steps[1]["env"].items()
        if "inputs." in value
    }
    done = run_script(steps[1]["run"], edition, tmp_path, values)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((edition / "editio.sarif").read_text())["version"] == "2.1.0"
    assert "<title>" in (edition / "editio.html").read_text(encoding="utf-8")
    (edition / "tei" / "texts" / "new one.xml").write_text(WRONG, encoding="utf-8")
    done = run_script(steps[1]["run"], edition, tmp_path, {**values, "INPUT_CHANGED": "HEAD"})
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=tei/texts/new one.xml,line=1,")
    assert done.stderr.strip().startswith("1 document checked")
    evil = {**values, "INPUT_PATH": "$(touch evil); `touch evil`"}
    assert run_script(steps[1]["run"], edition, tmp_path, evil).returncode == 2
    assert not (edition / "evil").exists()


def given(action: Any) -> Any:
    return lambda match: action["inputs"][match[1]]["default"]


@pytest.mark.parametrize(
    ("path", "job"),
    [
        (ROOT / "ci" / "editio.gitlab-ci.yml", "editio-validate"),
        (SCAFFOLD / "gitlab-ci.yml", "validate"),
    ],
)
def test_the_jobs_of_gitlab_run_and_write_their_reports(
    path: Path, job: str, edition: Path, tmp_path: Path
) -> None:
    data = load(path)
    variables = {**data["variables"], "CI_PROJECT_DIR": str(tmp_path)}
    (edition / "tei" / "texts" / "new.xml").write_text(WRONG, encoding="utf-8")
    done = run_script("\n".join(data[job]["script"]), edition, tmp_path, variables)
    assert done.returncode == 1, done.stderr
    reports = data[job]["artifacts"]["reports"]
    (entry,) = json.loads((edition / reports["codequality"]).read_text())
    assert entry["location"]["path"] == "tei/texts/new.xml"
    for name in (*reports.values(), *data[job]["artifacts"]["paths"]):
        assert (edition / name).is_file()


def test_the_commands_of_a_new_edition_run(edition: Path, tmp_path: Path) -> None:
    workflow = load(edition / ".github" / "workflows" / "edition.yml")
    steps = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    done = run_script("\n".join(steps), edition, tmp_path, workflow["env"])
    assert done.returncode == 0, done.stderr
    pages = load(edition / ".gitlab-ci.yml")["pages"]["script"]
    assert run_script("\n".join(pages), edition, tmp_path, {}).returncode == 0
    assert (edition / "public" / "index.html").is_file()


def test_pre_commit_stops_a_mistake(edition: Path, tmp_path: Path) -> None:
    # As a hook of the repository itself: an environment of its own would need the network.
    hooks = [{**hook, "language": "system"} for hook in load(ROOT / ".pre-commit-hooks.yaml")]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (edition / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    command = f'"{sys.executable}" -m pre_commit run --color never'
    target = edition / "tei" / "texts" / "new.xml"
    target.write_text(WRONG.replace('"x"', '"1848"'), encoding="utf-8")
    git(edition, "add", "-A")
    done = run_script(command, edition, tmp_path, {})
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 3
    target.write_text(WRONG, encoding="utf-8")
    git(edition, "add", "-A")
    done = run_script(command, edition, tmp_path, {})
    assert done.returncode == 1
    assert done.stdout.count("Failed") == 3
    assert "tei/texts/new.xml" in done.stdout
    assert "DAT-VALUE" in done.stdout
