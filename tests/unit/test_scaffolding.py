"""A new edition: complete, with its own title, and never over something that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.edition.find import find_documents
from editio.edition.model import Role
from editio.edition.scaffolding import scaffold
from editio.edition.settings import load_settings
from editio.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_edition_has_its_files_and_its_title(tmp_path: Path) -> None:
    written = scaffold(tmp_path / "new", 'The "Garden" \\ Letters')
    assert {".gitignore", ".github/workflows/edition.yml", ".gitlab-ci.yml"} <= set(written)
    settings = load_settings(tmp_path / "new")
    assert settings.title == 'The "Garden" \\ Letters'
    refs = find_documents(settings)
    assert sum(ref.role is Role.TEXT for ref in refs) == 2
    assert sum(ref.role is Role.REGISTER for ref in refs) == 2


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="not an empty folder"):
        scaffold(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_of_tei_is_said_to_need_no_init(tmp_path: Path) -> None:
    (tmp_path / "data" / "letters").mkdir(parents=True)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError) as without:
        scaffold(tmp_path)
    (tmp_path / "data" / "letters" / "one.xml").write_text("<TEI/>", encoding="utf-8")
    with pytest.raises(ConfigError) as with_tei:
        scaffold(tmp_path)
    assert "editio build" not in str(without.value.hint)
    assert "editio build" in str(with_tei.value.hint)
