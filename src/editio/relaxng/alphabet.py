"""All states with raw tags as their letters, and what is remembered of them for other processes."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from editio.relaxng.letters import DATA, Letters
from editio.relaxng.marks import Marks
from editio.relaxng.nameclasses import XML
from editio.relaxng.namespaces import Namespaces
from editio.relaxng.runs import SHORT
from editio.relaxng.sample import Sample
from editio.relaxng.tags import HAS_POSSESSIVE_GROUPS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from editio.relaxng.automaton import Automaton, State
    from editio.relaxng.letters import Shape, Target
    from editio.relaxng.runs import Run

MAX_LETTERS = 60_000
"""How many letters are remembered, for all states together, before all are forgotten."""
MAX_OF_STATE = 20_000
MAX_STATES = 30_000
"""How many states with namespaces, and shapes of tags, are remembered."""
MAX_KEPT = 150_000
"""How long all expressions may be together that are kept for other processes."""


class Alphabet:
    """All states of :class:`Letters` for one automaton, and how much they remember.

    ``trusted`` says that the document being read is known to be well-formed. ``kept`` are the
    expressions that earlier processes made, by the marks of their states; ``keep`` is called with
    all that are worth keeping when there are new ones.
    """

    def __init__(
        self,
        automaton: Automaton,
        kept: Mapping[bytes, Run] | None = None,
        keep: Callable[[Mapping[bytes, Run]], None] | None = None,
    ) -> None:
        self.automaton = automaton
        self.trusted = False
        self.sample = Sample(experienced=bool(kept))
        self._kept = dict(kept or {}) if HAS_POSSESSIVE_GROUPS else {}
        self._keep = keep
        self._marks = Marks()
        self._letters: dict[tuple[State, Namespaces], Letters] = {}
        self._remembered = 0
        self._shapes = 0
        self._outermost = Namespaces({"xml": XML})

    def letters(self, state: State, namespaces: Namespaces) -> Letters:
        """Return the letters that may come in ``state``."""
        found = self._letters.get((state, namespaces))
        if found is None:
            if len(self._letters) + self._shapes > MAX_STATES:  # a document of many namespaces
                self._letters.clear()
                self._shapes = 0
                self._outermost = Namespaces({"xml": XML})
            found = self._letters[state, namespaces] = Letters(self, state, namespaces)
            if self._kept and (run := self._kept.get(self._mark(found))) is not None:
                self.sample.offer(run, found)
        return found

    def start(self) -> Letters:
        """Return the letters that a document may begin with."""
        return self.letters(self.automaton.start, self._outermost)

    def states(self) -> list[Letters]:
        """Return all states that were met."""
        return list(self._letters.values())

    def look(self) -> None:
        """Take or make expressions for the states that are met most, if it is time to."""
        self.sample.take_offers()
        if self.sample.look(self._letters.values()) and self._keep is not None:
            self._keep(self._worth_keeping())

    def _worth_keeping(self) -> dict[bytes, Run]:
        """Return the expressions for later processes, the most useful ones first."""
        made = {self._mark(one): one.run for one in self.states() if one.run is not None}
        short = ((mark, run) for mark, run in made.items() if len(run.source) <= SHORT)
        self._kept.update((mark, run) for mark, run in short if mark)
        found: dict[bytes, Run] = {}
        length = 0
        for mark, run in sorted(self._kept.items(), key=lambda item: -item[1].worth):
            length += len(run.source)
            if length > MAX_KEPT:
                break
            found[mark] = run
        return found

    def _mark(self, letters: Letters) -> bytes:
        """Return what a state is called in other processes, empty where it has no such name."""
        if letters.watches == DATA:
            return b""
        mark = self._marks.of(letters.state.pattern)
        scope = repr(sorted(letters.namespaces.uris.items()))
        return mark and blake2b(mark + scope.encode(), digest_size=len(mark)).digest()

    def remember(self, letters: Letters, tag: bytes, target: Target) -> None:
        """Keep where ``tag`` leads; when there are too many, forget those of all states."""
        self._remembered += 1
        if self._remembered > MAX_LETTERS:
            self._remembered = 0
            for one in self._letters.values():
                one.clear()
        if len(letters) > MAX_OF_STATE:  # it may not be among those just cleared
            letters.clear()
        letters[tag] = target

    def remember_shape(self, letters: Letters, outline: tuple[bytes, ...], shape: Shape) -> None:
        """Keep where a tag without its values leads."""
        if self._shapes < MAX_STATES:
            self._shapes += 1
            letters.shapes[outline] = shape
