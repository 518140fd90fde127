"""Addresses and paths that cannot be any, in every place where a stranger may write one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editio.addresses import (
    is_file,
    is_folder,
    is_uri_reference,
    join_uri,
    split_fragment,
    split_uri,
)
from editio.cli.main import main
from unit.run.test_remembered import TEI

LONG = "a" * 5000
#: No address: brackets of an IPv6 host that do not close, a port that is none, a name no disk has.
WRONG = ("http://[x", "//[", "file://[x/y", "http://a:b/", f"http://[::1/{LONG}", LONG, "x\u2100//")
RNG = "http://relaxng.org/ns/structure/1.0"
SCH = "http://purl.oclc.org/dsdl/schematron"

_BEFORE = (
    "".join(f'<?xml-model href="{{0}}"{kind}?>\n' for kind in ("", f' schematypens="{SCH}"'))
    + '<?xml-stylesheet href="{0}"?>\n'
)
_BODY = """<p xml:base="{0}"><ref target="{0} {0}">r</ref><figure><graphic url="{0}"/></figure>
<pb facs="{0}"/><persName ref="{0}">N</persName><quote source="{0}">q</quote>
<media url="{0}" mimeType="x/y"/><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{0}"/>
<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{0}" parse="text"/></p>"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition whose documents have a wrong address everywhere, and nothing else."""
    for number, wrong in enumerate(WRONG):
        text = _BEFORE.format(wrong) + TEI.format(title=number, body=_BODY.format(wrong))
        (tmp_path / f"{number}.xml").write_text(text, encoding="utf-8")
    return tmp_path


def test_such_addresses_are_findings(
    edition: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XML_CATALOG_FILES", f"file://[x http://[y {LONG}")
    assert main(["validate", str(edition), "--executor", "serial", "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    named = {(Path(found["file"]).name, found["code"]) for found in findings}
    for number in range(len(WRONG)):
        codes = {code for name, code in named if name == f"{number}.xml"}
        assert any(code.startswith("XML-INCLUDE-") for code in codes), (WRONG[number], codes)


def test_such_addresses_do_not_stop_a_build(edition: Path) -> None:
    assert main(["build", str(edition), "--executor", "serial", "--quiet"]) == 1
    assert len([*(edition / "build/site/text").glob("*.html")]) == len(WRONG)


def grammar(inside: str) -> str:
    return f'<grammar xmlns="{RNG}" xml:base="//["><start>{inside}</start></grammar>'


_SCHEMATRON = f'<schema xmlns="{SCH}" queryBinding="xslt3">{{}}</schema>'
_TRANSFORM = "http://www.w3.org/1999/XSL/Transform"
_SCHEMAS = {
    "external.rng": grammar('<externalRef href="http://[x"/>'),
    "long.rng": grammar(f'<externalRef href="{LONG}"/>'),
    "datatypes.rng": grammar('<data type="x" datatypeLibrary="http://[x"/>'),
    "compact.rnc": 'datatypes x = "http://[x"\nstart = external "http://[x"',
    "include.sch": _SCHEMATRON.format('<include href="http://[x"/>'),
    "long.sch": _SCHEMATRON.format(f'<include href="{LONG}"/>'),
    "xslt.sch": _SCHEMATRON.format(f'<xsl:include xmlns:xsl="{_TRANSFORM}" href="http://[x"/>'),
}


@pytest.mark.parametrize("name", _SCHEMAS)
def test_a_schema_with_such_an_address_is_an_error_of_the_schema(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_text(TEI.format(title="A", body="<p/>"), encoding="utf-8")
    (tmp_path / name).write_text(_SCHEMAS[name], encoding="utf-8")
    option = "--schematron" if name.endswith(".sch") else "--schema"
    assert main(["validate", str(tmp_path / "a.xml"), option, str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert "hint:" in said
    assert f"{tmp_path / name}:" in said or LONG in said


@pytest.mark.parametrize(
    "key", ["relaxng_schema = {0}", "schematron = {0}", "catalog.files = [{0}]"]
)
@pytest.mark.parametrize("wrong", ["http://[x", LONG])
def test_settings_with_such_an_address_are_a_message(
    tmp_path: Path, key: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_text(TEI.format(title="A", body="<p/>"), encoding="utf-8")
    line = key.format(json.dumps(wrong))
    if not line.startswith("catalog"):
        line = f"[validate]\n{line}"
    (tmp_path / "edition.toml").write_text(line, encoding="utf-8")
    assert main(["validate", str(tmp_path)]) == 2
    assert "edition.toml" in (said := capsys.readouterr().err) or wrong in said


def test_such_names_on_the_command_line_are_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "a.xml"
    text.write_text(TEI.format(title="A", body="<p/>"), encoding="utf-8")
    for arguments in ([LONG], [str(text), "--schema", LONG], [str(text), "--schema", "http://[x"]):
        assert main(["validate", *arguments]) == 2
        assert "bug in Editio" not in capsys.readouterr().err


def test_a_catalog_with_such_addresses_maps_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_text(TEI.format(title="A", body="<p>a</p>"), encoding="utf-8")
    (tmp_path / "catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog" xml:base="//[">'
        '<nextCatalog catalog="http://[x"/><uri name="http://a/" uri="http://[x"/>'
        '<rewriteURI uriStartString="http://[" rewritePrefix="//["/></catalog>',
        encoding="utf-8",
    )
    (tmp_path / "edition.toml").write_text('[catalog]\nfiles = ["catalog.xml"]', encoding="utf-8")
    assert main(["validate", str(tmp_path)]) in {0, 2}
    assert "bug in Editio" not in capsys.readouterr().err


def test_what_is_malformed_is_all_path_and_joins_nothing() -> None:
    assert split_uri("http://[x").path == "http://[x"
    assert split_uri("http://[x").scheme == ""
    assert not is_uri_reference("http://[x")
    assert is_uri_reference("a.xml#b")
    assert join_uri("http://a/b", "//[") == "//["
    assert join_uri("http://a/b", "c") == "http://a/c"
    assert split_fragment("//[#a") == ("//[#a", "")
    assert split_fragment("b#a") == ("b", "a")


def test_no_file_has_a_name_that_none_can_have(tmp_path: Path) -> None:
    for name in (LONG, "a\0b", f"{__file__}/b"):
        assert not is_file(tmp_path / name)
        assert not is_folder(tmp_path / name)
    assert is_file(__file__)
    assert is_folder(tmp_path)
