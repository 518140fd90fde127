"""Lists: bulleted, numbered, lettered, and nested ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind, Span
from editio.encode.structure.context import Match
from editio.encode.structure.forms import ends_sentence

if TYPE_CHECKING:
    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_BULLETS = r"•·●○◦▪▫■□▶►▸‣⁃∙➢➔✓✔*+\-–—−"
_MARKER = re.compile(
    rf"(?P<bullet>[{_BULLETS}])\s+(?=\S)|(?P<tight>[•●▪■‣])(?=\w)"
    r"|\(?(?P<number>\d{1,3})[.)]\s+(?=\S)"
    r"|\(?(?P<letter>[a-z])\)\s+(?=\S)|(?P<lettered>[a-h])\.\s+(?=\S)"
    r"|\((?P<roman>[ivxl]{1,6})\)\s+(?=\S)|(?P<romans>[ivxl]{1,6})[.)]\s+(?=\S)"
)
_DASHES = "-–—−"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_LONGEST_PLAIN = 110
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before an item: its style, what it counts (0 for bullets), its length."""

    style: str
    value: int
    text: str
    length: int
    width: int


def marker_of(text: str) -> Marker | None:
    """Return the marker that a line begins with."""
    match = _MARKER.match(text)
    if match is None:
        return None
    kind = match.lastgroup or ""
    sign = match.group(kind)
    length = len(match.group().rstrip())
    if kind in ("bullet", "tight"):
        return Marker(sign, 0, sign, length, match.end())
    form = "(" if text[0] == "(" else text[length - 1]
    if kind == "number":
        return Marker(f"1{form}", int(sign), sign, length, match.end())
    if kind in ("letter", "lettered"):
        return Marker(f"a{form}", ord(sign) - ord("a") + 1, sign, length, match.end())
    return Marker(f"i{form}", _value(sign), sign, length, match.end())


def _value(roman: str) -> int:
    values = [_ROMAN[sign] for sign in roman]
    return sum(
        -value if at + 1 < len(values) and value < values[at + 1] else value
        for at, value in enumerate(values)
    )


def begins_item(text: str) -> bool:
    """Whether a line begins an item wherever it stands: a bullet that is no dash, a letter ``a)``.

    Numbers, dashes and asterisks also stand at the beginning of a line by chance; those count only
    where the line before ends a paragraph or an item.
    """
    marker = marker_of(text)
    return marker is not None and marker.style[0] not in "1i*+" + _DASHES


def recognise(context: Context, index: int) -> Match | None:
    """Take a run of units with markers for a list."""
    unit = context.units[index]
    marker = marker_of(unit.lines[0].text)
    if marker is None:
        return _plain(context, index)
    if marker.text == "i":  # at the beginning of a list a number, not the ninth letter
        marker = Marker(f"i{marker.style[1:]}", 1, "i", marker.length, marker.width)
    if marker.value > 1 and not _introduced(context, index):
        return None
    if index < context.refused.get(marker.style, 0):
        return None
    end, block = _collect(context, index, marker, 1)
    if not _is_list(context, index, end, block):
        context.refused[marker.style] = end
        return None
    return Match(end, (block,))


def _collect(context: Context, index: int, marker: Marker, depth: int) -> tuple[int, Block]:
    """Take the items of one list, with the lists inside them and the lines that go on with them."""
    items: list[Block] = []
    indent = context.units[index].indent
    previous = marker.value - 1
    at = index
    while (unit := context.unit(at)) is not None:
        found = _item_marker(unit.lines[0].text, marker.style, previous)
        if found is not None and found.style == marker.style and unit.indent >= indent - 2:
            if marker.value and found.value != previous + 1:
                break
            previous = found.value
            items.append(_item(unit, found))
            at += 1
        elif found and items and unit.indent > indent and found.value <= 1 and depth < _DEEPEST:
            at, inner = _collect(context, at, found, depth + 1)
            items[-1] = _with(items[-1], inner)
        elif items and found is None and _goes_on(unit, items, indent):
            items[-1] = _longer(items[-1], unit)
            at += 1
        else:
            break
    return at, Block(
        kind=Kind.LIST,
        rend=_rend(marker),
        children=tuple(items),
        reason=f"{len(items)} lines marked alike",
        confidence=0.95 if len(items) > 2 else 0.8,
    )


def _item_marker(text: str, style: str, previous: int) -> Marker | None:
    """Return the marker of a line; ``i)`` after ``h)`` is a letter, and not a Roman number."""
    marker = marker_of(text)
    if marker is None or marker.style == style or len(marker.text) != 1:
        return marker
    letter = ord(marker.text) - ord("a") + 1
    if style[0] == "a" and marker.style == f"i{style[1:]}" and letter == previous + 1:
        return Marker(style, letter, marker.text, marker.length, marker.width)
    if style[0] == "i" and marker.style == f"a{style[1:]}" and marker.text in _ROMAN:
        return Marker(style, _value(marker.text), marker.text, marker.length, marker.width)
    return marker


def _item(unit: Unit, marker: Marker) -> Block:
    return Block(
        kind=Kind.ITEM,
        spans=unit.after(marker.width),
        label=Span(unit.start, unit.start + marker.length),
        n=marker.text,
    )


def _goes_on(unit: Unit, items: list[Block], indent: int) -> bool:
    """A paragraph that is set in further than the marker belongs to the item above."""
    return unit.indent >= indent + 2 and bool(items[-1].spans) and not items[-1].children


def _longer(item: Block, unit: Unit) -> Block:
    from dataclasses import replace

    return replace(item, spans=(*item.spans, *unit.spans))


def _with(item: Block, inner: Block) -> Block:
    from dataclasses import replace

    return replace(item, children=(*item.children, inner))


def _is_list(context: Context, index: int, end: int, block: Block) -> bool:
    """Whether units that are marked alike are a list, and not speeches or headings."""
    count = len(block.children) + any(item.children for item in block.children)
    marker = block.children[0].n
    if marker in _DASHES:
        introduced = _introduced(context, index)
        if (
            marker != "-"
            and not introduced
            and all(ends_sentence(unit.text) for unit in context.units[index : end - 1])
        ):
            return False  # speeches, as many languages mark them
        return count > 1 or (introduced and marker == "-")
    if marker in "*+":
        return count > 1
    return count > 1 or (not marker.isalnum() and (_introduced(context, index) or marker in "•●▪"))


def _introduced(context: Context, index: int) -> bool:
    before = context.unit(index - 1)
    return before is not None and before.text.endswith((":", ":”", ";"))


def _rend(marker: Marker) -> str:
    return {"1": "numbered", "a": "lettered", "i": "roman"}.get(marker.style[0], "bulleted")


def _plain(context: Context, index: int) -> Match | None:
    """Take short lines that stand together after a colon for a list without markers."""
    if not _introduced(context, index) or context.units[index - 1].chunk == -1:
        return None
    first = context.units[index]
    end = index
    while (unit := context.unit(end)) is not None and unit.chunk == first.chunk:
        if len(unit.text) > _LONGEST_PLAIN or len(unit.lines) > 1 or unit.text.endswith(":"):
            break
        end += 1
    if end - index < 3 or sum(ends_sentence(u.text) for u in context.units[index : end - 1]):
        return None
    items = tuple(Block(kind=Kind.ITEM, spans=u.spans) for u in context.units[index:end])
    block = Block(
        kind=Kind.LIST,
        rend="simple",
        children=items,
        reason="short lines together after a colon",
        confidence=0.6,
    )
    return Match(end, (block,))
