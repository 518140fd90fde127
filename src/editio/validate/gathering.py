"""What the documents of an edition say together, as they come.

In memory is what any document may ask for: register entries, abbreviations, which names and
elements there are. What one document contributes waits on disk until all are known. So memory
grows with the registers and the vocabulary, and hardly with the number of documents.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from editio.validate.waiting import Spool

if TYPE_CHECKING:
    from editio.edition.model import DocumentRef, Entry
    from editio.edition.prefixes import Prefix
    from editio.validate.facts import Facts
    from editio.validate.usage import Usage


class Form(NamedTuple):
    """A name form as it is marked up; ``vague`` if by ``rs``, which may hold a description."""

    form: str
    language: str
    vague: bool


@dataclass(slots=True)
class Used:
    """How often an element or attribute is used, and the number of the first document with it."""

    times: int
    first: int


@dataclass(slots=True)
class Gathered:
    """The facts of the documents to be judged (``facts``), and what all documents have in common.

    Documents go by their number, the place in ``refs``. ``places`` are the numbers by document id.
    ``prefixes`` are private schemes, each with the path of a document that defines it;
    ``registers`` the ids of documents that are little more than lists of entries; ``parts`` the
    paths of files, and ``members`` the ids of documents, that a document includes. ``marked``
    counts the names that are marked up, ``used`` the elements and attributes outside the headers;
    ``header`` are those inside. ``usable`` is false where a document cannot be read, ``asks``
    tells whether any wants to know something of the others.
    """

    facts: Spool[Facts] = field(default_factory=Spool)
    refs: list[DocumentRef] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    prefixes: dict[str, dict[Prefix, str]] = field(default_factory=dict)
    registers: set[str] = field(default_factory=set)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marked: Counter[Form] = field(default_factory=Counter)
    used: dict[str, Used] = field(default_factory=dict)
    header: set[str] = field(default_factory=set)
    usable: bool = True
    asks: bool = False

    def judge_later(self, ref: DocumentRef, facts: Facts) -> None:
        """Take up a document that is to be judged."""
        place = self.know(ref, facts)
        self.facts.add(place, facts)
        self.usable &= facts.usable
        self.asks |= bool(facts.uses or facts.keys or facts.letters)
        for name in facts.names:
            self.marked[Form(name.form, name.language, name.vague)] += name.times
        self._count(facts.usage, place)

    def know(self, ref: DocumentRef, facts: Facts) -> int:
        """Take up what others may ask of a document; return its number."""
        place = len(self.refs)
        self.refs.append(ref)
        self.places[ref.id] = place
        self.entries += facts.entries
        for prefix in facts.prefixes:
            self.prefixes.setdefault(prefix.ident, {}).setdefault(prefix, ref.path)
        if facts.is_register:
            self.registers.add(ref.id)
        if facts.parts:
            self.parts[ref.id] = facts.parts
        if facts.members:
            self.members[ref.id] = facts.members
        return place

    def _count(self, usage: Usage, place: int) -> None:
        for name, times in usage.counts:
            self.used.setdefault(name, Used(0, place)).times += times
        self.header |= usage.header

    def hosts(self) -> dict[str, tuple[str, ...]]:
        """Return which documents share their ids with a document.

        These are corpora, what they include, and files that include others.
        """
        by_path = {ref.path: ref.id for ref in self.refs} if self.parts else {}
        hosts: dict[str, list[str]] = {}
        for document in dict.fromkeys((*self.members, *self.parts)):
            members = self.members.get(document, ())
            parts = [by_path[i] for i in self.parts.get(document, ()) if i in by_path]
            for member in (*members, *parts):
                hosts.setdefault(member, []).append(document)
            hosts.setdefault(document, []).extend(members)
        return {name: tuple(found) for name, found in hosts.items() if found}
