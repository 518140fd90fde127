"""A text of 100,000 words: it scrolls and toggles without a freeze."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kettles as kettle_edition
from editio.edition.settings import load_settings
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit

#: The longest that the main thread may be busy at one go, in milliseconds.
LIMIT = 100

BUSY = """() => new Promise((done) => {
  let last = performance.now();
  let worst = 0;
  let left = 30;
  const tick = () => {
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
    left -= 1;
    if (left) setTimeout(tick, 0); else done(worst);
  };
  ACT;
  setTimeout(tick, 0);
})"""


@pytest.fixture(scope="session")
def long_text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an edition with one long text."""
    root = tmp_path_factory.mktemp("long")
    line = "The water sings, and nobody hears it but the cat on the stove. " * 8
    marked = (
        '<persName ref="#brandt">Ida</persName> <choice><orig>boyls</orig><reg>boils</reg></choice>'
        " it.<note>Again.</note> "
    )
    chapter = f"<div><head>Chapter</head>{f'<p>{marked}{line}</p>' * 20}</div>"
    kettle_edition.write(root, body=f"<text><body>{chapter * 46}</body></text>")
    build(load_settings(root), root / "build", SerialExecutor())
    return root / "build" / "site"


@pytest.mark.parametrize(
    "act",
    [
        "document.querySelector('input[value=persons]').click()",
        "document.querySelector('input[value=orig]').click()",
        "scrollTo(0, document.documentElement.scrollHeight / 2)",
    ],
)
def test_nothing_freezes(reader: Visit, long_text: Path, act: str) -> None:
    reader.move(long_text)
    words = len((long_text / "download/text/kettles.txt").read_text("utf-8").split())
    assert words > 100_000
    page = reader.open("text/kettles.html")
    page.wait_for_timeout(500)
    times = [page.evaluate(BUSY.replace("ACT", act)) for _ in range(5)]
    assert min(times) < LIMIT, times
