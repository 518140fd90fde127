"""The addresses of the pages: where each lies in the site, and how one page links to another.

Every page but the start page lies one folder deep, so that all links are relative and the site
works from a disk.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from editio.edition.model import Kind


#: Safe in a path and in a fragment (RFC 3986: pchar), left as they are.
_SAFE = "-._~!$&'()*+,;=@"

START = "index.html"
DOWNLOADS = "download/index.html"
SEARCH = "search/index.html"
FIGURES = "figures/index.html"
#: Further pages of the list of texts, and of the downloads, by their number.
LIST = "list/texts-{}.html"
FURTHER_DOWNLOADS = "download/index-{}.html"
CONCORDANCE = "index/concordance.html"
_LINKABLE = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+\Z", re.IGNORECASE)


def text_page(document: str) -> str:
    """Return the page of a document, from the root of the site."""
    return f"text/{document}.html"


def part_page(document: str, number: int | str) -> str:
    """Return the page of a part of a split text, from the root of the site."""
    return f"part/{document}-{number}.html"


def passage_page(document: str, part: int) -> str:
    """Return the page that shows a passage: the part that has it, or (0) that of the whole text."""
    return part_page(document, part) if part else text_page(document)


def parallel_page(document: str, number: int) -> str:
    """Return a page of a document beside another text, from the root of the site."""
    return f"parallel/{document}-{number}.html"


def entry_page(kind: Kind, key: str) -> str:
    """Return the page of a register entry, from the root of the site."""
    return f"{kind.value}/{key}.html"


def index_page(name: str, part: str = "") -> str:
    """Return the page of an index, or of one part of a large one, from the root of the site."""
    return f"index/{name}-{part}.html" if part else f"index/{name}.html"


def concordance_page(name: str) -> str:
    """Return the page of a concordance, from the root of the site."""
    return f"concordance/{name}.html"


@lru_cache(maxsize=50_000)
def href(page: str, fragment: str = "", *, start: str = "../") -> str:
    """Return a link to a page (from the root of the site) as it stands in a page.

    ``start`` leads from the linking page to the root: ``../``, and empty on the start page.
    """
    link = start + quote(page, safe=_SAFE + "/")
    return f"{link}#{quote(fragment, safe=_SAFE)}" if fragment else link


def near(page: str) -> str:
    """Return a link from a page of an index to another one, or to any other page."""
    return href(page).removeprefix("../index/")


def entry_href(kind: Kind, key: str) -> str:
    """Return a link from a text to an entry: what the HTML stylesheet gets in ``v:links``."""
    return href(entry_page(kind, key))


def external(target: str) -> str:
    """Return ``target`` if it may be a link to the web (http, https, mailto), else ``""``.

    What may not stand in a URI (RFC 3986) is percent-encoded.
    """
    return quote(target, safe=_SAFE + ":/?#[]%") if _LINKABLE.match(target) else ""
