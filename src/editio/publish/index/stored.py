"""An index as it is kept: its sections at once, its headings when they are asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest
from editio.publish.index.json_files import heading_of, index_pieces, outline_of
from editio.publish.index.model import Group, Heading, IndexName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.publish.index.model import AnySection, Outline
    from editio.publish.index.state import State


@dataclass(slots=True)
class StoredSection:
    """A group of an index: how many lines and headings it has, and a hash of all that is in it."""

    id: str
    label: str
    lines: int = 0
    count: int = 0
    ids: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    _hash: hashlib.blake2b = field(default_factory=lambda: hashlib.blake2b(digest_size=16))

    def add(self, heading: str, lines: int, counts: int, digest: bytes) -> None:
        """Count in a heading."""
        self.ids.append(heading)
        self.sizes.append(lines)
        self.lines += lines
        self.count += counts
        self._hash.update(digest)

    @property
    def digest(self) -> str:
        """A hash of the section: the same for the same headings in the same order."""
        return self._hash.hexdigest()


class StoredIndex:
    """An index of an edition; it can be used where an :class:`Index` can."""

    def __init__(self, state: State, name: IndexName, language: str) -> None:
        self._state = state
        self._name = name
        self._language = language

    @property
    def name(self) -> IndexName:
        """Which index it is."""
        return self._name

    @property
    def language(self) -> str:
        """The language in whose order the headings stand."""
        return self._language

    @property
    def sections(self) -> tuple[StoredSection, ...]:
        """The groups in their order."""
        return self._known[0]

    @cached_property
    def _known(self) -> tuple[tuple[StoredSection, ...], dict[str, bytes]]:
        """The groups in their order, and the hashes of all headings: one look at the state."""
        found: dict[str, StoredSection] = {}
        digests: dict[str, bytes] = {}
        for item in self._state.headings(self.name):
            section = found.get(item.section)
            if section is None:
                found[item.section] = section = StoredSection(item.section, item.section_label)
            section.add(item.heading, item.lines, item.counts, item.digest)
            digests[item.heading] = item.digest
        return tuple(found.values()), digests

    @property
    def count(self) -> int:
        """The number of headings that are not see-references."""
        return sum(section.count for section in self.sections)

    @property
    def digest(self) -> str:
        """A hash of the whole index."""
        return digest(*(f"{item.id} {item.label} {item.digest}" for item in self.sections))

    @property
    def lines(self) -> int:
        """The number of lines: headings, those inside them, and locators."""
        return sum(section.lines for section in self.sections)

    def digest_of(self, heading: str) -> str:
        """Return a hash of a heading by its id; that of nothing if there is none."""
        found = self._known[1].get(heading)
        return "none" if found is None else found.hex()

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups with all their headings: for an index that fits into memory."""
        return tuple(map(self.group, self.sections))

    def group(self, section: AnySection, start: int = 0, stop: int | None = None) -> Group:
        """Return a group with its headings from ``start`` to ``stop``."""
        lines = self._state.json_of(self.name, section.ids[start:stop])
        return Group(id=section.id, label=section.label, headings=tuple(map(heading_of, lines)))

    def outline(self, section: AnySection) -> Iterator[Outline]:
        """Yield the names of a section's headings, without reading the rest of them."""
        return map(outline_of, self._state.json_of(self.name, section.ids))

    def headings(self) -> Iterator[Heading]:
        """Yield the headings of all groups, without those inside them."""
        for section in self.sections:
            yield from map(heading_of, self._state.json_of(self.name, section.ids))

    def heading(self, name: str) -> Heading | None:
        """Return a heading by its id: that of a register entry is the entry's key."""
        return next((heading_of(line) for line in self._state.json_of(self.name, [name])), None)

    def lines_of(self, headings: Iterable[str]) -> Iterator[str]:
        """Yield headings by their ids as JSON, a line each; those that there are."""
        return self._state.json_of(self.name, headings)

    def file(self) -> Iterator[str]:
        """Yield the pieces of the index's JSON file."""
        groups = (
            (item.id, item.label, self._state.json_of(self.name, item.ids))
            for item in self.sections
        )
        yield from index_pieces(self.name, self.language, self.count, groups)
