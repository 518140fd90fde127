"""Every file of the field opens: no exception, both engines see the same text, places exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from editio.edition.model import DocumentRef, Role
from editio.edition.positions import path_of
from editio.edition.source import open_document
from editio.saxon import processor

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = (
    "corpora/authority-syriaca",
    "corpora/cmif",
    "corpora/critical-balex",
    "corpora/dictionary-tei-lex0",
    "corpora/dracor-schema-tests",
    "corpora/drama-gerdracor",
    "corpora/epigraphy-isicily",
    "corpora/letters-soldatenbriefe",
    "corpora/letters-thun",
    "corpora/parliament-parlamint-tr",
    "corpora/prose-eebo-tcp",
    "corpora/prose-eltec-eng",
    "corpora/verse-disco",
    "tei/p5-4.1.0",
    "tei/p5-4.9.0a",
    "tei/stylesheets-tests",
)
TEXT = "//text()[not(parent::processing-instruction())]"


@pytest.mark.parametrize("name", FOLDERS)
def test_every_file_opens_and_both_engines_see_the_same_text(shared: Path, name: str) -> None:
    folder = shared / name
    usable = 0
    with processor() as saxon:
        for path in sorted(folder.rglob("*")):
            if not path.is_file():
                continue
            relative = path.relative_to(folder).as_posix()
            document = open_document(
                DocumentRef(id=path.stem, path=relative, role=Role.TEXT), folder
            )
            if not document.usable:
                assert document.findings, relative
                continue
            usable += 1
            root = document.root()
            assert document.parse(saxon).string_value == "".join(root.xpath(TEXT)), relative
            *_, last = root.iter("*")
            where = document.locate(path_of(last))
            line = (
                document.source(where.file)
                .decode()
                .replace("\r\n", "\n")
                .split("\n")[where.line - 1]
            )
            tag = line[where.column - 1 :]
            assert tag.startswith("<"), (relative, where, tag[:20])
            assert last.tag.rpartition("}")[2] in tag, (relative, where, tag[:20])
    assert usable
