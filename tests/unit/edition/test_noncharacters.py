"""Noncharacters are marks of the stylesheets: a document that has some is cleaned, and told."""

from __future__ import annotations

import pytest

from editio.edition.noncharacters import without_noncharacters


@pytest.mark.parametrize("written", ["\ufdd0", "&#xFDD0;", "&#xfdef;", "&#64976;", "&#65007;"])
def test_a_noncharacter_is_replaced_and_placed(written: str) -> None:
    cleaned, finding = without_noncharacters(f"<p>one\nä{written}b</p>".encode())
    assert cleaned.decode() == "<p>one\nä\ufffdb</p>"
    assert finding is not None
    assert (finding.code, finding.line, finding.column) == ("XML-NONCHARACTER", 2, 2)


@pytest.mark.parametrize("text", ["ﷺ", "&#xFDFA;", "&#64975;", "&#65008;", "&amp; plain"])
def test_their_neighbours_stay(text: str) -> None:
    source = text.encode()
    assert without_noncharacters(source) == (source, None)
