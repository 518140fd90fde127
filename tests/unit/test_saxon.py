"""What is told to the engine for one document must not reach the next."""

from __future__ import annotations

from pathlib import Path

from editio.saxon import processor

SHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:param name="links" as="map(*)" select="map{}"/><xsl:output method="text"/>
<xsl:template match="/"><xsl:value-of select="$links?*"/></xsl:template></xsl:stylesheet>"""


def test_parameters_of_one_document_do_not_stay_for_the_next() -> None:
    with processor() as engine:
        node = engine.parse_text("<a/>")
        sheet = engine.compile_text(SHEET, Path("links.xsl"))
        assert sheet.transform(node, {"links": {"#a": "a.html"}}).output == "a.html"
        assert sheet.transform(node, {"links": {}}).output == ""
        assert sheet.transform(node, {"links": {"#b": "b.html"}}).output == "b.html"
        assert sheet.transform(node).output == ""
