"""Which schemas check a document: the option, the settings, the document's own; from where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from documents import TEI, Folder
from editio.cli.main import main
from webserver import Web, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RNG = "http://relaxng.org/ns/structure/1.0"
SCH = "http://purl.oclc.org/dsdl/schematron"
NS = "http://www.tei-c.org/ns/1.0"


def grammar(*children: str) -> str:
    """A grammar that allows these empty elements in TEI, and no attributes."""
    inside = "".join(f'<element name="{name}"><empty/></element>' for name in children)
    return (
        f'<element name="TEI" ns="{NS}" xmlns="{RNG}"><zeroOrMore><choice>{inside}<empty/></choice>'
        "</zeroOrMore></element>"
    )


def compact(*children: str) -> str:
    inside = " | ".join(f"element {name} {{ empty }}" for name in children)
    return f'default namespace = "{NS}"\nelement TEI {{ ({inside})* }}'


def rules(context: str = "t:p", phases: str = "") -> str:
    return (
        f'<schema xmlns="{SCH}" queryBinding="xslt2"><ns prefix="t" uri="{NS}"/>{phases}'
        f'<pattern id="a"><rule context="{context}"><assert test="@n">n</assert></rule></pattern>'
        f'<pattern id="b"><rule context="{context}"><assert test="@m">m</assert></rule></pattern>'
        "</schema>"
    )


def model(href: str, kind: str = RNG, more: str = "") -> str:
    return f'<?xml-model href="{href}" schematypens="{kind}"{more}?>\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    path = tmp_path / "edition"
    path.mkdir()
    monkeypatch.setenv("EDITIO_CACHE_DIR", str(tmp_path / "cache"))
    edition = Folder(path)
    edition.write("p.rng", grammar("p"))
    edition.write("q.rng", grammar("q"))
    edition.write("rules.sch", rules())
    return edition


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as server:
        yield server


def run(
    folder: Folder, capsys: pytest.CaptureFixture[str], *options: str
) -> list[tuple[str, str, int]]:
    """Validate the folder; return code, file and line of all findings about schemas."""
    code = main(["validate", str(folder.path), "-q", "--format", "json", *options])
    out = capsys.readouterr()
    assert code in {0, 1}, out.err
    found = json.loads(out.out)["findings"]
    return [
        (item["code"], item["file"], item["line"])
        for item in found
        if item["code"].startswith(("RNG-", "SCH-", "DAT-VALUE"))
    ]


UNKNOWN = ("RNG-UNKNOWN", "a.xml", 2)


@pytest.mark.parametrize(
    ("settings", "options", "element", "found"),
    [
        ("", [], "q", [UNKNOWN]),
        ("", [], "p", []),
        ("q.rng", [], "p", [UNKNOWN]),
        ("q.rng", [], "q", []),
        ("q.rng", ["--schema", "{}/p.rng"], "q", [UNKNOWN]),
        ("q.rng", ["--schema", "{}/p.rng"], "p", []),
    ],
)
def test_the_option_comes_before_the_settings_and_these_before_the_document(
    folder: Folder,
    capsys: pytest.CaptureFixture[str],
    settings: str,
    options: list[str],
    element: str,
    found: list[tuple[str, str, int]],
) -> None:
    if settings:
        folder.write("edition.toml", f'[validate]\nrelaxng_schema = "{settings}"\n')
    folder.write("a.xml", f"{model('p.rng')}{TEI}<{element}/></TEI>")
    assert run(folder, capsys, *(item.format(folder.path) for item in options)) == found


def test_schemas_of_a_document_are_relative_to_it(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("texts/deep/a.xml", f"{model('../../p.rng')}{TEI}<q/></TEI>")
    folder.write("my schema.rng", grammar("p"))
    folder.write("b.xml", f"{model('my%20schema.rng')}{TEI}<q/></TEI>")
    folder.write("c.xml", f"{model('my schema.rng')}{TEI}<q/></TEI>")
    assert [code for code, _, _ in run(folder, capsys)] == ["RNG-UNKNOWN"] * 3


def test_all_schemas_of_a_document_are_used_and_a_mistake_is_said_once(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("p.rnc", compact("p"))
    folder.write("both", compact("p"))
    prolog = model("p.rng") + model("p.rnc") + model("rules.sch", SCH)
    prolog += '<?xml-model href="both" type="application/relax-ng-compact-syntax"?>\n'
    folder.write("a.xml", f"{prolog}{TEI}<q/>\n<p/></TEI>")
    assert run(folder, capsys) == [
        ("RNG-UNKNOWN", "a.xml", 5),
        ("SCH-ASSERT", "a.xml", 6),
        ("SCH-ASSERT", "a.xml", 6),
    ]


def test_rules_inside_a_grammar_are_used_where_the_document_says_so(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = rules().replace('queryBinding="xslt2"', "")
    pattern = inside[inside.index("<ns") : inside.index("</schema>")]
    pattern = pattern.replace("<ns ", f'<ns xmlns="{SCH}" ').replace(
        "<pattern ", f'<pattern xmlns="{SCH}" '
    )
    folder.write("both.rng", grammar("p").replace("<zeroOrMore>", f"{pattern}<zeroOrMore>"))
    folder.write("a.xml", f"{model('both.rng')}{TEI}<p/></TEI>")
    assert run(folder, capsys) == []
    folder.write("a.xml", f"{model('both.rng', SCH)}{TEI}<p/></TEI>")
    assert run(folder, capsys) == [("SCH-ASSERT", "a.xml", 2)] * 2


PHASES = '<phase id="one"><active pattern="a"/></phase><phase id="none"/>'


def test_a_phase_can_be_chosen(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("rules.sch", rules(phases=PHASES))
    folder.write("a.xml", f"{model('rules.sch', SCH)}{TEI}<p/></TEI>")
    found = [("SCH-ASSERT", "a.xml", 2)]
    assert run(folder, capsys) == found * 2
    assert run(folder, capsys, "--phase", "one") == found
    given = ("--schematron", str(folder.path / "rules.sch"))
    assert run(folder, capsys, *given, "--phase", "one") == found
    assert run(folder, capsys, *given, "--phase", "none") == []
    prolog = model("rules.sch", SCH, ' phase="one"')
    folder.write("a.xml", f"{prolog}{TEI}<p/></TEI>")
    assert run(folder, capsys) == found
    assert run(folder, capsys, "--phase", "#ALL") == found * 2
    folder.write("edition.toml", '[validate]\nphase = "none"\n')
    assert run(folder, capsys) == []


def test_a_phase_that_is_not_there_is_told(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("a.xml", f"{model('rules.sch', SCH)}{TEI}<p/></TEI>")
    assert run(folder, capsys, "--phase", "two") == [("SCH-SCHEMA", "a.xml", 1)]
    given = ["--schematron", str(folder.path / "rules.sch"), "--phase", "two"]
    assert main(["validate", str(folder.path), *given]) == 2
    assert "two" in capsys.readouterr().err


def test_a_schema_that_cannot_be_used_is_a_finding_at_the_instruction_said_once(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("wrong.rng", "<grammar")
    prolog = model("none.rng") + model("wrong.rng") + model("none.sch", SCH) + model("")
    for name in ("a.xml", "b.xml"):
        folder.write(name, f"{prolog}{TEI}<p when='x'/></TEI>")
    assert run(folder, capsys) == [
        ("RNG-SCHEMA", "a.xml", 1),
        ("RNG-SCHEMA", "a.xml", 2),
        ("SCH-SCHEMA", "a.xml", 3),
        ("RNG-SCHEMA", "a.xml", 4),
        ("DAT-VALUE", "a.xml", 5),
        ("DAT-VALUE", "b.xml", 5),
    ]


def test_a_catalog_maps_addresses_of_documents_and_of_schemas(
    folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write(
        "own/catalog.xml",
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><rewriteURI '
        'uriStartString="https://schemas.example.org/" rewritePrefix="../"/></catalog>',
    )
    including = f'<grammar xmlns="{RNG}"><start><externalRef href="HREF"/></start></grammar>'
    folder.write("main.rng", including.replace("HREF", "https://schemas.example.org/p.rng"))
    prolog = model("https://schemas.example.org/main.rng")
    prolog += model("https://schemas.example.org/rules.sch", SCH)
    folder.write("a.xml", f"{prolog}{TEI}<q/><p/></TEI>")
    assert [code for code, _, _ in run(folder, capsys)] == ["RNG-SCHEMA", "SCH-SCHEMA"]
    expected = [("RNG-UNKNOWN", "a.xml", 3), *[("SCH-ASSERT", "a.xml", 3)] * 2]
    monkeypatch.setenv("XML_CATALOG_FILES", str(folder.path / "own" / "catalog.xml"))
    assert run(folder, capsys) == expected
    monkeypatch.delenv("XML_CATALOG_FILES")
    folder.write("edition.toml", '[catalog]\nfiles = ["own/catalog.xml"]\n')
    assert run(folder, capsys) == expected
    assert run(folder, capsys, "--schema", "https://schemas.example.org/q.rng")[0][0] == (
        "RNG-UNKNOWN"
    )


def test_a_wrong_catalog_stops_the_command(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write("catalog.xml", "<catalog/>")
    folder.write("edition.toml", '[catalog]\nfiles = ["catalog.xml"]\n')
    folder.write("a.xml", f"{model('p.rng')}{TEI}<p/></TEI>")
    assert main(["validate", str(folder.path)]) == 2
    assert "catalog.xml" in capsys.readouterr().err


def test_the_network_is_asked_only_when_allowed_and_only_once(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve() as web:
        web.pages["/s/main.rng"] = (
            f'<grammar xmlns="{RNG}"><include href="p.rng"/></grammar>'.encode()
        )
        web.pages["/s/p.rng"] = (
            f'<grammar xmlns="{RNG}"><start>{grammar("p")}</start></grammar>'.encode()
        )
        web.pages["/s/rules.sch"] = (
            f'<schema xmlns="{SCH}"><ns prefix="t" uri="{NS}"/><include href="inc.sch"/></schema>'
        ).encode()
        web.pages["/s/inc.sch"] = (
            f'<pattern xmlns="{SCH}"><rule context="t:p"><assert test="@n">n</assert></rule>'
            "</pattern>"
        ).encode()
        prolog = model(f"{web.address}/s/main.rng") + model(f"{web.address}/s/rules.sch", SCH)
        for name in ("a.xml", "b.xml"):
            folder.write(name, f"{prolog}{TEI}<q/><p/></TEI>")
        assert run(folder, capsys) == [("RNG-SCHEMA", "a.xml", 1), ("SCH-SCHEMA", "a.xml", 2)]
        assert web.asked == []
        expected = [
            (code, name, 3) for name in ("a.xml", "b.xml") for code in ("RNG-UNKNOWN", "SCH-ASSERT")
        ]
        assert run(folder, capsys, "--allow-network", "--executor=serial") == expected
        assert sorted(web.asked) == [
            f"GET /s/{name}" for name in ("inc.sch", "main.rng", "p.rng", "rules.sch")
        ]
    assert run(folder, capsys) == expected


def test_the_message_says_what_to_do(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("a.xml", f"{model('https://schemas.example.org/p.rng')}{TEI}<p/></TEI>")
    assert main(["validate", str(folder.path)]) == 0
    out = capsys.readouterr().out
    assert "https://schemas.example.org/p.rng" in out
    assert "--allow-network" in out
    given = ["--schema", "https://schemas.example.org/p.rng"]
    assert main(["validate", str(folder.path), *given]) == 2
    assert "--allow-network" in capsys.readouterr().err


def test_what_the_server_refuses_is_told(
    folder: Folder, capsys: pytest.CaptureFixture[str], web: Web
) -> None:
    folder.write("a.xml", f"{model(f'{web.address}/none.rng')}{TEI}<p/></TEI>")
    assert main(["validate", str(folder.path), "--allow-network"]) == 1
    assert "404" in capsys.readouterr().out


def test_compiled_schemas_are_kept_between_runs(
    folder: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder.write("a.xml", f"{model('p.rng')}{TEI}<q/></TEI>")
    assert run(folder, capsys) == [UNKNOWN]
    assert len(list((tmp_path / "cache" / "schemas").glob("relaxng-*.json"))) == 1
    folder.write("p.rng", grammar("q"))
    from editio.validate.grammar import attempted

    attempted.cache_clear()
    assert run(folder, capsys) == []
