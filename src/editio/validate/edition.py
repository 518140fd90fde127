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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml.etree import _Element

    from editio.edition.prefixes import Prefix
    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.facts import Facts
    from editio.validate.spots import TextSpot

#: The most comparisons of names in search of those that are alike.
_MOST_COMPARISONS = 100_000


@dataclass(slots=True)
class Verdict:
    """What is wrong in the documents, and what depends on ids of documents still to be asked."""

    problems: dict[str, list[Problem]] = field(default_factory=dict)
    questions: dict[str, list[Question]] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def asked(self) -> dict[str, frozenset[str]]:
        """Return which ids are asked for, by the document that may have them."""
        wanted: dict[str, set[str]] = {}
        for question in (item for items in self.questions.values() for item in items):
            for document in question.documents:
                wanted.setdefault(document, set()).add(question.name)
        return {document: frozenset(names) for document, names in wanted.items()}

    def settled(self, answers: Mapping[str, frozenset[str]]) -> dict[str, list[Problem]]:
        """Return the problems of each document, when ``answers`` tell which ids are there."""
        found = {document: list(items) for document, items in self.problems.items()}
        for document, questions in self.questions.items():
            for item in questions:
                if not any(item.name in answers.get(other, ()) for other in item.documents):
                    found.setdefault(document, []).append(item.problem)
        close = _Close(self.names)
        return {
            document: [close.added(item) for item in items] for document, items in found.items()
        }


def judge(
    facts: Sequence[Facts], others: Sequence[Facts], root: Path, *, whole: bool = False
) -> Verdict:
    """Judge the documents of ``facts``, in an edition that has ``others`` besides.

    Only where ``facts`` are the ``whole`` edition can be said what is missing from it.
    """
    everything = [*facts, *others]
    registers = Registers.of([entry for item in everything for entry in item.entries])
    refs = [item.ref for item in everything]
    pointers = Pointers(
        resolver=Resolver(registers, refs),
        documents={ref.path: ref for ref in refs},
        hosts=_hosts(everything),
        prefixes=_prefixes(everything),
        ambiguous=_ambiguous(registers),
        root=root,
    )
    names = tuple(sorted({entry.id for entry in registers.entries if entry.id}))
    verdict = Verdict(names=names)
    for item in facts:
        for found in pointers.judge(item):
            if isinstance(found, Question):
                verdict.questions.setdefault(item.ref.id, []).append(found)
            else:
                verdict.problems.setdefault(item.ref.id, []).append(found)
    checked = {item.ref.id for item in facts}
    for document, problem in _of_consistency(everything, registers, pointers, whole=whole):
        if document in checked:
            verdict.problems.setdefault(document, []).append(problem)
    for document, problem in _of_registers(facts, everything, registers, pointers, whole=whole):
        if document in checked:
            verdict.problems.setdefault(document, []).append(problem)
    return verdict


def _of_registers(
    facts: Sequence[Facts],
    everything: Sequence[Facts],
    registers: Registers,
    pointers: Pointers,
    *,
    whole: bool,
) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with register entries, and with what should have one."""
    lists = frozenset(item.ref.id for item in everything if item.is_register)
    yield from checks.duplicates(registers.entries, lists)
    known: dict[tuple[str, str], bool] = {}
    for item in facts:
        found = {letter.written: pointers.entry(letter.meant, item.ref) for letter in item.letters}
        persons = {written: entry for written, entry in found.items() if entry is not None}
        yield from ((item.ref.id, problem) for problem in checks.letters(item, persons))
        known |= {
            (item.ref.id, key): pointers.entry(key, item.ref) is not None for key in item.keys
        }
    yield from checks.keys(facts, known)
    if whole and all(item.usable for item in facts):
        yield from checks.unmentioned(registers.entries, lists, pointers.mentioned)


def _of_consistency(
    facts: Sequence[Facts], registers: Registers, pointers: Pointers, *, whole: bool
) -> Iterator[tuple[str, Problem]]:
    """Yield what is done otherwise than elsewhere."""

    def target(pointer: str, item: Facts) -> str:
        entry = pointers.entry(pointer, item.ref)
        return entry.key if entry is not None else ""

    known = frozenset(form for entry in registers.entries for form in (entry.heading, *entry.forms))
    yield from consistency.unmarked(facts, known, Problem)
    yield from consistency.targets(facts, target, Problem)
    if whole:
        yield from consistency.once(facts, Problem)


def _ambiguous(registers: Registers) -> frozenset[str]:
    counts = Counter(entry.id for entry in registers.entries if entry.id)
    return frozenset(name for name, count in counts.items() if count > 1)


def _hosts(facts: Iterable[Facts]) -> dict[str, tuple[str, ...]]:
    """Return which documents share their ids with a document: corpora and what they include."""
    facts = list(facts)
    by_path = {item.ref.path: item.ref.id for item in facts}
    hosts: dict[str, list[str]] = {}
    for item in facts:
        parts = [by_path[path] for path in item.parts if path in by_path]
        for member in (*item.members, *parts):
            hosts.setdefault(member, []).append(item.ref.id)
        hosts.setdefault(item.ref.id, []).extend(item.members)
    return {name: tuple(found) for name, found in hosts.items() if found}


def _prefixes(facts: Iterable[Facts]) -> dict[str, tuple[tuple[Prefix, str], ...]]:
    found: dict[str, dict[Prefix, str]] = {}
    for item in facts:
        for prefix in item.prefixes:
            found.setdefault(prefix.ident, {}).setdefault(prefix, item.ref.path)
    return {ident: tuple(items.items()) for ident, items in found.items()}


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
    first = _first_uses(root, pointers, decide)
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
            hint=problem.hint or _similar(problem, own),
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


def _first_uses(
    root: _Element, wanted: set[str], decide: Callable[[str, str], bool]
) -> dict[str, tuple[_Element, str]]:
    found: dict[str, tuple[_Element, str]] = {}
    for element, name, value in pointer_values(root, decide) if wanted else ():
        for token in tokens(value):
            if token in wanted:
                found.setdefault(token, (element, name))
    for element in root.iter() if wanted - found.keys() else ():
        key = element.get("key")
        if key in wanted:
            found.setdefault(str(key), (element, "key"))
    return found


def _similar(problem: Problem, own: _Close) -> str:
    """Return a hint with the ids that are like the one that leads nowhere."""
    _, sign, name = problem.pointer.rpartition("#")
    local = own.find(name) if sign and problem.pointer.startswith("#") else ()
    names = list(dict.fromkeys([*local, *problem.close]))[:3]
    return f"did you mean {' or '.join(names)}?" if names else "correct the pointer, or add the id"


def find_ids(document: OpenDocument, names: frozenset[str]) -> frozenset[str]:
    """Return which of these ids a document has: all of them if it cannot be read."""
    try:
        return names & ids_of(document.root()) if document.usable else names
    except SourceError:
        return names
