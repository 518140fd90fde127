"""What a document leaves behind in a process that checks one after the other: nothing."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING
from xml.parsers import expat

import pytest

from documents import TEI, Folder
from editio.edition.model import DocumentRef, Role
from editio.edition.settings import Limits
from editio.run.checking import Check, Reader
from editio.validate.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
  <start><element name="TEI"><zeroOrMore><element name="p"><text/></element></zeroOrMore></element>
  </start></grammar>"""
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
  <ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
  <pattern><rule context="t:p/text()"><assert test="false()">m</assert></rule></pattern>
</schema>"""
#: Each is read by other parsers than the one before.
CONTENTS = {
    "valid": f"{TEI}<p>word</p></TEI>",
    "invalid": f'{TEI}<q/><p><date when="x"/> “word</p></TEI>',
    "ignoring": f'{TEI}<?editio ignore RNG-*?><p xml:id="a"/><p xml:id="a"/></TEI>',
    "associated": f'<?xml-model href="grammar.rng"?>{TEI}<p>word</p></TEI>',
    "broken": f"{TEI}<p>word</TEI>",
    "in-no-namespace": "<TEI.2><text>word</text></TEI.2>",
    "deep": TEI + "<q>" * 2001 + "</q>" * 2001 + "</TEI>",
}


@pytest.fixture
def no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def parsers() -> int:
    return sum(isinstance(item, expat.XMLParserType) for item in gc.get_objects())


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.usefixtures("no_collection")
def test_no_parser_waits_for_garbage_to_be_collected(documents: Folder, name: str) -> None:
    # A parser that is part of a ring keeps its buffers: some 60 kB for each document.
    ref = DocumentRef(id="d", path="d.xml", role=Role.TEXT)
    documents.write("d.xml", CONTENTS[name])
    grammar = documents.write("grammar.rng", GRAMMAR)
    rules = documents.write("rules.sch", RULES)
    options = (
        Options() if name == "associated" else Options(relaxng_schema=grammar, schematron=rules)
    )
    check = Check(Reader(documents.path, {}, (), "", options, Limits()))
    check(ref)  # loads the schemas
    before = parsers()
    check(ref)
    assert parsers() == before
