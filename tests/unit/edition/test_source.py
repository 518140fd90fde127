"""Opening documents: what is good costs nothing and works, what is odd is a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.model import DocumentRef, Role
from editio.edition.source import OpenDocument, open_document
from editio.saxon import processor

if TYPE_CHECKING:
    from pathlib import Path

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
GOOD = f"""{TEI}
  <text>
    <body><p>one</p><p>two</p></body>
  </text>
</TEI>
"""


def opened(folder: Path, content: str | bytes, name: str = "a.xml") -> OpenDocument:
    """Write a file into ``folder`` and open it."""
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return open_document(DocumentRef(id="a", path=name, role=Role.TEXT), folder)


def test_a_good_document_has_no_findings_and_both_engines_parse_it(tmp_path: Path) -> None:
    document = opened(tmp_path, GOOD)
    assert document.findings == ()
    assert document.usable
    assert document.root().tag == "{http://www.tei-c.org/ns/1.0}TEI"
    with processor() as saxon:
        assert document.parse(saxon).string_value.strip() == "onetwo"


def test_an_element_is_located_by_its_path(tmp_path: Path) -> None:
    document = opened(tmp_path, GOOD)
    assert document.locate("/TEI[1]/text[1]/body[1]/p[2]") == ("a.xml", 3, 21)
    assert document.locate("/TEI[1]/text[1]/body[1]/p[9]") == ("a.xml", 3, 5)
    assert document.locate("/nowhere[1]") == ("a.xml", 0, 0)


def test_a_mismatched_tag_is_named_with_the_line_of_its_start(tmp_path: Path) -> None:
    document = opened(tmp_path, f"{TEI}\n  <p>text\n  </div>\n</TEI>")
    (finding,) = document.findings
    assert not document.usable
    assert (finding.code, finding.file, finding.line, finding.column) == ("XML-TAG", "a.xml", 3, 3)
    assert "</div> closes <p>, which was opened in line 2" in finding.message


def test_a_dialect_is_seen_as_tei(tmp_path: Path) -> None:
    eltec = '<TEI xmlns="http://distantreading.net/eltec/ns"><text>xmlns="http://distantreading.net/eltec/ns"</text></TEI>'
    document = opened(tmp_path, eltec)
    assert document.findings == ()
    with processor() as saxon:
        node = document.parse(saxon)
        assert "text" in str(node)
        assert node.string_value == 'xmlns="http://distantreading.net/eltec/ns"'
    assert document.root().tag == "{http://www.tei-c.org/ns/1.0}TEI"
