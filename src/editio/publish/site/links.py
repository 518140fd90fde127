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

_TAG = re.compile(r'<([a-zA-Z][a-zA-Z0-9]*)\s((?:[^>"]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'(?:^|\s)(id|href|src)="([^"]*)"')
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
        ids, links = _read(site, page)
        for link in links:
            if link.target not in files:
                yield _dead(page, link.written, "there is no such file", media=link.media)
            elif link.target == page:
                if link.anchor not in ids:
                    yield _dead(page, link.written, "the page has no such anchor")
            elif link.target.endswith(".html") and link.anchor:
                across[link.target].setdefault(link.anchor, (page, link.written))
    for target in sorted(across):
        ids, _ = _read(site, target)
        for anchor in sorted(across[target].keys() - ids):
            page, written = across[target][anchor]
            yield _dead(page, written, "that page has no such anchor")


def _read(site: Path, page: str) -> tuple[set[str], list[_Link]]:
    """Return the anchors of a page, with the empty one for its beginning, and its inner links."""
    ids: set[str] = {""}
    links: dict[str, _Link] = {}
    for tag, attributes in _TAG.findall((site / page).read_text(encoding="utf-8")):
        for name, value in _ATTRIBUTE.findall(attributes):
            if name == "id":
                ids.add(unescape(value))
            elif value not in links and not _SCHEME.match(value):
                links[value] = _link(page, unescape(value), media=tag in _MEDIA)
    return ids, list(links.values())


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
