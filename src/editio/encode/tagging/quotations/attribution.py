"""Who says a quotation, and where it stands: as far as the sentence or the attached note tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.encode.tagging.model import Confidence, Layer
from editio.encode.tagging.regions import Region, region_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editio.encode.tagging.languages import Language
    from editio.encode.tagging.model import Span
    from editio.encode.tagging.view import Flow, View

#: How far a speaker may be from what is said, in characters.
_NEAR = 120
#: A reference in brackets right behind the closing mark: "(Holm: The Mill, p. 4)".
_BRACKETS = re.compile(r"[”’\"»“]?[.,]? ?\((?P<reference>[^()\u2029]{4,160})\)")
_PLACE_IN_WORK = re.compile(r"\d")
#: A note with more than one reference, or with a sentence of more than a few small words.
_SEVERAL = re.compile(r";|(?:(?<= )[^\W\d_A-Z][^\W\d_A-Z]*[,]? ){7}")
#: A reference in a note has no more characters than this.
_LONGEST = 300
_SENTENCE_END = re.compile(r"[.!?…]['’”\")\]]* ")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a reference stands: offsets, and the element of its note and where that is attached."""

    start: int
    stop: int
    note: int = -1
    anchor: int = -1


class Attribution:
    """Finds speakers and sources among the names of a document."""

    def __init__(self, view: View, language: Language, names: Sequence[Span]) -> None:
        self.view = view
        self.text = view.text
        self.verbs = language.words("quotations", "spoken") | language.words(
            "quotations", "written"
        )
        sure = [name for name in names if name.confidence is not Confidence.LOW]
        self.people = [name for name in sure if name.layer is Layer.PERSONS]
        self.people_starts = [name.start for name in self.people]
        self.people_ends = [name.end for name in self.people]
        self.works = [name for name in sure if name.layer is Layer.WORKS]
        self.work_starts = [name.start for name in self.works]
        #: Where the notes are attached, where their text begins and ends, and their elements.
        self.notes = sorted(
            (flow.anchor, flow.start, flow.end, _note_of(view, flow))
            for flow in view.flows
            if flow.anchor >= 0
        )

    def person_before(self, start: int) -> int | None:
        """Where the last name of a person before an offset ends."""
        at = bisect_left(self.people_ends, start)
        return self.people_ends[at - 1] if at else None

    def of(self, kind: str, start: int, end: int, flow: Flow) -> tuple[tuple[str, str], ...]:
        """Return ``@who`` or ``@source`` of a quotation, nothing where nobody is named."""
        if kind == "said":
            speaker = self._speaker(start, end, flow)
            return (("who", speaker),) if speaker else ()
        if kind == "quote":
            source = self._in_note(end) or self._work_after(end, flow)
            return (("source", source),) if source else ()
        return ()

    def reference_behind(self, end: int, flow: Flow) -> Reference | None:
        """The reference in brackets behind a quotation, or in the note that is attached to it.

        It has the name of a person or work, and a number: of a page, a volume or a year.
        """
        match = _BRACKETS.match(self.text, end, flow.end)
        if match is not None:
            start, stop = match.span("reference")
            return Reference(start, stop) if self._refers(start, stop) else None
        return self._note_behind(end)

    def _note_behind(self, end: int) -> Reference | None:
        at = bisect_left(self.notes, (end, 0, 0, 0))
        if at == len(self.notes) or self.notes[at][0] > end + 2:
            return None
        anchor, start, stop, element = self.notes[at]
        beside = self.notes[at + 1 : at + 2]
        if beside and beside[0][3] == element:
            return None  # a note of several paragraphs
        only = stop - start <= _LONGEST and not _SEVERAL.search(self.text, start, stop)
        return (
            Reference(start, stop, element, anchor) if only and self._refers(start, stop) else None
        )

    def _refers(self, start: int, stop: int) -> bool:
        if not _PLACE_IN_WORK.search(self.text, start, stop):
            return False
        named = self._between(self.people, self.people_starts, start, stop)
        works = self._between(self.works, self.work_starts, start, stop)
        return bool(named or works)

    def _speaker(self, start: int, end: int, flow: Flow) -> str:
        """The person with a verb of saying between name and quotation."""
        for name in self._between(self.people, self.people_starts, start - _NEAR, start)[::-1]:
            gap = self.text[name.end : start]
            if name.start >= flow.start and not _SENTENCE_END.search(gap) and self._says(gap):
                return _pointer(name)
        for name in self._between(self.people, self.people_starts, end, end + 60):
            gap = self.text[end : name.start]
            behind = self.text[name.end : name.end + 30]
            if name.end <= flow.end and (self._says(gap) or self._says(behind)):
                return _pointer(name)
        return ""

    def _says(self, words: str) -> bool:
        return any(word in self.verbs for word in re.findall(r"[^\W\d_]+", words))

    def _in_note(self, end: int) -> str:
        """The work that the note behind the closing mark names."""
        at = bisect_left(self.notes, (end, 0, 0, 0))
        for anchor, start, note_end, _ in self.notes[at : at + 3]:
            if anchor > end + 3:
                break
            works = self._between(self.works, self.work_starts, start, note_end)
            if works:
                return _pointer(works[0])
        return ""

    def _work_after(self, end: int, flow: Flow) -> str:
        """The work that a line of attribution behind the quotation names."""
        match = re.compile(r"[\"”’»“]? ?[–—(-]").match(self.text, end)
        if match is None:
            return ""
        works = self._between(self.works, self.work_starts, end, min(flow.end, end + _NEAR))
        return _pointer(works[0]) if works else ""

    def _between(
        self, names: Sequence[Span], starts: Sequence[int], start: int, end: int
    ) -> Sequence[Span]:
        return names[bisect_left(starts, start) : bisect_left(starts, end)]


def _note_of(view: View, flow: Flow) -> int:
    """The element of the note that a flow is in."""
    at = flow.element
    while at >= 0 and region_of(view.source.elements[at].tei, "") is not Region.NOTE:
        at = view.source.elements[at].parent
    return at


def _pointer(name: Span) -> str:
    return dict(name.attributes).get("ref", "")
