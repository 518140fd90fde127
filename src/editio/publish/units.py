"""The names of citable units: the ids in a document's page, the same in HTML, indexes and search.

A unit's name is its ``xml:id`` where it is usable and its own, else a stable path: the division it
stands in, its kind, and its number among its kind there (``body.2.1.p5``). Counting restarts in
every division, so that an edit moves only the names of its own division.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from editio import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

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
            known = self.by_token.get
            pieces[1::2] = [known(token) or self.name(token) for token in pieces[1::2]]
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
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        """Count one more of a kind, and return its number."""
        number = self.counts[kind] = self.counts.get(kind, 0) + 1
        return number


def name_units(listing: str) -> UnitNames:
    """Return the names of the elements in the output of ``units.xsl``.

    An ``xml:id`` belongs to the first element that has it; one with a space names nothing.
    """
    names: dict[str, str] = {}
    owners: dict[str, str] = {}
    paths: list[str] = []
    stack = [_Division("")]
    for line in listing.splitlines():
        if line == "}":
            stack.pop()
            continue
        mark, token, rest = line.split(" ", 2)
        if mark == "#":
            own, path = rest, None
        else:
            kind, _, own = rest.partition(" ")
            path = _path(stack, mark, kind)
        if own and " " not in own and owners.setdefault(own, token) == token:
            names[token] = own
        elif path is not None:
            names[token] = path
            paths.append(path)
    taken = owners.keys() & set(paths)
    if taken:
        own_names = set(owners.values())
        for token, name in names.items():
            if name in taken and token not in own_names:
                names[token] = f"{name}_"
    return UnitNames(names, frozenset(owners))


def _path(stack: list[_Division], mark: str, kind: str) -> str:
    """Return the path of the next unit, which is a division or lies in the innermost one."""
    division = stack[-1]
    if mark == "{":
        path = _enter(division, kind, outermost=len(stack) == 1)
        stack.append(_Division(path))
        return path or "top"
    step = f"{kind}{division.count(kind)}"
    return f"{division.path}.{step}" if division.path else step


def _enter(around: _Division, kind: str, *, outermost: bool) -> str:
    """Return the path of a division.

    A whole document and its text leave no trace in it; header, front, body and back are named,
    divisions are numbers, all else is a name with its number.
    """
    kind = kind.rstrip("01234567")
    number = around.count(kind)
    if (outermost and kind in _WHOLE) or (kind == "text" and number == 1 and not around.path):
        return ""
    if kind == "teiHeader" and number == 1:
        step = "header"
    elif kind in _NAMED and number == 1:
        step = kind
    else:
        step = str(number) if kind == "div" else f"{kind}{number}"
    return f"{around.path}.{step}" if around.path else step
