"""Editions made to measure: what large builds are tried on is varied, valid, always the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from editio.cli.main import main
from loading import load_script

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 60
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module")
def edition(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "edition"
    load_script("make_corpus").make_edition(corpora, folder, COUNT)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(edition: Path, corpora: Path, tmp_path: Path) -> None:
    make_edition = load_script("make_corpus").make_edition
    make_edition(corpora, tmp_path / "same", COUNT)
    make_edition(corpora, tmp_path / "other", COUNT, seed=2)
    assert content(tmp_path / "same") == content(edition)
    assert content(tmp_path / "other") != content(edition)


def test_documents_are_varied_and_of_the_size_of_real_ones(edition: Path) -> None:
    texts = list((edition / "texts").rglob("*.xml"))
    assert len(texts) == COUNT
    assert len({path.stem.partition("-")[0] for path in texts}) >= 8
    sizes = sorted(path.stat().st_size for path in texts)
    assert 8_000 < sum(sizes) / COUNT < 30_000
    assert sizes[-1] > 10 * sizes[0]


def test_ids_are_unique_and_names_are_marked(edition: Path) -> None:
    names: Counter[str] = Counter()
    for path in (edition / "texts").rglob("*.xml"):
        root = etree.parse(path, etree.XMLParser(collect_ids=False)).getroot()
        ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
        assert len(ids) == len(set(ids)), path
        names.update(etree.QName(element).localname for element in root.iter(etree.Element))
    assert min(names["persName"], names["placeName"], names["orgName"]) > COUNT
    assert names["date"] > COUNT / 4


def test_it_is_valid(edition: Path, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = shared / "tei/p5-4.9.0a/compiled/tei_all.rng"
    arguments = (
        "validate",
        str(edition),
        "--schema",
        str(schema),
        "--executor",
        "serial",
        "--no-cache",
    )
    assert main([*arguments, "--fail-on", "error"]) == 0, capsys.readouterr().out
