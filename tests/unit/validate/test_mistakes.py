"""Twenty deliberate mistakes of each class in a clean edition: each is found where it is, alone.

The mistakes are in ``tests/mistakes.py``.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editio.edition.model import DocumentRef, Role
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.options import Options
from editio.validate.report import ordered
from mistakes import CLASSES, Mistake

if TYPE_CHECKING:
    from editio.findings import Finding

ROOT = Path(__file__).resolve().parents[3]
CLEAN = ROOT / "tests" / "fixtures" / "clean"
DOCUMENTS = ("essay", "letter", "persons")
TWENTY = 20


def validated(folder: Path) -> list[Finding]:
    refs = [DocumentRef(id=name, path=f"{name}.xml", role=Role.TEXT) for name in DOCUMENTS]
    options = Options(
        relaxng_schema=ROOT / "schemas" / "editio.rng",
        schematron=CLEAN / "rules.sch",
        today=(2025, 1, 1),
    )
    results = validate_documents(Request(refs, folder, options, edition=refs), SerialExecutor())
    return ordered([item for result in results for item in result])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "clean"
    shutil.copytree(CLEAN, path)
    return path


def test_the_clean_edition_has_no_findings(folder: Path) -> None:
    assert validated(folder) == []


@pytest.mark.parametrize("name", CLASSES)
def test_there_are_twenty_of_each_class(name: str) -> None:
    assert len(set(CLASSES[name])) >= TWENTY


CASES = [
    pytest.param(item, id=f"{name}-{number}-{item.codes.split()[0]}")
    for name, items in CLASSES.items()
    for number, item in enumerate(items, 1)
]


@pytest.mark.parametrize("mistake", CASES)
def test_a_mistake_is_found_where_it_is_and_nothing_else(folder: Path, mistake: Mistake) -> None:
    path = folder / mistake.file
    before = path.read_text(encoding="utf-8")
    assert before.count(mistake.old) >= 1, "the clean edition has no such piece"
    after = before.replace(mistake.old, mistake.new, 1)
    path.write_text(after, encoding="utf-8", newline="")
    found = validated(folder)
    wanted, *consequences = mistake.codes.split()
    items = [item for item in found if item.code == wanted]
    assert items, found
    assert {item.code for item in found} <= {wanted, *consequences}, found
    assert len(items) == 1 or wanted in consequences or wanted == "REG-LETTER", items
    if mistake.at:
        line = after.removeprefix("\ufeff").split("\n")[items[0].line - 1]
        assert line[items[0].column - 1 :].startswith(mistake.at), (items, line)
        assert items[0].file == mistake.file
