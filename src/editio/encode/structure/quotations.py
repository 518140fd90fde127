"""Quotations set off from the text: set in, announced by a colon, or followed by their source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind
from editio.encode.structure import words
from editio.encode.structure.context import Match
from editio.encode.structure.dates import has_year
from editio.encode.structure.forms import ends_sentence
from editio.encode.structure.notes import begins_note

if TYPE_CHECKING:
    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

_SET_IN = 3
_OPENING = '“”„«‘"‹»'
_CLOSING = '”“»«’"›'
#: A quotation may go on for so many paragraphs.
_MOST = 12
_DASHED = re.compile(r"[-–—―]{1,3}\s?(?=[^\W\d_a-zà-öø-ÿ]|[“”\"‘«(]|\bfrom\b)")
#: What only a reference has: a page, a volume, the same place again.
PAGES = re.compile(r"\b(?:pp?|s|стр|с)\.\s?\d|\bvol\.?\s?\d|\bibid\b|\bop\.\s?cit", re.IGNORECASE)
_AUTHOR = re.compile(r"[^\W\d_a-zà-öø-ÿ][\w’'.\-]+,?\s+(?:[^\W\d_a-zà-öø-ÿ]|[(“”\"«]|to\b)")
_LONGEST_SOURCE = 260
_LEAST = 60
_SHORT = 140


def recognise(context: Context, index: int) -> Match | None:
    """Take units for a quotation, with the source that follows it."""
    return _set_in(context, index) or _with_source(context, index) or _announced(context, index)


def is_source(unit: Unit, *, close: bool) -> bool:
    """Whether a unit says where the words before it come from.

    ``close`` tells that it follows them without an empty line, where less proof is needed.
    """
    text = unit.text
    if len(text) > _LONGEST_SOURCE or begins_note(text):
        return False
    if _DASHED.match(text):
        return close or len(text) <= 160 or bool(PAGES.search(text))
    if words.SOURCE.match(text):
        return True
    if _AUTHOR.match(text) is None:
        return text[0] in "([" and text[-1] in ")]." and bool(PAGES.search(text))
    if close and len(text) <= 120 and not ends_sentence(text.rstrip(")")):
        return True
    return has_year(text) and bool(PAGES.search(text))


def _closes(text: str) -> bool:
    """Whether ``text`` ends with a closing mark, a stop behind it or not."""
    return text.rstrip(".,").endswith(tuple(_CLOSING))


def _set_in(context: Context, index: int) -> Match | None:
    end = index
    while (
        end - index <= _MOST
        and (unit := context.unit(end)) is not None
        and _is_set_in(context, unit)
    ):
        end += 1
    if end == index or end - index > _MOST:
        return None
    return _quotation(context, index, end, "set in", 0.8)


def _is_set_in(context: Context, unit: Unit) -> bool:
    """Every line is set in; in a filled text a set-in first line is that of a paragraph."""
    if unit.indent < context.margin + _SET_IN:
        return False
    return len(unit.text) > _LEAST and not (context.layout.is_filled and len(unit.lines) == 1)


def _with_source(context: Context, index: int) -> Match | None:
    """Words in marks, or the end of them, with a source below."""
    first = context.units[index]
    end = index + 1
    if first.text[0] in _OPENING and not _closes(first.text):
        end = _closing(context, index) or end
    following = context.unit(end)
    if following is None or not is_source(following, close=following.blanks == 0):
        return None
    marked = first.text[0] in _OPENING or _closes(context.units[end - 1].text)
    announced = _is_announced(context, index)
    if not (marked or announced) and not _is_reference(first, following):
        return None
    return _quotation(context, index, end, "followed by its source", 0.85)


def _is_reference(words_before: Unit, source: Unit) -> bool:
    """Whether a source is one beyond doubt: with a year and a page, below a whole paragraph."""
    if words.SOURCE.match(source.text) or len(words_before.text) <= _LEAST or source.blanks > 1:
        return False
    return bool(PAGES.search(source.text)) and has_year(source.text)


def _closing(context: Context, index: int) -> int | None:
    """Return where a quotation of several paragraphs ends, if its marks close or a source comes."""
    for end in range(index + 1, index + _MOST):
        unit = context.unit(end)
        if unit is None:
            return None
        if is_source(unit, close=unit.blanks == 0):
            return end
        if _closes(unit.text) and unit.text[0] not in _OPENING:
            return end + 1
    return None


def _announced(context: Context, index: int) -> Match | None:
    if not _is_announced(context, index) or len(context.units[index].text) < _LEAST:
        return None
    first = context.units[index]
    end = index + 1
    if first.text[0] in _OPENING and not _closes(first.text):
        end = _closing(context, index) or end
    confidence = 0.8 if first.text[0] in _OPENING else 0.6
    return _quotation(context, index, end, "announced by a colon", confidence)


def _is_announced(context: Context, index: int) -> bool:
    before = context.unit(index - 1)
    if before is None or not context.blocks or context.blocks[-1].kind is not Kind.PARAGRAPH:
        return False
    if words.SAYING.search(before.text[-160:]) is None:
        return False
    if before.text.endswith(":"):
        return True
    # Words in marks that stand alone below one short sentence about who said them.
    text = context.units[index].text
    marked = text[0] in _OPENING and _closes(text)
    return marked and len(before.text) <= _SHORT


def _quotation(context: Context, index: int, end: int, reason: str, confidence: float) -> Match:
    children = [Block(kind=Kind.PARAGRAPH, spans=unit.spans) for unit in context.units[index:end]]
    following = context.unit(end)
    if following is not None and is_source(following, close=following.blanks == 0):
        children.append(Block(kind=Kind.ATTRIBUTION, spans=following.spans))
        end += 1
    block = Block(kind=Kind.QUOTE, children=tuple(children), reason=reason, confidence=confidence)
    return Match(end, (block,))
