"""A site whose pages are spread over many folders is the same site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import dogs
import kettles
from editio.edition.settings import load_settings
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from site_links import check_links

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_KINDS = "text|part|parallel|person|place|organisation|work|event"
#: The folder of a page, and that of another file.
_FOLDER = re.compile(rf"\b((?:{_KINDS})(?=-[0-9a-f]{{2}}/)|(?:tei|text)(?=/[0-9a-f]{{2}}/))...")

#: What a page says for its scripts, and a file for the next release.
_SAID = re.compile(' data-spread=""|"spread":(?:true|false)')


def published(target: Path, *, spread: bool = False) -> dict[str, str]:
    """Return the files of a build, with all pages of a kind in one folder."""
    files = {}
    for path in (path for path in target.rglob("*") if path.is_file()):
        name = path.relative_to(target).as_posix()
        if not name.startswith(".") and path.suffix not in {".sqlite", ".svg"}:
            content = path.read_text(encoding="utf-8")
            if spread:
                name, content = _FOLDER.sub(r"\1", name), _FOLDER.sub(r"\1", content)
            files[name] = _SAID.sub("", content).replace('"../text/', '"')
    return files


def write_kettles(root: Path) -> None:
    kettles.write(root, "[render]\nsplit = 1\n")


def write_dogs(root: Path) -> None:
    dogs.write(root, "<p>Before.</p>" * 5)
    with (root / "edition.toml").open("a", encoding="utf-8") as file:
        file.write("[render]\n")


@pytest.mark.parametrize("write", [write_kettles, write_dogs])
def test_only_the_folders_of_its_pages_are_others(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    root = tmp_path / "edition"
    root.mkdir()
    write(root)
    build(load_settings(root), tmp_path / "plain", SerialExecutor())
    with (root / "edition.toml").open("a", encoding="utf-8") as file:
        file.write("spread = true\n")
    build(load_settings(root), tmp_path / "spread", SerialExecutor())
    assert published(tmp_path / "spread", spread=True) == published(tmp_path / "plain")
    assert check_links(tmp_path / "spread" / "site") == []
    folders = [path.name for path in (tmp_path / "spread" / "site").iterdir() if path.is_dir()]
    assert not set(folders).intersection(_KINDS.split("|"))
