"""What a TEI document marks up, as stretches of the source that it was made from.

The text of the TEI is laid over the source without regard to white space. A quotation is all that
stands between its marks, wherever the markup has the stop that printers put there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from editio.edition.dates import ATTRIBUTES
from editio.encode.tagging.source import read_source
from editio.encode.tagging.view import BORDER, View, build_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.tagging.source import Element

LAYERS: Final = (
    "person",
    "place",
    "organisation",
    "work",
    "event",
    "date",
    "quotation",
    "head",
    "note",
    "list",
)
_NAMES: Final = {
    "persName": "person",
    "placeName": "place",
    "geogName": "place",
    "orgName": "organisation",
    "eventName": "event",
    "date": "date",
}
_KINDS: Final = {
    "person": "person",
    "place": "place",
    "org": "organisation",
    "organisation": "organisation",
    "work": "work",
    "event": "event",
}
_QUOTATIONS: Final = {
    "quote": "quote",
    "q": "said",
    "said": "said",
    "soCalled": "soCalled",
    "mentioned": "mentioned",
    "title": "title",
}
_MARKS: Final = frozenset("“”„‟«»‹›\"‘’‚‛'")
#: How many characters of a flow are looked for at once where the whole is not found.
_PIECE: Final = 30
#: … and how many of them tell where the source goes on after a difference.
_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Annotation:
    """A stretch of the source, its layer, and its key or value, if it has any."""

    start: int
    end: int
    layer: str
    key: str = ""
    value: str = ""


class Alignment:
    """The text of a TEI document laid over its source: offsets of the view → of the source."""

    def __init__(self, view: View, source: str) -> None:
        self.view = view
        self.places: dict[int, int] = {}
        #: The first solid characters of the stretches that flows have been laid on.
        self.taken: set[int] = set()
        solid = [at for at, sign in enumerate(source) if not sign.isspace()]
        text = "".join(source[at] for at in solid)
        position = 0
        for flow in view.flows:
            own = [
                at
                for at in range(flow.start, flow.end)
                if not view.text[at].isspace() and view.text[at] != BORDER
            ]
            wanted = "".join(view.text[at] for at in own)
            if not wanted:
                continue
            position = self._lay(own, wanted, (text, solid), position)

    def _lay(
        self, own: Sequence[int], wanted: str, source: tuple[str, Sequence[int]], position: int
    ) -> int:
        """Lay one flow; return where its text ends among the solid characters."""
        text, solid = source
        at = self._free(text, wanted, position)
        if at < 0:
            at = self._free(text, wanted, 0)
        if at >= 0:
            self.taken.add(at)
            self._take(own, solid, at, len(wanted))
            return at + len(wanted)
        begin = 0
        while begin < len(wanted):
            piece = wanted[begin : begin + _PIECE]
            at = text.find(piece, max(0, position - 200), position + 4000)
            if at < 0 and len(piece) == _PIECE:
                at = text.find(piece)
            length = len(piece)
            if at < 0:  # the number of a note, say, that the markup has not as text
                at, length = position, _alike(piece, text[position : position + _PIECE])
            if length:
                self._take(own[begin : begin + length], solid, at, length)
                position = at + length
                begin += length
            else:
                begin, position = self._resumed(wanted, begin, text, position)
        return position

    def _resumed(self, wanted: str, begin: int, text: str, position: int) -> tuple[int, int]:
        """Where to go on in both texts behind a place where they differ."""
        for skipped in range(_PIECE):
            few = wanted[begin + skipped : begin + skipped + _FEW]
            at = text.find(few, position, position + _PIECE) if few else position
            if at >= 0:
                return begin + skipped, at
        return begin + _PIECE, position

    def _free(self, text: str, wanted: str, position: int) -> int:
        """Where a text stands that no other flow has been laid on: two notes may say the same."""
        at = text.find(wanted, position)
        while at in self.taken:
            at = text.find(wanted, at + 1)
        return at

    def _take(self, own: Sequence[int], solid: Sequence[int], at: int, length: int) -> None:
        for number in range(length):
            self.places[own[number]] = solid[at + number]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the offsets in the source of a stretch of the view."""
        first = next((self.places[at] for at in range(start, end) if at in self.places), None)
        last = next(
            (self.places[at] for at in range(end - 1, start - 1, -1) if at in self.places), None
        )
        if first is None or last is None or last < first:
            return None
        return first, last + 1


