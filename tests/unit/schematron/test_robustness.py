"""Whatever a schema says, it is compiled or refused as a schema; it never breaks the program."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from editio.errors import SchemaError
from editio.schematron import load_schema

if TYPE_CHECKING:
    from unit.schematron.conftest import Bench

SCH = "http://purl.oclc.org/dsdl/schematron"
SCHEMA = f"""<schema xmlns="{SCH}" queryBinding="xslt2"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><ns prefix="x" uri="urn:x"/>
<xsl:key name="k" match="*" use="@id"/>
<let name="n" value="1"/>
<phase id="one" when="/a"><let name="n" value="2"/><active pattern="p1"/></phase>
<pattern abstract="true" id="ab"><param name="d" value="1"/><rule context="$c">
<assert test="$d = @n" diagnostics="dia" properties="pro">n is <value-of select="@n"/></assert>
</rule></pattern>
<pattern is-a="ab" id="p1"><param name="c" value="b"/></pattern>
<pattern id="p2" documents="/a/@href"><let name="m" value="3"/>
<rule abstract="true" id="r"><report test="key('k', 'i')" subject="@n">r <name/></report></rule>
<rule context="*[@n]" role="warning"><let name="o"><x:o/></let><extends rule="r"/></rule></pattern>
<diagnostics><diagnostic id="dia">d</diagnostic></diagnostics>
<properties><property id="pro"><xsl:copy-of select="."/></property></properties></schema>
""".replace("<x:o/>", '<x:o xmlns:x="urn:x"/>')
WORDS = (
    *("", "1", "(", "$x", "$n", "a", "b", "#ALL", "true", "x:a", "y:a", "1 1", "{}", '"', "a|b"),
    *("/", "//*", "@*", "node()", ".", "..", "error()", "1 div 0", "document('x')", "xsl", "xml"),
)
NAMES = ("rule", "assert", "pattern", "let", "extends", "phase", "ns", "value-of", "p", "property")


def _mutated(rng: random.Random) -> bytes:
    root = etree.fromstring(SCHEMA)
    for _ in range(rng.choice((1, 1, 2, 3))):
        element = rng.choice([e for e in root.iter(etree.Element) if e is not root])
        match rng.randrange(5):
            case 0 | 1 if element.attrib:
                element.set(rng.choice(sorted(element.attrib)), rng.choice(WORDS))
            case 2 if element.attrib:
                del element.attrib[rng.choice(sorted(element.attrib))]
            case 3:
                element.getparent().remove(element)
            case _:
                element.tag = f"{{{SCH}}}{rng.choice(NAMES)}"
    return etree.tostring(root)


@pytest.mark.parametrize("seed", range(4))
def test_a_changed_schema_works_or_is_refused(bench: Bench, seed: int) -> None:
    rng = random.Random(seed)
    document = bench.write("d.xml", "<a href='d.xml'><b n='2' id='i'/><b n='1'/></a>")
    seen: Counter[str] = Counter()
    for _ in range(40):
        path = bench.folder / "schema.sch"
        path.write_bytes(_mutated(rng))
        try:
            schema = load_schema(path, rng.choice((None, "#ALL", "#ANY", "one")))
        except SchemaError as error:
            seen["refused" if error.file == str(path) and error.line else str(error)] += 1
        else:
            found = list(schema.validate(document))
            assert all(f.code.startswith("SCH-") and f.line == 1 for f in found)
            seen["works"] += 1
    assert seen.keys() == {"refused", "works"}
    assert min(seen["refused"], seen["works"]) > 4, seen
