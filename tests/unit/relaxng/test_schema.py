"""The interface of the library: loading, caching, events, ids, the compact syntax."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from editio.errors import SchemaError
from editio.relaxng import load_schema
from editio.relaxng.events import End, Place, Start, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from editio.relaxng import Schema
    from editio.relaxng.events import Event

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def write_pair(folder: Path, item: str = "item") -> Path:
    """Write a schema of two files and return the path of the first."""
    folder.joinpath("parts.rng").write_text(
        f"<grammar {RNG}><define name='part'><element name='{item}'><text/></element></define>"
        "<start><ref name='part'/></start></grammar>",
        encoding="utf-8",
    )
    main = folder / "main.rng"
    main.write_text(
        f"<grammar {RNG}><include href='parts.rng'><start><element name='list'><oneOrMore>"
        "<ref name='part'/></oneOrMore></element></start></include></grammar>",
        encoding="utf-8",
    )
    return main


def test_a_schema_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="cannot be read"):
        load_schema(tmp_path / "absent.rng")
    write_pair(tmp_path)
    (tmp_path / "parts.rng").unlink()
    with pytest.raises(SchemaError, match=r"parts\.rng cannot be read"):
        load_schema(tmp_path / "main.rng")


def test_the_network_is_not_used(tmp_path: Path) -> None:
    schema = f"<externalRef {RNG} href='http://example.invalid/x.rng'/>".encode()
    with pytest.raises(SchemaError, match="only local files are read"):
        load_schema(schema)
    resolved = load_schema(
        schema, resolve=lambda uri: (f"<element {RNG} name='a'><empty/></element>".encode(), uri)
    )
    assert resolved.is_valid(b"<a/>")
    assert resolved.files == ["http://example.invalid/x.rng"]


def test_a_cached_schema_is_the_same(tmp_path: Path, letters: Schema) -> None:
    main, cache = write_pair(tmp_path), tmp_path / "cache"
    fresh = load_schema(main, cache_dir=cache)
    (entry,) = cache.iterdir()
    cached = load_schema(main, cache_dir=cache)
    assert len(cached.files) == 2
    for document in (b"<list><item/></list>", b"<list/>", b"<list><itm/></list>"):
        assert cached.is_valid(document) is fresh.is_valid(document)
        assert list(cached.validate(document)) == list(fresh.validate(document))
    body = json.loads(entry.read_bytes().partition(b"\n")[2])
    assert len(body["elements"]) == 2


def test_a_changed_file_empties_the_cache(tmp_path: Path) -> None:
    main, cache = write_pair(tmp_path), tmp_path / "cache"
    assert load_schema(main, cache_dir=cache).is_valid(b"<list><item/></list>")
    write_pair(tmp_path, "entry")
    assert load_schema(main, cache_dir=cache).is_valid(b"<list><entry/></list>")


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"{}\n{}"])
def test_a_damaged_cache_is_not_believed(tmp_path: Path, damage: bytes) -> None:
    main, cache = write_pair(tmp_path), tmp_path / "cache"
    load_schema(main, cache_dir=cache)
    (entry,) = cache.iterdir()
    entry.write_bytes(damage)
    assert load_schema(main, cache_dir=cache).is_valid(b"<list><item/></list>")


def letter_events() -> Iterator[Event]:
    """Yield a letter put together from two files, with a mistake in the second."""
    name = "{urn:letters}"
    yield Start(name + "letter", {}, Place(1, 1, "letter.xml"))
    yield Start(name + "head", {}, Place(2, 1, "head.xml"))
    places = {"ref": Place(3, 9, "head.xml"), "role": Place(3, 20, "head.xml")}
    yield Start(name + "sender", {"ref": "#a", "role": "x"}, Place(3, 1, "head.xml"), places)
    yield Text("Ada", Place(3, 30, "head.xml"))
    yield End(Place(3, 33, "head.xml"))
    yield Start(name + "date", {"when": "1828-09-09"}, Place(4, 1, "head.xml"))
    yield End(Place(4, 20, "head.xml"))
    yield End(Place(5, 1, "head.xml"))
    yield Text("\n  oops", Place(3, 1, "letter.xml"))
    yield Start(name + "body", {}, Place(4, 1, "letter.xml"))
    yield End(Place(4, 7, "letter.xml"))
    yield End(Place(5, 1, "letter.xml"))


def test_events_bring_their_own_places(letters: Schema) -> None:
    found = list(letters.validate_events(letter_events()))
    assert [(one.code, one.file, one.line, one.column) for one in found] == [
        ("RNG-VALUE", "head.xml", 3, 20),
        ("RNG-TEXT", "letter.xml", 4, 3),
        ("RNG-MISSING", "letter.xml", 4, 7),
    ]


def test_ids_are_compared_when_asked() -> None:
    schema = load_schema(
        f"<element {RNG} {XSD} name='all'><oneOrMore><element name='one'>"
        "<optional><attribute name='id'><data type='ID'/></attribute></optional>"
        "<optional><attribute name='to'><data type='IDREFS'/></attribute></optional>"
        "<empty/></element></oneOrMore></element>".encode()
    )
    document = (
        b"<all><one id='apple'/>\n<one to='apple pear aple' id='pear'/>\n<one id='apple'/></all>"
    )
    assert list(schema.validate(document)) == []
    found = list(schema.validate(document, check_ids=True))
    assert [(one.code, one.line, one.column) for one in found] == [
        ("RNG-IDREF", 2, 6),
        ("RNG-ID", 3, 6),
    ]
    assert "“aple”" in found[0].message
    assert "“apple”" in found[0].hint
    assert "first in line 1" in found[1].message
