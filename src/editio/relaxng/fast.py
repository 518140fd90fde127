"""Is a document valid: yes or no, faster than expat's callbacks allow.

A callback costs more than all the work of a parser between two of them. So no parser is called:
the automaton is walked with raw tags (:mod:`editio.relaxng.letters`), and what tags do not show of
well-formedness is looked for in whole windows of the document. Where many elements follow each
other that lead back to the same state, one regular expression takes them all
(:mod:`editio.relaxng.runs`).

Whatever is unusual is left to others. First expat checks that the document is well-formed, with no
callbacks at all, and comments, instructions and CDATA sections are taken out before the walk.
Documents with a DOCTYPE (entities, default attributes) or in another encoding than UTF-8 are read
by :mod:`editio.relaxng.accept`. The verdict is the same on all ways.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.relaxng.accept import Rejected
from editio.relaxng.letters import DATA, ODD, Crossing, Letters, Odd
from editio.relaxng.sample import PIECE
from editio.relaxng.tags import (
    LONG_TAG,
    CannotTellError,
    after_declaration,
    end_of_aside,
    has_legal_characters,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editio.relaxng.alphabet import Alphabet
    from editio.relaxng.letters import Entry

WINDOW = 1 << 18
"""How many bytes are looked at together."""
MAX_COPIED = 200
MAX_PENDING = 1 << 20
"""A document with a text or comment longer than this is read by expat alone."""

_ASIDE = re.compile(rb"<(?:!--.*?-->|\?.*?\?>|!\[CDATA\[(.*?)\]\]>|([!?]))", re.DOTALL)
_COLON_IN_TARGET = re.compile(rb"<\?[^\s?]*:")
NO_END = b" "
"""An end tag that never comes, for what is outside of the root."""


def accepts_fast(alphabet: Alphabet, chunks: Callable[[], Iterable[bytes]]) -> bool:
    """Return whether the document that ``chunks()`` yields is well-formed and valid.

    Raises :class:`CannotTellError` where only the way through expat's callbacks can tell.
    """
    try:
        try:
            return Walk(alphabet, trusted=False).whole(_windows(chunks()))
        except CannotTellError:
            return Walk(alphabet, trusted=True).whole(_checked(chunks()))
    except (Rejected, expat.ExpatError):
        return False


class Walk:
    """One document on its way through the automaton."""

    def __init__(self, alphabet: Alphabet, *, trusted: bool) -> None:
        self.alphabet = alphabet
        self.trusted = alphabet.trusted = trusted
        self.here: Letters = alphabet.start()
        self.stack: list[Entry] = [(self.here, self.here, NO_END, None)]
        self.at = 0
        """Where :meth:`follow` met a mistake, or the text before it."""

    def whole(self, windows: Iterable[bytes]) -> bool:
        """Follow the whole document. Raises :class:`Rejected` where it is not valid."""
        rest = b""
        for window in windows:
            text = rest + window if rest else window
            if not self.trusted and not has_legal_characters(text):
                raise Rejected
            rest = text[self.window(text) :]
            if len(rest) > MAX_PENDING:
                raise CannotTellError
        if rest and not rest.isspace():
            raise CannotTellError
        return len(self.stack) == 1 and self.here.state.accepting

    def window(self, window: bytes) -> int:
        """Follow all that is whole in ``window``; return where the rest begins."""
        sample = self.alphabet.sample
        at, end = 0, len(window)
        for piece in sample.pieces(end):
            begin = window.find(b"<", max(piece, at))
            if begin < 0 or len(self.stack) > MAX_COPIED:
                break
            at = self.follow(window, at, begin)
            here, stack = self.here, self.stack.copy()
            stop = window.find(b"<", begin + PIECE)
            start, at = at, self.follow(window, at, stop if stop > 0 else end)
            if here.__class__ is Letters:  # the text of a Reading would be another by now
                sample.count(here, stack, window, start, at)
                self.alphabet.look()
        return self.follow(window, at, end)

    def follow(  # noqa: C901, PLR0912, PLR0915 - a call less in this loop is a tenth of the time
        self, window: bytes, at: int, limit: int
    ) -> int:
        """Follow the tags of ``window`` from ``at`` to ``limit``; return where it came to.

        This loop is what the speed depends on.
        """
        here, stack, find = self.here, self.stack, window.find
        push, pop = stack.append, stack.pop
        try:
            while True:
                if here.match is not None:
                    match = here.match(window, at, limit)
                    at = match.end()
                    if match.lastindex is not None:
                        target = here.exits[match.lastindex]
                        if target.__class__ is tuple:
                            push(target)
                            here = target[0]
                        elif target.__class__ is bytes:
                            _, follows, end, _ = pop()
                            if end != target:
                                at = window.rfind(b"<", 0, at)
                                raise Rejected
                            here = follows  # type: ignore[assignment]
                        elif target is not None:
                            here = target  # type: ignore[assignment]
                        else:  # of an expression that an earlier process made
                            stop, at = at - 1, window.rfind(b"<", 0, at)
                            here.exits[match.lastindex] = here[window[at + 1 : stop]]
                        continue
                start = find(b"<", at, limit)
                if start < 0:
                    break
                if start > at and here.watches:
                    text = window[at:start]
                    if here.watches == DATA or not text.isspace():
                        here = here.after_text(text)
                stop = find(b">", start, limit)
                if stop < 0:
                    at = start
                    break
                tag = window[start + 1 : stop]
                target = here[tag]
                if target.__class__ is tuple:
                    push(target)
                    here = target[0]
                elif target is None or target.__class__ is frozenset:
                    _, follows, end, _ = pop()
                    if end != tag and end != tag.rstrip():
                        raise Rejected
                    here = follows.resume(target) if isinstance(follows, Crossing) else follows
                elif target.__class__ is Letters:
                    here = target
                else:
                    stop, here = self._odd(window, start, here)
                    if stop < 0:
                        at = start
                        break
                    if stop >= limit:
                        at = stop + 1
                        break
                at = stop + 1
        except (Rejected, CannotTellError):
            self.at = at
            raise
        finally:
            self.here = here
        return at

    def _odd(self, window: bytes, start: int, here: Letters) -> tuple[int, Letters]:
        """Take a comment, an instruction, or a tag with ``>`` in it.

        Returns the position of its last character (-1 if it is not whole) and the state after it.
        """
        if window.startswith((b"<!", b"<?"), start):
            if here.watches == DATA:
                raise CannotTellError  # the text goes on after it
            return end_of_aside(window, start) - 1, here
        match = LONG_TAG.match(window, start)
        target = ODD if match is None else here[match[1]]
        if match is None or isinstance(target, Odd):
            raise CannotTellError
        if isinstance(target, tuple):
            self.stack.append(target)
            return match.end() - 1, target[0]
        assert isinstance(target, Letters)
        return match.end() - 1, target


def _windows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a document in parts that end before a tag."""
    rest = b""
    for number, chunk in enumerate(chunks):
        text = rest + (after_declaration(chunk) if number == 0 else chunk)
        cut = max(text.rfind(b"<"), 0)
        if len(text) - cut > MAX_PENDING:
            raise CannotTellError
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _checked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a document without its asides in parts that end before a tag, once expat has read it.

    Raises :class:`xml.parsers.expat.ExpatError` where it is not well-formed.
    """
    parser = expat.ParserCreate("utf-8")  # namespaces are looked at where a tag is new
    pending = b""
    for number, chunk in enumerate(chunks):
        if number == 0:
            after_declaration(chunk)
            chunk = chunk.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901
        parser.Parse(chunk)
        window, end = _without_asides(pending + chunk)
        cut = _last_whole_tag(window, end)
        pending = window[cut:]
        if len(pending) > MAX_PENDING:
            raise CannotTellError
        yield window[:cut]
    parser.Parse(b"", True)
    yield pending


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
