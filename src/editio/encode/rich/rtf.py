"""What an RTF says, for checking that pandoc has read all of it; and RTF as pandoc reads it best.

RTF 1.9.1: groups in braces, control words, ``\\uN`` with what older readers show in its place.
pandoc passes over notes that are written ``{\\*\\footnote …}``, as LibreOffice writes them, and
over a letter behind ``\\uN?`` where no space stands before what older readers show.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from editio.encode.rich.model import words_of
from editio.errors import SourceError

if TYPE_CHECKING:
    from editio.encode.rich.model import RichText

_STARRED_NOTE = re.compile(rb"\{\\\*\s*\\(footnote|endnote)\b")
_UNPARTED = re.compile(rb"(?<!\\)(\\u-?\d+)(?=[^ \\{}\d\r\n])")
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?|\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<sign>[^a-z])"
    r"|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
#: Groups that are no text: tables of the file, pictures, fields, headers, numbers of lists.
_APART = re.compile(
    r"fonttbl|colortbl|stylesheet|info|pict|nonshppict|shppict|objdata|header[lrf]?|footer[lrf]?"
    r"|fldinst|listtext|pntext|listtable|listoverridetable|rsidtbl|generator|themedata"
    r"|colorschememapping|latentstyles|datastore|xmlnstbl|bkmkstart|bkmkend|annotation|atnid"
    r"|atnauthor|tcn?|r?xe|mmathPr|filetbl|revtbl|deleted|v"
)
_NOTES = frozenset({"footnote", "endnote"})


@dataclass(frozen=True, slots=True)
class _State:
    """Within a group: whether it is no text, and how many characters stand for a ``\\uN``."""

    apart: bool = False
    instead: int = 1


def repaired(data: bytes) -> bytes:
    """Return an RTF with what pandoc would lose written as it reads it."""
    return _UNPARTED.sub(rb"\1 ", _STARRED_NOTE.sub(rb"{\\\1", data))


def ensure_whole(data: bytes, read: RichText, name: str) -> None:
    """Raise :class:`SourceError` where letters of an RTF are not in what was read of it."""
    lost = letters_of(data) - Counter(words_of((*read.title, *read.blocks)))
    count = sum(lost.values())
    if count:
        raise SourceError(
            f"{name}: pandoc does not read all of it ({count} letters and figures would be lost)",
            "save it as docx or odt, and import that",
        )


def letters_of(data: bytes) -> Counter[str]:
    """Count the letters and figures of ASCII that an RTF has as text."""
    reader = _Reader([_State()], Counter())
    for token in _TOKEN.finditer(data.decode("latin-1")):
        reader.take(token)
    return reader.found


@dataclass(slots=True)
class _Reader:
    states: list[_State]
    found: Counter[str]
    #: How many characters that follow stand for a ``\uN`` and are no text.
    waiting: int = 0

    def take(self, token: re.Match[str]) -> None:
        if token["open"]:
            self.states.append(self.states[-1])
        elif token["close"]:
            if len(self.states) > 1:
                self.states.pop()
        elif token["word"]:
            self.word(token["word"], token["number"])
        elif token["sign"] == "*":
            starred = _TOKEN.match(token.string, token.end())
            if starred is None or starred["word"] not in _NOTES:
                self.states[-1] = replace(self.states[-1], apart=True)
        elif token["code"]:
            self.waiting = max(0, self.waiting - 1)
        elif token["text"]:
            self.text(token["text"])

    def word(self, word: str, number: str | None) -> None:
        state = self.states[-1]
        if word == "u" and number:
            self.waiting = state.instead
        elif word == "uc" and number:
            self.states[-1] = replace(state, instead=max(0, int(number)))
        elif _APART.fullmatch(word) and number != "0":
            self.states[-1] = replace(state, apart=True)

    def text(self, text: str) -> None:
        rest = text[self.waiting :]
        self.waiting = max(0, self.waiting - len(text))
        if not self.states[-1].apart:
            self.found.update(sign for sign in rest if sign.isascii() and sign.isalnum())
