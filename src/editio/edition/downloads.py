"""What the network brought, kept with its hash: a run without the network finds the same bytes.

A record per address (`<hash of the address>.json`) says where the bytes came from, when, and their
SHA-256; the bytes are a file of that name. Bytes that no longer have their hash are not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib import error as errors
from urllib import request

if TYPE_CHECKING:
    from http.client import HTTPResponse

#: Seconds to wait for an answer.
TIMEOUT = 20
#: No schema is larger than so many bytes.
LARGEST = 50_000_000
#: How long, in seconds, an answer is taken for new: then the server is asked whether it changed.
FRESH = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of an address: the last one after redirections, hash, time, and validators."""

    url: str
    final: str
    sha256: str
    fetched: float
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Downloads:
    """The addresses fetched so far, in a folder that is made when first written to."""

    folder: Path

    def path(self, record: Record) -> Path:
        """Return the file with the bytes of a record."""
        return self.folder / record.sha256

    def find(self, url: str) -> Record | None:
        """Return the record of an address, if its bytes are there and are still what they were."""
        try:
            record = Record(**json.loads(self._record(url).read_bytes()))
            data = self.path(record).read_bytes()
        except (OSError, ValueError, TypeError):
            return None
        return record if hashlib.sha256(data).hexdigest() == record.sha256 else None

    def fetch(self, url: str) -> Record:
        """Return the record of an address, asking the network for what is not new.

        Where the network does not answer, what is there already is used. Raises :class:`OSError`,
        with a message for people, where there is nothing.
        """
        known = self.find(url)
        if known is not None and 0 <= time.time() - known.fetched < FRESH:
            return known
        try:
            return self._download(url, known)
        except (OSError, ValueError) as error:
            if known is not None:
                return known
            raise OSError(_reason(error)) from error

    def _download(self, url: str, known: Record | None) -> Record:
        try:
            with _open(url, known) as answer:
                data = answer.read(LARGEST + 1)
                if len(data) > LARGEST:
                    raise OSError(f"it is larger than {LARGEST // 1_000_000} MB")
                record = Record(
                    url=url,
                    final=answer.url,
                    sha256=hashlib.sha256(data).hexdigest(),
                    fetched=time.time(),
                    etag=answer.headers.get("ETag") or "",
                    modified=answer.headers.get("Last-Modified") or "",
                )
        except errors.HTTPError as error:
            error.close()
            if error.code != 304 or known is None:
                raise
            record = Record(**{**asdict(known), "fetched": time.time()})
            data = self.path(known).read_bytes()
        self._write(self.path(record), data)
        self._write(self._record(url), json.dumps(asdict(record), indent=1).encode())
        return record

    def _record(self, url: str) -> Path:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:40]}.json"

    def _write(self, path: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(number, "wb") as stream:
                stream.write(data)
            Path(name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(name).unlink()
            raise


def _open(url: str, known: Record | None) -> HTTPResponse:
    """Ask a server of the web, and no other kind: a redirection to a file is refused."""
    asked = request.Request(url, headers={"User-Agent": "editio"})  # noqa: S310 - see below
    if known is not None and known.etag:
        asked.add_header("If-None-Match", known.etag)
    elif known is not None and known.modified:
        asked.add_header("If-Modified-Since", known.modified)
    answer: HTTPResponse = opener().open(asked, timeout=TIMEOUT)
    return answer


def opener() -> request.OpenerDirector:
    """Return what opens addresses that begin with ``http:`` or ``https:``, and no others."""
    director = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.UnknownHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPRedirectHandler(),
        request.HTTPErrorProcessor(),
    ):
        director.add_handler(handler)
    return director


def _reason(error: Exception) -> str:
    """Say in words why an address did not answer."""
    if isinstance(error, errors.HTTPError):
        return f"the server answers {error.code} {error.reason}"
    reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return " ".join(str(reason).split())
