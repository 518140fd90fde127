"""The page of findings: filters that work, nothing from elsewhere, everything without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit

TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><p><date when="1848-13-01"/>
<persName ref="#nobody">“Nobody</persName><img src="x" onerror="alert(1)"/></p></TEI>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("report")
    for name in ("a.xml", "b.xml"):
        (root / name).write_text(TEXT, encoding="utf-8")
    assert main(["validate", str(root), "-q", "--format", f"html={root / 'report.html'}"]) == 1
    return root


def test_filters_show_what_was_chosen(reader: Visit, folder: Path) -> None:
    reader.move(folder)
    page = reader.open("report.html")
    items = page.locator("li:visible")
    assert items.count() == 6
    page.get_by_label("Rule").select_option("DAT-VALUE")
    assert items.count() == 2
    page.get_by_label("File").select_option("b.xml")
    assert items.count() == 1
    assert page.locator("output").inner_text() == "1 shown"
    assert page.locator("mark:visible").inner_text() == "when"
    page.get_by_label("Rule").select_option("")
    page.get_by_label("Severity").select_option("info")
    assert items.count() == 1
    page.get_by_label("Severity").select_option("error")
    assert items.count() == 2
    assert reader.troubles == []


def test_without_scripts_everything_is_there(scriptless: Visit, folder: Path) -> None:
    scriptless.move(folder)
    page = scriptless.open("report.html")
    assert page.locator("li:visible").count() == 6
    assert not page.get_by_label("Rule").is_visible()
