"""What attackers try and no other test tries; docs/explanation/hostile-input.md has the table."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
import zipfile
from pathlib import Path

import pytest

from editio.cli.main import main
from editio.encode.importing import import_text
from editio.errors import SchemaError, SourceError
from editio.relaxng import load_schema
from unit.run.test_remembered import TEI

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "hostile-input.md"
SECRET = "the secret of the kettle"
XI = "http://www.w3.org/2001/XInclude"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edition with a good text, and a secret beside it."""
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    secret = TEI.format(title="Secret", body=f"<p>{SECRET}</p>")
    (tmp_path / "secret.xml").write_text(secret, encoding="utf-8")
    edition = tmp_path / "edition"
    edition.mkdir()
    write(edition, "good.xml", "<p>good</p>")
    return edition


def write(root: Path, name: str, body: str, before: str = "") -> None:
    (root / name).write_text(before + TEI.format(title=name, body=body), encoding="utf-8")


def built(root: Path) -> tuple[int, list[str]]:
    """Build; return the exit code and the codes of the findings. Nothing is written elsewhere."""
    around = {path.name for path in root.parent.iterdir()}
    code = main(["build", str(root), "--executor", "serial", "--quiet"])
    assert {path.name for path in root.parent.iterdir()} == around
    report = json.loads((root / "build/report/findings.json").read_text(encoding="utf-8"))
    return code, [item["code"] for item in report["findings"]]


def assert_secret_kept(root: Path) -> None:
    for path in (root / "build").rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path


def test_every_row_of_the_table_names_a_test_that_is_there() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line[:2] == "| " and line[:5] not in {"| ---", "| tri"}]
    named = [re.findall(r"`(\w+\.py)::(test_\w+)`", row) for row in rows]
    assert len(named) > 25
    assert all(named), [row for row, tests in zip(rows, named, strict=True) if not tests]
    for name, test in {pair for pairs in named for pair in pairs}:
        files = [*(ROOT / "tests").rglob(name)]
        assert any(f"def {test}(" in file.read_text(encoding="utf-8") for file in files), test


@pytest.mark.parametrize("target", ["secret.xml", "."])
def test_symbolic_links_out_of_the_edition_are_passed_over(root: Path, target: str) -> None:
    (root / ("link.xml" if target != "." else "folder")).symlink_to(root.parent / target)
    assert built(root)[0] == 0
    assert_secret_kept(root)


@pytest.mark.parametrize(
    "href",
    ["/etc/hostname", "file:///etc/hostname", "../secret.txt", "link.txt", "folder/secret.txt"],
)
def test_nothing_outside_is_included(root: Path, href: str) -> None:
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    (root / "folder").symlink_to(root.parent)
    write(root, "evil.xml", f'<p><xi:include xmlns:xi="{XI}" href="{href}" parse="text"/></p>')
    code, codes = built(root)
    assert (code, codes) == (1, ["XML-INCLUDE-OUTSIDE"])
    assert_secret_kept(root)
    if Path("/etc/hostname").is_file():
        host = Path("/etc/hostname").read_text(encoding="utf-8").strip()
        plain = (root / "build/text/evil.txt").read_text(encoding="utf-8")
        assert host not in plain.split()


@pytest.mark.parametrize("name", ["../../evil", "..", "/etc/passwd", "a/../../b", ".hidden", "con"])
def test_ids_of_entries_lead_nowhere_else(root: Path, name: str) -> None:
    entry = f'<person xml:id="{name}"><persName>Ida</persName></person>'
    write(root, "people.xml", f"<listPerson>{entry}</listPerson>")
    write(
        root, "text.xml", f'<p xml:id="{name}"><persName ref="people.xml#{name}">I</persName></p>'
    )
    built(root)
    outside = [path for path in root.iterdir() if path.name not in
               {"good.xml", "people.xml", "text.xml", "build"}]  # fmt: skip
    assert not outside
    assert all(re.fullmatch(r"[\w.~-]+\.html", path.name) and path.name[0] != "."
               for path in (root / "build/site/person").glob("*"))  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="such names are possible only there")
def test_names_of_files_lead_nowhere_else(root: Path) -> None:
    for name in ("..xml", "...xml", "a\\..\\b.xml", "%2e%2e%2f.xml", "CON.xml", "-rf.xml"):
        write(root, name, "<p>x</p>")
    built(root)
    pages = {path.name for path in (root / "build/site/text").iterdir()}
    assert len(pages) == 5  # two of the names are those of hidden files
    assert not [name for name in pages if set(name) & set('\\:*?"<>|%') or name[0] == "."]


