"""Abstract patterns and rules, includes, phases, variables: what becomes of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.schematron import load_schema

if TYPE_CHECKING:
    from unit.schematron.conftest import Bench

SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'


def test_a_pattern_is_made_of_an_abstract_one(bench: Bench) -> None:
    found = bench.messages(
        """<pattern abstract="true" id="in"><param name="what" value="'said'"/>
        <rule context="$item"><assert test="parent::$item-list">
        <name/> <value-of select="$what"/> not in $item-list</assert></rule></pattern>
        <pattern is-a="in"><param name="item" value="b"/>
        <param name="item-list" value="bs"/></pattern>
        <pattern is-a="in"><param name="item" value="c"/>
        <param name="what" value="1"/></pattern>""",
        "<a><bs><b/></bs><b/><c-list><c/></c-list></a>",
    )
    assert found == ["b said not in $item-list"]


def test_abstract_rules_are_extended_at_every_level(bench: Bench) -> None:
    bench.write("more.sch", f'<rule {SCH}><report test="@z">z</report></rule>')
    found = bench.messages(
        """<pattern>
        <rule abstract="true" id="one"><let name="v" value="'one'"/>
        <report test="@x">x</report></rule>
        <rule abstract="true" id="two"><extends rule="one"/><report test="@y">y <value-of
        select="$v"/></report></rule>
        <rule context="b"><extends rule="two"/><extends href="more.sch"/></rule>
        </pattern>""",
        "<a><b x='' y='' z=''/><b z=''/></a>",
    )
    assert sorted(found) == ["x", "y one", "z", "z"]


def test_includes_of_files_and_of_parts(bench: Bench) -> None:
    bench.write(
        "lib.sch",
        f"""<schema {SCH}><pattern id="p"><rule context="b"><report test="1">p</report></rule>
        </pattern><pattern id="q"><rule context="b"><report test="1">q</report></rule></pattern>
        </schema>""",
    )
    assert bench.messages('<include href="lib.sch#q"/>', "<b/>") == ["q"]


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (None, ["one 2"]),
        ("#DEFAULT", ["one 2"]),
        ("two", ["two 3"]),
        ("#ALL", ["one 1", "two 1"]),
    ],
)
def test_phases(bench: Bench, phase: str | None, expected: list[str]) -> None:
    schema = bench.schema(PHASES, phase, f'<schema {SCH} queryBinding="xslt2" defaultPhase="one"')
    found = [f.message for f in schema.validate(bench.write("d.xml", "<a/>"))]
    assert sorted(found) == expected


PHASES = """<let name="n" value="1"/>
<phase id="one" when="/b"><let name="n" value="2"/><active pattern="p1"/></phase>
<phase id="two" when="/*/@two"><let name="n" value="3"/><active pattern="p2"/></phase>
<pattern id="p1"><rule context="*"><report test="true()">one <value-of select="$n"/></report>
</rule></pattern>
<pattern id="p2"><rule context="*"><report test="true()">two <value-of select="$n"/></report>
</rule></pattern>"""


@pytest.mark.parametrize(
    ("document", "expected"),
    [("<b/>", ["one 2"]), ("<b two=''/>", ["one 2"]), ("<a two=''/>", ["two 3"])],
)
def test_the_phase_of_a_document_is_the_first_whose_condition_holds(
    bench: Bench, document: str, expected: list[str]
) -> None:
    assert bench.messages(PHASES, document, "#ANY") == expected


def test_where_no_condition_holds_the_default_is_active(bench: Bench) -> None:
    assert sorted(bench.messages(PHASES, "<a/>", "#ANY")) == ["one 1", "two 1"]


def test_variables_of_patterns_are_apart(bench: Bench) -> None:
    found = bench.messages(
        """<let name="v" value="'schema'"/>
        <pattern><let name="v" value="'one'"/><let name="w" value="'w'"/>
        <rule context="*[$v = 'one']">
        <report test="true()" diagnostics="d"><value-of select="concat($v, ' $v')"/></report></rule>
        </pattern>
        <pattern><let name="v" value="'two'"/><rule context="*">
        <let name="v" value="concat($v, '!')"/>
        <report test="true()"><value-of select="$v"/></report></rule></pattern>
        <pattern><rule context="*"><report test="true()"><value-of select="$v, $w"/></report></rule>
        </pattern>
        <diagnostics><diagnostic id="d"><value-of select="$v"/></diagnostic></diagnostics>""",
        "<a/>",
    )
    assert found == ["one $v", "two!", "schema w"]


@pytest.mark.parametrize("prefix", ["s", "xs", "svrl", "m", "sch"])
def test_every_prefix_is_free_for_the_schema(bench: Bench, prefix: str) -> None:
    found = bench.messages(
        f"""<ns prefix="{prefix}" uri="urn:x"/><pattern><let name="{prefix}:v" value="'v'"/>
        <rule context="{prefix}:a"><report test="@{prefix}:n">{{}} <value-of
        select="${prefix}:v"/></report></rule></pattern>""",
        "<a xmlns='urn:x' xmlns:p='urn:x' p:n=''/>",
    )
    assert found == ["{} v"]


GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  xmlns:s="http://purl.oclc.org/dsdl/schematron"><s:ns prefix="x" uri="urn:x"/>
<start><element name="a"><s:pattern>
<s:rule context="x:a"><s:report test="1">deep</s:report></s:rule>
</s:pattern><empty/></element></start>
<define name="q"><optional><attribute name="q"><s:rule context="x:a/@q">
<s:assert test=". = '1'">q is <s:value-of select="."/></s:assert></s:rule></attribute></optional>
</define><include href="more.rng"/></grammar>"""


def test_rules_in_a_grammar_at_every_level(bench: Bench) -> None:
    bench.write(
        "more.rng",
        f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0"><pattern {SCH}>
        <rule context="x:a"><report test="1">more</report></rule></pattern></grammar>""",
    )
    schema = load_schema(bench.write("g.rng", GRAMMAR))
    found = schema.validate(bench.write("d.xml", "<a xmlns='urn:x' q='2'/>"))
    assert [(f.message, f.column) for f in found] == [("deep", 1), ("more", 1), ("q is 2", 18)]


ODD = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" xmlns:s="http://purl.oclc.org/dsdl/schematron"
  xmlns:t="http://www.tei-c.org/ns/1.0">
<elementSpec ident="p"><constraintSpec ident="c" scheme="schematron"><constraint>
<s:assert test="@n">p without n</s:assert></constraint></constraintSpec>
<constraintSpec ident="gone" mode="delete"><constraint><s:rule context="t:p"><s:report test="1">gone
</s:report></s:rule></constraint></constraintSpec>
<attList><attDef ident="n"><constraintSpec ident="d"><constraint><s:report test=". = '0'">n is 0
</s:report></constraint></constraintSpec></attDef></attList></elementSpec>
<classSpec ident="att.x"><constraintSpec ident="e"><constraint><s:rule context="t:q">
<s:report test="true()">q</s:report></s:rule></constraint></constraintSpec>
<exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples"><s:rule context="t:q">
<s:report test="true()">example</s:report></s:rule></egXML></exemplum></classSpec></schemaSpec>"""


def test_constraints_of_an_odd(bench: Bench) -> None:
    schema = load_schema(bench.write("c.odd", ODD))
    text = "<text xmlns='http://www.tei-c.org/ns/1.0'>\n<p/><p n='0'/><q/></text>"
    found = schema.validate(bench.write("d.xml", text))
    assert [(f.message, f.line, f.column) for f in found] == [
        ("p without n", 2, 1),
        ("n is 0", 2, 8),
        ("q", 2, 15),
    ]
