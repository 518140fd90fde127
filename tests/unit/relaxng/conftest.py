"""A small schema of an invented edition of letters."""

from __future__ import annotations

import pytest

from editio.relaxng import Schema, load_schema

LETTERS = b"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:letters"
  xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><ref name="letter"/></start>
  <define name="letter">
    <element name="letter">
      <optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
      <ref name="head"/>
      <ref name="body"/>
    </element>
  </define>
  <define name="head">
    <element name="head">
      <ref name="sender"/>
      <element name="date"><attribute name="when"><data type="date"/></attribute><text/></element>
      <optional><element name="place"><text/></element></optional>
    </element>
  </define>
  <define name="sender">
    <element name="sender">
      <a:documentation>says who wrote the letter</a:documentation>
      <attribute name="ref"><data type="anyURI"/></attribute>
      <optional>
        <attribute name="role">
          <choice>
            <value>author</value><a:documentation>who thought the words</a:documentation>
            <value>scribe</value><a:documentation>who wrote them down</a:documentation>
          </choice>
        </attribute>
      </optional>
      <text/>
    </element>
  </define>
  <define name="body">
    <element name="body"><oneOrMore><ref name="para"/></oneOrMore></element>
  </define>
  <define name="para">
    <element name="para">
      <zeroOrMore>
        <choice>
          <text/>
          <element name="person"><text/></element>
          <element name="pages"><data type="positiveInteger"/></element>
        </choice>
      </zeroOrMore>
    </element>
  </define>
</grammar>
"""


@pytest.fixture(scope="session")
def letters() -> Schema:
    """The schema of the letters."""
    return load_schema(LETTERS)
