"""What the network brought is kept with its hash, and asked again only when it is old."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from editio.edition import downloads
from editio.edition.cachefolder import cache_folder
from editio.edition.downloads import Downloads
from webserver import Web, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Downloads:
    return Downloads(tmp_path / "cache" / "web")


def test_what_was_fetched_is_there_without_the_network(store: Downloads) -> None:
    with serve() as web:
        web.pages["/a.rng"] = b"<grammar/>"
        url = f"{web.address}/a.rng"
        fetched = store.fetch(url)
    known = store.find(url)
    assert known == fetched == store.fetch(url)
    assert store.path(fetched).read_bytes() == b"<grammar/>"
    assert fetched.sha256 == hashlib.sha256(b"<grammar/>").hexdigest() == store.path(fetched).name
    assert web.asked == ["GET /a.rng"]


def test_what_was_never_fetched_is_not_there(store: Downloads) -> None:
    assert store.find("http://127.0.0.1:9/a.rng") is None
    assert not store.folder.exists()


def test_bytes_without_their_hash_are_fetched_again(store: Downloads, web: Web) -> None:
    web.pages["/a.rng"] = b"<grammar/>"
    url = f"{web.address}/a.rng"
    store.path(store.fetch(url)).write_bytes(b"<other/>")
    assert store.find(url) is None
    assert store.path(store.fetch(url)).read_bytes() == b"<grammar/>"


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"url": 1}'])
def test_a_broken_record_is_as_good_as_none(store: Downloads, web: Web, record: str) -> None:
    web.pages["/a.rng"] = b"<grammar/>"
    url = f"{web.address}/a.rng"
    store.fetch(url)
    (path,) = store.folder.glob("*.json")
    path.write_text(record, encoding="utf-8")
    assert store.find(url) is None


def test_a_redirection_is_followed_and_remembered(store: Downloads, web: Web) -> None:
    web.pages["/new/a.rng"] = b"<grammar/>"
    web.moved["/a.rng"] = "/new/a.rng"
    assert store.fetch(f"{web.address}/a.rng").final == f"{web.address}/new/a.rng"


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/a", "data:,x"])
def test_a_redirection_out_of_the_web_is_refused(store: Downloads, web: Web, target: str) -> None:
    web.moved["/a.rng"] = target
    with pytest.raises(OSError, match=r"."):
        store.fetch(f"{web.address}/a.rng")


def test_old_answers_are_asked_about_and_kept_where_nothing_changed(
    store: Downloads, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["/a.rng"], web.etags["/a.rng"] = b"1", '"one"'
    url = f"{web.address}/a.rng"
    first = store.fetch(url)
    monkeypatch.setattr(downloads, "FRESH", 0)
    assert store.fetch(url).sha256 == first.sha256
    web.pages["/a.rng"], web.etags["/a.rng"] = b"2", '"two"'
    assert store.path(store.fetch(url)).read_bytes() == b"2"
    del web.pages["/a.rng"]
    assert store.path(store.fetch(url)).read_bytes() == b"2"
    assert len(web.asked) == 4


def test_a_failure_says_what_the_server_says(store: Downloads, web: Web) -> None:
    with pytest.raises(OSError, match="404"):
        store.fetch(f"{web.address}/a.rng")
    with pytest.raises(OSError, match="refused"):
        store.fetch("http://127.0.0.1:9/a.rng")
    with pytest.raises(OSError, match=r"."):
        store.fetch("http://[/a.rng")


def test_nothing_is_larger_than_the_limit(
    store: Downloads, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["/a.rng"] = b"x" * 100
    monkeypatch.setattr(downloads, "LARGEST", 99)
    with pytest.raises(OSError, match="larger"):
        store.fetch(f"{web.address}/a.rng")


def test_the_record_says_where_the_bytes_came_from(store: Downloads, web: Web) -> None:
    web.pages["/a.rng"] = b"<grammar/>"
    store.fetch(f"{web.address}/a.rng")
    (path,) = store.folder.glob("*.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["url"] == f"{web.address}/a.rng"
    assert record["sha256"] == hashlib.sha256(b"<grammar/>").hexdigest()


def test_the_cache_is_where_the_system_or_the_person_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder({"EDITIO_CACHE_DIR": str(tmp_path / "x")}) == tmp_path / "x"
    assert cache_folder({"XDG_CACHE_HOME": "/c"}, "linux") == type(tmp_path)("/c/editio")
    assert cache_folder({"XDG_CACHE_HOME": "c"}, "linux") == tmp_path / ".cache" / "editio"
    assert cache_folder({}, "darwin") == tmp_path / "Library" / "Caches" / "editio"
    windows = cache_folder({"LOCALAPPDATA": str(tmp_path / "Local")}, "win32")
    assert windows == tmp_path / "Local" / "editio" / "cache"
