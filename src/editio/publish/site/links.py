"""Checking that every link of a written site leads somewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from html import unescape
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

#: A tag's name and the address in it, for the elements of HTML and SVG that have one: to try all
#: tags takes half as long again. What a tag has before it is never looked at twice.
_LINK = re.compile(
    r"<(a|area|audio|base|embed|frame|iframe|image|img|input|link|object|script|source|track|use|video)"
    r'(?:\s++(?!(?:href|src)=")[^\s=<>"]++(?:="[^"]*+"|=[^\s<>"]*+)?)*+'
    r'\s++(?:href|src)="([^"]*+)"',
    re.ASCII,
)
#: Both also find what looks like an id in running text, which does no harm.
_ID = re.compile(r' id="([^"]*)"')
_ID_ON_ITS_LINE = re.compile(r'\nid="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//")
#: Stands in no page: XML and HTML know no such character.
_NULL = "\0"
_MEDIA = frozenset({"img", "audio", "video", "source", "object"})
#: Before an address: whether it is that of a picture.
_SHOWN, _LINKED = "!", "#"
#: So many links of one folder's pages are known at once to lead somewhere.
_MOST_ALIVE = 50_000
#: So many links to anchors of other pages wait at once.
_MOST_WAITING = 50_000
#: With more links to a page than this, its anchors are taken apart.
_WORTH_PARTING = 6


class Link(NamedTuple):
    """A link as written, and what it means: a file of the site, and an anchor in it.

    The target of a link inside its page is empty.
    """

    written: str
    target: str
    anchor: str
    media: bool


class PageLinks(NamedTuple):
    """The anchors of a page, and its links that lead to other files or nowhere, each once.

    Both are strings, with nulls between their items and around the anchors: there are thousands
    of pages.
    """

    names: str = ""
    addresses: str = ""

    @property
    def anchors(self) -> frozenset[str]:
        """The anchors of the page but for the empty one, which is its beginning."""
        return frozenset(self.names.split(_NULL)) - {""}

    def links(self, page: str) -> Iterator[Link]:
        """Yield the links; ``page`` is the path of the page in the site."""
        for address in self.written:
            yield _link_of(page, address)

    @property
    def written(self) -> list[str]:
        """The links as they are kept."""
        return self.addresses.split(_NULL) if self.addresses else []


def links_of(page: str, content: str) -> PageLinks:
    """Return the anchors of a page, and its links but for those that lead to an anchor of it."""
    names = (*_ID.findall(content), *_ID_ON_ITS_LINE.findall(content))
    anchors = {unescape(name) if "&" in name else name for name in names}
    anchors.add("")
    addresses: dict[str, str] = {}
    folder, _, name = page.rpartition("/")
    for tag, value in _LINK.findall(content):
        if value in addresses or (value[:1] == "#" and value[1:] in anchors):
            continue
        if _SCHEME.match(value):
            continue
        # Few addresses may mean the page itself, and only those are taken apart here.
        if value[:1] in {"#", "?", ""} or name in value or "%" in value or "&" in value:
            link = _link(folder, value, media=False)
            if link.anchor in anchors and (link.target or page) == page:
                continue
        addresses[value] = f"{_SHOWN if tag in _MEDIA else _LINKED}{value}"
    return PageLinks(f"{_NULL.join(sorted(anchors))}{_NULL}", _NULL.join(addresses.values()))


def dead_links(
    files: Set[str],
    pages: Iterable[str],
    links_in: Callable[[str], PageLinks],
    names_in: Callable[[str], str],
) -> tuple[list[Finding], set[str]]:
    """Return a finding for each link of some pages that leads nowhere, and all pages with one.

    ``files`` are all files of the site; ``links_in`` returns what is known of a page, ``names_in``
    its anchors alone. An anchor that another page lacks is told once, for the first page that
    links to it. ``file`` of a finding is the path of the page in the site. Pages come in the order
    of their paths, dead anchors of other pages after all else.
    """
    found: list[Finding] = []
    across = _Across(names_in)
    alive: set[str] = set()
    folder = ""
    for page in sorted(set(pages)):
        if len(alive) > _MOST_ALIVE or page.rpartition("/")[0] != folder:
            alive, folder = set(), page.rpartition("/")[0]
        for address in links_in(page).written:
            if address in alive:
                continue
            written, target, anchor, media = _link_of(page, address)
            if target not in files:
                found.append(_dead(page, written, "there is no such file", media=media))
            elif target == page:
                found.append(_dead(page, written, "the page has no such anchor"))
            elif anchor and target.endswith(".html"):
                across.add(target, anchor, page, written)
            else:
                alive.add(address)
    with_dead = {finding.file for finding in found}
    for _, places in sorted(across.settled().items()):
        found.append(_dead(*places[0], "that page has no such anchor"))
        with_dead.update(page for page, _ in places)
    return found, with_dead


class _Across:
    """Links to anchors of other pages: they wait until it is worth to look at what a page has."""

    def __init__(self, names_in: Callable[[str], str]) -> None:
        self._names_in = names_in
        self._waiting: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._count = 0
        self._dead: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)

    def add(self, target: str, anchor: str, page: str, written: str) -> None:
        """Take in a link of a page, as written, to an anchor of the page ``target``."""
        self._waiting[target].append((anchor, page, written))
        self._count += 1
        if self._count > _MOST_WAITING:
            self._settle()

    def settled(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """Return the dead anchors, by page and name, with the links to each: page, as written."""
        self._settle()
        return self._dead

    def _settle(self) -> None:
        for target, links in self._waiting.items():
            names = self._names_in(target)
            # To take the names apart costs as much as to look for some of them.
            known = frozenset(names.split(_NULL)) if len(links) > _WORTH_PARTING else None
            for anchor, page, written in links:
                is_there = f"{_NULL}{anchor}{_NULL}" in names if known is None else anchor in known
                if not is_there:
                    self._dead[target, anchor].append((page, written))
        self._waiting.clear()
        self._count = 0


def _link_of(page: str, address: str) -> Link:
    """Return what a link means that was kept of a page."""
    link = _link(page.rpartition("/")[0], address[1:], media=address[0] == _SHOWN)
    return link if link.target else link._replace(target=page)


def _link(folder: str, value: str, *, media: bool) -> Link:
    """The link of a page in a folder; one inside the page has no target."""
    written = unescape(value)
    path, _, anchor = written.partition("#")
    return Link(written, _target(folder, path) if path else "", unquote(anchor), media)


# The pages of frequent names, and those of texts with all anchors in them, are asked for often.
@lru_cache(maxsize=20_000)
def _target(folder: str, path: str) -> str:
    path = unquote(path.partition("?")[0])
    return normpath(f"{folder}/{path}" if folder else path) if path else ""


def _dead(page: str, written: str, why: str, *, media: bool = False) -> Finding:
    if media:
        return Finding(
            code="PTR-MEDIA",
            severity=Severity.WARNING,
            message=f"the page shows {written}, but {why}",
            hint="add the file to the edition, or correct the address in the document",
            file=page,
        )
    return Finding(
        code="PTR-PAGE",
        severity=Severity.ERROR,
        message=f"the page links to {written}, but {why}",
        hint="correct the pointer in the document that the page is made from",
        file=page,
    )
