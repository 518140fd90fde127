"""Quotations: marks paired, kinds told apart, speakers and sources found."""

from __future__ import annotations

import re

import pytest

from editio.encode.tagging import Tagging, tag
from small_registers import registers

_BODY = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'
QUOTATIONS = frozenset({"quotations"})


def tagged(body: str) -> Tagging:
    return tag(_BODY.format(body).encode(), registers=registers(), layers=QUOTATIONS)


def spans(text: str) -> list[str]:
    return [decision.form for decision in tagged(f"<p>{text}</p>").decisions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it rains” twice.", ["it rains"]),
        ("He said ‘it rains’ twice.", ["it rains"]),
        ("Er sagte „es regnet“ oft.", ["es regnet"]),
        ("Il dit « il pleut » souvent.", ["il pleut"]),
        ("Han sade ”det regnar” ofta.", ["det regnar"]),
        ("Sie rief »es regnet« oft.", ["es regnet"]),
        ('He said "it rains" twice.', ["it rains"]),
        ("He said 'it rains' twice.", ["it rains"]),
        ("“A ‘b c’ d.” E", ["A ‘b c’ d.", "b c"]),
        ("”A ’b c’ d.” E", ["A ’b c’ d.", "b c"]),
        ("‘the workers’ own struggle’ went on", ["the workers’ own struggle"]),
        ("the workers’ struggle and Erik’s mill, ’tis said", []),
        ("back in ’27 and the ’60s", []),
        ("‘It’s late,’ he said", ["It’s late,"]),
        ("a “Holm Affair’ in town", ["Holm Affair"]),
        ("“[t]he bloc” and “…so on”", ["[t]he bloc", "…so on"]),
        ("one (“so to say”) word", ["so to say"]),
        ('a 3" nail and 5\' 6" tall', []),
        ("“a”—“b”", ["a", "b"]),
    ],
)
def test_marks_are_paired(text: str, expected: str) -> None:
    assert spans(text) == expected


def test_a_missing_mark_is_reported_with_its_place() -> None:
    found = tagged("<p>so it began “and then</p>")
    assert [(f.code, f.line, f.column) for f in found.findings] == [("QUO-UNBALANCED", 1, 69)]
    assert "never closed" in found.findings[0].message


def test_a_quotation_of_three_paragraphs_has_an_element_in_each() -> None:
    found = tagged("<p>“One</p><p>two</p><p>three.” Then</p>")
    text = found.document.decode()
    assert re.findall("<quote (.*?)</quote>", text) == [
        'xml:id="quotation1" next="#quotation2">One',
        'xml:id="quotation2" next="#quotation3" prev="#quotation1">two',
        'xml:id="quotation3" prev="#quotation2">three.',
    ]
    assert not found.findings


def test_a_mark_repeated_at_each_paragraph_belongs_to_one_quotation() -> None:
    found = tagged("<p>“One</p><p>“two</p><p>“three.” Then</p>")
    assert [d.form for d in found.decisions] == ["One", "two", "three."]
    assert not found.findings


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("Erik Holm said: “I shall build the mill again.”", "said"),
        ("“The weir was never built again.” And he said nothing", "quote"),
        ("“The weir was never built again.” said he, and went", "said"),
        ("those who chant “give us a weir again,” and go", "said"),
        ("In 1900 Holm wrote that “the mill was never built by us”.", "quote"),
        ("his so-called “mill” was none", "soCalled"),
        ("the word “mill” has four letters", "mentioned"),
        ("it is usually called “mill” here", "soCalled"),
        ("Holm called it “the old mill at the weir”", "quote"),
        ("in a book called “Mills of the North”", "title"),
        ("a reference to a “mill at the weir”", "quote"),
        ("he rejected the claim that all the “mills” were", "quote"),
        ("the weir – or what he took for “The Old Mill” then", "soCalled"),
        ("in her article “Mills and Millers of the North” she", "title"),
        ("they call him a “miller of souls”, and laugh", "quote"),
        ("that is why they call them “millers of souls”", "soCalled"),
        ("the weirs are declared “rotten” by all", "quote"),
        ("some keepers say that Holm and the mill were “two stones”", "quote"),
        ("the old myth of Holm as “the miller of us all”", "quote"),
        ("the myth of the “miller”", "soCalled"),
        ("the weir was “half stone, half wood”", "quote"),
        ("hence the “mill” portion of that name", "mentioned"),
        ("the stem is stan- (“stone” – with the meaning of rock)", "mentioned"),
        ("the faction ”GLM(B)” was founded", "mentioned"),
    ],
)
def test_kinds(text: str, element: str) -> None:
    (decision,) = tagged(f"<p>{text}</p>").decisions
    assert decision.element == element


