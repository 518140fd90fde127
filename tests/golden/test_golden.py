"""Golden cases: a folder per case, its ``input.xml`` and what each renderer makes of it.

``tests/golden/<chapter>/<case>/{input.xml, expected.html, expected.txt, expected.json}``: whichever
expected files are there are compared, so that a new case needs no Python. Begin one with an empty
``expected.html`` and run ``pytest tests/golden --update-golden``; then read the diff.

An optional ``links.json`` maps pointers to URLs, as the edition would.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from editio.publish.mentions import Extractor
from editio.publish.render.html import HtmlRenderer
from editio.publish.units import UnitNamer
from editio.saxon import processor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from editio.publish.units import UnitNames
    from editio.saxon import Node, Processor

HERE = Path(__file__).resolve().parent
EXPECTED = sorted(
    path for path in HERE.glob("*/*/expected.*") if path.suffix in {".html", ".txt", ".json"}
)
_BLOCKS = ("p", "div", "ul", "ol", "dl", "table", "section", "blockquote", "figure", "pre", "h2")
_BLOCK = re.compile(
    r"\s*(</?(?:blockquote|caption|dd|div|dl|dt|figcaption|figure|h[1-6]|li|ol|p|pre|section|table"
    r"|tbody|td|th|tr|ul)\b[^>]*>|<!--part:\w+-->)\s*"
)


def as_data(value: Any) -> Any:
    """Return records, dataclasses and named tuples alike, as JSON has them."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: as_data(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        items = [as_data(item) for item in value]
        return dict(zip(names, items, strict=True)) if names else items
    return sorted(value) if isinstance(value, frozenset) else value


def normalised_html(html: str) -> str:
    """The one normaliser of HTML: no namespace, one space for many, each block on a line."""
    html = re.sub(r'\s+xmlns="http://www\.w3\.org/1999/xhtml"', "", html)
    lines = _BLOCK.sub(r"\n\1\n", re.sub(r"\s+", " ", html)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"


class Renderers:
    """The renderers by the suffix of what they write, compiled when first used."""

    def __init__(self, saxon: Processor) -> None:
        self._saxon = saxon
        self._made: dict[str, Any] = {}

    def render(self, suffix: str, node: Node, links: Mapping[str, str]) -> str:
        """Render a document in the form of the expected file with this suffix."""
        if suffix == ".html":
            page = self._get(suffix, HtmlRenderer).render(
                node, document_id="case", links=links, names=self._names(node)
            )
            assert page.unhandled == (), "an element that no template knows"
            return normalised_html(page.whole)
        if suffix == ".json":
            extracted = self._get(suffix, Extractor).extract(node, self._names(node))
            return json.dumps(as_data(extracted), ensure_ascii=False, indent=2) + "\n"
        from editio.publish.render.text import TextRenderer

        return str(self._get(suffix, TextRenderer).render(node).text)

    def _names(self, node: Node) -> UnitNames:
        names: UnitNames = self._get("names", UnitNamer).names(node)
        return names

    def _get(self, suffix: str, kind: Any) -> Any:
        if suffix not in self._made:
            self._made[suffix] = kind(self._saxon)
        return self._made[suffix]


@pytest.fixture(scope="module")
def saxon() -> Iterator[Processor]:
    """One processor for all cases."""
    with processor() as made:
        yield made


@pytest.fixture(scope="module")
def renderers(saxon: Processor) -> Renderers:
    """The renderers, on that processor."""
    return Renderers(saxon)


@pytest.mark.parametrize(
    "expected", EXPECTED, ids=lambda path: str(path.relative_to(HERE).with_suffix(path.suffix))
)
def test_golden(
    expected: Path, saxon: Processor, renderers: Renderers, request: pytest.FixtureRequest
) -> None:
    """What is rendered now is what was reviewed."""
    links = expected.with_name("links.json")
    made = renderers.render(
        expected.suffix,
        saxon.parse_file(expected.with_name("input.xml")),
        json.loads(links.read_text(encoding="utf-8")) if links.is_file() else {},
    )
    if request.config.getoption("--update-golden"):
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page", [path for path in EXPECTED if path.suffix == ".html"], ids=lambda path: path.parent.name
)
def test_pages_are_sound(page: Path) -> None:
    """Golden pages are XML, name each id once, and their links within the page lead somewhere."""
    tree = etree.fromstring(f"<page>{page.read_text(encoding='utf-8')}</page>")
    ids = [str(value) for value in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    targets = {str(value)[1:] for value in tree.xpath("//@href[starts-with(., '#')]")}
    assert targets <= set(ids)
    assert set(map(str, tree.xpath("//@data-moved"))) <= set(ids)
    inside = " or ".join(f"self::{name}" for name in _BLOCKS)
    assert tree.xpath(f"(//p | //span | //h2 | //h3)/*[{inside}]") == []
