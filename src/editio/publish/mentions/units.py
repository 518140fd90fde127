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
        around = frame.around
        if around is None:
            labels[frame.id] = ""
            if frame.text or frame.id in used:
                yield Unit(id=frame.id, kind=frame.name, parent="", label="", text=frame.text)
            continue
        division = around.division.id
        english = _NAMES.get(frame.name, frame.name)
        name = words.get(english, english)
        numbers[division, name] += 1
        around_it = (labels.get(division, ""), labels.get(around.id, ""))
        label = _label(frame, name, words, numbers[division, name], around_it)
        labels[frame.id] = label
        if frame.name == "teiHeader" and frame.id not in needed:
            continue
        yield Unit(
            id=frame.id,
            kind=frame.name,
            parent="" if around.id == "top" and "top" not in used else around.id,
            label=label,
            text=frame.text,
        )


def _label(
    frame: UnitFrame, name: str, words: Mapping[str, str], counted: int, around: tuple[str, str]
) -> str:
    """Return the label of a unit: ``around`` are those of its division and the unit around it."""
    division, entry = around
    if frame.name == "note" and entry and frame.around and frame.around.name in _NAMED:
        return entry  # the line that says who or what it is
    number = frame.get("n").strip() or str(counted)
    if frame.name in DIVISIONS:
        kind = (frame.get("type") or "section").replace("_", " ").replace("-", " ")
        own = _heading(frame) or f"{words.get(kind, kind)} {number}"
    elif frame.name in _NAMED:
        own = _cut(_first_name(frame) or f"{name} {number}")
    elif frame.name in _SINGLE:
        own = name
    else:
        own = f"{name} {number}"
    joined = f"{division}, {own}" if division else own
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
