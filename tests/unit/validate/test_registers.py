"""The checks of registers: identifiers, lives, places, duplicates, what is never mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents import TEI
from editio.edition.authorities import fault, identifier_of
from editio.edition.model import DocumentRef, Role
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.checks import registers
from editio.validate.options import Options
from editio.validate.report import ordered

if TYPE_CHECKING:
    from documents import Folder
    from editio.findings import Finding


def alone(documents: Folder, content: str) -> list[Finding]:
    return list(registers.run(documents.body(content), Options()))


def together(documents: Folder, *only: str) -> list[Finding]:
    edition = [
        DocumentRef(id=path.stem, path=path.name, role=Role.TEXT)
        for path in sorted(documents.path.glob("*.xml"))
    ]
    refs = [ref for ref in edition if not only or ref.path in only]
    results = validate_documents(
        Request(refs, documents.path, Options(), edition=edition), SerialExecutor()
    )
    found = ordered([item for items in results for item in items])
    return [item for item in found if item.code.startswith("REG-")]


def register(*entries: str) -> str:
    return (
        f"{TEI}<text><body><listPerson>\n{chr(10).join(entries)}\n</listPerson></body></text></TEI>"
    )


def person(name: str, *, key: str = "", more: str = "") -> str:
    attribute = f' xml:id="{key}"' if key else ""
    return f"<person{attribute}><persName>{name}</persName>{more}</person>"


@pytest.mark.parametrize(
    ("authority", "value"),
    [
        ("GND", "118540238"),
        ("GND", "4005728-8"),
        ("GND", "11850553X"),
        ("VIAF", "24602065"),
        ("Wikidata", "Q5879"),
        ("ISNI", "0000 0001 2103 2683"),
        ("ISNI", "000000012146438X"),
        ("ORCID", "0000-0002-1825-0097"),
        ("ORCID", "0000-0001-5109-3700"),
    ],
)
def test_right_identifiers_have_no_fault(authority: str, value: str) -> None:
    assert fault(authority, value) == ""


@pytest.mark.parametrize(
    ("authority", "value"),
    [
        ("GND", "118540283"),
        ("GND", "118504238"),
        ("GND", "11854023"),
        ("GND", "4005728-9"),
        ("GND", "4005782-8"),
        ("GND", "40057288"),
        ("GND", "118550"),
        ("GND", "gnd118540238"),
        ("GND", ""),
        ("VIAF", "viaf24602065"),
        ("VIAF", "24602065x"),
        ("Wikidata", "5879"),
        ("Wikidata", "Q05879"),
        ("Wikidata", "Q"),
        ("Wikidata", "q5879"),
        ("ISNI", "0000 0001 2103 2684"),
        ("ISNI", "0000 0001 2103 268"),
        ("ORCID", "0000-0002-1825-0079"),
        ("ORCID", "0000-0002-1825"),
        ("ORCID", "https"),
    ],
)
def test_wrong_identifiers_have_one(authority: str, value: str) -> None:
    assert fault(authority, value)


def test_identifiers_are_known_by_address_and_by_type() -> None:
    assert identifier_of("http://d-nb.info/gnd/118540238/about") == ("GND", "118540238")
    assert identifier_of("https://www.wikidata.org/wiki/Q1") == ("Wikidata", "Q1")
    assert identifier_of("118540238", "pnd") == ("GND", "118540238")
    assert identifier_of("118540238", "shelfmark") is None
    assert identifier_of("https://viaf.org/viaf/sourceID/LC%7Cn1") is None


def test_identifiers_are_looked_at_in_texts_and_pointers(documents: Folder) -> None:
    text = (
        '<idno type="GND">118540283</idno><idno type="GND">118540238</idno>\n'
        '<rs ref="#a https://orcid.org/0000-0002-1825-0079"/>'
        '<classCode scheme="http://www.wikidata.org/entity/">Q1</classCode>'
    )
    first, second = alone(documents, text)
    assert (first.code, first.line, first.column) == ("REG-AUTHORITY", 2, 1)
    assert (second.code, second.line, second.column) == ("REG-AUTHORITY", 3, 5)


LIVES = [
    ('<birth when="1879"/><death when="1840"/>', "error"),
    ('<birth when="1879-11-07"/><death when="1879-11-06"/>', "error"),
    ('<birth notBefore="1850"/><death notAfter="1849"/>', "error"),
    ('<birth><date when="1879"/></birth><death><date when="1840"/></death>', "error"),
    ('<birth when="-0043"/><death when="-0044"/>', "error"),
    ('<birth when="1779"/><death when="1940"/>', "warning"),
    ('<birth when="1879"/><death when="1940"/>', ""),
    ('<birth when="1879"/><death when="1879"/>', ""),
    ('<birth when="1879-11"/><death when="1879-11-07"/>', ""),
    ('<birth notAfter="1879"/><death notBefore="1840"/>', ""),
    ('<birth when="1879"/><death/>', ""),
    ("<birth>1879</birth><death>1840</death>", ""),
    ('<birth when="-0099"/><death when="-0043"/>', ""),
]


@pytest.mark.parametrize(("life", "severity"), LIVES)
def test_lives_that_cannot_be_are_found(documents: Folder, life: str, severity: str) -> None:
    found = alone(documents, f"<person>{life}</person>")
    expected = [("REG-LIFE", severity)] if severity else []
    assert [(item.code, item.severity.value) for item in found] == expected


def test_a_death_too_early_stands_at_its_attribute(documents: Folder) -> None:
    text = '<person><birth when="1879"/>\n<death xml:lang="de" when="1840"/></person>'
    (item,) = alone(documents, text)
    assert (item.line, item.column) == (3, 22)


@pytest.mark.parametrize(
    ("geo", "wrong"),
    [
        ("13.4 152.5", False),
        ("152.5 13.4", True),
        ("52.5, 190", True),
        ("-90.1 0", True),
        ("0 -180.5", True),
        ("523423 5423423", True),
        ("52.5 13.4", False),
        ("-90 180", False),
        ("52° 31′ N, 13° 24′ E", False),
        ("52.5 13.4 200", False),
        ("", False),
    ],
)
def test_places_off_the_globe_are_found(documents: Folder, geo: str, wrong: bool) -> None:
    found = alone(documents, f"<place><location><geo>{geo}</geo></location></place>")
    assert [item.code for item in found] == (["REG-COORDINATES"] if wrong else [])


def test_declared_systems_are_left_alone(documents: Folder) -> None:
    assert alone(documents, '<geoDecl datum="OSGB36"/><geo>523423 5423423</geo>') == []


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        ((("Ada", "a", '<idno type="GND">1</idno>'), ("A.", "b", '<idno type="pnd">1</idno>')), 1),
        (
            (("Ada", "a", '<idno type="VIAF">1</idno>'), ("A", "b", '<idno type="GND">1</idno>')),
            0,
        ),
        ((("Ada", "a", '<birth when="1800"/>'), ("ada", "b", '<birth when="1800"/>')), 1),
        ((("Ada", "a", '<birth when="1800"/>'), ("Ada", "b", '<birth when="1801"/>')), 0),
        ((("Ada", "a", ""), ("Ada", "b", "")), 0),
    ],
)
def test_duplicates(
    documents: Folder, entries: tuple[tuple[str, str, str], ...], count: int
) -> None:
    lines = [person(name, key=key, more=more) for name, key, more in entries]
    documents.write("persons.xml", register(*lines))
    found = [item for item in together(documents) if item.code == "REG-DUPLICATE"]
    assert [(item.line, item.column) for item in found] == [(3, 9)] * count


def test_casts_of_two_plays_may_share_a_person(documents: Folder) -> None:
    entry = person("Ada", key="ada", more='<idno type="Wikidata">Q1</idno>')
    words = "<p>These are the words of a whole play, many more than the cast has.</p>"
    for name in ("one", "two"):
        header = f"<teiHeader><particDesc>{entry}</particDesc></teiHeader>"
        documents.write(f"{name}.xml", f"{TEI}{header}<text>{words}</text></TEI>")
    assert together(documents) == []


def test_entries_that_nothing_mentions(documents: Folder) -> None:
    lines = [person("Ada", key="ada"), person("Ben", key="ben"), person("Cy", key="cy")]
    lines.append(person("Di", more="<idno>https://example.org/di</idno>"))
    documents.write("persons.xml", register(*lines))
    documents.write("a.xml", f'{TEI}<rs ref="#ada"/><rs key="ben"/></TEI>')
    found = together(documents)
    assert [(item.code, item.line, item.column) for item in found] == [
        ("REG-UNMENTIONED", 4, 9),
        ("REG-UNMENTIONED", 5, 32),
    ]
    assert found[0].severity.value == "info"
    assert together(documents, "persons.xml") == []
    assert together(documents, "a.xml") == []


def test_many_of_them_are_one_finding(documents: Folder) -> None:
    documents.write("persons.xml", register(*(person(f"P{n}", key=f"p{n}") for n in range(30))))
    documents.write("a.xml", f'{TEI}<rs ref="persons.xml#p7"/></TEI>')
    (item,) = together(documents)
    assert item.message.startswith("29 of 30 entries are never mentioned: P0, P1")


def test_a_register_to_which_nothing_points_says_nothing(documents: Folder) -> None:
    documents.write("persons.xml", register(person("Ada", key="ada")))
    assert together(documents) == []


def test_keys_without_entry(documents: Folder) -> None:
    documents.write("persons.xml", register(person("Ada", key="ada"), person("Ben", key="ben")))
    documents.write("a.xml", f'{TEI}<rs key="ada"/><name key="ben"/>\n<rs key="adda"/></TEI>')
    (item,) = together(documents)
    assert (item.code, item.line, item.column) == ("REG-KEY", 2, 5)
    documents.write("a.xml", f'{TEI}<rs key="ada"/><rs key="x"/><rs key="y"/></TEI>')
    assert "REG-KEY" not in [item.code for item in together(documents)]


@pytest.mark.parametrize(
    ("date", "wrong"),
    [
        ('when="1790-05-02"', True),
        ('when="1853"', True),
        ('notBefore="1853" notAfter="1854"', True),
        ('when="1815"', False),
        ('when="1840-05-02"', False),
        ('notBefore="1790" notAfter="1840"', False),
        ("", False),
    ],
)
def test_letters_outside_a_life(documents: Folder, date: str, wrong: bool) -> None:
    life = '<birth when="1815-12-10"/><death when="1852"/>'
    documents.write("persons.xml", register(person("Ada", key="ada", more=life)))
    sent = f'<correspAction type="sent"><persName ref="#ada"/><date {date}/></correspAction>'
    documents.write("a.xml", f"{TEI}<teiHeader>{sent}</teiHeader></TEI>")
    found = together(documents)
    assert [item.code for item in found] == (["REG-LETTER"] if wrong else [])
