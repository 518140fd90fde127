"""A folder to write documents into, opening them, and their findings in short form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.model import DocumentRef, Role
from editio.edition.source import OpenDocument, open_document

if TYPE_CHECKING:
    from pathlib import Path

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude">'


@dataclass(slots=True)
class Folder:
    """An edition's folder. ``seen`` are the findings of the last document, in short form."""

    path: Path
    members: dict[Path, str] = field(default_factory=dict)

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file below the folder."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def open(self, content: str | bytes, name: str = "a.xml", *folders: Path) -> OpenDocument:
        """Write a document and open it."""
        self.write(name, content)
        return self.reopen(name, *folders)

    def reopen(self, name: str = "a.xml", *folders: Path) -> OpenDocument:
        """Open a document that is there."""
        ref = DocumentRef(id="a", path=name, role=Role.TEXT)
        return open_document(ref, self.path, members=self.members, folders=folders)

    def body(self, content: str, *folders: Path) -> OpenDocument:
        """Open a TEI document with this content; the content begins in line 2, column 1."""
        return self.open(f"{TEI}\n{content}\n</TEI>", "a.xml", *folders)


def brief(document: OpenDocument) -> list[tuple[str, str, str, int, int]]:
    """Return severity, code and place of the findings."""
    return [(f.severity.value, f.code, f.file, f.line, f.column) for f in document.findings]
