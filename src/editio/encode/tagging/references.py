"""References in notes and bibliographies: titles and publishers, told by where they stand.

"Author, Title (Place: Publisher, 1923), 45" names a work and a publisher, "Author, Title, Place,
1923" a work, “… ,” in Title, vol. 2" the book or journal that an article is in. A title that a
register has points to its entry; others, and publishers, are marked up without a pointer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from editio.encode.tagging.model import Confidence, Layer, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from editio.encode.tagging.view import Flow, View

_YEAR = r"(?:1[5-9]|20)\d\d\b"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-я]"
_IMPRINT = re.compile(
    rf"\((?P<place>{_CAPITAL}[^():;,\d]{{1,40}}(?:, [^():;,\d]{{2,20}})?): "
    rf"(?P<publisher>{_CAPITAL}[^():;,\d]{{2,80}}?), {_YEAR}"
)
_PLACE_AND_YEAR = re.compile(rf", (?P<place>{_CAPITAL}[^\W\d_][\w .-]{{1,30}}),? {_YEAR}")
#: An author who is in no register: some words with capitals before a comma.
_AUTHOR = re.compile(rf"(?:{_CAPITAL}[\w.'’-]*\.? ?){{1,3}}{_CAPITAL}[\w'’-]+(?=[,:] ?\S)")
_AFTER_AUTHOR = re.compile(r"[,:] ?")
_MORE_AUTHORS = re.compile(r"(?:,| and| und| et| y| e|, and| &) ")
#: What ends a title before the imprint: volumes, editors, translators.
_DETAILS = re.compile(
    r",? (?:\(?(?:vols?|eds?|trans|tr|hrsg|übers)\b\.?|\(?(?:edited|translated|with an) "
    r"|\d+(?:st|nd|rd|th) )"
)
#: Behind the closing mark of an article: the book or journal that it is in.
_CONTAINER = re.compile(
    rf"[”’\"»“]?,? ?(?:in (?:his |her |their )?)?(?P<title>{_CAPITAL}[^;()“”\"\d\u2029]{{2,150}}?)"
    r"(?=,? (?:vols?|eds?|no|nos|No|Nos|trans|Bd|t)\.? |,? \(|,? ?\d)"
)
_MARKS = frozenset("“‘„«\"'”’»")
_SHORTEST = 3
#: Titles of more characters than this are none.
_LONGEST = 250


class References:
    """Finds the titles and publishers of references in one document.

    ``names`` are the names found so far; ``titles`` the quotations that are titles; ``ref_of``
    gives the pointer for a title of the registers, empty for others.
    """

    def __init__(
        self,
        view: View,
        names: Sequence[Span],
        titles: Sequence[Span],
        ref_of: Callable[[str], str],
    ) -> None:
        self.view = view
        self.text = view.text
        self.ref_of = ref_of
        self.people = [name for name in names if name.layer is Layer.PERSONS]
        self.people_starts = [name.start for name in self.people]
        self.works = [name for name in names if name.layer is Layer.WORKS]
        self.work_starts = [name.start for name in self.works]
        marked = [work for work in self.works if self.text[work.start - 1 : work.start] in _MARKS]
        self.titles = sorted([*titles, *marked], key=lambda title: title.start)
        self.title_starts = [title.start for title in self.titles]

    def spans(self) -> list[Span]:
        """Return the titles and publishers, in order; they may overlap with names."""
        found: list[Span] = []
        for one in sorted(self._all(), key=lambda span: span.order):
            if not found or one.start >= found[-1].end:
                found.append(one)
        return found

    def pointed(self, title: Span) -> Span:
        """Return a quotation that is a title with the pointer to the entry of the work."""
        text = self.text[title.start : title.end]
        ref = self.ref_of(text) or self._ref_inside(title.start, title.end)
        return replace(title, attributes=(("ref", ref),)) if ref else title

    def _all(self) -> Iterator[Span]:
        for flow in self.view.flows:
            if not is_reference(self.view, flow):
                continue
            for imprint in _IMPRINT.finditer(self.text, flow.start, flow.end):
                yield self._publisher(imprint)
                yield from self._title_before(imprint.start(), flow)
            for place in _PLACE_AND_YEAR.finditer(self.text, flow.start, flow.end):
                yield from self._title_before(place.start(), flow)
            yield from self._containers(flow)

    def _publisher(self, imprint: re.Match[str]) -> Span:
        start, end = imprint.span("publisher")
        return Span(
            start=start,
            end=end,
            layer=Layer.ORGANISATIONS,
            element="orgName",
            confidence=Confidence.MEDIUM,
            reason="the publisher in an imprint",
        )

    def _title_before(self, end: int, flow: Flow) -> Iterator[Span]:
        """The title between the authors and an imprint."""
        begin = max(flow.start, end - _LONGEST, self.text.rfind("; ", flow.start, end) + 2)
        start = self._behind_authors(begin, end)
        if start is None:
            at_start = begin == flow.start and flow.anchor < 0
            start = begin if at_start else None
        if start is None:
            return
        details = _DETAILS.search(self.text, start, end)
        if details is not None:
            end = details.start()
        yield from self._title(start, end, "behind the author, before the imprint")

    def _behind_authors(self, begin: int, end: int) -> int | None:
        """Where the title begins: behind the first name that a comma or colon follows."""
        at = bisect_left(self.people_starts, begin)
        while at < len(self.people) and self.people[at].end < end:
            name = self.people[at].end
            more = _MORE_AUTHORS.match(self.text, name)
            following = self.people[at + 1].start if at + 1 < len(self.people) else -1
            if more is None or more.end() != following or self._is_title_of(name, following):
                comma = _AFTER_AUTHOR.match(self.text, name)
                return comma.end() if comma is not None else None
            at += 1
        author = _AUTHOR.match(self.text, begin)
        if author is None:
            return None
        comma = _AFTER_AUTHOR.match(self.text, author.end())
        return comma.end() if comma is not None else None

    def _is_title_of(self, name: int, following: int) -> bool:
        """Whether a name behind "Author, " begins the title: no "and" stands between."""
        return self.text[name:following] == ", "

    def _containers(self, flow: Flow) -> Iterator[Span]:
        first = bisect_left(self.title_starts, flow.start)
        last = bisect_left(self.title_starts, flow.end)
        for title in self.titles[first:last]:
            end = title.end + (self.text[title.end : title.end + 1] in {",", "."})
            container = _CONTAINER.match(self.text, end, flow.end)
            if container is not None:
                yield from self._title(*container.span("title"), "behind the title of an article")

    def _title(self, start: int, end: int, reason: str) -> Iterator[Span]:
        while end > start and self.text[end - 1] in " ,.:":
            end -= 1
        text = self.text[start:end]
        if not _SHORTEST <= len(text) <= _LONGEST or not text[0].isupper():
            return
        if any(sign in text for sign in '“”„«»";'):
            return
        ref = self.ref_of(text) or self._ref_inside(start, end)
        yield Span(
            start=start,
            end=end,
            layer=Layer.WORKS,
            element="title",
            attributes=(("ref", ref),) if ref else (),
            confidence=Confidence.MEDIUM,
            reason=f"a title {reason}",
        )

    def _ref_inside(self, start: int, end: int) -> str:
        """The pointer of a title of the registers that this one begins with."""
        at = bisect_left(self.work_starts, start)
        if at < len(self.works) and self.works[at].start == start and self.works[at].end <= end:
            return dict(self.works[at].attributes).get("ref", "")
        return ""


def is_reference(view: View, flow: Flow) -> bool:
    """Whether a flow is one where references stand: a note, an item of a list, a ``bibl``."""
    return flow.anchor >= 0 or view.source.elements[flow.element].tei in _REFERRING


_REFERRING = frozenset({"note", "item", "bibl", "listBibl", "cell"})
