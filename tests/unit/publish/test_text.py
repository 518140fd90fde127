"""Plain text: every rule of the layout, on tiny documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.publish.render.text import TextRenderer, lay_out
from editio.saxon import Processor, processor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{}</TEI>'
BODY = TEI.format("<text><body>{}</body></text>")


@pytest.fixture(scope="module")
def saxon() -> Iterator[Processor]:
    with processor() as engine:
        yield engine


@pytest.fixture(scope="module")
def render(saxon: Processor) -> Callable[..., str]:
    renderer = TextRenderer(saxon)

    def plain(source: str, *, reading: str = "reading", notes: str = "end") -> str:
        document = source if source.startswith("<TEI") else BODY.format(source)
        return renderer.render(saxon.parse_text(document), reading=reading, notes=notes).text

    return plain


LAYOUT = {
    "a paragraph is one line, whatever its indentation": (
        "<p>One\n      two\tthree  four</p>",
        "One two three four\n",
    ),
    "an empty line between paragraphs": ("<p>A</p>\n   <p>B</p>", "A\n\nB\n"),
    "other spaces than those of XML are text": ("<p>10\u00a0 km</p>", "10\u00a0 km\n"),
    "two empty lines before a section": (
        "<div><head>I</head><p>A</p></div><div><head>II</head><p>B</p></div>",
        "I\n\nA\n\n\nII\n\nB\n",
    ),
    "nested sections do not add up": (
        "<div><div><p>A</p></div></div><div><div><p>B</p></div></div>",
        "A\n\n\nB\n",
    ),
    "inline elements leave no trace": (
        "<p>a <hi>b</hi>c <name>d</name>, <unheard>e</unheard></p>",
        "a bc d, e\n",
    ),
    "verse": (
        "<lg><head>Song</head><lg><l>one</l>\n<l>two</l></lg><lg><l>three</l></lg></lg>",
        "Song\n\none\ntwo\n\nthree\n",
    ),
    "a speech in prose": (
        "<sp><speaker>ANNA.</speaker><p>Yes.</p><p>No.</p></sp><sp><speaker>BO</speaker><p>O</p></sp>",
        "ANNA.\nYes.\nNo.\n\nBO\nO\n",
    ),
    "a speech in verse, its stanzas apart": (
        "<sp><speaker>A</speaker><lg><l>1</l><l>2</l></lg><lg><l>3</l></lg></sp>",
        "A\n1\n2\n\n3\n",
    ),
    "stage directions stand in parentheses": (
        "<stage>Night.</stage><sp><speaker>A</speaker><stage>aside</stage>"
        "<p>Hm <stage>(goes)</stage> so.</p></sp>",
        "(Night.)\n\nA\n(aside)\nHm (goes) so.\n",
    ),
    "cast list": (
        "<castList><head>Persons</head>"
        "<castItem><role>A,</role> <roleDesc>king</roleDesc></castItem>"
        "<castItem><role>B</role></castItem></castList>",
        "Persons\n\nA, king\nB\n",
    ),
    "bullets, and lists in lists": (
        "<list><item>a<list><item>b</item></list></item><item><p>c</p><p>d</p></item></list>",
        "- a\n  - b\n- c\n  d\n",
    ),
    "numbers": ('<list type="ordered"><item>a</item><item>b</item></list>', "1. a\n2. b\n"),
    "a glossary": ("<list><label>ox:</label> <item>animal</item></list>", "ox: animal\n"),
    "a table, a tab between cells": (
        "<table><head>T</head><row><cell><p>a</p><p>b</p></cell>\n<cell>c</cell></row>"
        "<row><cell>d</cell> <cell/></row></table>",
        "T\n\na b\tc\nd\t\n",
    ),
    "a table with empty cells between others": (
        "<table><row><cell>a</cell> <cell/> <cell> </cell>\n<cell>b</cell></row></table>",
        "a\t\t\tb\n",
    ),
    "a gap, and one that says what is missing": (
        "<p>a<gap/>b <gap><desc>two lines</desc></gap></p>",
        "a[…]b [two lines]\n",
    ),
    "words broken over lines and pages": (
        '<p>to\n  <lb break="no"/>\n  day to<pb break="no"/>morrow, then<lb/>so<cb/>on</p>',
        "today tomorrow, then so on\n",
    ),
    "the hyphen of a broken word stays as written": ('<p>to-<lb break="no"/>day</p>', "to-day\n"),
    "tokens": (
        '<p><w>Good</w>\n<w join="right">day</w>\n<pc>,</pc>\n<pc join="right">(</pc>\n<w>all</w>'
        '\n<pc join="left">)</pc></p>',
        "Good day, (all)\n",
    ),
    "tokens without a space in the source that are none in the text": (
        '<p><w join="no">a</w><w join="no">b</w></p>',
        "a b\n",
    ),
    "of an apparatus entry the lemma": (
        "<p>a <app>\n <lem>b</lem>\n <rdg>c</rdg><note>why</note></app> d</p>",
        "a b d\n",
    ),
    "or the first reading": ("<p><app><rdg>b</rdg><rdg>c</rdg></app></p>", "b\n"),
    "a list of apparatus entries is text": (
        "<listApp><app><lem>a</lem><rdg>b</rdg><note>c</note></app></listApp>",
        "a] b c\n",
    ),
    "a letter": (
        "<opener><dateline>Here, May</dateline><salute>Dear B</salute></opener><p>Hi</p>"
        "<closer><salute>Yours</salute><signed>A</signed></closer>",
        "Here, May\nDear B\n\nHi\n\nYours\nA\n",
    ),
    "speech": (
        '<u who="#anna">Yes</u><note type="speaker">BO:</note><u who="#bo">No</u>',
        "anna: Yes\n\nBO:\n\nNo\n",
    ),
    "dictionary": (
        "<entry><form><orth>ox</orth><pron>oks</pron></form><gramGrp><pos>n</pos></gramGrp>"
        '<sense n="1"><def>animal</def></sense><sense n="2"><def>fool</def></sense></entry>',
        "ox oks n\n1. animal\n2. fool\n",
    ),
    "a person is a block of lines": (
        "<listPerson><person><persName><forename>A</forename><surname>B</surname></persName>"
        "<note>poet</note></person><person><persName>C</persName></person></listPerson>",
        "A B\npoet\n\nC\n",
    ),
    "code keeps its lines, examples their tags": (
        '<egXML xmlns="http://www.tei-c.org/ns/Examples">\n    <p n="1">a\n      <lb/>b</p>\n'
        "</egXML>",
        '<p n="1">a\n  <lb/>b</p>\n',
    ),
    "a figure's description": ("<figure><head>H</head><figDesc>a cow</figDesc></figure>", None),
    "characters described elsewhere": (
        '<p>a<g ref="char:EOLhyphen"/>b <g ref="char:abque"/> <g ref="#menorah"/></p><charDecl>'
        '<glyph xml:id="menorah"><mapping>🕎</mapping></glyph></charDecl>',
        "ab [abque] 🕎\n\n🕎\n",
    ),
    "index entries belong to the index": ("<p>a<index><term>T</term></index>b</p>", "ab\n"),
    "right-to-left text is left alone": ("<p>שלום (עולם)</p>", "שלום (עולם)\n"),
    "nothing": ("<p/>", ""),
}
LAYOUT["a figure's description"] = (LAYOUT["a figure's description"][0], "H\n\n[a cow]\n")


@pytest.mark.parametrize(("source", "expected"), LAYOUT.values(), ids=LAYOUT)
def test_layout(render: Callable[..., str], source: str, expected: str) -> None:
    assert render(source) == expected


READINGS = {
    "correction": ("<choice><sic>teh</sic> <corr>the</corr></choice>", "the", "teh"),
    "regularisation": ("<choice>\n<orig>vnto</orig>\n<reg>unto</reg>\n</choice>", "unto", "vnto"),
    "expansion": ("<choice><abbr>Dr</abbr><expan>Doctor</expan></choice>", "Doctor", "Dr"),
    "sign": ("ꝑ<choice><am>̄</am><ex>er</ex></choice>", "ꝑer", "ꝑ̄"),
    "expansion without choice": (
        "<expan><abbr>Aug<am>g</am></abbr><ex>ustis</ex></expan>",
        "Augustis",
        "Augg",
    ),
    "no other half": ("<choice><sic>a</sic></choice><sic>b</sic>", "ab", "ab"),
    "alternatives": ("<choice><unclear>a</unclear><unclear>o</unclear></choice>", "a", "a"),
    "choice in choice": (
        "<choice><sic><choice><orig>v</orig><reg>u</reg></choice></sic><corr>w</corr></choice>",
        "w",
        "v",
    ),
    "deleted": ("a<del>b</del>c", "ac", "a⟦b⟧c"),
    "erased": ('a<del rend="erasure">b</del>', "a⟦b⟧", "a⟦b⟧"),
    "restored": ("a<restore><del>b</del></restore>", "ab", "ab"),
    "superfluous": ("a<surplus>a</surplus>", "a", "a{a}"),
    "supplied": ("a<supplied>b</supplied>", "ab", "a[b]"),
    "nothing left in brackets": ("a<supplied><ex>b</ex></supplied>", "ab", "a"),
    "of the page": ("a <fw>12</fw> b", "a b", "a\n12\nb"),
}


@pytest.mark.parametrize(("source", "reading", "diplomatic"), READINGS.values(), ids=READINGS)
def test_readings(render: Callable[..., str], source: str, reading: str, diplomatic: str) -> None:
    assert render(f"<p>{source}</p>") == f"{reading}\n"
    assert render(f"<p>{source}</p>", reading="diplomatic") == f"{diplomatic}\n"


def test_notes_are_numbered_and_listed_at_the_end(render: Callable[..., str]) -> None:
    source = "<p>a<note>one <note>in</note></note> b<note><p>x</p><p>y</p></note>.</p><p>c</p>"
    assert render(source) == ("a[1] b[3].\n\nc\n\n\nNotes\n\n[1] one [2]\n[2] in\n[3] x\n    y\n")


def test_notes_are_left_out(render: Callable[..., str]) -> None:
    assert render("<p>a <note>one</note> b<note>two</note></p>", notes="omit") == "a b\n"


def test_a_note_between_paragraphs_belongs_to_the_one_before(render: Callable[..., str]) -> None:
    source = '<p>a</p><note place="margin">n</note><p>b</p>'
    assert render(source).startswith("a[1]\n\nb\n")


def test_a_note_without_text_has_no_number(render: Callable[..., str]) -> None:
    assert render("<p>a<note> <p/> </note></p>") == "a\n"


def test_notes_that_are_text_stay_where_the_setting_drops_notes(render: Callable[..., str]) -> None:
    source = "<p>a</p><note>Editor's remark</note><p>b</p>"
    assert render(source, notes="omit") == "a\n\nEditor's remark\n\nb\n"


def test_the_header_is_not_part_of_the_text_and_standoff_is(render: Callable[..., str]) -> None:
    source = TEI.format(
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"
        "<standOff><listPerson><person><persName>P</persName></person></listPerson></standOff>"
        "<text><front><p>F</p></front><body><p>B</p></body><back><p>E</p></back></text>"
    )
    assert render(source) == "P\n\n\nF\n\n\nB\n\n\nE\n"


def test_an_override_adds_templates(saxon: Processor, tmp_path: Path) -> None:
    from editio.resources import stylesheet

    override = tmp_path / "own.xsl"
    override.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
        ' xmlns:m="urn:editio:modes" xpath-default-namespace="http://www.tei-c.org/ns/1.0">'
        f'<xsl:import href="{stylesheet("text.xsl").as_uri()}"/>'
        '<xsl:template match="hi" mode="m:text">*<xsl:apply-templates mode="m:text"/>*'
        "</xsl:template></xsl:stylesheet>",
        encoding="utf-8",
    )
    node = saxon.parse_text(BODY.format("<p>a <hi>b</hi></p>"))
    assert TextRenderer(saxon, override).render(node).text == "a *b*\n"


def test_stray_marks_do_no_harm() -> None:
    assert lay_out("a\ufdd7b\ufdd6c\ufddad\ufdd8e") != ""
