"""The judgement of the whole edition: what the facts of its documents mean together."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editio.edition.pointerattributes import is_pointer, pointer_values
from editio.edition.pointers import Resolver
from editio.edition.registers import Registers
from editio.errors import SourceError
from editio.names import XML_ID, tei
from editio.validate.checks import consistency
from editio.validate.checks import registers as checks
from editio.validate.checks.placing import finding
from editio.validate.checks.pointers import Pointers, Question
from editio.validate.facts import Problem, ids_of, tokens
from editio.validate.names import marked_elements, plain_names
from editio.validate.waiting import Answers, Spool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element

    from editio.edition.model import DocumentRef
    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.facts import Facts
    from editio.validate.gathering import Gathered
    from editio.validate.spots import TextSpot

#: The most comparisons of names in search of those that are alike.
_MOST_COMPARISONS = 100_000


@dataclass(slots=True)
class Verdict:
    """What is wrong in the documents, and what depends on ids of documents still to be asked.

    Documents go by their number. ``asked`` are the ids that are asked for, by the id of the
    document that may have them, ``names`` the ids of all register entries.
    """

    names: tuple[str, ...] = ()
    asked: dict[str, set[str]] = field(default_factory=dict)
    _problems: Spool[Problem] = field(default_factory=Spool)
    _questions: Spool[Question] = field(default_factory=Spool)

    def add(self, place: int, found: Problem | Question) -> None:
        """Take up what is wrong in a document, or may be."""
        if isinstance(found, Problem):
            self._problems.add(place, found)
            return
        self._questions.add(place, found)
        for document in found.documents:
            self.asked.setdefault(document, set()).add(found.name)

    def settle(self, answers: Mapping[str, frozenset[str]]) -> None:
        """Decide what was open; ``answers`` tell which ids are there."""
        for place, item in self._questions:
            if not any(item.name in answers.get(other, ()) for other in item.documents):
                self._problems.add(place, item.problem)

    def problems(self) -> Iterator[tuple[int, list[Problem]]]:
        """Yield the number of each document with something wrong, and what it is."""
        close = _Close(self.names)
        for place, items in self._problems.groups():
            yield place, [close.added(item) for item in items]


def judge(gathered: Gathered, root: Path, asked: Answers, *, whole: bool = False) -> Verdict:
    """Judge the documents of an edition whose facts were gathered for that.

    ``asked`` takes down for which other files it was looked, relative to ``root``.
    Only where these are the ``whole`` edition can be said what is missing from it, and what is
    done otherwise than elsewhere.
    """
    registers = Registers.of(gathered.entries)
    pointers = Pointers(
        resolver=Resolver(registers, gathered.refs),
        refs=gathered.refs,
        places=gathered.places,
        owners=registers.owners,
        hosts=gathered.hosts(),
        prefixes=gathered.prefixes,
        ambiguous=_ambiguous(registers),
        root=root,
        asked=asked,
    )
    known = frozenset(form for entry in registers.entries for form in (entry.heading, *entry.forms))
    seen = _Seen(
        consistency.Unmarked(consistency.usual_forms(gathered.marked, known), known),
        consistency.Targets(),
        checks.Keys(),
    )
    names = tuple(sorted({entry.id for entry in registers.entries if entry.id}))
    verdict = Verdict(names)
    for place, facts in gathered.facts:
        for found in pointers.judge(facts):
            verdict.add(place, found)
        for problem in seen.see(place, facts, pointers):
            verdict.add(place, problem)
    for place, problem in seen.problems(whole=whole):
        verdict.add(place, problem)
    for place, problem in _of_the_whole(gathered, registers, pointers, whole=whole):
        verdict.add(place, problem)
    return verdict


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known only when all documents were seen."""

    unmarked: consistency.Unmarked
    targets: consistency.Targets
    keys: checks.Keys

    def see(self, place: int, facts: Facts, pointers: Pointers) -> Iterator[Problem]:
        """Look at a document; yield what is wrong with its values and letters."""

        def target(pointer: str, ref: DocumentRef) -> str:
            entry = pointers.entry(pointer, ref)
            return entry.key if entry is not None else ""

        yield from consistency.unusual(facts, Problem)
        self.unmarked.see(place, facts)
        self.targets.see(place, facts, target)
        for key in facts.keys:
            self.keys.see(place, key, known=pointers.entry(key, facts.ref) is not None)
        found = {item.written: pointers.entry(item.meant, facts.ref) for item in facts.letters}
        persons = {written: entry for written, entry in found.items() if entry is not None}
        yield from checks.letters(facts, persons)

    def problems(self, *, whole: bool) -> Iterator[tuple[int, Problem]]:
        """Yield what is wrong in the documents that were seen, with the number of each."""
        yield from self.keys.problems()
        if whole:
            yield from self.unmarked.problems(Problem)
            yield from self.targets.problems(Problem)


def _of_the_whole(
    gathered: Gathered, registers: Registers, pointers: Pointers, *, whole: bool
) -> Iterator[tuple[int, Problem]]:
    """Yield what is wrong with register entries, and what is used once in the whole edition."""
    places, entries, lists = gathered.places, registers.entries, frozenset(gathered.registers)
    # Documents that are only known come behind those that are judged.
    judged = len(gathered.facts)
    for document, problem in checks.duplicates(entries, lists):
        if places[document] < judged:
            yield places[document], problem
    if whole and gathered.usable:
        for document, problem in checks.unmentioned(entries, lists, pointers.mentioned):
            yield places[document], problem
    if whole:
        yield from consistency.once(gathered.used, Problem)
        usual = consistency.usual_attributes(gathered.used)
        for place, facts in gathered.facts if usual else ():
            yield from ((place, item) for item in consistency.lacking(facts, usual, Problem))


