"""Identifiers: each ``xml:id`` is a name, and there once (xml:id 1.0; TEI Guidelines, att.global).

Both mistakes leave a document readable, so both build; links to such ids are what suffers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from editio.edition.encoding import Lines
from editio.edition.parsers import SEPARATOR, new_parser, read
from editio.findings import Finding, Severity
from editio.names import XML_NS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_START = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
# Looking behind instead of matching the space keeps the search for the literal fast. What is
# written otherwise, with spaces or in single quotation marks, is found without its value.
_ID = re.compile(rb'xml:id(?<=\sxml:id)(?:="([^"]*)"|\s*=)')
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ASCII_NAMES = re.compile(rb"(?:[A-Za-z_][A-Za-z0-9_.-]*\n)*")
#: So many mistakes of a kind are named in a document: where there are more, a program made them.
_MOST = 20
_XML_ID = f"{XML_NS}{SEPARATOR}id"
_ATTRIBUTE = re.compile(rb"\sxml:id\s*=")


def is_ncname(text: str) -> bool:
    """Tell whether ``text`` is an NCName of Namespaces in XML 1.0, which an id must be."""
    return _ncname().fullmatch(text) is not None


@cache
def _ncname() -> re.Pattern[str]:
    """Made when it is needed: it takes long, and most ids are of ASCII."""
    return re.compile(rf"[{_START}][{_START}\-.0-9\u00B7\u0300-\u036F\u203F\u2040]*")


def check_ids(source: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with the ``xml:id`` of a well-formed document in UTF-8.

    A search over the bytes settles the ordinary case; only if something looks wrong is the
    document parsed once more, for the truth and the places.
    """
    if are_plain(source) or (b"<!--" in source and are_plain(_COMMENT.sub(b"", source))):
        return ()
    return tuple(_a_few(_exact(source)))


def _a_few(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first findings of each code; the last of them says how many more there are."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.code, []).append(finding)
    for same in found.values():
        shown, more = same[:_MOST], len(same) - _MOST
        if more > 0:
            message = f"{shown[-1].message} ({more} more like it follow)"
            shown[-1] = replace(shown[-1], message=message)
        yield from shown


def are_plain(source: bytes) -> bool:
    """Tell whether all that looks like an ``xml:id`` in UTF-8 is a name that occurs once."""
    values = _ID.findall(source)
    unique = set(values)
    if len(values) != len(unique) or b"" in unique:
        return False
    ascii_names = _ASCII_NAMES.fullmatch(b"\n".join([*values, b""])) is not None
    return ascii_names or all(is_ncname(value.decode("utf-8", "replace")) for value in unique)


def _exact(source: bytes) -> Iterator[Finding]:
    first: dict[str, int] = {}
    lines = Lines(source)
    for value, offset in _ids(source):
        name = value.strip(" \t\r\n")
        line, column = lines.place(offset)
        if not name:
            hint = "give it a name, or remove it"
            yield _finding("XML-ID-EMPTY", "xml:id is empty", hint, line, column)
            continue
        if name in first:
            message = f"the xml:id {name} is used already in line {first[name]}"
            hint = "an id names one element only: give this one another"
            yield _finding("XML-ID-DUPLICATE", message, hint, line, column)
        elif not is_ncname(name):
            message = f"the xml:id {name} is not a name as XML wants it"
            hint = "begin with a letter or _, and use letters, digits, . - and _ only"
            yield _finding("XML-ID-NAME", message, hint, line, column)
        first.setdefault(name, line)


def _ids(source: bytes) -> list[tuple[str, int]]:
    """Return all values of ``xml:id``, each with the byte offset of the attribute's name."""
    parser = new_parser()
    found: list[tuple[str, int]] = []

    def start(_name: str, attributes: dict[str, str]) -> None:
        value = attributes.get(_XML_ID)
        if value is not None:
            offset = parser.CurrentByteIndex
            match = _ATTRIBUTE.search(source, offset)
            found.append((value, match.start() + 1 if match else offset))

    parser.StartElementHandler = start
    read(parser, source)
    return found


def _finding(code: str, message: str, hint: str, line: int, column: int) -> Finding:
    severity = Severity.ERROR if code == "XML-ID-DUPLICATE" else Severity.WARNING
    return Finding(
        code=code, severity=severity, message=message, hint=hint, line=line, column=column
    )
