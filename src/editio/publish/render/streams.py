"""The text of a rendering, read as the conservation check compares it: in reading order, without
what is made, without whitespace, as UTF-8.

What ``data-made`` and ``data-moved`` mean is fixed in docs/explanation/architecture.md; the marks
in plain text are those of :mod:`editio.publish.render.marks`. Everything here is cutting and
joining of whole strings, because the check may cost next to nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from editio.publish.render import marks

#: The whitespace of XML; other spaces are text.
_WHITESPACE = b" \t\r\n"
_TEXT = re.compile(rb">([^<]+)")
_CHARACTER = re.compile(rb"&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,8});")
#: From the attribute to the end of an element that is empty, or holds text and elements of text.
#: In text the same words may stand too, but no ``>`` can follow there before a ``<``; it is not
#: looked for without end, lest a text of nothing else takes hours.
_MADE_HERE = re.compile(
    rb' data-made="[^"<>]*"(?![^<>]{0,2000} data-moved=)[^<>]{0,2000}+>'
    rb"(?:(?<=/>)|[^<]*+(?:<[^/<>][^<>]*>(?:(?<=/>)|[^<]*</[^<>]*>)[^<]*+)*+</[^<>]*>)"
)
_NAME = re.compile(rb"<([^\s/>]+)")
_MOVED = re.compile(rb'\sdata-moved="([^"]*)"')
_ID = re.compile(rb' id="([^"]*)"')
_ABOUT = b"<!--part:about-->"
_PART = b"<!--part:"

_MADE, _MADE_END = marks.MADE.encode(), marks.MADE_END.encode()
_NOTE, _NOTE_END = marks.NOTE.encode(), marks.NOTE_END.encode()
_REFERENCE = re.compile(f"{marks.REFERENCE}{marks.MADE}\\[([0-9]+)\\]{marks.MADE_END}".encode())


def squeezed(text: str) -> bytes:
    """Return ``text`` as UTF-8 without whitespace."""
    return text.encode("utf-8", "surrogatepass").translate(None, _WHITESPACE)


def parted(stream: bytes, opening: bytes, closing: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return what stands between two marks, and what stands outside of them, in order."""
    first, *regions = stream.split(opening)
    inside, outside = [], [first]
    for region in regions:
        within, _, after = region.partition(closing)
        inside.append(within)
        outside.append(after)
    return inside, outside


def text_of_marked(marked: str) -> bytes:
    """Return the document's own text from marked plain text, notes where they stood."""
    stream = squeezed(marked)
    if marks.REFERENCE.encode() in stream:
        notes, rest = parted(stream, _NOTE, _NOTE_END)
        stream = _with_notes(b"".join(rest), notes)
    return b"".join(parted(stream, _MADE, _MADE_END)[1])


def _with_notes(stream: bytes, notes: list[bytes]) -> bytes:
    def note(reference: re.Match[bytes]) -> bytes:
        number = int(reference[1])
        # A note's number is greater than that of the note it stands in, so this ends.
        return _with_notes(notes[number - 1], notes) if number <= len(notes) else b""

    return _REFERENCE.sub(note, stream) if stream else stream


def text_of_html(page: str) -> tuple[bytes, bytes]:
    """Return the text of the part ``about`` and that of all other parts, in reading order.

    ``page`` is the output of ``html.xsl``: XHTML, well-formed but for its many roots.
    """
    # Nearly all that is made goes at once; what holds more than a line of text is cut out below.
    source = _MADE_HERE.sub(b"/>", page.encode("utf-8", "surrogatepass"))
    start = source.find(_ABOUT)
    if start < 0:
        start = end = len(source)
    else:
        end = source.find(_PART, start + 1)
        end = len(source) if end < 0 else end
    cuts = _cuts(source)
    if cuts is None:
        return _bare(source[start:end]), _bare(source[:start] + source[end:])
    about = b"".join(cuts.between(start, end))
    rest = b"".join([*cuts.between(0, start), *cuts.between(end, len(source))])
    return _bare(about), _bare(rest)


def _bare(source: bytes) -> bytes:
    # What is left of the source begins with a tag or inside of text, as cuts end behind tags.
    text = b"".join(_TEXT.findall(b">" + source))
    if b"&" in text:
        text = _unescaped(text)
    return text.translate(None, _WHITESPACE)


def _unescaped(text: bytes) -> bytes:
    if b"&#" in text:
        text = _CHARACTER.sub(_character, text)
    for entity, character in ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&amp;", b"&")):
        text = text.replace(entity, character)
    return text


