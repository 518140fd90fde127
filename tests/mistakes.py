"""Deliberate mistakes of each class in the clean edition of ``tests/fixtures/clean``.

A mistake is a piece of a file, what takes its place, the code, and what stands in the file where
the finding points. Codes after the first are consequences.
"""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """``at`` is what stands where the finding points; ``file`` the one that is changed."""

    file: str
    old: str
    new: str
    codes: str
    at: str


def letter(old: str, new: str, codes: str, at: str) -> Mistake:
    return Mistake("letter.xml", old, new, codes, at)


def essay(old: str, new: str, codes: str, at: str) -> Mistake:
    return Mistake("essay.xml", old, new, codes, at)


def persons(old: str, new: str, codes: str, at: str) -> Mistake:
    return Mistake("persons.xml", old, new, codes, at)


INCLUDE = '<xi:include href="postscript.xml" xpointer="ps"/>'
XML = [
    letter("<foreign ", "<foreign x ", "XML-SYNTAX", "xml:lang"),
    letter("in the summer", "in < the summer", "XML-SYNTAX", "< the"),
    letter('place="foot"', "place=foot", "XML-SYNTAX", "foot"),
    letter("</TEI>", "</TEI>\n<TEI/>", "XML-SYNTAX", "<TEI/>"),
    letter("<lem wit", "<lem><lem wit", "XML-TAG", "</app>"),
    letter("</quote>", "</quot>", "XML-TAG", "</quot>"),
    letter("the café", "the & café", "XML-AMPERSAND", "& café"),
    letter('place="foot"', 'place="foot" place="end"', "XML-ATTRIBUTE", 'place="end"'),
    letter(INCLUDE, "<inc:include/>", "XML-PREFIX", "<inc:include"),
    letter("the café", "the \x01café", "XML-CHARACTER", "\x01"),
    letter("the café", "the &#2;café", "XML-CHARACTER", "&#2;"),
    letter("the café", "the \ufdd0café", "XML-NONCHARACTER", "\ufdd0"),
    letter("the café", "the caf&eacute;", "XML-ENTITY", "&eacute;"),
    letter("<?xml version", "\ufeff<?xml version", "XML-BOM", ""),
    letter("the café", "the \x82café", "XML-CONTROL", "\x82"),
    letter("the café", "the caf\ufffd", "XML-REPLACEMENT", "\ufffd"),
    letter("the café", "the cafe\u0301", "XML-UNNORMALISED", "e\u0301"),
    letter('xml:lang="la"', 'xml:lang="lat"', "XML-LANG", 'lat"'),
    letter('ident="la"', 'ident="latin"', "XML-LANG", 'latin"'),
    letter('xml:id="p6"', 'xml:id="p5"', "XML-ID-DUPLICATE", 'xml:id="p5">Then'),
    letter('xml:id="n1"', 'xml:id="1n"', "XML-ID-NAME RNG-VALUE", 'xml:id="1n"'),
    letter('xml:id="n1"', 'xml:id=""', "XML-ID-EMPTY RNG-VALUE", 'xml:id=""'),
    letter("postscript.xml", "none.xml", "XML-INCLUDE-MISSING PTR-DANGLING", "<xi:include"),
    letter('xpointer="ps"', 'xpointer="px"', "XML-INCLUDE-POINTER PTR-DANGLING", "<xi:include"),
    letter("postscript.xml", "letter.xml", "XML-INCLUDE-POINTER PTR-DANGLING", "<xi:include"),
    letter("postscript.xml", "/etc/hosts", "XML-INCLUDE-OUTSIDE PTR-DANGLING", "<xi:include"),
    letter(
        '"postscript.xml" xpointer="ps"', '"letter.xml"', "XML-INCLUDE-LOOP PTR-DANGLING", "<xi:"
    ),
    letter("postscript.xml", "https://example.org/a", "XML-INCLUDE-REMOTE PTR-DANGLING", "<xi:"),
]
GRAMMAR = [
    essay("<head>On seeds</head>", "<heading/>", "RNG-UNKNOWN", "<heading/>"),
    essay("<speaker>Moss</speaker>", "<speakr>Moss</speakr>", "RNG-UNKNOWN", "<speakr>"),
    essay("</head>", "</head><lem>a</lem>", "RNG-ELEMENT", "<lem>"),
    essay(
        "<speaker>Moss</speaker>", "<speaker>Moss</speaker><speaker/>", "RNG-ELEMENT", "<speaker/>"
    ),
    essay("</teiHeader>", "</teiHeader><p/>", "RNG-ELEMENT", "<p/>"),
    essay("    <body>\n", "    <body>word\n", "RNG-TEXT", "word"),
    essay("</head>", "</head>word", "RNG-TEXT", "word"),
    essay('xml:id="e2"', 'xml:id="e2" color="red"', "RNG-ATTRIBUTE", "color"),
    essay('xml:id="e2"', 'xml:id="e2" N="1"', "RNG-ATTRIBUTE", "N="),
    essay('xml:id="e2"', 'xml:id="e2" xmlns:x="urn:x" x:y="1"', "RNG-ATTRIBUTE", "x:y"),
    essay('when="1848-05-07"', 'when="7 May 1848"', "RNG-VALUE", "when"),
    essay('when="1848-05"', 'when="1848-5"', "RNG-VALUE", "when"),
    essay('when="1790"', 'when="1790-02-30"', "RNG-VALUE", "when"),
    essay('source="letter.xml#p3"', 'source=""', "RNG-VALUE QUO-SOURCE", "source"),
    essay("<sourceDesc><p>Invented for tests.</p></sourceDesc>", "", "RNG-MISSING", "</fileDesc>"),
    essay("<title>On seeds</title>", "", "RNG-MISSING RNG-ELEMENT", "<author>"),
    essay("<p>Invented for tests.</p>", "", "RNG-MISSING", "</sourceDesc>"),
    persons("<listOrg>", "<listOrg><society/>", "RNG-UNKNOWN", "<society/>"),
    persons("54.5 -6.25", "54.5<geo/> -6.25", "RNG-TEXT RNG-ELEMENT RNG-CONTENT", "54.5"),
    persons(
        '<place xml:id="esker">', '<place xml:id="esker" ref="#moss">', "RNG-ATTRIBUTE", "ref="
    ),
    persons("<listPerson>\n", "<listPerson>word\n", "RNG-TEXT", "word"),
    persons('<birth when="1799"', '<birth wen="1799"', "RNG-ATTRIBUTE", "wen"),
    persons('notBefore="1810"', 'notBefore="about 1810"', "RNG-VALUE", "notBefore"),
]
RULES = [
    letter('<p xml:id="p4">', "<p>", "SCH-ASSERT PTR-DANGLING", "<p>The"),
    letter('<p xml:id="p5">', "<p>", "SCH-ASSERT", "<p>By"),
    letter('<p xml:id="p6">', "<p>", "SCH-ASSERT", "<p>Then"),
    essay('<p xml:id="e3">', "<p>", "SCH-ASSERT", "<p>In"),
    essay('<p xml:id="e4">', "<p>", "SCH-ASSERT", "<p>The day"),
    letter(' place="foot"', "", "SCH-ASSERT", "<note"),
    letter("closed.", 'closed<note place="foot"/>.', "SCH-REPORT", "<note place"),
    letter("closed.", 'closed<note place="foot"> </note>.', "SCH-REPORT", "<note place"),
    letter("closed.", "closed<note>a</note>.", "SCH-ASSERT", "<note>a"),
    letter("closed.", "closed to <persName>Ada</persName>.", "SCH-ASSERT", "<persName>"),
    letter(
        "closed.",
        'closed to <persName ref="person:quill">Mrs Quill</persName>.',
        "SCH-REPORT",
        "<persName",
    ),
    persons('<persName type="main">Ben', "<persName>Ben", "SCH-ASSERT", '<person xml:id="moss'),
    persons(
        '<persName type="main">Cara Fern',
        '<persName type="main">C. F.</persName><persName type="main">Cara Fern',
        "SCH-ASSERT",
        '<person xml:id="fern',
    ),
    persons('1799">1799', '1699">1699', "SCH-REPORT REG-LIFE", '<person xml:id="moss'),
    persons(
        "<location><geo>-33.25 151.5</geo></location>", "", "SCH-ASSERT", '<place xml:id="esker'
    ),
    letter('<foreign xml:lang="la">', "<foreign>", "SCH-ASSERT", "<foreign>"),
    letter(' source="#p1"', "", "SCH-ASSERT QUO-SOURCE", "<quote>"),
    essay('<quote source="letter.xml#p4">', "<quote>", "SCH-ASSERT QUO-SOURCE", "<quote>"),
    essay('<q who="persons.xml#fern">no', "<q>no", "SCH-ASSERT", "<q>no"),
    essay("On seeds</head>", "On seeds.</head>", "SCH-REPORT", "<head>"),
    letter('<rdg wit="#B">silent</rdg>', "", "SCH-ASSERT RNG-MISSING", "<app>"),
    letter(
        '<date from="1848-06-01"',
        '<date when="1848-06-01" from="1848-06-01"',
        "SCH-REPORT",
        "<date when",
    ),
    letter("essay.xml#e2", "essay.xml", "SCH-REPORT", "<ref"),
]
POINTERS = [
    letter('target="#p2"', 'target="#p9"', "PTR-DANGLING", "target"),
    letter('wit="#A"', 'wit="#C"', "PTR-DANGLING", "wit"),
    letter('wit="#B"', 'wit="#A #b"', "PTR-DANGLING", "wit"),
    letter('source="#p1"', 'source="#P1"', "PTR-DANGLING", "source"),
    letter(
        'person:fern">Cara Fern</persName>, “',
        'person:ferne">Cara Fern</persName>, “',
        "PTR-DANGLING",
        "ref",
    ),
    letter("place:esker", "place:esker_town", "PTR-PREFIX", "ref"),
    letter("org:society", "soc:society", "PTR-SCHEME REG-UNMENTIONED", "ref"),
    letter("essay.xml#e2", "essay.xml#e22", "PTR-DANGLING", "target"),
    letter("essay.xml#e2", "essays.xml#e2", "PTR-FILE", "target"),
    letter("essay.xml#e2", "essay#e2", "PTR-FILE", "target"),
    letter("essay.xml#e2", "http:/example.org", "PTR-URI", "target"),
    letter("essay.xml#e2", "https://example.org/a|b", "PTR-URI", "target"),
    letter("essay.xml#e2", "file:///C:/essay.xml", "PTR-FILE SCH-REPORT", "target"),
    letter('target="#p2"', 'target="p2"', "PTR-WORD", "target"),
    essay('<sp who="persons.xml#moss"', '<sp who="moss"', "PTR-WORD", "who"),
    essay('<sp who="persons.xml#moss"', '<sp who="persons.xml#mos"', "PTR-DANGLING", "who"),
    essay("letter.xml#p3", "letter.xml#px", "PTR-DANGLING", "source"),
    letter('target="#p2"', 'target="#word(1)"', "PTR-XPOINTER", "target"),
    letter('target="#p2"', 'target="#string-range(p2,1)"', "PTR-XPOINTER", "target"),
    letter('target="#p2"', 'target="#string-index(p2,99999)"', "PTR-XPOINTER", "target"),
    letter('target="#p2"', 'target="#range(left(p2),right(p9))"', "PTR-DANGLING", "target"),
    essay("letter.xml#ps", "letter.xml#left(px)", "PTR-DANGLING", "target"),
]
REGISTERS = [
    persons("100000002", "100000003", "REG-AUTHORITY", "<idno"),
    persons("100000002", "10000002", "REG-AUTHORITY", "<idno"),
    persons("9999991-2", "9999991-3", "REG-AUTHORITY", "<idno"),
    persons("9999991-2", "gnd", "REG-AUTHORITY", "<idno"),
    persons(
        '900000001</idno>\n      </person>\n      <person xml:id="moss',
        '90000000l</idno>\n      </person>\n      <person xml:id="moss',
        "REG-AUTHORITY",
        "<idno",
    ),
    persons("0000000999999905", "0000000999999906", "REG-AUTHORITY", "<idno"),
    persons("0000000999999905", "000000099999990", "REG-AUTHORITY", "<idno"),
    persons("Q900000001", "900000001", "REG-AUTHORITY", "<idno"),
    persons("Q900000001", "Q0900000001", "REG-AUTHORITY", "<idno"),
    persons("0000-0009-9999-9905", "0000-0009-9999-9904", "REG-AUTHORITY", "<idno"),
    persons("0000-0009-9999-9905", "0000-0009-9999", "REG-AUTHORITY", "<idno"),
    persons(
        '<death when="1871-02-03">3 February 1871',
        '<death when="1781-02-03">3 February 1781',
        "REG-LIFE REG-LETTER",
        "when",
    ),
    persons('<death when="1860">1860', '<death when="1798">1798', "REG-LIFE REG-LETTER", "when"),
    persons(
        '<birth when="1801-04-05">5 April 1801',
        '<birth when="1881-04-05">5 April 1881',
        "REG-LIFE REG-LETTER",
        "when",
    ),
    persons('<death when="1860">1860', '<death when="1840">1840', "REG-LETTER", ""),
    persons('<birth when="1799">1799', '<birth when="1849">1849', "REG-LETTER", ""),
    persons("54.5 -6.25", "154.5 -6.25", "REG-COORDINATES", "<geo"),
    persons("54.5 -6.25", "54.5 -196.25", "REG-COORDINATES", "<geo"),
    persons("-33.25 151.5", "-333.25 151.5", "REG-COORDINATES", "<geo"),
    persons("-33.25 151.5", "-33.25 1515", "REG-COORDINATES", "<geo"),
    persons(
        "</listOrg>",
        '<org xml:id="guild"><orgName>Guild</orgName></org></listOrg>',
        "REG-UNMENTIONED",
        "xml:id",
    ),
    persons(
        '<idno type="Wikidata">Q900000001', '<idno type="VIAF">900000001', "REG-DUPLICATE", "xml:id"
    ),
]
DATES = [
    essay('when="1848-05-07">7', 'when="1848-05-17">7', "DAT-TEXT", "when"),
    essay('when="1848-05-07">7', 'when="1848-07-05">7', "DAT-TEXT", "when"),
    essay('when="1848-05-07">7', 'when="1884-05-07">7', "DAT-TEXT", "when"),
    essay('when="1848-05"', 'when="1848-06"', "DAT-TEXT", "when"),
    essay('when="1790"', 'when="1970"', "DAT-TEXT", "when"),
    letter('<date when="1848-06-01">1 June', '<date when="1848-06-11">1 June', "DAT-TEXT", "when"),
    letter('<date when="1848-06-01">1 June', '<date when="1848-07-01">1 June', "DAT-TEXT", "when"),
    persons('<birth when="1801-04-05">5', '<birth when="1801-04-06">5', "DAT-TEXT", "when"),
    persons('<death when="1860">1860', '<death when="1861">1860', "DAT-TEXT", "when"),
    persons(
        '<date when="2020-03-01">1 March', '<date when="2020-03-10">1 March', "DAT-TEXT", "when"
    ),
    letter('to="1848-06-14"', 'to="1848-05-14"', "DAT-ORDER", "to="),
    letter('to="1848-06-14"', 'to="1847"', "DAT-ORDER", "to="),
    letter('notAfter="1848-09"', 'notAfter="1848-06"', "DAT-ORDER", "notAfter"),
    persons('notBefore="1810"', 'notBefore="1816"', "DAT-ORDER", "notAfter"),
    essay(
        '<date when="2020-03-01">1 March 2020',
        '<date when="2102-03-01">1 March 2102',
        "DAT-FUTURE",
        "when",
    ),
    essay('<date when="1790">1790', '<date when="2790">2790', "DAT-FUTURE", "when"),
    letter('notAfter="1848-09"', 'notAfter="2848-09"', "DAT-FUTURE", "notAfter"),
    letter('to="1848-06-14"', 'to="2048-06-14"', "DAT-FUTURE", "to="),
    letter('when="1848-05-07">25 April', 'when="1848-04-25">25 April', "DAT-CALENDAR", "when"),
    letter('calendar="#julian"', 'calendar="#p1"', "DAT-CALENDAR DAT-TEXT", "calendar"),
]
QUOTATIONS = [
    letter("“I doubt it,”", "“I doubt it,", "QUO-UNBALANCED", "“I doubt"),
    letter("“and so do you.”", "“and so do you.", "QUO-UNBALANCED", "“and"),
    letter("“and so do you.”", "and so do you.”", "QUO-UNBALANCED", "”</p>"),
    letter("“I doubt it,”", "I doubt it,”", "QUO-UNBALANCED", "” said"),
    letter("the café", "“the café", "QUO-UNBALANCED", "“the café"),
    letter("the café", "the café”", "QUO-UNBALANCED", "” had"),
    letter("the café", "»the café", "QUO-UNBALANCED", "»the"),
    letter("the café", "«the café", "QUO-UNBALANCED", "«the"),
    letter("the café", '"the café', "QUO-UNBALANCED", '"the'),
    letter("the café", "„the café", "QUO-UNBALANCED", "„the"),
    letter("the café", "‹the café", "QUO-UNBALANCED", "‹the"),
    letter("See <ref", "See “<ref", "QUO-UNBALANCED", "“<ref"),
    essay("“She was right.”", "“She was right.", "QUO-UNBALANCED", "“She"),
    essay("“She was right.”", "She was right.”", "QUO-UNBALANCED", "” The"),
    essay("The gate stands", "“The gate stands", "QUO-UNBALANCED", "“The"),
    essay(
        '<bibl><ref target="letter.xml#ps">the letter</ref></bibl>',
        "",
        "QUO-CIT SCH-ASSERT RNG-MISSING",
        "<cit>",
    ),
    essay(">never<", ">“never”<", "QUO-DOUBLE", "<q who"),
    essay(">perhaps<", ">“perhaps”<", "QUO-DOUBLE", "<q who"),
    essay('<quote source="letter.xml#p3">', "<quote>", "QUO-SOURCE SCH-ASSERT", "<quote>"),
    letter("the café had closed", "<soCalled>“closed”</soCalled>", "QUO-DOUBLE", "<soCalled>"),
]
ADA = '<persName ref="persons.xml#quill">Ada Quill</persName>'
PORT = '<placeName ref="persons.xml#drumlin">Port Drumlin</placeName>'
ESKER = '<placeName ref="persons.xml#esker">Upper Esker</placeName>'
CARA = '<persName ref="persons.xml#fern">Cara Fern</persName>'
CONSISTENCY = [
    essay(f"{ADA} who", "Ada Quill who", "CON-UNMARKED", "Ada Quill who"),
    essay(f"{ADA}.", "Ada Quill.", "CON-UNMARKED", "Ada Quill."),
    essay(f"{ADA} left", "Ada Quill left", "CON-UNMARKED", "Ada Quill left"),
    essay(f"In {PORT}", "In Port Drumlin", "CON-UNMARKED", "Port Drumlin they"),
    essay(f"{PORT} is", "Port Drumlin is", "CON-UNMARKED", "Port Drumlin is"),
    essay(f"{ESKER} is far", "Upper Esker is far", "CON-UNMARKED", "Upper Esker is"),
    essay(f"{ESKER} of", "Upper Esker of", "CON-UNMARKED", "Upper Esker of"),
    essay(f"{CARA} keeps", "Cara Fern keeps", "CON-UNMARKED", "Cara Fern keeps"),
    letter(
        '<persName ref="person:moss">Ben Moss</persName> sowed',
        "Ben Moss sowed",
        "CON-UNMARKED",
        "Ben Moss sowed",
    ),
    letter(
        'Then <persName ref="person:quill">Ada Quill</persName>',
        "Then Ada Quill",
        "CON-UNMARKED",
        "Ada Quill told",
    ),
    letter(
        '<persName ref="person:fern">Cara Fern</persName>, “',
        "Cara Fern, “",
        "CON-UNMARKED",
        "Cara Fern, ",
    ),
    letter(
        'of <persName ref="person:fern">Cara Fern</persName>',
        "of Cara Fern",
        "CON-UNMARKED",
        "Cara Fern.",
    ),
    letter(
        '<placeName ref="place:drumlin">Port Drumlin</placeName>',
        "Port Drumlin",
        "CON-UNMARKED",
        "Port Drumlin",
    ),
    letter(
        '<placeName ref="place:esker">Upper Esker</placeName>',
        "Upper Esker",
        "CON-UNMARKED",
        "Upper Esker",
    ),
    essay('quill">Ada Quill</persName> who', 'moss">Ada Quill</persName> who', "CON-TARGET", "ref"),
    essay('quill">Ada Quill</persName>.', 'fern">Ada Quill</persName>.', "CON-TARGET", "ref"),
    essay(
        'quill">Ada Quill</persName> left', 'moss">Ada Quill</persName> left', "CON-TARGET", "ref"
    ),
    letter(
        'person:quill">Ada Quill</persName> told',
        'person:moss">Ada Quill</persName> told',
        "CON-TARGET",
        "ref",
    ),
    letter(
        'person:moss">Ben Moss</persName> sowed',
        'person:fern">Ben Moss</persName> sowed',
        "CON-TARGET",
        "ref",
    ),
    letter(
        'person:moss">Ben Moss</persName> of',
        'person:quill">Ben Moss</persName> of',
        "CON-TARGET",
        "ref",
    ),
]
CLASSES = {
    "xml": XML,
    "grammar": GRAMMAR,
    "rules": RULES,
    "pointers": POINTERS,
    "registers": REGISTERS,
    "dates": DATES,
    "quotations": QUOTATIONS,
    "consistency": CONSISTENCY,
}
