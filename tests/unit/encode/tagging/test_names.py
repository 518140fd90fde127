"""Names from the registers, marked up in running text."""

from __future__ import annotations

import re

import pytest

from editio.edition.entries import entries_of
from editio.edition.model import DocumentRef, Role
from editio.edition.parsing import parse_bytes
from editio.edition.registers import Registers
from editio.encode.tagging import Tagging, tag
from editio.encode.tagging.model import NAME_LAYERS
from small_registers import registers

_BODY = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{}</body></text></TEI>'


def tagged(body: str) -> Tagging:
    return tag(_BODY.format(body).encode(), registers=registers())


def marked(body: str) -> str:
    """The body with its new markup, pointers shortened to their ids."""
    text = tagged(body).document.decode()
    found = re.search("<body>(.*)</body>", text, re.DOTALL)
    assert found is not None
    return re.sub(r' ref="\w+:([\w-]+)"', r"=\1", found[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Erik Holm came.", "<persName=holm>Erik Holm</persName> came."),
        ("E. Holm came.", "<persName=holm>E. Holm</persName> came."),
        ("Mr Holm’s mill", "Mr <persName=holm>Holm</persName>’s mill"),
        ("President Erik Holm", "President <persName=holm>Erik Holm</persName>"),
        ("in Holmland and Holmish lands", "in Holmland and Holmish lands"),
        ("the anti-Holm party", "the anti-Holm party"),
        ("Karen Holm came.", "Karen Holm came."),
        ("the Holm Prize", "the Holm Prize"),
        ("ERIK HOLM", "<persName=holm>ERIK HOLM</persName>"),
        ("Lev Eremov", "<persName=orlov>Lev Eremov</persName>"),
        ("H. von der Aue", "<persName=aue>H. von der Aue</persName>"),
        ("Ada Muller", "<persName=muller>Ada Muller</persName>"),
        ("Erik\n  Holm", "<persName=holm>Erik\n  Holm</persName>"),
        ("Erik&#160;Holm", "<persName=holm>Erik&#160;Holm</persName>"),
        ("Guild of Lindenau Millers", "<orgName=guild>Guild of Lindenau Millers</orgName>"),
        ("in Lindenau", "in <placeName=lind>Lindenau</placeName>"),
        ("in North Varga", "in <placeName=norr>North Varga</placeName>"),
        ("after the Great Flood", 'after the <rs type="event"=flood>Great Flood</rs>'),
        ("Dust lay on it.", "Dust lay on it."),
        ("‘Dust’ sold well.", "‘<title=dust>Dust</title>’ sold well."),
        ("the Holm-Yeremov affair", "the Holm-Yeremov affair"),
        ("At the Congress Holm rose.", "At the Congress <persName=holm>Holm</persName> rose."),
        (
            "Erik Holm spoke. As Erik has said,",
            "<persName=holm>Erik Holm</persName> spoke. As <persName=holm>Erik</persName> has"
            " said,",
        ),
        ("in the United States of Lindenau", "in the United States of Lindenau"),
        ("the Academy of Fine Arts of Norland", "the Academy of Fine Arts of Norland"),
        (
            "his Report on the Second Plan for Norland Erik Holm read",
            "his <title>Report on the Second Plan for Norland</title>"
            " <persName=holm>Erik Holm</persName> read",
        ),
        ("a Report to Holm", "a Report to <persName=holm>Holm</persName>"),
        (
            "The Report on the Weir and Wheel Plan and the Law on the Weirs of Norland",
            "The <title>Report on the Weir and Wheel Plan</title> and the"
            " <title>Law on the Weirs of Norland</title>",
        ),
        (
            "the great flood, the “great flood”",
            'the great flood, the “<soCalled><rs type="event"=flood>great flood</rs></soCalled>”',
        ),
        (
            "<hi>The Mill on the Hill</hi> Holm",
            "<hi><title=mill>The Mill on the Hill</title></hi> <persName=holm>Holm</persName>",
        ),
        ("see The Mill on The Hill", "see <title=mill>The Mill on The Hill</title>"),
        ("The Mill on the River", "The Mill on the River"),
        ("GLM(b) met", "<orgName=guild>GLM(b)</orgName> met"),
        ("www.lindenau.test and a@Lindenau", "www.lindenau.test and a@Lindenau"),
    ],
)
def test_names_are_found_and_reach_as_far_as_they_should(text: str, expected: str) -> None:
    assert marked(f"<p>{text}</p>") == f"<p>{expected}</p>"


def test_a_surname_means_the_person_named_in_full_nearest_before() -> None:
    found = marked("<p>Peter Varga and Varga. Ilona Varga wrote; Varga slept.</p>")
    assert re.findall(r"=([\w-]+)", found) == ["varga-p", "varga-p", "varga", "varga"]


def test_a_forename_alone_means_who_was_named_before() -> None:
    found = marked("<p>Ilona left. Ilona Varga came, and Ilona slept. Ilona Novak woke.</p>")
    assert found == (
        "<p>Ilona left. <persName=varga>Ilona Varga</persName> came, and "
        "<persName=varga>Ilona</persName> slept. Ilona Novak woke.</p>"
    )


