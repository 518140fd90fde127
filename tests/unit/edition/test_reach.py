"""Whether addresses answer: asked once, one at a time for each server, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.reach import failures
from webserver import serve

if TYPE_CHECKING:
    from pathlib import Path


def test_pages_that_are_there_do_not_fail_and_are_remembered(tmp_path: Path) -> None:
    with serve() as web:
        web.pages["/a"] = b"a"
        web.moved["/old"] = "/a"
        addresses = [f"{web.address}/a#x", f"{web.address}/a#y", f"{web.address}/old"]
        assert failures(addresses, tmp_path / "links") == {}
        assert web.asked[:2] == ["HEAD /a", "HEAD /old"]
        assert failures(addresses, tmp_path / "links") == {}
        assert len(web.asked) == 3


def test_pages_that_are_not_there_fail_under_every_name(tmp_path: Path) -> None:
    with serve() as web:
        addresses = [f"{web.address}/a#x", f"{web.address}/a"]
        found = failures(addresses, tmp_path)
    assert set(found) == set(addresses)
    assert all(item.gone and "404" in item.reason for item in found.values())
    assert web.asked == ["HEAD /a", "GET /a"]


def test_a_server_that_does_not_answer_is_left_alone_soon() -> None:
    addresses = [f"http://127.0.0.1:9/{number}" for number in range(5)]
    found = failures(addresses, None)
    assert set(found) == set(addresses)
    assert not any(item.gone for item in found.values())
    assert "refused" in found[addresses[0]].reason
    assert found[addresses[4]].reason == "the server does not answer"


def test_what_is_no_page_is_not_asked() -> None:
    addresses = ["mailto:a@example.org", "urn:x:y", "http://[", "file:///etc/hostname"]
    assert failures(addresses, None) == {}
