"""A short run of scripts/fuzz.py, without the corpora; the long one is ``make fuzz``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from loading import load_script

if TYPE_CHECKING:
    from pathlib import Path

fuzz = load_script("fuzz")
#: The same in every run, so that a failure belongs to the change that it is seen with.
SEED = 20261123
INPUTS = 40


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("fuzz")
    return fuzz.Workplace(folder, shared=folder / "none")


@pytest.mark.xdist_group("fuzz")
@pytest.mark.parametrize("name", list(fuzz.TARGETS))
def test_nothing_fails(place: Any, name: str) -> None:
    around = {path.name for path in place.root.parent.iterdir()}
    for number in range(INPUTS if name != "build" else 4):
        data = fuzz.input_of(place, name, SEED, number)
        started = time.process_time()
        why = fuzz.run_safely(fuzz.TARGETS[name].run, place, data)
        assert not why, f"scripts/fuzz.py --show {name} {number} --seed {SEED}\n{data!r}\n{why}"
        assert time.process_time() - started < fuzz.SECONDS
    assert {path.name for path in place.root.parent.iterdir()} == around


def test_inputs_are_the_same_for_the_same_seed(place: Any) -> None:
    for name in fuzz.TARGETS:
        assert fuzz.input_of(place, name, 1, 2) == fuzz.input_of(place, name, 1, 2)
        assert len({fuzz.input_of(place, name, 1, number) for number in range(9)}) > 5


def test_a_traceback_is_a_failure_and_a_message_is_none(place: Any) -> None:
    def broken(_: object, data: bytes) -> None:
        raise KeyError(data)

    def refused(_: object, data: bytes) -> None:
        raise fuzz.EditioError("no", "yes")

    assert "KeyError" in fuzz.run_safely(broken, place, b"x")
    assert not fuzz.run_safely(refused, place, b"x")


def test_what_is_written_elsewhere_is_seen(tmp_path: Path) -> None:
    guard = fuzz.Guard(tmp_path / "in")
    for event, arguments in (
        ("open", (str(tmp_path / "in/a"), "w", 0)),
        ("open", (str(tmp_path / "out"), "r", 0)),
        ("os.remove", (str(tmp_path / "in/a"), -1)),
    ):
        guard(event, arguments)
        assert not guard.seen, (event, arguments)
    for event, arguments in (
        ("open", (str(tmp_path / "out"), "w", 0)),
        ("open", (str(tmp_path / "in/../out"), None, 1)),
        ("os.mkdir", (str(tmp_path / "out"), 0o777, -1)),
        ("socket.connect", (None, ("192.0.2.1", 80))),
    ):
        guard.seen = ""
        guard(event, arguments)
        assert guard.seen, (event, arguments)
