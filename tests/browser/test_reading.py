"""The site in a real browser: quiet, self-contained, usable by keyboard and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def test_every_page_is_quiet_and_asks_nobody(reader: Visit) -> None:
    for path in pages(reader.site):
        reader.open(path)
    assert reader.troubles == []


def test_styles_and_scripts_work_from_the_disk(reader: Visit) -> None:
    page = reader.open("text/a.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page = reader.open("index.html")
    assert page.locator("thead button").count() == 4


def test_nothing_scrolls_sideways_on_a_phone(phone: Visit) -> None:
    wide = [path for path in pages(phone.site) if phone.open(path).evaluate(OVERFLOW) > 0]
    assert wide == []


def test_the_table_of_texts_sorts(reader: Visit) -> None:
    page = reader.open("index.html")
    titles = page.locator("tbody th")
    assert titles.all_inner_texts() == ["Zwieback", "apples", "Écluse"]
    page.get_by_role("button", name="Title").click()
    assert titles.all_inner_texts() == ["apples", "Écluse", "Zwieback"]
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Title")
    page.get_by_role("button", name="Title").click()
    assert titles.all_inner_texts() == ["Zwieback", "Écluse", "apples"]
    assert page.url.endswith("?sort=-1")
    page.reload()
    assert titles.all_inner_texts() == ["Zwieback", "Écluse", "apples"], "the order is in the link"
    page.get_by_role("button", name="Date").click()
    page.get_by_role("button", name="Date").click()
    assert titles.all_inner_texts()[-1] == "Écluse", "what has no date stands last"


def test_the_start_page_is_whole_without_scripts(scriptless: Visit) -> None:
    page = scriptless.open("index.html")
    assert page.locator("tbody th a").count() == 3
    assert page.locator("thead button").count() == 0


def test_the_keyboard_reaches_the_text_and_its_notes(reader: Visit) -> None:
    page = reader.open("text/b.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("#content"))
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    for target in ("../person/brandt.html", "#body.1.note1", "#ref.1", "a.html", "c.html"):
        assert any((link or "").endswith(target) for link in reached), target


def test_contents_are_open_at_a_desk_and_closed_on_a_phone(reader: Visit, phone: Visit) -> None:
    assert reader.open("text/a.html").locator(".contents details").get_attribute("open") == ""
    assert phone.open("text/a.html").locator(".contents details").get_attribute("open") is None


def test_colours_have_contrast_in_light_and_dark(reader: Visit) -> None:
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=scheme)
        page = reader.open("text/a.html")
        for variable in ("--ink", "--quiet", "--accent"):
            for ground in ("--paper", "--leaf", "--mark"):
                ratio = page.evaluate(CONTRAST, [variable, ground])
                assert ratio >= 4.5, (scheme, variable, ground, ratio)


CONTRAST = """([one, two]) => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const parts = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
    const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(one), light(two)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""
