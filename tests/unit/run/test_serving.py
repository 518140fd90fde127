"""``editio serve``: what is served to whom, and what counts as a change."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

import kettles
from editio.cli.main import main
from editio.errors import PublishError
from editio.findings import Finding, Severity
from editio.run.serving.rebuilding import Rebuilder
from editio.run.serving.server import Live, open_server, read_file
from editio.run.serving.watching import changed, changes, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRONG = Finding(
    code="XML-SYNTAX", severity=Severity.ERROR, message="no end tag", file="a.xml", line=7
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "text").mkdir(parents=True)
    (folder / "index.html").write_text("<html><head></head>start</html>", encoding="utf-8")
    (folder / "text" / "é.html").write_text("<html><head></head>text</html>", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    return folder


@pytest.fixture
def live() -> Live:
    return Live()


@pytest.fixture
def address(site: Path, live: Live) -> Iterator[str]:
    with open_server(site, live, 0) as address:
        yield address


def ask(address: str, path: str, **headers: str) -> tuple[int, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 0, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_pages_get_the_script_and_the_files_do_not(address: str, site: Path) -> None:
    status, page = ask(address, "/")
    assert (status, "start" in page, page.count("/.editio/serve.js")) == (200, True, 1)
    assert ask(address, "/text/%C3%A9.html")[0] == 200
    assert "editio" not in (site / "index.html").read_text(encoding="utf-8")
    assert ask(address, "/.editio/serve.js")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/../secret.html", "/%2e%2e/secret.html", "/text/..%2f..%2fsecret.html", "/out.html",
     "//etc/passwd", "/text", "/%00", "/nothing.html"],
)  # fmt: skip
def test_nothing_outside_of_the_site_is_served(address: str, path: str) -> None:
    status, page = ask(address, path)
    assert status == 404
    assert "secret" not in page


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
def test_other_names_are_refused(address: str, host: str) -> None:
    assert ask(address, "/", Host=host)[0] == 403
    assert ask(address, "/", Host="localhost:1")[0] == 200


def test_only_this_computer_is_listened_to(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")


def test_a_taken_port_is_a_message(
    address: str, site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = urlsplit(address).port or 0
    with pytest.raises(PublishError, match="is taken"), open_server(site, Live(), port):
        pass
    assert main(["serve", str(tmp_path), "--port", str(port)]) == 2
    assert "hint: choose another" in capsys.readouterr().err
    assert main(["serve", str(tmp_path), "--port", "70000"]) == 2


def test_the_port_is_free_afterwards(site: Path) -> None:
    with open_server(site, Live(), 0) as address:
        port = urlsplit(address).port or 0
    with open_server(site, Live(), port):
        pass


def test_pages_are_told_of_builds_and_of_what_is_wrong(address: str, live: Live) -> None:
    live.built([WRONG])
    first = json.loads(ask(address, "/.editio/state?after=")[1])
    assert first["findings"] == [
        {"place": "a.xml:7", "severity": "error", "code": "XML-SYNTAX", "message": "no end tag"}
    ]
    timer = threading.Timer(0.3, live.failed, ["edition.toml: not TOML"])
    timer.start()
    second = json.loads(ask(address, f"/.editio/state?after={first['version']}")[1])
    assert second["version"] == first["version"] + 1
    assert second["failure"] == "edition.toml: not TOML"
    timer.join()


def test_a_site_that_is_being_replaced_is_waited_for(site: Path) -> None:
    moved = site.with_name("moved")
    site.rename(moved)
    timer = threading.Timer(0.1, moved.rename, [site])
    timer.start()
    assert read_file(site, "/index.html")
    timer.join()


def test_changes_are_new_gone_and_other_files(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml", ".hidden", "build/x.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("1", encoding="utf-8")
    before = snapshot(tmp_path, [tmp_path / "build"])
    assert {path.rpartition("/")[2] for path in before} == {"a.xml", "b.xml"}
    (tmp_path / "a.xml").write_text("12", encoding="utf-8")
    (tmp_path / "b.xml").unlink()
    (tmp_path / "c.xml").write_text("", encoding="utf-8")
    (tmp_path / ".hidden").write_text("2", encoding="utf-8")
    found = changes(tmp_path, [tmp_path / "build"], before)
    first = next(found)
    assert {path.rpartition("/")[2] for path in first} == {"a.xml", "b.xml", "c.xml"}
    assert next(found) == frozenset()
    assert changed(before, before) == frozenset()


def test_what_fails_is_told_and_the_next_build_works(tmp_path: Path) -> None:
    kettles.write(tmp_path)
    live = Live()
    rebuilder = Rebuilder(tmp_path, tmp_path / "build", live, jobs=1)
    done = rebuilder.build()
    assert done.report is not None
    settings = tmp_path / "edition.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text("[edition", encoding="utf-8")
    failed = rebuilder.build(frozenset({str(settings)}))
    assert failed.report is None
    assert "not TOML" in failed.failure == live.failure
    assert (tmp_path / "build" / "site" / "index.html").is_file()
    settings.write_text(good, encoding="utf-8")
    assert rebuilder.build().report is not None
    assert live.version == 3
    assert live.failure == ""


def test_a_server_stops_while_a_page_waits(site: Path) -> None:
    with open_server(site, Live(), 0) as address:
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname or "", parts.port or 0)) as waiting:
            waiting.sendall(b"GET /.editio/state?after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n")
