"""Workers that die: the rest is done, and what kills them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deadly import SEVEN, deadly, deadly_once, doubled, process_or_die
from editio.edition.settings import load_settings
from editio.errors import EditioError
from editio.run import pipeline
from editio.run.executors import ProcessExecutor
from editio.run.pipeline import build
from unit.run.test_remembered import TEI

if TYPE_CHECKING:
    from pathlib import Path


def test_results_come_in_order() -> None:
    with ProcessExecutor(2) as workers:
        assert list(workers.map(doubled, range(30))) == [2 * number for number in range(30)]


def test_an_item_that_kills_its_worker_is_told_and_the_rest_is_done() -> None:
    with ProcessExecutor(2) as workers:
        found = list(workers.map(deadly, range(30), lambda number: -number))
        assert found == [-SEVEN if number == SEVEN else 2 * number for number in range(30)]
        assert list(workers.map(doubled, range(5))) == [0, 2, 4, 6, 8]


def test_a_worker_that_dies_by_chance_leaves_no_trace(tmp_path: Path) -> None:
    marker = str(tmp_path / "marker")
    with ProcessExecutor(2) as workers:
        found = list(workers.map(deadly_once, ((number, marker) for number in range(20))))
    assert found == [2 * number for number in range(20)]


def test_without_anything_to_put_in_its_place_it_is_an_error() -> None:
    with ProcessExecutor(2) as workers, pytest.raises(EditioError, match="died"):
        list(workers.map(deadly, range(10)))


def test_a_document_that_kills_its_worker_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c", "deadly"):
        text = TEI.format(title=name, body=f"<p>{name}</p>")
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(pipeline, "_process_one", process_or_die)
    with ProcessExecutor(2) as workers:
        report = build(load_settings(tmp_path), tmp_path / "build", workers)
    (finding,) = [item for item in report.findings if item.code == "XML-KILLER"]
    assert (finding.file, finding.document) == ("deadly.xml", "deadly")
    pages = {path.name for path in (tmp_path / "build/site/text").iterdir()}
    assert pages == {"a.html", "b.html", "c.html"}
