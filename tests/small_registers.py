"""Small registers for the tests: invented people and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.entries import entries_of
from editio.edition.model import DocumentRef, Role
from editio.edition.parsing import parse_bytes
from editio.edition.registers import Registers

if TYPE_CHECKING:
    from pathlib import Path

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff>{}</standOff></TEI>'

PERSONS = """<listPerson>
<person xml:id="varga"><persName>
  <surname>Varga</surname>, <forename>Ilona Maria</forename></persName></person>
<person xml:id="varga-p"><persName>
  <surname>Varga</surname>, <forename>Peter</forename></persName></person>
<person xml:id="holm"><persName>
  <surname>Holm</surname>, <forename>Erik</forename></persName>
  <persName type="variant">the Holms</persName></person>
<person xml:id="orlov"><persName>
  <surname>Yeremov</surname>, <forename>Lev</forename></persName></person>
<person xml:id="aue"><persName>
  <surname>Aue</surname>, <forename>Hans</forename>
 <nameLink>von der</nameLink></persName></person>
<person xml:id="muller"><persName>
  <surname>Müller</surname>, <forename>Ada</forename></persName></person>
</listPerson>"""
PLACES = """<listPlace>
<place xml:id="lind"><placeName>Lindenau</placeName></place>
<place xml:id="norland-p"><placeName>Norland</placeName></place>
<place xml:id="norr"><placeName>North Varga</placeName><placeName>N.V.</placeName></place>
</listPlace>"""
ORGS = """<listOrg><org xml:id="guild"><orgName>Guild of Lindenau Millers</orgName>
<orgName type="abbreviation">GLM</orgName></org>
<org xml:id="norland"><orgName>Norland</orgName></org></listOrg>"""
WORKS = """<listBibl><bibl xml:id="mill"><author>Holm, Erik</author>
<title>The Mill on the Hill</title></bibl>
<bibl xml:id="dust">
<title>Dust</title></bibl></listBibl>"""
EVENTS = (
    """<listEvent><event xml:id="flood"><eventName>Great Flood</eventName></event></listEvent>"""
)


REGISTERS = {
    "persons": PERSONS,
    "places": PLACES,
    "organisations": ORGS,
    "works": WORKS,
    "events": EVENTS,
}


def write_registers(folder: Path) -> None:
    """Write each register to a file of its own."""
    folder.mkdir()
    for name, content in REGISTERS.items():
        (folder / f"{name}.xml").write_text(_TEI.format(content), encoding="utf-8")


def registers() -> Registers:
    """Five registers, each a document of its own."""
    found = []
    for name, content in REGISTERS.items():
        ref = DocumentRef(id=name, path=f"registers/{name}.xml", role=Role.REGISTER)
        found += entries_of(parse_bytes(_TEI.format(content).encode()), ref)
    return Registers.of(found)
