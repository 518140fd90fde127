"""A source may hold anything: a browser must not run it."""

from __future__ import annotations

import pytest

from editio.publish.site.downloads import download_name

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p>{}</p></TEI>'


def name_of(data: bytes) -> str:
    return download_name("a", data)


@pytest.mark.parametrize(
    "data",
    [
        TEI.format("plain").encode(),
        f'<?xml version="1.0" encoding="UTF-8"?>\n{TEI.format("a &amp; b")}'.encode(),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{TEI.format("ä")}'.encode("latin-1"),
    ],
)
def test_a_plain_source_keeps_its_name(data: bytes) -> None:
    assert name_of(data) == "a.xml"


@pytest.mark.parametrize(
    "data",
    [
        TEI.format('<script xmlns="http://www.w3.org/1999/xhtml">1</script>').encode(),
        TEI.format('<s xmlns="http://www.w3.org/1999/x&#104;tml">1</s>').encode(),
        TEI.format("<s:a xmlns:s='http://www.w3.org/2000/&s;'/>").encode(),
        TEI.format('<svg xmlns="http://www.w3.org/2000/svg"/>').encode(),
        b'<?xml-stylesheet href="#x" type="text/xsl"?>' + TEI.format("").encode(),
        b'<!DOCTYPE TEI [<!ATTLIST script xmlns CDATA "x">]>' + TEI.format("").encode(),
        TEI.format("plain").encode("utf-16"),
        b'<?xml version="1.0" encoding="UTF-7"?>' + TEI.format("").encode(),
    ],
)
def test_what_a_browser_might_run_is_published_as_text(data: bytes) -> None:
    assert name_of(data) == "a.xml.txt"
