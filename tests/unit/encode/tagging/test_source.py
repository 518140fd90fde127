"""The tags of a document's source, where other things look like them."""

from __future__ import annotations

import pytest

from editio.encode.tagging.source import read_source

_DOCTYPE = "<!DOCTYPE TEI [<!ENTITY a '<p>'>]>"
_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>%s<p>Erik</p></text></TEI>'


@pytest.mark.parametrize("mark", ["", "\N{BYTE ORDER MARK}"])
@pytest.mark.parametrize(
    ("before", "inside"),
    [
        (f"<!-- a ü --><?b <c>?>{_DOCTYPE}", ""),
        ("", f"<!-- no {_DOCTYPE} is this -->"),
        ("", f"<![CDATA[{_DOCTYPE}]]>"),
        (f"<!-- {_DOCTYPE} -->\n{_DOCTYPE}", f"<!-- {_DOCTYPE} -->"),
    ],
)
def test_only_a_doctype_is_one(mark: str, before: str, inside: str) -> None:
    source = read_source((mark + before + _TEI % inside).encode())
    assert [element.name for element in source.elements] == ["TEI", "text", "p"]
    texts = [source.text[text.start : text.end] for text in source.texts]
    assert texts == ([_DOCTYPE] if "CDATA" in inside else []) + ["Erik"]
