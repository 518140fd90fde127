"""Every mistake of a document, once: the automaton with recovery.

After a mistake the validator goes on as if it had been mended in the most likely way. A misspelt
element counts as the one that was meant; a missing one as if it were there; an element in a wrong
place is checked against its own definition while its parent waits as before; attributes are judged
one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editio.relaxng.accept import state_inside
from editio.relaxng.attributes import judge_attributes
from editio.relaxng.automaton import IGNORED, READ, Fork, State
from editio.relaxng.datatypes.base import SPACE, is_space
from editio.relaxng.messages import Messages, Place, Situation
from editio.relaxng.nameclasses import split_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from editio.findings import Finding
    from editio.relaxng.automaton import Automaton, Opening
    from editio.relaxng.datatypes import Context
    from editio.relaxng.vocabulary import Vocabulary

MAX_FINDINGS = 10_000
MAX_STEPS = 200
HERE, REQUIRED = 10**4, 10**9
"""How much more it says of what comes next that an element was met in such a parent, is required,
than that it was met in the document."""


@dataclass(slots=True)
class Tag:
    """A start tag: names as expat writes them, and ways to find out where things stand.

    ``origin`` is its place without a path; ``frame`` is set when the element is opened.
    """

    key: str
    attributes: Mapping[str, str]
    origin: Place
    place_of: Callable[[str], Place]
    context: Context
    frame: Frame | None = None

    @property
    def place(self) -> Place:
        """Where the tag stands, with the path to it."""
        return self.origin if self.frame is None else self.frame.at(self.origin)


@dataclass(slots=True)
class Jump:
    """An element ``early`` that came before others: it was taken as if these had been there.

    ``behind`` is the state that waits for them, should they come late; ``finding`` is the number
    of the finding that says they are missing.
    """

    behind: State
    early: str
    missing: frozenset[str]
    finding: int
    reported: bool = False


@dataclass(slots=True)
class Frame:
    """An open element. ``state`` is ``None`` where its content is not known to the schema."""

    key: str
    place: Place
    state: State | None
    above: Frame | None = None
    number: int = 0
    follows: State | Fork | None = None
    opening: Opening | None = None
    last: str = ""
    fresh: bool = True
    texts: list[str] = field(default_factory=list)
    text_place: Place | None = None
    text_reported: bool = False
    jump: Jump | None = None
    stands_in: State | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path from the root; "" in a bottomless document, where it would be as long."""
        steps: list[str] = []
        frame: Frame | None = self
        while frame is not None and frame.above is not None:
            steps.append(f"/{split_key(frame.key)[1]}[{frame.number}]")
            frame = frame.above
            if len(steps) > MAX_STEPS:
                return ""
        return "".join(reversed(steps))

    def at(self, place: Place) -> Place:
        """Return ``place`` with the path to this element."""
        return replace(place, path=self.path)


