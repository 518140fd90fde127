"""Where pages lie, in one folder for each kind and in many."""

from __future__ import annotations

from collections import Counter

import pytest

from editio.edition.model import Kind
from editio.edition.siteplan import PLAIN, SitePlan, folder_of

SPREAD = SitePlan(spread=True)


def test_a_kind_of_page_has_a_folder() -> None:
    assert PLAIN.text("a") == "text/a.html"
    assert PLAIN.part("a", 2) == "part/a-2.html"
    assert PLAIN.parallel("a", 1) == "parallel/a-1.html"
    assert PLAIN.entry(Kind.PLACE, "kew") == "place/kew.html"
    assert PLAIN.entry(Kind.BIBLIOGRAPHY, "w") == "work/w.html"
    assert PLAIN.file("download/tei", "a.xml", "a") == "download/tei/a.xml"


def test_or_many_and_all_that_is_of_a_text_lies_in_folders_of_one_number() -> None:
    assert folder_of("a", 256) == "61"
    assert SPREAD.text("a") == "text-21/a.html"
    assert SPREAD.part("a", 2) == "part-21/a-2.html"
    assert SPREAD.parallel("a", 1) == "parallel-21/a-1.html"
    assert SPREAD.entry(Kind.PERSON, "a") == "person-21/a.html"
    assert SPREAD.file("text", "a.txt", "a") == "text/21/a.txt"


def test_no_folder_has_many_times_more_than_others() -> None:
    """Names of collections are numbers, with little between them that differs."""
    for form in ("A{:05}", "letter-{}", "{}"):
        counts = Counter(folder_of(form.format(number), 64) for number in range(6_400))
        assert max(counts.values()) < 300


def test_a_passage_is_on_the_page_of_its_part() -> None:
    assert (PLAIN.passage("a", 0), PLAIN.passage("a", 3)) == ("text/a.html", "part/a-3.html")


@pytest.mark.parametrize("plan", [PLAIN, SPREAD])
def test_the_way_from_text_to_text_can_be_read_back(plan: SitePlan) -> None:
    assert plan.linked_from_text(plan.from_text("a.b c")) == "a.b c"
    assert plan.linked_from_text("https://example.org/a.html") is None
    assert plan.linked_from_text(f"../{plan.entry(Kind.PERSON, 'a')}") is None
