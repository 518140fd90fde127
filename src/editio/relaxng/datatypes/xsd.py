"""The datatypes of XML Schema Part 2, as RELAX NG uses them (Guidelines for W3C datatypes)."""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from editio.relaxng.datatypes import dates, names
from editio.relaxng.datatypes.base import Context, collapse, split
from editio.relaxng.datatypes.uris import is_uri

if TYPE_CHECKING:
    from collections.abc import Callable

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
MAX_DIGITS = 100_000
"""A number with more digits than this is taken as malformed, so that none costs minutes."""


@dataclass(frozen=True, slots=True)
class Primitive:
    """A datatype without parameters.

    ``read`` gives the value of a text (white space already treated), ``None`` where it has none;
    ``order`` compares two values (-1, 0, 1, or ``None`` for undetermined); ``length`` counts.
    """

    name: str
    words: str
    read: Callable[[str, Context], Any]
    space: str = "collapse"
    order: Callable[[Any, Any], int | None] | None = None
    length: Callable[[Any], int] | None = None
    digits: bool = False
    needs_context: bool = False

    def prepare(self, text: str) -> str:
        """Return ``text`` with white space treated as the datatype says."""
        if self.space == "collapse":
            return collapse(text)
        if self.space == "replace":
            return re.sub("[\t\n\r]", " ", text)
        return text


_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_FLOAT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_BASE64 = re.compile(
    r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?"
)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_DATE_WORDS = {
    "dateTime": "a date and time like 1828-09-09T08:30:00",
    "date": "a date like 1828-09-09",
    "time": "a time like 08:30:00",
    "gYear": "a year of four digits like 1828",
    "gYearMonth": "a year and month like 1828-09",
    "gMonthDay": "a month and day like --09-09",
    "gMonth": "a month like --09",
    "gDay": "a day like ---09",
}


def _text(text: str, context: Context) -> str:
    return text


def _is_language(text: str) -> bool:
    return _LANGUAGE.fullmatch(text) is not None


def _checked(test: Callable[[str], bool]) -> Callable[[str, Context], str | None]:
    return lambda text, context: text if test(text) else None


def _list_of(test: Callable[[str], bool]) -> Callable[[str, Context], tuple[str, ...] | None]:
    def read(text: str, context: Context) -> tuple[str, ...] | None:
        parts = tuple(split(text))
        return parts if parts and all(map(test, parts)) else None

    return read


def _decimal(text: str, context: Context) -> Decimal | None:
    if len(text) > MAX_DIGITS or not _DECIMAL.fullmatch(text):
        return None
    return Decimal(text)


def _integer(low: int | None, high: int | None) -> Callable[[str, Context], Decimal | None]:
    def read(text: str, context: Context) -> Decimal | None:
        if len(text) > MAX_DIGITS or not _INTEGER.fullmatch(text):
            return None
        number = Decimal(text)
        below = low is not None and number < low
        return None if below or (high is not None and number > high) else number

    return read


def _double(text: str, context: Context) -> float | str | None:
    if text in ("INF", "-INF"):
        return math.copysign(math.inf, -1 if text[0] == "-" else 1)
    if text == "NaN":
        return text  # a number that is not equal to itself could not be compared with <value>
    return float(text) if _FLOAT.fullmatch(text) else None


def _float(text: str, context: Context) -> float | str | None:
    number = _double(text, context)
    if isinstance(number, float):
        try:
            return float(struct.unpack("f", struct.pack("f", number))[0])
        except OverflowError:
            return math.copysign(math.inf, number)
    return number


def _base64(text: str, context: Context) -> bytes | None:
    dense = text.replace(" ", "")
    return base64.b64decode(dense) if _BASE64.fullmatch(dense) else None


def _hex(text: str, context: Context) -> bytes | None:
    try:
        return binascii.unhexlify(text)
    except ValueError:
        return None


def _boolean(text: str, context: Context) -> bool | None:
    return _BOOLEANS.get(text)


