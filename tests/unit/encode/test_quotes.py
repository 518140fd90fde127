"""Quotation marks turned into markup: in pairs, right around an element, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from editio.cli import main as cli_main
from editio.encode.quotes import with_sources_stated, without_marks

if TYPE_CHECKING:
    from pathlib import Path

BARE = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>'


def inside(body: str) -> tuple[str, int]:
    document, count = without_marks(BARE.format(body).encode(), "a.txt")
    found = re.search("<p>(.*)</p>", document.decode())
    assert found
    return found.group(1), count


@pytest.mark.parametrize(
    ("body", "result", "count"),
    [
        ("a “<q>b</q>” c", "a <q>b</q> c", 2),
        ("„<quote>b</quote>“", "<quote>b</quote>", 2),
        ("”<quote>b</quote>”", "<quote>b</quote>", 2),
        (
            "“<q>a ‘<soCalled>b</soCalled>’</q>”",
            "<q>a <soCalled>b</soCalled></q>",
            4,
        ),
        ("<name>a</name> «<q>b</q>» c", "<name>a</name> <q>b</q> c", 2),
        ("“<q>b</q>, he said”", "“<q>b</q>, he said”", 0),
        ("“<q>b</q>»", "“<q>b</q>»", 0),
        ("“<title>b</title>”", "“<title>b</title>”", 0),
        ("“b”", "“b”", 0),
        (
            "<cit><quote>“b <hi>c</hi>.”</quote> <bibl>(d)</bibl></cit>",
            "<cit><quote>b <hi>c</hi>.</quote> <bibl>(d)</bibl></cit>",
            2,
        ),
        ("<cit><quote>“b” “c”</quote></cit>", "<cit><quote>“b” “c”</quote></cit>", 0),
        ("<cit><quote>“<hi>b”</hi></quote></cit>", "<cit><quote>“<hi>b”</hi></quote></cit>", 0),
        ("<quote>“b”</quote>", "<quote>“b”</quote>", 0),
    ],
)
def test_marks_in_pairs(body: str, result: str, count: int) -> None:
    assert inside(body) == (result, count)


def test_a_quotation_says_that_its_source_is_not_known() -> None:
    body = '<quote>a</quote> <quote source="#x">b</quote> <cit><quote>c</quote><bibl/></cit>'
    document = with_sources_stated(BARE.format(body).encode())
    assert re.findall("<quote[^>]*>", document.decode()) == [
        '<quote type="no-source">',
        '<quote source="#x">',
        "<quote>",
    ]
    assert with_sources_stated(document) is document


def test_the_command_leaves_marks_out_and_writes_what_it_decided(tmp_path: Path) -> None:
    assert cli_main.main(["init", str(tmp_path / "e")]) == 0
    source = tmp_path / "a.txt"
    source.write_text(
        "A Title\n\nThe so-called “ferry” of Clara Weidner lay on the gravel for a year.\n",
        encoding="utf-8",
    )
    arguments = ["import", str(source), "--edition", str(tmp_path / "e"), "--quotes", "markup"]
    arguments += ["--review", str(tmp_path / "r.csv"), "--review", str(tmp_path / "r.html")]
    assert cli_main.main([*arguments, "--language", "en"]) == 0
    written = (tmp_path / "e" / "tei" / "texts" / "a.xml").read_text(encoding="utf-8")
    assert "<soCalled>ferry</soCalled> of" in written
    assert "“" not in written
    assert "marked up from the registers of the edition (../registers/" in written
    assert '<quotation marks="some">' in written
    assert "Clara Weidner" in (tmp_path / "r.csv").read_text(encoding="utf-8")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
