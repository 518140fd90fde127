"""A long text in parts: pages that follow one another, cut at its divisions.

The page of the whole text stays, and permalinks lead to it: how a text is split may change, what
was cited does not. The parts are for reading: indexes, search and all other ways to a passage lead
to the part that has it. All is done on the output of the HTML stylesheet, which is well-formed XML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from markupsafe import Markup

from editio.publish.site.elements import HEADINGS, TAG, VOID, first_heading
from editio.publish.site.lean import lean_html
from editio.publish.site.parts import Parts, split_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ID = re.compile(r'\sid="([^"]*)"')
_MOVED = re.compile(r'\sdata-moved="([^"]*)"')
_HREF = re.compile(r'(<[A-Za-z](?:[^<>"]|"[^"]*")*?\shref=")([^"]*)(?=")')
_SAFE = "-._~!$&'()*+,;=:@/?"


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a text: its number from 1 (0: the whole), its first heading, its content.

    ``first`` is the id that it begins with, among those that no page before it has.
    """

    number: int
    title: str
    parts: Parts
    first: str = ""


def split_text(parts: Parts, depth: int, page: str, whole: str) -> list[Part]:
    """Return the pages of a text, cut at its divisions down to ``depth``; none if it is but one.

    A division that begins with nothing but its heading stays with the first one in it. Notes and
    readings go with the page that refers to them. ``page`` is the name of a page with ``{}`` for
    its number; links inside the text lead to the page that has their target. ``whole`` is the page
    of the whole text, from the root of the site.
    """
    drafts = _drafts(parts, depth)
    pages = _pages_of_ids(drafts)
    firsts = {number: name for name, number in reversed(pages.items())}
    return [
        Part(
            number,
            first_heading(draft[0]),
            Parts(
                toc=_linked(str(parts.toc), number, pages, page, whole),
                text=_linked(draft[0], number, pages, page, whole),
                notes=_linked(draft[1], number, pages, page, whole),
                apparatus=_linked(draft[2], number, pages, page, whole),
            ),
            firsts.get(number, ""),
        )
        for number, draft in enumerate(drafts, 1)
    ]


def parts_of_ids(html: str, depth: int) -> dict[str, int]:
    """Return the number of the part that has each id, for the output of the HTML stylesheet.

    What is said about the text is on the page of the whole alone, and left out; so is everything
    where the text is not split.
    """
    return _pages_of_ids(_drafts(split_parts(lean_html(html)), depth)) if depth else {}


def _drafts(parts: Parts, depth: int) -> list[tuple[str, str, str]]:
    """Return text, notes and readings of each page; nothing if there would be but one."""
    texts = list(_cut(str(parts.text), depth)) if depth else []
    if len(texts) < 2:
        return []
    notes, readings = Items.of(str(parts.notes)), Items.of(str(parts.apparatus))
    drafts: list[tuple[str, str, str]] = []
    for number, text in enumerate(texts, 1):
        last = number == len(texts)
        wanted = set(_MOVED.findall(text))
        wanted.update(*(_MOVED.findall(item) for item in notes.with_ids(wanted)))
        drafts.append((text, notes.take(wanted, rest=last), readings.take(wanted, rest=last)))
    return drafts


def _cut(text: str, depth: int) -> Iterator[str]:
    """Yield the pieces of a text; what is open at a cut is closed before and opened after it."""
    open_tags: list[tuple[str, str]] = []
    pieces: list[str] = []
    begun, level, aside, filled = 0, 0, 0, False
    end = 0
    for found in TAG.finditer(text):
        closing, name, attributes, empty = found.groups()
        if text[end : found.start()].strip() and not aside:
            filled = True
        end = found.end()
        division = name == "section" and ' class="div' in attributes
        if closing:
            opened = open_tags.pop()[1]
            level -= name == "section" and ' class="div' in opened
            aside -= _is_aside(name, opened)
        elif not (empty or name in VOID):
            if division and level < depth and filled:
                pieces.append(text[begun : found.start()])
                yield "".join([*pieces, *(f"</{tag}>" for tag, _ in reversed(open_tags))])
                pieces, begun, filled = [tag for _, tag in open_tags], found.start(), False
            level += division
            aside += _is_aside(name, attributes)
            open_tags.append((name, found.group()))
    yield "".join([*pieces, text[begun:]])


def _is_aside(name: str, tag: str) -> bool:
    """Whether an element alone makes no page: a heading, the number of a page."""
    return name in HEADINGS or " data-made=" in tag


@dataclass(slots=True)
class Items:
    """The items of a list of notes or readings, each once on some page."""

    before: str = ""
    after: str = ""
    items: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, html: str) -> Items:
        """Cut a part at the items of its outermost list."""
        made, depth, begun, first, last = cls(), 0, 0, -1, 0
        for found in TAG.finditer(html):
            closing, name, _, empty = found.groups()
            if closing:
                depth -= 1
                if depth == 1 and name == "li":
                    item, last = html[begun : found.end()], found.end()
                    made.items.append((item, frozenset(_ID.findall(item))))
            elif not (empty or name in VOID):
                if depth == 1 and name == "li":
                    begun = found.start()
                    first = begun if first < 0 else first
                depth += 1
        made.before, made.after = (html[:first], html[last:]) if made.items else (html, "")
        return made

    def with_ids(self, wanted: set[str]) -> list[str]:
        """Return the items that have one of these ids."""
        return [item for item, ids in self.items if ids & wanted]

    def take(self, wanted: set[str], *, rest: bool) -> str:
        """Return a list with the items of these ids, and with all that are left at the end."""
        chosen = []
        for at, (item, ids) in enumerate(self.items):
            if at not in self.taken and (rest or ids & wanted):
                chosen.append(item)
                self.taken.add(at)
        return f"{self.before}{''.join(chosen)}{self.after}" if chosen else ""


def _pages_of_ids(drafts: list[tuple[str, str, str]]) -> dict[str, int]:
    """Return the first page that has each id."""
    pages: dict[str, int] = {}
    for number, draft in enumerate(drafts, 1):
        for content in draft:
            for name in _ID.findall(content):
                pages.setdefault(unescape(name), number)
    return pages


def _linked(html: str, number: int, pages: Mapping[str, int], page: str, whole: str) -> Markup:
    """Return the markup of one page with its links made to lead where their targets are now."""

    def there(found: re.Match[str]) -> str:
        href = unescape(found.group(2))
        if href.startswith("#"):
            target = pages.get(unquote(href[1:]))
            if target is None:  # in what is said about the text, on the page of the whole
                return found.group(1) + escape(f"../{quote(whole, safe=_SAFE)}{href}")
            name = "" if target == number else quote(page.replace("{}", str(target)), safe=_SAFE)
            return found.group(1) + escape(f"{name}{href}")
        if ":" in href.partition("/")[0] or href.startswith(("../", "/")):
            return found.group()
        return f"{found.group(1)}../text/{found.group(2)}"

    return Markup(_HREF.sub(there, html))  # noqa: S704  what was markup before
