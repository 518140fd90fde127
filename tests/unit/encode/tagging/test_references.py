"""Titles and publishers in notes and bibliographies, told by where they stand."""

from __future__ import annotations

import re

import pytest

from editio.encode.tagging import tag
from small_registers import registers

_BODY = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>X{}</p></body></text></TEI>'


def marked(note: str) -> list[tuple[str, str]]:
    """The titles and organisations of a note, with the ids that they point to."""
    body = _BODY.format(f"<note>{note}</note>")
    found = tag(body.encode(), registers=registers()).document.decode()
    pairs = re.findall(r"<(?:title|orgName)([^>]*)>(.*?)</(?:title|orgName)>", found)
    return [(re.sub("<[^>]*>", "", text), ref[6:-1]) for ref, text in pairs]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Erik Holm, Water and Stone: A Tale (Lindenau: Weir and Sons, 1923), 45-6.",
            [("Water and Stone: A Tale", ""), ("Weir and Sons", "")],
        ),
        (
            "Jo Brook and Ada Müller, The Mill on the Hill, 2nd ed. (Lindenau: Weir, 1923).",
            [("The Mill on the Hill", "work:mill"), ("Weir", "")],
        ),
        (
            "See Erik Holm, “Of the weir and its keepers,” in Collected Tales, vol. 2, 9.",
            [("Of the weir and its keepers", ""), ("Collected Tales", "")],
        ),
        (
            "Erik Holm, ‘Wheels’, Annals of Milling 8, no. 1 (1923).",
            [("Wheels", ""), ("Annals of Milling", "")],
        ),
        ("Erik Holm, Water and Stone, Lindenau, 1923.", [("Water and Stone", "")]),
        ("Erik Holm was there (in May: a fine month, 1923).", []),
        ("Erik Holm came to Lindenau, 1923.", []),
    ],
)
def test_references(note: str, expected: list[tuple[str, str]]) -> None:
    assert marked(note) == expected


def test_running_text_has_no_references() -> None:
    body = "<p>Erik Holm, Water and Stone (Lindenau: Weir, 1923), is a tale.</p>"
    document = _BODY.format("</p>" + body + "<p>").encode()
    found = tag(document, registers=registers())
    assert {decision.form for decision in found.decisions} == {"Erik Holm", "Lindenau", "1923"}
