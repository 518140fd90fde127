"""Checking that every link of a written site leads somewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from html import unescape
from posixpath import normpath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set
    from pathlib import Path

#: A tag's name and the address in it; a quoted value may hold what ends a tag elsewhere.
_LINK = re.compile(
    r'<([a-zA-Z][a-zA-Z0-9]*)\s(?:[^<>"]|"[^"]*")*?(?<=\s)(?:href|src)="([^"]*)"', re.ASCII
)
#: Also finds what looks like an id in running text, which does no harm.
_ID = re.compile(r'\sid="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//")
#: Stands in no page: XML and HTML know no such character.
_NULL = "\0"
_MEDIA = frozenset({"img", "audio", "video", "source", "object"})


class Link(NamedTuple):
    """A link as written, and what it means: a file of the site, and an anchor in it."""

    written: str
    target: str
    anchor: str
    media: bool


class PageLinks(NamedTuple):
    """The anchors of a page, and its links that lead to other files or nowhere, each once.

    The anchors are one string, each between two nulls: thousands of pages are in memory at once.
    """

    names: str = ""
    links: tuple[Link, ...] = ()

    @property
    def anchors(self) -> frozenset[str]:
        """The anchors of the page but for the empty one, which is its beginning."""
        return frozenset(self.names.split(_NULL)) - {""}

    def has(self, anchor: str) -> bool:
        """Tell whether the page has an anchor that is not empty."""
        return f"{_NULL}{anchor}{_NULL}" in self.names

    def to_json(self) -> list[Any]:
        """Return a string and lists of strings."""
        return [self.names, [list(link) for link in self.links]]

    @classmethod
    def from_json(cls, data: list[Any]) -> PageLinks:
        """Return what :meth:`to_json` was made from."""
        names, links = data
        return cls(names, tuple(Link(*link) for link in links))


def links_of(page: str, content: str) -> PageLinks:
    """Return the anchors of a page, and its links but for those that lead to an anchor of it."""
    anchors = {"", *map(unescape, _ID.findall(content))}
    links = (
        link for link in _links(page, content) if link.target != page or link.anchor not in anchors
    )
    return PageLinks(f"{_NULL.join(sorted(anchors))}{_NULL}", tuple(links))


def dead_links(
    files: Set[str], pages: Iterable[str], links_in: Callable[[str], PageLinks]
) -> tuple[list[Finding], set[str]]:
    """Return a finding for each link of some pages that leads nowhere, and all pages with one.

    ``files`` are all files of the site; ``links_in`` returns what is known of a page. An anchor
    that another page lacks is told once, for the first page that links to it. ``file`` of a
    finding is the path of the page in the site. Pages come in the order of their paths, dead
    anchors of other pages after all else.
    """
    found: list[Finding] = []
    across: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for page in sorted(set(pages)):
        for link in links_in(page).links:
            if link.target not in files:
                found.append(_dead(page, link.written, "there is no such file", media=link.media))
            elif link.target == page:
                found.append(_dead(page, link.written, "the page has no such anchor"))
            elif (
                link.anchor
                and link.target.endswith(".html")
                and not links_in(link.target).has(link.anchor)
            ):
                across[link.target, link.anchor].append((page, link.written))
    with_dead = {finding.file for finding in found}
    for _, places in sorted(across.items()):
        found.append(_dead(*places[0], "that page has no such anchor"))
        with_dead.update(page for page, _ in places)
    return found, with_dead


def check_links(site: Path) -> Iterator[Finding]:
    """Yield a finding for each link inside a site on disk that leads nowhere."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {
        name: links_of(name, (site / name).read_text(encoding="utf-8"))
        for name in files
        if name.endswith(".html")
    }
    yield from dead_links(files, pages, pages.__getitem__)[0]


def _links(page: str, content: str) -> Iterator[Link]:
    """Yield the links of a page that lead into the site, each address once."""
    seen: set[str] = set()
    folder = page.rpartition("/")[0]
    for tag, value in _LINK.findall(content):
        if value not in seen and not _SCHEME.match(value):
            seen.add(value)
            link = _link(folder, value, media=tag in _MEDIA)
            yield link if link.target else link._replace(target=page)


# Navigation and frequent names are links of thousands of pages.
@lru_cache(maxsize=50_000)
def _link(folder: str, value: str, *, media: bool) -> Link:
    """The link of a page in a folder; one inside the page has no target."""
    written = unescape(value)
    path, _, anchor = written.partition("#")
    path = unquote(path.partition("?")[0])
    target = normpath(f"{folder}/{path}" if folder else path) if path else ""
    return Link(written, target, unquote(anchor), media)


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
