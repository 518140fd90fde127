"""Consistency: whether an edition does the same thing in the same way everywhere.

These are remarks about the whole edition: an encoder may have had a reason for each.

## CON-UNMARKED: a name is not marked up here, and elsewhere it is

The same form is marked up as a name at least twice as often as it is not, and at least three times;
for a form that a register has, as often is enough. Looked at are names of several capitalised
words, in running text of the same language; not headings, quotations, titles and bibliographies,
and not documents in which no name is marked up at all. Emphasis, abbreviations that are expanded,
and the ends of lines and pages may stand inside the name (`<hi>A.</hi> Quill`). A single word
counts only if a register has it, inside a sentence, in a language that does not write all nouns
with a capital, and if it is marked up at least five times, and four times as often as not. A form
that is part of a longer name (`Karl Marx` in `Karl Marx University`) is left alone. Said once for
each form and document.

Bad: `<persName ref="#quill">Ada Quill</persName>` in most places, and `Ada Quill` in one.
Good: the same markup in all.

## CON-TARGET: a name points to another entry here than elsewhere

The same form of several words points to one entry nearly everywhere (at least three times, and four
times of five), and here to another. Mostly a slip when an id was copied.

Bad: `<persName ref="#moss">Ada Quill</persName>` where all others have `#quill`.
Good: `<persName ref="#quill">Ada Quill</persName>`.

## CON-ONCE: an element or attribute is used once only

A report, off by default: `[[validate.rules]]` with `code = "CON-ONCE"` and `severity = "info"`
turns it on. In an edition of some size, what occurs once, outside the headers, may be a slip, or
something that was meant to be done everywhere.

## CON-UNUSED: the schema allows what no document uses

A report, off by default: `[[validate.rules]]` with `code = "CON-UNUSED"` and `severity = "info"`
turns it on. It lists the elements and attributes that the customization could leave out, so that
slips are found by the schema. It needs one schema for all documents and stands at that schema.

## CON-VALUE: a value that the schema does not suggest

A report, off by default: `[[validate.rules]]` with `code = "CON-VALUE"` and `severity = "info"`
turns it on. The schema has a list of values for the attribute and allows others (`type="semi"` in
an ODD). This is another: a slip, or something to be added to the list. Said once for each value
and document.

Bad: `<div type="szene">` where the schema suggests `act` and `scene`.
Good: `<div type="scene">`.

## CON-LACKING: an attribute is missing here, and elsewhere it is there

A report, off by default: `[[validate.rules]]` with `code = "CON-LACKING"` and `severity = "info"`
turns it on. At least nineteen of twenty elements of this name have the attribute, in an edition
with twenty or more of them. Said once for each element, attribute and document.

Bad: `<div>` where all others have a `type`.
Good: `<div type="scene">`.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from editio.findings import Finding, Severity
from editio.validate.names import number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from editio.edition.model import DocumentRef
    from editio.edition.source import OpenDocument
    from editio.validate.facts import Facts, Problem
    from editio.validate.gathering import Form, Used
    from editio.validate.options import Options

#: How often a form is marked up before it is missed elsewhere.
_LEAST = 3
#: A single word may mean something else: it must be marked up more often, and much more than not.
_LEAST_SINGLE, _SHARE_SINGLE = 5, 4
#: How many of five times a form points to its usual entry.
_USUAL = 4
#: Smaller editions use many elements once.
_LEAST_ELEMENTS = 500
#: One in so many elements may lack an attribute that the others have; of fewer nothing is said.
_LEAST_ALIKE = 20


def run(_document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield nothing: consistency is judged over the whole edition."""
    return iter(())


