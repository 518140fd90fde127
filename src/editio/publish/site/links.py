"""Checking that every link of a written site leads somewhere."""

from __future__ import annotations

import os.path
import re
from collections import defaultdict
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A tag's name and the address in it; a quoted value may hold what ends a tag elsewhere.
_LINK = re.compile(
    r'<([a-zA-Z][a-zA-Z0-9]*)\s(?:[^<>"]|"[^"]*")*?(?<=\s)(?:href|src)="([^"]*)"', re.ASCII
)
#: Also finds what looks like an id in running text, which does no harm.
_ID = re.compile(r'\sid="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//")
_MEDIA = frozenset({"img", "audio", "video", "source", "object"})


@dataclass(frozen=True, slots=True)
class _Link:
    """A link as written, and what it means: a file of the site, and an anchor in it."""

    written: str
    target: str
    anchor: str
    media: bool


def check_links(site: Path) -> Iterator[Finding]:
    """Yield a finding for each link inside a written site that leads nowhere.

    Links to other hosts are not followed. Each page is read once, and those that others point
    into by anchors once more; what is kept is one entry per anchor that is linked across pages.
    ``file`` of a finding is the path of the page in the site. Pages come in the order of their
    paths, dead anchors across pages after all else.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    across: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for page in sorted(name for name in files if name.endswith(".html")):
        content = (site / page).read_text(encoding="utf-8")
        ids = _ids(content)
        for link in _links(page, content):
            if link.target not in files:
                yield _dead(page, link.written, "there is no such file", media=link.media)
            elif link.target == page:
                if link.anchor not in ids:
                    yield _dead(page, link.written, "the page has no such anchor")
            elif link.target.endswith(".html") and link.anchor:
                across[link.target].setdefault(link.anchor, (page, link.written))
    for target in sorted(across):
        ids = _ids((site / target).read_text(encoding="utf-8"))
        for anchor in sorted(across[target].keys() - ids):
            page, written = across[target][anchor]
            yield _dead(page, written, "that page has no such anchor")


def _ids(content: str) -> set[str]:
    """Return the anchors of a page, with the empty one for its beginning."""
    return {"", *map(unescape, _ID.findall(content))}


def _links(page: str, content: str) -> Iterator[_Link]:
    """Yield the links of a page that lead into the site, each address once."""
    seen: set[str] = set()
    for tag, value in _LINK.findall(content):
        if value not in seen and not _SCHEME.match(value):
            seen.add(value)
            yield _link(page, unescape(value), media=tag in _MEDIA)


def _link(page: str, written: str, *, media: bool) -> _Link:
    path, _, anchor = written.partition("#")
    path = unquote(path.partition("?")[0])
    target = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page  # noqa: PTH118, PTH120
    return _Link(written, target.replace(os.sep, "/"), unquote(anchor), media)


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
