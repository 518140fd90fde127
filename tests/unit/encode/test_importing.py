"""Plain text becomes valid TEI that holds every character of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from editio.cli import main as cli_main
from editio.encode import conservation
from editio.encode.conservation import ConservationError, Kept
from editio.encode.importing import import_text
from editio.encode.model import Dropped
from editio.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

TEI = "{http://www.tei-c.org/ns/1.0}"
PLAIN = """The Ferry at Low Water

Nobody in Oberau had seen the river so low, and the ferry lay on the gravel like a cow at noon.

What the Miller Said

The miller said that it would rain before the week was out, and that he had said so in April.
"""


def imported(text: str, name: str = "ferry.txt") -> etree._Element:
    return etree.fromstring(import_text(text.encode(), name, date="2026-01-02").document)


def test_headings_divide_paragraphs() -> None:
    root = imported(PLAIN)
    assert [h.text for h in root.iter(f"{TEI}head")] == [
        "The Ferry at Low Water",
        "What the Miller Said",
    ]
    assert [p.get("{http://www.w3.org/XML/1998/namespace}id") for p in root.iter(f"{TEI}p")][
        -2:
    ] == ["p1", "p2"]
    assert root.find(f".//{TEI}body/{TEI}div/{TEI}head") is not None


def test_the_header_says_where_the_text_comes_from() -> None:
    root = imported(PLAIN)
    header = root.find(f"{TEI}teiHeader")
    assert header is not None
    assert header.findtext(f".//{TEI}title") == "The Ferry at Low Water"
    idnos = {i.get("type"): i.text for i in header.iter(f"{TEI}idno")}
    assert header.findtext(f".//{TEI}sourceDesc/{TEI}bibl/{TEI}title") == "ferry.txt"
    assert len(idnos["sha-256"] or "") == 64
    scopes = {i.get("unit"): i.text for i in header.iter(f"{TEI}biblScope")}
    assert scopes["characters"] == str(len(PLAIN))
    change = header.find(f".//{TEI}change")
    assert change is not None
    assert change.get("when") == "2026-01-02"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_lines_that_are_filled_are_joined_and_divided_words_made_whole() -> None:
    text = (
        "The harvest of that year was so small that the council met three times\n"
        "in one week, and on the last day the mayor, who was hard of hearing, took\n"
        "the complaint of the herds for a toast; then a second toast and a com-\n"
        "plaint came, and at the end of it a song that was old and very well-\n"
        "known was sung, the well-known refrain too, until the lamp went out.\n\n"
    ) * 3
    result = import_text(text.encode(), "a.txt", date="2026-01-02")
    root = etree.fromstring(result.document)
    paragraph = next(root.iter(f"{TEI}body")).findtext(f"{TEI}p") or ""
    assert "three times in one week" in paragraph
    assert "a complaint came" in paragraph
    assert "very well-known was sung" in paragraph
    assert result.joined == ("complaint",) * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Über die Brücke ging der Müller; die Mühle stand still. Äpfel, Öl, Süße.", "cp1252"),
        ("Das „Lied“ – sang der Müller – war schön; Äpfel lagen überall im Gras.", "utf-16"),
        ("Мельник сказал, что дождь пойдёт до конца недели, и ушёл домой.", "koi8_r"),
        ("Мельник сказал, что дождь пойдёт до конца недели, и ушёл домой.", "cp1251"),
        ("Le meunier dit qu’il pleuvrait avant la fin de l’été, déjà à Pâques.", "utf-8-sig"),
    ],
)
def test_encodings_are_found(text: str, encoding: str) -> None:
    result = import_text(text.encode(encoding), "a.txt", date="2026-01-02")
    assert "".join(text.split()) in "".join(result.document.decode().split())


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\0\1\2" * 50, b"%PDF-1.4 text", b"PK\3\4abc"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as error:
        import_text(data, "a.txt", date="2026-01-02")
    assert error.value.message.startswith("a.txt: ")
    assert error.value.hint


def test_a_loss_is_an_error() -> None:
    document = import_text(PLAIN.encode(), "a.txt", date="2026-01-02").document
    conservation.check(document, PLAIN, Kept((), {}), "a.txt")
    with pytest.raises(ConservationError):
        conservation.check(document.replace(b"gravel", b"grvel"), PLAIN, Kept((), {}), "a.txt")
    with pytest.raises(ConservationError):
        conservation.check(document, PLAIN, Kept((Dropped(4, 5, "why"),), {}), "a.txt")


def test_the_command_writes_into_the_folder_of_texts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "ferry.txt"
    source.write_text(PLAIN, encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[sources]\ntexts = ["texts/**/*.xml"]\n')
    arguments = ["import", str(source), "--edition", str(tmp_path)]
    assert cli_main.main(arguments) == 0
    output = tmp_path / "texts" / "ferry.xml"
    assert capsys.readouterr().out.strip() == str(output.resolve())
    first = output.read_bytes()
    assert cli_main.main(arguments) == 2
    assert "--force" in capsys.readouterr().err
    assert cli_main.main([*arguments, "--force"]) == 0
    assert output.read_bytes() == first


def test_the_last_step_marks_up_the_names_of_the_registers(tmp_path: Path) -> None:
    assert cli_main.main(["init", str(tmp_path / "e"), "--title", "T"]) == 0
    source = tmp_path / "a.txt"
    source.write_text("A Title\n\nOn that day Clara Weidner came to the ferry.\n", encoding="utf-8")
    arguments = ["import", str(source), "--edition", str(tmp_path / "e"), "--language", "en"]
    assert cli_main.main(arguments) == 0
    written = (tmp_path / "e" / "tei" / "texts" / "a.xml").read_text(encoding="utf-8")
    assert 'ref="person:weidner-clara"' in written
    assert 'replacementPattern="../registers/persons.xml#$1"' in written
    assert cli_main.main([*arguments, "--no-tag", "--force"]) == 0
    assert "persName" not in (tmp_path / "e" / "tei" / "texts" / "a.xml").read_text("utf-8")


def test_what_could_close_a_text_closes_nothing_where_a_part_follows() -> None:
    source = "• item\nOberau, 3 March 1891\n\n# Head"
    document = import_text(source.encode(), "a.txt", date="2026-01-02", language="en").document
    assert b"<closer>" not in document


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("The Ferry\n\n{}\n\nThe Mill\n\n{}\n", "The Ferry"),
        ("{}\n\nThe Mill\n\n{}\n", "[The ferry lay on the gravel for a …]"),
        ("Gravel.\n", "[Gravel.]"),
    ],
)
def test_a_text_without_a_title_is_named_by_its_first_words(source: str, title: str) -> None:
    text = "The ferry lay on the gravel for a year, and nobody came to take it away from there."
    data = source.replace("{}", text).encode()
    document = import_text(data, "a.txt", date="2026-01-02", language="en").document.decode()
    assert f"<title>{title}</title>" in document
