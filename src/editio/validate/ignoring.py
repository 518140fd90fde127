"""Findings that an encoder answers in the document itself, for one place.

The processing instruction `<?editio ignore CODE?>` silences findings of this code at the element
that follows it, with all that is inside. Where no element follows in the same parent, it silences
those of the parent: at its own tags and in its own text, not in the elements inside. Before the
root element it holds for the whole file. There can be several codes, and patterns such as `PTR-*`;
what follows them is the reason, for people. No schema forbids processing instructions, and Editio
never renders this one.

    <?editio ignore DAT-TEXT the author misdates the letter?>
    <date when="1848-05-02">3 May</date>

That a file is not XML cannot be ignored (`XML-…` of severity error).

## IGN-UNUSED: an instruction to ignore something matches nothing

Nothing of this code is found at its place: the mistake was corrected, or the instruction stands
elsewhere. Remove it, so that it does not hide the next mistake. Codes of checks that did not run
(no schema, only some files) do not count.

Bad: `<?editio ignore DAT-TEXT?><date when="1848-05-02">2 May</date>`.
Good: `<date when="1848-05-02">2 May</date>`.

## IGN-WRONG: an instruction cannot be understood

It has no code, or one that does not exist. Nothing is ignored.

Bad: `<?editio ignore?>`, `<?editio ignore DAT-TXET?>`, `<?editio skip DAT-TEXT?>`.
Good: `<?editio ignore DAT-TEXT?>`.
"""

from __future__ import annotations

import difflib
import fnmatch
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.edition.parsers import new_parser, read
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from editio.edition.source import OpenDocument

_TARGET = "editio"
_MARK = b"<?editio"
#: A code or a pattern of codes: capitals with a hyphen or a star, never the first word of a reason.
_CODE = re.compile(r"[A-Z0-9*?]*[-*][A-Z0-9*?-]*,?")

#: Line and column, both from 1.
Place = tuple[int, int]
_START: Place = (0, 0)
_END: Place = (1 << 62, 0)


@dataclass(frozen=True, slots=True)
class Instruction:
    """What one instruction ignores: ``codes`` (patterns) from one place to another of ``file``.

    ``ranges`` are half-open. ``problem`` says why it cannot be understood, empty if it can.
    """

    file: str
    line: int
    column: int
    codes: tuple[str, ...]
    ranges: tuple[tuple[Place, Place], ...] = ()
    problem: str = ""

    def covers(self, finding: Finding) -> bool:
        """Tell whether the finding is one that is to be ignored here."""
        place = (finding.line, finding.column)
        return any(start <= place < end for start, end in self.ranges) and any(
            fnmatch.fnmatchcase(finding.code, code) for code in self.codes
        )


def instructions_in(document: OpenDocument) -> tuple[Instruction, ...]:
    """Return the instructions of a document and of the files that it includes."""
    return tuple(
        instruction
        for file in document.files
        for instruction in read_instructions(document.source(file), file)
    )


def read_instructions(source: bytes, file: str) -> list[Instruction]:
    """Return the instructions of a file in UTF-8; none if it is not well-formed."""
    if _MARK not in source:
        return []
    reader = _Reader(file)
    parser = new_parser()

    def here() -> Place:
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1

    parser.StartElementHandler = lambda _name, _attributes: reader.start(here())
    parser.EndElementHandler = lambda _name: reader.end(here())
    parser.ProcessingInstructionHandler = lambda target, data: reader.said(target, data, here())
    try:
        read(parser, source)
    except expat.ExpatError:
        return []
    return reader.found


