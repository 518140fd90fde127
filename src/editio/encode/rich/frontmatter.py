"""The lines with which a Markdown file may say what it is, between two lines of three hyphens.

A small part of YAML: keys with values, and lists of values. Anything else is no front matter, and
text like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLOCK = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<lines>(?:.*\r?\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_KEY = re.compile(r"(?P<key>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>.*))?\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>\S.*)\Z")
_MOST = 60


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Title and authors that a file gives, its other lines, and how long the whole is."""

    title: str = ""
    authors: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    length: int = 0


def front_matter(source: str) -> FrontMatter:
    """Return what a file says of itself; ``length`` is 0 where it says nothing."""
    block = _BLOCK.match(source)
    lines = block["lines"].splitlines() if block is not None else []
    if block is None or not 0 < len(lines) <= _MOST:
        return FrontMatter()
    values: dict[str, list[str]] = {}
    others: list[str] = []
    key = ""
    for line in lines:
        found = _KEY.match(line) or (_ITEM.match(line) if key else None)
        if found is None:
            return FrontMatter()
        key = found.groupdict().get("key", key) or key
        values.setdefault(key, []).extend(_values(found["value"] or ""))
        if key not in {"title", "author", "authors"}:
            others.append(line.strip())
    return FrontMatter(
        title=" ".join(values.get("title", ())),
        authors=(*values.get("author", ()), *values.get("authors", ())),
        others=tuple(others),
        length=block.end(),
    )


def _values(text: str) -> list[str]:
    """The values of a line: one, or several in brackets."""
    text = text.strip()
    if text[:1] == "[" and text[-1:] == "]":
        return [value for part in text[1:-1].split(",") if (value := _bare(part))]
    return [bare] if (bare := _bare(text)) else []


def _bare(text: str) -> str:
    text = text.strip()
    marked = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if marked else text
