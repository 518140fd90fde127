"""From a folder of TEI to a whole edition, on small editions made for these tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from editio import resources
from editio.cli.main import main
from editio.edition.scaffolding import scaffold
from editio.edition.settings import load_settings
from editio.errors import ConfigError
from editio.findings import Severity
from editio.names import TEI_NS
from editio.run.executors import SerialExecutor
from editio.run.executors.processes import ProcessExecutor
from editio.run.pipeline import build

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title>'
    "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    "</teiHeader><text><body>{body}</body></text></TEI>"
)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".cache", ".previous"} & set(path.parts)
    }


def write(root: Path, **texts: str) -> Path:
    for name, body in texts.items():
        content = body if body.startswith("<") else TEI.format(title=name, body=f"<p>{body}</p>")
        (root / f"{name}.xml").write_text(content, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def new_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("new") / "edition"
    scaffold(root)
    return root


def test_a_new_edition_builds_without_a_finding(new_edition: Path, tmp_path: Path) -> None:
    report = build(load_settings(new_edition), tmp_path / "build", SerialExecutor())
    assert report.findings == ()
    assert report.documents == 4
    assert report.entries == 4


def test_building_again_in_processes_gives_the_same_bytes(
    new_edition: Path, tmp_path: Path
) -> None:
    settings = load_settings(new_edition)
    build(settings, tmp_path / "one", SerialExecutor())
    with ProcessExecutor(2) as workers:
        build(settings, tmp_path / "two", workers)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_build_replaces_the_previous_one_whole(tmp_path: Path) -> None:
    root = write(tmp_path, alpha="First.", beta="Second.")
    settings = load_settings(root)
    build(settings, settings.build_dir, SerialExecutor())
    (root / "alpha.xml").unlink()
    build(settings, settings.build_dir, SerialExecutor())
    assert not (root / "build" / "site" / "text" / "alpha.html").exists()
    assert (root / "build" / "text" / "beta.txt").read_text(encoding="utf-8").strip() == "Second."


def test_a_bad_document_is_a_finding_and_the_rest_builds(tmp_path: Path) -> None:
    root = write(tmp_path, good="Good.", bad="<TEI><text>\n<p></text></TEI>")
    report = build(load_settings(root), tmp_path / "out", SerialExecutor())
    (finding,) = [item for item in report.findings if item.severity is Severity.ERROR]
    assert (finding.file, finding.line, finding.column) == ("bad.xml", 2, 4)
    assert (tmp_path / "out" / "site" / "text" / "good.html").is_file()


def test_an_unknown_element_is_a_warning_at_its_place(tmp_path: Path) -> None:
    root = write(tmp_path, text="One <invented>two</invented>\n<invented>three</invented>.")
    report = build(load_settings(root), tmp_path / "out", SerialExecutor())
    (finding,) = report.findings
    assert finding.code == "TXT-UNHANDLED"
    assert finding.severity is Severity.WARNING
    assert "invented" in finding.message
    assert "2 times" in finding.message
    assert finding.line == 1
    assert "template" in finding.hint
    assert "two" in (tmp_path / "out" / "text" / "text.txt").read_text(encoding="utf-8")


def test_an_element_that_fell_out_of_tei_is_named_as_such(tmp_path: Path) -> None:
    root = write(tmp_path, text='One <hi xmlns="">two</hi>.')
    report = build(load_settings(root), tmp_path / "out", SerialExecutor())
    (finding,) = report.findings
    assert "<hi> in no namespace (once)" in finding.message
    assert 'remove xmlns=""' in finding.hint


def test_what_fell_out_of_tei_among_changes_stays_in_its_place(tmp_path: Path) -> None:
    changes = '<change>one</change><change xmlns="">two</change><change>three</change>'
    header = f"<teiHeader><revisionDesc>{changes}</revisionDesc></teiHeader>"
    text = "<text><body><p>x</p></body></text>"
    root = write(tmp_path, text=f'<TEI xmlns="{TEI_NS}">{header}{text}</TEI>')
    report = build(load_settings(root), tmp_path / "out", SerialExecutor())
    assert [item.code for item in report.findings] == ["TXT-UNHANDLED"]


def test_a_stylesheet_that_loses_text_is_caught(tmp_path: Path) -> None:
    root = write(tmp_path, text="One <hi>two</hi> three.")
    (root / "own.xsl").write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
        ' xmlns:m="urn:editio:modes" xpath-default-namespace="http://www.tei-c.org/ns/1.0">'
        f'<xsl:import href="{(Path(__file__).parents[2] / "xslt" / "html.xsl").as_uri()}"/>'
        '<xsl:template match="hi" mode="m:html"/></xsl:stylesheet>',
        encoding="utf-8",
    )
    (root / "edition.toml").write_text('[render]\nhtml_stylesheet = "own.xsl"\n', encoding="utf-8")
    report = build(load_settings(root), tmp_path / "out", SerialExecutor())
    (finding,) = report.findings
    assert finding.code == "TXT-LOST"
    assert finding.severity is Severity.ERROR
    assert "two" in finding.message
    assert finding.file == "text.xml"
    assert finding.line == 1


def test_a_folder_without_tei_builds_an_empty_edition_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    report = build(load_settings(tmp_path), tmp_path / "out", SerialExecutor())
    (finding,) = report.findings
    assert finding.code == "XML-NO-TEXTS"
    assert (tmp_path / "out" / "site" / "index.html").is_file()


def test_the_findings_of_documents_and_site_are_in_the_report(tmp_path: Path) -> None:
    root = write(tmp_path, text='One <figure><graphic url="no.png"/></figure>.')
    report = build(load_settings(root), tmp_path / "out", SerialExecutor())
    (finding,) = report.findings
    assert (finding.code, finding.file, finding.document) == ("PTR-MEDIA", "text.xml", "text")
    written = json.loads((tmp_path / "out" / "report" / "findings.json").read_text("utf-8"))
    schema = json.loads(resources.schema("findings.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(written)
    assert written["findings"] == [finding.to_json()]


def test_what_the_edition_answers_is_not_reported_by_a_build(tmp_path: Path) -> None:
    bodies = {
        "a": "<invented>a</invented>",
        "b": "<invented>b</invented>",
        "c": '<p xml:id="p">c</p><p xml:id="p">c</p>',
        "d": "<invented>d</invented>",
    }
    write(tmp_path, **{name: TEI.format(title=name, body=body) for name, body in bodies.items()})

    def found() -> list[str]:
        report = build(load_settings(tmp_path), tmp_path / "build", SerialExecutor())
        path = tmp_path / "build" / "report" / "findings.json"
        stored = json.loads(path.read_text(encoding="utf-8"))
        assert [item["file"] for item in stored["findings"]] == [i.file for i in report.findings]
        return [f"{item.file} {item.code}" for item in report.findings]

    unhandled = [f"{name}.xml TXT-UNHANDLED" for name in "abd"]
    assert found() == [*unhandled[:2], "c.xml XML-ID-DUPLICATE", unhandled[2]]
    instruction = f"<?editio ignore TXT-UNHANDLED shown plainly?>{bodies['a']}"
    write(tmp_path, a=TEI.format(title="a", body=instruction))
    assert found() == [unhandled[1], "c.xml XML-ID-DUPLICATE", unhandled[2]]
    settings = '[[validate.rules]]\ncode = "TXT-*"\nseverity = "off"\npaths = ["b.xml"]\n'
    (tmp_path / "edition.toml").write_text(settings, encoding="utf-8")
    assert found() == ["c.xml XML-ID-DUPLICATE", unhandled[2]]
    assert main(["validate", str(tmp_path), "-q", "--write-baseline"]) == 0
    settings += '[validate]\nbaseline = "editio-baseline.json"\n'
    (tmp_path / "edition.toml").write_text(settings, encoding="utf-8")
    assert found() == [unhandled[2]]
    (tmp_path / "editio-baseline.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError, match="is no baseline"):
        found()