@dataclass(slots=True)
class _Open:
    """An element that is being read: its children so far, and what waits for the next child."""

    start: Place
    children: list[tuple[Place, Place]] = field(default_factory=list)
    waiting: list[tuple[Place, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Turns the events of a parser into instructions."""

    file: str
    found: list[Instruction] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=lambda: [_Open(_START)])
    _taken: list[list[tuple[Place, str]]] = field(default_factory=list)

    def said(self, target: str, data: str, place: Place) -> None:
        if target == _TARGET:
            self._stack[-1].waiting.append((place, data))

    def start(self, place: Place) -> None:
        around = self._stack[-1]
        self._taken.append(around.waiting)
        around.waiting = []
        self._stack.append(_Open(place))

    def end(self, place: Place) -> None:
        """Close an element: what was said before it, and at its end, is about it."""
        element = self._stack.pop()
        is_root = len(self._stack) == 1
        # A finding may be at the `<` of an end tag, and is never behind it.
        stop = (place[0], place[1] + 1)
        for where, data in self._taken.pop():
            self._add(where, data, ((_START, _END) if is_root else (where, stop),))
        for where, data in element.waiting:
            self._add(where, data, tuple(_gaps(element, stop)))
        self._stack[-1].children.append((element.start, stop))

    def _add(self, where: Place, data: str, ranges: tuple[tuple[Place, Place], ...]) -> None:
        codes, problem = _parsed(data)
        self.found.append(Instruction(self.file, *where, codes, ranges, problem))


def _gaps(element: _Open, stop: Place) -> Iterator[tuple[Place, Place]]:
    """Yield what is in an element and not in its children."""
    begin = element.start
    for start, end in element.children:
        yield begin, start
        begin = end
    yield begin, stop


def _parsed(data: str) -> tuple[tuple[str, ...], str]:
    """Return the codes of an instruction, and what is wrong with it."""
    verb, *words = data.split() or [""]
    if verb != "ignore":
        return (), f"the instruction “{verb}” is unknown" if verb else "the instruction is empty"
    codes: list[str] = []
    for word in words:
        if not _CODE.fullmatch(word.rstrip(":")):
            break
        codes.append(word.rstrip(",:"))
        if word.endswith(":"):
            break
    return tuple(codes), "" if codes else "the instruction names no code"


class Ignored:
    """The instructions of an edition: takes findings out, and knows which was of no use."""

    def __init__(self) -> None:
        self._by_file: dict[str, dict[Instruction, bool]] = {}
        self._unseen: dict[str, frozenset[str]] = {}

    def add(self, instructions: Iterable[Instruction], unseen: frozenset[str]) -> None:
        """Take up the instructions of a document; those of a file count once.

        ``unseen`` are patterns of the codes for which the document was not checked.
        """
        for instruction in instructions:
            self._by_file.setdefault(instruction.file, {}).setdefault(instruction, False)
            self._unseen[instruction.file] = unseen | self._unseen.get(instruction.file, unseen)

    def left(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that no instruction covers."""
        for finding in findings:
            known = self._by_file.get(finding.file, {})
            covering = [item for item in known if item.covers(finding)] if known else ()
            if not covering or _must_stay(finding):
                yield finding
            else:
                known.update(dict.fromkeys(covering, True))

    def complaints(self, codes: Collection[str], elsewhere: Collection[str]) -> Iterator[Finding]:
        """Yield a finding for each instruction that is wrong or was of no use.

        ``codes`` are all that there are, ``elsewhere`` those that no run like this one finds.
        """
        for file, known in self._by_file.items():
            unseen = (*elsewhere, *self._unseen[file])
            for instruction, was_used in known.items():
                problem, hint = _wrong(instruction, codes)
                if problem:
                    yield _finding(instruction, "IGN-WRONG", problem, hint)
                elif not was_used and not _may_be_unseen(instruction, unseen):
                    message = f"nothing to ignore here: {', '.join(instruction.codes)}"
                    yield _finding(instruction, "IGN-UNUSED", message, "remove the instruction")


def _must_stay(finding: Finding) -> bool:
    return finding.code.startswith("XML-") and finding.severity is Severity.ERROR


def _wrong(instruction: Instruction, codes: Collection[str]) -> tuple[str, str]:
    """Return what is wrong with an instruction, and what to do about it."""
    if instruction.problem:
        return instruction.problem, "write <?editio ignore CODE?>"
    for code in instruction.codes:
        if not any(fnmatch.fnmatchcase(known, code) for known in codes):
            close = difflib.get_close_matches(code, codes, n=1)
            hint = f"did you mean {close[0]}?" if close else "editio explain lists all codes"
            return f"there is no code {code}", hint
    return "", ""


def _may_be_unseen(instruction: Instruction, unseen: Collection[str]) -> bool:
    """Tell whether one of the codes means what was not looked for; ``PTR-*`` means it all."""
    return any(fnmatch.fnmatchcase(code, item) for code in instruction.codes for item in unseen)


def _finding(instruction: Instruction, code: str, message: str, hint: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message=message,
        hint=hint,
        file=instruction.file,
        line=instruction.line,
        column=instruction.column,
    )
