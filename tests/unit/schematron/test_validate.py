"""What rules find in documents, and where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from editio.errors import SchemaError
from editio.findings import Severity
from editio.schematron import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unit.schematron.conftest import Bench

ROOT = Path(__file__).resolve().parents[3]


def test_one_rule_fires_per_node_and_pattern(bench: Bench) -> None:
    found = bench.messages(
        """<pattern><rule context="b[@x]"><report test="true()">first</report></rule>
        <rule context="a | b"><report test="true()">second <name/></report></rule></pattern>
        <pattern><rule context="b"><report test="true()">other</report></rule></pattern>""",
        "<a><b x='1'/><b/></a>",
    )
    assert sorted(found) == ["first", "other", "other", "second a", "second b"]


def test_the_document_node_is_visited_and_no_other_node_twice(bench: Bench) -> None:
    found = bench.messages(
        """<pattern><rule context="/"><report test="true()">root</report></rule></pattern>
        <pattern><rule context="node() | @*"><report test="true()"><name/></report></rule></pattern>
        """,
        "<a x=''><b/></a>",
    )
    assert sorted(found) == ["a", "b", "root", "x"]


def test_a_finding_says_what_and_where(bench: Bench) -> None:
    schema = bench.schema(
        """<pattern><rule context="b" role="warning">
        <assert id="x" test="@n = 1" diagnostics="d">n is <value-of select="@n"/>,
          not <emph>one</emph>.</assert></rule></pattern>
        <diagnostics><diagnostic id="d">Write 1 into <name/>.</diagnostic></diagnostics>"""
    )
    [finding] = schema.validate(bench.write("d.xml", "<a>\n  <b n='1'/>é <b n='2'/></a>"))
    assert (finding.code, finding.severity) == ("SCH-ASSERT", Severity.WARNING)
    assert finding.message == "n is 2, not one. [x]"
    assert finding.hint == "Write 1 into b."
    assert (finding.line, finding.column, finding.xpath) == (2, 15, "/a[1]/b[2]")
    assert finding.file.endswith("d.xml")


PLACES = """<!DOCTYPE a [<!-- no node --><!ENTITY e "<b/>">]>
<a>&e;<!-- c -->text<b
   one='@two=""' two='2'/><?p i?>
  tail</a>"""


@pytest.mark.parametrize(
    ("context", "line", "column"),
    [
        ("b[@two]", 2, 21),
        ("@two", 3, 18),
        ("comment()", 2, 7),
        ("processing-instruction()", 3, 27),
        ("text()[. = 'text']", 2, 17),
        ("text()[contains(., 'tail')]", 3, 34),
        ("b[1]", 2, 4),
        ("a", 2, 1),
    ],
)
def test_every_kind_of_node_has_a_place(bench: Bench, context: str, line: int, column: int) -> None:
    schema = bench.schema(
        f'<pattern><rule context="{context}"><report test="true()">x</report></rule></pattern>'
    )
    [finding] = schema.validate(bench.write("d.xml", PLACES))
    assert (finding.line, finding.column) == (line, column)


def test_a_subject_is_the_place(bench: Bench) -> None:
    schema = bench.schema(
        '<pattern><rule context="a"><report test="b" subject="b/@x">x</report></rule></pattern>'
    )
    [finding] = schema.validate(bench.write("d.xml", "<a><b x='1'/></a>"))
    assert (finding.column, finding.xpath) == (7, "/a[1]/b[1]/@x")


@pytest.mark.parametrize(
    ("attributes", "severity"),
    [
        ("", "error"),
        ('role="warning"', "warning"),
        ('role="FATAL"', "error"),
        ('role="Information"', "info"),
        ('role="something"', "error"),
        ('flag="warn"', "warning"),
        ('severity="info" role="error"', "info"),
    ],
)
def test_severities(bench: Bench, attributes: str, severity: str) -> None:
    schema = bench.schema(
        f'<pattern><rule context="a"><report test="1" {attributes}>x</report></rule></pattern>'
    )
    [finding] = schema.validate(bench.write("d.xml", "<a/>"))
    assert finding.severity == severity
    assert finding.code == "SCH-REPORT"


def test_an_expression_that_fails_does_not_stop_the_others(bench: Bench) -> None:
    schema = bench.schema(
        """<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
        <pattern><rule context="b"><assert test="xs:date(@d) gt xs:date('1900-01-01')">old</assert>
        <report test="true()">reached</report></rule></pattern>"""
    )
    found = list(schema.validate(bench.write("d.xml", "<a><b d='nonsense'/></a>")))
    assert [f.code for f in found] == ["SCH-EVALUATION", "SCH-REPORT"]
    assert "line 3" in found[0].hint
    assert found[0].column == 4


def test_the_prefix_of_datatypes_needs_no_declaration(bench: Bench) -> None:
    rules = """<pattern><rule context="b"><assert test="xs:integer(@n) gt 1">one</assert>
        </rule></pattern>"""
    other = '<ns prefix="xs" uri="urn:mine"/>'
    document = bench.write("d.xml", "<a><b n='1'/><b n='2'/></a>")
    assert [f.message for f in bench.schema(rules).validate(document)] == ["one"]
    with pytest.raises(SchemaError):
        bench.schema(other + rules)


def test_a_variable_that_fails_is_a_finding(bench: Bench) -> None:
    schema = bench.schema(
        """<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
        <let name="g" value="xs:integer(/a/@n)"/>
        <pattern><rule context="a"><let name="l" value="xs:integer(@n)"/>
        <assert test="$l = 1">l</assert><assert test="$g = 1">g</assert></rule></pattern>
        <pattern><rule context="a"><report test="true()">reached</report></rule></pattern>"""
    )
    found = list(schema.validate(bench.write("d.xml", "<a n='x'/>")))
    assert {f.code for f in found} >= {"SCH-EVALUATION", "SCH-REPORT"}


def test_the_binding_xslt_compares_as_xpath_1_does(bench: Bench) -> None:
    content = (
        '<pattern><rule context="a[@n &lt; \'10\']"><report test="1">x</report></rule></pattern>'
    )
    document = bench.write("d.xml", "<a n='9'/>")
    old = bench.schema(content, head='<schema xmlns="http://purl.oclc.org/dsdl/schematron"')
    assert len(list(old.validate(document))) == 1
    assert not list(bench.schema(content).validate(document))


def test_keys_and_functions_of_xslt(bench: Bench) -> None:
    found = bench.messages(
        """<ns prefix="x" uri="urn:x"/>
        <xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="ids" match="*" use="@id"/>
        <xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="x:double">
          <xsl:param name="n"/><xsl:sequence select="2 * $n"/></xsl:function>
        <pattern><rule context="b"><assert test="key('ids', @to)">nowhere: <value-of
        select="x:double(count(../*))"/></assert></rule></pattern>""",
        "<a><b to='x'/><b to='y'/><c id='x'/></a>",
    )
    assert found == ["nowhere: 6"]


def test_documents_that_a_pattern_names(bench: Bench) -> None:
    other = bench.write("other.xml", "<o>\n <p/></o>")
    schema = bench.schema(
        """<pattern documents="//@href"><rule context="p"><report test="true()">p</report></rule>
        </pattern>"""
    )
    document = bench.write("d.xml", "<a><r href='other.xml'/><r href='gone.xml'/></a>")
    found = list(schema.validate(document))
    assert [(f.code, f.file, f.line) for f in found] == [
        ("SCH-DOCUMENT", str(document), 1),
        ("SCH-REPORT", str(other), 2),
    ]


@pytest.mark.parametrize("documents", ["'a\n b:'", "document('gone.xml')/x", "xs:date(.)"])
def test_documents_that_cannot_be_asked_for_do_not_stop_the_others(
    bench: Bench, documents: str
) -> None:
    schema = bench.schema(
        f"""<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
        <pattern documents="{documents}"><rule context="p"><report test="1"/></rule></pattern>
        <pattern><rule context="a"><report test="true()">reached</report></rule></pattern>"""
    )
    found = [f.code for f in schema.validate(bench.write("d.xml", "<a/>"))]
    assert sorted(found)[:-1] in (["SCH-DOCUMENT"], ["SCH-EVALUATION"])
    assert sorted(found)[-1] == "SCH-REPORT"


def test_a_variable_that_fails_in_a_context_is_not_silent(bench: Bench) -> None:
    schema = bench.schema(
        """<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
        <pattern><let name="day" value="xs:date(/a/@d)"/>
        <rule context="a[$day gt xs:date('1900-01-01')]">
        <report test="true()">x</report></rule></pattern>"""
    )
    found = list(schema.validate(bench.write("d.xml", "<a d='1900'/>")))
    assert [f.code for f in found] == ["SCH-EVALUATION"]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of an XML file on a web server; a process, as Saxon lets no thread run."""
    (tmp_path / "x").write_text("<a/>", encoding="utf-8")
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        port = server.stdout.readline().partition("port ")[2].split()[0]
        yield f"http://127.0.0.1:{port}/x"
        server.terminate()


