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


def add_handles(html: str, units: Iterable[Unit]) -> str:
    """Return ``html`` with an empty link to itself in every block that is a unit.

    A division has it in its heading. The label of a link is the unit's own; scripts make it the
    way to cite the passage.
    """
    labels = {escape(unit.id): unit.label for unit in units if unit.kind not in _WHOLES}

    def with_handle(found: re.Match[str]) -> str:
        start, name = found.group(), found.group(1)
        if not labels.get(name) or (start.startswith("<section") and "<h" not in start):
            return start
        target = quote(unescape(name), safe=_SAFE)
        label = escape(labels[name])
        return f'{start}<a class="handle" href="#{target}" aria-label="{label}"></a>'

    return _START.sub(with_handle, html)
