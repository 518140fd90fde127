"""What a look at the bytes of a document tells about the entries in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.edition.survey import has_entry_tags, may_have_entries

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        '<person xml:id="ada">',
        "<place>",
        '<t:org n="1"/>',
        '<bibl n="a > b"\n  xml:id = "odes">',
        '<bibl id="odes">',
        "<t:event when='1848' xml:id='rising'>",
    ],
)
def test_a_tag_that_may_be_an_entry_is_seen(text: str) -> None:
    assert has_entry_tags(f"<TEI>{text}</TEI>".encode())


@pytest.mark.parametrize(
    "text", ["<bibl>", '<bibl n="id"><ref xml:id="r"/></bibl>', "<persName/>", "<placeName/>"]
)
def test_a_tag_that_is_no_entry_is_not_taken_for_one(text: str) -> None:
    assert not has_entry_tags(f"<TEI>{text}</TEI>".encode())


@pytest.mark.parametrize(
    ("data", "may"),
    [
        (b'<TEI xmlns:xi="http://www.w3.org/2001/XInclude"><bibl/></TEI>', False),
        (b'<TEI xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="x"/></TEI>', True),
        (b'<TEI><include xmlns="http://www.w3.org/2001/XInclude"/></TEI>', True),
        ("<TEI/>".encode("utf-16"), True),
    ],
)
def test_what_cannot_be_told_from_the_bytes_is_read(tmp_path: Path, data: bytes, may: bool) -> None:
    path = tmp_path / "document.xml"
    path.write_bytes(data)
    assert may_have_entries(path) is may