def test_initials_mean_two_people_named_together() -> None:
    found = marked("<p>Z. and K. left. Erik Holm &amp; Ada Müller came. H. &amp; M. slept.</p>")
    assert re.findall("=([a-z]+)>(.*?)</", found) == [
        ("holm", "Erik Holm"),
        ("muller", "Ada Müller"),
        ("holm", "H."),
        ("muller", "M."),
    ]


def test_a_state_is_a_place_only_where_something_is_in_it() -> None:
    found = marked("<p>He lived in Norland. Norland fell. The end of Norland.</p>")
    assert re.findall(r"<(\w+)=norland", found) == ["placeName", "orgName", "orgName"]


def test_an_event_is_named_and_not_described() -> None:
    found = marked("<p>the Great Flood, the great flood, the Great flood</p>")
    assert re.findall('<rs type="event"=flood>(.*?)<', found) == ["Great Flood", "Great flood"]


def test_a_surname_of_several_without_a_full_name_is_uncertain() -> None:
    (decision,) = tagged("<p>Then Varga came.</p>").decisions
    assert set(decision.candidates) == {"varga", "varga-p"}
    assert dict(decision.attributes)["cert"] == "low"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<hi>Erik</hi> Holm", "<persName=holm><hi>Erik</hi> Holm</persName>"),
        ("<hi>Erik Holm</hi>", "<hi><persName=holm>Erik Holm</persName></hi>"),
        ("<hi>by Erik</hi> Holm", "<hi>by </hi><persName=holm><hi>Erik</hi> Holm</persName>"),
        ("Lin<lb break='no'/>denau", "<placeName=lind>Lin<lb break='no'/>denau</placeName>"),
        ("Lin-<lb break='no'/>\ndenau", "<placeName=lind>Lin-<lb break='no'/>\ndenau</placeName>"),
        (
            "Erik<note>Holm</note> Holm",
            "<persName=holm>Erik<note><persName=holm>Holm</persName></note> Holm</persName>",
        ),
        ("<persName>Holm</persName>", "<persName>Holm</persName>"),
        ("<title>Erik Holm</title>", "<title>Erik Holm</title>"),
        (
            "<choice><sic>Holn</sic><corr>Holm</corr></choice>",
            "<choice><sic>Holn</sic><corr><persName=holm>Holm</persName></corr></choice>",
        ),
        ("Erik</p><p>Holm", "Erik</p><p><persName=holm>Holm</persName>"),
    ],
)
def test_markup_that_is_there_is_respected(text: str, expected: str) -> None:
    assert marked(f"<p>{text}</p>") == f"<p>{expected}</p>"


def test_tagging_twice_changes_nothing() -> None:
    once = tagged("<p>Erik Holm, Peter Varga and ‘The Mill on the Hill’.</p>").document
    assert tag(once, registers=registers()).document is once


def test_a_document_without_names_is_the_very_object() -> None:
    data = _BODY.format("<p>none</p>").encode()
    assert tag(data, registers=registers()).document is data


def test_only_what_is_within_the_elements_asked_for() -> None:
    data = _BODY.format("<head>Holm</head><p>Holm</p>").encode()
    found = tag(data, registers=registers(), within=frozenset({"p"}))
    assert [decision.line for decision in found.decisions] == [1]
    assert b"<head>Holm</head>" in found.document


def test_what_is_not_well_formed_comes_back_with_findings() -> None:
    found = tag(b"<TEI><p>Holm</TEI>", registers=registers())
    assert found.document == b"<TEI><p>Holm</TEI>"
    assert found.findings


def test_the_heading_of_a_text_is_no_mention_of_the_work() -> None:
    found = marked("<div><head>The Mill on the Hill</head><p>See The Mill on the Hill.</p></div>")
    assert found.count("<title=mill>") == 1
    assert "<head>The Mill" in found


def test_a_surname_behind_an_article_is_a_german_noun_unless_the_text_names_the_person() -> None:
    def people(text: str) -> int:
        body = _BODY.replace("<text>", '<text xml:lang="de">').format(f"<p>{text}</p>")
        return tag(body.encode(), registers=registers()).document.count(b"<persName ")

    assert people("Ein Holm lag am Weg, der Holm war naß.") == 0
    assert people("Ein Holm lag am Weg, Holm war naß, und über Holm ging er.") == 2
    assert people("Erik Holm kam. Die Rede des Holm war lang.") == 2
    # One that is marked up already does not make the next a name: a second run would add it.
    marked_up = (
        "Nun sprach <persName ref='person:holm'>Holm</persName>. Er sprach mit Holm und Holm."
    )
    assert people(f"{marked_up} Und der Holm brach.") == 3


