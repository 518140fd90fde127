"""What may stand at a place, in documents that are still being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from editio.relaxng import Schema
    from editio.relaxng.allowed import Allowed


def at_mark(schema: Schema, text: str) -> Allowed:
    """Return what may stand at the ``|`` of the letter that ``text`` continues."""
    document = '<?xml version="1.0"?>\n<letter xmlns="urn:letters">\n' + text
    before, _, after = document.partition("|")
    line = before.count("\n") + 1
    return schema.allowed_at((before + after).encode(), line, len(before) - before.rfind("\n"))


CONTENT = [
    ("|", ["head"], ["head"]),
    ("<|", ["head"], ["head"]),
    ("<he|", ["head"], ["head"]),
    ("<head>|", ["sender"], ["sender"]),
    ("<head><sender ref='#a'>A</sender>|", ["date"], ["date"]),
    ("<head><sender ref='#a'/><date when='1828-09-09'/>|", ["place"], []),
    ("<head><sender/><date/></head> |</letter>", ["body"], ["body"]),
    ("<head><zebra/>|", ["sender"], ["sender"]),
    ("<head><sender/><date/></head><body><para>Dear |", ["person", "pages"], []),
]


@pytest.mark.parametrize(("text", "names", "required"), CONTENT)
def test_elements(letters: Schema, text: str, names: list[str], required: list[str]) -> None:
    allowed = at_mark(letters, text)
    assert allowed.where == "content"
    assert [one.name for one in allowed.elements] == names
    assert [one.name for one in allowed.elements if one.required] == required
    assert allowed.text is ("para" in text)


def test_documentation_comes_along(letters: Schema) -> None:
    (sender,) = at_mark(letters, "<head>|").elements
    assert sender.namespace == "urn:letters"
    assert sender.documentation == "says who wrote the letter"


@pytest.mark.parametrize(
    ("text", "names", "required"),
    [
        ("<head><sender |", ["ref", "role"], ["ref"]),
        ("<head><sender ref='#a' |>Ada", ["role"], []),
        ("<head><sender | ref='#a'>Ada", ["role"], []),
        ("<head><sender ref='>' |", ["role"], []),
        ("<head><date |/>", ["when"], ["when"]),
        ("<body><pages |", [], []),
    ],
)
def test_attributes(letters: Schema, text: str, names: list[str], required: list[str]) -> None:
    allowed = at_mark(letters, text)
    assert allowed.where == "tag"
    assert [one.name for one in allowed.attributes] == names
    assert [one.name for one in allowed.attributes if one.required] == required


def test_values(letters: Schema) -> None:
    allowed = at_mark(letters, "<head><sender role='|'>")
    assert allowed.where == "value"
    assert [one.name for one in allowed.values] == ["author", "scribe"]
    assert allowed.values[1].documentation == "who wrote them down"
    allowed = at_mark(letters, '<head><date when="18|28"/>')
    assert allowed.values == ()
    assert "a date like" in allowed.described[0]
    allowed = at_mark(letters, "<head><sender/><date/></head><body><para><pages>|</pages>")
    assert allowed.described == ("a whole number from 1 up",)


@pytest.mark.parametrize(
    "text", ["<!-- | -->", "<?pi |?>", "<head></|", "<zebra>|", "<zebra |", "<head>|</x></letter>"]
)
def test_places_where_nothing_is_known(letters: Schema, text: str) -> None:
    allowed = at_mark(letters, text)
    assert allowed.where == "nothing" or text.startswith("<head>")


def test_places_outside_of_the_document(letters: Schema) -> None:
    assert [one.name for one in letters.allowed_at(b"", 1, 1).elements] == ["letter"]
    assert letters.allowed_at(b"<letter", 99, 99).where == "content"
