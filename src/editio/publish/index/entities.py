"""The indexes of persons, places, organisations, works and events."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.model import ENTRY_KINDS, Kind
from editio.edition.pointers import normal_uri
from editio.publish.index.context import Ids
from editio.publish.index.model import Heading, Index, IndexName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.edition.model import Entry, Mention
    from editio.publish.index.context import Edition, Occurrence
    from editio.publish.index.model import Locator

INDEXES = {
    Kind.PERSON: IndexName.PERSONS,
    Kind.PLACE: IndexName.PLACES,
    Kind.ORGANISATION: IndexName.ORGANISATIONS,
    Kind.WORK: IndexName.WORKS,
    Kind.EVENT: IndexName.EVENTS,
}

#: What happens to a letter (TEI Guidelines, correspAction/@type).
_ACTS = frozenset({"sent", "received", "transmitted", "redirected", "forwarded"})
#: Elements that mention who speaks them.
_SPEECHES = frozenset({"sp", "u"})


@dataclass(slots=True)
class Entity:
    """What an index has a heading for: an entry, or what the texts name without one.

    ``identity`` is the same for all mentions of one entity: the entry's key, an address in an
    authority file, a key, or the normalised form.
    """

    identity: str
    kind: Kind
    entry: Entry | None = None
    uri: str = ""
    forms: Counter[str] = field(default_factory=Counter)
    locators: list[Locator] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The register's heading, or the form that the texts use most, or what they point to."""
        if self.entry is not None:
            return self.entry.heading
        if self.forms:
            most = max(self.forms.values())
            return min(form for form, number in self.forms.items() if number == most)
        pointer = self.identity.partition(":")[2].rpartition("#")[2]
        return self.uri or pointer or self.identity


@dataclass(frozen=True, slots=True)
class Identified:
    """All entities, and every mention with those that it means (none for a date, say)."""

    entities: tuple[Entity, ...]
    occurrences: tuple[tuple[Occurrence, tuple[Entity, ...]], ...]

    @classmethod
    def of(cls, edition: Edition) -> Identified:
        """Identify what is mentioned: by register entry, address, key or form."""
        found: dict[tuple[Kind, str], Entity] = {
            (entry.kind, entry.key): Entity(entry.key, entry.kind, entry)
            for entry in edition.registers.entries
        }
        occurrences = []
        for occurrence in edition.occurrences():
            entities = tuple(_entities_of(occurrence, found))
            for entity in entities:
                if occurrence.mention.form:
                    entity.forms[occurrence.mention.form] += 1
            occurrences.append((occurrence, entities))
        return cls(tuple(found.values()), tuple(occurrences))


def entity_indexes(edition: Edition) -> Iterator[Index]:
    """Yield the index of each kind that has register entries, empty ones too."""
    entities = collect_entities(edition)
    for kind in ENTRY_KINDS:
        ids = Ids()
        members = [entity for entity in entities if entity.kind is kind]
        headings = [_heading(entity, ids) for entity in members]
        yield Index(
            name=INDEXES[kind],
            language=edition.collation.language,
            groups=edition.by_letter([*headings, *_see_references(headings, edition, ids)]),
        )


def collect_entities(edition: Edition) -> list[Entity]:
    """Return all entities: those of the registers first, then the others as they are met."""
    identified = Identified.of(edition)
    for occurrence, entities in identified.occurrences:
        for entity in entities:
            entity.locators.append(
                edition.locator(occurrence, note=_note(occurrence.mention), form=entity.label)
            )
    return list(identified.entities)


def _entities_of(occurrence: Occurrence, found: dict[tuple[Kind, str], Entity]) -> Iterator[Entity]:
    """The entities that a mention means, new ones put into ``found``."""
    if occurrence.entries:
        for entry in occurrence.entries:
            yield found[(entry.kind, entry.key)]
        return
    mention = occurrence.mention
    if mention.kind not in ENTRY_KINDS:
        return
    identity, uri = identity_of(mention, occurrence.document.ref.id)
    if identity:
        yield found.setdefault((mention.kind, identity), Entity(identity, mention.kind, uri=uri))


def identity_of(mention: Mention, document: str) -> tuple[str, str]:
    """Return what makes mentions without an entry the same, and the address they point to.

    An address of the web, else a pointer inside the document, else a key, else the form without
    regard to letter case and white space. Empty for a mention that has none of these.
    """
    for pointer in mention.pointers:
        if pointer.startswith(("http://", "https://")):
            return f"uri:{normal_uri(pointer)}", pointer
    for pointer in mention.pointers:
        if pointer.startswith("#") and mention.element in _SPEECHES:
            return f"local:{document}{pointer}", ""
    form = " ".join(mention.form.casefold().split()).strip(" .,;:")
    if form:
        return f"form:{form}", ""
    return (f"key:{mention.pointers[0]}", "") if mention.pointers else ("", "")


def _note(mention: Mention) -> str:
    """What the place of the mention says of it: the act of a letter ("sent")."""
    return mention.subtype if mention.subtype in _ACTS else ""


def _heading(entity: Entity, ids: Ids) -> Heading:
    entry = entity.entry
    label = entity.label
    forms = dict.fromkeys((*(entry.forms if entry else ()), *sorted(entity.forms)))
    uris = entry.uris if entry else ((entity.uri,) if entity.uri else ())
    return Heading(
        id=ids.of(entry.key if entry else f"{entity.kind.value}-{label}"),
        label=label,
        kind=entity.kind,
        entry=entry.key if entry else "",
        forms=tuple(form for form in forms if form != label),
        dates=entry.dates if entry else "",
        description=entry.description if entry else "",
        uris=uris,
        coordinates=entry.coordinates if entry else None,
        interval=entry.interval if entry else None,
        locators=tuple(entity.locators),
    )


def _see_references(headings: Iterable[Heading], edition: Edition, ids: Ids) -> Iterator[Heading]:
    """A heading for each variant that a reader would look for in another place.

    Variants that differ from the heading by accents or the order of their words alone get none,
    nor do those of a person with the surname of the heading: "A. Fern" is looked for at F, and
    "Fern, A." stands beside it.
    """
    targets: dict[str, list[Heading]] = {}
    for heading in headings:
        entry = edition.registers.by_key(heading.entry) if heading.entry else None
        seen = {_words(heading.label, edition)}
        surname = _surname(heading, edition)
        for form in entry.forms if entry is not None else ():
            words = _words(form, edition)
            family, comma, _ = form.partition(",")
            last = _words(family if comma else form.rpartition(" ")[2], edition)
            if words and words not in seen and not (surname and last <= surname):
                seen.add(words)
                targets.setdefault(form, []).append(heading)
    for form, meant in targets.items():
        yield Heading(
            id=ids.of(f"see-{form}"),
            label=form,
            kind=meant[0].kind,
            see=tuple(dict.fromkeys(heading.id for heading in meant)),
        )


def _surname(heading: Heading, edition: Edition) -> frozenset[str]:
    """The surname of an inverted heading of a person; empty for any other."""
    surname, comma, _ = heading.label.partition(",")
    inverted = comma and heading.kind is Kind.PERSON
    return _words(surname, edition) if inverted else frozenset()


def _words(form: str, edition: Edition) -> frozenset[str]:
    return frozenset(edition.collation.key(form)[0].split())
