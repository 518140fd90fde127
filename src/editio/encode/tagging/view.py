"""A text view of a document: its running text as a reader reads it, with a way back to the source.

White space is one space, breaks inside words and soft hyphens are gone, references stand as the
characters they mean. Blocks are flows of their own with a border between them; a note is a flow
apart, after the one it belongs to.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.entities import standard_character
from editio.encode.tagging.regions import BREAKS, Region, region_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from editio.encode.tagging.source import Element, Source, Tag, Text

#: Stands between flows, and in no text: U+2029 of a source is read as a space.
BORDER = "\u2029"
#: Stands for a reference to an entity that nobody knows.
OPAQUE = "\ufffc"

_SPACES = " \t\r\n\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
#: What does not stand in the view as it does in the source. One ordinary space does.
_SPECIAL = re.compile(
    f"[{_SPACES}]{{2,}}|[{_SPACES[1:]}]|[\xad\u200b-\u200d\u2060\ufeff]|&[^;]*;"
    "|[^\\W\\d_][\u0300-\u036f]+"
)
_DROPPED = "\xad\u200b\u200c\u200d\u2060\ufeff"
_BEFORE_BREAKS = frozenset(" -\u2010¬")
_COMBINING = frozenset(map(chr, range(0x300, 0x370)))
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": '"'}


@dataclass(slots=True)
class Flow:
    """A stretch of running text: a block, or a note, and offsets in the view.

    ``element`` is the block or note; ``anchor`` is where in the view a note is attached, -1 for a
    block.
    """

    element: int
    language: str
    anchor: int = -1
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Occupied:
    """What is marked up already: offsets in the view, and the element."""

    start: int
    end: int
    element: int


@dataclass(frozen=True, slots=True)
class View:
    """The running text of a document; see the module."""

    text: str
    source: Source
    flows: tuple[Flow, ...]
    occupied: tuple[Occupied, ...]
    _at: tuple[int, ...] = field(repr=False)
    _from: tuple[int, ...] = field(repr=False)
    _to: tuple[int, ...] = field(repr=False)
    _flow_starts: tuple[int, ...] = field(repr=False)
    _lines: tuple[int, ...] = field(repr=False)
    _allowed: tuple[tuple[int, int], ...] | None = field(default=None, repr=False)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the source of a stretch that is not empty."""
        return self._char(start)[0], self._char(end - 1)[1]

    def _char(self, offset: int) -> tuple[int, int]:
        piece = bisect_right(self._at, offset) - 1
        first, last = self._from[piece], self._to[piece]
        following = self._at[piece + 1] if piece + 1 < len(self._at) else len(self.text)
        if last - first == following - self._at[piece]:
            place = first + offset - self._at[piece]
            return place, place + 1
        return first, last

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column (from 1) in the source of a character of the view."""
        place = self._char(offset)[0]
        line = bisect_right(self._lines, place)
        return line, place - self._lines[line - 1] + 1

    def flow_at(self, offset: int) -> Flow:
        """Return the flow that holds a character of the view."""
        return self.flows[max(bisect_right(self._flow_starts, offset) - 1, 0)]

    def is_within(self, start: int) -> bool:
        """Whether the text there was asked for (``--within``)."""
        if self._allowed is None:
            return True
        at = bisect_right(self._allowed, (start, 1 << 62)) - 1
        return at >= 0 and self._allowed[at][0] <= start < self._allowed[at][1]


@dataclass(slots=True)
class _Flow:
    """A flow while it is read: its characters in pieces, and the source of each piece."""

    flow: Flow
    pieces: list[str] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    length: int = 0
    #: After a break inside a word: the space that follows is none.
    joined: bool = False
    notes: list[_Flow] = field(default_factory=list)
    #: (element, length when it began, length when it ended)
    marked: list[tuple[int, int, int]] = field(default_factory=list)
    asked: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        joined, self.joined = self.joined, False
        if text[0] == " " and (joined or not self.pieces or self.pieces[-1][-1] == " "):
            self.joined = joined
            text, start = text[1:], start + 1
            if not text:
                return
        self.places.append((self.length, start, end))
        self.pieces.append(text)
        self.length += len(text)


def build_view(
    source: Source, *, language: str = "", within: Collection[str] | None = None
) -> View:
    """Read the running text of a document.

    ``language`` is that of texts which say none; ``within`` names the elements outside of which
    nothing is to be marked up (their text is read nevertheless, for the context).
    """
    reader = _Viewer(source, language, frozenset(within) if within is not None else None)
    reader.read()
    return reader.view()


class _Viewer:
    def __init__(self, source: Source, language: str, within: frozenset[str] | None) -> None:
        self.source = source
        self.language = language
        self.within = within
        self.flows: list[_Flow] = []
        self.current: _Flow | None = None
        self.skipped = -1
        #: How many of the open elements are among those asked for.
        self.inside = 0
        #: For each open element: the flow it began in with the length, and what to go back to.
        self.stack: list[_Open] = []
        self.languages: list[str] = [language]

    def read(self) -> None:
        texts, tags = iter(self.source.texts), iter(self.source.tags)
        text, tag = next(texts, None), next(tags, None)
        while text is not None or tag is not None:
            if tag is None or (text is not None and text.start < tag.start):
                assert text is not None
                self.take(text)
                text = next(texts, None)
            else:
                self.tag(tag)
                tag = next(tags, None)

    def tag(self, tag: Tag) -> None:
        element = self.source.elements[tag.element]
        if self.skipped >= 0:
            if tag.closes and tag.element == self.skipped:
                self.skipped = -1
            return
        if tag.opens and tag.closes:
            self.empty(element, tag)
        elif tag.opens:
            self.open(element)
        else:
            self.close(element)

    def empty(self, element: Element, tag: Tag) -> None:
        if self.current is None or element.tei not in BREAKS:
            return
        if element.attributes.get("break") == "no":
            self.unhyphenate()
            self.current.joined = True
        elif element.tei == "lb" or "break" in element.attributes:
            self.current.add(" ", tag.start, tag.end)

    def unhyphenate(self) -> None:
        """Take back the hyphen and the space before a break inside a word."""
        flow = self.current
        while flow is not None and flow.pieces and flow.pieces[-1][-1] in _BEFORE_BREAKS:
            last = flow.pieces.pop()
            at, start, end = flow.places.pop()
            flow.length -= len(last)
            if len(last) > 1:
                kept = last[:-1]
                flow.places.append((at, start, end - 1))
                flow.pieces.append(kept)
                flow.length += len(kept)
            if last[-1] != " ":
                return

    def open(self, element: Element) -> None:
        parent = self.source.elements[element.parent].tei if element.parent >= 0 else ""
        region = region_of(element.tei, parent)
        if parent == "cit" and self.stack and self.stack[-1].region is Region.BLOCK:
            region = Region.BLOCK  # the quotation and the reference of one that is set off
        if region is Region.SKIPPED and element.parent >= 0:
            self.skipped = element.index
            return
        self.languages.append(element.attributes.get("xml:lang") or self.languages[-1])
        self.inside += self.is_asked(element)
        opened = _Open(element.index, region, self.current)
        if region is Region.NOTE:
            self.current = self.new_flow(element.index, self.current)
        elif region is Region.BLOCK or self.current is None:
            self.current = self.new_flow(element.index, None)
        opened.flow, opened.length = self.current, self.current.length
        self.stack.append(opened)

    def is_asked(self, element: Element) -> bool:
        return self.within is not None and element.tei in self.within

    def new_flow(self, element: int, around: _Flow | None) -> _Flow:
        anchor = around.length if around is not None else -1
        flow = _Flow(Flow(element, self.languages[-1], anchor))
        (around.notes if around is not None else self.flows).append(flow)
        return flow

    def close(self, element: Element) -> None:
        opened = self.stack.pop()
        self.languages.pop()
        flow = opened.flow
        assert flow is not None
        if opened.region is Region.INLINE and flow is self.current:
            flow.marked.append((element.index, opened.length, flow.length))
        self.inside -= self.is_asked(element)
        if opened.region is Region.NOTE:
            self.current = opened.before
        elif opened.region is Region.BLOCK:
            parent = self.stack[-1].element if self.stack else element.index
            before = opened.before
            around = before is not None and before.flow.anchor >= 0
            self.current = self.resumed(parent, before if around else None)

    def resumed(self, parent: int, note: _Flow | None) -> _Flow:
        """A flow for the text after a block, in the element around it."""
        flow = self.new_flow(parent, None)
        if note is not None:
            flow.flow.anchor = note.flow.anchor
        return flow

    def take(self, text: Text) -> None:
        flow = self.current
        if self.skipped >= 0 or flow is None:
            return
        if text.cdata:
            flow.add(self.source.text[text.start : text.end], text.start, text.end)
            return
        before = flow.length
        self.read_text(flow, text)
        if self.inside and flow.length > before:
            flow.asked.append((before, flow.length))

    def read_text(self, flow: _Flow, text: Text) -> None:
        at = text.start
        for special in _SPECIAL.finditer(self.source.text, text.start, text.end):
            if special.start() > at:
                flow.add(self.source.text[at : special.start()], at, special.start())
            at = special.end()
            character = _character(special[0])
            if character:
                flow.add(character, special.start(), at)
        if text.end > at:
            flow.add(self.source.text[at : text.end], at, text.end)

    def view(self) -> View:
        builder = _Builder(self.source, self.within)
        for flow in self.flows:
            builder.add(flow)
        return builder.view()


@dataclass(slots=True)
class _Open:
    element: int
    region: Region
    before: _Flow | None
    flow: _Flow | None = None
    length: int = 0


def _character(special: str) -> str:
    if special[0] != "&":
        if special[-1] in _COMBINING:
            return unicodedata.normalize("NFC", special)[0]
        return "" if special in _DROPPED else " "
    name = special[1:-1]
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1:2] in {"x", "X"} else int(name[1:])
        character = chr(number)
        return _character(character) if _SPECIAL.fullmatch(character) else character
    found = _PREDEFINED.get(name) or standard_character(name.encode())
    return found[:1] or OPAQUE


class _Builder:
    """Puts the flows one after the other, notes after what they are attached to."""

    def __init__(self, source: Source, within: frozenset[str] | None) -> None:
        self.source = source
        self.within = within
        self.pieces: list[str] = []
        self.length = 0
        self.flows: list[Flow] = []
        self.at: list[int] = []
        self.first: list[int] = []
        self.last: list[int] = []
        self.occupied: list[Occupied] = []
        self.asked: list[tuple[int, int]] = []

    def add(self, read: _Flow, anchor: int = -1) -> None:
        base = self.length
        flow = read.flow
        if read.length:
            flow.start, flow.end, flow.anchor = base, base + read.length, anchor
            self.flows.append(flow)
            self.pieces += read.pieces
            for at, first, last in read.places:
                self.at.append(base + at)
                self.first.append(first)
                self.last.append(last)
            self.occupied += [Occupied(base + a, base + b, e) for e, a, b in read.marked if b > a]
            self.asked += [(base + a, base + b) for a, b in read.asked if b > a]
            self.length += read.length
            self.border()
        for note in read.notes:
            self.add(note, base + min(note.flow.anchor, read.length))

    def border(self) -> None:
        place = self.last[-1]
        self.at.append(self.length)
        self.first.append(place)
        self.last.append(place)
        self.pieces.append(BORDER)
        self.length += 1

    def view(self) -> View:
        return View(
            text="".join(self.pieces),
            source=self.source,
            flows=tuple(self.flows),
            occupied=tuple(sorted(self.occupied, key=lambda o: (o.start, -o.end))),
            _at=tuple(self.at),
            _from=tuple(self.first),
            _to=tuple(self.last),
            _flow_starts=tuple(flow.start for flow in self.flows),
            _lines=(0, *(m.end() for m in re.finditer("\n", self.source.text))),
            _allowed=_merged(self.asked) if self.within is not None else None,
        )


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
