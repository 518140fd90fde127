"""What pointers mean: entries, local ids, documents, the web, nothing."""

from __future__ import annotations

import pytest

from editio.edition.model import DocumentRef, Entry, Identifier, Kind, Role
from editio.edition.pointers import Resolver, Target, TargetKind, normal_uri
from editio.edition.prefixes import Prefix
from editio.edition.registers import Registers
from editio.edition.siteplan import SitePlan


def ref(name: str, path: str) -> DocumentRef:
    return DocumentRef(id=name, path=path, role=Role.TEXT)


LETTER = ref("letter", "tei/texts/letter.xml")
PLAY = ref("play", "tei/texts/play.xml")
PERSONS = ref("persons", "tei/registers/persons.xml")


def entry(name: str, document: str, *uris: str, kind: Kind = Kind.PERSON) -> Entry:
    return Entry(
        key=name,
        kind=kind,
        id=name,
        document=document,
        heading=name,
        identifiers=tuple(
            Identifier(kind="GND", value=uri.rsplit("/")[-1], url=uri) for uri in uris
        ),
        uris=uris,
    )


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    registers = Registers.of(
        [
            entry("ada", "persons", "https://d-nb.info/gnd/11"),
            entry("both", "persons"),
            entry("both", "play"),
            entry("kew", "persons", kind=Kind.PLACE),
            entry("é", "persons"),
        ]
    )
    return Resolver(registers, [LETTER, PLAY, PERSONS])


@pytest.mark.parametrize(
    ("pointer", "href"),
    [
        ("#ada", "../person/ada.html"),
        ("#kew", "../place/kew.html"),
        ("#both", "../person/play-both.html"),
        ("../registers/persons.xml#ada", "../person/ada.html"),
        ("../registers/persons.xml#both", "../person/persons-both.html"),
        ("persons.xml#ada", "../person/ada.html"),
        ("https://d-nb.info/gnd/11", "../person/ada.html"),
        ("http://d-nb.info/gnd/11/", "../person/ada.html"),
        ("p:ada", "../person/ada.html"),
        ("ada", "../person/ada.html"),
        ("11", "../person/ada.html"),
        ("#%C3%A9", "../person/%C3%A9.html"),
    ],
)
def test_a_pointer_finds_its_entry(resolver: Resolver, pointer: str, href: str) -> None:
    prefixes = (Prefix(ident="p", match_pattern="(.+)", replacement="../registers/persons.xml#$1"),)
    target = resolver.resolve(pointer, PLAY, prefixes)
    assert (target.kind, target.href) == (TargetKind.ENTRY, href)
    assert target.entry is not None


@pytest.mark.parametrize(
    ("pointer", "kind", "href"),
    [
        ("#here", TargetKind.LOCAL, "#here"),
        ("letter.xml#p1", TargetKind.DOCUMENT, "letter.html#p1"),
        ("letter.xml", TargetKind.DOCUMENT, "letter.html"),
        ("https://example.org/x", TargetKind.EXTERNAL, "https://example.org/x"),
        ("javascript:alert(1)", TargetKind.DANGLING, ""),
        ("#gone", TargetKind.DANGLING, ""),
        ("gone.xml#x", TargetKind.DANGLING, ""),
        ("", TargetKind.DANGLING, ""),
        ("//[", TargetKind.DANGLING, ""),
        ("http://[", TargetKind.DANGLING, ""),
    ],
)
def test_other_pointers_lead_elsewhere(
    resolver: Resolver, pointer: str, kind: TargetKind, href: str
) -> None:
    assert resolver.resolve(pointer, PLAY, (), {"here"}) == Target(kind=kind, href=href)


def test_a_bare_word_means_a_document_where_no_entry_has_it(resolver: Resolver) -> None:
    assert resolver.resolve("play", LETTER).href == "play.html"
    assert resolver.resolve("ada", LETTER).kind is TargetKind.ENTRY
    assert resolver.resolve("no-play", LETTER).kind is TargetKind.DANGLING


def test_pointers_lead_to_where_the_pages_are() -> None:
    registers = Registers.of([entry("ada", "persons")])
    spread = Resolver(registers, [LETTER, PLAY, PERSONS], SitePlan(spread=True))
    links = spread.links(["#ada", "letter.xml#p1"], PLAY)
    assert {pointer: target.href for pointer, target in links.items()} == {
        "#ada": "../person-1e/ada.html",
        "letter.xml#p1": "../text-26/letter.html#p1",
    }


def test_an_id_in_several_registers_means_none_of_them(resolver: Resolver) -> None:
    assert resolver.resolve("#both", LETTER).kind is TargetKind.DANGLING


def test_links_are_entries_and_documents_only(resolver: Resolver) -> None:
    found = resolver.links(
        ["#ada", "#here", "play.xml", "https://example.org"], LETTER, (), {"here"}
    )
    assert {pointer: target.href for pointer, target in found.items()} == {
        "#ada": "../person/ada.html",
        "play.xml": "play.html",
    }


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        ("(", "x"),
        ("(a)", "$2"),
        ("(x+x+)+y", "$1"),
        ("(x|x)*y", "$1"),
        ("()" * 1000, ""),
        ("x?" * 30 + "x" * 30 + "y", ""),
        ("x{99999999999}", ""),
        ("(" * 400 + ")" * 400, ""),
    ],
)
def test_a_prefix_that_is_no_pattern_means_nothing(pattern: str, replacement: str) -> None:
    prefix = Prefix(ident="p", match_pattern=pattern, replacement=replacement)
    assert prefix.expand("p:a") is None
    assert prefix.expand("p:" + "x" * 60) is None


def test_a_pattern_of_which_python_warns_is_a_pattern() -> None:
    prefix = Prefix(ident="p", match_pattern="([a||b]+)", replacement="$1")
    assert prefix.expand("p:a") == "a"


def test_addresses_are_compared_in_one_form() -> None:
    assert normal_uri("HTTP://WWW.Example.org/a%20b/") == "example.org/a b"


@pytest.mark.parametrize(
    ("pattern", "rest", "expanded"),
    [
        ("([a-z]+)", "ada", "x.xml#ada"),
        ("([a-z]+(-[a-z]+)*)", "ada-fern-oak", "x.xml#ada-fern-oak"),
        (r"(\w+)", "adä", "x.xml#adä"),
        ("(.+)", "a/b", "x.xml#a/b"),
        ("([a-z]+)", "Ada", None),
    ],
)
def test_the_patterns_that_editions_use_are_tame(
    pattern: str, rest: str, expanded: str | None
) -> None:
    prefix = Prefix(ident="p", match_pattern=pattern, replacement="x.xml#$1")
    assert prefix.expand(f"p:{rest}") == expanded
