"""Numbers as characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editio.publish.search.coding import ALPHABET, encode, encode_all, fixed, rising_lines
from unit.search.numbers import decode


@given(st.lists(st.integers(min_value=0, max_value=2**40)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert decode(encode_all(numbers)) == numbers


def test_small_numbers_are_short() -> None:
    assert [len(encode(number)) for number in (0, 31, 32, 1023, 1024, 32767, 32768)] == [
        1, 1, 2, 2, 3, 3, 4,
    ]  # fmt: skip


def test_rising_numbers_are_steps() -> None:
    lines = rising_lines({"kettle": [3, 5, 5, 40], "lamp": [70_000], "owl": [2, 2**20]})
    assert [line.partition("\t")[0] for line in lines] == ["kettle", "lamp", "owl"]
    assert [decode(line.partition("\t")[2]) for line in lines] == [
        [4, 3, 2, 0, 35], [1, 70_000], [2, 2, 2**20 - 2],
    ]  # fmt: skip


def test_fixed_numbers_have_one_length() -> None:
    assert fixed(0, 2) == "AA"
    assert fixed(65, 2) == "BB"
    assert fixed(64**2 + 5, 2) == fixed(10**9, 2) == ALPHABET[-1] * 2
