"""The words of RELAX NG's compact syntax."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.errors import SchemaError

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYWORDS = {
    *("attribute", "default", "datatypes", "div", "element", "empty", "external", "grammar"),
    *("include", "inherit", "list", "mixed", "namespace", "notAllowed", "parent", "start"),
    *("string", "text", "token"),
}
_ESCAPE = re.compile(r"\\x+\{([0-9a-fA-F]+)\}")
_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n]+)
    | (?P<doc>\#\#[^\n]*)
    | (?P<comment>\#[^\n]*)
    | (?P<literal>\"{3}(?:\"{0,2}[^\"])*\"{3}|'{3}(?:'{0,2}[^'])*'{3}|"[^"\n]*"|'[^'\n]*')
    | (?P<mark>\|=|&=|>>|:\*|[=~{}()\[\],&|?*+:-])
    | (?P<name>\\?[^\W\d][\w.\-\u00b7]*(?::[^\W\d][\w.\-\u00b7]*)?)
    """,
    re.VERBOSE,
)


# a line end that is written as an escape does not end a literal: it is disguised until then
_LINE_ENDS = {1: "\n", 2: "\r"}


def _escaped(match: re.Match[str]) -> str:
    char = chr(min(int(match[1], 16), 0x10FFFF))
    return {"\n": "\x01", "\r": "\x02"}.get(char, char)


@dataclass(frozen=True, slots=True)
class Token:
    """A word. ``kind`` is ``name``, ``literal``, ``doc``, ``end``, or the mark itself."""

    kind: str
    text: str
    line: int
    column: int

    @property
    def is_identifier(self) -> bool:
        """Whether this names a definition: no keyword, no prefix."""
        return self.kind == "name" and ":" not in self.text and self.text not in KEYWORDS

    @property
    def local(self) -> str:
        """The name without the backslash that quotes a keyword."""
        return self.text.removeprefix("\\")


def tokens(source: str, uri: str) -> Iterator[Token]:
    """Yield the words of ``source``, white space and comments left out; the last is ``end``.

    Raises :class:`~editio.errors.SchemaError`.
    """
    source = _ESCAPE.sub(_escaped, source)
    at, line, start = 0, 1, 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        column = at - start + 1
        if match is None or match.lastgroup is None:
            message = f"“{source[at]}” is not part of the compact syntax here"
            raise SchemaError(message, file=uri, line=line, column=column)
        kind, text = match.lastgroup, match[0]
        if kind == "mark":
            yield Token(text, text, line, column)
        elif kind == "literal":
            quotes = 3 if text[:3] in ('"""', "'''") and len(text) > 5 else 1
            yield Token(kind, text[quotes:-quotes].translate(_LINE_ENDS), line, column)
        elif kind in ("name", "doc"):
            yield Token(kind, text, line, column)
        newlines = text.count("\n")
        if newlines:
            line += newlines
            start = at + text.rfind("\n") + 1
        at = match.end()
    yield Token("end", "", line, at - start + 1)
