"""Importing the text of real documents: nothing is lost, the result is valid, twice is the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from corpora_names import NAMES
from editio.edition.parsing import parse_bytes
from editio.encode.importing import Tags, ensure_valid, import_text
from editio.encode.tagging import Tagger
from editio.errors import EditioError
from frequent_names import register_of

if TYPE_CHECKING:
    from pathlib import Path

#: Larger documents are left out, and of each so much is imported: enough for what a corpus has.
_LARGEST = 1_200_000
_LENGTH = 20_000
_DOCUMENTS = 2
_SPACES = re.compile(r"\s+")
#: What an import may leave out as text, because the markup says it: hyphens, numbers, bullets.
_LEFT_OUT = 0.02


def texts_of(folder: Path) -> list[tuple[str, str]]:
    """The names and texts of some documents, line ends as in the files."""
    paths = [p for p in sorted(folder.rglob("*.xml")) if p.stat().st_size < _LARGEST]
    found: list[tuple[str, str]] = []
    for path in paths[:: max(1, len(paths) // _DOCUMENTS)]:
        try:
            root = parse_bytes(path.read_bytes())
        except EditioError:
            continue
        body = next((e for e in root.iter("{*}text", "{*}body")), root)
        text = "".join(str(piece) for piece in body.itertext("{*}*"))[:_LENGTH]
        if text.strip():
            found.append((path.name, text))
    return found


@pytest.mark.parametrize(
    "corpus", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NAMES]
)
def test_the_text_of_real_documents_is_imported_whole(corpus: str, corpora: Path) -> None:
    """Conservation is checked by every import, too; here it is counted without its help."""
    found = texts_of(corpora / corpus)
    for name, text in found:
        tags = Tags(tagger=Tagger(register_of(text)))
        once, again = (
            import_text(text.encode(), f"{name}.txt", date="2026-01-02", language="en", tags=tags)
            for _ in range(2)
        )
        assert once.document == again.document
        ensure_valid(once.document, name)
        body = parse_bytes(once.document).find("{*}text")
        assert body is not None
        result = _SPACES.sub("", "".join(str(piece) for piece in body.itertext()))
        source = _SPACES.sub("", text)
        lost = sum(count for _, count in once.left_out) + len(once.joined)
        assert len(source) - lost <= len(result) <= len(source)
        assert lost <= max(_LEFT_OUT * len(source), 500)
        assert tags.tagger.tag(once.document).document is once.document, name
    assert found
