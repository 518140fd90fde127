"""Quotation marks paired: which opens, which closes, which is an apostrophe, which lacks its half.

All kinds of marks: English, German, French, Swedish, straight ones, nested, and repeated at the
beginning of every paragraph. A text may mix them, and the printer may have taken the wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = re.compile("[“”„‟«»‹›\"‘’‚‛']")
_SINGLES = frozenset("‘’‚‛'‹›")
_CURLY_SINGLES = frozenset("‘’‚‛'")
_OPENERS_BEFORE = frozenset(' ([{\u2029–—-/“”„«»"‘’‚‹›…')
_CLOSERS_AFTER = frozenset(' )]}.,;:!?…–—-/\u2029“”«»"‘’‹›*')
#: Words that begin with an apostrophe.
_ELISIONS = re.compile(r"['’‘](?:\d\ds?\b|tis\b|twas\b|em\b|til\b|cause\b|n['’])", re.IGNORECASE)
#: For each mark, those that can close what it opened.
_CLOSED_BY = {
    "“": "”\"",
    "„": "“”‟\"",
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    '"': '"”',
    "‘": "’'",
    "‚": "‘’",
    "‛": "’",
    "’": "’",
    "'": "'’",
    "‹": "›",
    "›": "‹",
}  # fmt: skip
#: Marks that open wherever they may stand before a word.
_ALWAYS_OPEN = frozenset("“„‟‘‚‛")
#: So many quotations may be one in the other; what is further out cannot be closed any more.
_DEEPEST = 12
#: French and Swiss texts put a space inside them, German and Danish ones turn them round.
_GUILLEMETS = frozenset("«»‹›")


class Fault(StrEnum):
    """What a quotation lacks."""

    NONE = ""
    UNCLOSED = "its closing mark"
    UNOPENED = "its opening mark"
    MIXED = "a closing mark of its kind"


@dataclass(slots=True)
class Quoted:
    """A quotation: offsets of its text without the marks, the mark, and what it lacks."""

    start: int
    end: int
    mark: str
    fault: Fault = Fault.NONE
    #: How deep it is inside others, in its flow.
    depth: int = 0

    @property
    def is_single(self) -> bool:
        """Whether its marks are single ones."""
        return self.mark in _SINGLES


@dataclass(slots=True)
class Marks:
    """What the marks of a flow make: quotations, and what is open at the end or closed too soon."""

    quoted: list[Quoted] = field(default_factory=list)
    open: list[Quoted] = field(default_factory=list)
    unopened: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    text: str
    start: int
    end: int
    swedish: bool
    stack: list[Quoted] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)

    def read(self) -> Marks:
        for match in _MARK.finditer(self.text, self.start, self.end):
            at, mark = match.start(), match[0]
            if mark in _CURLY_SINGLES and self.is_apostrophe(at, mark):
                continue
            if self.closes(at, mark):
                continue
            if self.opens(at, mark):
                self.stack.append(Quoted(at + 1, at + 1, mark, depth=len(self.stack)))
            elif mark not in _CURLY_SINGLES and self.may_close(at):
                self.marks.unopened.append((at, mark))
        self.settle()
        return self.marks

    def before(self, at: int) -> str:
        return self.text[at - 1] if at > self.start else " "

    def after(self, at: int) -> str:
        return self.text[at + 1] if at + 1 < self.end else " "

    def is_apostrophe(self, at: int, mark: str) -> bool:
        before, after = self.before(at), self.after(at)
        if before.isalnum() and after.isalnum():
            return True
        if not before.isalnum() and _ELISIONS.match(self.text, at):
            return mark != "‘" or after.isdecimal()
        if before.isalnum() and mark in "’'" and not self.has_open_single():
            return True
        return before in "sS" and mark in "’'" and self.is_plural(at)

    def has_open_single(self) -> bool:
        return any(one.mark in _CURLY_SINGLES for one in self.stack[-_DEEPEST:])

    def is_plural(self, at: int) -> bool:
        """Whether a mark behind an s belongs to the word: "the workers’ struggle" and more."""
        if not re.match(r"['’] [a-z]", self.text[at : at + 3]):
            return False
        near = reversed(self.stack[-_DEEPEST:])
        single = next((one for one in near if one.mark in _CURLY_SINGLES), None)
        if single is None:
            return True
        # Another mark that can close, before one opens: this one is an apostrophe.
        for match in _MARK.finditer(self.text, at + 1, min(self.end, at + 400)):
            place, mark = match.start(), match[0]
            if mark not in _CURLY_SINGLES:
                continue
            follows = self.after(place).isalnum()
            if mark in _ALWAYS_OPEN or (follows and not self.before(place).isalnum()):
                return False
            inside = follows and self.before(place).isalnum()
            if not inside and mark in _CLOSED_BY[single.mark]:
                return True
        return False

    def may_open(self, at: int) -> bool:
        after = self.after(at)
        return not after.isspace() and self.before(at) in _OPENERS_BEFORE

    def may_close(self, at: int) -> bool:
        after = self.after(at)
        return not self.before(at).isspace() and (after in _CLOSERS_AFTER or not after.isalnum())

    def is_inside_word(self, at: int) -> bool:
        """Whether a closing mark stands for a letter: the hard sign in "s”ezd"."""
        if not (self.before(at).isalpha() and self.after(at).islower()):
            return False
        following = _MARK.search(self.text, at + 1, min(self.end, at + 400))
        while following is not None and following[0] in _SINGLES:
            following = _MARK.search(self.text, following.end(), min(self.end, at + 400))
        return following is not None and following[0] not in _ALWAYS_OPEN

    def closes(self, at: int, mark: str) -> bool:
        """Close what this mark can close; what is open inside stays open, if it is single."""
        if mark in _GUILLEMETS:
            if self.opening_guillemet(mark):
                return False
        elif not self.may_close(at) and (
            mark != "”" or self.before(at).isspace() or self.is_inside_word(at)
        ):
            return False
        for depth in range(len(self.stack) - 1, max(-1, len(self.stack) - _DEEPEST), -1):
            one = self.stack[depth]
            if mark in _CLOSED_BY[one.mark] and at > one.start:
                if self.may_open(at) and mark in _ALWAYS_OPEN and mark not in "“‘":
                    return False
                for inner in self.stack[depth + 1 :]:
                    self.give_up(inner, at)
                del self.stack[depth:]
                one.end = at
                self.marks.quoted.append(one)
                return True
            if not one.is_single and mark in _SINGLES:
                return False
        return mark == "”" and self.closes_single(at)

    def closes_single(self, at: int) -> bool:
        """Whether a double mark stands where the single one that is open should be closed."""
        one = self.stack[-1] if self.stack else None
        if one is None or one.mark != "‘" or any(not o.is_single for o in self.stack[-_DEEPEST:]):
            return False
        for match in _MARK.finditer(self.text, at + 1, self.end):
            if match[0] in _CURLY_SINGLES:
                place = match.start()
                if self.before(place).isalnum() and self.after(place).isalnum():
                    continue
                if match[0] != "‘":
                    return False
                break
        one.end, one.fault = at, Fault.MIXED
        self.marks.quoted.append(self.stack.pop())
        return True

    def give_up(self, inner: Quoted, at: int) -> None:
        """A quotation inside another that ends: closed by a wrong mark, or never."""
        repaired = self.wrong_closer(inner, at)
        if repaired is not None:
            self.marks.quoted.append(repaired)
        elif inner.mark not in _CURLY_SINGLES:
            inner.end, inner.fault = at, Fault.UNCLOSED
            self.marks.quoted.append(inner)

    def wrong_closer(self, one: Quoted, end: int) -> Quoted | None:
        """The quotation as closed by the first mark of any kind that can close, if it is near."""
        for match in _MARK.finditer(self.text, one.start, min(end, one.start + 120)):
            if match[0] in _ALWAYS_OPEN:
                continue
            at = match.start()
            before, after = self.before(at), self.after(at)
            if before.isspace() or after.isalnum():
                continue
            if (
                match[0] in "’'"
                and before in "sS"
                and re.match(" [a-z]", self.text[at + 1 : at + 3])
            ):
                continue
            return Quoted(one.start, at, one.mark, Fault.MIXED, one.depth)
        return None

    def opening_guillemet(self, mark: str) -> bool:
        """Whether guillemets of this direction open: that of the first in the text does."""
        pair = "«»" if mark in "«»" else "‹›"
        first = [self.text.find(sign) for sign in pair]
        opening = pair[1] if first[0] < 0 or 0 <= first[1] < first[0] else pair[0]
        return mark == opening

    def opens(self, at: int, mark: str) -> bool:
        if mark in _GUILLEMETS:
            return self.opening_guillemet(mark)
        if not self.may_open(at):
            return False
        if mark in _ALWAYS_OPEN:
            return True
        if mark == "’":
            return self.swedish and self.closes_later(at, "’", 300)
        if mark == "'":
            return self.closes_later(at, "'’", 300)
        return True

    def closes_later(self, at: int, closers: str, reach: int) -> bool:
        for match in _MARK.finditer(self.text, at + 1, min(self.end, at + reach)):
            place = match.start()
            ends = not self.before(place).isspace() and not self.after(place).isalnum()
            if match[0] in closers and ends:
                return True
        return False

    def settle(self) -> None:
        """What is still open at the end: closed by a wrong mark, an apostrophe, or left open."""
        for one in self.stack:
            repaired = self.wrong_closer(one, self.end) if one.depth or self.mixed(one) else None
            if repaired is not None:
                self.marks.quoted.append(repaired)
            elif one.mark not in _CURLY_SINGLES or one.mark in "‘‚":
                self.marks.open.append(one)
        self.marks.quoted.sort(key=lambda quoted: (quoted.start, -quoted.end))

    def mixed(self, one: Quoted) -> bool:
        """Whether a wrong mark closes it: it is no quotation that goes on in the next paragraph."""
        return one.start - 1 > self.start


def read_marks(text: str, start: int, end: int, *, swedish: bool = False) -> Marks:
    """Pair the marks of a flow; ``swedish`` tells that the text quotes ”so” and ’so’."""
    return _Reader(text, start, end, swedish).read()


def is_swedish(text: str) -> bool:
    """Whether a text opens quotations with the mark that closes them."""
    return re.search(r"(?:^|[\s(])[”’](?=[^\W\d_])", text) is not None


def across(
    flows: Sequence[tuple[int, int]], marks: Sequence[Marks], text: str
) -> list[list[Quoted]]:
    """Join quotations of several paragraphs: their parts, one per paragraph, in order.

    ``flows`` are neighbours. A quotation goes on where a paragraph leaves a double mark open and a
    later one closes it, with or without the mark repeated at the beginning of each.
    """
    found: list[list[Quoted]] = []
    at = 0
    while at < len(flows):
        first = next((one for one in marks[at].open if not one.is_single), None)
        last = _closing(flows, marks, at, text) if first is not None else None
        if first is None or last is None:
            at += 1
            continue
        chain = [Quoted(first.start, flows[at][1], first.mark)]
        for between in range(at + 1, last):
            start = _content_start(flows[between], text, first.mark)
            chain.append(Quoted(start, flows[between][1], first.mark))
            marks[between].open.clear()
        offset, _ = marks[last].unopened[0] if marks[last].unopened else (flows[last][1], "")
        begin = flows[last][0]
        repeated = next((one for one in marks[last].quoted if one.start - 1 == begin), None)
        if not marks[last].unopened and repeated is not None:
            marks[last].quoted.remove(repeated)
            offset = repeated.end
        chain.append(Quoted(_content_start(flows[last], text, first.mark), offset, first.mark))
        marks[last].unopened = marks[last].unopened[1:]
        marks[at].open.remove(first)
        found.append(chain)
        at = last
    return found


_REACH = 12


def _closing(
    flows: Sequence[tuple[int, int]], marks: Sequence[Marks], at: int, text: str
) -> int | None:
    """The paragraph that closes what ``at`` leaves open."""
    for later in range(at + 1, min(len(flows), at + _REACH)):
        if marks[later].unopened:
            return later
        mark = text[flows[later][0] : flows[later][0] + 1]
        if mark == "“" and text[flows[at][0]] == "“":
            # The mark is repeated: this is the last one if its own closes.
            if not marks[later].open:
                return later
            continue
        if marks[later].open and mark != "“":
            return None
    return None


def _content_start(flow: tuple[int, int], text: str, mark: str) -> int:
    return flow[0] + 1 if text[flow[0]] == mark else flow[0]
