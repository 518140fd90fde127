"""A register of what a text often writes with capitals: for tagging real documents in tests."""

from __future__ import annotations

import re
from collections import Counter

from editio.edition.model import Entry, Kind
from editio.edition.registers import Registers

_NAME = re.compile(r"(?<=[^\W\d_] )[^\W\d_a-z][^\W\d_]{3,}(?: [^\W\d_a-z][^\W\d_]{3,})?")
_KINDS = (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION, Kind.WORK, Kind.EVENT)
_ENTRIES = 30


def register_of(text: str) -> Registers:
    """A small register: what a text most often writes with capitals, as names of all kinds."""
    names = [name for name, _ in Counter(_NAME.findall(text)).most_common(_ENTRIES)]
    return Registers.of(
        Entry(key=f"e{n}", kind=_KINDS[n % 5], id=f"e{n}", document="register", heading=name)
        for n, name in enumerate(names)
    )
