"""What workers do with one document of a build. They import this, and of the rest what it needs.

A step is made once, and sent to each worker once, with all that it needs of the other documents.
The tools are imported where they are used: the process that sends the steps does without them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from editio.run.contributions import Contribution
from editio.run.steady import steady

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from editio.edition.fate import Fate
    from editio.edition.model import DocumentRef, DocumentResult
    from editio.edition.settings import Settings
    from editio.run.document import Workshop
    from editio.run.processed import Neighbours, Processed, Surveyed


class Numbered(NamedTuple):
    """A document, and the number that it has in the database."""

    ref: DocumentRef
    number: int


@dataclass(frozen=True, slots=True)
class SurveyStep:
    """Collect the register entries of a document; with the hash of the bytes they are from."""

    settings: Settings
    members: Mapping[Path, str]

    def __call__(self, ref: DocumentRef) -> tuple[Surveyed, str]:
        from editio.run.document import survey_document

        path = self.settings.root / ref.path
        return steady(path, lambda: survey_document(self.settings, ref, self.members))


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """Render a document, and make what it contributes; with the hash of the bytes it is from."""

    settings: Settings
    neighbours: Neighbours

    def __call__(self, task: Numbered) -> tuple[tuple[Processed, Contribution], str]:
        workshop = _workshop(self.settings)
        path = self.settings.root / task.ref.path
        return steady(path, lambda: self._light(task, workshop.process(task.ref, self.neighbours)))

    def weigh(self, task: Numbered) -> int:
        """Return the bytes of a document's file: what memory it takes grows with it."""
        try:
            return (self.settings.root / task.ref.path).stat().st_size
        except (OSError, ValueError):  # it has gone, or its name is none: said when it is read
            return 0

    def lost(self, task: Numbered, fate: Fate) -> tuple[tuple[Processed, Contribution], str]:
        """Return what stands for a document that could not be worked on."""
        from editio.run.document import lost_document

        return self._light(task, lost_document(task.ref, fate, self.settings.limits)), ""

    def contribution(self, task: Numbered, result: DocumentResult) -> Contribution:
        """Return what a result that was made earlier contributes."""
        registers = self.neighbours.resolver.registers
        return Contribution.of(result, task.number, registers, self.settings)

    def _light(self, task: Numbered, processed: Processed) -> tuple[Processed, Contribution]:
        """Return what was made with nothing in it twice, as it goes between processes."""
        parts = self.contribution(task, processed.result)
        return replace(processed, result=parts.made.result), parts


@lru_cache(maxsize=1)
def _workshop(settings: Settings) -> Workshop:
    """The tools of this process: stylesheets compile once, however many documents come."""
    from editio.run.document import Workshop
    from editio.saxon import open_processor

    return Workshop.equip(settings, open_processor())


def forget_stylesheets() -> None:
    """Compile stylesheets anew for the next document of this process: one has changed."""
    _workshop.cache_clear()
