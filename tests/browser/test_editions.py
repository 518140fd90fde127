"""Whole editions in a real browser: the repository's own, and one that means harm."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pytest

from site_links import check_links

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Visit

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINKS = "[...document.querySelectorAll('[href], [src]')].map((e) => e.href ?? e.src)"


def pages(site: Path, each: int = 4) -> list[str]:
    """The start page, all texts and indexes, and the first pages of every other folder."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    chosen: list[str] = []
    for folder, members in groupby(names, key=lambda name: name.rpartition("/")[0]):
        all_of_them = list(members)
        chosen += all_of_them if folder in {"", "text", "index"} else all_of_them[:each]
    return chosen


@pytest.fixture
def visitor(reader: Visit, sample_edition: Path) -> Visit:
    """A reader of the repository's own edition."""
    reader.move(sample_edition)
    return reader


@pytest.fixture
def victim(reader: Visit, hostile_edition: Path) -> Visit:
    """A reader of the hostile edition."""
    reader.move(hostile_edition)
    return reader


def opened(visit: Visit) -> Iterator[str]:
    for path in pages(visit.site):
        visit.open(path)
        yield path


def test_the_sample_edition_is_quiet(visitor: Visit) -> None:
    assert len(list(opened(visitor))) > 20
    assert visitor.troubles == []


def test_the_sample_edition_fits_a_phone(visitor: Visit) -> None:
    visitor.page.set_viewport_size({"width": 390, "height": 800})
    assert [path for path in opened(visitor) if visitor.page.evaluate(OVERFLOW) > 0] == []


def test_every_page_has_one_main_heading_and_no_gap_below_it(visitor: Visit) -> None:
    outline = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((h) => +h.tagName[1])"
    for path in opened(visitor):
        levels = visitor.page.evaluate(outline)
        assert levels.count(1) == 1, path
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert not jumps, (path, jumps)


def test_a_mention_leads_to_the_text_and_back_to_the_entry(visitor: Visit) -> None:
    page = visitor.open("index/persons-letter-a.html")
    page.locator("a.label").first.click()
    heading = page.locator("h1").inner_text()
    entry = page.url
    page.locator(".mentions a.locator").first.click()
    page.wait_for_url("**/text/*.html#*")
    anchor = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert page.locator(f'[id="{anchor}"]').count() == 1
    links = page.evaluate(LINKS)
    assert entry.partition("#")[0] in links, heading


def test_every_link_of_the_sample_edition_leads_somewhere(sample_edition: Path) -> None:
    assert list(check_links(sample_edition)) == []


def test_nothing_hostile_runs_or_loads(victim: Visit) -> None:
    for path in opened(victim):
        page = victim.page
        own = "[src^='assets/'], [src^='../assets/'], [type='application/ld+json']"
        assert page.locator(f"script:not({own})").count() == 0, path
        assert page.locator("style, iframe, object, embed, base, form").count() == 0, path
        assert page.locator("[onclick], [onload], [onerror]").count() == 0, path
        assert page.locator("article [style]").count() == 0, path
        for link in page.evaluate(LINKS):
            assert link.split(":")[0] in {"file", "https", "http", "mailto"}, (path, link)
            assert "/etc/passwd" not in link, (path, link)
    assert victim.troubles == []


def test_every_link_of_the_hostile_edition_leads_somewhere(hostile_edition: Path) -> None:
    assert list(check_links(hostile_edition)) == []


def test_texts_with_the_same_name_have_a_page_each(hostile_edition: Path) -> None:
    names = [path.stem.casefold() for path in (hostile_edition / "text").iterdir()]
    assert len(names) == len(set(names)) == 5