class Diagnosis:
    """The findings of one document, fed with its events."""

    def __init__(self, automaton: Automaton, vocabulary: Vocabulary) -> None:
        self.automaton = automaton
        self.vocabulary = vocabulary
        self.say = Messages(vocabulary)
        self.findings: list[Finding | None] = []
        self.frames = [Frame("", Place(0, 0), automaton.start)]
        self.renamed: dict[str, str] = {}
        self.seen: dict[str, dict[str, int]] = {}
        self.used: dict[str, int] = {}

    # -- events --------------------------------------------------------------------------------

    def start(self, tag: Tag) -> None:
        """Take a start tag."""
        parent = self.frames[-1]
        if parent.texts:
            self._settle_text(parent, tag.context)
        key = self._translated(tag.key) if self.renamed else tag.key
        number = parent.counts[key] = parent.counts.get(key, 0) + 1
        frame = tag.frame = Frame(key, tag.origin, None, parent, number)
        step = parent.state.step(key) if parent.state is not None else None
        frame.opening, frame.follows = step or self._misfit(parent, key, tag)
        if frame.opening is not None:
            frame.state = self._inside(frame.opening, key, tag)
        parent.last = key
        self.frames.append(frame)

    def _inside(self, opening: Opening, key: str, tag: Tag) -> State:
        if not tag.attributes:
            state = opening.bare
        else:
            state = state_inside(opening, tag.attributes, tag.context)
        return judge_attributes(self, opening, key, tag) if state is None else state

    def text(self, text: str, place: Callable[[], Place]) -> None:
        """Take a piece of text; ``place`` tells where its first character stands."""
        frame = self.frames[-1]
        if frame.state is None or frame.state.text_kind == IGNORED:
            return
        if frame.text_place is None and not is_space(text):
            frame.text_place = _first_letter(text, place())
        frame.texts.append(text)

    def end(self, place: Callable[[], Place], context: Context) -> None:
        """Take an end tag; ``place`` tells where it stands."""
        frame = self.frames.pop()
        parent = self.frames[-1]
        if frame.counts:
            add_counts(self.seen.setdefault(frame.key, {}), frame.counts)
            add_counts(self.used, frame.counts)
        numbers: frozenset[int] = frozenset()
        if frame.state is not None:
            numbers = self._complete(frame, place, context)
        follows = frame.follows
        if isinstance(follows, Fork):
            follows = follows.resume(numbers) if numbers else follows.all_ways()
        if follows is not None:
            parent.state = follows
        parent.fresh = False

    def settle(self, context: Context) -> None:
        """Judge the text that has come since the last tag."""
        self._settle_text(self.frames[-1], context)

    def opening(self, frame: Frame, key: str) -> Opening | None:
        """Return the start tag that ``key`` would be in ``frame``, or is elsewhere."""
        step = frame.state.step(key) if frame.state is not None else None
        return step[0] if step is not None else self._definition(key)

    def finish(self) -> list[Finding]:
        """Return what was found, in the order of the document."""
        found = [finding for finding in self.findings if finding is not None]
        return sorted(found, key=lambda finding: (finding.file, finding.line, finding.column))

    def report(self, finding: Finding) -> None:
        """Add a finding, up to a number that nobody reads."""
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(finding)

    # -- text ----------------------------------------------------------------------------------

    def _settle_text(self, frame: Frame, context: Context) -> None:
        """Judge the text before a tag."""
        if not frame.texts:
            return
        text, place = "".join(frame.texts), frame.text_place
        frame.texts.clear()
        frame.text_place = None
        if frame.state is None or place is None:
            return
        after = frame.state.past(text, context)
        if after is not None:
            frame.state = after
        elif not frame.text_reported:
            frame.text_reported = True
            where = self._situation(frame, frame.state)
            self.report(self.say.text_not_allowed(frame.at(place), text, where))

    def _complete(
        self, frame: Frame, place: Callable[[], Place], context: Context
    ) -> frozenset[int]:
        """Judge whether an element may end; return which of its ways do."""
        state = frame.state
        assert state is not None
        if state.text_kind == READ and frame.fresh:
            text = "".join(frame.texts)
            numbers = state.end(text, context)
            if not numbers:
                self._wrong_content(frame, state, text, place())
            return numbers
        self._settle_text(frame, context)
        state = frame.state
        assert state is not None
        numbers = state.end(None, context)
        if not numbers:
            missing = self.vocabulary.missing(state.pattern)
            if frame.stands_in is not state or len(missing) != 1:
                self.report(self.say.incomplete(frame.at(place()), frame.key, missing))
        return numbers

    def _wrong_content(self, frame: Frame, state: State, text: str, place: Place) -> None:
        expected = self.vocabulary.expected(state.pattern)
        at = frame.text_place or place
        if is_space(text) and expected.elements:
            missing = self.vocabulary.missing(state.pattern)
            self.report(self.say.incomplete(frame.at(place), frame.key, missing))
        else:
            self.report(self.say.wrong_content(frame.at(at), text, frame.key, expected.values))

    # -- elements ------------------------------------------------------------------------------

    def _translated(self, key: str) -> str:
        """Return the name that is meant where a namespace was found to be wrong."""
        if key in self.vocabulary.definitions:
            return key
        uri, local = split_key(key)
        right = self.renamed.get(uri)
        return key if right is None else f"{right}\f{local}" if right else local

    def _definition(self, key: str) -> Opening | None:
        """Return the element of that name, wherever the schema has it."""
        elements = self.vocabulary.definitions.get(key)
        if not elements:
            return None
        make = self.automaton.make
        return self.automaton.opening(make.choice([element.content for element in elements]))

    def _misfit(
        self, parent: Frame, key: str, tag: Tag
    ) -> tuple[Opening | None, State | Fork | None]:
        """Report an element that may not stand here, and say how to go on."""
        state = parent.state
        if state is None:
            return self._definition(key), None
        if key not in self.vocabulary.definitions:
            return self._unknown(parent, state, key, tag)
        late = self._late(parent, key, tag)
        if late is not None:
            return late, None
        skip = self.vocabulary.gap(state, key)
        if skip is not None:
            missing, step = skip
            if parent.stands_in is not state:
                names = frozenset().union(*missing)
                parent.jump = Jump(state, key, names, len(self.findings))
                self.report(self.say.missing_before(tag.place, missing, key, parent.key))
            return step
        self._misplaced(parent, state, key, tag)
        return self._definition(key), None

    def _late(self, parent: Frame, key: str, tag: Tag) -> Opening | None:
        """Take an element that was missed before, and comes now: a mistake of order."""
        jump = parent.jump
        step = jump.behind.step(key) if jump is not None else None
        if jump is None or step is None:
            return None
        jump.behind = step[1].all_ways()
        if key in jump.missing and not jump.reported:
            self.findings[jump.finding : jump.finding + 1] = [None]
        if not jump.reported:
            jump.reported = True
            self.report(self.say.wrong_order(tag.place, key, jump.early, parent.key))
        return step[0]

    def _situation(self, frame: Frame, state: State, after: str = "") -> Situation:
        expected = self.vocabulary.expected(state.pattern)
        likely = dict(self.used)
        for counts in (self.seen.get(frame.key, {}), frame.counts):
            add_counts(likely, counts, HERE)
        for names in self.vocabulary.missing(state.pattern)[:1]:
            add_counts(likely, dict.fromkeys(names, 1), REQUIRED)
        return Situation(frame.key, after, likely, expected)

    def _misplaced(self, parent: Frame, state: State, key: str, tag: Tag) -> None:
        content = parent.opening.pattern if parent.opening else None
        elsewhere = content is not None and key in self.vocabulary.inside(content)
        if not state.pattern.nullable:
            parent.stands_in = state
        where = self._situation(parent, state, parent.last if elsewhere else "")
        self.report(self.say.misplaced_element(tag.place, key, where))

    def _unknown(
        self, parent: Frame, state: State, key: str, tag: Tag
    ) -> tuple[Opening | None, State | Fork | None]:
        uri, local = split_key(key)
        right = self.vocabulary.namesake(local, state.pattern)
        if right is not None:
            self.renamed[uri] = split_key(right)[0]
            self.report(self.say.wrong_namespace(tag.place, key, right))
            return state.step(right) or (self._definition(right), None)
        guess = self.vocabulary.guess(key, state.pattern)
        self.report(self.say.unknown_element(tag.place, key, parent.key, guess))
        if not state.pattern.nullable:
            parent.stands_in = state
        if guess is None:
            return None, None
        return state.step(guess) or (self._definition(guess), None)


def _first_letter(text: str, place: Place) -> Place:
    """Return where the first character that is not white space stands in ``text``."""
    before = text[: len(text) - len(text.lstrip(SPACE))]
    newlines = before.count("\n")
    if not newlines:
        return replace(place, column=place.column + len(before))
    return replace(place, line=place.line + newlines, column=len(before) - before.rfind("\n"))


def add_counts(total: dict[str, int], more: Mapping[str, int], weight: int = 1) -> None:
    """Add numbers to those of the same keys."""
    for key, number in more.items():
        total[key] = total.get(key, 0) + number * weight
