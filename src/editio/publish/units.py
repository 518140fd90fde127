"""The names of citable units: the ids in a document's page, the same in HTML, indexes and search.

A unit's name is its ``xml:id`` where it is usable and its own, else a stable path: the division it
stands in, its kind, and its number among its kind there (``body.2.1.p5``). Counting restarts in
every division, so that an edit moves only the names of its own division.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from editio import resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from editio.saxon import Node, Processor

BEGIN, END = "\ufde0\ufde1"
_TOKEN = re.compile(f"{BEGIN}([^{END}]*){END}")
_PLAIN = re.compile(r"[A-Za-z0-9_.~\n-]*")
#: What a generate-id() begins with says which document it was in this process, and no more.
_DOCUMENT = re.compile(r"^d\d+")
#: Divisions that are named by what they are; all others are numbers, or a name with a number.
_NAMED = frozenset({"front", "body", "back", "standOff"})
_WHOLE = frozenset({"TEI", "teiCorpus", "dracorCorpus"})


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The names of one document's elements by ``generate-id()``, and every ``xml:id`` in it."""

    by_token: Mapping[str, str] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()

    def name(self, token: str) -> str:
        """Return the name behind a token; an element that has none is named by its position."""
        return self.by_token.get(token) or _DOCUMENT.sub("x", token)

    def replace_in_markup(self, markup: str) -> str:
        """Replace the tokens in attributes of a stylesheet's output that is HTML.

        In an ``href`` the name becomes a fragment of a URI (RFC 3986).
        """
        pieces = _TOKEN.split(markup)
        if self._plain():
            pieces[1::2] = map(self.name, pieces[1::2])
            return "".join(pieces)
        in_link = False
        for place in range(1, len(pieces), 2):
            before = pieces[place - 1]
            opened = before.rfind('"')
            if opened >= 0:
                in_link = before.endswith("href=", 0, opened)
            name = self.name(pieces[place])
            pieces[place] = quote(name, safe=_FRAGMENT_SAFE) if in_link else escape(name)
        return "".join(pieces)

    def _plain(self) -> bool:
        """Tell whether all names are the same in HTML and in a fragment: ASCII names mostly are."""
        return _PLAIN.fullmatch("\n".join(self.by_token.values())) is not None


#: What RFC 3986 allows in a fragment, but for the characters that HTML would have to escape.
_FRAGMENT_SAFE = "-._~!$()*+,;=:@/?"


class UnitNamer:
    """Names the units of parsed documents; one per processor."""

    def __init__(self, processor: Processor) -> None:
        self._stylesheet = processor.compile(resources.stylesheet("units.xsl"))

    def names(self, node: Node) -> UnitNames:
        """Return the names of a document's units and of all elements with an ``xml:id``."""
        return name_units(self._stylesheet.transform(node).output)


@dataclass(slots=True)
class _Division:
    """A division while its content is read: its path, and how many of each kind it has had."""

    path: str
    counts: Counter[str] = field(default_factory=Counter)


def name_units(listing: str) -> UnitNames:
    """Return the names of the elements in the output of ``units.xsl``."""
    lines = [line.split(" ") for line in listing.splitlines()]
    owners = _owners(lines)
    names: dict[str, str] = {}
    for token, own, path in _paths(lines):
        if own and owners.get(own) == token:
            names[token] = own
        elif path is not None:
            names[token] = f"{path}_" if path in owners else path
    return UnitNames(names, frozenset(owners))


def _owners(lines: list[list[str]]) -> dict[str, str]:
    """The element that each ``xml:id`` belongs to: the first. An id with a space names nothing."""
    owners: dict[str, str] = {}
    for mark, *fields in lines:
        own = fields[1:] if mark == "#" else fields[2:]
        if len(own) == 1 and own[0]:
            owners.setdefault(own[0], fields[0])
    return owners


def _paths(lines: list[list[str]]) -> Iterator[tuple[str, str, str | None]]:
    """Yield token, ``xml:id`` and path of every element; one that is no unit has no path."""
    stack = [_Division("")]
    for mark, *fields in lines:
        if mark == "}":
            stack.pop()
        elif mark == "#":
            yield fields[0], fields[1], None
        else:
            token, kind, own = fields[0], fields[1], fields[2] if len(fields) > 2 else ""
            division = stack[-1]
            if mark == "{":
                path = _enter(division, kind, outermost=len(stack) == 1)
                stack.append(_Division(path))
                yield token, own, path or "top"
            else:
                division.counts[kind] += 1
                step = f"{kind}{division.counts[kind]}"
                yield token, own, f"{division.path}.{step}" if division.path else step


def _enter(around: _Division, kind: str, *, outermost: bool) -> str:
    """Return the path of a division.

    A whole document and its text leave no trace in it; header, front, body and back are named,
    divisions are numbers, all else is a name with its number.
    """
    kind = kind.rstrip("01234567")
    around.counts[kind] += 1
    number = around.counts[kind]
    if (outermost and kind in _WHOLE) or (kind == "text" and number == 1 and not around.path):
        return ""
    if kind == "teiHeader" and number == 1:
        step = "header"
    elif kind in _NAMED and number == 1:
        step = kind
    else:
        step = str(number) if kind == "div" else f"{kind}{number}"
    return f"{around.path}.{step}" if around.path else step
