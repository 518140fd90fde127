"""Markdown and office documents become TEI: notes in lists, links, tables and pictures survive."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING

import pypandoc
import pytest
from lxml import etree

from editio.cli import main as cli_main
from editio.encode.importing import Imported, import_text
from editio.encode.rich import office, rtf
from editio.encode.rich.model import Node, ReaderError, Rich, RichText, ensure_all
from editio.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
MARKDOWN = """# The Ferry *Book*

It is kept[^1] at [Oberau](https://example.org/ober au) and [below](#the-ice).

1. salt[^2]
2. iron

## The Ice

| Day | Crossed |
|-----|---------|
| 1   | **12**  |

![The ferry](ferry.png)

> It froze.
> And froze.

H^2^O, ~~gone~~.

[^1]: First *note*.

    With a second paragraph.

[^2]: A note in a list.
"""
NOTES = ["First note.With a second paragraph.", "A note in a list."]


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    size = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Markdown above as pandoc writes it in other forms."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "ferry.png").write_bytes(png())
    (folder / "a.md").write_text(MARKDOWN, encoding="utf-8")
    for form in ("docx", "odt", "epub", "rtf", "html", "tex"):
        command = [pypandoc.get_pandoc_path(), "-s", "a.md", "-o", f"a.{form}"]
        subprocess.run([*command, "--metadata", "title=The Book"], cwd=folder, check=True)
    return folder


def root_of(result: Imported) -> etree._Element:
    return etree.fromstring(result.document)


def markdown(text: str) -> etree._Element:
    return root_of(import_text(text.encode(), "a.md", date="2026-01-02"))


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.iterfind(f".//{TEI}text//{TEI}{path}")
    return [" ".join("".join(map(str, e.itertext())).split()) for e in found]


def test_markdown() -> None:
    root = markdown(MARKDOWN)
    assert texts(root, "head") == ["The Ferry Book", "The Ice"]
    assert texts(root, "note") == NOTES
    assert root.find(f".//{TEI}item/{TEI}note") is not None
    assert [r.get("target") for r in root.iter(f"{TEI}ref")] == ["#the-ice"]
    assert texts(root, "cell") == ["Day", "Crossed", "1", "12"]
    assert [g.get("url") for g in root.iter(f"{TEI}graphic")] == ["ferry.png"]
    assert texts(root, "figDesc") == ["The ferry"]
    assert texts(root, "quote") == ["It froze. And froze."]
    assert texts(root, "del") == ["gone"]
    title = root.findtext(f".//{TEI}titleStmt/{TEI}title")
    assert title == "The Ferry Book"


def test_html_in_markdown_is_text() -> None:
    root = markdown("A <script>alert(1)</script> and [a](javascript:alert(1)) b.\n\n<div>c</div>\n")
    assert texts(root, "p")[0] == "A <script>alert(1)</script> and [a](javascript:alert(1)) b."
    assert texts(root, "p")[1] == "<div>c</div>"


def test_a_note_that_nothing_refers_to_is_kept_and_one_referred_to_twice_stands_once() -> None:
    root = markdown("A[^x] b[^x].\n\n[^x]: One.\n[^y]: Two.\n")
    assert texts(root, "note") == ["One.", "Two."]
    assert texts(root, "p")[0] == "AOne. bx."


def test_what_the_customization_has_no_place_for_becomes_the_nearest() -> None:
    root = markdown("> # Head\n>\n> ***\n\n- # Head\n\n# A ![picture](a.png)\n\nText.\n")
    assert [p.get("rend") for p in root.iter(f"{TEI}p") if p.get("rend")] == ["head", "head"]
    assert root.find(f".//{TEI}head/{TEI}ref") is not None


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "html", "tex"])
def test_office_documents(converted: Path, form: str) -> None:
    data = (converted / f"a.{form}").read_bytes()
    result = import_text(data, f"a.{form}", date="2026-01-02")
    root = root_of(result)
    assert "The Ferry Book" in texts(root, "head")
    assert texts(root, "note") == NOTES
    assert root.find(f".//{TEI}item//{TEI}note") is not None
    targets = [r.get("target") for r in root.iter(f"{TEI}ref")]
    assert "https://example.org/ober%20au" in targets
    # pandoc takes a number at the beginning of a table in LaTeX for a length
    assert texts(root, "cell") == ["Day", "Crossed", "" if form == "tex" else "1", "12"]
    assert texts(root, "hi")[-1:] == ["2"] or form == "epub"
    if form in ("docx", "odt", "epub"):
        url = next(root.iter(f"{TEI}graphic")).get("url")
        assert [picture.path for picture in result.pictures] == [url]
        assert result.pictures[0].data == png()


def test_rtf(converted: Path) -> None:
    data = (converted / "a.rtf").read_bytes()
    root = root_of(import_text(data, "a.rtf", date="2026-01-02"))
    assert texts(root, "cell") == ["Day", "Crossed", "1", "12"]


def test_markdown_says_what_it_is_in_front() -> None:
    said = "---\ntitle: 'The Ferry'\nauthor:\n  - Anna Quell\n  - Bruno Tann\ndate: 1891\n---\n"
    root = markdown(f"{said}\n# The Ice\n\nIt lay there.\n")
    assert texts(root, "head") == ["The Ferry", "The Ice"]
    assert texts(root, "p") == ["date: 1891", "It lay there."]
    assert [a.text for a in root.iterfind(f".//{TEI}titleStmt/{TEI}author")] == [
        "Anna Quell",
        "Bruno Tann",
    ]


def test_lines_between_rules_that_say_nothing_are_text() -> None:
    root = markdown("---\nThe ferry lay there: so it was.\n\n---\n\nIt lay there.\n")
    assert "The ferry lay there: so it was." in "".join(root.itertext())
    assert root.find(f".//{TEI}titleStmt/{TEI}author") is None


RTF = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Ferry;}}{\*\generator Quell 1.0;}%s}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\pard It was.{\super\chftn{\*\footnote\pard\chftn So it was.}} End.\par", "So it was."),
        (r"\pard It was.{\super\chftn{\footnote\pard\chftn So it was.}} End.\par", "So it was."),
    ],
)
def test_notes_of_an_rtf_are_read(body: str, expected: str) -> None:
    root = root_of(import_text((RTF % body).encode(), "a.rtf", date="2026-01-02"))
    assert texts(root, "note") == [expected]


def test_what_older_readers_show_of_an_rtf_is_no_text() -> None:
    body = r"""\pard He said: \u8220"It was\u8221". And\u160?so \u233\'e9 on.\par"""
    root = root_of(import_text((RTF % body).encode(), "a.rtf", date="2026-01-02"))
    assert texts(root, "p") == ["He said: “It was”. And so é on."]


def test_an_rtf_that_pandoc_does_not_read_whole_is_refused() -> None:
    body = r"\pard Read.\par{\*\unknown Apart.}\pard\par"
    assert rtf.letters_of((RTF % body).encode()) == Counter("Read")
    read = RichText(blocks=(), form="rtf")
    with pytest.raises(SourceError, match="4 letters and figures would be lost"):
        rtf.ensure_whole((RTF % body).encode(), read, "a.rtf")


def test_the_command_writes_pictures_beside_the_document(converted: Path, tmp_path: Path) -> None:
    arguments = ["import", str(converted / "a.docx"), "--to", str(tmp_path), "--no-tag"]
    assert cli_main.main([*arguments, "--edition", str(tmp_path)]) == 0
    root = etree.parse(tmp_path / "a.xml")
    url = next(root.iter(f"{TEI}graphic")).get("url")
    assert url
    assert (tmp_path / str(url)).read_bytes() == png()


def archive(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "."), content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\3\4 nothing more", "unpacked"),
        (b"no archive at all", "unpacked"),
        (archive(bomb=b"\0" * 50_000_000), "unfolds"),
        (archive(document__xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "entities"),
        (archive(document__xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode("utf-16")), "entities"),
        (archive(**{f"f{n}": b"" for n in range(5001)}), "5001 files"),
        (archive(hello__txt=b"no office document"), "pandoc cannot read it"),
    ],
)
@pytest.mark.parametrize("form", ["docx", "epub"])
def test_hostile_archives_are_refused(data: bytes, why: str, form: str) -> None:
    with pytest.raises(SourceError, match=why) as error:
        import_text(data, f"a.{form}", date="2026-01-02")
    assert error.value.message.startswith(f"a.{form}: ")


