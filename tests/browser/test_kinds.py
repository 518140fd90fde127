"""Every kind of page: by keyboard alone, without scripts, on paper, quiet, and accessible."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from pagekinds import every_kind, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from conftest import Visit

#: All rules of the level; what is found alone, which is faster.
_AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "selectors": False,
}

#: What can be used, in the order of the document: numbers are put on it to find it again.
_USABLE = """() => {
  const all = document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]");
  let number = 0;
  for (const item of all) {
    const usable = !item.disabled && item.tabIndex >= 0
      && item.checkVisibility({ visibilityProperty: true });
    if (usable) item.dataset.testNumber = number++;
  }
  return number;
}"""

#: Where the focus is: its number, and what shows it.
_FOCUS = """() => {
  const item = document.activeElement;
  if (!item || item === document.body || item === document.documentElement) return null;
  const style = getComputedStyle(item);
  const box = item.getBoundingClientRect();
  const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {
    number: item.dataset.testNumber === undefined ? -1 : Number(item.dataset.testNumber),
    html: item.outerHTML.slice(0, 120),
    shown,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    scrolls: item.scrollWidth > item.clientWidth || item.scrollHeight > item.clientHeight,
  };
}"""

#: The words that a reader sees, but for what only scripts can use.
_SEEN = """() => {
  const controls = "button, select, label, output, noscript, datalist, [role=search], .pop";
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    const read = !around.closest(controls) || around.closest("th");
    if (read && around.checkVisibility({ visibilityProperty: true })) {
      found.push(walker.currentNode.data);
    }
  }
  return found.join(" ");
}"""


@pytest.fixture(scope="session")
def pages(sample_edition: Path, split: Path) -> dict[str, Path]:
    """A page of every kind: those of the sample edition, and those of a text that is split."""
    parts = {f"split {kind}": path for kind, path in every_kind(split).items()}
    return every_kind(sample_edition) | {
        kind: parts[kind] for kind in ("split text", "split part", "split place")
    }


def opened(visit: Visit, pages: dict[str, Path]) -> Iterator[tuple[str, Page]]:
    for kind, path in pages.items():
        visit.move(path.parent if kind == "start" else path.parent.parent)
        yield kind, visit.open(path.relative_to(visit.site).as_posix())


def test_there_is_a_page_of_every_kind(pages: dict[str, Path]) -> None:
    indexes = ("persons", "places", "organisations", "works", "events", "chronology")
    others = ("quotations", "bibliography", "concordance", "map", "timeline", "network")
    assert {f"index of {name}" for name in (*indexes, *others)} <= pages.keys()
    entries = {"person", "place", "organisation", "work", "event"}
    assert entries | {"start", "text", "split part", "split text"} <= pages.keys()
    assert {"concordance", "search", "figures", "download"} <= pages.keys()


def test_everything_is_reached_by_the_keyboard_in_order_and_seen(
    reader: Visit, pages: dict[str, Path]
) -> None:
    # Without it, the page is still on its way to where the focus is.
    reader.page.emulate_media(reduced_motion="reduce")
    for kind, page in opened(reader, pages):
        shorten(page)
        number = page.evaluate(_USABLE)
        # The search begins in its field; here all begin where a page does.
        page.locator(".skip").focus()
        assert number > 5, kind
        reached = [0]
        # Once more than there is: after the last, the focus leaves the page or begins anew.
        for _ in range(number + 10):
            page.keyboard.press("Tab")
            focus = page.evaluate(_FOCUS)
            if focus is None or focus["number"] == 0:
                break
            assert focus["shown"], (kind, "the focus is not seen", focus["html"])
            assert focus["inside"], (kind, "the focus is out of sight", focus["html"])
            if focus["number"] >= 0:
                reached.append(focus["number"])
            else:
                assert focus["scrolls"], (kind, "nothing to use", focus["html"])
        else:
            pytest.fail(f"{kind}: the focus does not leave the page, {number}: {reached}")
        assert reached == list(range(number)), kind
    assert reader.troubles == []


def test_what_opens_and_sorts_does_so_by_keys(reader: Visit, pages: dict[str, Path]) -> None:
    opening = sorting = 0
    for kind, page in opened(reader, pages):
        for summary in page.locator("summary:visible").all()[:3]:
            state = summary.locator("..")
            for key in ("Enter", "Space"):
                before = state.get_attribute("open")
                summary.press(key)
                assert state.get_attribute("open") != before, (kind, key)
                opening += 1
        for button in page.locator("th button:visible").all()[:2]:
            for key in ("Enter", "Space"):
                before = button.locator("..").get_attribute("aria-sort")
                button.press(key)
                assert button.locator("..").get_attribute("aria-sort") != before, (kind, key)
                sorting += 1
    assert opening > 10
    assert sorting > 20


def test_links_are_followed_by_enter(reader: Visit, pages: dict[str, Path]) -> None:
    for kind, page in opened(reader, pages):
        inside = ("a[href^='../']", "a[href^='text/']", "a.label")
        link = page.locator(f"main :is({', '.join(inside)}):visible").first
        if link.count() == 0:
            assert kind == "search"
            continue
        here = page.url
        link.press("Enter")
        if page.locator(".pop:popover-open").count():
            page.keyboard.press("Escape")
            assert page.locator(".pop:popover-open").count() == 0, kind
            assert page.evaluate("document.activeElement.tagName") == "A", kind
            continue
        page.wait_for_url(lambda url, here=here: url != here)


def words(page: Page) -> Counter[str]:
    return Counter(re.findall(r"\w+", page.evaluate(_SEEN)))


def test_the_content_is_the_same_without_scripts(
    reader: Visit, scriptless: Visit, pages: dict[str, Path]
) -> None:
    with_scripts = {kind: words(page) for kind, page in opened(reader, pages)}
    for kind, page in opened(scriptless, pages):
        if kind != "search":
            bare = words(page)
            assert sum(bare.values()) > 5, kind
            assert bare == with_scripts[kind], kind


def test_paper_has_the_content_and_no_controls(reader: Visit, pages: dict[str, Path]) -> None:
    for kind, page in opened(reader, pages):
        notes = page.locator(".notes li").count()
        page.emulate_media(media="print")
        shown = page.locator(".notes li").evaluate_all(
            "items => items.filter((item) => item.checkVisibility()).length"
        )
        assert shown == notes, kind
        assert notes or "text" not in kind or kind == "text", kind
        controls = page.locator("nav.site-nav, .filter, .view, .contents, .search, .threshold")
        assert not [item for item in controls.all() if item.is_visible()], kind
        assert page.locator("h1").first.is_visible(), kind
        page.emulate_media(media="screen")


def test_corpora_are_quiet(reader: Visit, corpora: dict[str, Path]) -> None:
    for site in corpora.values():
        found = list(opened(reader, every_kind(site)))
        assert len(found) > 5
    assert reader.troubles == []


def violations(page: Page, axe: str) -> Iterator[str]:
    """What breaks the rules of WCAG 2.2 AA, in light and in dark."""
    shorten(page)
    page.evaluate("for (const item of document.querySelectorAll('details')) item.open = true")
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found: dict[str, Any] = page.evaluate("(options) => axe.run(options)", _AXE)
        for item in found["violations"]:
            yield f"{scheme}: {item['id']} {item['nodes'][0]['html'][:120]}"


def inaccessible(browser: Browser, axe: str, pages: dict[str, Path]) -> Iterator[str]:
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    for kind, path in pages.items():
        page.emulate_media(color_scheme="light")
        page.goto(path.as_uri())
        yield from (f"{kind}, {item}" for item in violations(page, axe))
    context.close()


def test_every_kind_of_page_is_accessible(
    browser: Browser, axe: str, pages: dict[str, Path]
) -> None:
    assert list(inaccessible(browser, axe, pages)) == []


def test_every_kind_of_page_of_corpora_is_accessible(
    browser: Browser, axe: str, corpora: dict[str, Path]
) -> None:
    for name, site in corpora.items():
        assert list(inaccessible(browser, axe, every_kind(site))) == [], name
