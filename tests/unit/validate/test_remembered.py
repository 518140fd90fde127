"""What earlier runs found: used where nothing has changed, and never where something has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from documents import TEI, Folder
from editio.cli.main import main
from editio.edition.find import find_documents
from editio.edition.settings import load_settings
from editio.run import checking
from editio.run.executors import SerialExecutor, executor
from editio.run.request import Request
from editio.run.schemafiles import SchemaHashes
from editio.run.store import Store
from editio.run.validation import validate_documents
from editio.validate.grammar import attempted
from editio.validate.options import Options
from editio.validate.report import ordered
from editio.validate.schemas import SchemaSources

if TYPE_CHECKING:
    from collections.abc import Callable

    from editio.edition.source import OpenDocument
    from editio.findings import Finding

ROOT = Path(__file__).resolve().parents[3]
GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
  <include href="inner.rng"/>
</grammar>"""
INNER = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0">
  <start><element name="TEI"><zeroOrMore><ref name="p"/></zeroOrMore></element></start>
  <define name="p"><element name="{}"><ref name="any"/></element></define>
  <define name="any"><zeroOrMore><choice><text/><attribute><anyName/></attribute>
    <element><anyName/><ref name="any"/></element></choice></zeroOrMore></define>
</grammar>"""
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">
  <ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
  <pattern><rule context="t:p"><assert test="{}">m</assert></rule></pattern>
</schema>"""


class Edition(Folder):
    """A folder that is validated again and again with one store."""

    opened: list[str]

    def found(self, **options: Any) -> list[tuple[str, str, int]]:
        """Validate; return what is found, and note which documents were opened."""
        self.opened.clear()
        settings = load_settings(self.path)
        refs = find_documents(settings)
        with Store(self.path / ".store") as store:
            results = validate_documents(
                Request(refs, settings.root, Options(**options)), SerialExecutor(), store=store
            )
            findings: list[Finding] = ordered([item for found in results for item in found])
        return [(item.code, item.file, item.line) for item in findings]


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    made = Edition(tmp_path)
    made.opened = []
    real: Callable[..., OpenDocument] = checking.open_document

    def noted(ref: Any, *arguments: Any, **named: Any) -> OpenDocument:
        made.opened.append(ref.path)
        return real(ref, *arguments, **named)

    monkeypatch.setattr(checking, "open_document", noted)
    return made


def test_what_has_not_changed_is_not_opened_again(edition: Edition) -> None:
    edition.write("a.xml", f'{TEI}\n<p corresp="#none"><date when="x"/></p></TEI>')
    edition.write("b.xml", f"{TEI}\n<p/></TEI>")
    first = edition.found()
    assert [code for code, _, _ in first] == ["PTR-DANGLING", "DAT-VALUE"]
    assert set(edition.opened) == {"a.xml", "b.xml"}
    assert edition.found() == first
    assert edition.opened == []
    edition.write("b.xml", f'{TEI}\n<p><date when="y"/></p></TEI>')
    assert edition.found() == [*first, ("DAT-VALUE", "b.xml", 2)]
    assert edition.opened == ["b.xml"]
    edition.write("b.xml", f'{TEI}\n<p xml:id="none"/></TEI>')
    assert ("DAT-VALUE", "a.xml", 2) in edition.found()


def test_an_included_file_counts(edition: Edition) -> None:
    edition.write("a.xml", f'{TEI}<xi:include href="part.inc"/></TEI>')
    assert [code for code, _, _ in edition.found()] == ["XML-INCLUDE-MISSING"]
    edition.write("part.inc", '<p xmlns="http://www.tei-c.org/ns/1.0"/>')
    assert edition.found() == []
    edition.write("part.inc", '<p xmlns="http://www.tei-c.org/ns/1.0"><date when="x"/></p>')
    assert edition.found() == [("DAT-VALUE", "part.inc", 1)]
    assert edition.found() == [("DAT-VALUE", "part.inc", 1)]
    assert edition.opened == []


