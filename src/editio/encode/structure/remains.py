"""What is left of a web page around its text: menus, buttons, calls to subscribe.

They are kept and marked as such. One word such as “Print” is no proof: two lines of the kind
together are, or one at an end of the file. Short lines between them (the titles under “You should
also read”) go with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure import words
from editio.encode.structure.context import Match
from editio.encode.structure.forms import ends_sentence

if TYPE_CHECKING:
    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_LEAST = 3
_LONGEST = 60
_LONGEST_TALK = 300
#: At most so many short lines may stand between two lines that are surely of a page.
_GAP = 6


def recognise(context: Context, index: int) -> Match | None:
    """Take a run of lines for remains of a page."""
    if not _is_menu(context.units[index]) and not _is_talk(context.units[index]):
        return None
    sure = 1
    end = at = index + 1
    while (unit := context.unit(at)) is not None and at - end < _GAP:
        if _is_menu(unit) or _is_talk(unit):
            sure += 1
            end = at + 1
        elif len(unit.text) > _LONGEST or ends_sentence(unit.text):
            break
        at += 1
    at_edge = len(context.units) > _LEAST and (index == 0 or end == len(context.units))
    if sure < 2 and not (at_edge or _is_talk(context.units[index])):
        return None
    blocks = tuple(
        Block(
            kind=Kind.REMAINS,
            spans=unit.spans,
            reason="a line of a menu or a button" if _is_menu(unit) else "beside such lines",
            confidence=0.9 if sure > 2 and _is_menu(unit) else 0.7,
        )
        for unit in context.units[index:end]
    )
    return Match(end, blocks)


def _is_menu(unit: Unit) -> bool:
    return len(unit.text) <= _LONGEST and words.MENU.match(unit.text) is not None


def _is_talk(unit: Unit) -> bool:
    return len(unit.text) <= _LONGEST_TALK and words.PAGE_TALK.search(unit.text) is not None
