"""Texts side by side: what stands in which row, that nothing is lost, where links lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

import dogs
from editio.edition.settings import load_settings
from editio.publish.site.aligning import Parallel, alignments_in, parallel_texts, parallels_in
from editio.publish.site.elements import words_of
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from site_links import check_links

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from editio.publish.site.aligning import Piece, Version

Table = list[tuple[str, str]]


def table(parallel: Parallel) -> Table:
    """The rows as text; what stands over both columns comes with a star."""

    def words(version: Version, pieces: Sequence[Piece]) -> str:
        runs = [run for piece in pieces for run in piece.runs]
        return " ".join(words_of(version.html[run.start : run.end]) for run in runs).strip()

    return [
        ("*" * row.whole + words(parallel.left, row.left), words(parallel.right, row.right))
        for row in parallel.rows()
    ]


def side_by_side(left: str, right: str) -> Table:
    return table(parallel_texts(left, right, ("a", "b")))


def own(html: str) -> list[Table]:
    return [table(one) for one in parallels_in(html)]


def p(text: str, name: str = "", corresp: str = "") -> str:
    name, corresp = name and f' id="{name}"', corresp and f' data-corresp="{corresp}"'
    return f"<p{name}{corresp}>{text}</p>"


def test_what_corresponds_is_in_one_row_and_nothing_is_lost() -> None:
    left = f"<div><h2>I</h2>{p('A', 'a')}{p('lost')}{p('B', 'b')}</div>"
    right = f"<div><h2>one</h2>{p('a', '', 'a.html#a')}{p('b', '', 'a.html#b')}{p('more')}</div>"
    assert side_by_side(left, right) == [
        ("I", "one"), ("A", "a"), ("lost", ""), ("B", "b"), ("", "more"),
    ]  # fmt: skip


def test_several_may_correspond_to_one() -> None:
    left = p("A", "a") + p("B", "b") + p("C", "c")
    right = p("ab", "", "a.html#a a.html#b") + p("c1", "", "a.html#c") + p("c2", "", "a.html#c")
    assert side_by_side(left, right) == [("A B", "ab"), ("C", "c1 c2")]


def test_the_order_is_that_of_the_left_text() -> None:
    left = p("A", "a") + p("B", "b")
    right = p("b", "", "a.html#b") + p("after b") + p("a", "", "a.html#a")
    assert side_by_side(left, right) == [("A", "a"), ("B", "b"), ("", "after b")]


def test_the_finest_passages_make_the_rows_and_phrases_bring_their_paragraphs() -> None:
    left = f'<div id="d"><p><span id="s1">A</span> <span id="s2">B</span></p>{p("C", "c")}</div>'
    right = (
        '<div data-corresp="a.html#d"><p><span data-corresp="a.html#s1">a</span>'
        f' <span data-corresp="a.html#s2">b</span></p>{p("c", "", "a.html#c")}</div>'
    )
    assert side_by_side(left, right) == [("A B", "a b"), ("C", "c")]


def test_both_texts_may_point() -> None:
    left = p("A", "a", "b.html#x") + p("B", "b")
    assert side_by_side(left, p("a", "x") + p("b", "", "a.html#b")) == [("A", "a"), ("B", "b")]


def test_what_points_nowhere_has_rows_of_its_own() -> None:
    assert side_by_side(p("A", "a"), p("b", "", "a.html#gone")) == [("A", "b")]


VERSIONS = (
    f'<div><section class="div type-edition">{p("A", "a")}{p("B", "b")}</section>'
    f'<section class="div" lang="en">{p("a", "", "#a")}{p("b", "", "#b")}</section>'
    f'<section class="div"><h2>Deutsch</h2>{p("c", "", "#a")}{p("d", "", "#b")}</section></div>'
)


def test_a_text_may_hold_versions_of_itself() -> None:
    assert own(VERSIONS) == [
        [("A", "a"), ("B", "b")],
        [("", "Deutsch"), ("A", "c"), ("B", "d")],
    ]
    names = [(one.left.name, one.right.name) for one in parallels_in(VERSIONS)]
    assert names == [("edition", "en"), ("edition", "Deutsch")]


def test_versions_may_alternate() -> None:
    text = f"<div><h2>I</h2>{p('A', 'a')}{p('a', '', '#a')}{p('B', 'b')}{p('b', '', '#b')}</div>"
    assert own(text) == [[("*I", ""), ("A", "a"), ("B", "b")]]


@pytest.mark.parametrize(
    "text",
    [
        p("A", "a") + p("a", "", "#a"),
        f'<p><span id="x">A</span> <span data-corresp="#x">B</span></p>{p("c", "c", "#c")}',
        p("A", "", "#nowhere") + p("B", "", "#nobody"),
        p("A", "a"),
    ],
)
def test_what_hardly_corresponds_is_no_parallel_text(text: str) -> None:
    assert own(text) == []


def test_many_versions_of_one_passage_are_quick() -> None:
    many = "".join(p(str(number), "", "a.html#a") for number in range(4000))
    assert len(side_by_side(p("A", "a"), many)) == 1


def test_deep_nesting_is_no_trouble() -> None:
    deep = "<div>" * 3000 + p("A", "a") + p("B", "b") + "</div>" * 3000
    right = p("a", "", "a.html#a") + p("b", "", "a.html#b")
    assert side_by_side(deep, right) == [("A", "a"), ("B", "b")]


def test_what_a_document_says_about_others() -> None:
    html = f"<!--part:text-->{p('a', '', 'x.html#a')}{p('b', '', 'x.html#b y.html#b')}"
    assert [one.document for one in alignments_in(html)] == ["x"]


# ---- The pages ----


@pytest.fixture
def site(tmp_path: Path) -> Path:
    dogs.write(tmp_path)
    build(load_settings(tmp_path), tmp_path / "build", SerialExecutor())
    return tmp_path / "build" / "site"


def test_two_texts_have_a_page_together(site: Path) -> None:
    page = (site / "parallel/original-1.html").read_text(encoding="utf-8")
    rows = page.split('<div class="pair">')[1:]
    assert [words_of(row.partition("</article>")[0].partition("<section")[0]) for row in rows] == [
        "Caput Chapter", "Canis currit. 1 The dog runs.1", "Unus One", "Duo Two",
        "Vide supra et alium. See above.",
    ]  # fmt: skip
    assert '<div class="pair-left" lang="la">' in rows[0]
    assert '<div class="pair-right" lang="en">' in rows[0]
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert list(check_links(site)) == []


def test_links_stay_on_the_page_and_handles_leave_it(site: Path) -> None:
    page = (site / "parallel/original-1.html").read_text(encoding="utf-8")
    assert re.search(r'href="#l\.p1"[^>]*>supra', page)
    assert re.search(r'href="#r\.q"[^>]*>alium', page)
    assert 'data-corresp="#l.s1">runs' in page
    assert 'class="handle" href="../text/original.html#p1"' in page
    assert 'class="handle" href="../text/translation.html#p1"' in page
    assert '<a class="note-ref" id="r.ref.n1" href="#r.n1"' in page
    assert 'id="r.n1">A note.' in page


def test_the_texts_lead_to_their_page(site: Path) -> None:
    for name, side, other in (("original", "l.", "Dogs"), ("translation", "r.", "De cane")):
        page = (site / f"text/{name}.html").read_text(encoding="utf-8")
        assert f'<a data-side="{side}" href="../parallel/original-1.html">{other}</a>' in page


@pytest.mark.parametrize("place", ["<back>{}</back>", "standOff"])
def test_links_that_stand_apart_say_what_corresponds(tmp_path: Path, place: str) -> None:
    links = """<linkGrp type="translation"><link target="original.xml#p1 #t1"/>
