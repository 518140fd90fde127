"""Notes: their references in the text, their bodies below it, and which belongs to which.

A body begins with its number in brackets, raised, or with an asterisk; plain numbers count only
under a heading that says “Notes” and the like. A body takes the references of its number that stand
between the body before it with the same number and itself: numbers begin again in every article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editio.encode.marks import Mark, MarkKind
from editio.encode.model import Block, Kind, Span
from editio.encode.structure import words
from editio.encode.structure.context import Match
from editio.encode.structure.headings import could_be

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BODY = re.compile(
    r"\[\^?(?P<bracket>\d{1,4}|[a-z]|[*†‡]{1,3})\]:?\s*(?=\S)"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*(?=\S)"
    r"|(?P<star>\*{1,4}|†{1,3}|‡{1,3})\s*(?=[^\W_]|[“\"'‘(])"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,4})(?:[.)]\s*|\s+)(?=\S)")
_REFERENCE = re.compile(
    r"\[\^?(?P<bracket>\d{1,4}|[a-z]|[*†‡]{1,3})\]"
    r"|(?<=[^\s⁰¹²³⁴⁵⁶⁷⁸⁹])(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})"
    r"|(?<=[\w.,;:!?”’\"»)])(?P<star>\*{1,4}|†{1,3}|‡{1,3})(?![\w*†‡])"
)
#: A number after a word or a mark, as a raised one is left by the loss of its form.
_BARE = re.compile(
    r"(?<=[^\W\d_])(?P<a>\d{1,3})(?=[\s.,;:]|\Z)|(?<=[.,;:!?”’\"»)])\s?(?P<b>\d{1,3})(?=\s|\Z)"
)
#: So far around an asterisk there must be no other, or they mark the items of a list.
_AROUND = 6
_LEAST = 40
#: A note may go on for so many paragraphs more.
_MOST_MORE = 5


@dataclass(slots=True)
class NoteTable:
    """The bodies found before anything else: by the index of the unit each begins with."""

    bodies: dict[int, Block] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reference:
    start: int
    end: int
    label: str


def begins_note(text: str) -> bool:
    """Whether a line begins the body of a note wherever it stands: with a number in brackets."""
    match = _BODY.match(text)
    return match is not None and match.lastgroup == "bracket" and match.group(1).isdigit()


def find_bodies(units: Sequence[Unit], source: str) -> NoteTable:
    """Return the bodies of notes of a text."""
    references = _labels(source)
    table = NoteTable()
    starts = list(_starts(units, references))
    for at, (index, label, length, reason) in enumerate(starts):
        following = starts[at + 1] if at + 1 < len(starts) else None
        end = index + 1
        if following and _goes_on(units, index, following, label, references):
            end = following[0]
        table.bodies[index] = _body(units[index:end], label, length, reason)
        table.ends[index] = end
    return table


def _body(units: Sequence[Unit], label: str, length: int, reason: str) -> Block:
    first, *others = units
    text = first.lines[0].text
    block = Block(
        kind=Kind.NOTE,
        spans=first.after(length),
        label=Span(first.start, first.start + len(text[:length].rstrip())),
        n=label,
        reason=reason,
        confidence=0.95,
    )
    if not others:
        return block
    paragraphs = [block.spans, *(unit.spans for unit in others)]
    children = tuple(Block(kind=Kind.PARAGRAPH, spans=spans) for spans in paragraphs)
    return replace(block, spans=(), children=children)


def _starts(
    units: Sequence[Unit], references: dict[str, list[int]]
) -> Iterator[tuple[int, str, int, str]]:
    """Yield index, label, length of the number, and reason for each unit that begins a body."""
    under_notes = False
    expected = 1
    for index, unit in enumerate(units):
        text = unit.lines[0].text
        match = _BODY.match(text)
        if len(unit.text) < 60 and words.NOTES.match(unit.text):
            under_notes, expected = True, 1
        elif match and _is_body(units, index, match, references):
            label = (match.group(match.lastgroup or 0)).translate(_RAISED)
            yield index, label, match.end(), "begins with the number of a note"
        elif under_notes and (number := _NUMBERED.match(text)):
            if int(number.group("number")) != expected:
                under_notes = False
                continue
            yield index, str(expected), number.end(), "numbered under the heading of notes"
            expected += 1


def _is_body(
    units: Sequence[Unit], index: int, match: re.Match[str], references: dict[str, list[int]]
) -> bool:
    label = match.group(match.lastgroup or 0).translate(_RAISED)
    start = units[index].start
    if match.lastgroup != "star" and label.isdigit():
        return True
    if match.lastgroup == "star":
        # Several in a row are a list; one is a note if it was referred to, or closes a text.
        around = [*units[max(0, index - _AROUND) : index], *units[index + 1 : index + 1 + _AROUND]]
        if any(unit.text.startswith(f"{label} ") for unit in around):
            return False
        following = units[index + 1] if index + 1 < len(units) else None
        closes = index > 0 and (following is None or could_be(following))
        long = len(units[index].text) > _LEAST
        return (closes and long) or any(at < start for at in references.get(label, ()))
    return any(at < start for at in references.get(label, ()))


def _goes_on(
    units: Sequence[Unit],
    index: int,
    following: tuple[int, str, int, str],
    label: str,
    references: dict[str, list[int]],
) -> bool:
    """Whether the units between two bodies belong to the first.

    They do if the second was referred to before the first began: then both stand below the text,
    and no text comes between.
    """
    after, next_label = following[:2]
    if not 1 < after - index <= _MOST_MORE + 1:
        return False
    if not (label.isdigit() and next_label == str(int(label) + 1)):
        return False
    return any(at < units[index].start for at in references.get(next_label, ()))


def _labels(source: str) -> dict[str, list[int]]:
    """Return where in the source each label stands as a reference."""
    found: dict[str, list[int]] = defaultdict(list)
    for match in _REFERENCE.finditer(source):
        label = match.group(match.lastgroup or 0).translate(_RAISED)
        if len(found[label]) < 100:  # enough to know that there are some
            found[label].append(match.start())
    return found


def recognise(context: Context, index: int) -> Match | None:
    """Take the units of a body that was found before."""
    block = context.notes.bodies.get(index)
    return Match(context.notes.ends[index], (block,)) if block else None


def link(source: str, blocks: Sequence[Block]) -> tuple[list[Block], tuple[Block, ...], list[Mark]]:
    """Join references and bodies.

    Returns the blocks without the bodies that are referred to, these bodies, and a mark for each
    reference, in order.
    """
    bodies = [block for block in blocks if block.kind is Kind.NOTE]
    if not bodies:
        return list(blocks), (), []
    waiting: dict[str, list[_Reference]] = defaultdict(list)
    events = sorted(
        [(reference.start, None, reference) for reference in _references(source, bodies)]
        + [(body.start, body, None) for body in bodies],
        key=lambda event: event[0],
    )
    linked: list[Block] = []
    marks: list[Mark] = []
    for _, body, reference in events:
        if reference is not None:
            waiting[reference.label].append(reference)
        elif body is not None and (found := waiting.pop(body.n, None)):
            marks += [Mark(r.start, r.end, MarkKind.NOTE, len(linked)) for r in found]
            linked.append(body)
    gone = {body.start for body in linked}
    rest = [block for block in blocks if block.kind is not Kind.NOTE or block.start not in gone]
    return rest, tuple(linked), sorted(marks, key=lambda mark: mark.start)


def _references(source: str, bodies: Sequence[Block]) -> Iterator[_Reference]:
    """Yield references outside of bodies; plain numbers only where bodies are numbered plainly."""
    plain = {body.n for body in bodies if body.label and source[body.label.start].isdigit()}
    spans = sorted((body.start, body.end) for body in bodies)
    at = 0
    for reference in _all_references(source, plain):
        while at < len(spans) and spans[at][1] <= reference.start:
            at += 1
        if at == len(spans) or reference.start < spans[at][0]:
            yield reference


def _all_references(source: str, plain: set[str]) -> Iterator[_Reference]:
    found = [
        _Reference(m.start(), m.end(), m.group(m.lastgroup or 0).translate(_RAISED))
        for m in _REFERENCE.finditer(source)
    ]
    if plain:
        expected = 1  # plain numbers are many: those of notes come in order
        for match in _BARE.finditer(source):
            kind = match.lastgroup or 0
            if match.group(kind) == str(expected) and match.group(kind) in plain:
                found.append(_Reference(match.start(kind), match.end(kind), match.group(kind)))
                expected += 1
        found.sort(key=lambda reference: reference.start)
    yield from found
