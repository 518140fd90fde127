"""How a document points to the entries of the registers (TEI Guidelines, chapter 16.2.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editio.edition.model import Entry
    from editio.encode.tagging.source import Source

#: The prefixes that Editio's own headers declare.
PREFIXES: Mapping[Kind, str] = {
    Kind.PERSON: "person",
    Kind.PLACE: "place",
    Kind.ORGANISATION: "org",
    Kind.WORK: "work",
    Kind.EVENT: "event",
}


@dataclass(frozen=True, slots=True)
class Pointing:
    """The private URI schemes of a document, by the file that they lead to."""

    by_file: Mapping[str, str] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source, files: Mapping[str, str]) -> Pointing:
        """Read the ``prefixDef`` elements and the ids of a document.

        ``files`` are the paths of the registers relative to it, by the id of the document.
        """
        by_file: dict[str, str] = {}
        declared: set[str] = set()
        ids: set[str] = set()
        for element in source.elements:
            attributes = element.attributes
            if "xml:id" in attributes:
                ids.add(attributes["xml:id"])
            if element.tei == "prefixDef" and "ident" in attributes:
                declared.add(attributes["ident"])
                file, sign, rest = attributes.get("replacementPattern", "").partition("#")
                if sign and rest == "$1":
                    by_file.setdefault(_stem(file), attributes["ident"])
        return cls(by_file, frozenset(declared), frozenset(ids), files)

    def pointer(self, entry: Entry) -> str:
        """Return the value of ``@ref`` for an entry."""
        name = entry.id or entry.key
        if not entry.id and entry.uris:
            return entry.uris[0]
        if entry.id in self.ids:
            return f"#{name}"
        prefix = self.by_file.get(entry.document)
        if prefix is None:
            prefix = PREFIXES.get(entry.kind, "")
            if prefix not in self.declared and entry.document in self.files:
                return f"{self.files[entry.document]}#{name}"
        return f"{prefix}:{name}"

    def keys(self, pointers: str) -> tuple[str, ...]:
        """Return the ids that the pointers of an element that is marked up already name."""
        return tuple(pointer.rpartition("#")[2].rpartition(":")[2] for pointer in pointers.split())


def _stem(file: str) -> str:
    return file.rpartition("/")[2].partition(".")[0]