@pytest.mark.parametrize("named", [False, True])
def test_a_schema_and_what_it_includes_count(edition: Edition, *, named: bool) -> None:
    model = '<?xml-model href="s.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>'
    edition.write("a.xml", f"{model if named else ''}{TEI}\n<p/></TEI>")
    edition.write("s.rng", GRAMMAR)
    edition.write("inner.rng", INNER.format("p"))
    options = {} if named else {"relaxng_schema": edition.path / "s.rng"}
    assert edition.found(**options) == []
    assert edition.found(**options) == []
    assert edition.opened == []
    edition.write("inner.rng", INNER.format("q"))
    # A process loads a schema once: another run is another process.
    attempted.cache_clear()
    assert [code for code, _, _ in edition.found(**options)] == ["RNG-UNKNOWN"]


def test_rules_count_and_those_that_read_elsewhere_are_asked_again(edition: Edition) -> None:
    edition.write("a.xml", f"{TEI}\n<p/></TEI>")
    for test, again in (("@n", []), ("doc-available('x.xml')", ["a.xml"])):
        schema = edition.write(f"{len(again)}.sch", RULES.format(test))
        found = edition.found(schematron=schema)
        assert [code for code, _, _ in found] == ["SCH-ASSERT"]
        assert edition.found(schematron=schema) == found
        assert edition.opened == again


def test_dates_in_the_future_are_looked_at_again_when_days_go_by(edition: Edition) -> None:
    header = '<teiHeader><revisionDesc><change when="2030-01-01"/></revisionDesc></teiHeader>'
    edition.write("a.xml", f"{TEI}\n{header}</TEI>")
    edition.write("b.xml", f"{TEI}\n<p/></TEI>")
    assert [code for code, _, _ in edition.found(today=(2029, 1, 1))] == ["DAT-FUTURE"]
    assert [code for code, _, _ in edition.found(today=(2029, 1, 2))] == ["DAT-FUTURE"]
    assert edition.opened == ["a.xml"]
    assert edition.found(today=(2031, 1, 1)) == []
    assert [code for code, _, _ in edition.found(today=(2029, 1, 1))] == ["DAT-FUTURE"]


def test_a_damaged_store_does_no_harm(edition: Edition) -> None:
    edition.write("a.xml", f'{TEI}\n<p><date when="x"/></p></TEI>')
    first = edition.found()
    (path,) = (edition.path / ".store").iterdir()
    for data in (b"", b"no database", path.read_bytes()[:3000]):
        path.write_bytes(data)
        assert edition.found() == first
    assert edition.found() == first


def test_the_sample_edition_is_remembered_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(ROOT)
    refs = find_documents(settings)
    options = Options(relaxng_schema=settings.relaxng_schema, schematron=settings.schematron)

    def findings() -> list[Finding]:
        with Store(tmp_path) as store, executor(2) as workers:
            results = validate_documents(
                Request(refs, settings.root, options), workers, store=store
            )
            return [item for found in results for item in found]

    first = findings()
    monkeypatch.setattr(checking.Check, "__call__", lambda *_: pytest.fail("checked again"))
    assert findings() == first


def test_the_command_can_do_without(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    edition.write("a.xml", f"{TEI}\n<p/></TEI>")
    cache = edition.path / ".cache"
    monkeypatch.setenv("EDITIO_CACHE_DIR", str(cache))
    command = ["validate", str(edition.path), "-q", "--executor=serial"]
    assert main([*command, "--no-cache"]) == 0
    assert not (cache / "checks").exists()
    assert main(command) == 0
    assert edition.opened == ["a.xml", "a.xml"]
    assert main(command) == 0
    assert edition.opened == ["a.xml", "a.xml"]


def test_hashes_of_schemas_tell_files_apart(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    schema = folder.write("s.rnc", 'include "inner.rnc"\nstart = a')
    missing = SchemaHashes(SchemaSources()).of(schema)
    folder.write("inner.rnc", "a = element a { empty }")
    there = SchemaHashes(SchemaSources()).of(schema)
    assert missing
    assert there not in {missing, ""}
    assert SchemaHashes(SchemaSources()).of(tmp_path / "no.rng") == ""
    assert json.dumps(SchemaHashes(SchemaSources()).of(None)) == '"-"'
