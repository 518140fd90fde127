"""Which states are worth a regular expression: what came in a sample of all that was read.

Short pieces of the documents are walked a second time, and their tags are counted. Expressions
(:mod:`editio.relaxng.runs`) are made whenever twice as much has been read, where they would have
saved by then what their making costs. Those that an earlier process made are taken over sooner.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from editio.relaxng.runs import LONG, SHORT, best_run
from editio.relaxng.tags import HAS_POSSESSIVE_GROUPS, end_of_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.relaxng.letters import Entry, Letters
    from editio.relaxng.runs import Element, Run

PIECE = 4_096
NEAR, FAR, MANY = 32_768, 262_144, 2_000_000
"""Of so many bytes one piece is counted: of the first :data:`MANY`, and later (or always, where
earlier processes made expressions)."""
VERY_MANY = 30_000_000
"""After so many bytes expressions may be long."""
FIRST_LOOK, LATER_LOOK = 250_000, 2_000_000
"""After so many bytes expressions are first made; where there are some of earlier processes."""
MIN_VISITS = 800
"""A state that was met so often is worth an expression."""
MAX_STATES = 200
GAIN = 0.2
"""How much of what a new expression takes must be new, where a state has one already."""
PAYS = 3.0
PAYS_KNOWN = 0.5
"""So many tags must have come, for each of its characters, that an expression is worth making; that
one of an earlier process is worth taking over, which more are likely to follow."""


class Sample:
    """Decides what is counted, and when it is time for new expressions.

    ``experienced`` says that earlier processes made some.
    """

    def __init__(self, *, experienced: bool = False) -> None:
        self.experienced = experienced
        self.read = 0
        self.counted = 0
        self.next_piece = 0
        self.next_look = LATER_LOOK if experienced else FIRST_LOOK
        if not HAS_POSSESSIVE_GROUPS:  # all expressions have some
            self.next_piece = self.next_look = sys.maxsize
        self.offers: list[tuple[Run, Letters]] = []

    def pieces(self, size: int) -> Iterator[int]:
        """Yield where in the next ``size`` bytes the pieces begin that are to be counted.

        The caller counts up to the first tag that begins :data:`PIECE` bytes later.
        """
        begin, self.read = self.read, self.read + size
        while self.next_piece < self.read:
            yield max(self.next_piece - begin, 0)
            self.next_piece += FAR if self.experienced or self.read >= MANY else NEAR

    def count(self, here: Letters, stack: list[Entry], window: bytes, at: int, end: int) -> None:
        """Walk again from ``at`` to ``end``, with a copy of the stack, and count the tags."""
        self.counted += end - at
        while True:
            start = window.find(b"<", at, end)
            stop = window.find(b">", start, end)
            if start < 0 or stop < 0:
                return
            text = window[at:start]
            if here.watches and text and not text.isspace():
                here = here.after_text(text)
            tag = window[start + 1 : stop]
            at = stop + 1
            target = here[tag]
            if target is None or isinstance(target, frozenset):
                here.ends[tag] = here.ends.get(tag, 0) + 1
                follows = stack.pop()[1]
                here = follows if isinstance(follows, dict) else follows.resume(target)
                continue
            here.note(tag)
            if isinstance(target, tuple):
                stack.append(target)
                here = target[0]
            elif isinstance(target, dict):
                here = target
            elif tag.startswith((b"!", b"?")):
                at = end_of_aside(window, start)
                if not 0 < at <= end:
                    return
            else:
                return

    def offer(self, run: Run, letters: Letters) -> None:
        """Note an expression of an earlier process for a state that was met now."""
        self.offers.append((run, letters))

    def take_offers(self) -> None:
        """Use expressions of earlier processes, the most useful ones first."""
        self.offers.sort(key=lambda offer: offer[0].worth)
        while self.offers and self.offers[-1][0].worth * self.read > PAYS_KNOWN:
            run, letters = self.offers.pop()
            if letters.run is None:
                letters.adopt(run)

    def look(self, states: Iterable[Letters]) -> bool:
        """Make expressions for the states that were met most, if it is time to.

        Returns whether any were made.
        """
        if self.read < self.next_look:
            return False
        self.next_look = self.read * 2
        least = max(MIN_VISITS * self.counted / self.read, 8)
        visits = {one: one.visits() for one in states}
        often = [one for one in visits if visits[one] >= least]
        known: dict[Letters, list[Element]] = {}
        found: list[tuple[Run, Letters]] = []
        for letters in sorted(often, key=lambda one: -visits[one])[:MAX_STATES]:
            run = best_run(letters, known, LONG if self.read > VERY_MANY else SHORT)
            if run is not None and (gain := run.gain(letters.run)) > GAIN:
                run.worth = visits[letters] / self.counted / len(run.source)
                if run.worth * gain * self.read > PAYS:
                    found.append((run, letters))
        for run, letters in found:
            letters.adopt(run)
        return bool(found)
