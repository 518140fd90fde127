"""The checks of quotations: marks in pairs, in five languages, and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.edition.quotationmarks import odd_marks
from editio.validate.checks import quotations
from editio.validate.options import Options

if TYPE_CHECKING:
    from documents import Folder
    from editio.findings import Finding


def found(documents: Folder, content: str) -> list[Finding]:
    return list(quotations.run(documents.body(f"<text><body>{content}</body></text>"), Options()))


def codes(documents: Folder, content: str) -> list[str]:
    return [item.code for item in found(documents, content)]


@pytest.mark.parametrize(
    "text",
    [
        "She said: “I shall come. And she came.",
        "She said: I shall come.” And she came.",
        "“One.” and “two",
        "“One.” and two”",
        "“She said: “No.” And left.",
        "Er sagte: „Ich komme. Und kam.",
        "Er sagte: Ich komme.“ Und kam.",
        "„Er sagte: „Nein.“ Und ging.",
        "Il dit : « Je viens. Et vint.",
        "Il dit : Je viens ». Et vint.",
        "«Uno» y «dos",
        "»Eins« und »zwei",
        "»Eins« und zwei«",
        "Eins« und »zwei« und »drei«",
        "‹Ja› und ‹nein",
        'He said: "No. And left.',
        '"One" and "two',
        "”Ja” och ”nej",
        "Él dijo: «Vengo. Y vino.",
        "Disse: «Vengo. E venne.",
    ],
)
def test_marks_without_their_other_half(documents: Folder, text: str) -> None:
    assert len(odd_marks(text)) >= 1
    assert codes(documents, f"<p>{text}</p>") == ["QUO-UNBALANCED"]


@pytest.mark.parametrize(
    "text",
    [
        "She said: “I shall come.” And she came.",
        "“She said: ‘No.’ And left.”",
        "“She said: “No.” And left.”",
        "Er sagte: „Ich komme.“ Und kam.",
        "„Er sagte: „Nein.“ Und ging.“",
        "Powiedział: „Idę”. I poszedł.",
        "Il dit : « Je viens. » Et vint.",
        "«Uno» y «dos»",
        "»Eins« und »zwei«",
        "”Ja” och ”nej”",
        "Words are joined (“-”).",
        "»Ja» och »nej»",
        '"One" and "two"',
        'a board of 12" and more',
        "It’s the boys’ ‘tis",
        "nothing at all",
    ],
)
def test_marks_in_pairs_are_left_alone(documents: Folder, text: str) -> None:
    assert codes(documents, f"<p>{text}</p>") == []


def test_speech_goes_on_in_the_next_paragraph(documents: Folder) -> None:
    opens_again = "<p>“One.</p><p>“Two.</p><p>“Three.”</p>"
    assert codes(documents, opens_again) == []
    assert codes(documents, "<p>“One.</p><p>Two.</p><p>Three.”</p>") == []
    assert codes(documents, "<p>„Eins.</p><p>Zwei.</p><p>Drei.“</p>") == []
    assert codes(documents, '<p>"One.</p><p>"Two."</p>') == []
    noted = "<p>“One<note>1</note>.</p><p>“Two<note>2</note>.</p><p>“Three.”</p>"
    assert codes(documents, noted) == []
    assert codes(documents, "<p>“One<note>a “b</note>.</p><p>Two.”</p>") == ["QUO-UNBALANCED"]
    far = "<p>„Eins.</p>" + "<p>Zwei.</p>" * 12 + "<p>Drei”</p>"
    assert codes(documents, far) == ["QUO-UNBALANCED", "QUO-UNBALANCED"]


def test_poems_are_read_whole_with_marks_at_their_lines(documents: Folder) -> None:
    poem = "<lg><l>“One line</l><l>“and another</l><lg><l>“and a third.”</l></lg></lg>"
    assert codes(documents, poem) == []
    assert codes(documents, "<lg><l>“One line</l><l>and another</l></lg>") == ["QUO-UNBALANCED"]


def test_other_readings_and_notes_are_read_apart(documents: Folder) -> None:
    text = "“A <choice><sic>b”</sic><corr>b</corr></choice>” <note><p>“c”</p></note>"
    assert codes(documents, f"<p>{text}</p>") == []
    assert codes(documents, "<p>a <note><p>“c</p></note> b</p>") == ["QUO-UNBALANCED"]


def test_a_habit_of_the_document_is_one_finding(documents: Folder) -> None:
    (item,) = found(documents, "<p>„a ,,</p><p>-</p>" * 12)
    assert "in 12 of 12 paragraphs" in item.message


def test_the_finding_shows_the_mark(documents: Folder) -> None:
    (item,) = found(documents, "<p>a</p><p>b “c <hi>d</hi></p>")
    assert (item.line, item.column, item.severity.value) == (2, 26, "info")
    assert item.message == "a quotation mark is never closed: “c d"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("<p>“c</p>", 4),
        ("<p><hi>b</hi> “c</p>", 15),
        ("<p><hi>b</hi><!-- “ -->d “c</p>", 26),
        ("<p><note>x “y”</note>a “b</p>", 24),
        ("<p>a<lb/>“b</p>", 10),
        ("<p>&lt;&#x61; “b</p>", 15),
        ("<p><hi><hi>a</hi>b “c</hi></p>", 20),
    ],
)
def test_the_finding_stands_at_the_mark(documents: Folder, text: str, column: int) -> None:
    (item,) = found(documents, text)
    assert (item.line, item.column) == (2, column + len("<text><body>"))


def test_a_mark_in_an_included_file_is_found_there(documents: Folder) -> None:
    documents.write("part.xml", '<p xmlns="http://www.tei-c.org/ns/1.0">\nä <hi>a</hi> “b</p>')
    (item,) = found(documents, '<xi:include href="part.xml"/>')
    assert (item.file, item.line, item.column) == ("part.xml", 2, 14)


@pytest.mark.parametrize(
    ("cit", "wrong"),
    [
        ("<cit><quote>a</quote></cit>", True),
        ("<cit><quote>a</quote><note>b</note></cit>", False),
        ("<cit><quote>a</quote><bibl>b</bibl></cit>", False),
        ('<cit source="#a"><quote>a</quote></cit>', False),
        ('<cit><quote source="#a">a</quote></cit>', False),
        ("<entry><cit><quote>a</quote></cit></entry>", False),
        ('<cit type="translation"><quote>a</quote></cit>', False),
    ],
)
def test_a_cit_without_its_source(documents: Folder, cit: str, wrong: bool) -> None:
    assert codes(documents, cit) == (["QUO-CIT"] if wrong else [])


def test_quotations_without_source_where_others_have_one(documents: Folder) -> None:
    text = '<p><quote source="#a">a</quote>b<quote>c</quote>d<quote>e</quote><bibl>f</bibl></p>'
    (item,) = found(documents, text)
    assert (item.code, item.column) == ("QUO-SOURCE", 45)
    assert item.message == "1 of 3 quotations name no source"
    assert codes(documents, "<p><quote>c</quote>d</p>") == []


def test_marks_in_text_and_markup_at_once(documents: Folder) -> None:
    plain = "<q>yes</q> " * 6
    assert codes(documents, f"<p>{plain}<q>“no,”</q></p>") == ["QUO-DOUBLE"]
    assert codes(documents, "<p><q>“yes”</q> <q>“no”</q> <q>so</q></p>") == []
    assert codes(documents, "<p><soCalled>„so“</soCalled></p>") == ["QUO-DOUBLE"]
    assert codes(documents, "<p><soCalled>so</soCalled></p>") == []
