"""A Schematron schema turned into a stylesheet, as plainly as possible: a second opinion on ours.

It knows what the edition's own schema uses: patterns, rules with ``let``, asserts and reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree

from editio.saxon import processor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCH = "{http://purl.oclc.org/dsdl/schematron}"


def run(schema: Path, documents: dict[str, str], folder: Path) -> dict[str, set[str]]:
    """Return the ids of the asserts and reports that each document sets off."""
    stylesheet = folder / "schema.xsl"
    stylesheet.write_text("".join(_stylesheet(etree.parse(schema).getroot())), encoding="utf-8")
    with processor() as saxon:
        compiled = saxon.compile(stylesheet)
        return {
            name: set(compiled.transform(saxon.parse_text(text)).output.split())
            for name, text in documents.items()
        }


def _stylesheet(schema: etree._Element) -> Iterator[str]:
    patterns = list(schema.iterfind(f"{SCH}pattern"))
    namespaces = "".join(
        f" xmlns:{n.get('prefix')}={quoteattr(n.get('uri', ''))}" for n in schema.iter(f"{SCH}ns")
    )
    yield '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
    yield f'{namespaces}><xsl:output method="text"/><xsl:template match="/">'
    for number, _ in enumerate(patterns):
        yield f'<xsl:apply-templates select="//*" mode="p{number}"/>'
    yield "</xsl:template>"
    for number, pattern in enumerate(patterns):
        yield f'<xsl:mode name="p{number}" on-no-match="deep-skip"/>'
        rules = list(pattern.iterfind(f"{SCH}rule"))
        for place, rule in enumerate(rules):
            context, priority = quoteattr(rule.get("context", "")), len(rules) - place
            yield f'<xsl:template match={context} mode="p{number}" priority="{priority}">'
            yield from map(_statement, rule)
            yield "</xsl:template>"
    yield "</xsl:stylesheet>"


def _statement(node: etree._Element) -> str:
    test = node.get("test", "")
    match etree.QName(node).localname:
        case "let":
            name, value = quoteattr(node.get("name", "")), quoteattr(node.get("value", ""))
            return f"<xsl:variable name={name} select={value}/>"
        case "assert":
            test = f"not({test})"
    return f"<xsl:if test={quoteattr(test)}>{node.get('id')} </xsl:if>"