def _alike(one: str, other: str) -> int:
    """With how many same characters two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def annotations_of(document: bytes, source: str) -> list[Annotation]:
    """Return what a TEI document marks up, as offsets into its source."""
    view = build_view(read_source(document))
    alignment = Alignment(view, source)
    found: list[Annotation] = []
    for occupied in view.occupied:
        element = view.source.elements[occupied.element]
        if element.tei in _QUOTATIONS:
            flow = view.flow_at(occupied.start)
            block = flow.start, flow.end
            ends = _between_marks(view.text, occupied.start, occupied.end, block)
            if ends is None and (occupied.start, occupied.end) == block and element.tei != "title":
                ends = block
            span = alignment.span(*ends) if ends else None
            if span is not None:
                found.append(Annotation(*span, "quotation", "", _QUOTATIONS[element.tei]))
        for layer, value in _layers(element):
            span = alignment.span(occupied.start, occupied.end)
            if span is not None:
                found.append(Annotation(*span, layer, _key(element), value))
    found += _blocks(view, alignment)
    return found


def _layers(element: Element) -> Iterator[tuple[str, str]]:
    name = element.tei
    if name in _NAMES:
        value = ""
        if name == "date":
            value = " ".join(f"{k}={v}" for k, v in element.attributes.items() if k in ATTRIBUTES)
        yield _NAMES[name], value
    elif name in {"rs", "name"} and element.attributes.get("type") in _KINDS:
        yield _KINDS[element.attributes["type"]], ""
    elif name == "title":
        yield "work", ""


def _between_marks(
    text: str, start: int, end: int, block: tuple[int, int]
) -> tuple[int, int] | None:
    """All that stands between the marks around an element, or inside those that it begins with.

    None where there are no marks: the layer is about what stands between some. Of a quotation of
    several paragraphs, a part begins or ends with its block.
    """
    if text[start : start + 1] in _MARKS and text[end - 1 : end] in _MARKS and end - start > 2:
        return start + 1, end - 1
    before = text[max(block[0], start - 3) : start].rstrip()
    if before and before[-1] not in _MARKS:
        return None
    if end < block[1] and text[end] in ".,":
        end += 1
    closed = text[end : end + 1] in _MARKS and end < block[1]
    return (start, end) if closed or (end >= block[1] and before[-1:] != "") else None


def _key(element: Element) -> str:
    pointer = (element.attributes.get("ref") or element.attributes.get("key") or "").split()
    return pointer[0].rpartition("#")[2].rpartition(":")[2] if pointer else ""


def _blocks(view: View, alignment: Alignment) -> Iterator[Annotation]:
    """Heads, notes and lists: from the first to the last character of their flows."""
    spans: dict[int, list[int]] = {}
    places: dict[int, list[int]] = {}
    for flow in view.flows:
        at = flow.element
        while at >= 0:
            if view.source.elements[at].tei in {"head", "note", "list", "table", "quote"}:
                span = alignment.span(flow.start, flow.end)
                if span is not None:
                    spans.setdefault(at, []).extend(span)
                    places.setdefault(at, []).extend((flow.start, flow.end))
            at = view.source.elements[at].parent
    inline = {occupied.element for occupied in view.occupied}
    for number, offsets in spans.items():
        name = view.source.elements[number].tei
        if name == "quote":
            ends = min(places[number]), max(places[number])
            inner = _between_marks(view.text, *ends, ends)
            span = alignment.span(*inner) if inner and number not in inline else None
            if span is not None:
                yield Annotation(*span, "quotation", value="quote")
        else:
            # A list of names and figures, or of names and what is said of them, is a table in TEI.
            yield Annotation(min(offsets), max(offsets), "list" if name == "table" else name)
