"""Reading what the search writes, as ``search.js`` does."""

from __future__ import annotations

from editio.publish.search.coding import ALPHABET

HALF = len(ALPHABET) // 2


def decode(text: str) -> list[int]:
    """Return the numbers that ``text`` holds."""
    numbers, number = [], 0
    for character in text:
        digit = ALPHABET.index(character)
        number = number * HALF + digit % HALF
        if digit < HALF:
            numbers.append(number)
            number = 0
    return numbers
