"""Pages are the same wherever they are made, and all are made."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sample_site as sample
from deadly import DeadlyTask, WordsTask
from editio.edition.fate import Fate
from editio.errors import PublishError
from editio.publish.site import press
from editio.publish.site.kept import Kept
from editio.publish.site.output import open_output
from editio.publish.site.pages import Frame
from editio.publish.site.press import Order, Press, Site
from editio.run.executors.processes import ProcessExecutor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.publish.site.output import Output
    from editio.publish.site.press import Workers

TEXTS = [f"t{number}" for number in range(12)]


def nobody(function: object, items: object, lost: object = None) -> Iterator[object]:
    """Stand for workers that must not be asked."""
    raise AssertionError


def unlucky(
    function: Callable[[object], object],
    items: Iterable[object],
    lost: Callable[[object, Fate], object],
) -> Iterator[object]:
    """Stand for workers that lose every other item."""
    for number, item in enumerate(items):
        yield lost(item, Fate.DIED) if number % 2 else function(item)


@pytest.fixture(autouse=True)
def _all_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask workers for few pages, too, and give them little at once."""
    monkeypatch.setattr(press, "_FEW", 0)
    monkeypatch.setattr(press, "_BATCH", 2_000)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def site(root: Path, workers: Workers) -> dict[str, bytes]:
    html = sample.HTML.replace(
        "<!--part:notes-->",
        '<section class="div" id="x"><h2>X</h2><p id="x.p">1</p></section>'
        '<section class="div" id="y"><h2>Y</h2><p id="y.p">2</p></section><!--part:notes-->',
    )
    results = [
        sample.result(name, html=html, parts={"x": 1, "x.p": 1, "y": 2, "y.p": 2}) for name in TEXTS
    ]
    indexes = [sample.persons(*TEXTS), sample.quotations("t3")]
    written = sample.write_edition(root, results, indexes, workers=workers, split=1)
    return files(written.parent)


def test_processes_write_the_same_bytes(tmp_path: Path) -> None:
    here = site(tmp_path / "a", press.here)
    assert f"site/text/{TEXTS[-1]}.html" in here
    assert f"site/part/{TEXTS[-1]}-2.html" in here
    with ProcessExecutor(2) as workers:
        assert site(tmp_path / "b", workers.map) == here
    assert site(tmp_path / "c", unlucky) == here  # type: ignore[arg-type]


def pressed(output: Output, workers: Workers, orders: Callable[[Press], list[Order]]) -> None:
    kept = Kept(output)
    frame = Frame(sample.settings(output.cache), ())
    press_ = Press(kept, Site(frame, {}, output.root), workers)
    press_.make(orders(press_))


def test_what_kills_a_worker_is_made_here(tmp_path: Path) -> None:
    def orders(wanting: Press) -> list[Order]:
        names = ("site/text/a.html", "site/text/b.html")
        assert all(wanting.wants(name, "") for name in names)
        return [Order([(name, "") for name in names], DeadlyTask(os.getpid()), 1)]

    with ProcessExecutor(1) as workers, open_output(tmp_path / "build") as output:
        pressed(output, workers.map, orders)
    assert files(tmp_path / "build/site/text") == {"a.html": b"one", "b.html": b"two"}


def test_few_pages_start_no_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_FEW", 10)

    def orders(weight: int, wanting: Press) -> list[Order]:
        wanting.wants("site/a.html", "")
        return [Order([("site/a.html", "")], WordsTask(("a",)), weight)]

    with open_output(tmp_path / "few") as output:
        pressed(output, nobody, lambda wanting: orders(10, wanting))
    assert files(tmp_path / "few/site") == {"a.html": b"a"}
    with open_output(tmp_path / "many") as output, pytest.raises(AssertionError):
        pressed(output, nobody, lambda wanting: orders(11, wanting))


def test_a_task_may_make_more_than_was_known(tmp_path: Path) -> None:
    def orders(wanting: Press) -> list[Order]:
        wanting.wants("site/0.html", "")
        task = WordsTask(("a", "b", "c"))
        return [Order([("site/0.html", "")], task, 1, lambda number: (f"site/{number}.html", ""))]

    with open_output(tmp_path / "build") as output:
        pressed(output, press.here, orders)
    found = files(tmp_path / "build/site")
    assert found == {"0.html": b"a", "1.html": b"b", "2.html": b"c"}


def test_a_worker_knows_what_memory_pages_take(tmp_path: Path) -> None:
    made = Site(Frame(sample.settings(tmp_path), ()), {}, "")
    assert made.weigh([(["a"], WordsTask((), 100)), (["b"], WordsTask((), 5_000_000))]) == 1_000_000


def test_two_pages_want_one_name(tmp_path: Path) -> None:
    with open_output(tmp_path / "build") as output:
        wanting = Press(Kept(output), Site(Frame(sample.settings(tmp_path), ()), {}, output.root))
        assert wanting.wants("site/text/a.html", "")
        with pytest.raises(PublishError, match=r"want the name site/text/A\.html"):
            wanting.wants("site/text/A.html", "")


def test_a_disk_that_takes_no_page_is_said(tmp_path: Path) -> None:
    def orders(wanting: Press) -> list[Order]:
        wanting.wants("site/text/a.html", "")
        Path(wanting.site.folder, "site/text/a.html").mkdir()
        return [Order([("site/text/a.html", "")], WordsTask(("a",)), 1)]

    with (
        ProcessExecutor(1) as workers,
        open_output(tmp_path / "build") as output,
        pytest.raises(PublishError, match=r"a\.html"),
    ):
        pressed(output, workers.map, orders)
