"""Real corpora validated beside jing; files with one mistake each; files that are no XML."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from editio.edition.find import find_documents
from editio.edition.loading import load
from editio.edition.settings import load_settings
from editio.findings import Severity
from editio.run.executors import SerialExecutor
from editio.run.request import Request
from editio.run.validation import validate_documents
from editio.validate.options import Options
from editio.validate.selection import REPORTS

if TYPE_CHECKING:
    from types import ModuleType

    from editio.findings import Finding

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
NAMES = (
    *("authority-syriaca", "cmif", "critical-balex", "dictionary-tei-lex0", "dracor-schema-tests"),
    *("drama-gerdracor", "epigraphy-isicily", "letters-soldatenbriefe", "letters-thun"),
    *("parliament-parlamint-tr", "prose-eebo-tcp", "prose-eltec-eng", "verse-disco"),
)


@pytest.fixture(scope="module")
def survey(corpora: Path) -> ModuleType:
    """The script that makes the page about the corpora."""
    assert corpora.is_dir()
    if shutil.which("jing") is None:
        pytest.skip("jing is not installed")
    sys.path.insert(0, str(SCRIPTS))
    try:
        import validate_corpora
    finally:
        sys.path.remove(str(SCRIPTS))
    return validate_corpora


@pytest.mark.parametrize("name", NAMES)
def test_verdicts_agree_with_jing_and_every_finding_is_explained(
    survey: ModuleType, name: str
) -> None:
    groups = list(survey.surveyed(name))
    assert sum(len(group.documents) for group in groups) > 0
    found = {item for item in survey.problems(groups) if f" {name}" in item or f"{name} " in item}
    assert found == set()


def test_no_corpus_is_left_out(survey: ModuleType) -> None:
    assert survey.corpora() == sorted(NAMES)


#: What each file of DraCor's tests does wrong: a code, and words of the message.
MISTAKES = {
    "tst000001-bad-play-wikidata-id": ("SCH-ASSERT", "Wikidata ID is expected"),
    "tst000005-body-incomplete": ("RNG-MISSING", "<body> is not complete"),
    "tst000008-no-structure": ("SCH-ASSERT", "speech-acts"),
    "tst000009-no-sp": ("SCH-ASSERT", "speech-acts"),
    "tst000010-no-speakers": ("SCH-ASSERT", "speech-acts"),
    "tst000013-sex": ("SCH-ASSERT", "person/@sex"),
    "tst000014-no-subtitle": ("SCH-ASSERT", "marking subtitles"),
    "tst000017-digitalsource": ("SCH-ASSERT", "@target"),
    "tst000018-who-references": ("PTR-DANGLING", "nosuchid"),
    "tst000019-digitalsource-deprecate-idno": ("SCH-ASSERT", "<idno> with @type"),
    "tst000021-digitalsource-only": ("SCH-ASSERT", "original source is required"),
    "tst000022-source-count": ("SCH-ASSERT", "more than one digital source"),
    "tst000025-deprecate-ana-wikidata": ("SCH-REPORT", "Using @ana for Wikidata"),
    "tst000026-antilabe-part": ("SCH-ASSERT", 'part="I"'),
    "tst000027-empty-elements": ("SCH-REPORT", "should not be empty"),
    "tst100002-corpus-legacy": ("SCH-REPORT", "deprecated"),
}
#: Files that show features; some have empty elements or an empty ORCID besides.
FEATURES = {
    "tst000000-base",
    "tst000002-feature-play-wikidata-id",
    "tst000011-rend-braced",
    "tst000015-lang-no-subtitle",
    "tst000016-title-main-sub",
    "tst000020-originalsource-only",
    "tst000023-xml-model",
    "tst000024-feature-character-wikidata-id",
    "tst000028-editorial-spans",
    "tst100000-corpus",
    "tst100001-corpus-extended",
}


@pytest.fixture(scope="module")
def dracor(survey: ModuleType) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for group in survey.surveyed("dracor-schema-tests", with_jing=False):
        for path in group.documents:
            found[Path(path).stem] = [item for item in group.findings if item.file == path]
    return found


def test_each_mistake_of_dracor_is_found(
    dracor: dict[str, list[Finding]], survey: ModuleType
) -> None:
    allowed = {Path(name).stem for name in survey.DRACOR_ALLOWED}
    assert set(dracor) == set(MISTAKES) | FEATURES | allowed
    for name, (code, words) in MISTAKES.items():
        items = [item for item in dracor[name] if item.code == code and words in item.message]
        assert items, name
        assert all(item.line > 1 for item in items), name
    for name in allowed:
        assert [item for item in dracor[name] if item.severity is not Severity.INFO] == [], name


#: What the schema of DraCor allows and its tests show as mistakes: the reports find it.
REPORTED = {
    "tst000006-div-type-missing": ("CON-LACKING", "<div> has no @type here (3 times"),
    "tst000007-div-type-value": ("CON-VALUE", '"whatever" for @type of <div>'),
    "tst000012-rend-braced-wrong": ("CON-VALUE", '"bracket" for @rend of <castGroup>'),
}


def test_reports_find_what_the_schema_of_dracor_allows(survey: ModuleType, corpora: Path) -> None:
    assert {f"{name}.xml" for name in REPORTED} == set(survey.DRACOR_ALLOWED)
    root = corpora / "dracor-schema-tests"
    options = Options(
        relaxng_schema=corpora / "drama-gerdracor" / "schema" / "dracor-p5_4.9.0a.rng",
        reports=REPORTS,
    )
    refs = find_documents(load_settings(root))
    results = validate_documents(Request(refs, root, options, edition=refs), SerialExecutor())
    findings = [item for result in results for item in result]
    for name, (code, words) in REPORTED.items():
        items = [item for item in findings if item.document == name and item.code == code]
        assert any(words in item.message and item.line > 1 for item in items), name


def test_features_of_dracor_are_no_mistakes(dracor: dict[str, list[Finding]]) -> None:
    for name in FEATURES:
        worse = {item.code for item in dracor[name] if item.severity is not Severity.INFO}
        assert worse <= {"SCH-REPORT", "REG-AUTHORITY", "XML-LANG"}, name


def test_files_that_are_not_well_formed_have_an_exact_place(shared: Path) -> None:
    suffixes = {".xml", ".odd", ".rng", ".tei", ".isosch", ".xsl", ".html", ".sch", ".xsd"}
    paths = [path for path in sorted((shared / "tei").rglob("*")) if path.suffix in suffixes]
    assert len(paths) > 200
    broken = {}
    for path in paths:
        loaded = load(path)
        if not loaded.well_formed:
            item = loaded.findings[-1]
            lines = loaded.source.decode().splitlines()
            place = lines[item.line - 1][item.column - 1 :]
            broken[path.name] = (item.code, item.message, place)
    assert broken == {
        "testrend.xml": (
            "XML-TAG",
            "</teiHeader> closes <encodingDesc>, which was opened in line 16",
            "</teiHeader>",
        )
    }
