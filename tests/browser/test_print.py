"""What is printed is read back: the whole text, every note and reading, the permalink."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING

import pytest

import kettles as kettle_edition
from editio.edition.settings import load_settings
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import Visit

#: The words of each block that paper shows, but for numbers of lines, which stand in the margin.
_BLOCKS = """() => {
  const blocks = "h1, h2, h3, h4, p, li, td, th, dt, dd, .l, .speaker, .stage";
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  return [...document.querySelectorAll(`main :is(${blocks})`)]
    .filter((block) => seen(block) && !block.querySelector(blocks))
    .map((block) => {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      const words = [];
      while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        if (seen(around) && !around.closest(".line-number")) words.push(walker.currentNode.data);
      }
      return words.join("");
    });
}"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("printed")
    kettle_edition.write(root, 'base_url = "https://example.org/kettles"\n')
    build(load_settings(root), root / "build", SerialExecutor())
    return root / "build" / "site"


def letters(text: str) -> str:
    """The letters and digits alone: lines are broken elsewhere on paper, and words too."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def printed(page: Page) -> tuple[list[str], str]:
    """The blocks that the page shows on paper, and all that the PDF has, as letters."""
    pypdf = pytest.importorskip("pypdf")
    page.emulate_media(media="print")
    blocks = [letters(block) for block in page.evaluate(_BLOCKS)]
    pages = pypdf.PdfReader(io.BytesIO(page.pdf())).pages
    return [block for block in blocks if block], letters("".join(p.extract_text() for p in pages))


def test_paper_has_the_text_with_every_note_reading_and_the_permalink(
    reader: Visit, released: Path
) -> None:
    reader.move(released)
    page = reader.open("text/kettles.html?show=persons&notes=foot")
    blocks, paper = printed(page)
    assert len(blocks) > 40
    assert [block for block in blocks if block not in paper] == []
    for words in ("with a dent.", "The cat was called Dampf.", "burnt", "thrice", "wC"):
        assert letters(words) in paper, words
    assert letters("https://example.org/kettles/text/kettles.html") in paper
    assert paper.count(letters("called Dampf")) == 1


def test_paper_has_all_of_a_text_of_the_sample(reader: Visit, sample_edition: Path) -> None:
    reader.move(sample_edition)
    page = reader.open("text/leaflet-1992.html")
    notes = page.locator(".notes > li").count()
    blocks, paper = printed(page)
    assert notes > 5
    assert len(blocks) > notes + 20
    assert [block for block in blocks if block not in paper] == []