def _qname(text: str, context: Context) -> tuple[str, str] | None:
    return context.resolve(text) if names.is_qname(text) else None


def _uri(text: str, context: Context) -> str | None:
    return text if is_uri(text) else None


def _entity(text: str, context: Context) -> str | None:
    return text if text in context.entities else None


def _entities(text: str, context: Context) -> tuple[str, ...] | None:
    parts = tuple(split(text))
    return parts if parts and all(part in context.entities for part in parts) else None


def _moment(name: str) -> Callable[[str, Context], dates.Moment | None]:
    return lambda text, context: dates.parse_moment(name, text)


def _duration(text: str, context: Context) -> dates.Duration | None:
    return dates.parse_duration(text)


def _numbers(left: Any, right: Any) -> int | None:
    if "NaN" in (left, right):
        return 0 if left == right else None
    order: int = (left > right) - (left < right)
    return order


def _times(left: Any, right: Any) -> int | None:
    order: int | None = left.compare(right)
    return order


@cache
def primitives() -> dict[str, Primitive]:
    """Return every datatype of XML Schema Part 2 by its name."""
    found = [*_strings(), *_names(), *_numbers_of_all_sizes(), *_others()]
    for name, words in _DATE_WORDS.items():
        found.append(Primitive(name, words, _moment(name), order=_times))
    return {primitive.name: primitive for primitive in found}


def _strings() -> list[Primitive]:
    return [
        Primitive("string", "text", _text, "preserve", length=len),
        Primitive("normalizedString", "text", _text, "replace", length=len),
        Primitive("token", "text", _text, length=len),
        Primitive("anyURI", "a pointer (URI)", _uri, length=len),
        Primitive(
            "language", "a language tag like de or grc-Latn", _checked(_is_language), length=len
        ),
    ]


def _names() -> list[Primitive]:
    ncname, nmtoken = _checked(names.is_ncname), _checked(names.is_nmtoken)
    name = "a name (a letter or _ first, then letters, digits, . - _)"
    return [
        Primitive("Name", name, _checked(names.is_name), length=len),
        Primitive("NCName", name, ncname, length=len),
        Primitive("ID", f"an id: {name}", ncname, length=len),
        Primitive("IDREF", f"an id: {name}", ncname, length=len),
        Primitive("IDREFS", "ids separated by spaces", _list_of(names.is_ncname), length=len),
        Primitive("NMTOKEN", "a word of letters, digits, . - _ :", nmtoken, length=len),
        Primitive(
            "NMTOKENS", "words of letters, digits, . - _ :", _list_of(names.is_nmtoken), length=len
        ),
        Primitive("ENTITY", "a declared entity", _entity, length=len, needs_context=True),
        Primitive("ENTITIES", "declared entities", _entities, length=len, needs_context=True),
        Primitive("QName", "a name with a known prefix", _qname, needs_context=True),
        Primitive("NOTATION", "a name with a known prefix", _qname, needs_context=True),
    ]


def _numbers_of_all_sizes() -> list[Primitive]:
    found = [
        Primitive("decimal", "a decimal number like 4.5", _decimal, order=_numbers, digits=True),
        Primitive("float", "a number like 4.5 or 45E-1", _float, order=_numbers),
        Primitive("double", "a number like 4.5 or 45E-1", _double, order=_numbers),
    ]
    for name, (low, high) in _INTEGERS.items():
        found.append(
            Primitive(name, _range(low, high), _integer(low, high), order=_numbers, digits=True)
        )
    return found


def _others() -> list[Primitive]:
    return [
        Primitive("boolean", "true or false", _boolean),
        Primitive("base64Binary", "binary data in base64", _base64, length=len),
        Primitive("hexBinary", "binary data in hexadecimal digits", _hex, length=len),
        Primitive("duration", "a duration like P1Y6M or PT90M", _duration, order=_times),
    ]


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return "a whole number" if high is None else f"a whole number, at most {high}"
    return f"a whole number from {low} " + ("up" if high is None else f"to {high}")
