"""A run over an edition in which nothing has changed: the same report, and nothing is opened."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from documents import TEI, Folder
from editio.cli.main import main
from editio.edition.find import find_documents
from editio.edition.fingerprints import file_digest
from editio.edition.model import DocumentRef, Role
from editio.edition.settings import load_settings
from editio.run import contents, validation
from editio.run.contents import Contents
from editio.run.executors import SerialExecutor
from editio.run.lastrun import validated
from editio.run.request import Request
from editio.run.store import Store
from editio.validate.grammar import attempted
from editio.validate.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable


GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
  <include href="inner.rng"/></grammar>"""
INNER = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
  <start><element name="TEI"><ref name="any"/></element></start>
  <define name="any"><zeroOrMore><choice><text/><attribute><anyName/></attribute>
    <element><anyName/><ref name="any"/></element></choice></zeroOrMore></define>
</grammar>"""
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
  <ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><include href="pattern.sch"/></schema>"""
PATTERN = """<pattern xmlns="http://purl.oclc.org/dsdl/schematron">
  <rule context="t:p"><assert test="{}">a paragraph</assert></rule></pattern>"""
TOML = """[edition]
title = "Kettles"
[validate]
relaxng_schema = "s.rng"
schematron = "s.sch"
baseline = "known.json"
"""
PERSONS = "<listPerson>{}</listPerson>"
ADA = '<person xml:id="ada"><persName>Ada Quill</persName><birth when="{}"/></person>'
NOTHING_KNOWN = json.dumps({"format": "editio-baseline", "version": 1, "findings": []})


class Result(NamedTuple):
    """What a run says, and whether the edition was checked for it."""

    code: int
    reports: tuple[str, ...]
    checked: bool


class Edition(Folder):
    """An edition that is validated again and again."""

    runs: list[int]
    capture: pytest.CaptureFixture[str]

    def validate(self, *options: str) -> Result:
        """Validate in the formats that differ most."""
        attempted.cache_clear()  # another run is another process: it loads schemas again
        self.runs.clear()
        forms = ("text", "json={}.json", "sarif={}.sarif", "junit={}.junit", "gitlab={}.gitlab")
        outside = self.path.parent / "report"
        wanted = [part for form in forms for part in ("--format", form.format(outside))]
        code = main(["validate", str(self.path), "--executor=serial", *wanted, *options])
        said = self.capture.readouterr()
        files = (outside.with_suffix(f".{form.partition('=')[0]}") for form in forms[1:])
        texts = (file.read_text(encoding="utf-8") for file in files)
        return Result(code, (said.out, said.err, *texts), bool(self.runs))


@pytest.fixture
def edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Edition:
    """An edition with one of everything that findings depend on."""
    monkeypatch.setenv("EDITIO_CACHE_DIR", str(tmp_path / "cache"))
    made = Edition(tmp_path / "edition")
    made.runs, made.capture = [], capsys
    for name, content in {
        "edition.toml": TOML,
        "known.json": NOTHING_KNOWN,
        "s.rng": GRAMMAR,
        "inner.rng": INNER,
        "s.sch": RULES,
        "pattern.sch": PATTERN.format("true()"),
        "a.xml": f'{TEI}\n<p><date when="x"/><ref target="b.xml#b1"/>'
        '<xi:include href="part.inc"/><ref target="pictures/1.png"/><ref target="#x"/></p></TEI>',
        "b.xml": f'{TEI}\n<p xml:id="b1">“To <persName ref="persons.xml#ada"/></p></TEI>',
        "part.inc": '<note xmlns="http://www.tei-c.org/ns/1.0">a <date when="1848"/></note>',
        "persons.xml": f"{TEI}{PERSONS.format(ADA.format(1801))}</TEI>",
    }.items():
        made.write(name, content)
    real = validation.validate_documents

    def counted(*arguments: object, **named: object) -> object:
        made.runs.append(1)
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(validation, "validate_documents", counted)
    return made


