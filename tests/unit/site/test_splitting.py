"""Splitting a text: every character once, well-formed, links to the page that has the target."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html
from markupsafe import Markup

from editio.publish.site.parts import Parts
from editio.publish.site.splitting import parts_of_ids, split_text

TEXT = (
    '<div class="document"><div class="text" id="top"><p id="p0">Before.<img src="a.png"></p>'
    '<div class="body">'
    '<section class="div" id="act1"><h2>Act <i>I</i></h2>'
    '<section class="div" id="s1"><h3>Scene 1</h3>'
    '<p id="p1" title="a &gt; b">One<a class="note-ref" id="ref.n1" href="#n1"'
    ' data-moved="n1">1</a>'
    '<br/> <a href="#p2">on</a> <a href="other.html#x">other</a> <a href="../person/a.html">A</a>'
    '</p></section><section class="div" id="s2"><h3>Scene 2</h3><p id="p2">Two'
    '<a class="note-ref" id="ref.n2" href="#n2" data-moved="n2">2</a></p></section></section>'
    '<section class="div type-x" id="act2"><h2>Act II</h2><p id="p3">Three</p></section>'
    "After.</div>"
    "</div></div>"
)
NOTES = (
    '<ol class="notes"><li value="1" id="n1">First <ol><li>inner</li></ol></li>'
    '<li value="2" id="n2">Second <a href="#p1">up</a> <a href="#wit">A</a></li>'
    '<li value="3" id="n3">Lost</li></ol>'
)
PARTS = Parts(
    toc=Markup('<ol><li><a href="#act1">I</a></li><li><a href="#act2">II</a></li></ol>'),
    text=Markup(TEXT),
    notes=Markup(NOTES),
)


def words(markup: str) -> str:
    return re.sub(r"<[^<>]*>", "", markup)


@pytest.mark.parametrize(
    ("depth", "titles"),
    [
        (0, []),
        (1, ["", "Act I", "Act II"]),
        (2, ["", "Act I", "Scene 2", "Act II"]),
        (7, ["", "Act I", "Scene 2", "Act II"]),
    ],
)
def test_where_a_text_is_cut(depth: int, titles: list[str]) -> None:
    pages = split_text(PARTS, depth, "a-{}.html", "text/a.html")
    assert [page.title for page in pages] == titles
    assert [page.number for page in pages] == list(range(1, len(titles) + 1))


def test_what_leads_to_a_passage_knows_the_part_that_has_it() -> None:
    whole = f"<!--part:text-->{TEXT}<!--part:notes-->{NOTES}<!--part:about--><p id='h'>Header</p>"
    found = parts_of_ids(whole, 2)
    pages = split_text(PARTS, 2, "a-{}.html", "text/a.html")
    for name, number in found.items():
        page = pages[number - 1].parts
        assert f'id="{name}"' in page.text + page.notes, name
    assert {name: found[name] for name in ("p1", "n1", "s2", "n2", "p3")} == {
        "p1": 2, "n1": 2, "s2": 3, "n2": 3, "p3": 4,
    }  # fmt: skip
    assert "h" not in found
    assert parts_of_ids(whole, 0) == {}


def test_nothing_is_lost_and_every_page_is_well_formed() -> None:
    pages = split_text(PARTS, 2, "a-{}.html", "text/a.html")
    assert "".join(words(str(page.parts.text)) for page in pages) == words(TEXT)
    for page in pages:
        etree.fromstring(str(page.parts.text).replace('.png">', '.png"/>'))
        if page.parts.notes:
            etree.fromstring(str(page.parts.notes))


def test_notes_go_with_their_pages_and_what_nothing_refers_to_with_the_last() -> None:
    pages = split_text(PARTS, 2, "a-{}.html", "text/a.html")
    notes = [re.findall(r'id="(n\d)"', str(page.parts.notes)) for page in pages]
    assert notes == [[], ["n1"], ["n2"], ["n3"]]


def test_links_lead_to_the_page_that_has_the_target() -> None:
    pages = split_text(PARTS, 2, "a b-{}.html", "text/a b.html")

    def links(page: int, part: str) -> list[str]:
        content = str(getattr(pages[page].parts, part))
        return [str(href) for href in html.fragment_fromstring(content).xpath("//@href")]

    assert links(1, "text") == [
        "#n1",
        "a%20b-3.html#p2",
        "../text/other.html#x",
        "../person/a.html",
    ]
    assert links(2, "notes") == ["a%20b-2.html#p1", "../text/a%20b.html#wit"]
    assert links(0, "toc") == ["a%20b-2.html#act1", "a%20b-4.html#act2"]


def test_a_text_without_divisions_stays_whole() -> None:
    assert split_text(Parts(text=Markup("<p>a</p>")), 3, "a-{}.html", "text/a.html") == []
