"""Private URI schemes: ``prefixDef`` (TEI Guidelines, chapter 16.2.3).

Patterns come from documents, so they are not trusted: one that could make a matcher run for years
("(x+x+)+y") is not used. The pointer then stays unresolved, and the check of pointers says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from editio.edition.expressions import compiled

#: The most steps that matching may take, roughly: length of the pointer to the power of repeats.
_MOST_STEPS = 10**8

#: The longest pattern, in characters: real ones have twenty.
_LONGEST = 1000

_ESCAPE_OR_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_INNERMOST = re.compile(r"\((?:\?:|\?P<\w+>)?([^()]*)\)([*+{])?")
_REPEATED = re.compile(r"[*+]|(?<!\()\?|\{\d*,\d*\}")
#: Parts with a separator in front, as in "a-b-c": repeats of them cannot overlap.
_SEPARATED = re.compile(r"[-/:,~@S][wC][*+]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """A private URI scheme: its name, its pattern, and what that is replaced by."""

    ident: str
    match_pattern: str
    replacement: str

    def expand(self, pointer: str) -> str | None:
        """Return the full URI of ``ident:rest``, or None if it is not of this scheme.

        A pattern that is no regular expression, is not tame, or lacks a group that the
        replacement wants, means nothing: None. Groups are written ``$1`` as in the TEI.
        """
        scheme, colon, rest = pointer.partition(":")
        if not colon or scheme != self.ident:
            return None
        repeats = _repeats(self.match_pattern)
        if repeats is None or len(rest) ** repeats > _MOST_STEPS:
            return None
        try:
            match = compiled(self.match_pattern).fullmatch(rest)
            if match is None:
                return None
            groups = match
            return re.sub(
                r"\$(\d)", lambda name: groups.group(int(name[1])) or "", self.replacement
            )
        except (re.error, IndexError, OverflowError, RecursionError):
            return None


@lru_cache(maxsize=1000)
def _repeats(pattern: str) -> int | None:
    """The number of unbounded repeats in a pattern; None if repeats are inside repeats."""
    if len(pattern) > _LONGEST:
        return None
    text = _ESCAPE_OR_CLASS.sub(_mark, pattern)
    total = len(_REPEATED.findall(text))
    while True:
        match = _INNERMOST.search(text)
        if match is None:
            return total
        inside, repeated = match[1], match[2] or ""
        busy = "|" in inside or "!" in inside or bool(_REPEATED.search(inside))
        if repeated and busy and not _SEPARATED.fullmatch(inside):
            return None
        # "!" stands for a group that has repeats or choices inside, "g" for one that has not.
        text = f"{text[: match.start()]}{'!' if busy else 'g'}{repeated}{text[match.end() :]}"


def _mark(match: re.Match[str]) -> str:
    """One letter for an escape or a character class: w for letters and digits without signs."""
    if re.fullmatch(r"\\[wd]|\[(?:A-Z|a-z|0-9|\\d|\\w)+\]", match[0]):
        return "w"
    return "S" if match[0] in {r"\.", r"\-", r"\/"} else "c"
