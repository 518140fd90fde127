"""The elements of a page as places in its string: its parts can stand elsewhere as they are.

The page is the output of the HTML stylesheet, which is well-formed XML but for its pictures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A tag: whether it closes, its name, its attributes, whether it is empty. Values are quoted.
TAG = re.compile(r'<(/?)([A-Za-z][\w:.-]*)((?:\s+[^\s=<>"]+="[^"]*")*)\s*(/?)>')
#: Pictures are written without a slash (media.py).
VOID = frozenset({"br", "hr", "img"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_ATTRIBUTE = re.compile(r'\s([^\s=<>"]+)="([^"]*)"')
_HEADING = re.compile(r"<h[2-6](?:\s[^<>]*)?>(.*?)</h[2-6]>", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(slots=True, eq=False)
class Element:
    """An element: where it begins and ends, and where what is in it does."""

    name: str
    parent: Element | None
    start: int
    inner: int
    written: str = ""
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def attribute(self, name: str) -> str:
        """Return the value of an attribute; empty where there is none."""
        found = (value for key, value in _ATTRIBUTE.findall(self.written) if key == name)
        return unescape(next(found, ""))

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements that this one is in, the innermost first."""
        outer = self.parent
        while outer is not None:
            yield outer
            outer = outer.parent


def elements_of(html: str) -> list[Element]:
    """Return the elements of ``html`` in their order, after one that stands for all of it."""
    whole = Element("", None, 0, 0, close=len(html), end=len(html))
    here, elements = whole, [whole]
    for found in TAG.finditer(html):
        closing, name, attributes, empty = found.groups()
        if closing:
            here.close, here.end = found.span()
            here = here.parent or whole
            continue
        made = Element(name, here, found.start(), found.end(), attributes)
        here.children.append(made)
        elements.append(made)
        if empty or name in VOID:
            made.close = made.end = found.end()
        else:
            here = made
    return elements


def words_of(html: str) -> str:
    """Return the text of some markup, each white space as one blank."""
    return " ".join(unescape(_MARKUP.sub("", html)).split())


def first_heading(html: str) -> str:
    """Return what the first heading says; empty where there is none."""
    found = _HEADING.search(html)
    return words_of(found.group(1)) if found else ""
