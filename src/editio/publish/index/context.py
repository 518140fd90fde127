"""What the makers of postings share: one document, the entries that it means, the order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.publish.index.model import Locator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from editio.edition.model import DocumentResult, Entry, Mention
    from editio.publish.index.collation import Collation


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention, with the register entries that it means."""

    mention: Mention
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A document with the register entries that its pointers mean."""

    result: DocumentResult
    collation: Collation
    _entries: Mapping[str, Entry] = field(repr=False)
    _labels: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(
        cls,
        result: DocumentResult,
        entry_of: Callable[[str], Entry | None],
        collation: Collation,
    ) -> Context:
        """Gather what the postings of a document are made from.

        ``entry_of`` returns the entry with a key; asked only for those that the document links to.
        """
        entries = {
            pointer: entry for pointer, key in result.links if (entry := entry_of(key)) is not None
        }
        return cls(result, collation, entries, {unit.id: unit.label for unit in result.units})

    def occurrences(self) -> Iterator[Occurrence]:
        """Yield every mention with its entries, in reading order."""
        for mention in self.result.mentions:
            yield Occurrence(mention, self.entries(mention.pointers))

    def entries(self, pointers: Iterable[str]) -> tuple[Entry, ...]:
        """Return the entries of several pointers; bare keys count where no pointer is resolved."""
        found: dict[str, Entry] = {}
        keys: dict[str, Entry] = {}
        for pointer in pointers:
            entry = self._entries.get(pointer)
            if entry is not None:
                named = "#" in pointer or ":" in pointer
                (found if named else keys).setdefault(entry.key, entry)
        return tuple((found or keys).values())

    def locator(self, mention: Mention, note: str = "", form: str = "") -> Locator:
        """Return how an index points to a mention."""
        return Locator(
            document=self.result.ref.id,
            unit=mention.unit,
            label=self._labels.get(mention.unit, ""),
            form=mention.form or form,
            before=mention.before,
            after=mention.after,
            note=note,
            part=self.result.parts.get(mention.unit, 0),
        )
