"""Which attributes hold pointers where an ODD is all the schema that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder
from editio.edition.model import DocumentRef, Role
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.oddpointers import odd_pointers
from editio.validate.options import Options
from editio.validate.schemas import SchemaSources

if TYPE_CHECKING:
    from pathlib import Path

ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><schemaSpec ident="songs">
<elementSpec ident="p" mode="change"><attList>
  <attDef ident="motif"><datatype maxOccurs="unbounded"><dataRef key="teidata.pointer"/></datatype>
  </attDef>
  <attDef ident="corresp"><datatype><dataRef key="teidata.word"/></datatype></attDef>
  <attDef ident="tune"><datatype><dataRef name="anyURI"/></datatype></attDef>
  <attDef ident="ana" mode="delete"><datatype><dataRef key="teidata.text"/></datatype></attDef>
  <attDef ident="either"><datatype><alternate><dataRef key="teidata.pointer"/>
    <dataRef key="teidata.word"/></alternate></datatype></attDef>
</attList></elementSpec>
<classSpec ident="att.sung" type="atts"><attList>
  <attDef ident="singer"><datatype><rng:ref xmlns:rng="http://relaxng.org/ns/structure/1.0"
    name="data.pointer"/></datatype></attDef>
</attList></classSpec></schemaSpec></body></text></TEI>"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    edition = Folder(tmp_path)
    edition.write("songs.odd", ODD)
    return edition


@pytest.mark.parametrize(
    ("element", "attribute", "expected"),
    [
        ("p", "motif", True),
        ("p", "tune", True),
        ("p", "corresp", False),
        ("p", "either", False),
        ("p", "ana", True),
        ("l", "motif", False),
        ("l", "corresp", True),
        ("l", "singer", True),
    ],
)
def test_the_datatypes_of_an_odd_decide(
    folder: Folder, element: str, attribute: str, *, expected: bool
) -> None:
    odd = odd_pointers((folder.path / "songs.odd").as_uri(), SchemaSources())
    assert odd is not None
    assert odd.decide(element, attribute) is expected


@pytest.mark.parametrize("content", ["<p", "<schema/>", None])
def test_what_is_no_odd_says_nothing(folder: Folder, content: str | None) -> None:
    if content is not None:
        folder.write("x.odd", content)
    assert odd_pointers((folder.path / "x.odd").as_uri(), SchemaSources()) is None


@pytest.mark.parametrize("named", [False, True])
def test_pointers_are_checked_as_the_odd_has_it(folder: Folder, *, named: bool) -> None:
    model = '<?xml-model href="songs.odd" schematypens="http://purl.oclc.org/dsdl/schematron"?>'
    text = f'{TEI}\n<p motif="#gone"/>\n<p corresp="#gone"/>\n<l corresp="#lost"/></TEI>'
    folder.write("a.xml", f"{model if named else ''}{text}")
    ref = DocumentRef(id="a", path="a.xml", role=Role.TEXT)
    options = Options(schematron=None if named else folder.path / "songs.odd")
    results = validate_documents(Request([ref], folder.path, options), SerialExecutor())
    found = [item.line for result in results for item in result if item.code == "PTR-DANGLING"]
    assert sorted(found) == [2, 4]
