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
_ATTRIBUTES = r'(?:\s[^\s=<>"]+="[^"]*")*?'
_START = re.compile(
    rf'<(?:p|div|section)(?={_ATTRIBUTES}\sid="([^"]*)")(?:\s[^\s=<>"]+="[^"]*")*>'
    rf"(?:\s*<h[2-6](?:\s[^\s=<>\"]+=\"[^\"]*\")*>)?"
)
#: Blocks that only hold others have no place of their own to put a handle at.
_WHOLES = frozenset({"text", "group", "front", "body", "back", "header", "teiHeader", "TEI"})
_SAFE = "-._~!$()*+,;=:@/?"
#: Most ids are the same in an address.
_PLAIN = re.compile(r"[A-Za-z0-9._~-]+")


def add_handles(html: str, units: Iterable[Unit]) -> str:
    """Return ``html`` with an empty link to itself in every block that is a unit.

    A division has it in its heading. The label of a link is the unit's own, without that of the
    heading before it ("§ 3" and not "Morning, § 3"); ``data-full`` says that this is no part of
    it. Scripts make the link the way to cite the passage (cite.js).
    """
    labels = {escape(unit.id): unit.label for unit in units if unit.kind not in _WHOLES}
    heading = ""

    def with_handle(found: re.Match[str]) -> str:
        nonlocal heading
        start, name = found.group(), found.group(1)
        if not labels.get(name) or (start.startswith("<section") and "<h" not in start):
            return start
        target = name if _PLAIN.fullmatch(name) else quote(unescape(name), safe=_SAFE)
        label, full = labels[name], ""
        if start.startswith("<section"):
            heading = label
        elif heading:
            full = "" if label.startswith(f"{heading}, ") else ' data-full=""'
            label = label if full else label[len(heading) + 2 :]
        return f'{start}<a class="handle" href="#{target}" aria-label="{escape(label)}"{full}></a>'

    return _START.sub(with_handle, html)
