"""A document as a stream of events: for trees that were parsed elsewhere.

Whoever has resolved XIncludes, or holds a tree in memory, yields these and passes them to
:meth:`editio.relaxng.Schema.validate_events`; findings point where the places of the events do, so
each part of an assembled document can name the file that it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from editio.relaxng.datatypes import Context
from editio.relaxng.diagnose import Diagnosis, Tag
from editio.relaxng.messages import Place
from editio.relaxng.nameclasses import XML, key_of, split_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from editio.findings import Finding
    from editio.relaxng.automaton import Automaton
    from editio.relaxng.vocabulary import Vocabulary


__all__ = ["End", "Event", "Place", "Start", "Text"]


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag. Names are written ``{namespace}local``, or ``local`` without namespace.

    ``namespaces`` maps the prefixes in scope to URIs; it matters only to values that are QNames.
    """

    name: str
    attributes: Mapping[str, str]
    place: Place
    attribute_places: Mapping[str, Place] = field(default_factory=dict)
    namespaces: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text; ``place`` is where its first character stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    place: Place


Event: TypeAlias = Start | Text | End


def diagnose_events(
    automaton: Automaton, vocabulary: Vocabulary, events: Iterable[Event]
) -> list[Finding]:
    """Return every mistake of the document that ``events`` make."""
    diagnosis = Diagnosis(automaton, vocabulary)
    contexts = [Context({"xml": XML})]
    for event in events:
        if isinstance(event, Start):
            contexts.append(Context({"xml": XML, **event.namespaces}))
            diagnosis.start(_tag(event, contexts[-1]))
        elif isinstance(event, Text):
            diagnosis.text(event.text, partial(replace, event.place))
        else:
            diagnosis.end(partial(replace, event.place), contexts.pop())
    return diagnosis.finish()


def _tag(event: Start, context: Context) -> Tag:
    attributes = {_key(name): value for name, value in event.attributes.items()}
    places = {_key(name): place for name, place in event.attribute_places.items()}

    def place_of(key: str) -> Place:
        place = places.get(key, tag.origin)
        return replace(place, path=f"{tag.place.path}/@{split_key(key)[1]}")

    tag = Tag(_key(event.name), attributes, event.place, place_of, context)
    return tag


def _key(name: str) -> str:
    uri, _, local = name.rpartition("}")
    return key_of(uri[1:], local)
