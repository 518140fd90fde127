"""Is a document valid: yes or no, faster than expat's callbacks allow.

A callback costs more than all the work of a parser between two of them. So expat reads the document
with no callbacks at all, which settles that it is well-formed, and the automaton is walked with raw
tags: the bytes between ``<`` and ``>`` are its letters. A letter that led from one state to another
once does so always, attributes included, so that only tags met for the first time are looked at.

What a tag means depends on the namespaces in scope: a state here is a state of the automaton
together with these. Documents with a DOCTYPE (entities, default attributes) or in another encoding
than UTF-8 are left to :mod:`editio.relaxng.accept`; the verdict is the same on both ways.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat

from editio.relaxng.accept import Rejected, state_inside
from editio.relaxng.automaton import IGNORED, READ, Fork, State
from editio.relaxng.datatypes import Context
from editio.relaxng.syntax import SEPARATOR, XML, XMLNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from editio.relaxng.automaton import Automaton, ValueCheck

WINDOW = 1 << 16
"""How many bytes are cut into tags at a time."""
MAX_PENDING = 1 << 20
"""A document with a text or comment longer than this is read by expat alone."""
MAX_LETTERS = 60_000
"""How many letters are remembered, for all states together, before all are forgotten."""
MAX_OF_STATE = 20_000
MAX_STATES = 30_000
"""How many states with namespaces, and shapes of tags, are remembered."""

_ASIDE = re.compile(rb"<(?:!--.*?-->|\?.*?\?>|!\[CDATA\[(.*?)\]\]>|([!?]))", re.DOTALL)
_COLON_IN_TARGET = re.compile(rb"<\?[^\s?]*:")
_TAG = re.compile(rb"""<((?:[^<>"']|"[^"]*"|'[^']*')*)>([^<]*)""")
_NAME = re.compile(r"[^\s/]+")
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:#([0-9]+)|#x([0-9a-fA-F]+)|(\w+));")
_PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_NCNAME_START = re.compile(r"[^\W\d]")
_PLAIN_ID = re.compile(rb"[A-Za-z_][A-Za-z0-9_.-]*")
_RESERVED = {"xml", "xmlns", XML, XMLNS, f"{XMLNS}/"}
_ID = b' xml:id="'
_ANY_TEXT, _SPACE, _DATA = range(3)


class CannotTellError(Exception):
    """The document must be read the other way."""


class Namespaces:
    """The namespaces in scope: ``uris`` by prefix; names and further scopes found in it."""

    __slots__ = ("context", "inner", "keys", "uris")

    def __init__(self, uris: dict[str, str]) -> None:
        self.uris = uris
        self.context = Context(uris)
        self.keys: dict[str, str] = {}
        self.inner: dict[tuple[tuple[str, str], ...], Namespaces] = {}

    def within(self, declared: tuple[tuple[str, str], ...]) -> Namespaces:
        """Return the scope inside an element that declares these prefixes."""
        found = self.inner.get(declared)
        if found is None:
            if len(self.inner) > MAX_OF_STATE:
                self.inner.clear()
            uris = {p: u for p, u in {**self.uris, **dict(declared)}.items() if u}
            found = self.inner[declared] = Namespaces(uris)
        return found

    def key(self, qname: str, *, attribute: bool) -> str:
        """Return a name as expat would write it."""
        prefix, colon, local = qname.rpartition(":")
        if not colon:
            uri = "" if attribute else self.uris.get("", "")
        elif prefix and prefix in self.uris and ":" not in prefix and _NCNAME_START.match(local):
            uri = self.uris[prefix]
        else:
            raise CannotTellError  # expat says what is wrong with such a name
        return f"{uri}{SEPARATOR}{local}" if uri else local


class Letters(dict[bytes, "Target"]):
    """A state and the namespaces in scope; maps a raw tag to what it leads to.

    A start tag leads to a pair (inside, after); an empty one to what is after it; an end tag to
    ``None``, since what is after it lies on the stack, or to the numbers of the ways that end.
    ``watches`` says what text does here; ``data`` is the text of an element that holds data.
    """

    __slots__ = ("alphabet", "data", "namespaces", "reading", "shapes", "state", "watches")

    def __init__(self, alphabet: Alphabet, state: State, namespaces: Namespaces) -> None:
        super().__init__()
        self.alphabet = alphabet
        self.state = state
        self.namespaces = namespaces
        kind = state.text_kind
        self.watches = _DATA if kind == READ else _ANY_TEXT if kind == IGNORED else _SPACE
        self.data = ""
        self.reading: Letters | None = None
        self.shapes: dict[tuple[bytes, ...], Shape] = {}

    def __missing__(self, tag: bytes) -> Target:
        # an id never comes again, the tag without it does
        head, mark, rest = tag.partition(_ID)
        if mark:
            value, _, tail = rest.partition(b'"')
            without = head + mark + tail
            if without in self and _PLAIN_ID.fullmatch(value):
                return self[without]
        elif tag.startswith(b"/"):
            found: Target = None if self.state.accepting else self._ends()
            self.alphabet.remember(self, tag, found)
            return found
        else:
            return self._judge(tag).target
        shape = self._judge(tag)
        if shape.has_id and b"'" not in tag:  # else the mark may stand in another value
            self.alphabet.remember(self, without, shape.target)
        return shape.target

    def _judge(self, tag: bytes) -> Shape:
        """Follow a tag that was not met before, though perhaps one like it with other values."""
        parts = tag.split(b'"')
        outline = tuple(parts[::2])
        shape = self.shapes.get(outline)
        if shape is None:
            shape = self._enter(tag.decode())
            if shape.checks is not None and b"'" not in tag and b"xmlns" not in tag:
                self.alphabet.remember_shape(self, outline, shape)
        elif not shape.accepts(parts[1::2], self):
            raise Rejected
        if not shape.has_id:
            self.alphabet.remember(self, tag, shape.target)
        return shape

    @property
    def context(self) -> Context:
        return self.namespaces.context

    def _ends(self) -> frozenset[int]:
        text = self.data if self.state.text_kind == READ else None
        numbers = self.state.end(text, self.context)
        if not numbers:
            raise Rejected
        return numbers

    def _enter(self, tag: str) -> Shape:
        """Follow a start tag or an empty one that was never met here. Raises :class:`Rejected`."""
        state: State | None = self.state
        if self.data:
            state = self.state.past(self.data, self.context)
        match = _NAME.match(tag)
        if state is None or match is None:
            raise Rejected
        namespaces, attributes = self._attributes(tag)
        step = state.step(namespaces.key(match[0], attribute=False))
        if step is None:
            raise Rejected
        opening, follows = step
        inside = state_inside(opening, attributes, namespaces.context)
        if inside is None:
            raise Rejected
        plan = opening.plan(tuple(attributes))
        checks = None if plan is None else plan.checks
        return Shape(self._target(tag, inside, namespaces, follows), checks)

    def _target(
        self, tag: str, inside: State, namespaces: Namespaces, follows: State | Fork
    ) -> Target:
        entered = self.alphabet.letters(inside, namespaces)
        after = self._following(follows)
        if not tag.endswith("/"):
            return entered, after
        end = entered[b"/"]
        return after.resume(end) if isinstance(after, Crossing) else after

    def _following(self, follows: State | Fork) -> Letters | Crossing:
        if isinstance(follows, Fork):
            return Crossing(follows, self)
        return self.alphabet.letters(follows, self.namespaces)

    def _attributes(self, tag: str) -> tuple[Namespaces, dict[str, str]]:
        """Return the namespaces inside the element, and its other attributes."""
        if "=" not in tag:
            return self.namespaces, {}
        pairs = [(name, _value(a or b)) for name, a, b in _ATTRIBUTE.findall(tag)]
        declared = [(n[6:], v) for n, v in pairs if n == "xmlns" or n.startswith("xmlns:")]
        namespaces = self.namespaces.within(tuple(declared)) if declared else self.namespaces
        if declared:
            if any(p in _RESERVED or u in _RESERVED or (p and not u) for p, u in declared):
                raise CannotTellError
            pairs = [(n, v) for n, v in pairs if n != "xmlns" and not n.startswith("xmlns:")]
        attributes = {namespaces.key(n, attribute=True): v for n, v in pairs}
        if len(attributes) < len(pairs):
            raise CannotTellError  # two prefixes for one namespace
        return namespaces, attributes

    def after_text(self, raw: bytes) -> Letters:
        """Return what follows text that matters. Raises :class:`Rejected`."""
        if self.watches == _DATA:
            return self._with_data(unescaped(raw.decode()))
        state = self.state.past(unescaped(raw.decode()), self.context)
        if state is None:
            raise Rejected
        return self.alphabet.letters(state, self.namespaces)

    def _with_data(self, text: str) -> Letters:
        """Return a state that knows the text of the element: one that is used again and again."""
        if self.reading is None:
            self.reading = Reading(self.alphabet, self.state, self.namespaces)
        self.reading.data = text
        return self.reading


class Reading(Letters):
    """The state of an element after its data: where a tag leads depends on these."""

    __slots__ = ()

    def __missing__(self, tag: bytes) -> Target:
        return self._ends() if tag.startswith(b"/") else self._enter(tag.decode()).target


class Shape:
    """A tag without the values of its attributes: where it leads, and the checks of the values.

    ``checks`` is ``None`` where it depends on the values where it leads. Tags with an id never
    come again and are not worth remembering.
    """

    __slots__ = ("checks", "has_id", "target")

    def __init__(self, target: Target, checks: tuple[ValueCheck | None, ...] | None) -> None:
        self.target = target
        self.checks = checks
        self.has_id = any(check is not None and check.unique for check in checks or ())

    def accepts(self, values: list[bytes], letters: Letters) -> bool:
        """Return whether raw values, in the order of the attributes, are allowed."""
        assert self.checks is not None
        for check, raw in zip(self.checks, values, strict=False):  # after the last value comes "/"
            if check is not None and raw not in check.known_raw:
                if check.unique and _PLAIN_ID.fullmatch(raw):
                    continue
                if not check.accepts(_value(raw.decode()), letters.context):
                    return False
                check.remember_raw(raw)
        return True


class Crossing:
    """What follows an element that can be taken in several ways."""

    __slots__ = ("fork", "outside")

    def __init__(self, fork: Fork, outside: Letters) -> None:
        self.fork = fork
        self.outside = outside

    def resume(self, numbers: Target) -> Letters:
        """Return the state after the element, ``numbers`` being the ways that held."""
        assert isinstance(numbers, frozenset)
        outside = self.outside
        return outside.alphabet.letters(self.fork.resume(numbers), outside.namespaces)


Target: TypeAlias = "tuple[Letters, Letters | Crossing] | Letters | frozenset[int] | None"


class Alphabet:
    """All states of :class:`Letters` for one automaton, and how much they remember."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
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
        return found

    def start(self) -> Letters:
        """Return the letters that a document may begin with."""
        return self.letters(self.automaton.start, self._outermost)

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


def accepts_fast(alphabet: Alphabet, chunks: Iterable[bytes]) -> bool:
    """Return whether the document in ``chunks`` is well-formed and valid.

    Raises :class:`CannotTellError` where only the way through expat's callbacks can tell.
    """
    here = alphabet.start()
    stack: list[Letters | Crossing] = []
    try:
        for tags, texts in _windows(chunks):
            here = _walk(here, stack, tags, texts)
    except (Rejected, expat.ExpatError):
        return False
    return True


def _walk(
    here: Letters, stack: list[Letters | Crossing], tags: list[bytes], texts: list[bytes]
) -> Letters:
    """Follow the tags of one window; this loop is what the speed depends on."""
    push, pop = stack.append, stack.pop
    for tag, text in zip(tags, texts, strict=True):
        target = here[tag]
        if target is None:
            here = pop()  # type: ignore[assignment]
        elif target.__class__ is tuple:
            here, after = target
            push(after)
        elif target.__class__ is frozenset:
            follows = pop()
            here = follows.resume(target) if isinstance(follows, Crossing) else follows
        else:
            here = target  # type: ignore[assignment]
        if here.watches and text and (here.watches == _DATA or not text.isspace()):
            here = here.after_text(text)
    return here


def _windows(chunks: Iterable[bytes]) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """Yield the tags of the document and the text after each, a window at a time."""
    parser = expat.ParserCreate("utf-8")  # namespaces are looked at where a tag is new
    pending = b""
    for number, chunk in enumerate(chunks):
        if number == 0:
            _check_start(chunk)
            chunk = chunk.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901
        parser.Parse(chunk)
        window, end = _without_asides(pending + chunk)
        cut = _last_whole_tag(window, end)
        pending = window[cut:]
        if len(pending) > MAX_PENDING:
            raise CannotTellError
        if cut > 0:
            yield _cut(window[:cut])
    parser.Parse(b"", True)
    if pending:
        yield _cut(pending)


def _check_start(chunk: bytes) -> None:
    if chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise CannotTellError
    declared = _ENCODING.match(chunk.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise CannotTellError


def _without_asides(window: bytes) -> tuple[bytes, int]:
    """Take comments and instructions out of the window, and turn CDATA sections into plain text.

    Returns also where an aside begins that is not whole yet (the length of the window, if none).
    """
    opened: list[int] = []

    def replaced(match: re.Match[bytes]) -> bytes:
        if match[2]:
            opened.append(match.start())
            return match[0]
        if _COLON_IN_TARGET.match(match[0]):
            raise CannotTellError  # expat refuses it where it knows of namespaces
        return _escaped(match[1]) if match[1] else b""

    found = _ASIDE.sub(replaced, window)
    if not opened:
        return found, len(found)
    if window.startswith(b"<!D", opened[0]):
        raise CannotTellError
    # what stands in an open aside must stay as it is
    found = _ASIDE.sub(replaced, window[: opened[0]])
    return found + window[opened[0] :], len(found)


def _escaped(cdata: bytes) -> bytes:
    return cdata.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _last_whole_tag(window: bytes, end: int) -> int:
    """Return where the last tag before ``end`` begins that is sure to be whole (0 if none is).

    What is cut off begins with a tag, so that a text is never parted from the comment inside it.
    """
    last = window.rfind(b"<", 0, end)
    return max(window.rfind(b"<", 0, max(last, 0)), 0)


def _cut(window: bytes) -> tuple[list[bytes], list[bytes]]:
    if b"\r" in window:
        window = window.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if window.count(b"<") == window.count(b">"):
        parts = window.replace(b">", b"<").split(b"<")
        return parts[1::2], parts[2::2]
    pairs = _TAG.findall(window)  # a “>” stands in a text or in an attribute
    return [tag for tag, _ in pairs], [text for _, text in pairs]


def unescaped(text: str) -> str:
    """Return ``text`` with references to characters replaced."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _PREDEFINED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def _value(raw: str) -> str:
    """Return the value of an attribute as XML normalises it."""
    for space in "\t\n":
        if space in raw:
            raw = raw.replace(space, " ")
    return unescaped(raw)
