"""Is a document valid: yes or no, as fast as expat's callbacks allow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.relaxng.automaton import IGNORED, READ, Automaton, Fork, State
from editio.relaxng.datatypes import NO_CONTEXT, Context
from editio.relaxng.syntax import SEPARATOR, XML

if TYPE_CHECKING:
    from editio.relaxng.automaton import Opening

CHUNK = 1 << 16


class Rejected(Exception):  # noqa: N818
    """Raised inside the callbacks at the first mistake."""


class Acceptor:
    """The automaton at one place of one document, driven by expat."""

    def __init__(self, automaton: Automaton) -> None:
        self.state: State = automaton.start
        self.stack: list[State | Fork] = []
        self.texts: list[str] = []
        self.fresh = True
        """No element has come since the start tag, so that text may be data."""
        self.scopes: list[dict[str, str]] = [{"xml": XML}]
        self.entities: set[str] = set()
        self.finished = False

    def parser(self) -> expat.XMLParserType:
        """Return a parser that reports to this."""
        parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartNamespaceDeclHandler = self.open_scope
        parser.EndNamespaceDeclHandler = self.close_scope
        parser.UnparsedEntityDeclHandler = self.entity
        return parser

    def open_scope(self, prefix: str | None, uri: str | None) -> None:
        scope = dict(self.scopes[-1])
        if uri:
            scope[prefix or ""] = uri
        else:
            scope.pop(prefix or "", None)
        self.scopes.append(scope)

    def close_scope(self, prefix: str | None) -> None:
        self.scopes.pop()

    def entity(self, name: str, *_: str | None) -> None:
        self.entities.add(name)

    @property
    def context(self) -> Context:
        return Context(self.scopes[-1], frozenset(self.entities))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        state = self.state
        if self.texts:
            state = self.before_tag(state)
        step = state.steps.get(name) or state.step(name)
        if step is None:
            raise Rejected
        opening, follows = step
        self.stack.append(follows)
        inside = self.inside(opening, attributes) if attributes else opening.bare
        if inside is None:
            raise Rejected
        self.state = inside
        self.fresh = True

    def inside(self, opening: Opening, attributes: dict[str, str]) -> State | None:
        plan = opening.plan(tuple(attributes))
        if plan is None:
            return opening.judge(attributes, self.context)
        for check, value in zip(plan.checks, attributes.values(), strict=True):
            if check is None or value in check.known:
                continue
            if not check.accepts(value, self.context if check.needs_context else NO_CONTEXT):
                return None
        return plan.content

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
        if text.isspace() and state.text_kind != READ:
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
    parser = Acceptor(automaton).parser()
    try:
        if isinstance(document, bytes):
            parser.Parse(document, True)
        else:
            with Path(document).open("rb") as stream:
                parser.ParseFile(stream)
    except (expat.ExpatError, Rejected):
        return False
    return True
