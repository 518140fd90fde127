"""Indexes of persons, places and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.model import Entry, Kind
from editio.edition.registers import Registers
from editio.publish.index import Index, IndexName
from unit.index.conftest import document, mention
from unit.index.merged import build_indexes

if TYPE_CHECKING:
    from editio.edition.model import DocumentResult


def index_of(name: IndexName, registers: Registers, *results: DocumentResult) -> Index:
    return next(item for item in build_indexes(results, registers, "en") if item.name is name)


def test_mentions_stand_under_the_heading_of_the_register(registers: Registers) -> None:
    result = document(mention(Kind.PERSON, "Ada", "#fern"), links=(("#fern", "fern"),))
    found = index_of(IndexName.PERSONS, registers, result)
    heading = found.heading("fern")
    assert heading is not None
    assert (heading.label, heading.registered, heading.count) == ("Fern, Ada", True, 1)
    (locator,) = heading.locators
    assert (locator.document, locator.unit, locator.label) == ("one", "p1", "One, § 1")
    assert (locator.before, locator.form, locator.after) == ("Then ", "Ada", " came.")


def test_a_variant_refers_to_the_heading_but_not_one_of_the_same_words(
    registers: Registers,
) -> None:
    found = index_of(IndexName.PERSONS, registers, document())
    assert [(item.label, item.see) for item in found.headings()] == [
        ("Fern, Ada", ()),
        ("Lady Wax", ("fern",)),
    ]
    assert found.count == 1


def test_without_an_entry_the_form_or_the_address_makes_the_heading(registers: Registers) -> None:
    result = document(
        mention(Kind.PLACE, "Kew"),
        mention(Kind.PLACE, "KEW "),
        mention(Kind.PLACE, "Paris", "https://example.org/1"),
        mention(Kind.PLACE, "Lutetia", "http://www.example.org/1/"),
    )
    found = index_of(IndexName.PLACES, registers, result)
    assert [(item.label, item.count, item.registered) for item in found.headings()] == [
        ("KEW ", 2, False),
        ("Lutetia", 2, False),
    ]


def test_a_reference_to_an_entry_is_a_mention_of_its_kind(registers: Registers) -> None:
    result = document(
        mention(Kind.TERM, "see there", "#seals", element="ref"),
        mention(Kind.TERM, "nowhere", "#gone", element="ref"),
        links=(("#seals", "seals"),),
    )
    found = index_of(IndexName.WORKS, registers, result)
    assert [(item.label, item.count) for item in found.headings()] == [("The Book of Seals", 1)]
    assert found.groups[0].label == "B"


def test_a_bare_key_counts_only_where_no_pointer_is_resolved(registers: Registers) -> None:
    result = document(
        mention(Kind.PERSON, "Ada", "#fern", "seals"), links=(("#fern", "fern"), ("seals", "seals"))
    )
    assert index_of(IndexName.PERSONS, registers, result).heading("fern").count == 1  # type: ignore[union-attr]
    assert index_of(IndexName.WORKS, registers, result).heading("seals").count == 0  # type: ignore[union-attr]


def test_ids_of_headings_are_unique(registers: Registers) -> None:
    result = document(mention(Kind.PERSON, "Ö. A."), mention(Kind.PERSON, "O A"))
    ids = [item.id for item in index_of(IndexName.PERSONS, registers, result).headings()]
    assert len(ids) == len(set(ids)) == 4


def test_a_mention_without_words_or_entry_is_called_by_its_pointer(registers: Registers) -> None:
    result = document(
        mention(Kind.PERSON, "", "#gone", element="u"), mention(Kind.PLACE, "", "holm")
    )
    persons = index_of(IndexName.PERSONS, registers, result)
    assert [item.label for item in persons.headings() if not item.registered and not item.see] == [
        "gone"
    ]
    places = index_of(IndexName.PLACES, registers, result)
    assert [item.label for item in places.headings()] == ["holm"]


def test_the_act_of_a_letter_is_noted(registers: Registers) -> None:
    result = document(mention(Kind.PLACE, "Kew", subtype="sent"), mention(Kind.PLACE, "Kew"))
    (heading,) = index_of(IndexName.PLACES, registers, result).headings()
    assert [locator.note for locator in heading.locators] == ["sent", ""]


def test_a_variant_with_the_same_surname_needs_no_reference() -> None:
    forms = ("A. B. Fern", "Fern, A. B.", "Ada Ferns")
    entry = Entry(key="f", kind=Kind.PERSON, id="f", document="d", heading="Fern, Ada", forms=forms)
    found = index_of(IndexName.PERSONS, Registers.of([entry]), document())
    assert [item.label for item in found.headings() if item.see] == ["Ada Ferns"]
