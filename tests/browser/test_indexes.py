"""Indexes with their filter, and the pictures of the sample edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sample_site as sample
from editio.publish.site.lists import PER_PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit


@pytest.fixture
def visitor(reader: Visit, sample_edition: Path) -> Visit:
    reader.move(sample_edition)
    return reader


def test_an_index_is_filtered_while_one_types(visitor: Visit) -> None:
    page = visitor.open("index/persons.html")
    everyone = page.locator(".heading").count()
    page.get_by_label("Filter").press_sequentially("TRÓTSKY")
    shown = page.locator(".group > .headings > .heading:visible")
    assert 0 < shown.count() < 10 < everyone
    assert all("rotsk" in text for text in shown.locator(".label").all_inner_texts()[:1])
    assert page.locator("output").inner_text().startswith(f"{shown.count()} / ")
    page.get_by_label("Filter").fill("")
    assert page.locator(".heading:visible").count() == everyone


def test_a_page_of_a_long_index_finds_the_names_on_the_others(visitor: Visit) -> None:
    page = visitor.open("index/persons-letter-l.html")
    assert "Trotsky" not in page.locator(".index").inner_text()
    page.get_by_label("Filter").fill("trótsk leon")
    found = page.locator(".index a.label[href^='persons-letter-t.html']")
    found.wait_for()
    assert page.locator("#lenin").is_hidden()
    page.get_by_label("Filter").fill("")
    page.locator("#lenin").wait_for()
    found.wait_for(state="hidden")
    page.get_by_label("Filter").fill("trótsk leon")
    found.press("Enter")
    page.wait_for_url("**/index/persons-letter-t.html#trotsky")
    assert page.locator(":target .label").first.inner_text() == "Trotsky, Leon"
    # As the address was when the index had one page, and where the heading was on another one.
    for address in ("index/persons.html?#trotsky", "index/persons-letter-l.html?#trotsky"):
        page = visitor.open(address)
        page.wait_for_function("() => document.querySelector(':target')?.id === 'trotsky'")
    assert visitor.troubles == []


def test_a_long_index_can_be_read_without_scripts(scriptless: Visit, sample_edition: Path) -> None:
    scriptless.move(sample_edition)
    page = scriptless.open("index/persons.html?#trotsky")
    page.locator("#trotsky > a").press("Enter")
    page.wait_for_url("**/index/persons-letter-t.html#trotsky")
    assert page.locator("#trotsky .locators a").count() > 3
    page.locator(".letters").get_by_role("link", name="All").press("Enter")
    page.wait_for_url("**/index/persons.html")


def test_the_list_of_many_texts_goes_on_and_its_filter_finds_all(
    reader: Visit, tmp_path: Path
) -> None:
    names = [f"t{number}" for number in range(1, PER_PAGE + 2)]
    results = [sample.result(name, f"Kettle {name}") for name in names]
    reader.move(sample.write_edition(tmp_path, results, []))
    page = reader.open("index.html")
    assert page.locator("tbody tr").count() == PER_PAGE
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="2").click()
    page.wait_for_url("**/list/texts-2.html")
    assert page.locator("tbody th").all_inner_texts() == [f"Kettle {names[-1]}"]
    page.get_by_label("Filter").fill("kettle t7 brandt")
    found = page.locator(".index .heading:visible a")
    found.first.wait_for()
    fitting = [name for name in names if name.startswith("t7")]
    assert found.all_inner_texts() == [f"Kettle {name} (Ida Brandt)" for name in fitting]
    assert page.locator("table").is_hidden()
    found.first.press("Enter")
    page.wait_for_url("**/text/t7.html")
    assert reader.troubles == []


def test_an_index_can_stand_in_another_order_and_the_link_says_so(visitor: Visit) -> None:
    page = visitor.open("index/persons.html")
    headings = page.locator(".group > .headings > .heading")
    by_name = headings.evaluate_all("items => items.map((item) => item.id)")
    page.get_by_label("Order").select_option("count")
    counts = headings.evaluate_all("items => items.map((item) => Number(item.dataset.count ?? 0))")
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 20
    page.get_by_label("Filter").fill("trotsk")
    page.wait_for_url(lambda url: url.endswith("?filter=trotsk&order=count"))
    page.reload()
    assert page.get_by_label("Order").input_value() == "count"
    assert page.locator(".heading:visible .label").first.inner_text() == "Trotsky, Leon"
    page.get_by_label("Filter").fill("")
    page.get_by_label("Order").select_option("")
    assert headings.evaluate_all("items => items.map((item) => item.id)") == by_name
    assert visitor.troubles == []


def test_the_lines_of_a_concordance_stand_around_the_word_and_lead_to_it(visitor: Visit) -> None:
    page = visitor.open("index/concordance.html")
    page.get_by_role("link", name="famine*").click()
    page.wait_for_url("**/concordance/famine*")
    marks = page.locator(".kwic mark")
    lefts = marks.evaluate_all("items => items.map((item) => item.getBoundingClientRect().left)")
    assert len(lefts) > 10
    assert max(lefts) - min(lefts) < 1
    assert all(word.lower().startswith("famine") for word in marks.all_inner_texts())
    befores = page.locator(".kwic .before").all_inner_texts
    page.get_by_label("Order").select_option("left")
    last = [text.split()[-1].strip("‘(").lower() for text in befores() if text.strip()]
    assert last == sorted(last)
    page.wait_for_url("**?order=left")
    page.reload()
    again = [text.split()[-1].strip("‘(").lower() for text in befores() if text.strip()]
    assert again == last
    page.locator(".kwic a").first.click()
    page.wait_for_url("**/text/*.html#*")
    assert page.locator(":target").count() == 1
    assert visitor.troubles == []


def test_a_concordance_can_be_read_on_a_phone_and_without_scripts(
    phone: Visit, scriptless: Visit, sample_edition: Path
) -> None:
    for visit in (phone, scriptless):
        visit.move(sample_edition)
        page = visit.open("concordance/revolution.html")
        assert page.locator(".kwic li").count() > 50
        line = page.locator(".kwic li").nth(20)
        assert line.locator("mark").inner_text().lower() == "revolution"
        assert line.locator(".in").is_visible()
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide)
        assert visit.troubles == []
    assert not scriptless.page.locator("#order").is_visible()


def test_the_map_leads_to_places_and_the_table_to_the_map(visitor: Visit) -> None:
    page = visitor.open("index/places.html")
    page.get_by_role("link", name="Map", exact=True).click()
    assert page.locator(".dot").count() == page.locator("tbody tr").count() > 50
    page.locator("tbody a[href^='#dot-']").first.click()
    assert page.evaluate("document.querySelector(':target .dot') !== null")
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/place/*.html")
    page.get_by_role("link", name="On the map").click()
    page.wait_for_selector(":target .dot")
    assert visitor.troubles == []


def test_the_timeline_opens_century_and_decade_and_leads_to_the_chronology(visitor: Visit) -> None:
    page = visitor.open("index/timeline.html")
    page.get_by_text("1900–1999", exact=True).click()
    page.get_by_text("1910–1919", exact=True).click()
    page.locator("summary").get_by_text("1917", exact=True).click()
    year = page.locator("details details details[open]")
    assert year.get_by_role("link", name="October Revolution").is_visible()
    page.wait_for_url("**/timeline.html#zoom-1917-1")
    page.reload()
    assert year.get_by_role("link", name="October Revolution").is_visible()
    page.locator("summary").get_by_text("1917", exact=True).click()
    page.wait_for_url("**/timeline.html#zoom-1910-10")
    page.locator("summary").get_by_text("1917", exact=True).click()
    year.locator("a:has(.column)").first.click()
    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    page.wait_for_url(lambda url: "chronology" in url)
    assert page.locator(f'[id="{anchor}"]').count() == 1
    assert visitor.troubles == []


def test_weak_links_of_the_network_can_be_left_out(visitor: Visit) -> None:
    page = visitor.open("index/network.html")
    lines, rows = page.locator(".link:visible"), page.locator("tbody tr:visible")
    before = rows.count()
    assert lines.count() > 0
    page.get_by_label("Mentioned together at least").select_option("3")
    assert 0 < rows.count() < before
    few = rows.count()
    page.wait_for_url("**/network.html?together=3")
    page.reload()
    assert rows.count() == few
    assert visitor.troubles == []
