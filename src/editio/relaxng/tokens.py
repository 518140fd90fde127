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


class Words:
    """The words of a schema, taken one by one."""

    def __init__(self, source: str, uri: str) -> None:
        self.uri = uri
        self.words = list(tokens(source, uri))
        self.at = 0

    @property
    def word(self) -> Token:
        """The next word."""
        return self.words[self.at]

    def fail(self, message: str, word: Token | None = None) -> SchemaError:
        """Return the error that something is wrong with ``word``, or with the next one."""
        word = word or self.word
        return SchemaError(message, file=self.uri, line=word.line, column=word.column)

    def take(self, kind: str) -> Token:
        """Take the next word, which must be of that kind."""
        word = self.word
        if word.kind != kind:
            found = f"“{word.text}”" if word.text else "the end of the schema"
            raise self.fail(f"{found} stands where “{kind}” was expected")
        self.at += 1
        return word

    def accept(self, text: str) -> bool:
        """Step over a mark or keyword if it is the next word."""
        found = self.word.text == text and self.word.kind not in ("literal", "doc")
        self.at += found
        return found

    def name(self) -> str:
        """Take an identifier or a keyword."""
        word = self.take("name")
        if ":" in word.text:
            raise self.fail(f"“{word.text}” must have no prefix here", word)
        return word.local

    def literal(self) -> str:
        """Take a literal, perhaps in several pieces."""
        parts = [self.take("literal").text]
        while self.accept("~"):
            parts.append(self.take("literal").text)
        return "".join(parts)

    def documentation(self) -> str:
        """Step over annotations before something, and return the documentation among them."""
        lines: list[str] = []
        while self.word.kind in ("doc", "["):
            if self.word.kind == "doc":
                lines.append(self.take("doc").text.lstrip("#").strip())
            else:
                self.brackets()
        return " ".join(lines)

    def brackets(self) -> None:
        """Step over an annotation in square brackets."""
        depth = 0
        while True:
            if self.word.kind == "end":
                raise self.fail("“]” is missing")
            depth += {"[": 1, "]": -1}.get(self.word.kind, 0)
            self.at += 1
            if not depth:
                return

    def following_annotations(self) -> None:
        """Step over annotations after something."""
        while self.accept(">>"):
            self.take("name")
            self.brackets()
