"""Which words are sure to be values of a datatype, told by a regular expression of Python's.

Each form holds only characters of ASCII that XML writes as they are, and no white space. A form
need not match all values of its datatype; those that it matches must be values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_letters, ascii_lowercase, digits

SAFE = frozenset(ascii_letters + digits + "_.:;,/#+*()=-")
"""The characters that most values are made of; with few of them expressions are made quickly."""
_LETTERS = frozenset(ascii_letters)
_DIGITS = frozenset(digits)
_WORD = _LETTERS | _DIGITS | {"_"}
_NAME = _WORD | frozenset(".-")
_DAY = "-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"


@dataclass(frozen=True, slots=True)
class Form:
    """An expression, and the characters that its matches begin with and are made of."""

    expression: str
    first: frozenset[str]
    further: frozenset[str]


def _free(first: frozenset[str], further: frozenset[str]) -> Form:
    return Form(f"{_class(first)}{_class(further)}*+", first, further)


def _class(chars: frozenset[str]) -> str:
    """Return a class of characters, with ranges."""
    parts = ["\\w"] if chars >= _WORD else []
    codes = sorted(map(ord, chars - _WORD if parts else chars))
    while codes:
        size = 1
        while size < len(codes) and codes[size] == codes[0] + size:
            size += 1
        first, last = re.escape(chr(codes[0])), re.escape(chr(codes[size - 1]))
        parts.append(first if size == 1 else f"{first}-{last}")
        codes = codes[size:]
    return f"[{''.join(parts)}]"


_STRING = (_free(SAFE, SAFE),)
_NCNAME = (_free(_LETTERS | {"_"}, _NAME),)
_COUNT = Form("[0-9]{1,18}+", _DIGITS, _DIGITS)
_NUMBER = Form(r"-?+[0-9]{1,18}+(?:\.[0-9]{1,18}+)?+", _DIGITS | {"-"}, _DIGITS | frozenset("-."))
_YEAR = Form("[1-9][0-9]{3}", _DIGITS, _DIGITS)
FORMS: dict[str, tuple[Form, ...]] = {
    "string": _STRING,
    "normalizedString": _STRING,
    "token": _STRING,
    "anyURI": (
        Form(
            r"#?+(?:[a-z][a-z-]*+:(?://)?+)?+[\w.][\w./-]*+",
            _WORD | frozenset("#."),
            _NAME | frozenset(":/"),
        ),
    ),
    "language": (
        Form("[a-z]{2,3}+", frozenset(ascii_lowercase), frozenset(ascii_lowercase)),
        Form("[a-z]{2,3}+-[A-Za-z]{2,4}+", frozenset(ascii_lowercase), _LETTERS | {"-"}),
    ),
    "Name": _NCNAME,
    "NCName": _NCNAME,
    "ID": _NCNAME,
    "IDREF": _NCNAME,
    "IDREFS": _NCNAME,
    "NMTOKEN": (_free(_NAME, _NAME),),
    "NMTOKENS": (_free(_NAME, _NAME),),
    "integer": (_COUNT,),
    "nonNegativeInteger": (_COUNT,),
    "positiveInteger": (Form("[1-9][0-9]{0,17}+", _DIGITS - {"0"}, _DIGITS),),
    "decimal": (_NUMBER,),
    "float": (_NUMBER,),
    "double": (_NUMBER,),
    "date": (Form(f"[1-9][0-9]{{3}}{_DAY}", _DIGITS, _DIGITS | {"-"}),),
    "gYear": (_YEAR,),
    "gYearMonth": (Form("[1-9][0-9]{3}-(?:0[1-9]|1[0-2])", _DIGITS, _DIGITS | {"-"}),),
    "boolean": tuple(
        Form(word, frozenset(word[0]), frozenset(word)) for word in ("true", "false", "0", "1")
    ),
}


def narrowed(form: Form, first: frozenset[str], further: frozenset[str]) -> Form | None:
    """Return the part of ``form`` whose matches are made of these characters only, if it has one.

    Only forms of free characters can be narrowed; the others fit as a whole or not at all.
    """
    if form.first <= first and form.further <= further:
        return form
    if form in _STRING and first & SAFE and further & SAFE:
        return _free(first & SAFE, further & SAFE)
    return None
