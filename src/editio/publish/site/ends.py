"""Where something is mentioned first and last: in the order of time, where the texts are dated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from editio.publish.index.model import Heading, Locator
    from editio.publish.site.documents import Brief


@dataclass(frozen=True, slots=True)
class End:
    """A first or last mention.

    ``rank`` is the place of its document among all, for sorting; ``when`` the document's date.
    """

    locator: Locator
    document: Brief
    rank: int
    when: str


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last mention of a heading; ``last`` is None where there is only one."""

    first: End
    last: End | None


class Succession:
    """The documents in the order in which something is mentioned first and last.

    Texts with a date come in the order of time, then those without in the order of the edition,
    then registers. What comes later counts only where something is mentioned in nothing else. A
    date that all documents share tells nothing, and is left out.
    """

    def __init__(self, documents: Mapping[str, Brief]) -> None:
        self._documents = documents
        ranked = sorted(documents.values(), key=_place)
        self._ranks = {item.id: rank for rank, item in enumerate(ranked)}
        self._dated = len({item.date for item in ranked if item.date}) > 1

    def ends(self, heading: Heading) -> Ends | None:
        """Return where a heading or what is in it is mentioned first and last; None if nowhere."""
        found = [item for item in _locators(heading) if item.document in self._ranks]
        if not found:
            return None
        best = min(_class(self._documents[item.document]) for item in found)
        counted = [item for item in found if _class(self._documents[item.document]) == best]
        # Of those in one document, the mentions of a heading come in the order of the text.
        first = min(counted, key=self._rank)
        last = max(reversed(counted), key=self._rank)
        same = (first.document, first.unit) == (last.document, last.unit)
        return Ends(self._end(first), None if same else self._end(last))

    def _rank(self, locator: Locator) -> int:
        return self._ranks[locator.document]

    def _end(self, locator: Locator) -> End:
        document = self._documents[locator.document]
        when = document.date_label if self._dated else ""
        return End(locator, document, self._rank(locator), when)


def _locators(heading: Heading) -> Iterator[Locator]:
    yield from heading.locators
    for child in heading.children:
        yield from _locators(child)


def _class(document: Brief) -> int:
    """0 for a text with a date, 1 for one without, 2 for a register."""
    if document.is_register:
        return 2
    return int(not document.date)


def _place(document: Brief) -> tuple[int, int]:
    return _class(document), int(document.date or 0)