def test_the_second_report_is_the_first(edition: Edition) -> None:
    first, second = edition.validate(), edition.validate()
    assert first.checked
    assert second == first._replace(checked=False)
    assert first.code == 1
    assert "PTR-DANGLING" in first.reports[0]
    assert first.reports[1].startswith("3 documents checked: ")


def changed(name: str, old: str, new: str) -> Callable[[Edition], None]:
    def change(edition: Edition) -> None:
        text = (edition.path / name).read_text(encoding="utf-8")
        assert old in text
        edition.write(name, text.replace(old, new))

    return change


CHANGES: dict[str, Callable[[Edition], None]] = {
    "document": changed("a.xml", 'when="x"', 'when="y"'),
    "included file": changed("part.inc", "1848", "184x"),
    "included file, gone": lambda edition: (edition.path / "part.inc").unlink(),
    "register": changed("persons.xml", "ada", "eve"),
    "new document": lambda edition: edition.write("c.xml", f"{TEI}<p>”</p></TEI>"),
    "document, gone": lambda edition: (edition.path / "b.xml").unlink(),
    "document, moved": lambda edition: (edition.path / "b.xml").rename(edition.path / "d.xml"),
    "document, in a folder": lambda edition: (
        (edition.path / "sub").mkdir(),
        (edition.path / "b.xml").rename(edition.path / "sub" / "b.xml"),
    )[0],
    "included file becomes a document": lambda edition: (
        edition.write("part.xml", (edition.path / "part.inc").read_bytes()),
        changed("a.xml", "part.inc", "part.xml")(edition),
    )[0],
    "picture": lambda edition: edition.write("pictures/1.png", b""),
    "date to come": changed("part.inc", "1848", "2025-01-04"),
    "schema": changed("inner.rng", 'name="TEI"', 'name="TEX"'),
    "rules": changed("pattern.sch", "true()", "false()"),
    "language of the edition": changed("edition.toml", "[edition]", '[edition]\nlanguage = "de"'),
    "limit": lambda edition: edition.write("edition.toml", f"{TOML}[limits]\ndepth = 1_000\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(edition: Edition, name: str) -> None:
    edition.validate()
    CHANGES[name](edition)
    found = edition.validate()
    assert found.checked
    assert found == edition.validate("--no-cache")
    assert edition.validate() == found._replace(checked=False)


def test_a_schema_that_a_document_names_counts(edition: Edition) -> None:
    model = '<?xml-model href="s.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>'
    edition.write("edition.toml", TOML.replace('relaxng_schema = "s.rng"', ""))
    edition.write("b.xml", f"{model}{TEI}<p/></TEI>")
    first = edition.validate()
    assert edition.validate() == first._replace(checked=False)
    CHANGES["schema"](edition)
    found = edition.validate()
    assert found.checked
    assert "RNG-UNKNOWN" in found.reports[0]


def test_a_date_in_the_future_is_looked_at_again_on_another_day(edition: Edition) -> None:
    settings = load_settings(edition.path)
    refs = find_documents(settings)

    def found(day: int) -> list[str]:
        edition.runs.clear()
        options = Options(today=(2025, 1, day))
        with Store(edition.path.parent / "store") as store, SerialExecutor() as executor:
            results = validated(
                Request(refs, edition.path, options, edition=refs), executor, store=store
            )
            return [item.code for findings in results for item in findings]

    assert "DAT-FUTURE" not in found(1)
    assert "DAT-FUTURE" not in found(2)
    assert not edition.runs
    CHANGES["date to come"](edition)
    assert "DAT-FUTURE" in found(2)
    assert "DAT-FUTURE" in found(3)
    assert edition.runs
    assert "DAT-FUTURE" not in found(5)


def test_what_is_shown_is_chosen_anew(edition: Edition) -> None:
    first = edition.validate()
    known = NOTHING_KNOWN.replace(
        "[]", '[{"file": "a.xml", "code": "RNG-NONE", "path": "", "message": "", "count": 1}]'
    )
    edition.write("known.json", known)
    with_baseline = edition.validate()
    edition.write("known.json", NOTHING_KNOWN)
    rule = '[[validate.rules]]\ncode = "DAT-*"\nseverity = "off"\n'
    edition.write("edition.toml", f"{TOML}{rule}")
    with_rule = edition.validate()
    assert "IGN-BASELINE" in with_baseline.reports[0]
    assert "DAT-VALUE" not in with_rule.reports[0]
    assert not with_baseline.checked
    assert not with_rule.checked
    edition.write("edition.toml", TOML)
    assert edition.validate() == first._replace(checked=False)
    assert edition.validate("--fail-on", "info").code == 1


@pytest.mark.parametrize("option", ["--phase=#ALL", "--schema=inner.rng", "--schematron=s.sch"])
def test_an_option_is_another_run(
    edition: Edition, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.validate()
    monkeypatch.chdir(edition.path)
    first = edition.validate(option)
    # The path of the schema is that of the settings.
    assert first.checked == (not option.startswith("--schematron"))
    assert edition.validate(option) == first._replace(checked=False)


def test_some_documents_are_no_edition(edition: Edition) -> None:
    path = str(edition.path / "a.xml")
    main(["validate", path, "--executor=serial", "--format=github"])
    assert "b1" not in edition.capture.readouterr().out
    changed("b.xml", 'xml:id="b1"', "")(edition)
    main(["validate", path, "--executor=serial", "--format=github"])
    assert "b1" in edition.capture.readouterr().out


def test_any_edits_in_any_order(edition: Edition) -> None:
    chance = random.Random(5)
    pieces = ("<p/>", '<p xml:id="b1"/>', '<date when="x"/>', "“", '<xi:include href="part.inc"/>')
    names = ("a.xml", "b.xml", "c.xml", "part.inc", "pictures/1.png", "persons.xml")
    for _ in range(15):
        name = chance.choice(names)
        content = "".join(chance.choices(pieces, k=2))
        if chance.random() < 0.2:
            (edition.path / name).unlink(missing_ok=True)
        else:
            edition.write(name, f"{TEI}{content}</TEI>")
        found = edition.validate()
        assert found._replace(checked=True) == edition.validate("--no-cache")
        assert edition.validate() == found._replace(checked=False)


REF = DocumentRef(id="a", path="a.xml", role=Role.TEXT)


@pytest.fixture
def read(documents: Folder, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Ask for the hash of a document in a run of its own; return the files that were read."""
    seen: list[str] = []

    def noted(path: Path | str) -> str:
        seen.append(Path(path).name)
        return file_digest(path)

    monkeypatch.setattr(contents, "file_digest", noted)

    def ask() -> list[str]:
        seen.clear()
        with Store(documents.path / ".store") as store:
            known = Contents(store, documents.path)
            assert known.of(REF) == file_digest(documents.path / "a.xml")
            known.keep()
        return seen

    return ask


def test_a_file_that_has_been_left_alone_is_not_read_again(
    documents: Folder, read: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "_FRESH_NANOSECONDS", -(10**18))  # as if long ago
    path = documents.write("a.xml", "one")
    assert read() == ["a.xml"]
    assert read() == []
    before = path.stat()
    documents.write("a.xml", "two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))
    assert read() == ["a.xml"]
    assert read() == []
    other = documents.write("b.xml", "six")  # put in its place, of the same size
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))
    other.replace(path)
    assert read() == ["a.xml"]
    path.unlink()
    assert read() == ["a.xml"]


def test_a_file_that_was_just_written_is_read_again(
    documents: Folder, read: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "_FRESH_NANOSECONDS", 10**18)
    documents.write("a.xml", "one")
    assert read() == ["a.xml"]
    assert read() == ["a.xml"]


@pytest.mark.parametrize("name", ["st_size", "st_mtime_ns", "st_ctime_ns", "st_ino"])
def test_all_that_tells_a_change_counts(
    documents: Folder,
    read: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    documents.write("a.xml", "one")
    status = dict.fromkeys(("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino"), 1)
    monkeypatch.setattr(contents, "status_of", lambda _path: SimpleNamespace(**status))
    assert read() == ["a.xml"]
    assert read() == []
    status[name] += 1
    assert read() == ["a.xml"]
