"""The addresses of the pages: where each lies in the site, and how one page links to another.

Every page but the start page lies one folder deep, so that all links are relative and the site
works from a disk. Those of texts and entries are in :mod:`editio.edition.siteplan`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

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


def external(target: str) -> str:
    """Return ``target`` if it may be a link to the web (http, https, mailto), else ``""``.

    What may not stand in a URI (RFC 3986) is percent-encoded.
    """
    return quote(target, safe=_SAFE + ":/?#[]%") if _LINKABLE.match(target) else ""
