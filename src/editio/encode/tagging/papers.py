"""Titles of official papers in running text: "his Report on the Plan for the Northern Weirs".

Told by their form: a word for such a paper, a preposition, and words with capitals. What the words
of a language are stands in its file (``papers``, ``paper_links``, ``small_in_titles``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from editio.encode.tagging.model import Confidence, Layer, Span
from editio.encode.tagging.regions import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from editio.encode.tagging.languages import Language
    from editio.encode.tagging.view import View

_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-я]"
#: A word of weight in a title: with a capital, or a figure ("17th", "1946-1950").
_HEAVY = rf"(?:{_CAPITAL}[\w'’.-]*\w(?:\(\w\))?|\d[\w–-]*)"
_FEWEST = 2
#: A word of weight and a space: a name behind it is none of the title.
_NEXT = re.compile(rf"{_HEAVY} \Z")


def papers(
    view: View, language: Language, names: Sequence[Span], ref_of: Callable[[str], str]
) -> Iterator[Span]:
    """Yield the titles of official papers, in order.

    ``names`` are those of the text, in order: behind a title, the next clause begins with a person.
    ``ref_of`` gives the pointer for a title of the registers, empty for others.
    """
    starts = [name.start for name in names if name.layer is Layer.PERSONS]
    pattern = _pattern(language)
    if pattern is None:
        return
    for flow in view.flows:
        if view.source.elements[flow.element].tei in HEADINGS:
            continue
        for match in pattern.finditer(view.text, flow.start, flow.end):
            begin, end = match.span("rest")
            at = bisect_left(starts, begin + 1)
            if at < len(starts) and starts[at] < end and _NEXT.search(view.text, begin, starts[at]):
                end = starts[at] - 1
            if len(re.findall(_CAPITAL, view.text[begin:end])) < _FEWEST:
                continue
            ref = ref_of(view.text[match.start() : end])
            yield Span(
                start=match.start(),
                end=end,
                layer=Layer.WORKS,
                element="title",
                attributes=(("ref", ref),) if ref else (),
                confidence=Confidence.MEDIUM,
                reason="the title of an official paper",
            )


def _pattern(language: Language) -> re.Pattern[str] | None:
    """The pattern for a language, None for one that has no words for it."""
    words, links, small = (
        "|".join(sorted(language.words("names", key), key=len, reverse=True))
        for key in ("papers", "paper_links", "small_in_titles")
    )
    if not (words and links and small):
        return None
    return re.compile(
        rf"(?<![\w-])(?:{words}) (?:{links}) (?:(?:{small}) )*"
        rf"(?P<rest>{_HEAVY}(?: (?!\w+ (?:\w+ )?(?:{words})\b)"
        rf"(?:(?:{small}) ){{0,3}}{_HEAVY}){{0,14}})(?![\w-])"
    )
