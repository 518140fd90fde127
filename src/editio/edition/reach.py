"""Whether addresses of the web answer: asked politely, one at a time for each server.

What answered is remembered for a day.
"""

from __future__ import annotations

import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib import error as errors
from urllib import request
from urllib.parse import quote

from editio.addresses import split_fragment, split_uri
from editio.edition.downloads import opener

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: How many servers are asked at the same time.
SERVERS = 8
#: Seconds to wait for an answer.
TIMEOUT = 15
#: After so many times without any answer, a server is not asked again.
PATIENCE = 2
#: Seconds for which an address that answered is not asked again.
FRESH = 24 * 3600
_GONE = frozenset({404, 410})
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an address did not answer; ``gone`` where the server says that there is no such page."""

    reason: str
    gone: bool


def failures(addresses: Iterable[str], folder: Path | None) -> dict[str, Failure]:
    """Ask for addresses that begin with ``http``, and return those that fail.

    An answer such as "forbidden" is an answer: only what is not there, or does not answer at all,
    fails. ``folder`` keeps what answered.
    """
    by_server: dict[str, dict[str, list[str]]] = {}
    for address in dict.fromkeys(addresses):
        url = quote(split_fragment(address)[0], safe=_SAFE)
        parts = split_uri(url)
        if parts.scheme.casefold() in {"http", "https"}:
            by_server.setdefault(parts.netloc.casefold(), {}).setdefault(url, []).append(address)
    with ThreadPoolExecutor(SERVERS) as threads:
        results = threads.map(lambda urls: _ask_server(urls, folder), by_server.values())
        found = {url: failure for result in results for url, failure in result.items()}
    return {
        address: found[url]
        for urls in by_server.values()
        for url, written in urls.items()
        if url in found
        for address in written
    }


def _ask_server(urls: Iterable[str], folder: Path | None) -> dict[str, Failure]:
    found: dict[str, Failure] = {}
    silent = 0
    for url in urls:
        mark = None if folder is None else folder / hashlib.sha256(url.encode()).hexdigest()[:40]
        if mark is not None and _is_fresh(mark):
            continue
        if silent >= PATIENCE:
            found[url] = Failure("the server does not answer", gone=False)
            continue
        failure = _ask(url, "HEAD")
        if failure is not None:  # some servers know no HEAD
            failure = _ask(url, "GET")
        if failure is not None:
            silent += not failure.gone
            found[url] = failure
        elif mark is not None:
            with suppress(OSError):
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.touch()
    return found


def _is_fresh(mark: Path) -> bool:
    try:
        return 0 <= time.time() - mark.stat().st_mtime < FRESH
    except OSError:
        return False


def _ask(url: str, method: str) -> Failure | None:
    asked = request.Request(url, method=method, headers={"User-Agent": "editio"})  # noqa: S310
    try:
        with opener().open(asked, timeout=TIMEOUT):
            return None
    except errors.HTTPError as error:
        error.close()
        if error.code in _GONE:
            return Failure(f"the server answers {error.code} {error.reason}", gone=True)
        if error.code >= 500:
            return Failure(f"the server answers {error.code} {error.reason}", gone=False)
        return None
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return Failure(" ".join(str(reason).split()) or "no answer", gone=False)
