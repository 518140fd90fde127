"""From frames to citable units: how a locator calls each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from editio.edition.model import Unit
from editio.publish.mentions.frames import DIVISIONS
from editio.publish.mentions.kinds import OWN_NAMES
from editio.publish.mentions.unitwords import unit_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from editio.publish.mentions.frames import UnitFrame

#: How the units of a kind are called; those without a name are called by their element.
_NAMES = {
    "p": "§",
    "ab": "§",
    "lg": "stanza",
    "sp": "speech",
    "u": "speech",
    "stage": "stage direction",
    "msDesc": "manuscript",
    "correspDesc": "letter",
    "titlePage": "title page",
    "castList": "cast",
    "annotationBlock": "speech",
    "teiHeader": "about this text",
    "personGrp": "group",
    "org": "organisation",
    "bibl": "work",
    "biblStruct": "work",
    "biblFull": "work",
    "entryFree": "entry",
}
_SINGLE = frozenset({"titlePage", "castList", "teiHeader", "msDesc", "correspDesc"})
_WORKS = frozenset({"bibl", "biblStruct", "biblFull"})
_NAMED = _WORKS | {"entry", "entryFree", "person", "personGrp", "place", "org", "event"}

#: Longest heading in a label, in characters.
_LONGEST = 60


def units_of(
    frames: Iterable[UnitFrame], used: frozenset[str], language: str = ""
) -> Iterator[Unit]:
    """Yield the units of a document, called in the words of a language (a BCP 47 tag).

    The document itself and its header are units only if something is said or mentioned there
    (``used`` are the ids of units with mentions). Labels are numbered in the division:
    "Of Seals, § 12".
    """
    frames = list(frames)
    needed = used | {frame.around.id for frame in frames if frame.around is not None}
    words = unit_words(language)
    labels: dict[str, str] = {}
    numbers: defaultdict[tuple[str, str], int] = defaultdict(int)
    for frame in frames:
        around, name = frame.around, frame.name
        if around is None:
            labels[frame.id] = ""
            if frame.text or frame.id in used:
                yield Unit(frame.id, name, parent="", label="", text=frame.text)
            continue
        english = _NAMES.get(name, name)
        called = words.get(english, english)
        numbers[around.division, called] = counted = numbers[around.division, called] + 1
        if name == "note" and around.name in _NAMED and labels.get(around.id):
            label = labels[around.id]  # the line that says who or what it is
        else:
            label = _in_division(labels.get(around.division), _label(frame, called, words, counted))
        labels[frame.id] = label
        if name == "teiHeader" and frame.id not in needed:
            continue
        parent = "" if around.id == "top" and "top" not in used else around.id
        yield Unit(frame.id, name, parent, label, frame.text)


def _label(frame: UnitFrame, called: str, words: Mapping[str, str], counted: int) -> str:
    """Return the label of a unit in its division: ``called`` with a number, a heading, a name."""
    name = frame.name
    if name in _SINGLE:
        return called
    number = frame.get("n").strip() or counted
    if name in DIVISIONS:
        kind = (frame.get("type") or "section").replace("_", " ").replace("-", " ")
        return _heading(frame) or f"{words.get(kind, kind)} {number}"
    return (
        _cut(_first_name(frame) or f"{called} {number}") if name in _NAMED else f"{called} {number}"
    )


def _in_division(division: str | None, own: str) -> str:
    if not division:
        return own
    joined = f"{division}, {own}"
    return (
        joined if len(joined) <= 2 * _LONGEST else _cut(division.partition(", ")[0]) + ", … " + own
    )


def _heading(frame: UnitFrame) -> str:
    head = next((span for span in frame.spans if span.name == "head" and span.text), None)
    return _cut(head.text.rstrip(" .:")) if head is not None else ""


def _first_name(frame: UnitFrame) -> str:
    names = {"orth"} if frame.name.startswith("entry") else {*OWN_NAMES.get(frame.name, ()), "head"}
    return next((span.text for span in frame.spans if span.name in names and span.text), "")


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: text.rfind(" ", 0, _LONGEST) if " " in text[:_LONGEST] else _LONGEST] + "…"
