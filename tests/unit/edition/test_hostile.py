"""Documents that mean harm: nothing is read that is not the edition's, nothing explodes."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import TEI, Folder
from editio.edition.loading import load_bytes
from editio.edition.sniff import sniff
from editio.edition.source import open_document

if TYPE_CHECKING:
    from pathlib import Path

    from editio.saxon import Processor

SECRET = "the secret of the machine"


@pytest.fixture
def secret(folder: Folder) -> Path:
    """A file outside the edition that no document may show."""
    path = folder.path.parent / "secret.txt"
    path.write_text(SECRET)
    return path


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail on any attempt of Python to open a connection."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY x SYSTEM "{uri}">',
        '<!ENTITY x SYSTEM "../secret.txt">',
        '<!ENTITY x PUBLIC "-//x" "{uri}">',
        '<!ENTITY % p SYSTEM "{uri}"> %p;',
        '<!ENTITY % p SYSTEM "http://192.0.2.1/x.dtd"> %p;',
    ],
)
def test_external_entities_are_never_read(
    folder: Folder, saxon: Processor, secret: Path, subset: str
) -> None:
    declared = subset.format(uri=secret.as_uri())
    document = folder.open(
        f'<!DOCTYPE TEI SYSTEM "x.dtd" [{declared}]>'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p>&x;</p></TEI>'
    )
    assert document.usable
    assert any(finding.severity.value == "error" for finding in document.findings)
    assert document.parse(saxon).string_value == "&x;"
    assert "".join(document.root().itertext()) == "&x;"


@pytest.mark.parametrize("external", ['SYSTEM "{uri}"', 'SYSTEM "http://192.0.2.1/x.dtd"'])
def test_dtds_are_never_read(folder: Folder, saxon: Processor, secret: Path, external: str) -> None:
    where = external.format(uri=secret.as_uri())
    started = time.process_time()
    document = folder.open(f"<!DOCTYPE TEI {where}>{TEI}<p>a</p></TEI>")
    assert [finding.code for finding in document.findings] == ["XML-DOCTYPE"]
    assert document.parse(saxon).string_value == "a"
    assert document.root()[0].text == "a"
    assert time.process_time() - started < 5


def bomb(levels: int, factor: int) -> str:
    """Return an internal subset whose last entity is ``factor`` to the power of ``levels``."""
    lines = ['<!ENTITY e0 "ha">']
    lines += [f'<!ENTITY e{level + 1} "{f"&e{level};" * factor}">' for level in range(levels)]
    return "".join(lines)


@pytest.mark.parametrize(
    ("subset", "content"),
    [
        (bomb(12, 10), "&e12;"),
        (bomb(1, 100_000), "&e1;" * 1_000),
        (bomb(12, 10), '<p n="&e12;"/>'),
    ],
)
def test_entity_bombs_are_stopped_before_they_grow(
    folder: Folder, subset: str, content: str
) -> None:
    started = time.process_time()
    document = folder.open(f"<!DOCTYPE TEI [{subset}]>\n{TEI}{content}</TEI>")
    assert not document.usable
    assert [(f.code, f.line) for f in document.findings] == [("XML-ENTITY-BOMB", 2)]
    assert time.process_time() - started < 2


def test_a_long_chain_of_entities_ends(folder: Folder) -> None:
    document = folder.open(f"<!DOCTYPE TEI [{bomb(5_000, 1)}]>{TEI}&e5000;</TEI>")
    assert not document.usable


PIECES = (
    TEI.encode(),
    b"</TEI>",
    b"<p>",
    b"</p>",
    b"<!DOCTYPE TEI [",
    b"]>",
    b'<!ENTITY a "&b;">',
    b"&a;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?xml version='1.0' encoding='latin-1'?>",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x00",
    b"\xe9",
    b'xml:id="1"',
    b'<xi:include href="a.xml"/>',
    b'<xi:include href="%00" parse="text"/>',
    b"<TEI.2>",
    b"</TEI.2>",
    b"<TEI xmlns='http://distantreading.net/eltec/ns'>",
    b"'",
    b'"',
    b"&",
    b"<",
    b">",
)


@given(st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join))
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    loaded = load_bytes(data)
    assert loaded.well_formed or any(f.severity.value == "error" for f in loaded.findings)
    sniff(data)


WHOLE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE TEI [<!ENTITY w "word">]>\n'
    + TEI.encode()
    + '<teiHeader/><text><body><p xml:id="a">Äpfel &w; &amp; Birnen</p>'
    '<xi:include href="a.xml"/><!-- c --></body></text></TEI>'.encode()
)


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(WHOLE)),
            st.integers(0, 12),
            st.sampled_from(PIECES) | st.binary(max_size=3),
        ),
        min_size=1,
        max_size=3,
    )
)
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_damage_to_a_document_raises(
    folder: Folder, saxon: Processor, edits: list[tuple[int, int, bytes]]
) -> None:
    data = WHOLE
    for start, length, new in edits:
        data = data[:start] + new + data[start + length :]
    document = folder.open(data)
    if document.usable:
        document.root()
        document.parse(saxon)
        document.locate("/TEI[1]/text[1]/body[1]/p[1]")
    else:
        assert document.findings


@pytest.mark.parametrize("version", ["1.-", "2.0", "1.7", ""])
def test_an_unknown_version_of_xml_is_a_finding(folder: Folder, version: str) -> None:
    document = folder.open(WHOLE.replace(b'version="1.0"', f'version="{version}"'.encode(), 1))
    (finding,) = document.findings
    assert (finding.code, finding.line, finding.column) == ("XML-SYNTAX", 1, 16)
    assert not document.usable


def test_no_file_of_the_field_raises(shared: Path, saxon: Processor) -> None:
    from editio.edition.model import DocumentRef, Role

    for folder in (shared / "tei" / "stylesheets-tests", shared / "corpora" / "cmif"):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                relative = path.relative_to(folder).as_posix()
                ref = DocumentRef(id="a", path=relative, role=Role.TEXT)
                document = open_document(ref, folder)
                if document.usable:
                    text = "".join(
                        document.root().xpath("//text()[not(parent::processing-instruction())]")
                    )
                    assert document.parse(saxon).string_value == text, relative


@pytest.mark.parametrize("content", ["<p>{}</p>", "<p n='{}'/>"])
def test_very_many_escaped_characters_are_no_bomb(
    folder: Folder, saxon: Processor, content: str
) -> None:
    document = folder.open(f"{TEI}{content.format('&amp;' * 100_001)}</TEI>")
    assert document.usable
    assert document.findings == ()
    document.parse(saxon)
