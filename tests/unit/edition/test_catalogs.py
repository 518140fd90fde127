"""XML catalogs: every entry of the standard, in its order, without endless loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.addresses import local_path
from editio.edition.catalogs import Catalogs, listed_catalogs
from editio.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

NS = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
WEB = "https://schemas.example.org"


def write(folder: Path, entries: str, name: str = "catalog.xml", attributes: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<catalog xmlns="{NS}" {attributes}>{entries}</catalog>', encoding="utf-8")
    return path


def short(folder: Path, uri: str | None) -> str | None:
    """Return a mapped URI relative to the folder."""
    return None if uri is None else uri.removeprefix(f"{folder.as_uri()}/")


@pytest.mark.parametrize(
    ("entries", "uri", "found"),
    [
        (f'<uri name="{WEB}/a.rng" uri="a.rng"/>', "/a.rng", "a.rng"),
        (f'<uri name="{WEB}/a.rng" uri="a.rng"/>', "/A.rng", None),
        (f'<uri name="{WEB}/a.rng" uri="my schemas/ä.rng"/>', "/a.rng", "my%20schemas/%C3%A4.rng"),
        (f'<uri name="{WEB}/ä.rng" uri="a.rng"/>', "/%C3%A4.rng", "a.rng"),
        (f'<uri name="{WEB}/a.rng" uri="{WEB}/b.rng"/>', "/a.rng", f"{WEB}/b.rng"),
        (f'<rewriteURI uriStartString="{WEB}/" rewritePrefix="own/"/>', "/x/a.rng", "own/x/a.rng"),
        (
            f'<rewriteURI uriStartString="{WEB}/" rewritePrefix="own/"/>'
            f'<rewriteURI uriStartString="{WEB}/tei/" rewritePrefix="tei/"/>',
            "/tei/a.rng",
            "tei/a.rng",
        ),
        ('<uriSuffix uriSuffix="/a.rng" uri="short.rng"/>', "/x/a.rng", "short.rng"),
        (
            '<uriSuffix uriSuffix="a.rng" uri="short.rng"/>'
            '<uriSuffix uriSuffix="/x/a.rng" uri="long.rng"/>',
            "/x/a.rng",
            "long.rng",
        ),
        # An entry for the whole beats a prefix, and a prefix beats a suffix.
        (
            '<uriSuffix uriSuffix="a.rng" uri="suffix"/>'
            f'<rewriteURI uriStartString="{WEB}/" rewritePrefix="prefix/"/>'
            f'<uri name="{WEB}/a.rng" uri="whole"/>',
            "/a.rng",
            "whole",
        ),
        (
            '<uriSuffix uriSuffix="a.rng" uri="suffix"/>'
            f'<rewriteURI uriStartString="{WEB}/" rewritePrefix="prefix/"/>',
            "/a.rng",
            "prefix/a.rng",
        ),
        # The first of two equal ones counts.
        (
            f'<uri name="{WEB}/a.rng" uri="1"/><uri name="{WEB}/a.rng" uri="2"/>',
            "/a.rng",
            "1",
        ),
        # Many catalogs have schemas as system identifiers.
        (f'<system systemId="{WEB}/a.rng" uri="a.rng"/>', "/a.rng", "a.rng"),
        (f'<rewriteSystem systemIdStartString="{WEB}" rewritePrefix="own"/>', "/a", "own/a"),
        ('<systemSuffix systemIdSuffix="a.rng" uri="a.rng"/>', "/a.rng", "a.rng"),
        # Bases and groups.
        (f'<uri name="{WEB}/a.rng" uri="a.rng" xml:base="deep/"/>', "/a.rng", "deep/a.rng"),
        (
            '<group xml:base="one/"><group xml:base="two/">'
            f'<uri name="{WEB}/a.rng" uri="a.rng"/></group></group>',
            "/a.rng",
            "one/two/a.rng",
        ),
        (
            f'<group xml:base="one/"><uri name="{WEB}/a.rng" xml:base="two/" uri="a.rng"/></group>',
            "/a.rng",
            "one/two/a.rng",
        ),
        # What is not of the standard is passed over, with what is inside.
        (f'<x xmlns="urn:x"><uri xmlns="{NS}" name="{WEB}/a" uri="a"/></x>', "/a", None),
        (f'<uri name="{WEB}/a.rng"/>', "/a.rng", None),
        ("", "/a.rng", None),
    ],
)
def test_addresses_are_mapped(tmp_path: Path, entries: str, uri: str, found: str | None) -> None:
    catalogs = Catalogs([write(tmp_path, entries)])
    assert short(tmp_path, catalogs.resolve_uri(WEB + uri)) == found


PUBLIC = '<public publicId="-//Fiction//Schema A//EN" uri="public"/>'
SYSTEM = f'<system systemId="{WEB}/a.dtd" uri="system"/>'


@pytest.mark.parametrize(
    ("entries", "public", "system", "found"),
    [
        (PUBLIC, "-//Fiction//Schema A//EN", None, "public"),
        (PUBLIC, " -//Fiction//Schema\n  A//EN ", None, "public"),
        (PUBLIC, "-//Fiction//Schema B//EN", None, None),
        (PUBLIC + SYSTEM, "-//Fiction//Schema A//EN", f"{WEB}/a.dtd", "system"),
        (PUBLIC + SYSTEM, "-//Fiction//Schema A//EN", f"{WEB}/b.dtd", "public"),
        (
            f'<group prefer="system">{PUBLIC}</group>',
            "-//Fiction//Schema A//EN",
            f"{WEB}/b.dtd",
            None,
        ),
        (f'<group prefer="system">{PUBLIC}</group>', "-//Fiction//Schema A//EN", None, "public"),
        (PUBLIC, None, "urn:publicid:-:Fiction:Schema+A:EN", "public"),
        (PUBLIC, "urn:publicid:-%2F%2FFiction%2F%2FSchema+A%2F%2FEN", None, "public"),
        (PUBLIC, None, "urn:publicid:-%2F%2FFiction%2F%2FSchema+A%2F%2FEN", "public"),
        (PUBLIC, "urn:publicid:-:Fiction:Schema+A:EN", None, "public"),
    ],
)
def test_public_identifiers_are_mapped(
    tmp_path: Path, entries: str, public: str | None, system: str | None, found: str | None
) -> None:
    catalogs = Catalogs([write(tmp_path, entries)])
    assert short(tmp_path, catalogs.resolve_external(public, system)) == found


def test_a_public_name_written_as_a_uri_is_one(tmp_path: Path) -> None:
    catalogs = Catalogs([write(tmp_path, PUBLIC)])
    found = catalogs.resolve_uri("urn:publicid:-:Fiction:Schema+A:EN")
    assert short(tmp_path, found) == "public"


def test_catalogs_are_asked_in_their_order_and_those_they_name_in_between(tmp_path: Path) -> None:
    first = write(tmp_path, '<nextCatalog catalog="sub/next.xml"/>', "first.xml")
    write(tmp_path, f'<uri name="{WEB}/a" uri="next"/>', "sub/next.xml")
    second = write(
        tmp_path, f'<uri name="{WEB}/a" uri="last"/><uri name="{WEB}/b" uri="b"/>', "second.xml"
    )
    catalogs = Catalogs([first, second])
    assert short(tmp_path, catalogs.resolve_uri(f"{WEB}/a")) == "sub/next"
    assert short(tmp_path, catalogs.resolve_uri(f"{WEB}/b")) == "b"


def test_catalogs_that_name_each_other_end(tmp_path: Path) -> None:
    first = write(tmp_path, '<nextCatalog catalog="second.xml"/>', "first.xml")
    write(
        tmp_path,
        f'<nextCatalog catalog="first.xml"/><uri name="{WEB}/a" uri="a"/>',
        "second.xml",
    )
    catalogs = Catalogs([first])
    assert short(tmp_path, catalogs.resolve_uri(f"{WEB}/a")) == "a"
    assert catalogs.resolve_uri(f"{WEB}/b") is None


@pytest.mark.parametrize(
    ("kind", "attribute", "inside"),
    [
        ("delegateURI", "uriStartString", f'<uri name="{WEB}/a" uri="a"/>'),
        ("delegateSystem", "systemIdStartString", f'<system systemId="{WEB}/a" uri="a"/>'),
    ],
)
def test_a_catalog_that_is_asked_instead_has_the_last_word(
    tmp_path: Path, kind: str, attribute: str, inside: str
) -> None:
    entry = f'<{kind} {attribute}="{WEB}/" catalog="sub/other.xml"/>'
    main = write(tmp_path, f'{entry}<nextCatalog catalog="late.xml"/>')
    write(tmp_path, inside, "sub/other.xml")
    write(tmp_path, f'<uri name="{WEB}/b" uri="late"/>', "late.xml")
    catalogs = Catalogs([main])
    assert short(tmp_path, catalogs.resolve_external(None, f"{WEB}/a") or "") == (
        "sub/a" if kind == "delegateSystem" else ""
    )
    assert short(tmp_path, catalogs.resolve_uri(f"{WEB}/a")) == "sub/a"
    expected = None if kind == "delegateURI" else "late"
    assert short(tmp_path, catalogs.resolve_uri(f"{WEB}/b")) == expected


def test_a_public_name_is_delegated_by_its_beginning(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        '<delegatePublic publicIdStartString="-//Fiction" catalog="a.xml"/>'
        '<delegatePublic publicIdStartString="-//Fiction//Schema" catalog="b.xml"/>',
    )
    write(tmp_path, PUBLIC.replace('uri="public"', 'uri="a"'), "a.xml")
    write(tmp_path, PUBLIC.replace('uri="public"', 'uri="b"'), "b.xml")
    catalogs = Catalogs([main])
    assert short(tmp_path, catalogs.resolve_external("-//Fiction//Schema A//EN", None)) == "b"


def test_catalogs_that_delegate_to_each_other_end(tmp_path: Path) -> None:
    entry = '<delegateURI uriStartString="https:" catalog="catalog.xml"/>'
    public = '<delegatePublic publicIdStartString="-" catalog="catalog.xml"/>'
    catalogs = Catalogs([write(tmp_path, entry + public)])
    assert catalogs.resolve_uri(f"{WEB}/a") is None
    assert catalogs.resolve_external("-//A", None) is None


def test_a_catalog_that_is_named_and_not_there_is_passed_over(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        '<nextCatalog catalog="none.xml"/><nextCatalog catalog="https://example.org/c.xml"/>'
        '<nextCatalog catalog="broken.xml"/><nextCatalog catalog="last.xml"/>',
    )
    (tmp_path / "broken.xml").write_text("<catalog", encoding="utf-8")
    write(tmp_path, f'<uri name="{WEB}/a" uri="a"/>', "last.xml")
    assert short(tmp_path, Catalogs([main]).resolve_uri(f"{WEB}/a")) == "a"


@pytest.mark.parametrize("content", ["<catalog", "<catalog/>", "", "<TEI/>"])
def test_a_catalog_of_the_settings_must_be_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "catalog.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"catalog\.xml"):
        Catalogs([path]).resolve_uri(f"{WEB}/a")


def test_a_doctype_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "catalog.xml"
    doctype = '<!DOCTYPE catalog PUBLIC "-//OASIS//DTD" "http://127.0.0.1:9/catalog.dtd">'
    body = f'<catalog xmlns="{NS}"><uri name="{WEB}/a" uri="a"/></catalog>'
    path.write_text(doctype + body, encoding="utf-8")
    assert short(tmp_path, Catalogs([path]).resolve_uri(f"{WEB}/a")) == "a"


def test_the_environment_lists_paths_and_uris(tmp_path: Path) -> None:
    first, second = write(tmp_path, "", "a.xml"), write(tmp_path, "", "b.xml")
    listed = f"{first} {second.as_uri()}  {tmp_path}/none.xml http://example.org/c.xml"
    assert listed_catalogs(listed) == (first, second)
    assert listed_catalogs("") == ()


def test_only_uris_of_this_computer_are_paths(tmp_path: Path) -> None:
    assert local_path((tmp_path / "a b").as_uri()) == str(tmp_path / "a b")
    assert local_path("file://localhost/a") == "/a"
    assert local_path("file://elsewhere/a") is None
    assert local_path("https://example.org/a") is None
