"""Quotations by author, work and locus; the unattributed come last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.index.quotations import NO_AUTHOR, NO_WORK, locus_key
from unit.index.conftest import document, mention
from unit.index.merged import build_indexes

if TYPE_CHECKING:
    from editio.edition.registers import Registers


def test_quotations_stand_by_author_work_and_locus(registers: Registers) -> None:
    quoted = Kind.QUOTATION
    links = (("#seals", "seals"), ("#fern", "fern"))
    result = document(
        mention(quoted, "a", sources=("#seals",), locus="10", element="quote"),
        mention(quoted, "b", sources=("#seals",), locus="2", element="quote"),
        mention(quoted, "c", source_author="Oak", source_label="On Wood", element="cit"),
        mention(quoted, "d", source_label="Anonymous Leaflet", element="cit"),
        mention(quoted, "e", speakers=("#fern",), element="said"),
        mention(quoted, "f", element="quote"),
        mention(quoted, "g", element="said"),
        links=links,
    )
    found = build_indexes([result], registers, "en")[6]
    shape = [
        (
            group.label,
            [(item.label, [child.label for child in item.children]) for item in group.headings],
        )
        for group in found.groups
    ]
    assert shape == [
        ("Fern, Ada", [("The Book of Seals", ["2", "10"]), (NO_WORK, [])]),
        ("Oak", [("On Wood", [])]),
        (NO_AUTHOR, [("Anonymous Leaflet", [])]),
        ("", [("Text one", [])]),
    ]
    assert sum(item.count for item in found.headings()) == 6


def test_loci_are_in_natural_order() -> None:
    loci = ["²", "II, 12", "IV, 3", "X", "12a", "2", "p. 10", "12", "II, 2"]
    assert sorted(loci, key=locus_key) == [
        "2", "II, 2", "II, 12", "IV, 3", "X", "p. 10", "12", "12a", "²",
    ]  # fmt: skip
