"""The stylesheets that ship with Editio compile, and render a document without a failure."""

from __future__ import annotations

import pytest

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
