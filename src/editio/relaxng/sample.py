"""Which states are worth a regular expression: what came in a sample of all that was read.

Short pieces of the documents are walked a second time, and their tags are counted. Expressions
(:mod:`editio.relaxng.runs`) are made whenever twice as much has been read, those first that
save most, and in proportion to what was read, so that their making never costs much more
than they save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.relaxng.runs import best_run
from editio.relaxng.tags import end_of_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.relaxng.letters import Entry, Letters
    from editio.relaxng.runs import Element, Run

PIECE = 4_096
NEAR, FAR, MANY = 32_768, 262_144, 2_000_000
"""Of so many bytes one piece is counted: of the first :data:`MANY`, and later."""
FIRST_LOOK = 250_000
"""After so many bytes expressions are first made."""
MIN_VISITS = 800
"""A state that was met so often is worth an expression."""
MAX_STATES = 200
GAIN = 0.04
"""How much more of what comes in a state a new expression must take than the one before."""
PER_BYTE = 0.0015
"""Of each byte read, how many characters of expressions it is worth to make."""


class Sample:
    """Decides what is counted, and when it is time for new expressions."""

    def __init__(self) -> None:
        self.read = 0
        self.counted = 0
        self.next_piece = 0
        self.next_look = FIRST_LOOK

    def pieces(self, size: int) -> Iterator[int]:
        """Yield where in the next ``size`` bytes the pieces begin that are to be counted.

        The caller counts up to the first tag that begins :data:`PIECE` bytes later.
        """
        begin, self.read = self.read, self.read + size
        while self.next_piece < self.read:
            yield max(self.next_piece - begin, 0)
            self.next_piece += NEAR if self.read < MANY else FAR

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

    def look(self, states: Iterable[Letters]) -> None:
        """Make expressions for the states that were met most, if it is time to."""
        if self.read < self.next_look:
            return
        self.next_look = self.read * 2
        budget = self.read * PER_BYTE
        least = max(MIN_VISITS * self.counted / self.read, 8)
        visits = {one: one.visits() for one in states}
        often = [one for one in visits if visits[one] >= least]
        known: dict[Letters, list[Element]] = {}
        found: list[tuple[float, Run, Letters]] = []
        for letters in sorted(often, key=lambda one: -visits[one])[:MAX_STATES]:
            run = best_run(letters, known)
            if run is not None and (gain := run.gain(letters.run)) > GAIN:
                found.append((visits[letters] * gain / len(run.source), run, letters))
        for _, run, letters in sorted(found, key=lambda one: -one[0]):
            budget -= len(run.source)
            if budget < 0:
                break
            letters.adopt(run)
