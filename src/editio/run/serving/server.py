"""A server for one site, on this computer alone.

It answers only to the name of this computer (a page of another host that has its name point here
is refused), reads nothing outside of the site, and adds one script to the pages on their way out.
"""

from __future__ import annotations

import errno
import json
import os
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from mimetypes import guess_type
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from editio.addresses import is_file, split_uri
from editio.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from editio.findings import Finding

HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost"})
_OWN = "/.editio/"
_SCRIPT = b'<script src="/.editio/serve.js" defer></script>\n</head>'
_MISSING = (
    b'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Not found</title>\n'
    + _SCRIPT
    + b'<body><main><h1>Not found</h1><p><a href="/">Start page</a></p></main></body></html>\n'
)
#: Seconds that a page waits for news before it asks again.
_PATIENCE = 20.0
#: A build puts the new site in the place of the old: for a moment there is none.
_TRIES, _PAUSE = 10, 0.05
_MOST_FINDINGS = 50


@dataclass
class Live:
    """What pages want to know: which build they are from, and what is wrong."""

    version: int = 0
    failure: str = ""
    findings: Sequence[Finding] = ()
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def built(self, findings: Sequence[Finding]) -> None:
        """Tell the pages that there is a new build."""
        with self._changed:
            self.version += 1
            self.failure, self.findings = "", findings
            self._changed.notify_all()

    def failed(self, failure: str) -> None:
        """Tell the pages why there is none."""
        with self._changed:
            self.version += 1
            self.failure, self.findings = failure, ()
            self._changed.notify_all()

    def after(self, version: str) -> str:
        """Return the state as JSON, as soon as it is not that of ``version``."""
        with self._changed:
            self._changed.wait_for(lambda: str(self.version) != version, _PATIENCE)
            shown = self.findings[:_MOST_FINDINGS]
            return json.dumps(
                {
                    "version": self.version,
                    "failure": self.failure,
                    "findings": [_shown(finding) for finding in shown],
                    "more": len(self.findings) - len(shown),
                }
            )


def _shown(finding: Finding) -> dict[str, str]:
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
    return {
        "place": place,
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer with a file of the site, or with the news."""
        parts = split_uri(self.path)
        path = unquote(parts.path)
        if not self._from_here():
            self._answer(HTTPStatus.FORBIDDEN, b"Only for this computer.", "text/plain")
        elif path == f"{_OWN}serve.js":
            script = resources.files("editio.run.serving") / "serve.js"
            self._answer(HTTPStatus.OK, script.read_bytes(), "text/javascript")
        elif path == f"{_OWN}state":
            version = parse_qs(parts.query).get("after", [""])[0]
            state = self.server.live.after(version)
            self._answer(HTTPStatus.OK, state.encode(), "application/json")
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815

    def _from_here(self) -> bool:
        host = self.headers.get("Host") or ""
        name, _, port = host.rpartition(":")
        return (name if port.isdecimal() else host) in _NAMES

    def _file(self, path: str) -> None:
        if path.endswith("/"):
            path += "index.html"
        content = read_file(self.server.site, path)
        if content is None:
            self._answer(HTTPStatus.NOT_FOUND, _MISSING, "text/html")
            return
        kind = guess_type(path)[0] or "application/octet-stream"
        if kind == "text/html":
            content = content.replace(b"</head>", _SCRIPT, 1)
        self._answer(HTTPStatus.OK, content, kind)

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_response(status)
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            with suppress(ConnectionError):  # the page has been left meanwhile
                self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: who works here wants to see findings."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Elsewhere, two programs could listen on one port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int, site: Path, live: Live) -> None:
        super().__init__((HOST, port), _Handler)
        self.site = site
        self.live = live

    def handle_error(self, *_arguments: object) -> None:
        """Say nothing: a reader who leaves while a page is on its way is no fault."""


@contextmanager
def open_server(site: Path, live: Live, port: int) -> Iterator[str]:
    """Serve ``site`` on a port of this computer (0: any), and yield the address.

    Raises :class:`PublishError` where the port is taken or not allowed.
    """
    try:
        server = _Server(port, site.resolve(), live)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "is taken by another program" if taken else f"cannot be used: {error.strerror}"
        raise PublishError(f"port {port} {why}", "choose another: --port 8001") from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_file(site: Path, path: str) -> bytes | None:
    """Return a file of the site; ``None`` where there is none, or the path leads elsewhere.

    Symbolic links that leave the site lead elsewhere, too.
    """
    if "\0" in path:
        return None
    for attempt in range(_TRIES):
        if attempt and site.is_dir():
            break
        if attempt:
            time.sleep(_PAUSE)
        try:
            target = (site / path.lstrip("/")).resolve(strict=True)
            if not target.is_relative_to(site) or not is_file(target):
                return None
            return target.read_bytes()
        except OSError:
            continue
    return None
