"""Postings of persons, places, organisations, works and events."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.publish.index.model import Heading, IndexName
from editio.publish.index.parts import Part, Posting, made_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.edition.model import Entry
    from editio.publish.index.collation import Collation
    from editio.publish.index.context import Context
    from editio.publish.index.meanings import Entity
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


@dataclass(slots=True)
class _Collected:
    """An entity with its mentions in one document."""

    entity: Entity
    forms: Counter[str] = field(default_factory=Counter)
    locators: list[Locator] = field(default_factory=list)


def entity_postings(context: Context) -> Iterator[Posting]:
    """Yield what a document mentions: one posting for each entity."""
    found: dict[tuple[Kind, str], _Collected] = {}
    for mention, _, entities in context.occurrences:
        for entity in entities:
            key = entity.kind, entity.id
            collected = found.get(key)
            if collected is None:
                collected = found[key] = _Collected(entity)
            if mention.form:
                collected.forms[mention.form] += 1
            note = mention.subtype if mention.subtype in _ACTS else ""
            collected.locators.append(context.locator(mention, note=note))
    for (kind, _), collected in found.items():
        yield Posting(INDEXES[kind], _part(collected))


def _part(collected: _Collected) -> Part:
    entity = collected.entity
    heading = Heading(
        id=entity.id,
        label="",
        kind=entity.kind,
        entry=entity.entry.key if entity.entry else "",
        uris=(entity.uri,) if entity.uri else (),
        locators=tuple(collected.locators),
    )
    forms = tuple(sorted(collected.forms.items())) or _called(entity.fallback)
    return Part(heading, forms=forms)


def _called(name: str) -> tuple[tuple[str, int], ...]:
    """What nobody has words for is called by its pointer, unless another text has words."""
    return ((name, 0),) if name else ()


def register_postings(entries: Sequence[Entry], collation: Collation) -> Iterator[Posting]:
    """Yield what the registers say: a heading for each entry, and see-references to them."""
    for entry in entries:
        if entry.kind in INDEXES:
            yield Posting(INDEXES[entry.kind], _entry_part(entry))
    for kind, index in INDEXES.items():
        of_kind = [entry for entry in entries if entry.kind is kind]
        for heading in _see_references(of_kind, collation):
            yield Posting(index, Part(heading, own=True))


def _entry_part(entry: Entry) -> Part:
    heading = Heading(
        id=entry.key,
        label=entry.heading,
        kind=entry.kind,
        entry=entry.key,
        forms=entry.forms,
        dates=entry.dates,
        description=entry.description,
        uris=entry.uris,
        coordinates=entry.coordinates,
        interval=entry.interval,
    )
    return Part(heading, sort_as=entry.sort_as, own=True)


def _see_references(entries: Iterable[Entry], collation: Collation) -> Iterator[Heading]:
    """A heading for each variant that a reader would look for in another place.

    Variants that differ from the heading by accents or the order of their words alone get none,
    nor do those of a person with the surname of the heading: "A. Fern" is looked for at F, and
    "Fern, A." stands beside it.
    """
    targets: dict[str, list[Entry]] = {}
    for entry in entries:
        seen = {_words(entry.heading, collation)}
        surname = _surname(entry, collation)
        for form in entry.forms:
            words = _words(form, collation)
            family, comma, _ = form.partition(",")
            last = _words(family if comma else form.rpartition(" ")[2], collation)
            if words and words not in seen and not (surname and last <= surname):
                seen.add(words)
                targets.setdefault(form, []).append(entry)
    for form, meant in targets.items():
        yield Heading(
            id=made_id("see", form),
            label=form,
            kind=meant[0].kind,
            see=tuple(dict.fromkeys(entry.key for entry in meant)),
        )


def _surname(entry: Entry, collation: Collation) -> frozenset[str]:
    """The surname of an inverted heading of a person; empty for any other."""
    surname, comma, _ = entry.heading.partition(",")
    inverted = comma and entry.kind is Kind.PERSON
    return _words(surname, collation) if inverted else frozenset()


def _words(form: str, collation: Collation) -> frozenset[str]:
    return frozenset(collation.key(form)[0].split())
