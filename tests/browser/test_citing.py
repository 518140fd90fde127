"""Citing a passage, and finding passages that have moved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import kettles as kettle_edition
from editio.edition.settings import load_settings
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import Visit

TEXT = "text/kettles.html"
SETTINGS = """base_url = "https://example.org/kettles"
[release]
version = "2.0"
date = "2026-11-23"
previous = "before.json"
[release.redirects]
"kettles#p9" = "cat#body.p1"
"old" = "kettles#p1"
"""


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a second release."""
    root = tmp_path_factory.mktemp("released")
    kettle_edition.write(root, SETTINGS)
    before = {"version": "1.0", "texts": {"kettles": ["p1", "p9"], "old": []}}
    (root / "before.json").write_text(json.dumps(before), encoding="utf-8")
    report = build(load_settings(root), root / "build", SerialExecutor())
    assert not [finding for finding in report.findings if finding.code == "PTR-PERMALINK"]
    return root / "build" / "site"


@pytest.fixture
def citing(reader: Visit, released: Path) -> Visit:
    """A reader of the second release."""
    reader.move(released)
    return reader


def saved(page: Page, label: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name=label).click()
    return download.value.path().read_text(encoding="utf-8")


def test_a_paragraph_is_cited_by_its_handle(citing: Visit) -> None:
    page = citing.open(TEXT)
    handle = page.locator("#p1 > .handle")
    handle.focus()
    page.keyboard.press("Enter")
    words = page.get_by_role("dialog", name="Cite this passage").inner_text()
    link = "https://example.org/kettles/text/kettles.html#p1"
    assert f"edited by A. Nobody, version 2.0, 2026. Morning, § 1. {link}" in words
    page.wait_for_url(lambda url: url.endswith("kettles.html?open=cite#p1"))
    assert "url = {" + link.replace("#", "\\#") + "}" in saved(page, "BibTeX")
    assert f"UR  - {link}\nER  -" in saved(page, "RIS")
    (item,) = json.loads(saved(page, "CSL-JSON"))
    assert (item["URL"], item["page"]) == (link, "Morning, § 1")
    assert [line for line in citing.troubles if "blob:" not in line] == []


def test_the_handle_is_seen_when_one_is_near(citing: Visit) -> None:
    page = citing.open(TEXT)
    opacity = "getComputedStyle(document.querySelector('#p1 > .handle')).opacity"
    assert page.evaluate(opacity) == "0"
    page.locator("#p1").hover()
    assert page.evaluate(opacity) == "1"


def test_the_citation_is_there_without_scripts(scriptless: Visit, released: Path) -> None:
    scriptless.move(released)
    page = scriptless.open(TEXT)
    assert page.locator("#p1 > .handle").get_attribute("href") == "#p1"
    page.locator("details.cite > summary").click()
    assert "https://example.org/kettles/text/kettles.html" in page.locator(".cite").inner_text()
    assert "@incollection{kettles," in page.locator(".cite").inner_text()


def test_a_passage_that_moved_is_found(citing: Visit) -> None:
    page = citing.open(TEXT)
    page.locator("#p9 a").click()
    page.wait_for_url(lambda url: url.endswith("text/cat.html#body.p1"))
    page = citing.open("text/old.html")
    page.wait_for_url("**/text/kettles.html#p1")