def test_who_speaks_is_named_where_the_sentence_names_them() -> None:
    (decision,) = tagged("<p>Erik Holm said: “I shall build the mill again.”</p>").decisions
    assert dict(decision.attributes) == {"who": "person:holm"}


NOTE = "<note>Holm, The Mill on the Hill, p. 4.</note>"


def test_a_note_right_behind_the_mark_makes_a_cit_with_its_reference() -> None:
    found = tagged(f"<p>So: “It was never built.”{NOTE}</p>").document.decode()
    assert (
        '<cit><quote source="work:mill">“It was never built.”</quote>'
        "<note><bibl>Holm, The Mill on the Hill, p. 4.</bibl></note></cit>"
    ) in found
    assert tag(found.encode(), registers=registers()).document.count(b"<quote") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"“It was never built”.{NOTE}",
            '“<quote source="work:mill">It was never built</quote>”.<note><bibl>Holm, ',
        ),
        (
            "“It was never built”.<note>Erik Holm to Ada Müller, 5 May 1912.</note>",
            '“<quote source="#reference1">It was never built</quote>”.'
            '<note><bibl xml:id="reference1">Erik',
        ),
        (
            "Erik Holm said: “It was never built.”<note>E. Holm, p. 4.</note>",
            '<said who="person:holm" source="#reference1">It was never built.</said>”'
            '<note><bibl xml:id="reference1">E. Holm, p. 4.</bibl>',
        ),
        (
            "“It was never built.”<note>Holm has this from a man whom he met at the weir in 1900."
            "</note>",
            "“<quote>It was never built.</quote>”<note>Holm",
        ),
        (
            "“It was never built.”<note>Holm, p. 4; Müller, p. 9.</note>",
            "“<quote>It was never built.</quote>”<note>Holm",
        ),
    ],
    ids=["a stop between", "no work", "said", "a sentence", "two references"],
)
def test_a_note_that_cannot_stand_in_a_cit_is_pointed_to(text: str, expected: str) -> None:
    found = tagged(f"<p>{text}</p>").document
    assert expected in found.decode()
    assert tag(found, registers=registers(), layers=QUOTATIONS).document is found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It rains,” said Erik Holm, “and the weir is full.”",
            '“<said xml:id="quotation1" next="#quotation2" who="person:holm">It rains,</said>” '
            'said Erik Holm, “<said xml:id="quotation2" prev="#quotation1" who="person:holm">and',
        ),
        ("“It rains,” said Holm. “The weir is full of it.”", None),
        ("“It rains,” and then, “the weir is full of it.”", None),
        ("A “weir”, said Erik Holm, “and a mill at it”.", None),
    ],
    ids=["goes on", "a new sentence", "nobody speaks", "a word set apart"],
)
def test_a_quotation_that_is_interrupted_is_one(text: str, expected: str | None) -> None:
    found = tagged(f"<p>{text}</p>").document
    if expected is None:
        assert b"quotation1" not in found
    else:
        assert expected in found.decode()
    assert tag(found, registers=registers(), layers=QUOTATIONS).document is found


def test_words_of_a_quotation_before_are_quoted_and_not_only_so_called() -> None:
    body = "<p>A “old stone”. “The mill of old stone by the weir has gone,” and “old stone”.</p>"
    found = [decision.element for decision in tagged(body).decisions]
    assert found == ["soCalled", "quote", "quote"]


