"""The records of a concordance, and what an edition asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from editio.publish.index.parts import name_of
from editio.publish.search.folding import words_of


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence: the text's id, the citable unit and its label, the words and those around.

    ``part`` is the number of the part of a split text that has the unit, and 0 in any other.

    ``before`` and ``after`` have at most about 90 characters each, white space included, so that
    the three joined are what the text says.
    """

    document: str
    unit: str
    label: str
    before: str
    keyword: str
    after: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What lines are wanted for: words that follow one another, or an entry of a register.

    ``asked`` is what the edition asks for: ``kettle``, ``copper kettle``, ``revol*``, ``#brandt``.
    ``words`` are its words as search knows them. Where ``open_end`` is true, the last one is the
    beginning of a word. ``entry`` is the key of an entry, and there are no words then.
    """

    asked: str
    words: tuple[str, ...] = ()
    open_end: bool = False
    entry: str = ""

    @classmethod
    def of(cls, asked: str) -> Wanted:
        """Read what stands in ``edition.toml``."""
        text = asked.strip()
        if text.startswith("#"):
            return cls(text, entry=text[1:])
        return cls(text, tuple(words_of(text)), text.endswith("*"))

    @property
    def name(self) -> str:
        """The stem of its page and file: the same in every build, safe as the name of a file."""
        return name_of(self.asked)


#: Yields the lines of a concordance in the order of the edition.
Lines: TypeAlias = Callable[[], Iterator[Line]]


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines for one thing that is wanted, read when they are asked for.

    ``label`` is what it is called, ``counts`` are the numbers of lines by text, in the order of
    the edition; ``digest`` is the same for the same lines in the same order, and empty where that
    is not known.
    """

    wanted: Wanted
    label: str
    counts: tuple[tuple[str, int], ...]
    digest: str
    lines: Lines

    @property
    def name(self) -> str:
        """The stem of its page and file."""
        return self.wanted.name

    @property
    def count(self) -> int:
        """The number of lines."""
        return sum(number for _, number in self.counts)
