"""What the makers of postings share: one document, the entries that it means, the order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from editio.publish.index.meanings import Meanings
from editio.publish.index.model import Locator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from editio.edition.model import DocumentResult, Entry, Mention
    from editio.publish.index.collation import Collation
    from editio.publish.index.meanings import Entity


class Occurrence(NamedTuple):
    """A mention, with the register entries and the entities that it means."""

    mention: Mention
    entries: tuple[Entry, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A document with what its mentions mean, each in reading order."""

    result: DocumentResult
    collation: Collation
    occurrences: tuple[Occurrence, ...]
    _meanings: Meanings = field(repr=False)
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
        meanings = Meanings(result.ref.id, entries)
        occurrences = tuple(
            Occurrence(mention, meanings.entries(mention.pointers), meanings.entities(mention))
            for mention in result.mentions
        )
        labels = {unit.id: unit.label for unit in result.units}
        return cls(result, collation, occurrences, meanings, labels)

    def entries(self, pointers: tuple[str, ...]) -> tuple[Entry, ...]:
        """Return the entries of several pointers; bare keys count where no pointer is resolved."""
        return self._meanings.entries(pointers)

    def locator(self, mention: Mention, note: str = "", form: str = "") -> Locator:
        """Return how an index points to a mention.

        ``form`` is shown where the text has no words for it, apart from those around it.
        """
        joined = mention.form or not form or not mention.after[:1].strip()
        return Locator(
            document=self.result.ref.id,
            unit=mention.unit,
            label=self._labels.get(mention.unit, ""),
            form=mention.form or form,
            before=mention.before,
            after=mention.after if joined else f" {mention.after}",
            note=note,
            part=self.result.parts.get(mention.unit, 0),
        )
