"""What is valid against the edition's customization is valid against TEI All."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import grammars
from editio.relaxng import load_schema
from random_documents import Generator

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schemas" / "editio.rng"
SAMPLE = sorted((ROOT / "tei").rglob("*.xml"))
SCAFFOLD = sorted((ROOT / "src" / "editio" / "edition" / "scaffold" / "tei").rglob("*.xml"))
COUNT = 300


@pytest.fixture(scope="module")
def tei_all(shared: Path) -> etree.RelaxNG:
    path = shared / "tei" / "p5-4.9.0a" / "compiled" / "tei_all.rng"
    return etree.RelaxNG(etree.parse(path))


@pytest.fixture(scope="module")
def customization() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMA))


@pytest.mark.parametrize("path", [*SAMPLE, *SCAFFOLD], ids=lambda p: p.stem)
def test_a_document_of_the_project_is_valid_against_both(
    path: Path, tei_all: etree.RelaxNG, customization: etree.RelaxNG
) -> None:
    document = etree.parse(path)
    assert customization.validate(document), customization.error_log
    assert tei_all.validate(document), tei_all.error_log


def test_the_customization_is_itself_tei(tei_all: etree.RelaxNG) -> None:
    document = etree.parse(ROOT / "schemas" / "editio.odd")
    assert tei_all.validate(document), tei_all.error_log


def test_documents_made_at_random_are_valid_against_both(shared: Path) -> None:
    grammar = grammars.from_rng(SCHEMA)
    generator = Generator(grammar, seed=1)
    ours = load_schema(SCHEMA)
    tei = load_schema(shared / "tei" / "p5-4.9.0a" / "compiled" / "tei_all.rng")
    for number in range(COUNT):
        source = generator.document().encode()
        assert not [f.message for f in tei.validate(source)], (number, source)
        assert number % 10 or ours.is_valid(source), (number, source)
    wanted = {(n, a) for n, d in grammar.items() for a in d.attributes} | set(grammar)
    assert not {use for use in wanted if not generator.used[use]}


def test_a_second_engine_agrees(tei_all: etree.RelaxNG, customization: etree.RelaxNG) -> None:
    generator = Generator(grammars.from_rng(SCHEMA), seed=2)
    for number in range(40):
        document = etree.fromstring(generator.document())
        assert customization.validate(document), (number, customization.error_log.last_error)
        assert tei_all.validate(document), (number, tei_all.error_log.last_error)
