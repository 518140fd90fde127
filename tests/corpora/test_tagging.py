"""Tagging real documents: the text stays, valid stays valid, a second run changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpora_names import NAMES
from editio.edition.parsing import parse_bytes
from editio.encode.tagging import Tagger
from editio.errors import EditioError
from editio.relaxng import load_schema
from frequent_names import register_of

if TYPE_CHECKING:
    from pathlib import Path

    from editio.relaxng.schema import Schema

#: Larger documents are left out: they have nothing that smaller ones of their corpus do not have.
_LARGEST = 1_200_000
_DOCUMENTS = 12


@pytest.fixture(scope="module")
def tei_all(shared: Path) -> Schema:
    return load_schema(shared / "tei" / "p5-4.9.0a" / "compiled" / "tei_all.rng")


@pytest.mark.parametrize(
    "corpus", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NAMES]
)
def test_real_documents_are_tagged_and_nothing_else_changes(
    corpus: str, corpora: Path, tei_all: Schema
) -> None:
    paths = [p for p in sorted((corpora / corpus).rglob("*.xml")) if p.stat().st_size < _LARGEST]
    step = max(1, len(paths) // _DOCUMENTS)
    tagged = 0
    for path in paths[::step]:
        data = path.read_bytes()
        try:
            before = parse_bytes(data)
        except EditioError:
            continue
        text = "".join(before.itertext())
        tagger = Tagger(register_of(text), schema=tei_all)
        result = tagger.tag(data)
        tagged += result.document is not data
        after = parse_bytes(result.document)
        assert "".join(after.itertext()) == text, path
        if result.document is not data and tei_all.is_valid(data):
            assert tei_all.is_valid(result.document), path
        assert tagger.tag(result.document).document is result.document, path
    assert tagged
