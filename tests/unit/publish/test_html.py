"""The HTML stylesheets as a whole: each element has one template, and gives valid HTML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from editio import resources
from editio.names import TEI_NS
from editio.publish.render.html import HtmlRenderer, split_parts, with_end_tags
from editio.publish.units import UnitNamer
from editio.saxon import processor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "rendering.md"
XHTML = "{http://www.w3.org/1999/xhtml}"
XSL_TEMPLATE = "{http://www.w3.org/1999/XSL/Transform}template"
PHRASES = {"a", "br", "code", "del", "img", "ins", "ruby", "rt", "span", "time", "sup", "math"}


def handled() -> set[str]:
    """The TEI names that the patterns of the templates in m:html end with."""
    names: set[str] = set()
    for path in (resources.stylesheet("html.xsl").parent / "html").glob("*.xsl"):
        for template in etree.parse(str(path)).iter(XSL_TEMPLATE):
            if "m:html" in (template.get("mode") or "").split():
                pattern = template.get("match") or ""
                while "[" in pattern:
                    pattern = re.sub(r"\[[^\[\]]*\]", "", pattern)
                names.update(
                    re.findall(r"(?:^|[|/])\s*([A-Za-z][\w.]*)\s*(?=$|\|)", pattern.strip())
                )
    return names - {"egXML", "TEI", "TEI.2", "teiCorpus", "dracorCorpus"}


HANDLED = sorted(handled())


@pytest.fixture(scope="module")
def render() -> Iterator[Callable[[str], str]]:
    """A function from the content of a body to the part `text`."""
    with processor() as saxon:
        renderer, namer = HtmlRenderer(saxon), UnitNamer(saxon)

        def rendered(body: str) -> str:
            node = saxon.parse_text(f'<TEI xmlns="{TEI_NS}"><text><body>{body}</body></text></TEI>')
            page = renderer.render(node, document_id="x", links={}, names=namer.names(node))
            assert page.unhandled == ()
            return page.part("text")

        yield rendered


@pytest.mark.parametrize("name", HANDLED)
def test_an_element_in_a_phrase_is_valid_html(render: Callable[[str], str], name: str) -> None:
    """A paragraph is a ``p`` only if no block comes to stand inside, whatever the element."""
    page = etree.fromstring(render(f"<p>a<hi>b<{name}>c</{name}></hi></p>"))
    for paragraph in page.iter(f"{XHTML}p"):
        inside = {element.tag.removeprefix(XHTML) for element in paragraph.iterdescendants()}
        assert inside <= PHRASES


def test_an_unknown_element_is_an_event_and_keeps_its_text() -> None:
    with processor() as saxon:
        node = saxon.parse_text(f'<TEI xmlns="{TEI_NS}"><text><novel>a</novel></text></TEI>')
        page = HtmlRenderer(saxon).render(
            node, document_id="x", links={}, names=UnitNamer(saxon).names(node)
        )
    assert page.unhandled == (("novel", "/TEI[1]/text[1]/novel[1]"),)
    assert '<span class="unhandled novel">a</span>' in page.part("text")


def test_the_text_of_a_document_cannot_end_a_part(render: Callable[[str], str]) -> None:
    text = render("<p><!--part:about-->&lt;!--part:about--></p>")
    assert "&lt;!--part:about--&gt;" in text


def test_parts_are_split_at_their_comments() -> None:
    assert split_parts("<!--part:text--> <p/> <!--part:notes--><ol/>") == (
        ("text", "<p/>"),
        ("notes", "<ol/>"),
    )


@pytest.mark.parametrize("name", HANDLED)
def test_what_becomes_of_an_element_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ('<p>a<br/>b</p><span class="x"/>', '<p>a<br/>b</p><span class="x"></span>'),
        ('<a\nid="x"/><img alt=""/>', '<a\nid="x"></a><img alt=""/>'),
        ("<!-- as in a/> --><p/>", "<!-- as in a/> --><p></p>"),
        ("/&gt;", "/&gt;"),
    ],
)
def test_only_elements_that_html_knows_as_empty_have_no_end_tag(output: str, expected: str) -> None:
    assert with_end_tags(output) == expected


def test_the_head_of_a_table_keeps_its_id_and_its_language(render: Callable[[str], str]) -> None:
    row = "<row><cell>3</cell></row>"
    page = render(f'<table><head xml:id="oil" xml:lang="ar">زيت</head>{row}</table>')
    assert re.search(r"<caption>\s*<span [^>]*>زيت</span>\s*</caption>", page)
    assert 'lang="ar"' in page
    assert re.search(
        r"<caption>\s*Oil\s*</caption>", render(f"<table><head>Oil</head>{row}</table>")
    )
