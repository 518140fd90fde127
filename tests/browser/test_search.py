"""What a reader finds by the search, from a disk and without a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

import kettles as kettle_edition
from editio.edition.settings import load_settings
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from conftest import Visit

_MORE = """<text><body><div><p xml:id="w1">Die große Écluse am Fluß;
zwei Kessel, e\u0301te\u0301.</p>
<p xml:id="w2">The kettle rang. <quote>Silence is a kettle without water.</quote> No more.</p>
<lg><l xml:id="w3">And all the copper</l><l xml:id="w4">kettles of the town</l></lg>
<p xml:id="w5">Чайник стоял; ёлка. 中國人</p></div></body></text>"""


SEARCHING = "() => document.getElementById('search-summary').textContent === 'Searching …'"


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("searched")
    kettle_edition.write(root)
    header = kettle_edition._HEADER.format(title="Water", source="<p>A leaf</p>")
    header = header.replace("<p>Nowhere, 2026</p>", '<p>Nowhere</p><date when="1865"/>')
    (root / "water.xml").write_text(kettle_edition._TEI.format(header + _MORE), encoding="utf-8")
    build(load_settings(root), root / "build", SerialExecutor())
    return root / "build" / "site"


@pytest.fixture
def desk(reader: Visit, searched: Path) -> Visit:
    reader.move(searched)
    return reader


def search(page: Page, words: str) -> str:
    page.get_by_label("Search the texts").fill(words)
    page.keyboard.press("Enter")
    return found(page)


def found(page: Page) -> str:
    page.wait_for_function(
        "() => !['', 'Searching …'].includes(document.getElementById('search-summary').textContent)"
    )
    page.wait_for_function(
        "() => !/Hits/.test(document.getElementById('search-summary').textContent)"
        " || document.querySelector('.hit')"
    )
    return page.locator("#search-summary").inner_text()


def units(page: Page) -> list[str]:
    links = page.locator(".hit .locator")
    return [link.get_attribute("href") or "" for link in links.all()]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("ecluse", ["../text/water.html#w1"]),
        ("ÉCLUSE", ["../text/water.html#w1"]),
        ("grosse fluss", ["../text/water.html#w1"]),
        ("été", ["../text/water.html#w1"]),
        ('"kettle without water"', ["../text/water.html#w2"]),
        ("“copper kettles”", ["../text/water.html#body.1.lg1"]),
        ("елка", ["../text/water.html#w5"]),
        ("國人", ["../text/water.html#w5"]),
        ("kesse*", ["../text/kettles.html#p1", "../text/water.html#w1"]),
        ("kes?el -agreed", ["../text/water.html#w1"]),
        ("burnt", ["../text/kettles.html#app.a1"]),
        ("dent", ["../text/kettles.html#n1"]),
    ],
)
def test_words_are_found_and_lead_to_their_unit(desk: Visit, words: str, hits: list[str]) -> None:
    page = desk.open("search/index.html")
    search(page, words)
    assert sorted(units(page)) == hits
    page.locator(".hit .locator").first.click()
    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    # Waits until the page is there as far as this, and fails where two have the id.
    page.locator(f'[id="{anchor}"]').wait_for(state="attached")
    assert desk.troubles == []


@pytest.mark.parametrize("words", ["kettle zzz", '"water kettle"', "zzz*", "<script>"])
def test_what_is_not_there_is_not_found(desk: Visit, words: str) -> None:
    assert search(desk.open("search/index.html"), words) == "Nothing was found."
    assert desk.troubles == []


def test_hits_are_marked_in_their_context(desk: Visit) -> None:
    page = desk.open("search/index.html")
    search(page, "grosse kessel")
    assert page.locator(".hit mark").all_inner_texts() == ["große", "Kessel"]
    assert "am Fluß; zwei" in page.locator(".hit .context").inner_text()


def test_the_question_is_in_the_link(desk: Visit) -> None:
    page = desk.open("search/index.html")
    search(page, "kettle")
    before = page.locator("#search-summary").inner_text()
    page.get_by_label("Order").select_option("date")
    found(page)
    page.wait_for_url(lambda url: url.endswith("?q=kettle&sort=date"))
    page.reload()
    assert found(page) == before
    assert page.get_by_label("Order").input_value() == "date"


def test_a_person_narrows_the_search_to_what_mentions_them(desk: Visit) -> None:
    page = desk.open("search/index.html")
    page.get_by_label("Person").fill("Brandt, Ida (1840–1912)")
    page.get_by_label("Person").blur()
    found(page)
    assert units(page) == ["../text/cat.html#body.p1", "../text/kettles.html#p1"]
    page.wait_for_url(lambda url: url.endswith("?person=brandt"))
    search(page, "kettle")
    assert units(page) == ["../text/kettles.html#p1"]
    page.get_by_label("Text", exact=True).fill("The Cat")
    page.get_by_label("Text", exact=True).blur()
    page.wait_for_function(
        "() => document.getElementById('search-summary').textContent.startsWith('Noth')"
    )


def test_a_reader_who_is_faster_than_the_names_is_understood(desk: Visit) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.page.route("**/names.js", hold)
    page = desk.open("search/index.html")
    page.get_by_label("Person").fill("Brandt, Ida (1840–1912)")
    page.get_by_label("Person").blur()
    page.wait_for_function(SEARCHING)
    assert held
    for route in held:
        route.continue_()
    found(page)
    assert units(page) == ["../text/cat.html#body.p1", "../text/kettles.html#p1"]


@pytest.mark.parametrize(
    ("kind", "hits"),
    [
        ("Notes", ["../text/kettles.html#n1"]),
        ("Quotations", ["../text/water.html#w2"]),
        ("Texts without notes", ["../text/kettles.html#p1", "../text/water.html#w2"]),
    ],
)
def test_kinds_of_text(desk: Visit, kind: str, hits: list[str]) -> None:
    page = desk.open("search/index.html")
    page.get_by_label("Where").select_option(label=kind)
    search(page, "kettle")
    assert {link for link in units(page) if "song" not in link and ".l" not in link} == set(hits)


def test_the_keyboard_is_enough(desk: Visit) -> None:
    page = desk.open("search/index.html")
    page.wait_for_function("() => document.activeElement.id === 'search-q'")
    page.keyboard.type("ecluse")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    found(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "locator":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/water.html#w1")


def test_without_scripts_the_page_says_where_to_look(scriptless: Visit, searched: Path) -> None:
    scriptless.move(searched)
    page = scriptless.open("search/index.html")
    assert "needs JavaScript" in page.locator("main").inner_text()
    assert not page.locator("#search").is_visible()


@pytest.mark.parametrize("words", ["the", "stalin"])
def test_a_first_search_is_light(reader: Visit, sample_edition: Path, words: str) -> None:
    reader.move(sample_edition)
    asked: set[str] = set()
    reader.page.on("request", lambda request: asked.add(unquote(urlsplit(request.url).path)))
    page = reader.open(f"search/index.html?q={words}")
    assert found(page).startswith("Hits")
    page.wait_for_load_state("networkidle")
    assert len(asked) > 8
    assert sum(Path(path).stat().st_size for path in asked) < 300_000
