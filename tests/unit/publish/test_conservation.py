"""The conservation check: that it finds every kind of loss, and names the element."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editio.publish.render.conservation import LIMIT, ConservationCheck, Loss
from editio.publish.render.streams import text_of_html
from editio.publish.render.text import TextRenderer
from editio.resources import stylesheet
from editio.saxon import Processor, Stylesheet, processor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from editio.saxon import Node

DOCUMENT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Title</title>'
    "</titleStmt></fileDesc></teiHeader><text><body>{}</body></text></TEI>"
)
ABOUT = "<!--part:about--><div>Title</div>"


class Bench:
    """A processor with what the tests need compiled."""

    def __init__(self, saxon: Processor) -> None:
        self.saxon = saxon
        self.renderer = TextRenderer(saxon)
        self.check = ConservationCheck(saxon)
        self.html: Stylesheet = saxon.compile(stylesheet("html.xsl"))

    def node(self, body: str) -> Node:
        return self.saxon.parse_text(DOCUMENT.format(body))

    def html_losses(self, body: str, html: str) -> list[tuple[str, str, str]]:
        losses = self.check.check(self.node(body), html=html + ABOUT, marked=None)
        return [_short(loss) for loss in losses]


def _short(loss: Loss) -> tuple[str, str, str]:
    return loss.kind.value, loss.xpath.removeprefix("/TEI[1]/text[1]/body[1]"), loss.excerpt


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with processor() as saxon:
        yield Bench(saxon)


def test_equal_texts_have_no_losses(bench: Bench) -> None:
    body = "<p>One &amp; two &lt; three <hi>x</hi></p>"
    html = "<!--part:text--><p title='a &gt; b'>One &amp; two &lt; three\n <i>x</i></p>"
    assert bench.html_losses(body, html) == []


def test_what_is_made_does_not_count(bench: Bench) -> None:
    html = (
        '<!--part:toc--><nav data-made=""><ul><li>a</li></ul></nav><!--part:text-->'
        '<div><div data-made="">no <div>no</div> <div/> no</div><p>a<br data-made=""/></p></div>'
    )
    assert bench.html_losses("<p>a</p>", html) == []


@pytest.mark.parametrize(
    "made",
    [
        '<p class="k" data-made="">no <b>no</b><br/> <i>no</i> no</p>',
        '<p data-made="">no <b>no <i>no</i></b> no</p>',
        f'<p data-made="" title="{"long " * 900}">no</p>',
    ],
)
def test_what_is_made_does_not_count_however_it_is_written(bench: Bench, made: str) -> None:
    html = f"<p>a</p>{made}<p>b</p>"
    assert bench.html_losses("<p>a</p><p>b</p>", html) == []


def test_characters_written_as_references_are_characters(bench: Bench) -> None:
    body = "<p>a&#x85;b &#x2028; &amp;lt; &#x9f;</p>"
    assert bench.html_losses(body, "<p>a&#x85;b &#8232; &amp;lt; \x9f</p>") == []


def test_words_that_look_like_the_attributes_are_text(bench: Bench) -> None:
    body = "<p>write data-made=1 or data-moved=2 here</p>"
    assert bench.html_losses(body, "<p>write data-made=1 or data-moved=2 here</p>") == []
    assert bench.html_losses('<p>a data-made="" b</p>', '<p>a data-made="" b</p>') == []


def test_moved_text_is_read_where_it_stood(bench: Bench) -> None:
    body = "<p>a<note>N<note>M</note>O</note>b</p>"
    html = (
        '<p>a<a data-moved="n1" data-made="">1</a>b</p><!--part:notes--><ol>'
        '<li id="n1">N<sup data-moved="n2"><i data-made="">2</i></sup>O</li><li id="n2">M</li></ol>'
    )
    assert bench.html_losses(body, html) == []


@pytest.mark.parametrize("both", ['data-moved="n1" data-made=""', 'data-made="" data-moved="n1"'])
def test_a_number_in_the_place_of_what_was_moved_does_not_count(bench: Bench, both: str) -> None:
    html = f'<p>a<a {both}>1</a>b</p><ol><li id="n1">N</li></ol>'
    assert bench.html_losses("<p>a<note>N</note>b</p>", html) == []


def test_a_lost_element_is_named(bench: Bench) -> None:
    body = "<p>One <hi>two</hi> three</p><p>four <hi>five</hi></p>"
    assert bench.html_losses(body, "<p>One three</p><p>four </p>") == [
        ("lost", "/p[1]/hi[1]", "two"),
        ("lost", "/p[2]/hi[1]", "five"),
    ]


def test_lost_neighbours_are_one_loss_in_their_common_element(bench: Bench) -> None:
    body = "<p>Before</p><table><row><cell>a</cell><cell>b</cell></row></table><p>behind it</p>"
    assert bench.html_losses(body, "<p>Before</p><p>behind it</p>") == [
        ("lost", "/table[1]/row[1]", "ab")
    ]


def test_doubled_text_is_named(bench: Bench) -> None:
    body = "<p>Anna went to the market</p><p>and came back at noon</p>"
    html = (
        "<p>Anna went to the market</p><p>Anna went to the market</p><p>and came back at noon</p>"
    )
    assert bench.html_losses(body, html) == [("doubled", "/p[1]", "Annawenttothemarket")]


def test_text_in_another_place_is_named(bench: Bench) -> None:
    body = "<p>Anna went</p><p>to the market and came</p><p>back at noon with nothing</p>"
    html = "<p>to the market and came</p><p>back at noon with nothing</p><p>Anna went</p>"
    assert bench.html_losses(body, html) == [("order", "/p[1]", "Annawent")]


def test_text_that_nobody_marked_as_made_is_named(bench: Bench) -> None:
    assert bench.html_losses("<p>a</p><p>b</p>", "<p>a</p>[see]<p>b</p>") == [
        ("added", "/p[1]", "[see]")
    ]


def test_moved_text_without_a_place_is_another_place(bench: Bench) -> None:
    body = "<p>the text<note>the note</note> and so on</p>"
    html = '<p>the text and so on</p><!--part:notes--><p id="n">the note</p>'
    assert bench.html_losses(body, html) == [("order", "/p[1]/note[1]", "thenote")]


def test_places_that_point_in_a_circle_end(bench: Bench) -> None:
    html = '<p id="a">a<i data-moved="b"/></p><p id="b">b<i data-moved="a"/></p>'
    assert isinstance(text_of_html(html), tuple)


def test_a_document_full_of_losses_is_reported_in_part(bench: Bench) -> None:
    body = "".join(f"<p>This is number {number} <hi>lost {number}</hi></p>" for number in range(99))
    html = "".join(f"<p>This is number {number}</p>" for number in range(99))
    assert len(bench.html_losses(body, html)) == LIMIT


def test_texts_that_differ_are_never_without_a_loss(bench: Bench) -> None:
    paragraphs = [f"<p>{number} of {number * 7 % 13}</p>" for number in range(400)]
    body = "".join(paragraphs)
    for other in (paragraphs[::-1], paragraphs[200:], paragraphs[::3], paragraphs * 2, []):
        losses = bench.html_losses(body, "".join(other))
        assert 1 <= len(losses) <= LIMIT


def test_a_header_that_is_not_told_about_is_lost(bench: Bench) -> None:
    losses = bench.check.check(bench.node("<p>a</p>"), html="<p>a</p>", marked=None)
    assert [(loss.code, loss.excerpt, loss.where) for loss in losses] == [
        ("TXT-LOST", "Title", "html")
    ]


def test_a_stylesheet_that_drops_text_is_found_out(bench: Bench, tmp_path: Path) -> None:
    override = tmp_path / "own.xsl"
    override.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
        ' xmlns:m="urn:editio:modes" xpath-default-namespace="http://www.tei-c.org/ns/1.0">'
        f'<xsl:import href="{stylesheet("text.xsl").as_uri()}"/>'
        '<xsl:template match="hi" mode="m:text"/></xsl:stylesheet>',
        encoding="utf-8",
    )
    node = bench.node("<p>Some <hi>words</hi> are missing<note>but <hi>not</hi> this</note></p>")
    marked = TextRenderer(bench.saxon, override).render(node).marked
    losses = bench.check.check(node, html=None, marked=marked)
    assert [_short(loss) for loss in losses] == [
        ("lost", "/p[1]/hi[1]", "words"),
        ("lost", "/p[1]/note[1]/hi[1]", "not"),
    ]
    assert losses[0].message == "“words” is not in the plain text"


def test_made_characters_of_any_script_do_not_count(bench: Bench) -> None:
    node = bench.node('<p><g ref="char:ՕՖ🕎"/>a</p>')
    marked = bench.renderer.render(node).marked
    assert "[ՕՖ🕎]" in marked
    assert bench.check.check(node, html=None, marked=marked) == ()


def test_what_is_declared_as_dropped_is_no_loss(bench: Bench) -> None:
    node = bench.node(
        "<p>a<choice><sic>b</sic><corr>c</corr></choice><note>d</note><index><term>e</term></index>"
        "<app><lem>f</lem><rdg>g<note>h</note></rdg></app><del>i<ex>j</ex></del></p>"
    )
    for reading in ("reading", "diplomatic"):
        for notes in ("end", "omit"):
            marked = bench.renderer.render(node, reading=reading, notes=notes).marked
            found = bench.check.check(node, html=None, marked=marked, reading=reading, notes=notes)
            assert found == ()


def test_remains_of_a_page_are_dropped_or_shown_as_the_setting_says(bench: Bench) -> None:
    node = bench.node(
        '<ab type="page-remains">Menu</ab><p>a</p><div type="page-remains"><ab>Print</ab></div>'
    )
    for setting, text in (("hide", "a\n"), ("show", "Menu\n\na\n\nPrint\n")):
        rendered = bench.renderer.render(node, page_remains=setting)
        assert rendered.text == text
        found = bench.check.check(node, html=None, marked=rendered.marked, page_remains=setting)
        assert found == ()
    shown = bench.renderer.render(node, page_remains="show").marked
    assert len(bench.check.check(node, html=None, marked=shown)) == 2


def _names(names: str) -> list[str]:
    return names.split()


INLINE = _names(
    """
    hi name note del add supplied sic corr orig reg abbr expan ex am w pc surplus fw seg
    foreign quote ref stage term unclear restore figDesc unknown
    """
)
BLOCKS = _names(
    """
    div p ab lg l sp speaker head list item label quote note opener closer
    salute signed u entry form sense def listPerson person persName event bibl listBibl
    biblStruct monogr castList castItem stage floatingText unknown
    """
)
EMPTY = _names("lb pb cb gap g milestone ptr graphic divGen anchor")
PAIRS = [("sic", "corr"), ("orig", "reg"), ("abbr", "expan"), ("am", "ex"), ("seg", "seg")]
WORDS = st.sampled_from(["a", "bc", " d", "e ", " ", "\n   ", "&amp;", "é", "ש", "-", ""])
ATTRIBUTES = st.sampled_from(
    ["", ' break="no"', ' join="left"', ' rend="erasure"', ' place="foot"', ' type="ordered"']
)


def _element(names: list[str], children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attributes, content: f"<{name}{attributes}>{''.join(content)}</{name}>",
        st.sampled_from(names),
        ATTRIBUTES,
        st.lists(children, max_size=4),
    )


def _alternatives(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    choice = st.builds(
        lambda pair, one, other: (
            f"<choice>\n<{pair[0]}>{one}</{pair[0]}> <{pair[1]}>{other}</{pair[1]}></choice>"
        ),
        st.sampled_from(PAIRS),
        children,
        children,
    )
    apparatus = st.builds(
        "<app><{0}>{1}</{0}> <rdg>{2}</rdg><note>{2}</note></app>".format,
        st.sampled_from(["lem", "rdg"]),
        children,
        children,
    )
    table = st.builds(
        "<table><head>{}</head>\n<row><cell>{}</cell> <cell/></row><row>{}</row></table>".format,
        children,
        children,
        _element(["cell"], children),
    )
    frames = (
        "<listApp><app><note>{}</note></app></listApp>",
        "<index><term>{}</term></index>",
        '<egXML xmlns="http://www.tei-c.org/ns/Examples">{}</egXML>',
    )
    framed = st.builds(str.format, st.sampled_from(frames), children)
    return choice | apparatus | table | framed


TREES = st.recursive(
    WORDS | st.builds("<{}{}/>".format, st.sampled_from(EMPTY), ATTRIBUTES),
    lambda inner: _element(INLINE, inner) | _element(BLOCKS, inner) | _alternatives(inner),
    max_leaves=30,
)
BODIES = st.lists(_element(BLOCKS, TREES), max_size=4).map("".join)
PROPERTY = settings(
    max_examples=int(os.environ.get("EDITIO_EXAMPLES", "100")),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@PROPERTY
@given(
    body=BODIES,
    reading=st.sampled_from(["reading", "diplomatic"]),
    notes=st.sampled_from(["end", "omit"]),
)
def test_plain_text_conserves_any_tree(bench: Bench, body: str, reading: str, notes: str) -> None:
    node = bench.node(body)
    marked = bench.renderer.render(node, reading=reading, notes=notes).marked
    assert bench.check.check(node, html=None, marked=marked, reading=reading, notes=notes) == ()


@PROPERTY
@given(body=BODIES)
def test_html_conserves_any_tree(bench: Bench, body: str) -> None:
    node = bench.node(body)
    html = bench.html.transform(node).output
    assert bench.check.check(node, html=html, marked=None) == ()
