"""Compiled templates: kept, used, and made again where they are damaged or cannot be kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import jinja2
import pytest

from editio.publish.site.compiled import CompiledTemplates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def page(folder: Path, template: str = "Hello {{ name }}", way: str = "") -> str:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"page.html": template}),
        bytecode_cache=CompiledTemplates(folder, way),
        autoescape=True,
    )
    return environment.get_template("page.html").render(name="world")


def kept(folder: Path) -> Path:
    (file,) = (folder / "__pycache__").iterdir()
    return file


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = page(tmp_path)
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    assert page(tmp_path) == first == "Hello world"


def test_a_template_that_has_changed_is_compiled_again(tmp_path: Path) -> None:
    page(tmp_path)
    assert page(tmp_path, "Bye {{ name }}") == "Bye world"
    assert page(tmp_path, "Bye {{ name }}") == "Bye world"


def test_a_template_is_compiled_again_in_another_way(tmp_path: Path) -> None:
    page(tmp_path)
    before = kept(tmp_path).read_bytes()
    assert page(tmp_path, way="other") == "Hello world"
    assert kept(tmp_path).read_bytes() != before


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"shorter"])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: bytes) -> None:
    page(tmp_path)
    whole = kept(tmp_path).read_bytes()
    kept(tmp_path).write_bytes(damage)
    assert page(tmp_path) == "Hello world"
    assert kept(tmp_path).read_bytes() == whole


def test_half_a_file_is_made_again(tmp_path: Path) -> None:
    page(tmp_path)
    whole = kept(tmp_path).read_bytes()
    kept(tmp_path).write_bytes(whole[: len(whole) // 2])
    assert page(tmp_path) == "Hello world"


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("a file and no folder", encoding="utf-8")
    assert page(tmp_path) == "Hello world"


def test_nothing_is_kept_where_python_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert page(tmp_path) == "Hello world"
    assert not list(tmp_path.iterdir())