def test_an_address_on_the_network_is_not_read(bench: Bench, address: str) -> None:
    with urlopen(address) as answer:
        assert answer.read() == b"<a/>"
    schema = bench.schema(
        f"""<pattern><rule context="a"><report test="doc-available('{address}')">x</report>
        <report test="string(doc('{address}')) or unparsed-text('{address}')">y</report></rule>
        </pattern><pattern documents="'{address}'"><rule context="a"><report test="1">z</report>
        </rule></pattern>"""
    )
    found = list(schema.validate(bench.write("d.xml", "<a/>")))
    assert sorted(f.code for f in found) == ["SCH-DOCUMENT", "SCH-EVALUATION"]


def test_the_example_of_the_docs_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "explanation" / "schematron.md").read_text(encoding="utf-8")
    example = page.partition("```python\n")[2].partition("```")[0]
    assert "load_schema" in example
    monkeypatch.chdir(ROOT)
    exec(compile(example, "schematron.md", "exec"), {})
    assert not capsys.readouterr().out


def test_the_rules_of_the_sample_edition_are_kept() -> None:
    schema = load_schema(ROOT / "schemas" / "editio.sch")
    paths = sorted((ROOT / "tei").rglob("*.xml"))
    assert len(paths) == 12
    assert not [f for path in paths for f in schema.validate(path)]
