"""The rules of TEI, as published, on all corpora; and every published schema compiles whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from editio.schematron import Schema, load_schema

if TYPE_CHECKING:
    from pathlib import Path

    from editio.findings import Finding

SCH = "http://purl.oclc.org/dsdl/schematron"
#: Where the texts break rules of TEI, by file, line and element; each was looked at: descriptions
#: with paragraphs inside a paragraph, relations without a name, a manuscript without a place.
KNOWN = [
    ("ISic-all-example.xml", 30, "msIdentifier[1]"),
    ("ficker-an-thun-konzept-1854-05-14-ca200.xml", 28, "p[1]"),
    ("ficker-an-thun-konzept-1854-05-14-ca200.xml", 37, "p[1]"),
    ("kohn-an-thun-1850-01-30-a3-xxi-d33.xml", 29, "p[1]"),
    ("persons-list.xml", 32, "relation[1]"),
    ("persons-list.xml", 50, "relation[1]"),
    ("persons-list.xml", 68, "relation[1]"),
    ("simor-an-thun-1854-12-23-a3-xxi-d296h.xml", 30, "p[1]"),
    ("simor-an-thun-1854-12-23-a3-xxi-d296h.xml", 51, "p[1]"),
]
COUNTED = [f"{{{SCH}}}{name}" for name in ("rule", "assert", "report")]


def _schemas(folder: Path) -> list[Path]:
    found = [*folder.rglob("*.isosch"), *folder.rglob("*.rng"), *folder.rglob("*.odd")]
    return sorted(path for path in found if SCH.encode() in path.read_bytes())


def test_every_schema_of_tei_compiles_with_all_its_rules(shared: Path) -> None:
    schemas = _schemas(shared / "tei")
    assert len(schemas) > 40
    parser = etree.XMLParser(collect_ids=False)
    for path in schemas:
        schema = load_schema(path, "#ALL")
        inside = sum(1 for _ in etree.parse(path, parser).iter(*COUNTED))
        assert schema.rules == inside, path


def _findings(schema: Schema, corpora: Path) -> list[Finding]:
    return [f for path in sorted(corpora.rglob("*.xml")) for f in schema.validate(path)]


@pytest.fixture(scope="module")
def compiled(shared: Path) -> Path:
    return shared / "tei" / "p5-4.9.0a" / "compiled"


def test_the_rules_of_tei_hold_in_the_corpora_but_for_known_places(
    compiled: Path, corpora: Path
) -> None:
    found = _findings(load_schema(compiled / "tei_all.isosch"), corpora)
    texts = [f for f in found if "/odd/" not in f.file]
    by_file = sorted((f.file.rpartition("/")[2], f.line, f.xpath.rpartition("/")[2]) for f in texts)
    assert by_file == KNOWN
    assert not [f for f in found if f.code == "SCH-EVALUATION"]


def test_the_rules_inside_the_grammar_find_the_same(compiled: Path, corpora: Path) -> None:
    alone = _findings(load_schema(compiled / "tei_all.isosch"), corpora)
    inside = _findings(load_schema(compiled / "tei_all.rng"), corpora)

    def places(found: list[Finding]) -> list[tuple[str, int, int, str]]:
        return sorted((f.file, f.line, f.column, f.message.split("[")[0]) for f in found)

    assert places(alone) == places(inside)


def test_the_place_of_a_finding_is_that_of_its_element(corpora: Path) -> None:
    """With rules that set off often: DraCor's on its plays and on texts that are none."""
    schema = load_schema(corpora / "drama-gerdracor" / "schema" / "dracor.odd")
    lines: dict[str, list[str]] = {}
    found = _findings(schema, corpora / "drama-gerdracor" / "tei")
    found += _findings(schema, corpora / "letters-thun")
    assert len(found) > 300
    for finding in found:
        if finding.file not in lines:
            with open(finding.file, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
                lines[finding.file] = file.read().replace("\r\n", "\n").split("\n")
        rest = lines[finding.file][finding.line - 1][finding.column - 1 :]
        name = finding.xpath.rpartition("/")[2].partition("[")[0]
        assert rest.startswith(f"<{name}" if not name.startswith("@") else name[1:]), finding
