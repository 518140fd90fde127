"""Schemas and documents written in the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from editio.schematron import Schema, load_schema

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"'


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder in which a schema meets a document."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def schema(self, content: str, phase: str | None = None, head: str = HEAD) -> Schema:
        return load_schema(self.write("schema.sch", f"{head}>\n{content}</schema>"), phase)

    def messages(self, content: str, document: str, phase: str | None = None) -> list[str]:
        schema = self.schema(content, phase)
        return [f.message for f in schema.validate(self.write("document.xml", document))]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