@dataclass(slots=True)
class Unmarked:
    """Finds the names that are marked up elsewhere.

    ``usual`` are the forms that are looked for, by their number (:func:`usual_forms`); ``known``
    those of the registers. ``_found`` holds three numbers for each form and document: of the
    document, of the form, and how often it is there.
    """

    usual: Mapping[int, Usual]
    known: frozenset[str]
    _plain: Counter[int] = field(default_factory=Counter)
    _found: array[int] = field(default_factory=lambda: array("I"))

    def see(self, place: int, facts: Facts) -> None:
        """Look at the next document, by its number."""
        if not self.usual or not facts.names:
            return
        here = Counter(n for n in array("I", facts.plain) if n in self.usual)
        self._plain.update(here)
        for key, count in here.items():
            self._found.extend((place, key, count))

    def problems(self, make: Callable[..., Problem]) -> Iterator[tuple[int, Problem]]:
        """Yield what is wrong in the documents that were seen, with the number of each."""
        found = iter(self._found)
        for place, key, count in zip(found, found, found, strict=True):
            form, language, marked = self.usual[key]
            if self._plain[key] * _share(form, self.known) > marked:
                continue
            times, elsewhere = ("once" if n == 1 else f"{n} times" for n in (count, marked))
            yield (
                place,
                make(
                    code="CON-UNMARKED",
                    severity=Severity.INFO,
                    message=f"{form} is not marked up ({times} in this document), and"
                    f" elsewhere it is ({elsewhere})",
                    hint="mark it up, or leave it if something else is meant",
                    form=form,
                    language=language,
                ),
            )


class Usual(NamedTuple):
    """A form that is marked up so often that it is missed where it is not."""

    form: str
    language: str
    marked: int


def usual_forms(marked: Mapping[Form, int], known: frozenset[str]) -> dict[int, Usual]:
    """Return the forms that are missed where they are not marked up, by number."""
    counts: Counter[tuple[str, str]] = Counter()
    for name, times in marked.items():
        if not name.vague or name.form in known:
            counts[name.form, name.language] += times
    return {
        number(*key): Usual(*key, count)
        for key, count in counts.items()
        if _is_usual(key[0], count, known)
    }


def _is_usual(form: str, count: int, known: frozenset[str]) -> bool:
    """Tell whether a form is marked up so often that it is missed elsewhere."""
    if " " in form:
        return count >= _LEAST or form in known
    return count >= _LEAST_SINGLE and form in known


def _share(form: str, known: frozenset[str]) -> int:
    """Return how many times as often as not a form must be marked up."""
    if " " not in form:
        return _SHARE_SINGLE
    return 1 if form in known else 2


@dataclass(slots=True)
class Targets:
    """Finds the names that point elsewhere than usual."""

    _uses: dict[str, dict[tuple[str, str], _Pointing]] = field(default_factory=dict)

    def see(self, place: int, facts: Facts, entry: Callable[[str, DocumentRef], str]) -> None:
        """Look at the next document, by its number. ``entry`` names what a pointer means."""
        for name in facts.names:
            surely = name.pointer and not name.vague and " " in name.form
            target = entry(name.pointer, facts.ref) if surely else ""
            if target:
                uses = self._uses.setdefault(name.form, {})
                pointing = uses.setdefault((target, name.pointer), _Pointing())
                pointing.times += name.times
                pointing.places.append(place)

    def problems(self, make: Callable[..., Problem]) -> Iterator[tuple[int, Problem]]:
        """Yield what is wrong in the documents that were seen, with the number of each."""
        for form, uses in self._uses.items():
            counts: Counter[str] = Counter()
            for (target, _), pointing in uses.items():
                counts[target] += pointing.times
            usual, most = counts.most_common(1)[0]
            if len(counts) == 1 or most < _LEAST or most * 5 < counts.total() * _USUAL:
                continue
            like = next(pointer for target, pointer in uses if target == usual)
            for (target, pointer), pointing in uses.items():
                problem = None if target == usual else _elsewhere(form, pointer, like, most, make)
                yield from ((place, problem) for place in pointing.places if problem)