def found_of(entry: str, text: str, language: str = "en") -> list[str]:
    """What a text has of an entry of a register."""
    found = entries_of(
        parse_bytes(
            f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><standOff>{entry}</standOff></TEI>".encode()
        ),
        DocumentRef(id="events", path="events.xml", role=Role.REGISTER),
    )
    body = _BODY.replace("<text>", f'<text xml:lang="{language}">').format(f"<p>{text}</p>")
    tagging = tag(body.encode(), registers=Registers.of(found), layers=NAME_LAYERS)
    return [d.form for d in tagging.decisions]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Er kam im Mai. Am Freitag ging er. Mai war warm.", []),
        ("de", "Karl Mai kam. Dann ging Mai.", ["Karl Mai", "Mai"]),
        ("de", "Herr Mai kam am Freitag.", ["Mai"]),
        ("en", "She came in May, and in June.", []),
        ("en", "Karl May came. Then May left.", ["Karl May", "May"]),
    ],
)
def test_months_and_days_are_no_surnames_unless_the_text_names_the_person(
    language: str, text: str, expected: list[str]
) -> None:
    people = "".join(
        f"<person xml:id='{name}'><persName><forename>Karl</forename> <surname>{name}</surname>"
        "</persName></person>"
        for name in ("Mai", "Freitag", "May")
    )
    found = found_of(f"<listPerson>{people}</listPerson>", text, language)
    assert found == expected


CONGRESS = "<event xml:id='c'><eventName>Tenth Congress of the Guild</eventName></event>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "at the 10th Congress of the Guild, the 10th Congress, the 11th Congress",
            ["10th Congress of the Guild", "10th Congress"],
        ),
        ("the 10th party congress", ["10th party congress"]),
        ("the Tenth Party Congress", ["Tenth Party Congress"]),
        ("the 10th congress of the Guild", ["10th congress of the Guild"]),
        ("the 10th congress", []),
    ],
)
def test_ordinals_are_words_or_figures(text: str, expected: list[str]) -> None:
    assert found_of(CONGRESS, text) == expected


def test_a_number_behind_the_word_for_an_event_belongs_to_it() -> None:
    entry = "<event xml:id='s'><eventName>Kettle</eventName></event>"
    assert found_of(entry, "the start of Kettle 1, and of Kettle.") == ["Kettle 1", "Kettle"]
    assert found_of(entry, "after Kettle 12.5 % left") == ["Kettle"]


def test_what_was_a_state_is_a_place() -> None:
    assert "<placeName=norland-p>" in marked("<p>in what is built in the former Norland</p>")


def test_an_address_is_the_title_of_a_site_wherever_it_stands() -> None:
    entry = "<bibl xml:id='s'><title>Mills.test</title></bibl>"
    assert found_of(f"<listBibl>{entry}</listBibl>", "So. Mills.test wrote.") == ["Mills.test"]


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        (
            "<org xml:id='o'><orgName>Müllerrat</orgName></org>",
            "des Müllerrathes und im Müllerrathe, der Mullerrat",
            ["Müllerrathes", "Müllerrathe"],
        ),
        (
            "<place xml:id='p'><placeName>Oberau am Wehr</placeName></place>",
            "in Oberau und in Oberau am Wehr",
            ["Oberau", "Oberau am Wehr"],
        ),
        (
            "<person xml:id='p'><persName><surname>Löb</surname>, <forename>Jo</forename>"
            "</persName></person>",
            "Loeb kam, Lob folgte, Jo Löb ging.",
            ["Loeb", "Jo Löb"],
        ),
        (
            "<person xml:id='p'><persName><surname>Handel</surname>, <forename>Jo</forename>"
            "</persName></person>",
            "Herr Handel kam. Herr Handel ging. Von Industrie, Handel und Wandel.",
            ["Handel", "Handel"],
        ),
        (
            "<person xml:id='p'><persName><surname>Tann-Uhl</surname>, <forename>Jo</forename>"
            "</persName></person>",
            "Jo Tann und Ada Tann und Jo Tann-Uhl",
            ["Jo Tann", "Jo Tann-Uhl"],
        ),
        (
            "<person xml:id='p'><persName><surname>Tann</surname><forename>Bruno</forename>"
            "</persName></person>",
            "Bruno kam. Dann kam Tann.",
            ["Tann"],
        ),
        (
            "<place xml:id='o'><placeName>Oberau</placeName></place><person xml:id='p'><persName>"
            "<surname>von Oberau</surname>, <forename>Jo</forename></persName></person>",
            "Der König von Oberau kam mit Jo von Oberau.",
            ["Oberau", "Jo von Oberau"],
        ),
        (
            "<person xml:id='p'><persName><surname>König</surname>, <forename>Jo</forename>"
            "</persName></person>",
            "Wir, König und Herr, sahen Jo König.",
            ["Jo König"],
        ),
    ],
    ids=[
        *("spelling", "location", "letters", "noun", "two surnames", "surname first", "realm"),
        "title",
    ],
)
def test_german_names(entry: str, text: str, expected: list[str]) -> None:
    assert found_of(entry, text, "de") == expected
