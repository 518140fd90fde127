"""Hygiene: damaged characters and wrong language tags are found where they are, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder
from editio.validate.checks import hygiene
from editio.validate.options import Options

if TYPE_CHECKING:
    from editio.findings import Finding


def found(documents: Folder, content: str) -> list[Finding]:
    return list(hygiene.run(documents.body(content), Options()))


@pytest.mark.parametrize(
    ("content", "code", "column", "words"),
    [
        ("<p>\x93a</p>", "XML-CONTROL", 4, "“"),
        ("<p>&#147;a&#x94;</p>", "XML-CONTROL", 4, "1 other place"),
        ("<p>a\x81</p>", "XML-CONTROL", 5, "remove"),
        ("<p>a\ufeffb</p>", "XML-CONTROL", 5, "U+FEFF"),
        ("<p>a\x7fb</p>", "XML-CONTROL", 5, "U+007F"),
        ("<p>a \u202eb</p>", "XML-CONTROL", 6, "U+202E"),
        ("<!-- \x80 -->", "XML-CONTROL", 6, "€"),
        ("<p>caf\ufffd \ufffd \ufffd</p>", "XML-REPLACEMENT", 7, "2 other places"),
        ("<p>cafe\u0301</p>", "XML-UNNORMALISED", 7, "é (U+00E9)"),
        # Marks without end: to try every length of them would take for ever.
        ("<p>a" + "\u0304\u0323" * 8000 + "</p>", "XML-UNNORMALISED", 4, "U+1EA1"),
        ("<p>äe\u0301</p>", "XML-UNNORMALISED", 5, "é (U+00E9)"),
        ("<p n='A\u030a'/>", "XML-UNNORMALISED", 7, "Å"),
        ("<p>\u1f73</p>", "XML-UNNORMALISED", 4, "U+1F73 is"),
        ("<p>a\u0323\u0307 a\u0307\u0323</p>", "XML-UNNORMALISED", 4, "ạ"),
        ("<p>\u095d</p>", "XML-UNNORMALISED", 4, "write \u0922\u093c (U+0922 U+093C)"),
        ("<p>\u0f56\u0f39\u0f7b</p>", "XML-UNNORMALISED", 4, "(U+0F56 U+0F7B U+0F39)"),
        ("<p>\u1112\u1161\u11ab</p>", "XML-UNNORMALISED", 4, "write \ud55c (U+D55C)"),
        ('<p xml:lang="ger"/>', "XML-LANG", 14, "de"),
        ('<p xml:lang="san-Latn"/>', "XML-LANG", 14, "shortest code, sa for san write sa-Latn"),
        ("<p xml:lang='eng'/><p xml:lang='eng'/>", "XML-LANG", 14, "1 other place"),
        ('<p\nn="1" xml:lang="en_US"/>', "XML-LANG", 17, "en-US"),
        ('<language ident="deu"/>', "XML-LANG", 18, "de"),
        ('<language usage="1" ident="lat">x</language>', "XML-LANG", 28, "la"),
    ],
)
def test_each_is_found_at_its_place(
    documents: Folder, content: str, code: str, column: int, words: str
) -> None:
    (item,) = found(documents, content)
    assert (item.code, item.line, item.column) == (code, 3 if "\n" in content else 2, column)
    assert words in f"{item.message} {item.hint}"
    assert item.severity.value == "warning"


@pytest.mark.parametrize(
    "content",
    [
        "<p>plain</p>",
        "<p>café “quoted” — ſ ꝑ \u00ad \u200d</p>",
        "<p>\u202bשלום\u202c \u2067abc\u2069</p>",
        "<p>ש\u05c1\u05bc</p>",
        "<p>ܐ\u073c\u0711</p>",
        "<p>x\u0304 m\u0303</p>",
        "<p>&#133; &#x85;</p>",
        '<p xml:lang="grc-Latn"/><p xml:lang=""/><p xml:lang="x-own"/>',
        '<!-- <p xml:lang="ger"/> --><![CDATA[<p xml:lang="eng">]]>',
        '<p lang="ger" n="xml:lang"/>',
        '<idno ident="deu"/>',
    ],
)
def test_what_is_right_is_left_alone(documents: Folder, content: str) -> None:
    assert found(documents, content) == []


def test_an_outdated_code_is_a_remark(documents: Folder) -> None:
    (item,) = found(documents, '<p xml:lang="iw"/>')
    assert (item.code, item.severity.value) == ("XML-LANG", "info")


def test_the_beginning_may_have_its_mark(documents: Folder) -> None:
    document = documents.open(f"\ufeff{TEI}<p>ä</p></TEI>")
    assert list(hygiene.run(document, Options())) == []


def test_several_kinds_are_several_findings(documents: Folder) -> None:
    text = "<p xml:lang='ger' n='\x93'>\ufffde\u0301</p><p xml:lang='eng'/>"
    assert sorted(item.code for item in found(documents, text)) == [
        "XML-CONTROL",
        "XML-LANG",
        "XML-LANG",
        "XML-REPLACEMENT",
        "XML-UNNORMALISED",
    ]
