"""Diagnosing a document without looking closely at what is valid in it.

The fast walk (:mod:`editio.relaxng.fast`) goes on until it meets a mistake. Then the elements that
it has gone through are counted, since messages and paths speak of them, and the diagnosis takes the
one tag that is wrong; after it the walk goes on in the element that is open. Findings are those of
:mod:`editio.relaxng.reading`, which reads what is unusual: documents with a DOCTYPE, in another
encoding than UTF-8, very large, or not well-formed.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from xml.parsers import expat

from editio.relaxng.accept import Rejected
from editio.relaxng.diagnose import Diagnosis, Frame, add_counts
from editio.relaxng.fast import NO_END, Walk
from editio.relaxng.letters import Crossing
from editio.relaxng.messages import Place
from editio.relaxng.nameclasses import SEPARATOR
from editio.relaxng.reading import new_tag
from editio.relaxng.tags import (
    HAS_POSSESSIVE_GROUPS,
    LONG_TAG,
    NAME,
    CannotTellError,
    after_declaration,
    end_of_aside,
    text_of,
)

if TYPE_CHECKING:
    from editio.findings import Finding
    from editio.relaxng.alphabet import Alphabet
    from editio.relaxng.automaton import State
    from editio.relaxng.namespaces import Namespaces
    from editio.relaxng.vocabulary import Vocabulary

MAX_SIZE = 1 << 26
"""Larger documents are not held in memory as a whole."""

_DOCTYPE = re.compile(rb"(?:[^<]|<!--.*?-->|<\?.*?\?>)*+<!DOCTYPE", re.DOTALL)
_TAGS = re.compile(
    rb"""<(?:!--.*?-->|\?.*?\?>|!\[CDATA\[.*?\]\]>|(/)[^>]*+>
    |([^\s/>!?]++)((?:[^>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+)(?:(/>|>[^<]*+</\2\s*+>)|>))""",
    re.DOTALL | re.VERBOSE,
)
"""An end tag, or a start tag, with the end tag too where no tag comes between them."""
_REFERENCE = re.compile(rb"(&[^;]*;)")
_CDATA = b"<![CDATA["
_NOWHERE = Place(0, 0)
_Open: TypeAlias = "tuple[str, int, dict[str, int], Namespaces]"
"""An open element: its name, its number among its like, and counts and scope outside of it."""


def diagnose_skipping(
    alphabet: Alphabet, vocabulary: Vocabulary, document: Path | str | bytes
) -> list[Finding]:
    """Return every mistake of ``document`` in the order of the document.

    Raises :class:`CannotTellError` where it must be read in the ordinary way.
    """
    if not isinstance(document, bytes) and Path(document).stat().st_size > MAX_SIZE:
        raise CannotTellError
    data = document if isinstance(document, bytes) else Path(document).read_bytes()
    _check(data)
    diagnosis = Diagnosis(alphabet.automaton, vocabulary)
    file = "" if isinstance(document, bytes) else str(document)
    _Reader(alphabet, diagnosis, data, file).read()
    return diagnosis.finish()


def _check(data: bytes) -> None:
    """Raise :class:`CannotTellError` unless the document is well-formed and of the usual kind."""
    if not HAS_POSSESSIVE_GROUPS:
        raise CannotTellError
    after_declaration(data)
    if len(data) > MAX_SIZE or data.startswith(b"\xef\xbb\xbf") or _DOCTYPE.match(data):
        raise CannotTellError
    try:
        expat.ParserCreate(namespace_separator=SEPARATOR).Parse(data, True)
    except expat.ExpatError:
        raise CannotTellError from None


class _Reader:
    """Feeds a diagnosis with what is wrong in one document."""

    def __init__(self, alphabet: Alphabet, diagnosis: Diagnosis, data: bytes, file: str) -> None:
        self.alphabet = alphabet
        self.diagnosis = diagnosis
        self.data = data
        self.file = file
        self.scopes: list[Namespaces] = [alphabet.start().namespaces]
        self.lines = data
        if b"\r" in data:  # each line must end with one character that is looked for
            self.lines = data.replace(b"\r\n", b" \n").replace(b"\r", b"\n")
        self.known_line = 0, 1

    def read(self) -> None:
        """Read the whole document. Raises :class:`CannotTellError`."""
        at = len(self.data) - len(after_declaration(self.data))
        while at < len(self.data):
            frame = self.diagnosis.frames[-1]
            if frame.state is not None and not self.diagnosis.renamed:
                at = self.skip(frame, frame.state, at)
            at = self.step(at)

    # -- what is valid -------------------------------------------------------------------------

    def skip(self, frame: Frame, state: State, at: int) -> int:
        """Walk on inside ``frame`` as long as all is valid; return where it is no more."""
        walk = Walk(self.alphabet, trusted=True)
        walk.here = self.alphabet.letters(state, self.scopes[-1])
        walk.stack = [(walk.here, walk.here, NO_END, None)]
        try:
            return walk.follow(self.data, at, len(self.data))  # nothing more is wrong
        except (Rejected, CannotTellError):
            end = walk.at
        opened = self.count(frame, at, end)
        entries = walk.stack[1:]
        if len(opened) != len(entries):
            raise CannotTellError
        for inner, (_, follows, _, opening) in zip(opened, entries, strict=True):
            inner.follows = follows.fork if isinstance(follows, Crossing) else follows.state
            inner.opening = opening
        self.diagnosis.frames += opened
        for one in opened or [frame]:  # those around the innermost wait for what is after it
            one.state = walk.here.state
        return end

    def count(self, frame: Frame, at: int, end: int) -> list[Frame]:
        """Count the elements between two places; return a frame for each that is left open."""
        seen, used = self.diagnosis.seen, self.diagnosis.used
        opened: list[_Open] = []
        scope = self.scopes[-1]
        counts, last = frame.counts, frame.last
        for closing, name, rest, whole in _TAGS.findall(self.data, at, end):
            if name:
                inner = scope
                if rest and b"xmlns" in rest:
                    inner = scope.inside(f"{name.decode()}{rest.decode()}")[0]
                key = inner.elements.get(name) or inner.element(name)
                counts[key] = number = counts.get(key, 0) + 1
                if whole:
                    last = key
                else:
                    opened.append((key, number, counts, scope))
                    counts, last, scope = {}, "", inner
            elif closing:
                last, _, outer, scope = opened.pop()
                if counts:
                    add_counts(seen.setdefault(last, {}), counts)
                    add_counts(used, counts)
                counts = outer
        self.scopes += [outside for *_, outside in opened[1:]]
        if opened:
            self.scopes.append(scope)
        return self.frames(frame, opened, counts, last)

    def frames(
        self, frame: Frame, opened: list[_Open], counts: dict[str, int], last: str
    ) -> list[Frame]:
        """Return frames for open elements inside ``frame``, with what they hold so far."""
        found: list[Frame] = []
        above = frame
        for key, number, outer, _ in opened:
            above.counts, above.last = outer, key
            above = Frame(key, _NOWHERE, None, above, number)
            found.append(above)
        above.counts, above.last = counts, last
        above.fresh = above.fresh and not last
        return found

    # -- what is not ---------------------------------------------------------------------------

    def step(self, at: int) -> int:
        """Give the diagnosis one tag with the text before it; return where the tag ends."""
        data = self.data
        while True:
            start = data.find(b"<", at)
            self.text(at, start if start >= 0 else len(data))
            if start < 0:
                return len(data)
            if data.startswith(_CDATA, start):
                at = data.find(b"]]>", start) + 3
                self.piece(data[start + len(_CDATA) : at - 3].decode(), start + len(_CDATA))
            elif data.startswith((b"<!", b"<?"), start):
                at = end_of_aside(data, start)
            elif data.startswith(b"</", start):
                self.diagnosis.end(partial(self.place, start), self.scopes.pop().context)
                return data.find(b">", start) + 1
            else:
                return self.start(start)

    def text(self, at: int, end: int) -> None:
        """Take the text between two places, in pieces as references part it."""
        if b"&" not in self.data[at:end]:
            self.piece(text_of(self.data[at:end].decode()), at)
            return
        for piece in _REFERENCE.split(self.data[at:end]):
            self.piece(text_of(piece.decode()), at)
            at += len(piece)

    def piece(self, text: str, at: int) -> None:
        """Take a piece of text that begins at a place."""
        if text:
            self.diagnosis.text(text, partial(self.place, at))

    def start(self, at: int) -> int:
        """Take a start tag or an empty one; return where it ends."""
        match = LONG_TAG.match(self.data, at)
        name = NAME.match(match[1].decode()) if match is not None else None
        if match is None or name is None:
            raise CannotTellError
        raw = match[0].decode()
        scope, attributes = self.scopes[-1].inside(raw[1:-1])
        key = scope.key(name[0], attribute=False)
        self.diagnosis.start(new_tag(key, attributes, self.place(at), scope.context, lambda: raw))
        if raw.endswith("/>"):
            self.diagnosis.end(partial(self.place, match.end()), scope.context)
        else:
            self.scopes.append(scope)
        return match.end()

    def place(self, at: int) -> Place:
        """Return line and column of a place in the document."""
        known, line = self.known_line
        if at < known:
            known, line = 0, 1
        line += self.lines.count(b"\n", known, at)
        self.known_line = at, line
        before = self.data[self.lines.rfind(b"\n", 0, at) + 1 : at]
        return Place(line, len(before.decode()) + 1, self.file)
