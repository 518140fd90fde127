"""Regular expressions of values that are sure to be good.

A value that matches is allowed in every document, so that it needs no other check; one that does
not match is looked at in the ordinary way. Matched are the bytes of an attribute as they stand
between double quotes, so the expressions hold no quote, no ``<`` and no ``&``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editio.relaxng.patterns import Choice, Data, List, OneOrMore, Text, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editio.relaxng.patterns import Pattern

ANY = r'[^"<]*+'
MAX_LITERALS = 16
"""So many values that a schema lists one by one are put into one expression."""
_LITERAL = re.compile(r"[\w.:#/-]+", re.ASCII)


def plain_values(pattern: Pattern) -> list[str]:
    """Return expressions for values that ``pattern`` is sure to accept (none, if unknown)."""
    if isinstance(pattern, Text):
        return [ANY]
    if isinstance(pattern, Choice):
        return _distinct(form for part in pattern.parts for form in plain_values(part))
    if isinstance(pattern, List):
        return _lists(pattern.content)
    if isinstance(pattern, Data) and pattern.excepted is None and pattern.datatype.any_text:
        return [ANY]
    return _words(pattern)


def _lists(content: Pattern) -> list[str]:
    if isinstance(content, Choice):
        return _distinct(form for part in content.parts for form in _lists(part))
    if not isinstance(content, OneOrMore):
        return []
    part = content.part
    parts = part.parts if isinstance(part, Choice) else (part,)
    words = _distinct(form for one in parts for form in _words(one))
    word = f"(?:{'|'.join(words)})" if len(words) > 1 else "".join(words)
    return [f"{word}(?: {word})*+"] if words else []


def _words(pattern: Pattern) -> list[str]:
    """Return expressions for values without white space."""
    if isinstance(pattern, Value):
        known = pattern.meaning is not None and not pattern.datatype.needs_context
        return [re.escape(pattern.written)] if known and _LITERAL.fullmatch(pattern.written) else []
    if isinstance(pattern, Data) and pattern.excepted is None:
        return list(pattern.datatype.plain_words)
    if isinstance(pattern, Choice):
        return _distinct(form for part in pattern.parts for form in _words(part))
    return []


def _distinct(forms: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(forms))
    literals = [form for form in found if _LITERAL.fullmatch(form.replace("\\", ""))]
    return found if len(literals) <= MAX_LITERALS else [f for f in found if f not in literals]
