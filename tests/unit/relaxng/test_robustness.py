"""Monstrous documents and schemas: a clear finding or a verdict, no crash and no endless wait."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from editio.errors import SchemaError
from editio.relaxng import load_schema
from editio.relaxng.accept import accepts

if TYPE_CHECKING:
    from pathlib import Path

    from editio.relaxng import Schema

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
NEST = f"""
<grammar {RNG}>
  <start><ref name="box"/></start>
  <define name="box">
    <element name="box">
      <zeroOrMore><attribute><anyName><except><name>bad</name></except></anyName></attribute></zeroOrMore>
      <zeroOrMore><choice><ref name="box"/><text/></choice></zeroOrMore>
    </element>
  </define>
</grammar>
"""


@pytest.fixture(scope="module")
def nest() -> Schema:
    return load_schema(NEST.encode())


def all_verdicts(schema: Schema, document: bytes) -> set[bool]:
    """Return the verdicts of every way through the validator."""
    return {
        schema.is_valid(document),
        accepts(schema.automaton, document),
        not schema.diagnose(document),
    }


def test_fifty_thousand_levels(nest: Schema) -> None:
    depth = 50_000
    assert all_verdicts(nest, b"<box>" * depth + b"</box>" * depth) == {True}
    wrong = b"<box>" * depth + b"<lid/>" + b"</box>" * depth
    assert [one.code for one in nest.validate(wrong)] == ["RNG-UNKNOWN"]


def test_very_many_attributes(nest: Schema) -> None:
    many = " ".join(f'a{number}="{number}"' for number in range(11_000))
    assert all_verdicts(nest, f"<box {many}/>".encode()) == {True}
    boxes = b'<box a="1" b="2" c="3" d="4" e="5"/>' * 20_000
    assert all_verdicts(nest, b"<box>" + boxes + b"</box>") == {True}
    strict = load_schema(f'<element name="box" {RNG}><empty/></element>'.encode())
    found = list(strict.validate(f"<box {many}/>".encode()))
    assert len(found) == 10_000, "findings are limited"
    assert found[-1].column > 80_000


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "'
        + "x" * 1000
        + '">'
        + "".join(
            f'<!ENTITY {n} "{f"&{p};" * 50}">' for p, n in zip("abcde", "bcdef", strict=True)
        ),
        '<!ENTITY f "&f;">',
        '<!ENTITY f SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://example.invalid/x.dtd"> %p;',
    ],
    ids=["bomb", "loop", "file", "network"],
)
def test_entities_that_attack(nest: Schema, subset: str) -> None:
    document = f"<!DOCTYPE box [{subset}]><box>&f;</box>".encode()
    verdicts = all_verdicts(nest, document)
    assert len(verdicts) == 1
    if verdicts == {False}:
        assert {one.code for one in nest.validate(document)} <= {"XML-SYNTAX", "XML-ENTITY"}


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    schema, document = tmp_path / "nest.rng", tmp_path / "long.xml"
    schema.write_text(NEST, encoding="utf-8")
    with document.open("w", encoding="utf-8") as stream:
        stream.write("<box>")
        for number in range(150_000):
            stream.write(f'<box n="{number}">The text of box {number}</box>\n')
        for number in range(60_000):
            stream.write(f'<box xmlns:n{number}="urn:{number}" n{number}:a="{number}"/>\n')
        stream.write("</box>")
    assert document.stat().st_size > 9_000_000
    code = (
        "import re, sys, pathlib; from editio.relaxng import load_schema\n"
        "schema = load_schema(sys.argv[1]); assert schema.is_valid(sys.argv[2])\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', status)[1])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(schema), str(document)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(run.stdout) < 80_000, "kilobytes"


@pytest.mark.parametrize(
    "long", ["<!--{}-->", "{}", "<![CDATA[{}]]>", '<box n="{}"/>', "<?pi {}?>"]
)
def test_very_long_parts(nest: Schema, long: str) -> None:
    assert all_verdicts(nest, f"<box>{long.format('x' * 3_000_000)}</box>".encode()) == {True}


@pytest.mark.parametrize(
    "document", [b"", b" ", b"text", b"<box", b"<box></lid>", b"\0\0", b"<x:box/>"]
)
def test_what_is_no_document(nest: Schema, document: bytes) -> None:
    assert all_verdicts(nest, document) == {False}
    (finding,) = nest.validate(document)
    assert finding.code == "XML-SYNTAX"
    assert finding.line >= 1


SCHEMAS = {
    "nothing": ("", "not well-formed"),
    "no schema": ("<html><body/></html>", "its root is <html>"),
    "another schema language": (
        '<schema xmlns="http://www.w3.org/2001/XMLSchema"/>',
        "its root is <schema>",
    ),
    "an empty grammar": (f"<grammar {RNG}/>", "has no <start>"),
    "a circle of definitions": (
        f"<grammar {RNG}><start><ref name='a'/></start><define name='a'><ref name='b'/></define>"
        "<define name='b'><optional><ref name='a'/></optional></define></grammar>",
        "refers to itself",
    ),
    "an unknown definition": (
        f"<grammar {RNG}><start><ref name='a'/></start></grammar>",
        "“a” is not defined",
    ),
    "a nest without bottom": (
        f"<element {RNG} name='a'>{'<group>' * 5000}<empty/>{'</group>' * 5000}</element>",
        "nested more than",
    ),
    "a long chain of definitions": (
        f"<grammar {RNG}><start><ref name='d0'/></start>"
        + "".join(
            f"<define name='d{n}'><optional><ref name='d{n + 1}'/></optional></define>"
            for n in range(3000)
        )
        + "<define name='d3000'><text/></define></grammar>",
        "nested too deeply",
    ),
    "an unknown datatype": (
        f"<element {RNG} name='a' datatypeLibrary='urn:x'><data type='b'/></element>",
        "the datatype library “urn:x” is not known",
    ),
    "a wrong expression": (
        f"<element {RNG} name='a' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>"
        "<data type='token'><param name='pattern'>(a</param></data></element>",
        "the expression ends too early",
    ),
}


@pytest.mark.parametrize("case", SCHEMAS)
def test_what_is_no_schema(case: str) -> None:
    source, message = SCHEMAS[case]
    with pytest.raises(SchemaError) as caught:
        load_schema(source.encode())
    assert message in caught.value.message


def test_a_schema_that_includes_itself(tmp_path: Path) -> None:
    first, second = tmp_path / "first.rng", tmp_path / "second.rng"
    first.write_text(f"<grammar {RNG}><include href='second.rng'/></grammar>", encoding="utf-8")
    second.write_text(f"<grammar {RNG}><include href='first.rng'/></grammar>", encoding="utf-8")
    with pytest.raises(SchemaError, match="includes itself") as caught:
        load_schema(first)
    assert caught.value.file.endswith("second.rng")
    assert caught.value.line == 1


def test_a_schema_that_allows_nothing() -> None:
    schema = load_schema(f"<notAllowed {RNG}/>".encode())
    assert all_verdicts(schema, b"<a/>") == {False}
    (finding,) = schema.validate(b"<a/>")
    assert (finding.code, finding.line, finding.column) == ("RNG-UNKNOWN", 1, 1)


def test_long_contents_do_not_exhaust_the_stack() -> None:
    parts = "".join(
        f"<optional><element name='e{n}'><empty/></element></optional>" for n in range(3000)
    )
    attributes = "".join(f"<optional><attribute name='a{n}'/></optional>" for n in range(3000))
    schema = load_schema(f"<element {RNG} name='a'>{attributes}{parts}</element>".encode())
    assert all_verdicts(schema, b"<a a2999='' a0=''><e0/><e1500/><e2999/></a>") == {True}
    assert all_verdicts(schema, b"<a><e1/><e0/></a>") == {False}


def test_a_costly_expression_stays_linear() -> None:
    schema = load_schema(
        f"<element {RNG} name='a' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>"
        "<data type='string'><param name='pattern'>(a+)+b</param></data></element>".encode()
    )
    assert all_verdicts(schema, b"<a>" + b"a" * 20_000 + b"</a>") == {False}
    assert all_verdicts(schema, b"<a>" + b"a" * 20_000 + b"b</a>") == {True}


NAMESPACES = [
    ("<box xmlns:p='urn:p'><p:box/></box>", False),
    ("<p:box xmlns:p=''/>", False),
    ("<box p:a=''/>", False),
    ("<box xmlns:p='urn:p' p:a=''/>", True),
    ("<box xmlns:p='urn:p' xmlns:q='urn:p' p:a='' q:a=''/>", False),
    ("<box xmlns:p='urn:p'><box xmlns:p='urn:q' p:a=''/><box p:a=''/></box>", True),
    ("<box xmlns:p='urn:p' p:a:b=''/>", False),
    ("<box xmlns:xml='urn:p'/>", False),
    ("<box xmlns:xmlns='urn:p'/>", False),
    ("<box xmlns='urn:p'/>", False),
    ("<box xmlns:p='urn:p'><box xmlns='urn:p'/></box>", False),
    ("<p:box xmlns:p='urn:p'/>", False),
    ("<box :a=''/>", False),
    ("<box><:box/></box>", False),
    ("<box><?a:b c?></box>", False),
    ("<box><?a b:c?></box>", True),
    ("<box xml:id='a' a=' xml:id=\"b\"'/>", True),
    ("<box a='&#10;&amp;' b='>'>]] &gt; ></box>", True),
    ("<box><![CDATA[</box>]]></box>", True),
    ("<box><!-- </box> --><?x </box>?></box>", True),
    ("\ufeff<box/>", True),
    ("<?xml version='1.0' encoding='iso-8859-1'?><box/>", True),
    ("<!DOCTYPE box [<!ATTLIST box bad CDATA ''>]><box/>", False),
    ("<!DOCTYPE box [<!ENTITY b '<box/>'>]><box>&b;</box>", True),
]


@pytest.mark.parametrize(("document", "valid"), NAMESPACES)
def test_every_way_through_gives_the_same_verdict(nest: Schema, document: str, valid: bool) -> None:
    assert all_verdicts(nest, document.encode()) == {valid}
    # the second time what was remembered speaks
    assert nest.is_valid(document.encode()) is valid


def test_encodings(nest: Schema) -> None:
    for encoding in ("shift_jis", "gb18030", "koi8-r", "utf-16", "cp1252"):
        declared = f"<?xml version='1.0' encoding='{encoding}'?><box a='x'>"
        assert nest.is_valid((declared + "</box>").encode(encoding))
        wrong = (declared + "\n<lid/></box>").encode(encoding)
        assert not nest.is_valid(wrong)
        assert [(f.code, f.line) for f in nest.validate(wrong)] == [("RNG-UNKNOWN", 2)]
    for encoding in ("klingon", "hex", "rot13", ""):
        unknown = f"<?xml version='1.0' encoding='{encoding}'?><box/>".encode()
        assert not nest.is_valid(unknown)
        assert {f.code for f in nest.validate(unknown)} <= {"XML-ENCODING", "XML-SYNTAX"}
