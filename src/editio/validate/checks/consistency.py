"""Consistency: whether an edition does the same thing in the same way everywhere.

These are remarks about the whole edition: an encoder may have had a reason for each.

## CON-UNMARKED: a name is not marked up here, and elsewhere it is

The same form is marked up as a name at least twice as often as it is not, and at least three times;
for a form that a register has, as often is enough. Looked at are names of several capitalised
words, in running text of the same language; not headings, quotations, titles and bibliographies,
and not documents in which no name is marked up at all. A single word counts only if a register has
it, inside a sentence, in a language that does not write all nouns with a capital, and if it is
marked up at least five times, and four times as often as not. A form that is part of a longer name
(`Karl Marx` in `Karl Marx University`) is left alone. Said once for each form and document.

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
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

from editio.findings import Finding, Severity
from editio.validate.names import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from editio.edition.source import OpenDocument
    from editio.validate.facts import Facts, Problem
    from editio.validate.names import Marked
    from editio.validate.options import Options

#: How often a form is marked up before it is missed elsewhere.
_LEAST = 3
#: A single word may mean something else: it must be marked up more often, and much more than not.
_LEAST_SINGLE, _SHARE_SINGLE = 5, 4
#: How many of five times a form points to its usual entry.
_USUAL = 4
#: Smaller editions use many elements once.
_LEAST_ELEMENTS = 500


def run(_document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield nothing: consistency is judged over the whole edition."""
    return iter(())


def unmarked(
    facts: Sequence[Facts], known: frozenset[str], make: Callable[..., Problem]
) -> Iterator[tuple[str, Problem]]:
    """Yield the names that are marked up elsewhere, with the id of the document.

    ``known`` are the forms of the registers.
    """
    marked: Counter[tuple[str, str]] = Counter()
    for item in facts:
        for name in item.names:
            if not name.vague or name.form in known:
                marked[name.form, name.language] += name.times
    usual = {number(*key): key for key, count in marked.items() if _is_usual(key[0], count, known)}
    plain: Counter[int] = Counter()
    found: list[tuple[str, dict[int, int]]] = []
    for item in facts if usual else ():
        here = Counter(n for n in array("I", item.plain) if n in usual) if item.names else {}
        plain.update(here)
        found.append((item.ref.id, dict(here)))
    for document, counts in found:
        for key, count in counts.items():
            form, language = usual[key]
            if plain[key] * _share(form, known) > marked[form, language]:
                continue
            times = "once" if count == 1 else f"{count} times"
            yield (
                document,
                make(
                    code="CON-UNMARKED",
                    severity=Severity.INFO,
                    message=f"{form} is not marked up ({times} in this document), and elsewhere"
                    f" it is ({marked[form, language]} times)",
                    hint="mark it up, or leave it if something else is meant",
                    form=form,
                    language=language,
                ),
            )


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


def targets(
    facts: Sequence[Facts], entry: Callable[[str, Facts], str], make: Callable[..., Problem]
) -> Iterator[tuple[str, Problem]]:
    """Yield the names that point elsewhere than usual. ``entry`` names what a pointer means."""
    uses: dict[str, list[tuple[str, Facts, Marked]]] = {}
    for item in facts:
        for name in item.names:
            surely = name.pointer and not name.vague and " " in name.form
            target = entry(name.pointer, item) if surely else ""
            if target:
                uses.setdefault(name.form, []).append((target, item, name))
    for form, found in uses.items():
        counts: Counter[str] = Counter()
        for target, _, name in found:
            counts[target] += name.times
        usual, most = counts.most_common(1)[0]
        if len(counts) == 1 or most < _LEAST or most * 5 < counts.total() * _USUAL:
            continue
        like = next(name.pointer for target, _, name in found if target == usual)
        for target, item, name in found:
            if target != usual:
                yield (
                    item.ref.id,
                    make(
                        code="CON-TARGET",
                        severity=Severity.INFO,
                        message=f"{form} points to {name.pointer} here, and to {like} in {most}"
                        " other places",
                        hint="correct the pointer, unless two are called so",
                        attribute="ref",
                        pointer=name.pointer,
                        form=form,
                    ),
                )


def once(facts: Sequence[Facts], make: Callable[..., Problem]) -> Iterator[tuple[str, Problem]]:
    """Yield the elements and attributes that the edition uses once, with the document's id."""
    counts: Counter[str] = Counter()
    for item in facts:
        counts.update(dict(item.usage.counts))
    if sum(count for name, count in counts.items() if name[0] != "@") < _LEAST_ELEMENTS:
        return
    for item in facts:
        for name, _ in item.usage.counts:
            if counts[name] != 1 or name.startswith("@{"):
                continue
            what = "attribute" if name.startswith("@") else "element"
            yield (
                item.ref.id,
                make(
                    code="CON-ONCE",
                    severity=Severity.INFO,
                    message=f"the {what} {name} is used here, and nowhere else in the edition",
                    hint="a slip, or something to be done everywhere?",
                    name=name,
                ),
            )


def unused(
    facts: Iterable[Facts], allowed: Mapping[str, frozenset[str]], file: str
) -> Iterator[Finding]:
    """Yield what a schema allows (attributes by element, local names) and no document uses."""
    used: set[str] = set()
    for item in facts:
        used |= {name for name, _ in item.usage.counts} | item.usage.header
    elements = sorted(name for name in allowed if name not in used)
    # Attributes of elements that are not used go with these.
    there = {name for element in allowed.keys() & used for name in allowed[element]}
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
