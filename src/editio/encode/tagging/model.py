"""The records of tagging: spans that are proposed, and decisions that were taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editio.findings import Finding


class Layer(StrEnum):
    """What tagging can mark up; each can be asked for by itself."""

    PERSONS = "persons"
    PLACES = "places"
    ORGANISATIONS = "organisations"
    WORKS = "works"
    EVENTS = "events"
    DATES = "dates"
    QUOTATIONS = "quotations"


#: All layers, as :func:`editio.encode.tagging.tag` takes them.
LAYERS: frozenset[str] = frozenset(layer.value for layer in Layer)

#: The layers that come from the registers.
NAME_LAYERS: frozenset[str] = frozenset(
    (Layer.PERSONS, Layer.PLACES, Layer.ORGANISATIONS, Layer.WORKS, Layer.EVENTS)
)


class Confidence(StrEnum):
    """How sure a decision is. ``LOW`` becomes ``@cert="low"``."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Outcome(StrEnum):
    """What became of a decision."""

    TAGGED = "tagged"
    #: Marking it up would break the markup that is there, or the schema.
    UNPLACED = "unplaced"
    #: An editor has said no to it before.
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the text view that a layer wants to mark up.

    ``start`` and ``end`` are offsets in :attr:`View.text`; ``element`` is the TEI element with its
    ``attributes``. ``candidates`` are the keys of the entries that it may mean, the chosen one
    first. ``through`` is the number of an element behind it that belongs to it: the note of a
    ``cit``, whose text stands elsewhere in the view.
    """

    start: int
    end: int
    layer: Layer
    element: str
    attributes: tuple[tuple[str, str], ...] = ()
    confidence: Confidence = Confidence.HIGH
    reason: str = ""
    candidates: tuple[str, ...] = ()
    through: int = -1

    @property
    def order(self) -> tuple[int, int]:
        """By start; of two that start together, the longer first."""
        return (self.start, -self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that was marked up or proposed, with all that an editor needs to judge it.

    ``id`` names it from run to run: it depends on the layer, the words and their context, not on
    positions. ``line`` and ``column`` (from 1) are those of the document as it was given;
    ``before`` and ``after`` are the words around it.
    """

    id: str
    layer: Layer
    form: str
    before: str
    after: str
    element: str
    attributes: tuple[tuple[str, str], ...]
    candidates: tuple[str, ...]
    confidence: Confidence
    reason: str
    outcome: Outcome
    line: int
    column: int

    @property
    def value(self) -> str:
        """The pointer, or the normalised date, or whatever the attributes say."""
        values = dict(self.attributes)
        if "ref" in values:
            return values["ref"]
        return " ".join(f"{name}={value}" for name, value in self.attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """A document marked up, what was decided, and what is odd about it.

    ``document`` is the very object that was given where nothing was to be done.
    """

    document: bytes
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...] = ()
