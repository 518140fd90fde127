"""The conformance suite of Schematron (Schematron/schematron-conformance), all of it.

A case is a schema or several alternatives, documents, and a verdict: valid, invalid or error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from editio.errors import SchemaError
from editio.schematron import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

T = "{tag:dmaus@dmaus.name,2019:Schematron:Testsuite}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
SVRL = "http://purl.oclc.org/dsdl/svrl"

#: Cases whose verdict is not ours, and why.
EXCEPTIONS = {
    "let-name-collision-error-05#1": "wants an error for what let-scope-pattern-01 wants valid: a "
    "variable of a pattern with the name of one of the schema. ISO 3.26 scopes it to the pattern.",
    "let-name-collision-error-06#1": "the same as let-name-collision-error-05",
    "let-value-element-content-01#1": "counts html:p in a document that has none and wants one "
    "found; the second schema of the case, which looks into the variable, passes.",
}


def _run(case: Path, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield for each schema of a case its name, the verdict wanted and the one given."""
    root = etree.parse(case).getroot()
    for file in root.iterfind(f"{T}documents/*"):
        _write(folder / file.get("filename", ""), file[0])
    schemas = root.find(f"{T}schemas")
    assert schemas is not None
    document = folder / root.find(f"{T}documents/{T}primary").get("filename", "")
    for number, schema in enumerate(schemas, 1):
        path = folder / f"schema-{number}.sch"
        _write(path, schema)
        wanted = root.get("expect", "")
        given = _verdict(path, schemas.get("phase"), document, root)
        yield f"{case.stem}#{number}", wanted, given


def _write(path: Path, element: etree._Element) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(etree.tostring(element, with_tail=False))


def _verdict(path: Path, phase: str | None, document: Path, case: etree._Element) -> str:
    try:
        schema = load_schema(path, phase)
    except SchemaError as error:
        return "error" if error.file == str(path) and error.line > 1 else f"unplaced: {error}"
    found = list(schema.validate(document))
    tests = [e.get("test", "") for e in case.iterfind(f"{T}expectations/{T}expectation")]
    if tests:
        svrl = etree.fromstring(schema.svrl(document).encode())
        for test in tests:
            assert svrl.xpath(test, namespaces={"svrl": SVRL}), test
    if any(f.code == "SCH-EVALUATION" for f in found):
        return "error"
    return "invalid" if found else "valid"


@pytest.fixture(scope="module")
def verdicts(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    cases = sorted((shared / "schematron-conformance" / "tests").rglob("*.xml"))
    assert len(cases) == 50
    return {
        name: (wanted, given)
        for case in cases
        for name, wanted, given in _run(case, tmp_path_factory.mktemp(case.stem))
    }


def test_every_case_passes_but_the_exceptions(verdicts: dict[str, tuple[str, str]]) -> None:
    wrong = {name: pair for name, pair in verdicts.items() if pair[0] != pair[1]}
    print(f"\nSchematron conformance: {len(verdicts) - len(wrong)} of {len(verdicts)} passed")
    assert wrong.keys() == EXCEPTIONS.keys(), wrong
