"""Hygiene: characters that came from damaged conversions, and tags of languages.

The file is looked at as it was written, comments included. Each is said once per document, at the
first place, with the number of all.

## XML-CONTROL: control characters in the text

U+0080 to U+009F are control characters that no text uses: they stood for quotation marks and dashes
in Windows-1252, and were taken over without conversion. A byte order mark inside a text, and marks
of writing direction that are opened and never closed, come from copying, too.

Bad: the character U+0093 (or `&#147;`) before a word.
Good: `“` (U+201C).

## XML-REPLACEMENT: a character was lost

U+FFFD stands where a program could not read a character: the text behind it is lost. Compare with
the source, and write what stands there, or `gap`.

Bad: `caf�`.
Good: `café`.

## XML-UNNORMALISED: characters are not composed

A letter and its accent are two characters where Unicode has one for both (its form NFC). The two
look alike, but searches, sorted lists and pointers tell them apart. Hebrew, Arabic and Syriac are
not looked at: there the order of points may be meant.

Bad: `e` followed by U+0301.
Good: `é` (U+00E9).

## XML-LANG: the language tag is not valid

`xml:lang`, and `ident` of `language`, take tags of BCP 47: a code of the IANA Language Subtag
Registry, then script, region and variants where they matter, then what the edition defines itself,
after `-x-`. Outdated codes are a remark. A tag without a valid code means nothing to browsers and
to search.

Bad: `xml:lang="ger"`, `xml:lang="english"`, `xml:lang="en_GB"`, `xml:lang="en-UK"`.
Good: `xml:lang="de"`, `xml:lang="en-GB"`, `xml:lang="grc-Latn-x-betacode"`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from editio.edition.encoding import Lines
from editio.edition.languagetags import fault
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.source import OpenDocument
    from editio.validate.options import Options

_LANG = re.compile(rb"""\sxml:lang\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_IDENT = re.compile(rb"""<(?:[\w.-]+:)?language\s[^<>]*?\bident\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SKIPPED = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
#: Controls of ISO 6429, and a byte order mark that is not at the beginning; NEL is a line end.
_CONTROL = re.compile("[\x7f-\x84\x86-\x9f\ufeff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069\n]")
_OPENING, _CLOSING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068", "\u202c\u2069"
#: A letter and what stands on it, where normalising may change something.
_WORD = re.compile(r"[^\x00-\x7f]+|[A-Za-z][^\x00-\x7f]+")
_POINTED = re.compile("[\u0590-\u074f\ufb1d-\ufdff]")


def run(document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield what is odd about the characters and the language tags of the file."""
    source = document.source()
    if not document.usable:
        return
    yield from _languages(source)
    if source.isascii() and not re.search(b"&#|\x7f", source):
        return
    text = source.decode("utf-8", "replace")
    lines = _Places(text)
    yield from _controls(text, lines)
    lost = [match.start() for match in re.finditer("\ufffd", text)]
    if lost:
        message = f"a character was lost here{_more(len(lost))}"
        hint = "write what stands in the source, or gap"
        yield lines.finding(lost[0], "XML-REPLACEMENT", Severity.WARNING, message, hint)
    if not unicodedata.is_normalized("NFC", text):
        yield from _unnormalised(text, lines)


class _Places:
    """Makes findings at offsets of a text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def finding(
        self, offset: int, code: str, severity: Severity, message: str, hint: str
    ) -> Finding:
        before = re.split(r"\r\n?|\n", self._text[:offset])
        return Finding(
            code=code,
            severity=severity,
            message=message,
            hint=hint,
            line=len(before),
            column=len(before[-1]) + 1,
        )


def _more(count: int) -> str:
    """Say how many others there are."""
    if count == 1:
        return ""
    return f" (and in {count - 1} other place{'' if count == 2 else 's'})"


def _controls(text: str, places: _Places) -> Iterator[Finding]:
    matches = ((match.start(), match[0]) for match in _CONTROL.finditer(text))
    found = [(offset, mark) for offset, mark in matches if offset or mark != "\ufeff"]
    for match in _REFERENCE.finditer(text):
        number = int(match[1], 16) if match[1] else int(match[2])
        if 0x7F <= number <= 0x9F and number != 0x85:
            found.append((match.start(), chr(number)))
    found = found or [(offset, text[offset]) for offset in _open_directions(text)]
    if not found:
        return
    offset, character = min(found)
    message = f"the control character U+{ord(character):04X} stands in the text{_more(len(found))}"
    hint = "remove it"
    if "\x80" <= character <= "\x9f":
        meant = character.encode("latin-1").decode("windows-1252", "ignore")
        hint = f"write {meant} (U+{ord(meant):04X}) if that was meant" if meant else hint
    elif character in _OPENING:
        hint = "close it with U+202C or U+2069 in the same line, or remove it"
    yield places.finding(offset, "XML-CONTROL", Severity.WARNING, message, hint)


def _open_directions(text: str) -> list[int]:
    """Return where a mark of direction is opened that its line does not close."""
    found: list[int] = []
    stack: list[int] = []
    if not any(mark in text for mark in _OPENING):
        return found
    for match in _DIRECTIONS.finditer(f"{text}\n"):
        if match[0] in _OPENING:
            stack.append(match.start())
        elif match[0] in _CLOSING:
            del stack[-1:]
        else:
            found += stack
            stack = []
    return found


def _unnormalised(text: str, places: _Places) -> Iterator[Finding]:
    found = [
        (match.start(), match[0], normal)
        for match in _WORD.finditer(text)
        if match[0] != (normal := unicodedata.normalize("NFC", match[0]))
        and not _POINTED.search(match[0])
    ]
    if not found:
        return
    offset, written, normal = found[0]
    at, length, wanted = _first_unnormalised(written, normal)
    message = (
        f"{_codes(written[at : at + length])} is not written as Unicode wants it{_more(len(found))}"
    )
    hint = f"write {wanted} ({_codes(wanted)}): normalise the file to NFC"
    yield places.finding(offset + at, "XML-UNNORMALISED", Severity.WARNING, message, hint)


#: A letter with all its marks: no real one has more than thirty (UAX #15, Stream-Safe Text Format).
_LONGEST = 31


def _first_unnormalised(written: str, normal: str) -> tuple[int, int, str]:
    """Return where the first sequence begins that NFC changes, its length, and its NFC.

    The sequence is as short as it can be and begins with what its marks stand on: NFC may compose
    (``a`` and a macron), take apart (U+095D) or reorder (two marks on one letter).
    """
    at = next((n for n, (a, b) in enumerate(zip(written, normal, strict=False)) if a != b), 0)
    while at and unicodedata.combining(written[at]):
        at -= 1
    part = written[at : at + _LONGEST]
    whole = unicodedata.normalize("NFC", part)
    for end in range(1, len(part)):
        wanted = unicodedata.normalize("NFC", part[:end])
        if wanted != part[:end] and whole == wanted + unicodedata.normalize("NFC", part[end:]):
            return at, end, wanted
    return at, len(part), whole


def _codes(characters: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in characters)


def _languages(source: bytes) -> Iterator[Finding]:
    from xml.sax.saxutils import unescape  # brings what talks to servers

    uses: dict[str, list[int]] = {}
    for pattern in (_LANG, _IDENT):
        for match in pattern.finditer(source):
            group = 1 if match[1] is not None else 2
            tag = unescape(match[group].decode("utf-8", "replace"))
            uses.setdefault(tag, []).append(match.start(group))
    wrong = {tag: found for tag in uses if (found := fault(tag)) is not None}
    if not wrong:
        return
    skipped = [match.span() for match in _SKIPPED.finditer(source)]
    lines = Lines(source)
    for tag, found in wrong.items():
        offsets = [offset for offset in uses[tag] if not any(a < offset < b for a, b in skipped)]
        if not offsets:
            continue
        line, column = lines.place(min(offsets))
        yield Finding(
            code="XML-LANG",
            severity=Severity.INFO if found.old else Severity.WARNING,
            message=found.message + _more(len(offsets)),
            hint=found.hint,
            line=line,
            column=column,
        )