def test_a_quotation_over_paragraphs_that_is_interrupted_too_has_one_id_in_each_part() -> None:
    body = "<p>“It rains.</p><p>“It rains,” said Erik Holm, “and the weir is full.”</p>"
    found = tagged(body).document.decode()
    names = re.findall('xml:id="([^"]*)"', found)
    assert len(names) == len(set(names)) == found.count(" xml:id=") == 2
    assert not re.search("<[^>]*xml:id=[^>]*xml:id=", found)


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("He is dismissed as “old,” “slow,” or “dear” by them", ["quote"] * 3),
        ("It had an “old,” a “slow,” and a “dear” wheel", ["soCalled"] * 3),
        ("Derided as “slow”, he went. He is only “slow” to them.", ["quote"] * 2),
        (
            "Derided as “slow”, he went." + " And so on." * 700 + " A “slow” one.",
            ["quote", "soCalled"],
        ),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_few_words_are_what_those_beside_them_are_and_the_same_before(
    text: str, elements: list[str]
) -> None:
    assert [decision.element for decision in tagged(f"<p>{text}</p>").decisions] == elements


def test_a_name_that_is_spoken_of_is_still_a_name() -> None:
    body = _BODY.format("<p>the faction ”GLM” and the word “Lindenau mill”</p>").encode()
    found = tag(body, registers=registers()).document.decode()
    assert re.search("”<mentioned><orgName [^>]*>GLM</orgName></mentioned>”", found)
    assert "<mentioned>Lindenau mill</mentioned>" in found


def test_a_name_and_a_quotation_of_the_same_words_are_one_in_the_other() -> None:
    body = _BODY.format("<p>the “Guild of Lindenau Millers” met</p>").encode()
    found = tag(body, registers=registers()).document.decode()
    assert re.search(
        "“<soCalled><orgName [^>]*>Guild of Lindenau Millers</orgName></soCalled>”", found
    )


def test_a_mark_that_stands_for_a_letter_closes_nothing() -> None:
    assert spans("See “XV s”ezd partii” there.") == ["XV s”ezd partii"]
    assert spans("“a”and “b”") == ["a", "b"]


def test_a_reference_in_brackets_behind_a_quotation_makes_a_cit() -> None:
    body = "<p>“It was never built at all.” (Erik Holm: Letters, p. 4) And (in 1900) it rained.</p>"
    found = tagged(body).document
    assert (
        "<cit><quote>“It was never built at all.”</quote>"
        " <bibl>(Erik Holm: Letters, p. 4)</bibl></cit> And (in 1900)"
    ) in found.decode()
    assert tag(found, registers=registers(), layers=QUOTATIONS).document is found


def test_a_reference_behind_a_stop_is_pointed_to() -> None:
    found = tagged("<p>“It was never built”. (Erik Holm: Letters, p. 4)</p>").document
    assert b'<quote source="#reference1">It was never' in found
    assert b'(<bibl xml:id="reference1">Erik Holm: Letters, p. 4</bibl>)' in found
    assert tag(found, registers=registers(), layers=QUOTATIONS).document is found


def test_a_work_of_the_register_is_the_source_of_a_quotation_with_a_reference() -> None:
    body = "<p>“It was never built at all.” (Holm, The Mill on the Hill, p. 4)</p>"
    found = tagged(body).document
    assert b'<cit><quote source="work:mill">' in found


def test_a_quotation_that_points_to_its_reference_already_stays_so() -> None:
    body = (
        '<p>“<quote source="#reference1">It was never built.</quote>” '
        '(<bibl xml:id="reference1">Erik Holm: Letters, p. 4</bibl>)</p>'
    )
    assert tagged(body).decisions == ()


def test_what_is_encoded_already_stays() -> None:
    body = "<p>“<quote>It rains.</quote>” and ‘<soCalled>so</soCalled>’</p>"
    assert tagged(body).decisions == ()
