"""Registers: whether the entries of persons, places, organisations and works can be right.

Duplicates and entries that nothing mentions are judged over the whole edition.

## REG-AUTHORITY: an identifier of an authority file cannot be right

The check digit of a GND number, an ISNI or an ORCID does not fit, or a VIAF number or a Wikidata
item is not written as such. Looked at in `idno` and in all pointers. Mostly a digit is wrong or two
are exchanged; whether it is the right person's is not asked.

Bad: `<idno type="GND">118540283</idno>`.
Good: `<idno type="GND">118540238</idno>`.

## REG-LIFE: a life that cannot be

The death comes before the birth (an error), or more than 120 years after it (a warning).

Bad: `<birth when="1879"/><death when="1840"/>`.
Good: `<birth when="1879"/><death when="1940"/>`.

## REG-LETTER: a letter by or to someone not alive

The `correspDesc` gives a day before the birth or after the death of the person it names.

Bad: a letter sent on 1848-05-02 by someone who died in 1847.

## REG-COORDINATES: a place that is not on the globe

`geo` gives latitude and longitude in degrees, in this order: from -90 to 90 and from -180 to 180.
Other systems are declared in a `geoDecl` and not checked.

Bad: `<geo>13.4 152.5</geo>` for Berlin.
Good: `<geo>52.5 13.4</geo>`.

## REG-DUPLICATE: two entries for one

Two entries of a kind in the registers have the same number of an authority file, or the same name
and the same dates. Keep one, and let the pointers to the other mean it.

## REG-UNMENTIONED: an entry that nothing mentions

A remark, said when a whole edition is checked: no pointer leads to the entry, while pointers lead
to others of the same register. More than twenty in one register are one finding.

## REG-KEY: a key without an entry

Most values of `key` in the edition are ids or identifiers of register entries; this one is not.

Bad: `<persName key="adda">` where the register has `<person xml:id="ada">`.
Good: `<persName key="ada">`.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.authorities import fault, identifier_of
from editio.edition.dates import interval_of
from editio.edition.model import Kind
from editio.edition.nameforms import plain_text
from editio.edition.pointerattributes import pointer_values
from editio.findings import Severity
from editio.names import tei
from editio.validate.checks.placing import finding
from editio.validate.facts import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from editio.edition.model import Entry, Interval
    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.facts import Facts
    from editio.validate.options import Options

_OLDEST = 120
#: More entries than these without a mention are one finding.
_MOST = 20
_SHOWN = 5
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_PAIR = re.compile(r"[-+]?\d+(?:\.\d+)?[\s,;]+[-+]?\d+(?:\.\d+)?")
#: Kinds whose entries are there to be mentioned; events make up a chronology by themselves.
_MENTIONED = (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION, Kind.WORK)
_AUTHORITIES = frozenset({"GND", "VIAF", "Wikidata", "GeoNames", "ISNI", "ORCID", "Pleiades"})


def run(document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield what is wrong with entries by themselves."""
    if not document.usable:
        return
    root = document.root()
    yield from _identifiers(document, root)
    for person in root.iter(tei("person")):
        yield from _life(document, person)
    systems = {item.get("datum") or "WGS84" for item in root.iter(tei("geoDecl"))}
    if all("WGS84" in system for system in systems):
        for geo in root.iter(tei("geo")):
            yield from _coordinates(document, geo)


def _identifiers(document: OpenDocument, root: _Element) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for element, attribute, text, stated in _candidates(document, root):
        found = identifier_of(text, stated)
        if found is None or found in seen:
            continue
        seen.add(found)
        wrong = fault(*found)
        if wrong:
            yield finding(
                document,
                element,
                "REG-AUTHORITY",
                Severity.WARNING,
                f'"{found[1]}" is no identifier of {found[0]}: {wrong}',
                hint=f"look it up at {found[0]} and correct it",
                attribute=attribute,
            )


def _candidates(document: OpenDocument, root: _Element) -> Iterator[tuple[_Element, str, str, str]]:
    """Yield what may be an identifier: element, attribute, text, stated type."""
    for element in root.iter(tei("idno")):
        stated = element.get("subtype") or element.get("type") or ""
        yield element, "", plain_text(element), stated
    for element, name, value in pointer_values(root, document.attributes()):
        # A scheme is the authority file itself.
        for token in value.split() if name != "scheme" else ():
            yield element, name, token, ""


def _life(document: OpenDocument, person: _Element) -> Iterator[Finding]:
    birth, death = person.find(tei("birth")), person.find(tei("death"))
    born = _dated(birth) if birth is not None else None
    died = _dated(death) if death is not None else None
    if death is None or born is None or died is None:
        return
    if died.latest and born.earliest and died.latest < born.earliest:
        severity, message = Severity.ERROR, "the death comes before the birth"
    elif died.earliest and born.latest and died.earliest[0] - born.latest[0] > _OLDEST:
        years = died.earliest[0] - born.latest[0]
        severity, message = Severity.WARNING, f"there are {years} years from birth to death"
    else:
        return
    attribute = next((str(name) for name in death.attrib if name in _DATES), "")
    hint = "correct one of the two dates"
    yield finding(document, death, "REG-LIFE", severity, message, hint=hint, attribute=attribute)


_DATES = frozenset({"when", "notBefore", "notAfter", "from", "to"})


def _dated(element: _Element) -> Interval | None:
    found = interval_of(dict(element.attrib))  # type: ignore[arg-type]
    date = element.find(tei("date"))
    if found is not None or date is None:
        return found
    return interval_of(dict(date.attrib))  # type: ignore[arg-type]


