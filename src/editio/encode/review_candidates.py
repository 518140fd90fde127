"""Unknown names as a table, and the accepted ones as entries of the registers.

The editor writes ``add`` into the column ``decision``, and corrects what else the entry is made
of: its kind, id, heading, surname and forename, and further forms. An id that a register has
already adds a form to that entry.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from editio.edition.model import Kind
from editio.encode.tables import read_rows, table
from editio.encode.tagging.source import read_source
from editio.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.registers import Registers
    from editio.encode.tagging.candidates import Candidate
    from editio.encode.tagging.source import Element, Source

COLUMNS = ("decision", "kind", "id", "form", "surname", "forename", "count", "reasons", "contexts")
_KINDS = {kind.value: kind for kind in (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION, Kind.WORK)}
_ELEMENTS = {
    Kind.PERSON: ("person", "listPerson", "persName"),
    Kind.PLACE: ("place", "listPlace", "placeName"),
    Kind.ORGANISATION: ("org", "listOrg", "orgName"),
    Kind.WORK: ("bibl", "listBibl", "title"),
}


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be added to a register, or a further form for the entry ``id``."""

    kind: Kind
    id: str
    form: str
    surname: str = ""
    forename: str = ""


def candidates_table(candidates: Iterable[Candidate], registers: Registers) -> str:
    """Return unknown names as CSV, each with an id that no register has."""
    taken = {entry.id.casefold() for entry in registers.entries}
    return table(COLUMNS, (_cells(one, taken) for one in candidates))


def _cells(one: Candidate, taken: set[str]) -> tuple[str, ...]:
    """Return the row of a name; its id is added to those that are taken."""
    kind = one.kind or Kind.PERSON
    surname, forename = _parts(one.form) if kind is Kind.PERSON else ("", "")
    name = _unused(_id(surname or one.form), taken)
    contexts = " ¦ ".join(one.contexts)
    reasons = "; ".join(one.reasons)
    return ("", kind.value, name, one.form, surname, forename, str(one.count), reasons, contexts)


def _parts(form: str) -> tuple[str, str]:
    words = form.split(" ")
    return (words[-1], " ".join(words[:-1])) if len(words) > 1 else (form, "")


def _id(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
    return name if name[:1].isalpha() else f"x-{name}".rstrip("-")


def _unused(name: str, taken: set[str]) -> str:
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    taken.add(unique)
    return unique


def read_candidates(path: Path) -> tuple[NewEntry, ...]:
    """Read the accepted rows of a table. Raises :class:`SourceError` where a row is wrong."""
    rows = read_rows(path, ("decision", "kind", "id", "form"), "editio tag --candidates")
    return tuple(_accepted(path, rows))


def _accepted(path: Path, rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[NewEntry]:
    for line, cells in rows:
        said = {column: cell.strip() for column, cell in cells.items()}
        if said["decision"].casefold() not in {"add", "yes", "y", "accept", "x"}:
            continue
        kind = _KINDS.get(said["kind"].casefold())
        if kind is None:
            raise SourceError(
                f"{path}:{line}: {said['kind']!r} is no kind", f"possible: {', '.join(_KINDS)}"
            )
        if not re.fullmatch(r"[^\W\d][\w.-]*", said["id"]) or not said["form"]:
            hint = "an id begins with a letter and has letters, digits, hyphens and full stops"
            raise SourceError(f"{path}:{line}: an entry needs an id and a form", hint)
        surname, forename = said.get("surname", ""), said.get("forename", "")
        yield NewEntry(kind, said["id"], said["form"], surname, forename)


def with_entries(document: bytes, entries: Sequence[NewEntry]) -> bytes:
    """Return a register with new entries at the end of its lists, and forms in those it has.

    Everything else stays as it is. Raises :class:`SourceError` where it has no list for a kind.
    """
    source = read_source(document)
    ids = {e.attributes["xml:id"]: e for e in source.elements if "xml:id" in e.attributes}
    edits: list[tuple[int, int, str]] = []
    for number, entry in enumerate(entries):
        known = ids.get(entry.id)
        if known is not None:
            edits.append(_form_edit(source, known, entry, number))
        else:
            edits.append(_entry_edit(source, entry, number))
    text, at = [], 0
    for place, _, new in sorted(edits):
        text += [source.text[at:place], new]
        at = place
    return source.encode("".join((*text, source.text[at:])))


def _form_edit(
    source: Source, known: Element, entry: NewEntry, number: int
) -> tuple[int, int, str]:
    """A further form behind the last name of an entry."""
    element = _ELEMENTS[entry.kind][2]
    names = [e for e in source.elements if e.parent == known.index and e.tei == element]
    if not names:
        raise SourceError(
            f"the entry {entry.id} has no {element}", "add the form by hand, or choose another id"
        )
    last = names[-1]
    space = _indent(source, last)
    tag = last.prefix + element
    return last.end[1], number, f'{space}<{tag} type="variant">{escape(entry.form)}</{tag}>'


def _entry_edit(source: Source, entry: NewEntry, number: int) -> tuple[int, int, str]:
    """A new entry behind the last of its list."""
    element, list_name, _ = _ELEMENTS[entry.kind]
    lists = [e for e in source.elements if e.tei == list_name]
    if not lists:
        raise SourceError(f"there is no {list_name}", "give the register a list for the new entry")
    chosen = lists[-1]
    entries = [e for e in source.elements if e.parent == chosen.index and e.tei == element]
    if entries:
        return (
            entries[-1].end[1],
            number,
            _written(entry, chosen.prefix, _indent(source, entries[-1])),
        )
    if chosen.is_empty:
        raise SourceError(f"the {list_name} is empty", "write it with a start and an end tag")
    return chosen.start[1], number, _written(entry, chosen.prefix, _indent(source, chosen) + "  ")


def _indent(source: Source, element: Element) -> str:
    """The line end and the white space before an element."""
    start = element.start[0]
    before = source.text[:start]
    space = before[len(before.rstrip()) :]
    return "\n" + space.rpartition("\n")[2] if "\n" in space else "\n"


def _written(entry: NewEntry, prefix: str, indent: str) -> str:
    element, _, name = _ELEMENTS[entry.kind]
    inner = escape(entry.form)
    if entry.kind is Kind.PERSON and entry.surname:
        inner = f"<{prefix}surname>{escape(entry.surname)}</{prefix}surname>"
        if entry.forename:
            inner += f", <{prefix}forename>{escape(entry.forename)}</{prefix}forename>"
    return (
        f'{indent}<{prefix}{element} xml:id="{entry.id}">'
        f"{indent}  <{prefix}{name}>{inner}</{prefix}{name}>"
        f"{indent}</{prefix}{element}>"
    )
