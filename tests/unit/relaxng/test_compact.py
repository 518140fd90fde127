"""The compact syntax says the same as the XML syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.errors import SchemaError
from editio.relaxng import Schema, load_schema

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = """
# the schema of the letters
default namespace = "urn:letters"
namespace a = "urn:notes"
[ a:author [ "somebody" ] ]
start = letter
a:note [ a:level = "1" "a note \\x{26} more" ~ "\\x{a}" ]
letter = element letter { attribute xml:id { xsd:ID }?, head, body }
head =
  element head {
    sender,
    element date { attribute when { xsd:date }, text },
    element place { text }? >> a:see [ "elsewhere" ]
  }
## says who
## wrote the letter
sender = element sender {
  attribute ref { xsd:anyURI },
  attribute role { "author" | ## who wrote it down
    'scribe' }?,
  text
}
div {
  body = element body { para+ }
  para = element para {
    (text | element person { text } | element pages { xsd:positiveInteger })*
  }
}
"""


def compact(source: str) -> Schema:
    """Load a schema in the compact syntax."""
    return load_schema(source.encode(), "file:///schema.rnc")


def test_the_letters_are_the_same(letters: Schema) -> None:
    ours = compact(LETTERS)
    valid = """<letter xmlns="urn:letters" xml:id="a"><head>
      <sender ref="#a" role="scribe">A</sender>
      <date when="1828-09-09"/><place/></head><body><para>Dear <person>Bo</person></para></body>
      </letter>"""
    for document in (
        valid,
        valid.replace("1828-09-09", "then"),
        valid.replace("scribe", "clerk"),
        valid.replace("para>", "par>"),
        valid.replace("urn:letters", "urn:other"),
        valid.replace("<para>", "<pages>1</pages><para>"),
    ):
        assert ours.is_valid(document.encode()) is letters.is_valid(document.encode())
        theirs = [(f.code, f.line, f.message) for f in letters.validate(document.encode())]
        assert [(f.code, f.line, f.message) for f in ours.validate(document.encode())] == theirs
    assert "says who wrote the letter" in ours.vocabulary.documentation("urn:letters\fsender")


@pytest.mark.parametrize(
    ("schema", "valid", "invalid"),
    [
        ("element a { empty }", "<a/>", "<b/>"),
        ("element a | b { text & element c { empty } }", "<b>x<c/></b>", "<a/>"),
        ('element a { xsd:token { pattern = "[a-" ~ "c]+" maxLength="2" } }',
         "<a>ab</a>", "<a>abc</a>"),
        ('element a { xsd:NCName - ("x" | "y") }', "<a>z</a>", "<a>x</a>"),
        ('element a { list { (xsd:int, "/")+ } }', "<a>1 / 2 /</a>", "<a>1 2</a>"),
        ('element a { string "x " | token "y" }', "<a> y </a>", "<a>x</a>"),
        ("element * - a { attribute * - b { text }* }", "<x c='1'/>", "<x b='1'/>"),
        ('namespace p = "urn:p" element p:a { element p:* - p:b { empty } }',
         "<a xmlns='urn:p'><c/></a>", "<a xmlns='urn:p'><b/></a>"),
        ('default namespace p = "urn:p" element a { attribute b { text }, attribute p:c { text } }',
         "<p:a xmlns:p='urn:p' b='' p:c=''/>", "<p:a xmlns:p='urn:p' p:b='' p:c=''/>"),
        ("grammar { start = \\start \\start = element text { parent? } parent |= notAllowed"
         " parent |= element b { empty } }", "<text><b/></text>", "<text>x</text>"),
        ('mixed = element a { mixed { element b { empty } } } start = mixed',
         "<a>x<b/>y</a>", "<a>x</a>"),
        ('start = element a { x } x = empty\nx &= element b { empty }?',
         "<a><b/></a>", "<a><c/></a>"),
        ("element a { \"'''\" | '''it's \"so\"''' }", "<a>'''</a>", "<a>'</a>"),
    ],
)  # fmt: skip
def test_patterns(schema: str, valid: str, invalid: str) -> None:
    schema = schema.replace("parent?", "\\parent?").replace("parent |=", "\\parent |=")
    schema = schema.replace("mixed = element", "\\mixed = element").replace(
        "start = mixed", "start = \\mixed"
    )
    loaded = compact(schema)
    assert loaded.is_valid(valid.encode())
    assert not loaded.is_valid(invalid.encode())


def test_includes(tmp_path: Path) -> None:
    (tmp_path / "part.rnc").write_text(
        "start = item item = element item { empty }", encoding="utf-8"
    )
    (tmp_path / "one.rnc").write_text("element one { text }", encoding="utf-8")
    main = tmp_path / "main.rnc"
    main.write_text(
        'default namespace = "urn:x"\n'
        'include "part.rnc" { start = element all { item+, external "one.rnc" } }',
        encoding="utf-8",
    )
    schema = load_schema(main, cache_dir=tmp_path / "cache")
    for loaded in (schema, load_schema(main, cache_dir=tmp_path / "cache")):
        assert loaded.is_valid(b"<all xmlns='urn:x'><item/><item/><one/></all>")
        assert not loaded.is_valid(b"<all xmlns='urn:x'><one/></all>")


@pytest.mark.parametrize(
    ("schema", "line", "column", "message"),
    [
        ("element a { ", 1, 13, "the end of the schema stands where a pattern"),
        ("element a { text,\n  text | empty }", 2, 8, "need parentheses between them"),
        ("element a:b { text }", 1, 9, "The prefix “a” is not declared"),
        ("start = element a { x }", 1, 21, "“x” is not defined"),
        ("element a { my:type }", 1, 13, "The prefix “my” of a datatype is not declared"),
        ("start = %", 1, 9, "“%” is not part of the compact syntax"),
        ("start = text text", 1, 14, "cannot stand here in a grammar"),
        ("element a { text } [", 1, 20, "stands where “end” was expected"),
    ],
)
def test_mistakes(schema: str, line: int, column: int, message: str) -> None:
    with pytest.raises(SchemaError) as caught:
        compact(schema)
    assert message in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)
