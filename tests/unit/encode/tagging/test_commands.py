"""``editio tag`` and ``editio register add`` on an edition of their own."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from editio.cli.exits import CLEAN, USAGE
from editio.cli.main import main
from small_registers import write_registers

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader><fileDesc><titleStmt><title>Erik Holm</title></titleStmt></fileDesc></teiHeader>
  <text xml:lang='en'><body>
    <p  n = "1">Erik Holm saw the <!-- Holm --> mill in 1905 &amp; said: “The mill is mine.”</p>
    <p>Holm slept. Greta K. Lund slept, too; Mr Lund and Mrs Lund.</p>
  </body></text>
</TEI>
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    (tmp_path / "edition.toml").write_text(
        '[sources]\ntexts = ["texts/*.xml"]\nregisters = ["registers/*.xml"]\n', encoding="utf-8"
    )
    write_registers(tmp_path / "registers")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.xml").write_bytes(_TEXT.encode())
    return tmp_path


def text(edition: Path) -> str:
    return (edition / "texts" / "one.xml").read_text(encoding="utf-8")


def tag(edition: Path, *options: str) -> int:
    return main(["tag", str(edition / "texts" / "one.xml"), *options])


def test_shows_a_diff_and_writes_nothing(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tag(edition) == CLEAN
    assert text(edition) == _TEXT
    shown = capsys.readouterr().out
    assert '+    <p  n = "1"><persName ref="../registers/persons.xml#holm">Erik Holm<' in shown
    assert "titleStmt" not in shown


def test_writes_only_tags_and_nothing_the_second_time(edition: Path) -> None:
    assert tag(edition, "--write") == CLEAN
    once = text(edition)
    assert once != _TEXT
    assert re.sub(r"</?(?:persName|date|said|quote)\b[^>]*>", "", once) == _TEXT
    assert tag(edition, "--write") == CLEAN
    assert text(edition) == once


def test_of_a_folder_the_texts_are_meant(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    registers = {path: path.read_bytes() for path in (edition / "registers").iterdir()}
    assert main(["tag", str(edition), "--write"]) == CLEAN
    assert text(edition) != _TEXT
    assert registers == {path: path.read_bytes() for path in registers}
    assert main(["tag", str(edition / "registers")]) == USAGE
    assert "has no text in" in capsys.readouterr().err


def test_only_and_within(edition: Path) -> None:
    assert tag(edition, "--write", "--only", "dates") == CLEAN
    assert re.findall("<(date|persName|said)", text(edition)) == ["date"]
    assert tag(edition, "--write", "--within", "note") == CLEAN
    assert re.findall("<(date|persName|said)", text(edition)) == ["date"]
    assert tag(edition, "--only", "person") == USAGE


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, table: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)


def test_what_an_editor_rejects_does_not_come_back(edition: Path, tmp_path: Path) -> None:
    table = tmp_path / "review.csv"
    assert tag(edition, "--review", str(table)) == CLEAN
    decisions = rows(table)
    assert [row["form"] for row in decisions] == ["Erik Holm", "1905", "The mill is mine.", "Holm"]
    decisions[0]["decision"] = "reject"
    decisions[1]["value"] = "when=1906"
    write_rows(table, decisions)
    assert tag(edition, "--apply", str(table), "--write") == CLEAN
    assert re.findall("<persName[^>]*>(.*?)<", text(edition)) == ["Holm"]
    assert '<date when="1906">1905</date>' in text(edition)
    assert (edition / "registers" / "rejected-tags.csv").is_file()
    before = text(edition)
    assert tag(edition, "--write") == CLEAN
    assert text(edition) == before


def test_never_means_these_words_wherever_they_stand(edition: Path, tmp_path: Path) -> None:
    table = tmp_path / "review.csv"
    tag(edition, "--review", str(table))
    decisions = [row for row in rows(table) if row["form"] == "Holm"]
    decisions[0]["decision"] = "never"
    write_rows(table, decisions)
    tag(edition, "--apply", str(table), "--write")
    assert re.findall("<persName[^>]*>(.*?)<", text(edition)) == ["Erik Holm"]


def test_the_page_escapes_everything_and_runs_nothing(edition: Path, tmp_path: Path) -> None:
    hostile = _TEXT.replace("Erik Holm saw", "&lt;script>x()&lt;/script> Erik Holm saw")
    (edition / "texts" / "one.xml").write_text(hostile, encoding="utf-8")
    page = tmp_path / "review.html"
    assert tag(edition, "--review", str(page)) == CLEAN
    shown = page.read_text(encoding="utf-8")
    assert "<script" not in shown
    assert "&lt;script&gt;x()&lt;/script&gt; <mark>Erik Holm</mark>" in shown
    assert "default-src 'none'" in shown


def test_a_table_with_a_wrong_decision_is_refused(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "review.csv"
    table.write_text("decision,layer,form,id\nperhaps,persons,Holm,1\n", encoding="utf-8")
    assert tag(edition, "--apply", str(table)) == USAGE
    assert "'perhaps' is no decision" in capsys.readouterr().err


def test_a_table_with_a_quotation_mark_that_is_never_closed_is_refused(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "review.csv"
    table.write_text('decision,layer,form,id\naccept,person,"Holm\n' + "x\n" * 100_000, "utf-8")
    assert tag(edition, "--apply", str(table)) == USAGE
    assert "review.csv:2: cannot be read" in capsys.readouterr().err


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(
    edition: Path, tmp_path: Path
) -> None:
    hostile = _TEXT.replace("<p>Holm slept", "<p>=HYPERLINK() Holm slept")
    (edition / "texts" / "one.xml").write_text(hostile, encoding="utf-8")
    table = tmp_path / "review.csv"
    tag(edition, "--review", str(table))
    assert [row["before"] for row in rows(table) if row["form"] == "Holm"] == ["'=HYPERLINK() "]


def test_an_unknown_name_becomes_an_entry_and_is_tagged(edition: Path, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    assert tag(edition, "--candidates", str(table)) == CLEAN
    found = {row["form"]: row for row in rows(table)}
    assert found["Greta K. Lund"]["kind"] == "person"
    found["Greta K. Lund"]["decision"] = "add"
    write_rows(table, list(found.values()))
    register = edition / "registers" / "persons.xml"
    before = register.read_bytes()
    assert main(["register", "add", str(table), "--edition", str(edition)]) == CLEAN
    assert register.read_bytes() == before
    assert main(["register", "add", str(table), "--edition", str(edition), "--write"]) == CLEAN
    assert b"<surname>Lund</surname>, <forename>Greta K.</forename>" in register.read_bytes()
    assert tag(edition, "--write") == CLEAN
    assert '<persName ref="../registers/persons.xml#lund">Greta K. Lund</persName>' in text(edition)


def test_unknown_names_and_the_review_are_written_at_once(edition: Path, tmp_path: Path) -> None:
    names, review = tmp_path / "names.csv", tmp_path / "review.csv"
    assert tag(edition, "--candidates", str(names), "--review", str(review)) == CLEAN
    assert "Greta K. Lund" in {row["form"] for row in rows(names)}
    assert "Holm" in {row["form"] for row in rows(review)}


def test_an_id_that_is_known_gets_a_further_form(edition: Path, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("decision,kind,id,form\nadd,person,holm,The Miller\n", encoding="utf-8")
    assert main(["register", "add", str(table), "--edition", str(edition), "--write"]) == CLEAN
    register = (edition / "registers" / "persons.xml").read_text(encoding="utf-8")
    assert '<persName type="variant">The Miller</persName>' in register
    assert register.count('xml:id="holm"') == 1
