"""Pointers into a text that have no id: XPointer schemes of the TEI Guidelines, section 16.2.4.

``xpath``, ``left``, ``right``, ``string-index``, ``range``, ``string-range`` and ``match``; those
of W3C that documents use besides (``element``, ``xpointer``, ``xmlns``) are taken as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.expressions import compiled
from editio.edition.ids import is_ncname

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: A fragment that begins with a scheme, such as ``#range(…)``.
XPOINTER = re.compile(r"#([A-Za-z][\w-]*)\(")
_PART = re.compile(r"\s*([A-Za-z_][\w.-]*)\(")
_INTEGER = re.compile(r"-?\d+")
_ID = re.compile(r"id\(\s*[\"']([^\"']+)[\"']\s*\)")
_ELEMENT = re.compile(r"([^/]*)((?:/[1-9]\d*)*)")
#: Escapes of XPath's regular expressions that others do not know.
_CLASSES = re.compile(r"\\[pP]\{[^{}]*\}|\\[iIcC]")
_OTHERS = frozenset({"xpointer", "xpath1", "xmlns", "id"})
_PAIRS = {")": "(", "]": "["}
#: No pointer that a person or a program means is longer, or nests ranges deeper.
_LONGEST, _DEEPEST = 10_000, 10


class SyntaxFaultError(Exception):
    """The pointer is not written as its scheme wants it; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A stretch of the text of the element with an id: it must be so long at least."""

    name: str
    length: int


@dataclass(frozen=True, slots=True)
class XPointer:
    """What a pointer needs of the document: ids, and texts that are long enough."""

    names: tuple[str, ...] = ()
    reaches: tuple[Reach, ...] = ()


class UnknownSchemeError(SyntaxFaultError):
    """The scheme is none of the Guidelines."""


def parse_xpointer(fragment: str) -> XPointer:
    """Read what follows the ``#``. Raises :class:`SyntaxFaultError`."""
    if len(fragment) > _LONGEST or fragment.count("range(") > _DEEPEST:
        raise SyntaxFaultError("it is longer than any pointer needs to be")
    names: list[str] = []
    reaches: list[Reach] = []
    rest = fragment.strip()
    while rest:
        part = _PART.match(rest)
        if part is None:
            raise SyntaxFaultError(f"“{rest}” follows its end")
        end = _end(rest, part.end())
        scheme, inside = part[1], rest[part.end() : end]
        if scheme not in _OTHERS:
            reader = _READERS.get(scheme)
            if reader is None:
                raise UnknownSchemeError(f"{scheme}() is no XPointer scheme of the TEI")
            found = reader(_arguments(inside), scheme)
            names += found.names
            reaches += found.reaches
        rest = rest[end + 1 :].strip()
    return XPointer(tuple(dict.fromkeys(names)), tuple(reaches))


def _end(text: str, start: int) -> int:
    """Return where the parenthesis before ``start`` is closed."""
    open_brackets, quote = ["("], ""
    for position in range(start, len(text)):
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([":
            open_brackets.append(character)
        elif character in _PAIRS:
            if open_brackets.pop() != _PAIRS[character]:
                raise SyntaxFaultError(f"“{character}” closes nothing")
            if not open_brackets:
                return position
    missing = f"the other {quote}" if quote else {"(": ")", "[": "]"}[open_brackets[-1]]
    raise SyntaxFaultError(f"{missing} is missing")


def _arguments(inside: str) -> list[str]:
    """Split at commas that are in no brackets or quotation marks."""
    found, depth, quote, begin = [], 0, "", 0
    for position, character in enumerate(inside):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        else:
            depth += (character in "([") - (character in ")]")
            if character == "," and not depth:
                found.append(inside[begin:position].strip())
                begin = position + 1
    return [*found, inside[begin:].strip()]


def _place(argument: str, scheme: str) -> tuple[str, ...]:
    """Return the id that an argument names, which may also be an XPath."""
    if not argument:
        raise SyntaxFaultError(f"{scheme}() wants an id or an XPath")
    if is_ncname(argument):
        return (argument,)
    return tuple(_ID.findall(argument))


def _number(argument: str, scheme: str) -> int:
    if not _INTEGER.fullmatch(argument):
        raise SyntaxFaultError(f"{scheme}() wants a number where “{argument}” stands")
    return int(argument)


def _xpath(arguments: list[str], scheme: str) -> XPointer:
    return XPointer(tuple(_ID.findall(",".join(arguments)))) if any(arguments) else _empty(scheme)


def _empty(scheme: str) -> XPointer:
    raise SyntaxFaultError(f"{scheme}() is empty")


def _side(arguments: list[str], scheme: str) -> XPointer:
    if len(arguments) != 1:
        raise SyntaxFaultError(f"{scheme}() takes one argument, and has {len(arguments)}")
    return XPointer(_place(arguments[0], scheme))


def _string_index(arguments: list[str], scheme: str) -> XPointer:
    if len(arguments) != 2:
        raise SyntaxFaultError(f"{scheme}() takes an id and an offset")
    names, offset = _place(arguments[0], scheme), _number(arguments[1], scheme)
    return XPointer(names, tuple(Reach(name, offset) for name in names))


def _string_range(arguments: list[str], scheme: str) -> XPointer:
    if len(arguments) < 3 or len(arguments) % 2 == 0:
        raise SyntaxFaultError(f"{scheme}() takes an id, and offsets and lengths in pairs")
    names = _place(arguments[0], scheme)
    numbers = [_number(item, scheme) for item in arguments[1:]]
    ends = [offset + length for offset, length in zip(numbers[::2], numbers[1::2], strict=True)]
    if min(numbers[1::2]) < 0:
        raise SyntaxFaultError(f"{scheme}() has a negative length")
    return XPointer(names, tuple(Reach(name, max(ends)) for name in names))


def _range(arguments: list[str], scheme: str) -> XPointer:
    if len(arguments) < 2 or len(arguments) % 2:
        raise SyntaxFaultError(f"{scheme}() takes pointers in pairs, and has {len(arguments)}")
    names: tuple[str, ...] = ()
    reaches: tuple[Reach, ...] = ()
    for item in arguments:
        found = parse_xpointer(item) if "(" in item else XPointer(_place(item, scheme))
        names, reaches = names + found.names, reaches + found.reaches
    return XPointer(names, reaches)


def _match(arguments: list[str], scheme: str) -> XPointer:
    if len(arguments) not in {2, 3}:
        raise SyntaxFaultError(f"{scheme}() takes an id, a regular expression, and a number")
    if len(arguments) == 3:
        _number(arguments[2], scheme)
    pattern = arguments[1].strip("\"'")
    try:
        compiled(_CLASSES.sub(r"\\w", pattern))
    except (re.error, OverflowError, RecursionError) as error:
        raise SyntaxFaultError(f"“{pattern}” is no regular expression: {error}") from error
    return XPointer(_place(arguments[0], scheme))


def _element(arguments: list[str], scheme: str) -> XPointer:
    written = ",".join(arguments)
    found = _ELEMENT.fullmatch(written)
    if found is None or not written or (found[1] and not is_ncname(found[1])):
        raise SyntaxFaultError(f"{scheme}() takes an id and numbers such as /1/2")
    return XPointer((found[1],) if found[1] else ())


_READERS: Mapping[str, Callable[[list[str], str], XPointer]] = {
    "xpath": _xpath,
    "left": _side,
    "right": _side,
    "string-index": _string_index,
    "range": _range,
    "string-range": _string_range,
    "match": _match,
    "element": _element,
}
