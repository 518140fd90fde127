"""Opening documents: what is good works as it is, what is odd is a finding with its place."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder, brief
from editio.edition.ids import check_ids
from editio.edition.syntax import check
from editio.errors import SourceError
from editio.names import XML_ID, tei

if TYPE_CHECKING:
    from editio.saxon import Processor

GOOD = f"""{TEI}
  <text>
    <body><p>one</p><p>two</p></body>
  </text>
</TEI>
"""
TEI_ROOT = "{http://www.tei-c.org/ns/1.0}TEI"


def test_a_good_document_has_no_findings_and_both_engines_parse_it(
    folder: Folder, saxon: Processor
) -> None:
    document = folder.open(GOOD)
    assert document.findings == ()
    assert document.usable
    assert document.root().tag == TEI_ROOT
    assert document.root() is document.root()
    assert document.parse(saxon).string_value.strip() == "onetwo"


def test_an_element_is_located_by_its_path(folder: Folder) -> None:
    document = folder.open(GOOD)
    assert document.locate("/TEI[1]/text[1]/body[1]/p[2]") == ("a.xml", 3, 21)
    assert document.locate("/TEI[1]/text[1]/body[1]/p[9]") == ("a.xml", 3, 5)
    assert document.locate("/nowhere[1]") == ("a.xml", 0, 0)


def test_siblings_are_counted_by_expanded_name_and_columns_in_characters(folder: Folder) -> None:
    document = folder.open(f'{TEI}<p>ÄÖ𝔄</p><p xmlns="urn:x"/><p/></TEI>')
    start = len(TEI) + len("<p>ÄÖ𝔄</p>") + 1
    assert document.locate("/TEI[1]/p[1]").column == len(TEI) + 1
    assert document.locate("/TEI[1]/p[2]").column == start + len('<p xmlns="urn:x"/>')


@pytest.mark.parametrize(
    ("content", "code", "line", "column", "words"),
    [
        ("<p>a\n</div>", "XML-TAG", 3, 1, "</div> closes <p>, which was opened in line 2"),
        ("<p>a & b</p>", "XML-AMPERSAND", 2, 6, "& stands alone"),
        ("<p>a &b c</p>", "XML-AMPERSAND", 2, 6, "& stands alone"),
        ('<p n="a & b"/>', "XML-AMPERSAND", 2, 9, "& stands alone"),
        ("<p>1 < 2</p>", "XML-SYNTAX", 2, 6, "begins no tag"),
        ('<p n="a<b"/>', "XML-SYNTAX", 2, 8, "inside the tag <p"),
        ('<p n="a>\n<q n="b"/></p>', "XML-SYNTAX", 3, 1, "inside the tag <p"),
        ("<p n=1/>", "XML-SYNTAX", 2, 6, "the tag <p>"),
        ('<p n="1"m="2"/>', "XML-SYNTAX", 2, 9, "the tag <p>"),
        ('<p n="1" n="2"/>', "XML-ATTRIBUTE", 2, 10, "attribute n occurs twice"),
        ("<p>a&nbsp;b</p>", "XML-ENTITY", 2, 5, "&nbsp; is not declared"),
        ("<p>a\x01b</p>", "XML-CHARACTER", 2, 5, "U+0001"),
        ("<p>\ufffe</p>", "XML-CHARACTER", 2, 4, "U+FFFE"),
        ("<p>&#2;</p>", "XML-CHARACTER", 2, 4, "&#2;"),
        ("<p><my:x/></p>", "XML-PREFIX", 2, 4, "my:"),
        ("<p>a ]]> b</p>", "XML-SYNTAX", 2, 6, "]]>"),
        ("<p><!-- a -- b --></p>", "XML-SYNTAX", 2, 11, "inside a comment"),
        ("<p><!-- a </p>", "XML-SYNTAX", 2, 4, "inside a comment"),
        ("<p><![CDATA[ a </p>", "XML-SYNTAX", 3, 7, "CDATA"),
    ],
)
def test_what_is_not_well_formed_is_named_where_it_is(
    folder: Folder, content: str, code: str, line: int, column: int, words: str
) -> None:
    document = folder.body(content)
    assert not document.usable
    assert brief(document) == [("error", code, "a.xml", line, column)]
    assert words in document.findings[0].message
    assert document.findings[0].hint


def test_an_element_that_is_never_closed_is_named_at_its_start(folder: Folder) -> None:
    document = folder.open(f"{TEI}\n<text><body>\n<p>a</p>")
    assert brief(document) == [("error", "XML-TAG", "a.xml", 2, 7)]


@pytest.mark.parametrize(
    ("data", "code", "severity"),
    [
        (b"", "XML-EMPTY", "error"),
        (b" \n\t ", "XML-EMPTY", "error"),
        (b"<!-- nothing -->", "XML-EMPTY", "error"),
        (b"Just some words.", "XML-NOT-XML", "error"),
        (b"PK\x03\x04\x14\x00\x06\x00", "XML-NOT-XML", "error"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "XML-NOT-XML", "error"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "XML-NOT-TEI", "info"),
        (b'<TEI xmlns="http://www.tei-c.org/ns/Examples"/>', "XML-NOT-TEI", "info"),
    ],
)
def test_what_is_no_tei_is_left_out(folder: Folder, data: bytes, code: str, severity: str) -> None:
    document = folder.open(data)
    assert not document.usable
    assert [(f.code, f.severity.value) for f in document.findings] == [(code, severity)]
    assert document.locate("/TEI[1]").line == 0


def test_a_file_that_cannot_be_read_is_a_finding(folder: Folder) -> None:
    (folder.path / "a.xml").mkdir()
    document = folder.reopen()
    assert brief(document) == [("error", "XML-UNREADABLE", "a.xml", 0, 0)]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode elsewhere")
def test_a_file_whose_name_is_not_unicode_is_a_finding(folder: Folder) -> None:
    name = os.fsdecode(b"\xff.xml")
    document = folder.open(GOOD, name)
    assert brief(document) == [("error", "XML-UNREADABLE", "?.xml", 0, 0)]


# Encodings


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_every_unicode_encoding_is_read(folder: Folder, saxon: Processor, encoding: str) -> None:
    declared = encoding.upper()[:6].rstrip("-")
    text = f'<?xml version="1.0" encoding="{declared}"?>\n{TEI}<p>Žižek</p></TEI>'
    document = folder.open(text.encode(encoding))
    assert document.findings == ()
    assert document.parse(saxon).string_value == "Žižek"
    assert "".join(document.root().itertext()) == "Žižek"
    assert document.locate("/TEI[1]/p[1]")[1:] == (2, len(TEI) + 1)


def test_a_byte_order_mark_is_mentioned_and_moves_no_column(
    folder: Folder, saxon: Processor
) -> None:
    document = folder.open(b"\xef\xbb\xbf" + f"{TEI}<p>é</p></TEI>".encode())
    assert brief(document) == [("info", "XML-BOM", "a.xml", 1, 1)]
    assert document.parse(saxon).string_value == "é"
    assert document.locate("/TEI[1]/p[1]").column == len(TEI) + 1


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("ISO-8859-1", "latin-1"),
        ("iso-8859-15", "iso-8859-15"),
        ("windows-1252", "cp1252"),
        ("macintosh", "mac-roman"),
    ],
)
def test_a_declared_8_bit_encoding_is_read(
    folder: Folder, saxon: Processor, declared: str, encoding: str
) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>{TEI}<p>é ü</p></TEI>'
    document = folder.open(text.encode(encoding))
    assert document.findings == ()
    assert document.parse(saxon).string_value == "é ü"
    assert "".join(document.root().itertext()) == "é ü"


@pytest.mark.parametrize(
    ("declaration", "encoding", "severity", "line", "column"),
    [
        ("", "cp1252", "error", 2, 4),
        ('<?xml version="1.0" encoding="UTF-8"?>', "cp1252", "error", 2, 4),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "utf-8", "warning", 1, 21),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "cp1252", "warning", 2, 6),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-8", "warning", 1, 21),
        ('<?xml version="1.0" encoding="klingon"?>', "utf-8", "warning", 1, 21),
        ('<?xml version="1.0" encoding="klingon"?>', "cp1252", "warning", 1, 21),
        ('<?xml version="1.0" encoding="zip"?>', "utf-8", "warning", 1, 21),
        ('<?xml version="1.0" encoding="us-ascii"?>', "utf-8", "warning", 1, 21),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-16", "warning", 1, 21),
    ],
)
def test_a_wrong_encoding_is_a_finding_and_the_text_is_read_all_the_same(
    folder: Folder,
    saxon: Processor,
    declaration: str,
    encoding: str,
    severity: str,
    line: int,
    column: int,
) -> None:
    document = folder.open(f"{declaration}{TEI}\n<p>é “x”</p></TEI>".encode(encoding))
    assert brief(document) == [(severity, "XML-ENCODING", "a.xml", line, column)]
    assert document.parse(saxon).string_value.strip() == "é “x”"
    assert "".join(document.root().itertext()).strip() == "é “x”"


# Identifiers


def test_a_document_full_of_ids_used_twice_has_few_findings() -> None:
    ids = [f"p{number}" for number in range(50)] * 2
    content = "".join(f'<p xml:id="{name}"/>\n' for name in ids)
    found = check_ids(f"<body>{content}</body>".encode())
    assert len(found) == 20
    assert found[0].message == "the xml:id p0 is used already in line 1"
    assert found[-1].message == (
        "the xml:id p19 is used already in line 20 (30 more like it follow)"
    )
    assert [item.line for item in found] == list(range(51, 71))


def test_ids_that_are_no_names_or_occur_twice_are_findings_and_the_document_builds(
    folder: Folder, saxon: Processor
) -> None:
    document = folder.body('<p xml:id="a"/><p xml:id="a"/>\n<p  xml:id="1 b"/><p xml:id=""/>')
    assert brief(document) == [
        ("error", "XML-ID-DUPLICATE", "a.xml", 2, 19),
        ("warning", "XML-ID-NAME", "a.xml", 3, 5),
        ("warning", "XML-ID-EMPTY", "a.xml", 3, 22),
    ]
    assert "line 2" in document.findings[0].message
    document.parse(saxon)
    document.root()


def test_ids_in_comments_and_in_other_scripts_are_no_findings(folder: Folder) -> None:
    document = folder.body(
        "<p xml:id='Ärger'/><!-- <p xml:id='Ärger'/> xml:id=\"1\" --><p xml:id = 'β'/>"
    )
    assert document.findings == ()


# Entities


def doctype(subset: str, content: str, external: str = "") -> str:
    """Return a document with a DOCTYPE; its content begins in line 2."""
    return f'<!DOCTYPE TEI {external}[{subset}]>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">{content}</TEI>'


def test_internal_entities_are_expanded_for_both_engines(folder: Folder, saxon: Processor) -> None:
    subset = '<!ENTITY who "Ada &amp; <hi>B</hi>"><!ENTITY q "&who;!"><!ENTITY v "say &#34;x&#34;">'
    document = folder.open(doctype(subset, '<p n="&v;">&q; <!-- &q; --><![CDATA[&q;]]></p>'))
    assert document.findings == ()
    assert document.parse(saxon).string_value == "Ada & B! &q;"
    assert "".join(document.root().xpath("//text()")) == "Ada & B! &q;"
    assert document.root()[0].get("n") == 'say "x"'


def test_undeclared_entities_never_vanish(folder: Folder, saxon: Processor) -> None:
    text = doctype("", '<p n="&eacute;">caf&eacute; &foo; &foo;</p>', 'SYSTEM "tei.dtd" ')
    document = folder.open(text)
    assert brief(document) == [
        ("info", "XML-DOCTYPE", "a.xml", 1, 1),
        ("warning", "XML-ENTITY", "a.xml", 2, 48),
        ("error", "XML-ENTITY", "a.xml", 2, 70),
    ]
    assert document.parse(saxon).string_value == "café &foo; &foo;"
    assert document.root()[0].get("n") == "é"


def test_a_doctype_alone_changes_nothing(folder: Folder, saxon: Processor) -> None:
    document = folder.open(doctype("", "<p>a &amp; b</p>", 'PUBLIC "x" "http://192.0.2.1/x.dtd" '))
    assert [finding.code for finding in document.findings] == ["XML-DOCTYPE"]
    assert document.parse(saxon).string_value == "a & b"


def test_an_entity_that_contains_itself_is_refused(folder: Folder) -> None:
    document = folder.open(doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">', "<p>&a;</p>"))
    assert not document.usable
    assert [finding.code for finding in document.findings] == ["XML-ENTITY-LOOP"]


# TEI P4, namespaces, roots


def test_tei_p4_is_read_as_p5(folder: Folder, saxon: Processor) -> None:
    document = folder.open(
        '<?xml version="1.0"?>\n<!DOCTYPE TEI.2 [<!ENTITY pic SYSTEM "pic.png" NDATA png>]>\n'
        '<TEI.2 id="t" lang="en"><teiHeader/><text><body><div id="d1">\n'
        '<p>See <ref target="d1">it</ref>, <sic corr="the">teh</sic> end.</p>\n'
        '<p><date value="1812-06-24">then</date><figure entity="pic"/></p>'
        "</div></body></text></TEI.2>"
    )
    assert brief(document) == [("warning", "XML-P4", "a.xml", 3, 1)]
    root = document.root()
    assert root.tag == TEI_ROOT
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    assert root.xpath("string(//t:ref/@target)", namespaces=names) == "#d1"
    assert root.xpath("string(//t:choice/t:corr)", namespaces=names) == "the"
    assert root.xpath("string(//t:date/@when)", namespaces=names) == "1812-06-24"
    assert root.xpath("string(//t:graphic/@url)", namespaces=names) == "pic.png"
    assert root.xpath("string(//t:div/@xml:id)", namespaces=names) == "d1"
    assert document.parse(saxon).string_value.split() == ["See", "it,", "tehthe", "end.", "then"]
    assert document.locate("/TEI[1]/text[1]/body[1]/div[1]/p[2]") == ("a.xml", 5, 1)


@pytest.mark.parametrize(
    "root", ["<TEI>", '<TEI xmlns="">', '<TEI xmlns="http://example.org/tei">']
)
def test_tei_in_no_or_another_namespace_is_taken_for_tei(
    folder: Folder, saxon: Processor, root: str
) -> None:
    document = folder.open(f"\n{root}<text>é</text></TEI>")
    assert brief(document) == [("warning", "XML-NAMESPACE", "a.xml", 2, 1)]
    assert document.root().tag == TEI_ROOT
    assert document.root()[0].tag == "{http://www.tei-c.org/ns/1.0}text"
    assert document.parse(saxon).string_value == "é"


def test_a_dialect_is_seen_as_tei_and_its_words_are_not_touched(
    folder: Folder, saxon: Processor
) -> None:
    words = 'xmlns="http://distantreading.net/eltec/ns"'
    document = folder.open(f"<TEI {words}><text>{words}</text></TEI>")
    assert document.findings == ()
    assert document.root().tag == TEI_ROOT
    assert document.parse(saxon).string_value == words


@pytest.mark.parametrize("root", ["teiCorpus", "div", "listPerson", "dracorCorpus"])
def test_other_roots_in_the_tei_namespace_are_documents(folder: Folder, root: str) -> None:
    document = folder.open(f'<{root} xmlns="http://www.tei-c.org/ns/1.0"/>')
    assert document.findings == ()
    assert document.usable


def test_a_namespace_may_be_called_anything(folder: Folder, saxon: Processor) -> None:
    document = folder.body('<p xmlns:a="not a URI" a:b="1">x</p>')
    assert document.findings == ()
    assert document.parse(saxon).string_value.strip() == "x"
    assert document.root()[0].text == "x"


# Sizes


def test_deep_nesting_works_up_to_a_limit_and_is_refused_beyond(
    folder: Folder, saxon: Processor
) -> None:
    for depth in (500, 1_900):
        document = folder.body("<ab>" * depth + "x" + "</ab>" * depth)
        assert document.findings == ()
        assert document.parse(saxon).string_value.strip() == "x"
        document.root()
    document = folder.body("<ab>" * 50_000 + "x" + "</ab>" * 50_000)
    assert brief(document) == [("error", "XML-DEPTH", "a.xml", 2, 4 * 1_999 + 1)]


def test_the_depth_can_be_limited_further() -> None:
    def nested(depth: int) -> bytes:
        return b"<a>" * (depth - 1) + b"<a/>" + b"</a>" * (depth - 1)

    assert check(nested(12), 12) is None
    found = check(nested(13), 12)
    assert found is not None
    assert (found.code, found.column) == ("XML-DEPTH", 3 * 12 + 1)


def test_a_document_that_hides_its_depth_is_stopped_by_the_engine(
    folder: Folder, saxon: Processor
) -> None:
    document = folder.body("<ab><!-- </ab></ab> -->" * 50_000 + "</ab>" * 50_000)
    if document.usable:
        with pytest.raises(SourceError, match="depth"):
            document.parse(saxon)
    else:
        assert [finding.code for finding in document.findings] == ["XML-DEPTH"]


def test_many_empty_elements_are_not_taken_for_depth(folder: Folder) -> None:
    document = folder.body("<p>" + "<lb/>" * 30_000 + "</p>" + "<p>a</p>" * 3_000)
    assert document.findings == ()


def test_a_long_document_is_located_to_its_last_line(folder: Folder) -> None:
    document = folder.body("<p>some words to fill the line with and more</p>\n" * 80_000)
    assert document.findings == ()
    assert document.locate("/TEI[1]/p[80000]") == ("a.xml", 80_001, 1)


def test_the_names_of_attributes_are_known_by_tag(folder: Folder) -> None:
    document = folder.body('<p n="1"/><p xml:id="a" n="2"/><q/><x xmlns="urn:x" y="1"/>')
    assert dict(document.attributes()) == {tei("p"): frozenset({"n", XML_ID})}
