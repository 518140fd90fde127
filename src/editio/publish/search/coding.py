"""Numbers as characters that need no escaping in JSON or JavaScript, small ones in one of them.

A number is written in base 32, most significant digit first; the last digit is one of the first 32
characters of the alphabet, the others are of the second 32. So numbers need nothing between them.
"""

from __future__ import annotations

from functools import lru_cache
from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: The characters, also known to ``assets/search/places.js``.
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_HALF = 32


class _Codes(dict[int, str]):
    """Numbers as characters, by number: the small ones are kept, others are made each time."""

    def __missing__(self, number: int) -> str:
        digits = [ALPHABET[number % _HALF]]
        while number := number // _HALF:
            digits.append(ALPHABET[_HALF + number % _HALF])
        return "".join(reversed(digits))


def encode(number: int) -> str:
    """Return a number of 0 or more as characters."""
    return _codes()[number]


def encode_all(numbers: Iterable[int]) -> str:
    """Return numbers as characters, one after the other."""
    return "".join(map(_codes().__getitem__, numbers))


def rising_lines(places: Mapping[str, Sequence[int]]) -> list[str]:
    """Return a line for each key: itself, a tab, and its numbers, which rise.

    They are how many, the first, and each less the one before it.
    """
    codes = _codes()
    code, one = codes.__getitem__, codes[1]
    lines: list[str] = []
    for key, numbers in places.items():
        if len(numbers) == 1:  # most words stand once in a text
            lines.append(f"{key}\t{one}{codes[numbers[0]]}")
        else:
            steps = "".join(map(code, map(sub, numbers[1:], numbers)))
            lines.append(f"{key}\t{codes[len(numbers)]}{codes[numbers[0]]}{steps}")
    return lines


def fixed(number: int, width: int) -> str:
    """Return a number in ``width`` characters, base 64; too large a one is the largest."""
    number = max(0, min(number, 64**width - 1))
    return "".join(ALPHABET[number >> 6 * place & 63] for place in range(width - 1, -1, -1))


@lru_cache(maxsize=1)
def _codes() -> _Codes:
    last, more = ALPHABET[:_HALF], ALPHABET[_HALF:]
    two = [a + b for a in more for b in last]
    return _Codes(enumerate([*last, *two[_HALF:], *(a + b for a in more[1:] for b in two)]))
