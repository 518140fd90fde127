"""What the builders of the indexes share: the documents, their entries, and the order."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.index.collation import Collation
from editio.publish.index.model import Group, Locator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.edition.model import DocumentResult, Entry, Mention
    from editio.edition.registers import Registers
    from editio.publish.index.model import Heading

#: Kinds whose headings may begin with an article that does not count.
_TITLED = frozenset({Kind.WORK, Kind.ORGANISATION, Kind.EVENT, Kind.BIBLIOGRAPHY, Kind.QUOTATION})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention in its document, with the register entries that it means."""

    document: DocumentResult
    mention: Mention
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The results of all documents, in the order of the edition, and its registers."""

    results: Sequence[DocumentResult]
    registers: Registers
    collation: Collation
    _labels: Mapping[tuple[str, str], str] = field(repr=False)

    @classmethod
    def of(cls, results: Sequence[DocumentResult], registers: Registers, language: str) -> Edition:
        """Gather what the indexes are made from; ``language`` is a BCP 47 tag."""
        labels = {
            (result.ref.id, unit.id): unit.label for result in results for unit in result.units
        }
        return cls(results, registers, Collation(language), labels)

    def occurrences(self) -> Iterator[Occurrence]:
        """Yield every mention with its entries: documents in order, mentions in reading order."""
        for result in self.results:
            links = dict(result.links)
            for mention in result.mentions:
                yield Occurrence(result, mention, self._entries(mention.pointers, links))

    def source_entries(self, occurrence: Occurrence) -> tuple[Entry, ...]:
        """Return the entries that the source pointers of a quotation mean."""
        return self._entries(occurrence.mention.sources, dict(occurrence.document.links))

    def speakers(self, occurrence: Occurrence) -> tuple[Entry, ...]:
        """Return the entries of those who speak a quotation."""
        return self._entries(occurrence.mention.speakers, dict(occurrence.document.links))

    def locator(self, occurrence: Occurrence, note: str = "", form: str = "") -> Locator:
        """Return how an index points to a mention."""
        mention = occurrence.mention
        document = occurrence.document.ref.id
        return Locator(
            document=document,
            unit=mention.unit,
            label=self._labels.get((document, mention.unit), ""),
            form=mention.form or form,
            before=mention.before,
            after=mention.after,
            note=note,
        )

    def by_letter(self, headings: Iterable[Heading]) -> tuple[Group, ...]:
        """Sort headings and part them by their first letters."""
        collation = self.collation

        def letter(heading: Heading) -> str:
            return collation.initial(sorting(heading), title=heading.kind in _TITLED)

        def sorting(heading: Heading) -> str:
            entry = self.registers.by_key(heading.entry) if heading.entry else None
            return (entry.sort_as if entry is not None else "") or heading.label

        ordered = sorted(
            headings,
            key=lambda item: (
                collation.heading_key(sorting(item), title=item.kind in _TITLED),
                bool(item.see),
                item.id,
            ),
        )
        groups: dict[str, list[Heading]] = {}
        for name, members in groupby(ordered, key=letter):
            groups.setdefault(name, []).extend(members)
        return tuple(
            Group(id=f"letter-{slug(name)}", label=name, headings=tuple(members))
            for name, members in groups.items()
        )

    def _entries(self, pointers: Iterable[str], links: Mapping[str, str]) -> tuple[Entry, ...]:
        """The entries of several pointers; bare keys count only where no pointer is resolved."""
        found: dict[str, Entry] = {}
        keys: dict[str, Entry] = {}
        for pointer in pointers:
            entry = self.registers.by_key(links[pointer]) if pointer in links else None
            if entry is not None:
                named = "#" in pointer or ":" in pointer
                (found if named else keys).setdefault(entry.key, entry)
        return tuple((found or keys).values())


class Ids:
    """Hands out ids that are unique in an index and usable as anchors."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, text: str) -> str:
        """Return an id made from ``text``."""
        stem = slug(text)
        found, number = stem, 2
        while found in self._taken:
            found, number = f"{stem}-{number}", number + 1
        self._taken.add(found)
        return found


def slug(text: str) -> str:
    """Return letters and digits of a text, joined with hyphens; never empty, at most 60 long."""
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part)
    )
    found = re.sub(r"[^\w.]+", "-", plain.casefold()).strip("-.")
    if len(found) > 60:
        return f"{found[:50].rstrip('-.')}-{_digest(text)}"
    return found or f"x-{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
