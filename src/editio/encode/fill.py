"""Writing stretches of the source into elements: the only place that makes text of characters.

Lines are joined with a space; a word that a hyphen divides at a line end is made whole where it is
one word. Characters that XML cannot have are left out. What is not written is noted down as
:class:`~editio.encode.model.Dropped`, so that nothing is lost silently.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from lxml import etree

from editio.encode.model import Dropped, Span
from editio.names import TEI_NS, XML_ID, tei

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element

    from editio.encode.marks import Mark

#: What XML 1.0 has no place for (section 2.2), and noncharacters, which no text means.
UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_DIVIDED = re.compile(r"(\w+)([-\u2010\u00ad\u00ac])\Z")
_CONTINUED = re.compile(r"\w+")
_HYPHENATED = re.compile(r"\b\w++(?:-\w++)+")
HYPHEN = "hyphen at a line end"


#: What a division may begin with, and what may stand anywhere: none of it is its matter.
_NO_MATTER = frozenset(
    tei(name)
    for name in ("head", "opener", "epigraph", "byline", "figure", "pb", "milestone", "note")
)
_BEGINNINGS = frozenset(tei(name) for name in ("head", "opener", "epigraph", "byline"))


def has_matter(parent: _Element) -> bool:
    """Whether a division or body has what TEI asks for before its end: a paragraph or the like."""
    return any(child.tag not in _NO_MATTER for child in parent)


def complete_body(body: _Element) -> None:
    """Put notes and figures of a body that has nothing else into a division, as TEI wants it."""
    if not has_matter(body):
        loose = [child for child in body if child.tag not in _BEGINNINGS]
        div = sub(body, "div")
        div.extend(loose)


class Hyphens:
    """Which words that are divided at a line end have a hyphen of their own.

    A word is joined unless the text has it with a hyphen somewhere within a line and not without,
    or its second part begins with a capital letter or a figure.
    """

    def __init__(self, text: str) -> None:
        self._hyphenated = {word.casefold() for word in _HYPHENATED.findall(text)}
        self._words: set[str] | None = None
        self._text = text

    def joins(self, before: str, after: str, sign: str) -> bool:
        """Whether ``before`` and ``after``, divided by ``sign``, are one word without it."""
        if sign in "\u00ad\u00ac":
            return True
        if not before[-1:].isalpha() or not after[:1].islower():
            return False
        if f"{before}-{after}".casefold() not in self._hyphenated:
            return True
        if self._words is None:
            self._words = set(_CONTINUED.findall(self._text.casefold()))
        return f"{before}{after}".casefold() in self._words


class Filler:
    """Writes spans of the source, with the marks in them, into elements."""

    def __init__(
        self, source: str, marks: Sequence[Mark], write_mark: Callable[[_Element, Mark], None]
    ) -> None:
        self.source = source
        self.dropped: list[Dropped] = []
        self.joined: list[tuple[int, str]] = []
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._write_mark = write_mark
        self._hyphens = Hyphens(source)
        self._pieces: list[str] = []

    def fill(self, element: _Element, spans: Sequence[Span]) -> None:
        """Append the text of ``spans`` to ``element``, lines joined."""
        for at, span in enumerate(spans):
            following = spans[at + 1] if at + 1 < len(spans) else None
            end = self._end_of_line(span, following) if following else span.end
            self._stretch(element, span.start, end)
            if following and end == span.end and not self._keeps_hyphen(span):
                self._pieces.append(" ")
        self._flush(element)

    def _flush(self, element: _Element) -> None:
        """Write what was collected; piece by piece would take ever longer with every line."""
        append(element, "".join(self._pieces))
        self._pieces.clear()

    def drop(self, span: Span, why: str) -> None:
        """Note down that ``span`` is not written as text."""
        if span.start < span.end:
            self.dropped.append(Dropped(span.start, span.end, why))

    def _keeps_hyphen(self, span: Span) -> bool:
        """A compound that is divided at its own hyphen is written without a space."""
        return bool(_DIVIDED.search(self.source[max(span.start, span.end - 80) : span.end]))

    def _end_of_line(self, span: Span, following: Span) -> int:
        """Return where the line ends: before its hyphen if the word goes on without it."""
        before = _DIVIDED.search(self.source[max(span.start, span.end - 80) : span.end])
        after = _CONTINUED.match(self.source, following.start, following.end)
        if not before or not after:
            return span.end
        if not self._hyphens.joins(before.group(1), after.group(), before.group(2)):
            return span.end
        self.drop(Span(span.end - 1, span.end), HYPHEN)
        self.joined.append((span.end - 1, before.group(1) + after.group()))
        return span.end - 1

    def _stretch(self, element: _Element, start: int, end: int) -> None:
        at = bisect_left(self._starts, start)
        while at < len(self._marks) and self._marks[at].end <= end:
            mark = self._marks[at]
            self._text(start, mark.start)
            self._flush(element)
            self._write_mark(element, mark)
            start = max(start, mark.end)
            at += 1
        self._text(start, end)

    def _text(self, start: int, end: int) -> None:
        text = self.source[start:end]
        if not UNWRITABLE.search(text):
            self._pieces.append(text)
            return
        for match in UNWRITABLE.finditer(text):
            code = f"control character U+{ord(match.group()):04X}"
            self.drop(Span(start + match.start(), start + match.end()), code)
        self._pieces.append(UNWRITABLE.sub("", text))


def append(element: _Element, text: str) -> None:
    """Append characters to what an element holds."""
    if not text:
        return
    # Not len(): that counts the children, and an element may have very many.
    last = next(element.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def sub(parent: _Element, name: str, **attributes: str) -> _Element:
    """Append a TEI element to ``parent``; attributes without a value are left out."""
    kept = {key: value for key, value in attributes.items() if value}
    return etree.SubElement(parent, tei(name), kept)


def new(name: str) -> _Element:
    """Return a TEI element that stands alone."""
    element: _Element = etree.Element(tei(name), nsmap={None: TEI_NS})  # type: ignore[dict-item]
    return element


def identified(element: _Element, identifier: str) -> _Element:
    """Give ``element`` an ``xml:id``."""
    element.set(XML_ID, identifier)
    return element
