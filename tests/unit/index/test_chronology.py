"""The chronology puts spans and open ends in their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from editio.edition.model import Interval, Kind, Metadata, Role
from editio.publish.index import IndexName
from unit.index.conftest import day, document, mention
from unit.index.merged import build_indexes

if TYPE_CHECKING:
    from editio.edition.registers import Registers


def span(first: tuple[int, int, int] | None, last: tuple[int, int, int] | None) -> Interval:
    return Interval(earliest=first, latest=last)


def test_centuries_years_and_days_are_in_order(registers: Registers) -> None:
    intervals = [
        span((1851, 1, 1), (1853, 12, 31)),
        span((1851, 1, 1), None),
        day(1851, 5, 22),
        span((1851, 5, 1), (1851, 5, 31)),
        span((1851, 1, 1), (1851, 12, 31)),
        span(None, (1851, 12, 31)),
        day(1900, 12, 31),
        day(1901, 1, 1),
        day(-43, 3, 15),
        day(0, 1, 1),
    ]
    result = document(*(mention(Kind.DATE, "x", interval=item) for item in intervals))
    found = build_indexes([result], registers, "en")[5]
    assert found.name is IndexName.CHRONOLOGY
    shape = [
        (
            group.label,
            [(item.label, [child.label for child in item.children]) for item in group.headings],
        )
        for group in found.groups
    ]
    assert shape == [
        ("1st century BC", [("44 BC", ["15 March"]), ("1 BC", ["1 January"])]),
        (
            "19th century",
            [
                ("until 1851", []),
                ("1851", ["May", "22 May"]),
                ("1851–1853", []),
                ("from 1851", []),
                ("1900", ["31 December"]),
            ],
        ),
        ("20th century", [("1901", ["1 January"])]),
    ]
    assert sum(item.count for item in found.headings()) == len(intervals)


def test_a_date_without_words_is_apart_from_what_follows(registers: Registers) -> None:
    made = mention(Kind.DATE, "", interval=day(1851, 5, 22), before="Nowhere ", after="Ben Oak")
    said = mention(Kind.DATE, "May", interval=day(1851, 5, 22), before="in ", after="-time")
    found = build_indexes([document(made, said)], registers, "en")[5]
    (year,) = found.groups[0].headings
    locators = [place for day_ in year.children for place in day_.locators]
    assert [(place.form, place.after) for place in locators] == [
        ("22 May 1851", " Ben Oak"),
        ("May", "-time"),
    ]


def test_a_text_is_of_its_date_and_a_register_is_not(registers: Registers) -> None:
    dated = Metadata(title="One", date=span((1851, 1, 1), (1851, 12, 31)), date_label="1851")
    text = replace(document(), metadata=dated)
    register = replace(text, ref=replace(text.ref, id="people", role=Role.REGISTER))
    found = build_indexes([text, register], registers, "en")[5]
    assert [place.document for year in found.headings() for place in year.locators] == [text.ref.id]
