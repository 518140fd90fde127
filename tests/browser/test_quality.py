"""Pages are valid, light and printable, and what opens in them is accessible."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kettles as kettle_edition
from editio.edition.settings import load_settings
from editio.publish.site.lean import lean
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from nuchecker import invalid

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from conftest import Visit

#: All rules of WCAG 2.2, level AA.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize(
    "opened", [".view > summary", ".note-ref", ".app-ref", "article [href*='/person/']", ".handle"]
)
def test_what_opens_is_accessible(inspected: Visit, axe: str, opened: str) -> None:
    page = inspected.open("text/kettles.html")
    page.locator(opened).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pop:popover-open, .view[open]")
    page.evaluate(axe)
    found = page.evaluate("(rules) => axe.run({ runOnly: rules })", _RULES)
    assert [item["id"] for item in found["violations"]] == []


def test_the_sample_is_valid_html(sample_edition: Path, kettles: Path) -> None:
    assert invalid(sorted(sample_edition.rglob("*.html")) + sorted(kettles.rglob("*.html"))) == []


def test_hostile_documents_make_valid_html(hostile_edition: Path) -> None:
    assert invalid(sorted(hostile_edition.rglob("*.html"))) == []


def weight(page: Path) -> int:
    """The bytes of a page, its stylesheets and its scripts, as they are on the disk."""
    loaded = re.findall(
        r'<(?:link rel="stylesheet" href|script src)="([^"]*)"', page.read_text("utf-8")
    )
    assert len(loaded) > 2
    return sum(path.stat().st_size for path in (page, *(page.parent / link for link in loaded)))


def test_lean_styles_mean_what_ours_do(browser: Browser) -> None:
    folder = Path(str(resources.files("editio.publish.site") / "assets"))
    rules = """(text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return [...sheet.cssRules].map((rule) => rule.cssText.replaceAll(/,\\s+/g, ","));
    }"""
    page = browser.new_page()
    seen = 0
    for file in folder.rglob("*.css"):
        text = file.read_text(encoding="utf-8")
        found = page.evaluate(rules, text)
        assert page.evaluate(rules, lean(file.name, text)) == found, file.name
        seen += len(found)
    assert seen > 300
    page.close()


def test_the_densest_text_of_the_sample_is_light(sample_edition: Path) -> None:
    """Nearly 5,000 words, a link in every tenth; nothing is compressed."""
    words = (sample_edition / "download/text/collection.txt").read_text("utf-8").split()
    assert len(words) > 4_800
    assert weight(sample_edition / "text/collection.html") < 150_000


def test_a_text_of_5000_words_is_light_and_does_not_shift(browser: Browser, tmp_path: Path) -> None:
    line = "The water sings, and nobody hears it but the cat. " * 7
    name = "<persName ref='#brandt'>Ida Brandt</persName> <note>Who made the kettle.</note>"
    paragraphs = f"<p>{line} {name}</p>" * 66
    kettle_edition.write(tmp_path, body=f"<text><body>{paragraphs}</body></text>")
    build(load_settings(tmp_path), tmp_path / "build", SerialExecutor())
    site = tmp_path / "build" / "site"
    page = site / "text" / "kettles.html"
    words = len((site / "download/text/kettles.txt").read_text("utf-8").split())
    assert words > 5_000
    assert weight(page) < 150_000
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(page.as_uri())
    shift = """() => new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(sum), 500);
    })"""
    assert opened.evaluate(shift) < 0.01
    context.close()


def test_the_indexes_of_the_sample_are_light(sample_edition: Path) -> None:
    pictures = {"map", "network", "timeline"}
    pages = [page for page in sample_edition.glob("index/*.html") if page.stem not in pictures]
    assert len(pages) > 100
    assert {page.name: weight(page) for page in pages if weight(page) > 150_000} == {}


def test_a_picture_has_its_room_before_it_is_there(browser: Browser, kettles: Path) -> None:
    """Nothing moves when it comes: a click has gone astray before."""
    page = browser.new_page()
    waiting = []
    page.route("**/*.svg", lambda route: waiting.append(route))  # noqa: PLW0108
    page.goto((kettles / "text" / "kettles.html").as_uri(), wait_until="commit")
    picture = page.locator("img.graphic").first
    picture.scroll_into_view_if_needed()
    before = picture.bounding_box()
    assert not picture.evaluate("image => image.naturalWidth")
    assert before is not None
    assert before["height"] == pytest.approx(before["width"] * 400 / 300)
    page.close()