@pytest.mark.parametrize(
    "instruction",
    [
        '<?xml-stylesheet type="text/xsl" href="evil.xsl"?>',
        '<?xml-stylesheet type="text/xsl" href="https://example.org/evil.xsl"?>',
        '<?xml-stylesheet type="text/css" href="../secret.txt"?>',
        '<?php readfile("/etc/passwd") ?>',
    ],
)
def test_instructions_of_a_document_run_nothing(root: Path, instruction: str) -> None:
    (root / "evil.xsl").write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:template match="/">EVIL</xsl:template></xsl:stylesheet>',
        encoding="utf-8",
    )
    write(root, "text.xml", "<p>fine</p>", before=instruction)
    assert built(root) == (0, [])
    page = (root / "build/site/text/text.html").read_text(encoding="utf-8")
    assert "fine" in page
    assert "EVIL" not in page
    assert "xml-stylesheet" not in page


def test_a_schema_cannot_write(root: Path) -> None:
    target = root.parent / "written.txt"
    (root / "evil.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3" '
        'xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        f'<xsl:function name="f:w" xmlns:f="urn:f"><xsl:result-document href="{target.as_uri()}">x'
        '</xsl:result-document></xsl:function><ns prefix="f" uri="urn:f"/>'
        f'<pattern><rule context="*"><xsl:result-document href="{target.as_uri()}">x'
        '</xsl:result-document><report test="exists(f:w())">wrote</report></rule></pattern>'
        "</schema>",
        encoding="utf-8",
    )
    model = '<?xml-model href="evil.sch" schematypens="http://purl.oclc.org/dsdl/schematron"?>'
    write(root, "text.xml", "<p>x</p>", before=model)
    main(["validate", str(root), "--executor", "serial", "--no-cache"])
    assert not target.exists()


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "((a|a)*)*b", "(.*)*(.*)*x", "(a?){40}a{40}", "(a|b|ab)*c", "a{1,900}b"]
)
def test_expressions_of_a_schema_take_linear_time(pattern: str) -> None:
    schema = load_schema(
        '<element name="a" xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary='
        f'"http://www.w3.org/2001/XMLSchema-datatypes"><data type="string"><param name="pattern">'
        f"{pattern}</param></data></element>".encode()
    )
    started = time.process_time()
    assert not schema.is_valid(b"<a>" + b"a" * 5_000 + b"!</a>")
    assert time.process_time() - started < 10


def test_a_schema_that_unfolds_without_end_is_refused() -> None:
    parts = "".join(
        f'<define name="d{number}"><ref name="d{number + 1}"/><ref name="d{number + 1}"/></define>'
        for number in range(40)
    )
    grammar = (
        f'<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="a">'
        f'<ref name="d0"/></element></start>{parts}<define name="d40"><text/></define></grammar>'
    )
    started = time.process_time()
    with pytest.raises(SchemaError, match="unfolds"):
        load_schema(grammar.encode()).is_valid(b"<a>x</a>")
    assert time.process_time() - started < 10


def bomb() -> bytes:
    """Return a Word file of some kilobytes that unfolds to gigabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return out.getvalue()


@pytest.mark.parametrize("name", ["../../evil.txt", "/tmp/evil.txt", "C:\\evil.txt"])
def test_names_in_an_archive_lead_nowhere(tmp_path: Path, name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(SourceError):
        import_text(out.getvalue(), "evil.docx", date="2026-01-01")


def test_archives_that_unfold_are_refused_before_they_do() -> None:
    data = bomb()
    assert len(data) < 1_000_000
    started = time.process_time()
    with pytest.raises(SourceError):
        import_text(data, "bomb.docx", date="2026-01-01")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "content",
    [
        "title = 'T'\n" * 2, "[[[", "[edition]\ntitle = 1", "[sources]\ntexts = ['../*.xml']",
        "[render]\ncss = ['/etc/passwd\\u0000']", "a = " + "[" * 3_000, "\ufeff\0",
        "[edition]\n" * 9,
    ],
)  # fmt: skip
def test_settings_that_are_wrong_are_a_message(
    root: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (root / "edition.toml").write_text(content, encoding="utf-8")
    code = main(["build", str(root), "--executor", "serial", "--quiet"])
    assert code in {0, 2}
    assert "Traceback" not in capsys.readouterr().err
    if code == 0:
        assert_secret_kept(root)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_file_is_passed_over(root: Path) -> None:
    os.mkfifo(root / "pipe.xml")
    (root / "device.xml").symlink_to("/dev/zero")
    (root / "folder.xml").mkdir()
    assert built(root) == (0, [])
