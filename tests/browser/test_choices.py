"""What a reader opens and chooses on the page of a text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from site_links import check_links

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import Visit

TEXT = "text/kettles.html"


@pytest.fixture
def desk(reader: Visit, kettles: Path) -> Visit:
    """A reader of the kettle book at a desk."""
    reader.move(kettles)
    return reader


@pytest.fixture
def pocket(phone: Visit, kettles: Path) -> Visit:
    """A reader of the kettle book with a phone."""
    phone.move(kettles)
    return phone


def choose(page: Page, label: str) -> None:
    page.locator(".view > summary").click()
    page.get_by_label(label, exact=True).check()
    page.keyboard.press("Escape")


def test_a_note_stands_in_the_margin_beside_its_number(desk: Visit) -> None:
    page = desk.open(TEXT)
    note = page.locator(".margin-note").first
    note.wait_for()
    assert note.inner_text().startswith("1 A kettle of copper")
    number, beside = page.locator(".note-ref").first.bounding_box(), note.bounding_box()
    article = page.locator("article").bounding_box()
    assert number
    assert beside
    assert article
    assert abs(beside["y"] - number["y"]) < 60
    assert beside["x"] > article["x"] + article["width"]
    assert page.locator(".margin-note [id]").count() == 0


def test_a_note_opens_in_place_on_a_phone_and_closes_by_the_keyboard(pocket: Visit) -> None:
    page = pocket.open(TEXT)
    assert page.locator(".margin-note").count() == 0
    page.locator(".note-ref").first.click()
    window = page.get_by_role("dialog", name="Note 1")
    assert "with a dent" in window.inner_text()
    assert "↩" not in window.inner_text()
    page.keyboard.press("Escape")
    assert not window.is_visible()
    assert page.evaluate("document.activeElement.className") == "note-ref"


def test_readings_open_at_the_lemma(desk: Visit) -> None:
    page = desk.open(TEXT)
    page.locator(".app-ref").first.focus()
    page.keyboard.press("Enter")
    words = page.get_by_role("dialog", name="Readings").inner_text()
    assert "boiled A]" in words
    assert "burnt B" in words


def test_every_choice_is_in_the_link(desk: Visit) -> None:
    page = desk.open(TEXT)
    first = page.locator("#p1")
    assert "kettle" in first.inner_text()
    choose(page, "Spelling")
    choose(page, "Errors")
    choose(page, "Persons")
    page.wait_for_url(lambda url: url.endswith("?source=orig,sic&show=persons"))
    assert "The kettel of" in first.inner_text()
    assert "adn said" in first.inner_text()
    assert "Doctor" in first.inner_text()
    seen = first.inner_text()
    line = "getComputedStyle(document.querySelector('#p1 [href*=person]')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    page.reload()
    assert first.inner_text() == seen
    assert page.evaluate(line) == "underline"
    page.locator(".view > summary").click()
    assert page.get_by_label("Persons", exact=True).is_checked()


@pytest.mark.parametrize(
    ("link", "name", "words"),
    [
        (".note-ref", "n1", "A kettle of copper"),
        (".app-ref", "app.a1", "burnt B"),
        ('#p1 [href*="/person/"]', "person/brandt", "Kettle maker"),
        ("#p1 .handle", "cite", "Morning, § 1"),
    ],
)
def test_what_is_open_is_in_the_link(pocket: Visit, link: str, name: str, words: str) -> None:
    page = pocket.open(f"{TEXT}?show=persons")
    page.locator(link).first.click()
    page.wait_for_url(lambda url: f"?show=persons&open={name}" in url)
    pocket.page.reload()
    window = page.get_by_role("dialog")
    window.wait_for()
    assert words in window.inner_text()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "open=" not in url)
    assert "show=persons" in page.url
    assert pocket.troubles == []


def test_what_is_not_there_does_not_open(desk: Visit) -> None:
    page = desk.open(f"{TEXT}?open=person/brandt~2")
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").count() == 0, "there is but one"
    page.goto(page.url.replace("?open=person/brandt~2", "?open=nobody%22%5D"))
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").count() == 0
    assert desk.troubles == []


def test_choices_go_from_text_to_text(desk: Visit) -> None:
    page = desk.open(f"{TEXT}?show=persons")
    page.locator("a[rel=prev], a[rel=next]").first.click()
    page.wait_for_url(lambda url: url.endswith("cat.html?show=persons"))


def test_a_hostile_link_chooses_nothing(desk: Visit) -> None:
    page = desk.open(f"{TEXT}?show=%22%3E%3Cscript%3E&source=constructor&wit=%22%5D")
    assert page.locator("html").get_attribute("data-show") is None
    assert "The kettle of" in page.locator("#p1").inner_text()
    assert desk.troubles == []


def test_the_contents_show_where_the_reader_is(desk: Visit) -> None:
    page = desk.open(TEXT)
    page.set_viewport_size({"width": 1280, "height": 500})
    place = page.locator(".contents [aria-current]")
    for heading in ("Noon", "Evening"):
        page.get_by_role("heading", name=heading).evaluate("e => e.scrollIntoView()")
        page.wait_for_function(
            "(name) => document.querySelector('.contents [aria-current]')?.textContent === name",
            arg=heading,
        )
    assert place.count() == 1


def test_the_text_begins_on_the_first_screen(desk: Visit, pocket: Visit) -> None:
    for visit in (desk, pocket):
        box = visit.open(TEXT).locator("#p1").bounding_box()
        assert box
        assert box["y"] < 400


def test_nothing_is_troubled(desk: Visit) -> None:
    page = desk.open(f"{TEXT}?show=persons,places,dates,quotations&source=orig,abbr")
    for link in page.locator(".note-ref, .app-ref").all():
        link.click()
        page.keyboard.press("Escape")
    assert desk.troubles == []


def test_a_name_opens_its_card(desk: Visit) -> None:
    page = desk.open(TEXT)
    page.locator('#p1 [href*="/person/"]').click()
    card = page.get_by_role("dialog", name="Brandt, Ida")
    words = card.inner_text()
    assert "1840" in words
    assert "2 mentions in 2 texts" in words
    assert card.get_by_role("link", name="GND").get_attribute("href") == (
        "https://d-nb.info/gnd/118500007"
    )
    card.get_by_role("link", name="The Cat").click()
    page.wait_for_url(lambda url: "text/cat.html" in url)
    assert desk.troubles == []


def test_the_link_in_a_card_leads_to_the_entry(desk: Visit) -> None:
    page = desk.open(TEXT)
    page.locator('#p1 [href*="/place/"]').click()
    page.get_by_role("dialog").get_by_role("link", name="Nowhere").click()
    assert page.locator("h1").inner_text() == "Nowhere"


def test_the_text_can_be_read_as_a_witness_has_it(desk: Visit) -> None:
    page = desk.open(TEXT)
    page.locator(".view > summary").click()
    choices = page.get_by_label("Read as")
    assert choices.locator("option").all_inner_texts() == ["the edited text", "A", "B", "wC"]
    choices.select_option("wB")
    assert "She burnt° the water twice°" in page.locator("#p1").inner_text()
    page.wait_for_url(lambda url: url.endswith("?wit=wB"))
    page.reload()
    assert "She burnt° the water" in page.locator("#p1").inner_text()
    page.locator(".view > summary").click()
    choices.select_option("")
    assert "She boiled° the water" in page.locator("#p1").inner_text()
    assert desk.troubles == []


def test_a_split_text_is_read_page_by_page(reader: Visit, split: Path) -> None:
    reader.move(split)
    page = reader.open(f"{TEXT}?show=persons")
    page.get_by_role("link", name="This text in parts").click()
    page.wait_for_url(lambda url: url.endswith("part/kettles-1.html?show=persons"))
    assert page.locator("#p1").count() == 1
    page.get_by_role("link", name="Next Noon").click()
    page.wait_for_url(lambda url: url.endswith("part/kettles-2.html?show=persons"))
    assert "was called Dampf" in page.locator(".notes").inner_text().replace("\n", " ")
    page.get_by_role("link", name="Next Evening").click()
    page.get_by_role("link", name="the beginning").click()
    page.wait_for_url(lambda url: url.endswith("part/kettles-1.html?show=persons#p1"))
    page.get_by_role("link", name="The whole text on one page").click()
    page.wait_for_url(lambda url: "text/kettles.html?show=persons" in url)
    assert page.locator("#evening").count() == 1
    assert reader.troubles == []


def test_a_split_text_is_read_on_at_the_passage(reader: Visit, split: Path) -> None:
    reader.move(split)
    page = reader.open(f"{TEXT}?#song")
    page.locator(".view > summary").click()
    page.locator(".view").get_by_role("link", name="This text in parts").click()
    page.wait_for_url(lambda url: url.endswith("part/kettles-2.html#song"))
    page.locator("#song").evaluate("e => e.scrollIntoView()")
    page.locator(".view > summary").click()
    page.locator(".view").get_by_role("link", name="The whole text on one page").click()
    page.wait_for_url(lambda url: url.endswith("text/kettles.html#song"))
    assert reader.troubles == []


def test_every_way_to_a_passage_of_a_split_text_leads_to_its_part(split: Path) -> None:
    pages = [*split.glob("index/*.html"), *split.glob("person/*.html"), *split.glob("data/*.js")]
    pages += [*split.glob("concordance/*.html"), split / "index.html", split / "figures/index.html"]
    leading = {
        page.relative_to(split).as_posix(): set(
            re.findall(r'((?:text|part)/kettles(?:-\d+)?\.html[^"]*)', page.read_text("utf-8"))
        )
        for page in pages
    }
    assert leading["index/persons.html"] == {"part/kettles-1.html#p1"}
    assert leading["person/brandt.html"] == {"part/kettles-1.html", "part/kettles-1.html#p1"}
    assert leading["data/person-0.js"] == {"part/kettles-1.html#p1"}
    assert leading["concordance/cat.html"] >= {"part/kettles-3.html#body.3.p1"}
    assert leading["index.html"] == {"part/kettles-1.html"}
    ways = {link for found in leading.values() for link in found}
    assert {link for link in ways if link.startswith("text/kettles.html")} == set()
    persons = json.loads((split / "download/index/persons.json").read_text("utf-8"))
    locators = persons["groups"][0]["headings"][0]["locators"]
    places = [(item["document"], item["unit"], item["part"]) for item in locators]
    assert places == [("cat", "body.p1", 0), ("kettles", "p1", 1)]
    documents = json.loads((split / "download/index/documents.json").read_text("utf-8"))
    (listed,) = (item["html"] for item in documents["documents"] if item["id"] == "kettles")
    assert listed[:2] == ["text/kettles.html", "part/kettles-1.html"]


def test_search_and_indexes_lead_to_the_part_and_permalinks_to_the_whole(
    reader: Visit, split: Path
) -> None:
    reader.move(split)
    page = reader.open("search/index.html?q=Dampf")
    page.locator(".hit .locator").press("Enter")
    page.wait_for_url(lambda url: "part/kettles-2.html#" in url)
    assert "was called Dampf" in page.locator(":target").inner_text()
    page = reader.open("index/persons.html")
    page.locator(".locators a[href*=kettles]").first.press("Enter")
    page.wait_for_url(lambda url: url.endswith("part/kettles-1.html#p1"))
    page.locator("#p1 > .handle").press("Enter")
    permalink = page.get_by_role("dialog").locator(".cite-link a").inner_text()
    assert permalink.endswith("text/kettles.html#p1")
    page.goto(permalink)
    assert page.locator(":target").get_attribute("id") == "p1"
    assert reader.troubles == []


def test_links_of_a_split_edition_lead_somewhere(split: Path) -> None:
    assert list(check_links(split)) == []


def test_the_interface_speaks_the_language_of_the_edition(reader: Visit, german: Path) -> None:
    reader.move(german)
    page = reader.open(TEXT)
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("article").get_attribute("lang") == "en"
    assert page.locator(".contents summary").inner_text() == "Inhalt"
    page.locator('#p1 [href*="/person/"]').click()
    assert "2 Erwähnungen, 2 Texte" in page.get_by_role("dialog").inner_text()
    assert page.get_by_role("button", name="Schließen").is_visible()
    chronology = reader.open("index/chronology.html").locator("main").inner_text()
    assert "19. Jahrhundert" in chronology
    assert "2. Mai" in chronology
    assert reader.troubles == []


def test_the_facsimile_stands_beside_the_text(desk: Visit) -> None:
    page = desk.open(TEXT)
    assert not page.locator("img.facs").first.is_visible()
    choose(page, "Facsimiles")
    picture = page.locator(".facs-panel img")
    assert (picture.get_attribute("src") or "").endswith("media/pages/1.svg")
    page.locator("#evening").evaluate("e => e.scrollIntoView()")
    page.wait_for_selector(".facs-panel img[src$='media/pages/2.svg']")
    beside, article = picture.bounding_box(), page.locator("article").bounding_box()
    assert beside
    assert article
    assert beside["x"] >= article["x"] + article["width"]
    page.wait_for_url(lambda url: url.endswith("?show=facsimiles"))
    assert desk.troubles == []


def test_the_passage_at_hand_is_marked_in_the_picture_and_back(desk: Visit) -> None:
    page = desk.open(f"{TEXT}?show=facsimiles")
    near = page.locator(".facs-panel .zone.zone-near")
    page.locator("#p1").hover()
    zone, picture = near.bounding_box(), page.locator(".facs-panel img").bounding_box()
    assert zone
    assert picture
    assert abs(zone["x"] - picture["x"] - picture["width"] * 0.1) < 2
    assert abs(zone["y"] - picture["y"] - picture["height"] * 0.1) < 2
    assert abs(zone["width"] - picture["width"] * 0.8) < 2
    assert abs(zone["height"] - picture["height"] * 0.25) < 2
    page.locator(".facs-panel .zone").nth(1).focus()
    assert page.locator("article .zone-near").inner_text().startswith("The water sings")
    page.locator("#song .handle").focus()
    page.wait_for_selector(".facs-panel img[src$='media/pages/2.svg']")
    near.wait_for()
    zone, picture = near.bounding_box(), page.locator(".facs-panel img").bounding_box()
    assert zone
    assert picture
    assert abs(zone["width"] - picture["width"] / 2) < 2, "in pixels of the picture"
    page.get_by_label("Facsimiles", exact=True).evaluate("e => e.click()")
    assert page.locator(".zone-near").count() == 0
    assert desk.troubles == []


def test_facsimiles_are_there_without_scripts(scriptless: Visit, kettles: Path) -> None:
    scriptless.move(kettles)
    page = scriptless.open(TEXT)
    assert page.locator(".pb img.facs").count() == 2
    assert page.locator(".pb img.facs").first.is_visible()
