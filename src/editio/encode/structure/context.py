"""What a recogniser may look at: the units of a text, before and after the one in question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from editio.encode.lines import Layout
    from editio.encode.model import Block, Unit
    from editio.encode.structure.notes import NoteTable

    #: Looks at the unit with this index and those around it.
    Recogniser = Callable[["Context", int], "Match | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The units of a source, and what is known of it as a whole.

    ``margin`` is the usual indentation of its paragraphs, ``notes`` the bodies of notes,
    ``speakers`` the names that begin turns, ``cues`` those that stand on a line of their own
    before them. ``blocks`` are those recognised so far; ``refused``
    says up to which unit a long run was looked at in vain, so that it is not looked at again.
    """

    source: str
    units: Sequence[Unit]
    layout: Layout
    margin: int
    notes: NoteTable
    speakers: frozenset[str]
    cues: frozenset[str] = frozenset()
    blocks: list[Block] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)

    def unit(self, index: int) -> Unit | None:
        """Return a unit, or nothing beyond the ends."""
        return self.units[index] if 0 <= index < len(self.units) else None


@dataclass(frozen=True, slots=True)
class Match:
    """Blocks made of the units up to, not including, ``end``."""

    end: int
    blocks: tuple[Block, ...]
