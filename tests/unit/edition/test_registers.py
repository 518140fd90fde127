"""Register entries, from the TEI of registers, plays and authority records."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from editio.edition.entries import entries_of
from editio.edition.model import DocumentRef, Entry, Kind, Role
from editio.edition.registers import Registers

HERE = DocumentRef(id="reg", path="registers/reg.xml", role=Role.REGISTER)


def entries(body: str, language: str = "", document: DocumentRef = HERE) -> tuple[Entry, ...]:
    root = etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{body}</TEI>')
    return entries_of(root, document, language)


def one(body: str, language: str = "") -> Entry:
    (entry,) = entries(body, language)
    return entry


def test_a_person_is_inverted_with_the_particle_behind_the_forename() -> None:
    entry = one(
        """<standOff><listPerson><person xml:id="oak"><persName><forename>Ben</forename>
        <nameLink>von</nameLink> <surname>Oak</surname></persName>
        <persName type="alt">Benny</persName>
        <birth when="1820-05-01"/><death notAfter="1880">before 1880</death>
        <note>A maker of <hi>seals</hi>.</note><idno type="GND">118000000</idno>
        <idno type="URL">https://viaf.org/viaf/1</idno></person></listPerson></standOff>"""
    )
    assert (entry.key, entry.kind, entry.heading) == ("oak", Kind.PERSON, "Oak, Ben von")
    assert entry.forms == ("Benny", "Ben von Oak")
    assert entry.dates == "1820–before 1880"
    assert entry.interval is not None
    assert (entry.interval.earliest, entry.interval.latest) == ((1820, 5, 1), (1880, 12, 31))
    assert entry.description == "A maker of seals."
    assert [(item.kind, item.url) for item in entry.identifiers] == [
        ("GND", "https://d-nb.info/gnd/118000000"),
        ("VIAF", "https://viaf.org/viaf/1"),
    ]


def test_a_description_keeps_the_dates_and_works_in_it() -> None:
    entry = one(
        """<standOff><listPerson><person xml:id="oak"><persName>Ben Oak</persName>
        <note>Cut <bibl><title>the seal of Arn</title></bibl> in <date when="1850">1850</date>.
        </note></person></listPerson></standOff>"""
    )
    assert entry.description == "Cut the seal of Arn in 1850."


def test_the_heading_is_the_preferred_form_in_the_language_of_the_edition() -> None:
    body = """<text><body><listPlace><place xml:id="v">
      <placeName xml:lang="de">Wien</placeName><placeName xml:lang="en">Vienna</placeName>
      <placeName xml:lang="hu" type="alt">Bécs</placeName>
      <location><geo>48.2 16.37</geo></location></place></listPlace></body></text>"""
    assert one(body, "en").heading == "Vienna"
    assert one(body, "de-AT").heading == "Wien"
    assert one(body, "hu").heading == "Wien"
    assert one(body).coordinates == (48.2, 16.37)


def test_coordinates_out_of_range_are_none() -> None:
    place = "<text><listPlace><place xml:id='v'><placeName>V</placeName><location><geo>{}</geo>"
    place += "</location></place></listPlace></text>"
    assert one(place.format("95 16")).coordinates is None
    assert one(place.format("48.2N, somewhere")).coordinates is None
    assert one(place.format("-12.5,-77")).coordinates == (-12.5, -77.0)


def test_the_cast_of_a_play_and_groups_are_entries() -> None:
    found = entries(
        """<teiHeader><profileDesc><particDesc><listPerson><person xml:id="a"><persName>Ada
        </persName></person><personGrp xml:id="all"><name>All</name></personGrp></listPerson>
        </particDesc></profileDesc></teiHeader>"""
    )
    assert [(item.id, item.heading, item.kind) for item in found] == [
        ("a", "Ada", Kind.PERSON),
        ("all", "All", Kind.PERSON),
    ]


def test_works_have_author_title_and_date() -> None:
    found = entries(
        """<text><back><listBibl><biblStruct xml:id="b1"><monogr><author><persName>
        <surname>Fern</surname><forename>Ada</forename></persName></author>
        <title>The Book of Seals</title><imprint><date when="1881"/></imprint></monogr>
        </biblStruct><bibl xml:id="b2">Anonymous leaflet</bibl><bibl>no id</bibl></listBibl>
        </back></text>"""
    )
    assert [(item.key, item.heading, item.author) for item in found] == [
        ("b1", "The Book of Seals", "Fern, Ada"),
        ("b2", "Anonymous leaflet", ""),
    ]
    assert found[0].interval is not None
    assert found[0].interval.earliest == (1881, 1, 1)


def test_a_work_that_has_titles_alone_has_no_description() -> None:
    title = "<title>Seals</title><!-- x --> <title xml:lang='de'>Siegel</title>, <idno>7</idno>"
    body = "<text><body><listBibl><bibl xml:id='w'>{}</bibl></listBibl></body></text>"
    assert one(body.format(title)).description == ""
    assert one(body.format(f"{title} <date>1820</date>")).description == ""
    assert one(body.format(f"{title} <author>Ben Oak</author>")).description == (
        "Seals Siegel, Ben Oak"
    )
    assert one(body.format(f"{title}, lost")).description == "Seals Siegel, , lost"


def test_the_sources_of_a_text_are_no_register() -> None:
    assert not entries(
        """<teiHeader><fileDesc><sourceDesc><listBibl><bibl xml:id="b">x</bibl></listBibl>
        </sourceDesc></fileDesc></teiHeader>"""
    )


