"""Is a document valid: yes or no, as fast as expat's callbacks allow."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.relaxng.automaton import IGNORED, READ, Automaton, Fork, State
from editio.relaxng.datatypes.base import is_space
from editio.relaxng.listening import Listener

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from editio.relaxng.automaton import Opening
    from editio.relaxng.datatypes import Context


def state_inside(opening: Opening, attributes: Mapping[str, str], context: Context) -> State | None:
    """Return the state inside a start tag, ``None`` where its attributes are not allowed."""
    plan = opening.plan(tuple(attributes))
    if plan is None:
        return opening.judge(attributes, context)
    for check, value in zip(plan.checks, attributes.values(), strict=True):
        if check is not None and value not in check.known and not check.accepts(value, context):
            return None
    return plan.content


class Rejected(Exception):  # noqa: N818
    """Raised inside the callbacks at the first mistake."""


class Acceptor(Listener):
    """The automaton at one place of one document, driven by expat."""

    def __init__(self, automaton: Automaton) -> None:
        super().__init__()
        self.parser.buffer_text = True
        self.state: State = automaton.start
        self.stack: list[State | Fork] = []
        self.texts: list[str] = []
        self.fresh = True
        """No element has come since the start tag, so that text may be data."""

    def skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise Rejected  # what the entity stands for is not known, so nor is the verdict

    def start(self, name: str, attributes: dict[str, str]) -> None:
        state = self.state
        if self.texts:
            state = self.before_tag(state)
        step = state.steps.get(name) or state.step(name)
        if step is None:
            raise Rejected
        opening, follows = step
        self.stack.append(follows)
        inside = opening.bare if not attributes else state_inside(opening, attributes, self.context)
        if inside is None:
            raise Rejected
        self.state = inside
        self.fresh = True

    def end(self, name: str) -> None:
        state = self.state
        follows = self.stack.pop()
        if self.texts and state.text_kind != READ:
            state = self.before_tag(state)
        if state.accepting and isinstance(follows, State):
            self.state = follows
        else:
            text = "".join(self.texts) if self.fresh else None
            numbers = state.end(text, self.context)
            if not numbers:
                raise Rejected
            self.state = follows.resume(numbers) if isinstance(follows, Fork) else follows
        self.texts.clear()
        self.fresh = False

    def before_tag(self, state: State) -> State:
        """Take the text that came before a tag."""
        text = "".join(self.texts)
        self.texts.clear()
        if is_space(text) and state.text_kind != READ:
            return state
        after = state.past(text, self.context)
        if after is None:
            raise Rejected
        return after

    def characters(self, text: str) -> None:
        if self.state.text_kind != IGNORED:
            self.texts.append(text)


def accepts(automaton: Automaton, document: Path | str | bytes) -> bool:
    """Return whether ``document`` is well-formed and valid."""
    try:
        Acceptor(automaton).read(document)
    except (expat.ExpatError, Rejected):
        return False
    return True
