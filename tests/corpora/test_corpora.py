"""Every real corpus builds into an edition: nothing unhandled, nothing lost, every link alive."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from corpora_names import NAMES
from editio.edition.settings import load_settings
from editio.run.executors import SerialExecutor
from editio.run.pipeline import BuildReport, build
from nuchecker import invalid, sample
from site_links import check_links

if TYPE_CHECKING:
    from pathlib import Path

    from editio.findings import Finding


@dataclass(frozen=True)
class Built:
    report: BuildReport
    target: Path

    def findings(self, *prefixes: str) -> list[Finding]:
        return [finding for finding in self.report.findings if finding.code.startswith(prefixes)]


@pytest.fixture(
    scope="module",
    # One worker builds a corpus once, and runs all its tests.
    params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NAMES],
)
def built(
    request: pytest.FixtureRequest, corpora: Path, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    target = tmp_path_factory.mktemp(request.param) / "build"
    settings = load_settings(corpora / request.param)
    return Built(build(settings, target, SerialExecutor()), target)


def test_no_corpus_is_left_out(corpora: Path) -> None:
    assert sorted(path.name for path in corpora.iterdir() if path.is_dir()) == sorted(NAMES)


def test_every_element_is_rendered_on_purpose(built: Built) -> None:
    assert built.findings("TXT-UNHANDLED") == []


def test_no_character_is_lost(built: Built) -> None:
    assert built.findings("TXT-LOST", "TXT-DOUBLED", "TXT-ORDER", "TXT-ADDED") == []


def test_the_stylesheets_fail_on_no_document(built: Built) -> None:
    assert built.findings("TXT-STYLESHEET", "XML-ENGINE") == []


def test_every_document_is_in_the_list(built: Built) -> None:
    listed = json.loads((built.target / "index" / "documents.json").read_text(encoding="utf-8"))
    documents = listed["documents"]
    assert len(documents) == built.report.documents
    assert any(document["html"] for document in documents)
    for document in documents:
        for page in document["html"]:
            assert (built.target / "site" / page).is_file()


def test_every_link_inside_the_site_leads_somewhere(built: Built) -> None:
    assert list(check_links(built.target / "site")) == []


def test_pages_are_valid_html(built: Built) -> None:
    assert invalid(sample(built.target / "site")) == []


def test_the_database_is_consistent(built: Built) -> None:
    with closing(sqlite3.connect(built.target / "index" / "edition.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        (documents,) = database.execute("SELECT count(*) FROM documents").fetchone()
        (mentions,) = database.execute("SELECT count(*) FROM mentions").fetchone()
    assert documents == built.report.documents
    assert bool(mentions) == bool(built.report.mentions)
    assert mentions <= built.report.mentions  # terms that mean no entry are left out
