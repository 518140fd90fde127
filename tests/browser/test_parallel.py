"""Two texts side by side, as a reader sees and uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FloatRect, Locator

    from conftest import Visit

PAGE = "parallel/original-1.html"


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found
    return found


def test_what_corresponds_stands_side_by_side_also_without_scripts(
    scriptless: Visit, parallel: Path
) -> None:
    scriptless.move(parallel)
    page = scriptless.open(PAGE)
    left, right = box(page.locator("[id='l.p2']")), box(page.locator("[id='r.q']"))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]
    assert page.locator("[id='l.p2']").evaluate("e => e.closest('[lang]').lang") == "la"
    assert page.get_by_role("link", name="Dogs alone").is_visible()


def test_a_phone_shows_one_below_the_other(phone: Visit, parallel: Path) -> None:
    phone.move(parallel)
    page = phone.open(PAGE)
    left, right = box(page.locator("[id='l.p1']")), box(page.locator("[id='r.p1']"))
    assert left["y"] + left["height"] <= right["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_reader_goes_there_and_back_and_stays_at_the_passage(
    reader: Visit, parallel: Path
) -> None:
    reader.move(parallel)
    page = reader.open("text/translation.html?show=persons")
    page.locator("#q").evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 50)")
    page.locator(".view > summary").click()
    page.locator(".view").get_by_role("link", name="De cane").click()
    page.wait_for_url(lambda url: url.endswith(f"{PAGE}?show=persons#r.q"))
    page.locator("[id='l.p2']").evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 50)")
    page.get_by_role("link", name="De cane alone").dispatch_event("click")
    page.wait_for_url(lambda url: url.endswith("text/original.html?show=persons#p2"))
    assert reader.troubles == []


def test_the_phrase_that_corresponds_is_marked(reader: Visit, parallel: Path) -> None:
    reader.move(parallel)
    page = reader.open(PAGE)
    page.locator("[id='l.s1']").hover()
    assert page.locator(".partner").all_inner_texts() == ["runs"]
    page.get_by_text("runs").hover()
    assert page.locator(".partner").all_inner_texts() == ["currit"]


def test_notes_open_and_a_passage_keeps_its_permalink(reader: Visit, parallel: Path) -> None:
    reader.move(parallel)
    page = reader.open(PAGE)
    page.locator(".pair-right .note-ref").first.click()
    assert "A note." in page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    page.locator("[id='r.p1'] .handle").click()
    page.wait_for_url(lambda url: url.endswith("text/translation.html#p1"))
    assert reader.troubles == []


def test_versions_within_a_text(reader: Visit, parallel: Path) -> None:
    reader.move(parallel)
    page = reader.open("text/words.html")
    page.get_by_role("link", name="text | Words").first.click()
    assert page.locator(".pair").last.inner_text().split() == ["Ὕδωρ", "Water"]