def _coordinates(document: OpenDocument, geo: _Element) -> Iterator[Finding]:
    text = plain_text(geo)
    if not _PAIR.fullmatch(text):
        return
    latitude, longitude = (float(number) for number in _NUMBER.findall(text))
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return
    exchanged = abs(latitude) <= 180 and abs(longitude) <= 90
    yield finding(
        document,
        geo,
        "REG-COORDINATES",
        Severity.ERROR,
        f"{text} is no latitude and longitude in degrees",
        hint="write the latitude first" if exchanged else "declare another system in a geoDecl",
    )


# What is judged over the whole edition


def duplicates(
    entries: Iterable[Entry], registers: frozenset[str]
) -> Iterator[tuple[str, Problem]]:
    """Yield the document and the problem of each entry that repeats an earlier one.

    Entries of different documents are compared only where both are ``registers``: two plays may
    have the same person in their casts.
    """
    first: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        scope = "" if entry.document in registers else entry.document
        for same, key in _sames(entry):
            other = first.setdefault((scope, entry.kind.value, *key), entry)
            if other is not entry and (other.id or other.document) != (entry.id or entry.document):
                yield entry.document, _duplicate(entry, other, same)
                break


def _sames(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What makes an entry the same as another: in words, and to compare."""
    if entry.kind in {Kind.PERSON, Kind.PLACE, Kind.ORGANISATION}:
        for item in entry.identifiers:
            if item.kind in _AUTHORITIES:
                value = re.split(r"[/#]", item.value.rstrip("/"))[-1]
                yield f"the {item.kind} number {value}", (item.kind, value)
    if entry.dates:
        yield (
            f"the name and dates of {entry.heading} ({entry.dates})",
            (
                entry.heading.casefold(),
                entry.dates,
                entry.author.casefold(),
            ),
        )


def _duplicate(entry: Entry, other: Entry, same: str) -> Problem:
    name = other.id or other.heading
    return Problem(
        code="REG-DUPLICATE",
        severity=Severity.WARNING,
        message=f"{entry.id or entry.heading} and {name} both have {same}",
        hint="keep one of the two entries, or correct what they share",
        attribute="xml:id",
        xml_id=entry.id,
        idno="" if entry.id or not entry.identifiers else entry.identifiers[0].value,
    )


def unmentioned(
    entries: Sequence[Entry], registers: frozenset[str], mentioned: set[str]
) -> Iterator[tuple[str, Problem]]:
    """Yield the document and the problem of entries to which no pointer leads."""
    groups: dict[tuple[str, Kind], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.document in registers and entry.kind in _MENTIONED:
            groups[entry.document, entry.kind].append(entry)
    for (document, _), group in groups.items():
        idle = [entry for entry in group if entry.key not in mentioned]
        if len(idle) == len(group):
            continue
        if len(idle) > _MOST:
            names = ", ".join(entry.heading for entry in idle[:_SHOWN])
            message = f"{len(idle)} of {len(group)} entries are never mentioned: {names} …"
            yield document, _unmentioned(idle[0], message)
            continue
        for entry in idle:
            yield document, _unmentioned(entry, f"{entry.heading} is never mentioned")


def _unmentioned(entry: Entry, message: str) -> Problem:
    return Problem(
        code="REG-UNMENTIONED",
        severity=Severity.INFO,
        message=message,
        hint="point to it from the texts, or remove it",
        attribute="xml:id",
        xml_id=entry.id,
        idno="" if entry.id or not entry.identifiers else entry.identifiers[0].value,
    )


def letters(facts: Facts, entry_of: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield the letters of a document by or to someone not alive on their day."""
    for letter in facts.letters:
        entry = entry_of.get(letter.written)
        life = entry.interval if entry is not None else None
        # Where birth and death are unknown, the dates are those of a life's middle.
        if entry is None or life is None or entry.dates.startswith("fl."):
            continue
        if entry.kind is not Kind.PERSON:
            continue
        if life.earliest and letter.latest and letter.latest < life.earliest:
            what = "before the birth"
        elif life.latest and letter.earliest and letter.earliest > life.latest:
            what = "after the death"
        else:
            continue
        yield Problem(
            code="REG-LETTER",
            severity=Severity.WARNING,
            message=f"the letter is dated {what} of {entry.heading} ({entry.dates})",
            hint="correct the date, the pointer, or the dates in the register",
            attribute="ref",
            pointer=letter.written,
        )


@dataclass(slots=True)
class Keys:
    """Finds keys without entry, if most keys have one."""

    _right: set[str] = field(default_factory=set)
    _wrong: dict[str, array[int]] = field(default_factory=dict)

    def see(self, place: int, key: str, *, known: bool) -> None:
        """Look at a key that a document, by its number, has; is there an entry for it?"""
        if known:
            self._right.add(key)
        else:
            self._wrong.setdefault(key, array("I")).append(place)

    def problems(self) -> Iterator[tuple[int, Problem]]:
        """Yield what is wrong with the keys that were seen, with the number of each document."""
        if 2 * len(self._right) <= len(self._right | self._wrong.keys()):
            return
        for key, places in self._wrong.items():
            problem = Problem(
                code="REG-KEY",
                severity=Severity.WARNING,
                message=f'no register entry has the key "{key}"',
                hint="correct the key, or add the entry",
                attribute="key",
                pointer=key,
            )
            yield from ((place, problem) for place in places)
