"""Metadata, citable units and mentions of small documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.edition.model import Kind
from editio.publish.mentions import Extracted, Extractor
from editio.publish.units import UnitNamer
from editio.saxon import processor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADER = """<teiHeader><fileDesc><titleStmt><title>The Book of Seals</title>
<author>Ada Fern</author></titleStmt><publicationStmt><date when="2020"/><availability>
<licence target="https://example.org/free"/></availability></publicationStmt>
<sourceDesc><bibl>Seals and Sealing, <date when="1881">1881</date>.</bibl></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="eng"/></langUsage></profileDesc></teiHeader>"""


@pytest.fixture(scope="module")
def extract() -> Iterator[Callable[[str], Extracted]]:
    with processor() as saxon:
        extractor, namer = Extractor(saxon), UnitNamer(saxon)

        def run(body: str, header: str = HEADER) -> Extracted:
            node = saxon.parse_text(
                f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text>{body}</text></TEI>'
            )
            return extractor.extract(node, namer.names(node))

        yield run


def test_the_header_tells_title_author_date_language_source_and_licence(
    extract: Callable[[str], Extracted],
) -> None:
    found = extract("<body><p>x</p></body>").metadata
    assert (found.title, found.authors, found.language) == (
        "The Book of Seals",
        ("Ada Fern",),
        "en",
    )
    assert found.date is not None
    assert found.date.earliest == (1881, 1, 1)
    assert found.source == "Seals and Sealing, 1881."
    assert found.licence == "https://example.org/free"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            """<biblStruct><analytic><author><persName><forename>Ada</forename>
            <surname>Fern</surname></persName><affiliation>Kew</affiliation></author>
            <title>On Wax</title></analytic><monogr><title>Seals</title><imprint>
            <publisher/><date>1881</date></imprint></monogr><idno>7</idno></biblStruct>""",
            "Ada Fern, On Wax, Seals, 1881",
        ),
        (
            """<biblFull><titleStmt><title>Seals</title><author>Ada Fern</author><respStmt>
            <resp>typed by</resp><name>Oak</name></respStmt></titleStmt><publicationStmt>
            <publisher>Press</publisher><availability><p>Free</p></availability>
            </publicationStmt></biblFull>""",
            "Seals, Ada Fern, Press",
        ),
        (
            "<bibl><title>Seals</title> <pubPlace>Kew</pubPlace> <date>1881</date></bibl>",
            "Seals, Kew, 1881",
        ),
        ("<bibl><title>Seals</title>. <pubPlace>Kew</pubPlace> 1881.</bibl>", "Seals. Kew 1881."),
        (
            """<msDesc><msIdentifier><settlement>Kew</settlement><idno>MS 1</idno>
            <idno>10.1234/seal</idno></msIdentifier></msDesc>""",
            "Kew, MS 1",
        ),
        ('<p>Home: <ptr target="https://example.org/"/></p>', "Home: https://example.org/"),
    ],
)
def test_the_parts_of_a_source_are_parted(
    extract: Callable[..., Extracted], source: str, said: str
) -> None:
    header = f"<teiHeader><fileDesc><sourceDesc>{source}</sourceDesc></fileDesc></teiHeader>"
    assert extract("<body/>", header).metadata.source == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<front><docDate>Kew, 1881.</docDate></front>", "Kew, 1881"),
        ("<front><docDate>the 3.</docDate></front>", "the 3."),
    ],
)
def test_the_stop_of_a_title_page_is_no_date(
    extract: Callable[..., Extracted], body: str, said: str
) -> None:
    assert extract(body, "<teiHeader/>").metadata.date_label == said


def test_a_text_is_dated_by_what_an_event_is_called(extract: Callable[..., Extracted]) -> None:
    event = (
        '<standOff><listEvent><event type="premiere" when="1881"><label>spring 1881</label>'
        "<desc>After Oak, On Plays, page 7.</desc></event></listEvent></standOff>"
    )
    found = extract("<body/>", f"<teiHeader/>{event}").metadata
    assert found.date_label == "spring 1881"
    found = extract("<body/>", f"<teiHeader/>{event}".replace("label", "note")).metadata
    assert found.date_label == "1881"


def test_a_surname_written_first_goes_last(extract: Callable[..., Extracted]) -> None:
    header = """<teiHeader><fileDesc><titleStmt><title>x</title><author><persName>
      <surname>Fern</surname> <forename>Ada</forename><nameLink>von</nameLink></persName></author>
      </titleStmt></fileDesc></teiHeader>"""
    assert extract("<body/>", header).metadata.authors == ("Ada von Fern",)


def test_a_mention_has_its_form_and_its_sentence(extract: Callable[[str], Extracted]) -> None:
    found = extract(
        """<body><div><head>One</head><p>It rained. Then <persName ref="#ada">Ada
        <hi>Fern</hi></persName> met Mr. Oak. They spoke.</p></div></body>"""
    )
    (mention,) = found.mentions
    assert (mention.kind, mention.form, mention.pointers) == (Kind.PERSON, "Ada Fern", ("#ada",))
    assert (mention.before, mention.after) == ("Then ", " met Mr. Oak.")
    assert mention.unit == "body.1.p1"
    unit = next(unit for unit in found.units if unit.id == mention.unit)
    assert unit.label == "One, § 1"
    assert unit.text == "It rained. Then Ada Fern met Mr. Oak. They spoke."


def test_names_of_an_author_in_several_scripts_are_one_mention(
    extract: Callable[[str], Extracted],
) -> None:
    found = extract(
        """<body><msDesc><msIdentifier/><msContents>
        <msItem><author ref="https://viaf.org/viaf/7" key="fern"><persName>Fern, Ada</persName>
          <persName xml:lang="ar" ref="https://viaf.org/viaf/7">فيرن</persName></author>
          <title key="seals">Kitāb</title> <title key="seals" xml:lang="ar">كتاب</title></msItem>
        <msItem><editor><persName key="oak">Oak, Ben</persName>
          <persName key="oak" xml:lang="ar">أوك</persName></editor>
          <author><persName>Elm, Ann</persName></author>
          <author key="ash"><persName key="oak">Ash</persName></author></msItem>
        </msContents></msDesc></body>"""
    )
    assert [(item.element, item.form, item.pointers) for item in found.mentions] == [
        ("author", "Fern, Ada فيرن", ("https://viaf.org/viaf/7", "fern")),
        ("title", "Kitāb", ("seals",)),
        ("persName", "Oak, Ben", ("oak",)),
        ("persName", "Elm, Ann", ()),
        ("author", "Ash", ("ash",)),
        ("persName", "Ash", ("oak",)),
    ]


def test_the_same_name_twice_in_a_sentence_is_two_mentions(
    extract: Callable[[str], Extracted],
) -> None:
    found = extract(
        """<body><p><name key="ada" type="person">Ada</name> and <name key="ada" type="person">Ada
        Fern</name> <name key="ada" type="person">herself</name></p></body>"""
    )
    assert [item.form for item in found.mentions] == ["Ada", "Ada Fern", "herself"]


def test_an_item_with_an_id_is_cited_together_with_its_label(
    extract: Callable[[str], Extracted],
) -> None:
    found = extract(
        """<body><div><head>Days</head><list type="gloss">
        <label><date when="1881">1881</date></label> <item xml:id="seal">Ada cuts a seal.</item>
        <label>1882</label> <item>Rain, on <date when="1882-05">a day</date>.</item></list>
        <list><item xml:id="oak">On <date when="1883">a Sunday</date> an oak falls.</item></list>
        </div></body>"""
    )
    by_form = {mention.form: mention for mention in found.mentions}
    first, second, third = by_form["1881"], by_form["a day"], by_form["a Sunday"]
    assert (first.unit, first.after) == ("seal", " Ada cuts a seal.")
    assert second.unit == "body.1.list1"
    assert (third.unit, third.before, third.after) == ("oak", "On ", " an oak falls.")
    labels = {unit.id: unit.label for unit in found.units}
    assert labels["seal"] == "Days, item 1"
    assert labels["oak"] == "Days, item 2"


def test_what_a_register_says_of_an_entry_is_cited_by_the_entry(
    extract: Callable[[str], Extracted],
) -> None:
    found = extract(
        """<body><listPerson><person xml:id="ada"><persName>Ada Fern</persName>
        <note>Born in <placeName ref="#kew">Kew</placeName>.</note></person></listPerson>
        <listBibl><bibl xml:id="seals"><title>Of Seals</title>
        <note>Printed in <placeName ref="#kew">Kew</placeName>.</note></bibl></listBibl></body>"""
    )
    labels = {unit.id: unit.label for unit in found.units}
    assert {labels[m.unit] for m in found.mentions if m.form == "Kew"} == {"Ada Fern", "Of Seals"}


def test_the_text_of_a_unit_is_read_regularised_and_joined(
    extract: Callable[[str], Extracted],
) -> None:
    found = extract(
        """<body><p><choice><orig>vpon</orig><reg>upon</reg></choice> a hea-<lb break="no"/>
        ther <del>hill</del><app><lem>moor</lem><rdg wit="#B">more</rdg></app><note>A note.</note>,
        then<lb/>home</p></body>"""
    )
    assert [unit.text for unit in found.units] == ["upon a heather moor, then home", "A note."]


def test_the_equivalents_of_a_headword_are_no_quotations(
    extract: Callable[[str], Extracted],
) -> None:
    found = extract(
        """<body><entry><form><orth>skuta</orth></form><sense>
        <cit type="trans"><quote>skiff</quote></cit>
        <cit type="translationEquivalent"><quote>dinghy</quote></cit>
        <cit type="translation"><quote>She sank.</quote><bibl><author>Fern</author></bibl></cit>
        <cit type="example"><quote>skuta sank</quote></cit></sense></entry></body>"""
    )
    quoted = [mention.form for mention in found.mentions if mention.kind is Kind.QUOTATION]
    assert quoted == ["She sank.", "skuta sank"]


def test_a_quotation_in_a_cit_counts_once_and_knows_its_source(
    extract: Callable[[str], Extracted],
) -> None:
    found = extract(
        """<body><p>So <cit><quote>All is <hi>wax</hi>.</quote> <bibl><author>Fern</author>,
        <title ref="#seals">Seals</title>, <citedRange>12</citedRange></bibl></cit>.</p></body>"""
    )
    (quotation,) = [item for item in found.mentions if item.kind is Kind.QUOTATION]
    assert quotation.form == "All is wax."
    assert (quotation.source_author, quotation.source_label) == ("Fern", "Seals")
    assert quotation.locus == "12"
    assert quotation.sources == ("#seals",)


def test_a_quotation_holds_the_lines_inside_it(extract: Callable[[str], Extracted]) -> None:
    found = extract(
        """<body><p><quote source="#b"><lg><l>One wax,</l><l>two wax.</l></lg></quote></p>
        </body>"""
    )
    (quotation,) = found.mentions
    assert quotation.unit == "body.lg1"
    assert (quotation.form, quotation.sources) == ("One wax, two wax.", ("#b",))


def test_a_speech_mentions_each_of_its_speakers(extract: Callable[[str], Extracted]) -> None:
    found = extract("""<body><sp who="#a #b"><speaker>Both.</speaker><p>Ay.</p></sp></body>""")
    assert [(item.form, item.pointers, item.unit) for item in found.mentions] == [
        ("Both", ("#a",), "body.sp1"),
        ("Both", ("#b",), "body.sp1"),
    ]


def test_the_names_of_an_entry_are_no_mentions_of_it(extract: Callable[[str], Extracted]) -> None:
    found = extract(
        """<body><listPerson><person xml:id="a"><persName>Ada</persName><birth><placeName
        ref="#kew">Kew</placeName></birth><note>Sister of <persName>Eve</persName>.</note></person>
        </listPerson></body>"""
    )
    assert [item.form for item in found.mentions] == ["Kew", "Eve"]
    assert found.units[0].label == "Ada"


def test_dates_of_letters_and_texts_are_spans_of_days(extract: Callable[[str], Extracted]) -> None:
    found = extract("""<body><p>On <date notBefore="1851-02">a day</date>.</p></body>""")
    (date,) = found.mentions
    assert date.interval is not None
    assert (date.interval.earliest, date.interval.latest) == ((1851, 2, 1), None)


def test_pointers_prefixes_and_local_ids_are_listed(extract: Callable[..., Extracted]) -> None:
    header = """<teiHeader><encodingDesc><listPrefixDef><prefixDef ident="p" matchPattern="(.+)"
      replacementPattern="persons.xml#$1"/></listPrefixDef></encodingDesc></teiHeader>"""
    found = extract(
        """<body><p xml:id="one"><rs ref="p:ada #one" key="Ada F.">x</rs><ref target="#two"/></p>
        </body>""",
        header,
    )
    assert set(found.pointers) >= {"p:ada", "#one", "#two", "Ada F."}
    assert found.local_ids == {"one"}
    assert [prefix.expand("p:ada") for prefix in found.prefixes] == ["persons.xml#ada"]
