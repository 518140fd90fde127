"""Every element of the TEI is rendered on purpose, wherever it stands and whatever it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from editio.resources import stylesheet
from editio.saxon import processor

if TYPE_CHECKING:
    from pathlib import Path

_TEI = "{http://www.tei-c.org/ns/1.0}"
#: Elements whose content model is empty: what stands inside them is an error of the document.
_EMPTY = frozenset(
    [
        "addSpan",
        "alt",
        "altGrp",
        "anchor",
        "caesura",
        "cb",
        "choice",
        "damageSpan",
        "delSpan",
        "gb",
        "handShift",
        "join",
        "joinGrp",
        "lacunaEnd",
        "lacunaStart",
        "lb",
        "link",
        "linkGrp",
        "milestone",
        "path",
        "pb",
        "ptr",
        "timeline",
        "when",
        "witEnd",
        "witStart",
    ]
)


@pytest.fixture(scope="module")
def elements(shared: Path) -> list[str]:
    """The names of all elements of TEI P5."""
    tree = etree.parse(shared / "tei" / "p5-4.9.0a" / "p5subset.xml")
    return sorted({str(spec.get("ident")) for spec in tree.iter(f"{_TEI}elementSpec")})


@pytest.mark.parametrize("parent", ["p", "div"])
def test_every_element_keeps_its_text(elements: list[str], parent: str) -> None:
    with processor() as saxon:
        html = saxon.compile(stylesheet("html.xsl"))
        unhandled: list[str] = []
        lost: list[str] = []
        for name in elements:
            rendered = html.transform(
                saxon.parse_text(
                    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div>'
                    f"<{parent}><{name}>before<hi>inside</hi></{name}></{parent}>"
                    "</div></body></text></TEI>"
                )
            )
            if any(message.name == "unhandled" for message in rendered.messages):
                unhandled.append(name)
            kept = all(rendered.output.count(word) == 1 for word in ("before", "inside"))
            if not kept and name not in _EMPTY:
                lost.append(name)
    assert unhandled == []
    assert lost == []
