"""What a file is, told from its beginning."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from editio.edition.sniff import RootKind, is_tei, sniff

if TYPE_CHECKING:
    from pathlib import Path

TEI = "http://www.tei-c.org/ns/1.0"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f'<TEI xmlns="{TEI}">', RootKind.TEI),
        (f"<t:TEI xmlns:t='{TEI}'/>", RootKind.TEI),
        (f'<!-- <x> --><?a <y>?>\n<TEI\n  n=">"\n xmlns = "{TEI}"\n>', RootKind.TEI),
        ("<TEI>", RootKind.TEI),
        (f'<teiCorpus xmlns="{TEI}">', RootKind.CORPUS),
        (f'<listPerson xmlns="{TEI}">', RootKind.FRAGMENT),
        ("<TEI.2>", RootKind.P4),
        ('<!DOCTYPE TEI.2 SYSTEM "a>b" [<!ENTITY x "]>"> <!-- ]> -->]><TEI.2>', RootKind.P4),
        ('<div xmlns="http://distantreading.net/eltec/ns">', RootKind.FRAGMENT),
        ("<div>", RootKind.OTHER),
        (f'<x:TEI xmlns="{TEI}" xmlns:x="http://www.tei-c.org/ns/Examples">', RootKind.OTHER),
        ("<html>", RootKind.OTHER),
        ("<!-- never closed", RootKind.OTHER),
        ("<!DOCTYPE TEI [", RootKind.OTHER),
        ("words", RootKind.NOT_XML),
        ("", RootKind.EMPTY),
    ],
)
def test_kinds(text: str, kind: RootKind) -> None:
    assert sniff(text.encode()).kind is kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_files_in_every_encoding_are_told_from_their_beginning(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f'<TEI xmlns="{TEI}">' + "<p>é</p>" * 20_000, encoding=encoding)
    found = is_tei(path)
    assert found.is_tei
    assert (found.kind, found.root, found.namespace) == (RootKind.TEI, "TEI", TEI)


@pytest.mark.parametrize(
    ("before", "repeated", "after"),
    [
        ("<", "a", ""),
        ("<a ", "b", "/>"),
        ("<a b='", "c", ""),
        ("<a ", "b=", "/>"),
        ("<!DOCTYPE a [", "<!--", ""),
        ("<!DOCTYPE a [", "<?", ""),
        ("<!DOCTYPE a [", "'", '"'),
        ("<?", "a ", ""),
    ],
)
def test_nothing_makes_the_reader_of_beginnings_busy(
    before: str, repeated: str, after: str
) -> None:
    started = time.process_time()
    assert sniff((before + repeated * 100_000 + after).encode()).kind is RootKind.OTHER
    # A hundredth of it is needed; to try every beginning of a name took a minute.
    assert time.process_time() - started < 5
