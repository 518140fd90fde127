"""The names of citable units: stable, unique, and the editor's own where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.publish.units import UnitNamer, UnitNames, name_units
from editio.saxon import processor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"{id}><teiHeader><p/></teiHeader>{text}</TEI>'


@pytest.fixture(scope="module")
def names_of() -> Iterator[Callable[[str], list[str]]]:
    with processor() as engine:
        namer = UnitNamer(engine)
        yield lambda text: list(
            namer.names(engine.parse_text(TEI.format(id="", text=text))).by_token.values()
        )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "<text><body><p/><div><p/><p/><div><p/></div><p/></div></body></text>",
            ["body", "body.p1", "body.1", "body.1.p1", "body.1.p2", "body.1.1", "body.1.1.p1",
             "body.1.p3"],
        ),
        ("<text><front><div1><note/></div1></front></text>", ["front", "front.1", "front.1.note1"]),
        (
            "<text><group><text><body><lg/></body></text><text><body><lg/></body></text></group></text>",
            ["group1", "group1.text1", "group1.text1.body", "group1.text1.body.lg1",
             "group1.text2", "group1.text2.body", "group1.text2.body.lg1"],
        ),
        (
            '<text><body><p xml:id="own"/><p xml:id="own"/><p xml:id="a b"/><p/></body></text>',
            ["body", "own", "body.p2", "body.p3", "body.p4"],
        ),
        (
            '<text><body><p/><p><hi xml:id="body.p1"/></p></body></text>',
            ["body", "body.p1_", "body.p2", "body.p1"],
        ),
    ],
)  # fmt: skip
def test_names_are_paths_or_ids(
    names_of: Callable[[str], list[str]], text: str, names: list[str]
) -> None:
    assert names_of(text)[3:] == ["top", *names]


def test_tokens_are_replaced_in_markup() -> None:
    names = UnitNames({"d1e5": 'a"ü'})
    token = "\ufde0d1e5\ufde1"
    markup = f'<p id="{token}"><a href="#n.{token}">x</a><i id="\ufde0d7e9\ufde1"/></p>'
    assert names.replace_in_markup(markup) == (
        '<p id="a&quot;ü"><a href="#n.a%22%C3%BC">x</a><i id="xe9"/></p>'
    )


def test_an_empty_listing_has_no_names() -> None:
    assert name_units("").by_token == {}
