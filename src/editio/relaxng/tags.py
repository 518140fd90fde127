"""The text of tags, references and instructions: what XML's grammar allows, read from raw bytes."""

from __future__ import annotations

import re
import sys

HAS_POSSESSIVE_GROUPS = sys.version_info >= (3, 11, 5)
"""Before that Python matched them wrongly, and only single characters can be repeated so."""
_MANY = b"*+" if HAS_POSSESSIVE_GROUPS else b"*"

# white space as XML has it: control characters that \s takes too are refused elsewhere
_TAG = rb"""NAME(?:\s++NAME\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))%b\s*+/?""" % _MANY
_ASCII_TAG = re.compile(_TAG.replace(b"NAME", rb"[A-Za-z_:][\w:.-]*+"))
_ANY_TAG = re.compile(_TAG.replace(b"NAME", rb"[A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*+"))
LONG_TAG = re.compile(rb"""<((?:[^<>"']++|"[^"]*+"|'[^']*+')%b)>""" % _MANY)
"""A tag with ``>`` in the value of an attribute."""
NAME = re.compile(r"[^\s/]+")
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:#([0-9]+)|#x([0-9a-fA-F]+)|(\w+));")
_RAW_REFERENCE = re.compile(rb"&(?:lt|gt|amp|quot|apos|#[0-9]{1,9}|#x[0-9a-fA-F]{1,8});")
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_INSTRUCTION = re.compile(rb"<\?([A-Za-z_][\w.-]*+)(?:\s.*?)?\?>", re.DOTALL)
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*["']1\.[0-9]["']
    (?:\s+encoding\s*=\s*(?:"([\w.-]+)"|'([\w.-]+)'))?
    (?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>""",
    re.VERBOSE,
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")


class CannotTellError(Exception):
    """The document must be read in another way."""


def is_tag(tag: bytes, *, any_name: bool) -> bool:
    """Return whether ``tag`` (without its brackets) is a start tag or an empty one by its grammar.

    Names with letters outside of ASCII pass only with ``any_name``, and then unread.
    """
    return (_ANY_TAG if any_name else _ASCII_TAG).fullmatch(tag) is not None


def attributes_of(tag: str) -> list[tuple[str, str]]:
    """Return names and values of the attributes in a tag."""
    return [(name, attribute_value(a or b)) for name, a, b in _ATTRIBUTE.findall(tag)]


def attribute_value(raw: str) -> str:
    """Return the value of an attribute as XML normalises it."""
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    for space in "\t\n":
        if space in raw:
            raw = raw.replace(space, " ")
    return _unescaped(raw)


def text_of(raw: str) -> str:
    """Return a text as XML normalises it."""
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    return _unescaped(raw)


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        if name not in _PREDEFINED:
            raise CannotTellError
        return _PREDEFINED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def has_legal_characters(window: bytes) -> bool:
    """Return whether there are only characters of XML in ``window``.

    Raises :class:`CannotTellError` where a reference or ``]]>`` may be a mistake.
    """
    if not window.isascii():
        try:
            window.decode()
        except UnicodeDecodeError:
            return False
        if b"\xef" in window and (b"\xef\xbf\xbe" in window or b"\xef\xbf\xbf" in window):
            return False
    if b"]" in window and b"]]>" in window:
        raise CannotTellError
    if b"&" in window:
        _check_references(window)
    return len(window.translate(None, _CONTROLS)) == len(window)


def _check_references(window: bytes) -> None:
    found = _RAW_REFERENCE.findall(window)
    if len(found) != window.count(b"&"):
        raise CannotTellError
    for reference in set(found):
        if reference.startswith(b"&#"):
            digits = reference[2:-1]
            code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
            if not _is_char(code):
                raise CannotTellError


def _is_char(code: int) -> bool:
    """Return whether a character may stand in a document (XML 1.0, production 2)."""
    if code < 32:
        return code in (9, 10, 13)
    return code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000


def end_of_aside(window: bytes, start: int) -> int:
    """Return where the comment or instruction at ``start`` ends, -1 where it is not whole.

    Raises :class:`CannotTellError` for anything else, and for mistakes in one.
    """
    if window.startswith(b"<!--", start):
        end = window.find(b"--", start + 4)
        if end < 0 or end + 2 >= len(window):
            return -1
        if window[end + 2] != ord(">"):
            raise CannotTellError
        return end + 3
    if window.startswith(b"<?", start):
        if window.find(b"?>", start) < 0:
            return -1
        match = _INSTRUCTION.match(window, start)
        if match is None or match[1].lower() == b"xml":
            raise CannotTellError
        return match.end()
    if len(window) - start < 4 and b"<!--".startswith(window[start:]):
        return -1
    raise CannotTellError


def after_declaration(chunk: bytes) -> bytes:
    """Return the beginning of a document without byte order mark and XML declaration.

    Raises :class:`CannotTellError` where the encoding is not UTF-8.
    """
    chunk = chunk.removeprefix(b"\xef\xbb\xbf")
    if chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise CannotTellError
    if not chunk.startswith(b"<?xml") or chunk[5:6].strip():
        return chunk
    match = _DECLARATION.match(chunk)
    if match is None or (match[1] or match[2] or b"utf-8").lower() != b"utf-8":
        raise CannotTellError
    return chunk[match.end() :]
