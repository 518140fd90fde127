"""The stylesheets that ship with Editio compile, and render a document without a failure."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import etree

from editio.resources import stylesheet
from editio.saxon import processor

_DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader><fileDesc><titleStmt><title>Ashes</title></titleStmt></fileDesc></teiHeader>
  <text><body><p>Where there was smoke.</p></body></text></TEI>"""


@pytest.mark.parametrize("name", ["html.xsl"])
def test_a_stylesheet_compiles_and_knows_the_commonest_elements(name: str) -> None:
    with processor() as saxon:
        rendered = saxon.compile(stylesheet(name)).transform(saxon.parse_text(_DOCUMENT))
    assert "Where there was smoke." in rendered.output
    assert rendered.messages == ()


def test_no_element_has_two_templates_of_one_priority() -> None:
    """Two templates for one name fail on the first document that has the element."""
    folder = stylesheet("html.xsl").parent / "html"
    patterns = Counter(
        (template.get("mode"), alternative.strip())
        for module in folder.glob("*.xsl")
        for template in etree.parse(module).iter("{http://www.w3.org/1999/XSL/Transform}template")
        if template.get("match") and template.get("priority") is None
        for alternative in template.get("match", "").split("|")
    )
    assert [pattern for pattern, count in patterns.items() if count > 1] == []
