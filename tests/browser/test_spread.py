"""What scripts find where the pages of a site are spread over many folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kettles
from editio.edition.settings import load_settings
from editio.edition.siteplan import SitePlan
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit

PLAN = SitePlan(spread=True)


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("spread")
    kettles.write(root, "[render]\nspread = true\nsplit = 1\n")
    build(load_settings(root), root / "build", SerialExecutor())
    return root / "build" / "site"


@pytest.fixture
def desk(reader: Visit, spread: Path) -> Visit:
    reader.move(spread)
    return reader


def test_the_search_leads_to_the_part_that_has_a_passage(desk: Visit) -> None:
    page = desk.open("search/index.html?q=kessel")
    hit = page.locator(".hit .locator")
    hit.wait_for()
    assert hit.get_attribute("href") == f"../{PLAN.part('kettles', 1)}#p1"
    hit.click()
    page.locator("#p1").wait_for(state="attached")
    assert desk.troubles == []


def test_a_name_opens_its_card_and_is_underlined(desk: Visit) -> None:
    page = desk.open(f"{PLAN.text('kettles')}?show=persons")
    name = page.locator('#p1 [href*="/person-"]')
    assert name.evaluate("(element) => getComputedStyle(element).textDecorationLine") == "underline"
    name.click()
    card = page.get_by_role("dialog", name="Brandt, Ida")
    card.get_by_role("link", name="The Cat").click()
    page.wait_for_url(lambda url: PLAN.text("cat") in url)
    assert desk.troubles == []


def test_a_citation_on_a_part_names_the_page_of_the_whole_text(desk: Visit) -> None:
    page = desk.open(PLAN.part("kettles", 2))
    page.locator("main .handle").first.click()
    assert f"{PLAN.text('kettles')}#" in page.get_by_role("dialog").inner_text()
