"""A schema that is wrong is refused with file and line; no rule is passed over in silence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editio.errors import SchemaError
from editio.schematron import compiling, load_schema
from editio.schematron.reading import read_sources

if TYPE_CHECKING:
    from unit.schematron.conftest import Bench

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
RULE = '<rule context="a"><assert test="b">x</assert></rule>'


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("<pattern>\n<rule><assert test='1'/></rule></pattern>", 3, "the rule has no context"),
        ("<pattern><rule context='a'>\n<assert/></rule></pattern>", 3, "the assert has no test"),
        ("<pattern><rule context='a['>\n</rule></pattern>", 2, "Unexpected token"),
        ("<pattern><rule context='a'>\n<let name='v' value='('/></rule></pattern>", 3, "Unexp"),
        ("<pattern><rule context='a'><assert\ntest='t:b'/></rule></pattern>", 2, "'t'"),
        (
            "<pattern><rule context='a'><assert test='b'>x\n\n<value-of select='f()'/></assert>"
            "</rule></pattern>",
            4,
            "f",
        ),
        ("<pattern>\n<rule context='a'><extends rule='x'/></rule></pattern>", 3, "abstract rule x"),
        ("\n<pattern is-a='x'/>", 3, "no abstract pattern x"),
        ("\n<include href='gone.sch'/>", 3, "there is no file"),
        ("\n<include href='http://example.org/x.sch'/>", 3, "not a file"),
        ("\n<include href='schema.sch'/>", 3, "includes itself"),
        (
            "<pattern><rule context='a'>\n<report diagnostics='d' test='1'/></rule></pattern>",
            3,
            "d",
        ),
        ("\n<phase id='p'><active pattern='x'/></phase>", 3, "no pattern x"),
        ("<pattern>\n<rule context='a'><p></rule></pattern>", 3, "not well-formed"),
        ("\n<ns prefix='1' uri='x'/>", 3, "ns has no prefix"),
        ("\n<let name='a b' value='1'/>", 3, "none: a b"),
        ("<pattern><rule context='a'>\n<rule context='a'/></rule></pattern>", 3, "in a pattern"),
        (
            "<pattern><rule context='a'><report test='1'>\n<value-of/></report></rule></pattern>",
            3,
            "no select",
        ),
        ("\n<x:pattern/>", 3, "prefix x"),
        ("<pattern>\n<rule context='a'>&nbsp;</rule></pattern>", 3, "undefined entity"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    bench: Bench, content: str, line: int, words: str
) -> None:
    phase = "p" if "phase" in content else None
    with pytest.raises(SchemaError, match=words.replace("(", r"\(")) as caught:
        bench.schema(content, phase)
    assert caught.value.file == str(bench.folder / "schema.sch")
    assert caught.value.line == line, caught.value
    assert caught.value.hint


def test_the_mistake_in_an_included_file_is_there(bench: Bench) -> None:
    path = bench.write("p.sch", f"<pattern {SCH}>\n\n{RULE.replace('b', 'b(')}</pattern>")
    with pytest.raises(SchemaError) as caught:
        bench.schema('<include href="p.sch"/>')
    assert (caught.value.file, caught.value.line) == (str(path), 3)


def test_the_mistake_in_a_stylesheet_of_the_schema_is_there(bench: Bench) -> None:
    path = bench.write(
        "f.xsl",
        """<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
        <xsl:key name="k" match="a" use="("/></xsl:stylesheet>""",
    )
    with pytest.raises(SchemaError) as caught:
        bench.schema('<xsl:include xmlns:xsl="http://www.w3.org/1999/XSL/Transform" href="f.xsl"/>')
    assert (caught.value.file, caught.value.line) == (str(path), 2)


def test_other_query_languages_and_old_schematron_are_refused(bench: Bench) -> None:
    with pytest.raises(SchemaError, match="xquery"):
        bench.schema("", head=f'<schema {SCH} queryBinding="xquery"')
    with pytest.raises(SchemaError, match=r"1\.5"):
        bench.schema("", head='<schema xmlns="http://www.ascc.net/xml/schematron"')


def test_an_unknown_phase_names_those_there_are(bench: Bench) -> None:
    with pytest.raises(SchemaError, match="no phase x; there are: one, two"):
        bench.schema('<phase id="one"/><phase id="two"/>', "x")


def test_an_external_entity_is_not_read(bench: Bench) -> None:
    secret = bench.write("secret.txt", "true()").as_uri()
    declared = f'<!DOCTYPE schema [<!ENTITY e SYSTEM "{secret}">]>'
    path = bench.write("e.sch", f"{declared}<schema {SCH}>&e;</schema>")
    with pytest.raises(SchemaError, match="external entity"):
        load_schema(path)


@pytest.mark.parametrize(
    "content",
    [
        f"<title>{RULE}</title>",
        f"<pattern><group>{RULE}</group></pattern>",
        f"<pattern>{RULE.replace('<assert', '<p><assert').replace('</assert>', '</assert></p>')}"
        "</pattern>",
        "<pattern><assert test='1'>x</assert></pattern>",
    ],
)
def test_a_rule_that_would_never_be_checked_is_an_error(bench: Bench, content: str) -> None:
    with pytest.raises(SchemaError, match=r"never be checked|not in a") as caught:
        bench.schema(content)
    assert caught.value.line == 2


def test_rules_that_the_compiler_loses_are_missed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if a step dropped a rule: what it left in the stylesheet is one too few."""
    schema = f"<schema {SCH}><pattern>{RULE}</pattern></schema>"
    sources = read_sources(bench.write("s.sch", schema))
    text = compiling.to_stylesheet(sources, "#ALL")
    contents = compiling._contents
    for lost in (' s:kind="rule"', ' s:kind="assert"'):
        monkeypatch.setattr(
            compiling, "_contents", lambda made, lost=lost: contents(made.replace(lost, "", 1))
        )
        assert lost in text
        with pytest.raises(SchemaError, match="of 1 rules and 1 assertions"):
            compiling.to_stylesheet(sources, "#ALL")


def test_rules_that_no_reason_leaves_out_are_missed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if a step dropped a whole pattern: nothing says why its rules are not there."""
    schema = f"""<schema {SCH}><phase id="one"><active pattern="p"/></phase>
    <pattern id="p">{RULE}</pattern>
    <pattern id="q">{RULE}</pattern></schema>"""
    sources = read_sources(bench.write("s.sch", schema))
    contents = compiling._contents
    assert "<s:left-out" in compiling.to_stylesheet(sources, "one")
    monkeypatch.setattr(
        compiling, "_contents", lambda made: contents(made.replace("s:left-out", "s:other"))
    )
    with pytest.raises(SchemaError, match="2 of 4 rules and assertions would never") as caught:
        compiling.to_stylesheet(sources, "one")
    assert caught.value.line == 3


def test_a_schema_in_another_encoding(bench: Bench) -> None:
    path = bench.folder / "w.sch"
    text = f"""<?xml version="1.0" encoding="windows-1252"?><schema {SCH}><pattern>
    <rule context="a"><report test="true()">“é”</report></rule></pattern></schema>"""
    path.write_bytes(text.encode("windows-1252"))
    [finding] = load_schema(path).validate(bench.write("d.xml", "<a/>"))
    assert finding.message == "“é”"


def test_a_missing_schema_is_an_error() -> None:
    with pytest.raises(SchemaError, match="cannot be read"):
        load_schema(Path("/nowhere/x.sch"))