def test_an_authority_record_is_known_by_its_address() -> None:
    entry = one(
        """<text><body><listPlace><place><placeName>Kew</placeName>
        <idno type="URI">http://places.example.org/place/45</idno></place></listPlace></body>
        </text>"""
    )
    assert (entry.key, entry.id) == ("place-45", "")
    registers = Registers.of([entry])
    assert registers.by_uri("https://places.example.org/place/45/") == entry


def test_keys_are_file_stems_unique_without_regard_to_case() -> None:
    other = DocumentRef(id="other", path="other.xml", role=Role.TEXT)
    person = '<standOff><person xml:id="{}"><persName>A</persName></person></standOff>'
    registers = Registers.of(
        [
            *entries(person.format("ada")),
            *entries(person.format("Ada"), document=other),
            *entries(person.format("école.1")),
        ]
    )
    assert [entry.key for entry in registers.entries] == ["reg-ada", "other-Ada", "école.1"]
    assert registers.by_id("other", "Ada") == registers.by_key("other-Ada")
    assert registers.by_unique_id("ada") == registers.by_key("reg-ada")


@given(st.lists(st.tuples(st.sampled_from("aAbB-"), st.sampled_from("xyXY")), max_size=12))
def test_no_two_entries_share_a_page(names: list[tuple[str, str]]) -> None:
    made = [
        Entry(key=name, kind=Kind.PERSON, id=name, document=document, heading="h")
        for name, document in names
    ]
    keys = [entry.key.casefold() for entry in Registers.of(made).entries]
    assert len(keys) == len(set(keys))
    assert all(key and "/" not in key for key in keys)


def test_an_event_has_its_dates_and_a_name_or_a_description() -> None:
    entry = one(
        """<standOff><listEvent><event xml:id="e" from="1848-03" to="1849"><desc>The
        uprising.</desc></event><event when="1850"><desc/></event></listEvent></standOff>"""
    )
    assert (entry.heading, entry.dates) == ("The uprising.", "1848/1849")


def test_the_journal_of_an_article_is_no_name_of_it() -> None:
    entry = one(
        """<text><back><listBibl><bibl xml:id="b"><title level="a">Oil</title> in
        <title level="j">Lamps</title></bibl></listBibl></back></text>"""
    )
    assert (entry.heading, entry.forms) == ("Oil", ())


def test_comments_and_instructions_among_the_parts_of_an_entry_are_passed_over() -> None:
    entry = one(
        """<text><body><listBibl><bibl xml:id="fair"><!-- not sure --><?check this?>
        <title ref="https://viaf.org/viaf/7">The Fair</title></bibl></listBibl></body></text>"""
    )
    assert [item.value for item in entry.identifiers] == ["https://viaf.org/viaf/7"]


def test_names_are_read_without_comments_notes_and_limits_of_depth() -> None:
    entry = one(
        """<standOff><person xml:id="a"><persName>Ada <!-- x -->
        <note>no<hi>te</hi></note>Fern<?x y?>
        <forename sort="²"/></persName></person></standOff>"""
    )
    assert entry.heading == "Ada Fern"
    depth = 1500
    deep = f"<standOff><person xml:id='a'><persName>{'<hi>' * depth}A{'</hi>' * depth}</persName>"
    root = etree.fromstring(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{deep}</person></standOff></TEI>',
        etree.XMLParser(huge_tree=True),
    )
    assert [item.heading for item in entries_of(root, HERE)] == ["A"]


def _known(name: str, document: str, *uris: str, heading: str = "Fern, Ada") -> Entry:
    return Entry(key=name, kind=Kind.PERSON, id=name, document=document, heading=heading, uris=uris)


def test_copies_of_an_entry_in_the_back_of_letters_are_the_entry() -> None:
    viaf = "https://viaf.org/viaf/7"
    registers = Registers.of([
        _known("p1", "letter-1", viaf, heading="Ada"),
        _known("p1", "letter-2", "http://viaf.org/viaf/7/", "https://example.org/7"),
        _known("p1", "persons", viaf),
        _known("p2", "persons"),
        _known("p3", "persons"),
    ])  # fmt: skip
    assert [(item.key, item.document) for item in registers.entries] == [
        (name, "persons") for name in ("p1", "p2", "p3")
    ]
    entry = registers.by_unique_id("p1")
    assert entry is not None
    assert (entry.key, entry.heading) == ("p1", "Fern, Ada")
    assert registers.by_id("letter-1", "p1") is registers.by_id("letter-2", "p1") is entry
    assert registers.owners == {"letter-1", "letter-2", "persons"}


def test_characters_of_several_plays_with_one_id_are_several() -> None:
    registers = Registers.of([
        _known("servant", "play-1", heading="Servant"),
        _known("servant", "play-2", heading="Servant"),
        _known("queen", "play-1", "https://www.wikidata.org/entity/Q1"),
        _known("queen", "play-2", "https://www.wikidata.org/entity/Q2"),
    ])  # fmt: skip
    assert len(registers.entries) == 4
    assert registers.by_unique_id("servant") is None
    assert registers.by_unique_id("queen") is None


def test_a_copy_without_identifiers_has_the_same_name_and_dates() -> None:
    made = _known("p1", "persons")
    registers = Registers.of([
        replace(made, dates="1820–1880"),
        replace(made, document="letter-1", dates="1820–1880"),
        replace(made, document="letter-2", dates="1701–1750"),
    ])  # fmt: skip
    assert [item.document for item in registers.entries] == ["persons", "letter-2"]
    assert registers.by_id("letter-1", "p1") is registers.entries[0]