def _ambiguous(registers: Registers) -> frozenset[str]:
    counts = Counter(entry.id for entry in registers.entries if entry.id)
    return frozenset(name for name, count in counts.items() if count > 1)


class _Close:
    """Finds names that are like one that leads nowhere, as long as that takes no time."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._left = _MOST_COMPARISONS
        self._known: dict[str, tuple[str, ...]] = {}

    def find(self, name: str) -> tuple[str, ...]:
        """Return up to three names, the closest first; none when too many were compared."""
        if name not in self._known:
            self._left -= len(self._names)
            if self._left < 0:
                return ()
            close = difflib.get_close_matches(name, self._names, n=3, cutoff=0.75)
            self._known[name] = tuple(close)
        return self._known[name]

    def added(self, problem: Problem) -> Problem:
        """Return a problem with the close names of other documents."""
        if problem.code != "PTR-DANGLING":
            return problem
        return replace(problem, close=self.find(problem.pointer.rpartition("#")[2]))


def placed(
    document: OpenDocument,
    problems: Sequence[Problem],
    decide: Callable[[str, str], bool] = is_pointer,
) -> Iterator[Finding]:
    """Yield the problems of a document as findings, each at its place.

    ``decide`` tells whether an attribute of an element holds pointers.
    """
    root = document.root()
    pointers = {item.pointer for item in problems if item.pointer}
    first = _first_uses(document, pointers, decide)
    names = {item.xml_id for item in problems if item.xml_id}
    entries = {item.get(XML_ID): item for item in root.iter() if item.get(XML_ID) in names}
    own = _Close(sorted(ids_of(root)) if pointers else [])
    spots = _first_plain(root, {(item.form, item.language) for item in problems if item.form})
    for problem in problems:
        element, attribute = first.get(problem.pointer, (root, ""))
        spot = None if problem.pointer else spots.get((problem.form, problem.language))
        if problem.xml_id:
            element, attribute = entries.get(problem.xml_id, root), problem.attribute
        elif problem.idno:
            element = next((i for i in root.iter(tei("idno")) if i.text == problem.idno), root)
        elif problem.name and problem.attribute:
            element = _first_with(root, problem)
            attribute = problem.attribute if problem.value else ""
        elif problem.name:
            element, attribute = _first_named(root, problem.name)
        elif problem.form and problem.pointer:
            element = _first_name(root, problem, element)
        elif spot is not None:
            element = spot.tag
        elif problem.form:  # two forms have the same number: a rare chance
            continue
        yield finding(
            document,
            element,
            problem.code,
            problem.severity,
            problem.message,
            hint=_hint(problem, own),
            attribute=attribute,
            spot=spot,
        )


def _first_plain(root: _Element, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], TextSpot]:
    found: dict[tuple[str, str], TextSpot] = {}
    for item in plain_names(root) if wanted else ():
        if (item.form, item.language) in wanted:
            found.setdefault((item.form, item.language), item.spot)
    return found


def _first_name(root: _Element, problem: Problem, otherwise: _Element) -> _Element:
    for element, form in marked_elements(root):
        if form == problem.form and element.get("ref", "").strip() == problem.pointer:
            return element
    return otherwise


def _first_named(root: _Element, name: str) -> tuple[_Element, str]:
    """Return the first element of a name or with an attribute of a name, outside the header."""
    attribute = name[1:] if name.startswith("@") else ""
    for child in root.iterchildren():
        for element in child.iter() if child.tag != tei("teiHeader") else ():
            if element.get(attribute) is not None if attribute else element.tag == tei(name):
                return element, attribute
    return root, ""


def _first_with(root: _Element, problem: Problem) -> _Element:
    """Return the first element of a name with a value in an attribute.

    Without a value, the first outside the header that does not have the attribute.
    """
    named = root.iter(tei(problem.name))
    if problem.value:
        having = (i for i in named if problem.value in i.get(problem.attribute, "").split())
        return next(having, root)
    header = root.find(tei("teiHeader"))
    inside = set(header.iter()) if header is not None else set()
    lacking = (i for i in named if i.get(problem.attribute) is None and i not in inside)
    return next(lacking, root)


def _first_uses(
    document: OpenDocument, wanted: set[str], decide: Callable[[str, str], bool]
) -> dict[str, tuple[_Element, str]]:
    if not wanted:
        return {}
    root, attributes = document.root(), document.attributes()
    found: dict[str, tuple[_Element, str]] = {}
    for element, name, value in pointer_values(root, attributes, decide):
        for token in tokens(value):
            if token in wanted:
                found.setdefault(token, (element, name))
    for element in root.iter() if wanted - found.keys() else ():
        key = element.get("key")
        if key in wanted:
            found.setdefault(str(key), (element, "key"))
    return found


def _hint(problem: Problem, own: _Close) -> str:
    """Return a hint: for a pointer that leads nowhere, with the ids that are like its own."""
    if problem.hint and problem.code != "PTR-DANGLING":
        return problem.hint
    _, sign, name = problem.pointer.rpartition("#")
    local = own.find(name) if sign and problem.pointer.startswith("#") else ()
    names = list(dict.fromkeys([*local, *problem.close]))[:3]
    if names:
        return f"did you mean {' or '.join(names)}?"
    return problem.hint or "correct the pointer, or add the id"


def find_ids(document: OpenDocument, names: frozenset[str]) -> frozenset[str]:
    """Return which of these ids a document has: all of them if it cannot be read."""
    try:
        return names & ids_of(document.root()) if document.usable else names
    except SourceError:
        return names