def test_deeply_nested_text_is_refused() -> None:
    html = "<blockquote>" * 3000 + "deep" + "</blockquote>" * 3000
    with pytest.raises(SourceError, match="nested too deeply"):
        import_text(html.encode(), "a.html", date="2026-01-02")
    for depth in (120, 5000):
        with pytest.raises(SourceError, match="nested too deeply"):
            import_text((">" * depth + " deep").encode(), "a.md", date="2026-01-02")
    text = import_text((">" * 20 + " deep").encode(), "a.md", date="2026-01-02").document
    assert b"deep" in text


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("Hidden words.", encoding="utf-8")
    source = rf"\documentclass{{article}}\begin{{document}}Seen. \input{{{secret}}}\end{{document}}"
    document = import_text(source.encode(), "a.tex", date="2026-01-02").document
    assert b"Seen." in document
    assert b"Hidden" not in document


def test_without_pandoc_the_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise OSError

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SourceError) as error:
        office.read_office(b"{\\rtf1 a}", "a.rtf", ".rtf")
    assert "editio[office]" in error.value.hint


def test_a_reader_that_loses_text_is_found_out() -> None:
    read = RichText(blocks=(Node(kind=Rich.TEXT, text="ab"),), form="x")
    ensure_all(["a", "b"], read)
    with pytest.raises(ReaderError, match="lost 1 characters: c"):
        ensure_all(["abc"], read)


@pytest.mark.parametrize("name", ["a.xml", "a.pdf", "a.doc", "a.xyz"])
def test_other_files_are_refused_with_a_hint(name: str) -> None:
    with pytest.raises(SourceError) as error:
        import_text(b"text", name, date="2026-01-02")
    assert error.value.hint


def test_the_id_of_the_document_is_no_other_id() -> None:
    document = import_text(b"# The ice\n\nText.\n\n## Other\n\nx", "other.md", date="2026-01-02")
    ids = [e.get(XML_ID) for e in etree.fromstring(document.document).iter() if e.get(XML_ID)]
    assert len(ids) == len(set(ids))
    assert ids[0] == "text-other"