@dataclass(slots=True)
class _Pointing:
    """How often a form has a pointer, and in which documents: ten thousand take 40 kB."""

    times: int = 0
    places: array[int] = field(default_factory=lambda: array("I"))


def _elsewhere(
    form: str, pointer: str, like: str, most: int, make: Callable[..., Problem]
) -> Problem:
    return make(
        code="CON-TARGET",
        severity=Severity.INFO,
        message=f"{form} points to {pointer} here, and to {like} in {most} other places",
        hint="correct the pointer, unless two are called so",
        attribute="ref",
        pointer=pointer,
        form=form,
    )


def once(used: Mapping[str, Used], make: Callable[..., Problem]) -> Iterator[tuple[int, Problem]]:
    """Yield the elements and attributes that the edition uses once, with the document's number."""
    if sum(item.times for name, item in used.items() if "@" not in name) < _LEAST_ELEMENTS:
        return
    for name, item in used.items():
        if item.times != 1 or name.startswith("@{") or "@" in name[1:]:
            continue
        what = "attribute" if name.startswith("@") else "element"
        yield (
            item.first,
            make(
                code="CON-ONCE",
                severity=Severity.INFO,
                message=f"the {what} {name} is used here, and nowhere else in the edition",
                hint="a slip, or something to be done everywhere?",
                name=name,
            ),
        )


def usual_attributes(used: Mapping[str, Used]) -> dict[str, tuple[str, ...]]:
    """Return by element the attributes that it nearly always has, and not always."""
    found: dict[str, tuple[str, ...]] = {}
    for name, item in used.items():
        element, sign, attribute = name.partition("@")
        every = used[element].times if element and sign and attribute[0] != "{" else 0
        without = every - item.times
        if every >= _LEAST_ALIKE and 0 < without * _LEAST_ALIKE <= every:
            found[element] = (*found.get(element, ()), attribute)
    return found


def lacking(
    facts: Facts, usual: Mapping[str, tuple[str, ...]], make: Callable[..., Problem]
) -> Iterator[Problem]:
    """Yield the attributes that elements of a document lack."""
    counts = dict(facts.usage.counts)
    for element in counts.keys() & usual.keys():
        for attribute in usual[element]:
            missing = counts[element] - counts.get(f"{element}@{attribute}", 0)
            if missing:
                times = "once" if missing == 1 else f"{missing} times"
                yield make(
                    code="CON-LACKING",
                    severity=Severity.INFO,
                    message=f"<{element}> has no @{attribute} here ({times} in this document), and"
                    " nearly everywhere else it has one",
                    hint=f"add the @{attribute}, or leave it if none fits",
                    name=element,
                    attribute=attribute,
                )


def unusual(facts: Facts, make: Callable[..., Problem]) -> Iterator[Problem]:
    """Yield the values in a document that its schema does not suggest."""
    for element, attribute, value in facts.usage.unusual:
        yield make(
            code="CON-VALUE",
            severity=Severity.INFO,
            message=f'the schema does not suggest "{value}" for @{attribute} of <{element}>',
            hint="correct it, or add it to the list of values in the schema",
            name=element,
            attribute=attribute,
            value=value,
        )


def unused(
    used: Collection[str], allowed: Mapping[str, frozenset[str]], file: str
) -> Iterator[Finding]:
    """Yield what a schema allows (attributes by element, local names) and no document uses."""
    elements = sorted(name for name in allowed if name not in used)
    # Attributes of elements that are not used go with these.
    there = {name for element in allowed if element in used for name in allowed[element]}
    attributes = sorted(f"@{name}" for name in there if f"@{name}" not in used)
    for what, names, count in (
        ("elements", elements, len(allowed)),
        ("attributes", attributes, len(there)),
    ):
        if names:
            yield Finding(
                code="CON-UNUSED",
                severity=Severity.INFO,
                message=f"{len(names)} of {count} {what} are used nowhere: {', '.join(names)}",
                hint="leave them out of the customization, and the schema finds more slips",
                file=file,
            )