<link target="original.xml#p2 #t2 #t3"/></linkGrp><linkGrp type="facsimile">
<link target="original.xml#p3 #t1"/></linkGrp>"""
    original = "".join(f'<p xml:id="p{number}">O{number}</p>' for number in (1, 2, 3))
    translation = "".join(f'<p xml:id="t{number}">T{number}</p>' for number in (1, 2, 3))
    dogs.write(tmp_path)
    (tmp_path / "words.xml").unlink()
    for name, lang, body in (("original", "la", original), ("translation", "en", translation)):
        content = dogs._TEI.format(lang=lang, title=name, body=body)
        if name == "translation" and place == "standOff":
            content = content.replace("<text>", f"<standOff>{links}</standOff><text>")
        elif name == "translation":
            back = place.format(f"<div>{links}<p/></div>")
            content = content.replace("</body>", f"</body>{back}")
        (tmp_path / f"{name}.xml").write_text(content, encoding="utf-8")
    build(load_settings(tmp_path), tmp_path / "build", SerialExecutor())
    site = tmp_path / "build" / "site"
    (page,) = (site / "parallel").iterdir()
    rows = html.fromstring(page.read_text("utf-8")).xpath("//div[@class='pair'][.//p]")
    found = [re.findall(r"[OT]\d", row.text_content()) for row in rows]
    assert found == [["O1", "T1"], ["O2", "T2", "T3"], ["O3"]]
    assert list(check_links(site)) == []


def test_links_within_one_document_put_first_what_they_name_first(tmp_path: Path) -> None:
    body = """<div xml:lang="grc"><p xml:id="g1">A</p><p xml:id="g2">B</p></div>
<div xml:lang="en"><p xml:id="e1">a</p><p xml:id="e2">b</p></div><linkGrp type="alignment">
<link target="#g1 #e1"/><link target="#g2 #e2"/></linkGrp>"""
    dogs.write(tmp_path)
    content = dogs._TEI.format(lang="en", title="Words", body=body)
    (tmp_path / "words.xml").write_text(content, encoding="utf-8")
    build(load_settings(tmp_path), tmp_path / "build", SerialExecutor())
    page = tmp_path / "build" / "site" / "parallel" / "words-1.html"
    rows = html.fromstring(page.read_text("utf-8")).xpath("//div[@class='pair'][.//p]")
    assert [row.text_content().split() for row in rows] == [["A", "a"], ["B", "b"]]
