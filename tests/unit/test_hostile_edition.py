"""An edition of everything that can be wrong: each file is a finding, and the rest is built."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from documents import TEI
from editio import resources
from editio.cli.main import main

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>"
    "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)


def tei(body: str, root: str = TEI) -> str:
    """Return a document with a header; its body begins in line 2."""
    return f"{root}{HEADER}<text><body>\n{body}\n</body></text></TEI>"


#: Each file with the findings that it has: code and line.
FILES: dict[str, tuple[str | bytes, list[tuple[str, int]]]] = {
    "good.xml": (tei("<p>good</p>"), []),
    "mismatch.xml": (tei("<p>a</div>"), [("XML-TAG", 2)]),
    "empty.xml": ("", [("XML-EMPTY", 0)]),
    "binary.xml": (b"\x89PNG\r\n\x1a\n\0\0\0", [("XML-NOT-XML", 0)]),
    "words.xml": ("hello", [("XML-NOT-XML", 1)]),
    "latin1.xml": (tei("<p>caf\xe9</p>").encode("latin-1"), [("XML-ENCODING", 2)]),
    "utf16.xml": (tei("<p>Žižek</p>").encode("utf-16"), []),
    "bom.xml": (tei("<p>x</p>").encode("utf-8-sig"), [("XML-BOM", 1)]),
    "ids.xml": (
        tei('<p xml:id="a">1</p><p xml:id="a">2</p>\n<p xml:id="1x">3</p>'),
        [("XML-ID-DUPLICATE", 2), ("XML-ID-NAME", 3)],
    ),
    "include.xml": (tei('<p>x</p><xi:include href="no.xml"/>'), [("XML-INCLUDE-MISSING", 2)]),
    "outside.xml": (
        tei('<p><xi:include href="../secret.txt" parse="text"/></p>'),
        [("XML-INCLUDE-OUTSIDE", 2)],
    ),
    "xxe.xml": (
        '<!DOCTYPE TEI [<!ENTITY x SYSTEM "../secret.txt">]>' + tei("<p>&x;</p>"),
        [("XML-ENTITY-EXTERNAL", 2)],
    ),
    "doctype.xml": (
        '<!DOCTYPE TEI SYSTEM "../secret.txt">' + tei("<p>caf&eacute; &foo;</p>"),
        [("XML-DOCTYPE", 1), ("XML-ENTITY", 2), ("XML-ENTITY", 2)],
    ),
    "p4.xml": (tei("<p>old</p>", "<TEI.2>").replace("/TEI>", "/TEI.2>"), [("XML-P4", 1)]),
    "eltec.xml": (tei("<p>x</p>", '<TEI xmlns="http://distantreading.net/eltec/ns">'), []),
    "none.xml": (tei("<p>x</p>", "<TEI>"), [("XML-NAMESPACE", 1)]),
    "corpus.xml": (
        TEI.replace("<TEI", "<teiCorpus")
        + HEADER
        + tei("<p>x</p>")
        + '<xi:include href="good.xml"/></teiCorpus>',
        [],
    ),
    "html.xml": ('<html xmlns="http://www.w3.org/1999/xhtml"/>', [("XML-NOT-TEI", 1)]),
    "deep.xml": (tei("<div>" * 500 + "<p>x</p>" + "</div>" * 500), []),
    "bottomless.xml": (tei("<ab>" * 60_000 + "</ab>" * 60_000), [("XML-DEPTH", 2)]),
    "long.xml": (tei("<p>word</p>\n" * 3_000 + "<p>last</p>"), []),
}


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The folder with all the files, and a secret beside it."""
    folder = tmp_path / "edition"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("the secret")
    for name, (content, _) in FILES.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder


def found(report: str) -> dict[str, list[tuple[str, int]]]:
    """Return the findings of a JSON report that come from opening the files, by file."""
    by_file: dict[str, list[tuple[str, int]]] = {name: [] for name in FILES}
    for item in json.loads(report)["findings"]:
        if item["code"].startswith("XML-"):
            by_file[item["file"]].append((item["code"], item["line"]))
    return by_file


EXPECTED = {name: findings for name, (_, findings) in FILES.items()}


def test_it_is_validated(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(edition), "--format", "json", "--executor", "serial"]) == 1
    assert found(capsys.readouterr().out) == EXPECTED


def test_it_is_built(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(edition), "--executor", "serial", "--quiet"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    build = edition / "build"
    report = (build / "report" / "findings.json").read_text(encoding="utf-8")
    schema = json.loads(resources.schema("findings.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(report))
    assert found(report) == EXPECTED
    pages = {path.stem for path in (build / "site" / "text").glob("*.html")}
    refused = {"XML-TAG", "XML-EMPTY", "XML-NOT-XML", "XML-NOT-TEI", "XML-DEPTH"}
    readable = {
        Path(name).stem
        for name, findings in EXPECTED.items()
        if not {code for code, _ in findings} & refused
    }
    assert pages - {"index"} == readable
    assert {path.stem for path in (build / "text").glob("*.txt")} == readable
    for path in build.rglob("*"):
        if path.is_file():
            assert b"the secret" not in path.read_bytes(), path
    corpus = (build / "site" / "text" / "corpus.html").read_text(encoding="utf-8")
    assert re.search(r'<a [^>]*href="good\.html"', corpus)
    plain = (build / "text" / "doctype.txt").read_text(encoding="utf-8")
    assert "café &foo;" in plain


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode elsewhere")
def test_odd_file_names_are_built_or_named(tmp_path: Path) -> None:
    good = {b"a b.xml", b"100%41.xml", b"new\nline.xml", "\u00fc.xml".encode(), b"#part?.xml"}
    for name in (*good, b"\xff.xml"):
        (tmp_path / os.fsdecode(name)).write_text(tei("<p>x</p>"), encoding="utf-8")
    assert main(["build", str(tmp_path), "--executor", "serial", "--quiet"]) == 1
    report = json.loads((tmp_path / "build/report/findings.json").read_text(encoding="utf-8"))
    assert [(item["code"], item["file"]) for item in report["findings"]] == [
        ("XML-UNREADABLE", "?.xml")
    ]
    assert len(list((tmp_path / "build/site/text").glob("*.html"))) >= len(good)
