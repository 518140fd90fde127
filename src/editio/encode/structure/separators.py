"""Rows of asterisks, dashes and ornaments between sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure.context import Match

if TYPE_CHECKING:
    from editio.encode.structure.context import Context

_SIGNS = re.compile(r"[*\-–—_=~#•·+⁂✱✻❦❧◆◇●○\s]+\Z")
_NAMES = {"*": "asterisks", "⁂": "asterism", "#": "hashes", "•": "bullets", "·": "dots"}
_LONGEST = 200


def recognise(context: Context, index: int) -> Match | None:
    """Take a line of signs alone for a separator."""
    unit = context.units[index]
    text = unit.text
    if len(text) > _LONGEST or not _SIGNS.match(text):
        return None
    if len(text) < 3 and text not in ("⁂", "❦", "❧", "*", "—", "–"):
        return None
    rend = _NAMES.get(text[0], "line" if text[0] in "-–—_=~" else "ornament")
    block = Block(kind=Kind.SEPARATOR, spans=unit.spans, rend=rend, reason="signs alone")
    return Match(index + 1, (block,))
