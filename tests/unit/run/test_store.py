"""The store of results: a convenience that may fail in every way without anybody noticing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from editio.edition import records
from editio.edition.model import Kind, Mention
from editio.run.store import Store

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400


def keys(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "results.sqlite")) as connection:
        return {key for (key,) in connection.execute("SELECT key FROM results")}


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put("a", b"alpha")
        assert store.get("a") == b"alpha"
        assert store.has("a")
    with Store(tmp_path) as store:
        assert store.get("a") == b"alpha"
        assert store.has("a")
        assert store.get("b") is None
        assert not store.has("b")


def test_many_are_found_in_the_order_of_their_keys(tmp_path: Path) -> None:
    wanted = [f"key {number}" for number in range(1_200)]
    with Store(tmp_path) as store:
        for key in wanted[::2]:
            store.put(key, key.encode())
    with Store(tmp_path) as store:
        store.put("key 1", b"waiting")
        found = list(store.get_each(wanted))
    assert found[:3] == [b"key 0", b"waiting", b"key 2"]
    assert found[3::2] == [None] * 599
    assert found[::2] == [key.encode() for key in wanted[::2]]
    assert list(Store(None).get_each(["a", "b"])) == [None, None]


def test_what_nobody_asks_for_goes_by_age(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path, max_age_days=5) as store:
        store.put("used", b"1")
        store.put("unused", b"2")
    now = 100 * DAY
    for day in (3, 6):
        monkeypatch.setattr("time.time", lambda day=day: _start() + day * DAY)
        with Store(tmp_path, max_age_days=5) as store:
            store.get("used")
    assert keys(tmp_path) == {"used"}
    monkeypatch.setattr("time.time", lambda: now)
    with Store(tmp_path, max_age_days=5):
        pass
    assert keys(tmp_path) == set(), "a clock set back by years must not keep results for ever"


def _start() -> float:
    import datetime

    return datetime.datetime.now(datetime.UTC).timestamp()


def test_above_the_limit_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, key in enumerate(["old", "middle", "new"]):
        monkeypatch.setattr("time.time", lambda day=day: (1000 + day) * DAY)
        with Store(tmp_path, limit_bytes=2500) as store:
            store.put(key, b"x" * 1000)
    assert keys(tmp_path) == {"middle", "new"}


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_store_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "results.sqlite").write_bytes(damage)
    with Store(tmp_path) as store:
        assert store.get("a") is None
        store.put("a", b"alpha")
    with Store(tmp_path) as store:
        store.put("a", b"alpha")
    with Store(tmp_path) as store:
        assert store.get("a") == b"alpha"


def test_a_store_damaged_within_is_given_up_and_made_anew(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for number in range(50):
            store.put(f"key{number}", bytes([number]) * 3000)
    path = tmp_path / "results.sqlite"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with Store(tmp_path) as store:
        for number in range(50):
            assert store.get(f"key{number}") in {None, bytes([number]) * 3000}
    with Store(tmp_path) as store:
        store.put("a", b"alpha")
    with Store(tmp_path) as store:
        assert store.get("a") == b"alpha"


def test_without_a_folder_nothing_is_kept() -> None:
    with Store(None) as store:
        store.put("a", b"alpha")
        assert store.get("a") is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with Store(tmp_path / "file" / "cache") as store:
        store.put("a", b"alpha")
        assert store.get("a") is None


def test_two_runs_may_share_a_store(tmp_path: Path) -> None:
    with Store(tmp_path) as first, Store(tmp_path) as second:
        first.put("a", b"alpha")
        first.write()
        second.put("b", b"beta")
        second.write()
        assert second.get("a") == b"alpha"
        assert first.get("b") == b"beta"


def test_records_come_back_and_nothing_else_does() -> None:
    mention = Mention(kind=Kind.PERSON, unit="p1", form="Ida")
    assert records.load(records.dump((mention, frozenset({"a"})))) == (mention, frozenset({"a"}))
    import pickle

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return eval, ("1+1",)

    for data in (pickle.dumps(Evil()), pickle.dumps(sqlite3.Row), b"", b"\x80\x05garbage"):
        with pytest.raises(records.UnknownRecordError):
            records.load(data)