def _character(reference: re.Match[bytes]) -> bytes:
    digits = reference[1]
    number = int(digits[1:], 16) if digits[:1] == b"x" else int(digits)
    return chr(number).encode("utf-8", "surrogatepass") if number <= 0x10FFFF else b""


@dataclass(slots=True)
class _Cuts:
    """What is taken out of an XHTML source, and what is put in where.

    ``starts`` are offsets in rising order, each with the end of what is taken out there and the id
    of what stands in its place (empty for nothing). ``targets`` are the elements that texts were
    moved to, by id: the offsets between which their content lies.
    """

    source: bytes
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    ids: list[bytes] = field(default_factory=list)
    targets: dict[bytes, tuple[int, int]] = field(default_factory=dict)

    def between(self, start: int, end: int, inside: tuple[bytes, ...] = ()) -> list[bytes]:
        """Return the pieces of the source between two offsets as they are to be read."""
        pieces: list[bytes] = []
        index = bisect_left(self.starts, start)
        position = start
        while index < len(self.starts) and self.starts[index] < end:
            if self.starts[index] >= position:
                pieces.append(self.source[position : self.starts[index]])
                position = self.ends[index]
                moved = self.ids[index]
                if moved in self.targets and moved not in inside:
                    low, high = self.targets[moved]
                    pieces += self.between(low, high, (*inside, moved))
            index += 1
        pieces.append(self.source[position:end])
        return pieces


def _cuts(source: bytes) -> _Cuts | None:
    """Find what the two attributes ask for; ``None`` where there is nothing to do."""
    made = [(start, _end(source, start, tag)) for start, tag in _tags_with(source, b' data-made="')]
    moved = _tags_with(source, b" data-moved=")
    if not made and not moved:
        return None
    cuts = _Cuts(source)
    if not moved:
        cuts.starts = [start for start, _ in made]
        cuts.ends = [end for _, end in made]
        cuts.ids = [b""] * len(made)
        return cuts
    spans = {start: (end, b"") for start, end in made}
    for start, tag in moved:
        found = _MOVED.search(source, start, tag)
        if found is not None:
            # What stands beside the moved text in its place is read, unless it is made as well.
            spans[start] = (spans[start][0] if start in spans else start, found[1])
    for moved_to, (start, tag) in _targets(source, {span[1] for span in spans.values()}).items():
        end = _end(source, start, tag)
        cuts.targets[moved_to] = (tag, end)
        spans[start] = (end, b"")
    for start, (end, moved_to) in sorted(spans.items()):
        cuts.starts.append(start)
        cuts.ends.append(end)
        cuts.ids.append(moved_to)
    return cuts


def _tags_with(source: bytes, attribute: bytes) -> list[tuple[int, int]]:
    """Return start and end of every start tag that has ``attribute`` (given as ``b" name="``)."""
    tags: list[tuple[int, int]] = []
    start, before, at = -1, 0, source.find(attribute)
    while at >= 0:
        start = max(start, source.rfind(b"<", before, at))
        before = at
        # In text the same words may stand too: then a tag has ended since.
        if start >= 0 and source.find(b">", start, at) < 0:
            tags.append((start, source.index(b">", at) + 1))
        at = source.find(attribute, at + 1)
    return tags


def _targets(source: bytes, wanted: set[bytes]) -> dict[bytes, tuple[int, int]]:
    """Return start and end of the start tag of every element with one of the wanted ids."""
    targets: dict[bytes, tuple[int, int]] = {}
    for found in _ID.finditer(source) if wanted - {b""} else ():
        if found[1] in wanted and found[1] not in targets:
            start = source.rfind(b"<", 0, found.start())
            if source.find(b">", start, found.start()) < 0:
                targets[found[1]] = (start, source.index(b">", start) + 1)
    return targets


def _end(source: bytes, start: int, tag_end: int) -> int:
    """Return the offset behind the element whose start tag stands at ``start``."""
    if source[tag_end - 2 : tag_end] == b"/>":
        return tag_end
    found = _NAME.match(source, start)
    name = found[1] if found else b""
    closing = b"</" + name + b">"
    following = source.find(b"<", tag_end)
    if source.startswith(closing, following):
        return following + len(closing)
    opening = re.compile(b"<" + re.escape(name) + rb"(?=[\s>])[^>]*>")
    depth, position = 1, tag_end
    while depth:
        close = source.find(closing, position)
        if close < 0:
            return len(source)
        # Elements of the same name that begin in between are closed by this one first.
        inner = opening.findall(source, position, close)
        depth += sum(not tag.endswith(b"/>") for tag in inner) - 1
        position = close + len(closing)
    return position
