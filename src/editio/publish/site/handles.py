"""The handles of citable units: a link to itself at the beginning of each block of a text."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.edition.model import Unit

#: The start of a block with an id, or of a division with that of its heading. Values are quoted.
_ATTRIBUTE = r'[^\s=<>"]++="[^"]*+"'
_START = re.compile(
    rf'(<(?:p|div|section)(?:\s(?!id=){_ATTRIBUTE})*+\sid="([^"]*)"(?:\s{_ATTRIBUTE})*+>'
    rf"(?:\s*<h[2-6](?:\s{_ATTRIBUTE})*+>)?)"
)
#: Blocks that only hold others have no place of their own to put a handle at.
_WHOLES = frozenset({"text", "group", "front", "body", "back", "header", "teiHeader", "TEI"})
_SAFE = "-._~!$()*+,;=:@/?"
#: Most ids are the same in an address; with what stands between them.
_PLAIN = re.compile(r"[A-Za-z0-9._~\0-]*")


def add_handles(html: str, units: Iterable[Unit]) -> str:
    """Return ``html`` with an empty link to itself in every block that is a unit.

    A division has it in its heading. The label of a link is the unit's own, without that of the
    heading before it ("§ 3" and not "Morning, § 3"); ``data-full`` says that this is no part of
    it. Scripts make the link the way to cite the passage (cite.js).
    """
    named = [unit for unit in units if unit.kind not in _WHOLES]
    # All at once: a text has ten thousand units, and no XML holds U+0000.
    names = escape("\0".join(unit.id for unit in named))
    texts = escape("\0".join(unit.label for unit in named))
    labels = dict(zip(names.split("\0"), texts.split("\0"), strict=True))
    plain = _PLAIN.fullmatch(names) is not None
    heading = ""
    pieces = _START.split(html)
    for place in range(1, len(pieces), 3):
        start, name = pieces[place], pieces[place + 1]
        pieces[place + 1] = ""
        label, full = labels.get(name), ""
        is_section = start.startswith("<section")
        if not label or (is_section and "<h" not in start):
            continue
        if is_section:
            heading = label
        elif heading:
            full = "" if label.startswith(f"{heading}, ") else ' data-full=""'
            label = label if full else label[len(heading) + 2 :]
        target = name if plain else quote(unescape(name), safe=_SAFE)
        pieces[place + 1] = f'<a class="handle" href="#{target}" aria-label="{label}"{full}></a>'
    return "".join(pieces)
