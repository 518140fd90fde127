"""Pointers: whether everything that the texts point to is there.

Pointers are the values of the attributes that the TEI gives the datatype teidata.pointer: `ref`,
`target`, `who`, `corresp`, `wit`, `hand`, `resp`, `source`, `ana` and some fifty more; where there
is a schema (RELAX NG, or else an ODD), it decides which attributes these are, also its own. They
are judged over the whole edition, also where only one file is checked. A pointer `#x` may mean an
element of the document, an element of a corpus or document that includes it, or the register entry
with this id, if only one register has it. Each pointer that leads nowhere is reported once per
document.

## PTR-DANGLING: nothing has the id that is pointed to

The id is missing from the document and from the registers, or from the file that the pointer
names. The hint shows ids that are written alike.

Bad: `<persName ref="#lovelace">` where the register has `<person xml:id="ada_lovelace">`.
Good: `<persName ref="#ada_lovelace">`.

## PTR-FILE: the file that is pointed to is not there

Paths are relative to the file in which they stand. A path of one computer (`file:///C:/…`) works
on no other. Where the address of a web page is meant, it begins with `https://`.

Bad: `<ref target="persons.xml#ada">` where the file is `registers/persons.xml`.
Good: `<ref target="registers/persons.xml#ada">`.

## PTR-WORD: a word where a pointer is wanted

Without `#` in front, a pointer is the name of a file. An id is written with it.

Bad: `<sp who="hamlet">`.
Good: `<sp who="#hamlet">`.

## PTR-SCHEME: an abbreviation is not defined

What stands before the colon is no scheme of the web, and no `prefixDef` of the edition explains
it. Define it in the `encodingDesc`, or write the pointer out.

Bad: `<persName ref="psn:ada">` alone.
Good: the same, with `<prefixDef ident="psn" matchPattern="(.+)"
replacementPattern="persons.xml#$1"/>` in the header.

## PTR-PREFIX: the pointer does not fit the definition of its abbreviation

A `prefixDef` explains the abbreviation, but its `matchPattern` does not match the rest.

Bad: `gnd:11855042-1` where the pattern is `([0-9X]+)`.
Good: `gnd:118550421`.

## PTR-UNREACHABLE: the page does not answer

Asked only with `--allow-network`, and at most once a day for each address. A warning where the
server says that there is no such page; a remark where it does not answer, which may be better
tomorrow.

Bad: `<ref target="https://example.org/moved-long-ago">`.
Good: the address where the page is now, or one that is made to last (a DOI, an archive).

## PTR-URI: the address is not written as an address

A slash is missing or too many, or a character that an address cannot hold.

Bad: `<ref target="http:/example.org">`, `<ref target="https://example.org/a|b">`.
Good: `<ref target="http://example.org">`, `<ref target="https://example.org/a%7Cb">`.

## PTR-XPOINTER: the XPointer cannot be followed

Its scheme is none of the TEI Guidelines (`xpath`, `left`, `right`, `range`, `string-index`,
`string-range`, `match`), it is not written as the scheme wants it, or it reaches beyond the end of
the text. The ids in it are checked like all others.

Bad: `#word(12)`, `#string-range(p1,12)`, `#range(left(p1))`.
Good: `#string-index(p1,12)`, `#string-range(p1,12,4)`, `#range(left(p1),right(p2))`.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from editio.edition.pointers import TargetKind
from editio.edition.xpointers import (
    XPOINTER,
    SyntaxFaultError,
    UnknownSchemeError,
    parse_xpointer,
)
from editio.findings import Severity
from editio.validate.checks.pointergroups import CORRECT_PATH, group_of, grouped
from editio.validate.facts import Problem, Use, is_address
from editio.validate.waiting import is_there

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef, Entry
    from editio.edition.pointers import Resolver
    from editio.edition.prefixes import Prefix
    from editio.edition.reach import Failure
    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.facts import Facts
    from editio.validate.options import Options
    from editio.validate.waiting import Answers

_SCHEME = re.compile(r"([A-Za-z][\w+.-]*):", re.ASCII)
_WEB = frozenset({"http", "https", "ftp", "mailto", "urn", "doi", "tel", "hdl", "ark", "data"})
#: No path: without a slash and without an extension such as ".xml".
_WORD = re.compile(r"[^/#?]+")
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
#: Pages that another program makes of the edition.
_PAGE = re.compile(r"\.(?:html?|xhtml|php)$")
#: Pointers whose meaning is remembered for the documents that follow in the same folder.
_MOST_KNOWN = 5_000


def run(_document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield nothing: pointers are judged over the whole edition, by :class:`Pointers`."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Question:
    """Whether one of these documents has an id; if none has, that is a problem."""

    documents: tuple[str, ...]
    name: str
    problem: Problem


def unreachable(facts: Facts, failures: Mapping[str, Failure]) -> Iterator[Problem]:
    """Yield the addresses of a document that did not answer."""
    for written, meant in facts.uris:
        failure = failures.get(meant)
        if failure is not None:
            yield Problem(
                code="PTR-UNREACHABLE",
                severity=Severity.WARNING if failure.gone else Severity.INFO,
                message=f"{meant} does not answer: {failure.reason}",
                hint="correct the address" if failure.gone else "try again later",
                pointer=written,
            )


@dataclass(slots=True)
class _Folder:
    """What pointers mean in the documents of a folder: these come one after the other.

    ``right`` are those with which nothing is wrong, ``entries`` what they lead to.
    """

    path: str = ""
    right: set[str] = field(default_factory=set)
    entries: dict[str, Entry | None] = field(default_factory=dict)

    def of(self, ref: DocumentRef) -> _Folder:
        """Return this for the folder of a document: what is known of another is forgotten."""
        path = posixpath.dirname(ref.path)
        if path != self.path:
            self.path = path
            self.right.clear()
            self.entries.clear()
        return self


@dataclass(frozen=True, slots=True)
class Pointers:
    """Judges pointers.

    ``refs`` are the documents of the edition, ``places`` their numbers there by id; ``owners`` are
    the ids of those that have register entries, ``hosts`` the ids of the documents whose ids a
    document shares, ``prefixes`` the private schemes of the whole edition, each with the path of
    its document, ``ambiguous`` the ids of entries that several documents have. ``asked`` takes down
    which other files are there, ``mentioned`` the keys of the entries that are pointed to.
    """

    resolver: Resolver
    refs: Sequence[DocumentRef]
    places: Mapping[str, int]
    owners: frozenset[str]
    hosts: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, Mapping[Prefix, str]]
    ambiguous: frozenset[str]
    root: Path
    asked: Answers
    mentioned: set[str] = field(default_factory=set)
    _folder: _Folder = field(default_factory=_Folder)

    def judge(self, facts: Facts) -> Iterator[Problem | Question]:
        """Yield what is wrong with the pointers of a document, or depends on another's ids."""
        self._mention(facts)
        groups: dict[tuple[str, str], tuple[Problem, list[Use]]] = {}
        for use in facts.uses:
            found = self._judged(use, facts)
            if found is None:
                continue
            if isinstance(found, Question):
                asked = replace(found.problem, attribute=use.attribute, pointer=use.written)
                yield replace(found, problem=asked)
                continue
            group = group_of(found, use)
            if group:
                groups.setdefault((found.code, group), (found, []))[1].append(use)
            else:
                yield replace(found, attribute=use.attribute, pointer=use.written)
        yield from (grouped(first, name, uses) for (_, name), (first, uses) in groups.items())

    def _mention(self, facts: Facts) -> None:
        for pointer in (
            *((f"#{name}" for name in facts.local) if facts.ref.id in self.owners else ()),
            *facts.keys,
            *(meant for _, meant in facts.uris),
        ):
            self.entry(pointer, facts.ref)

    def entry(self, pointer: str, ref: DocumentRef) -> Entry | None:
        """Return the entry that a pointer means, and count it as mentioned."""
        if not self._is_shared(pointer, ref):
            return self._entry(pointer, ref)
        known = self._folder.of(ref).entries
        if pointer not in known:
            _make_room(known)
            known[pointer] = self._entry(pointer, ref)
        return known[pointer]

    def _entry(self, pointer: str, ref: DocumentRef) -> Entry | None:
        target = self.resolver.resolve(pointer, ref)
        if target.kind is not TargetKind.ENTRY or target.entry is None:
            return None
        self.mentioned.add(target.entry.key)
        return target.entry

    def _is_shared(self, pointer: str, ref: DocumentRef) -> bool:
        """Tell whether a pointer means the same in all documents of the folder.

        It may mean something else in a document with entries of its own, or that it names.
        """
        return ref.id not in self.owners and posixpath.basename(ref.path) not in unquote(pointer)

    def _judged(self, use: Use, facts: Facts) -> Problem | Question | None:
        """Judge a pointer; one that is right in a document is right in those beside it."""
        is_shared = self._is_shared(use.meant, facts.ref)
        if not is_shared or use.beyond or use.missing or use.attribute == "facs":
            return self._judge(use, facts)
        right = self._folder.of(facts.ref).right
        if use.meant in right:
            return None
        found = self._judge(use, facts)
        if found is None:
            _make_room(right)
            right.add(use.meant)
        return found

    def _judge(self, use: Use, facts: Facts) -> Problem | Question | None:
        meant = use.meant
        scheme = _SCHEME.match(meant)
        if scheme is not None:
            return self._absolute(use, scheme[1], facts)
        if XPOINTER.search(meant):
            return self._xpointer(use, facts.ref)
        if meant.startswith("#"):
            return self._fragment(unquote(meant[1:]), facts.ref)
        return self._relative(meant, use, facts.ref)

    def _xpointer(self, use: Use, ref: DocumentRef) -> Problem | Question | None:
        path, _, fragment = use.meant.partition("#")
        try:
            named = parse_xpointer(unquote(fragment)).names
        except UnknownSchemeError as error:
            return _wrong_xpointer(str(error), "use one of the schemes of the Guidelines, or an id")
        except SyntaxFaultError as error:
            return _wrong_xpointer(f"{fragment} is not written as it should be: {error}", "")
        if use.beyond:
            return _wrong_xpointer(f"{fragment} reaches too far: {use.beyond}", "count again")
        names = named if path else use.missing
        judged: list[Problem | Question | None] = [
            self._relative(f"{path}#{name}", use, ref) if path else self._fragment(name, ref)
            for name in names
        ]
        if path and not names:
            judged = [self._relative(path, use, ref)]
        return next((found for found in judged if found is not None), None)

    def _absolute(self, use: Use, scheme: str, facts: Facts) -> Problem | Question | None:
        meant = use.meant
        if scheme.casefold() == "file" or len(scheme) == 1:
            return Problem(
                code="PTR-FILE",
                severity=Severity.ERROR,
                message=f"{meant} is a path of one computer",
                hint="write the path relative to this file",
            )
        if scheme.casefold() in _WEB:
            return Problem(
                code="PTR-URI",
                severity=Severity.WARNING,
                message=f"{meant} is not written as an address",
                hint="two slashes stand behind the colon; a space is written %20, a | %7C",
            )
        for prefix, path in self.prefixes.get(scheme, {}).items():
            expanded = prefix.expand(meant)
            if expanded is not None:
                return self._expanded(expanded, path, use, facts)
        if scheme in self.prefixes:
            return Problem(
                code="PTR-PREFIX",
                severity=Severity.WARNING,
                message=f"{meant} does not match the pattern that prefixDef gives for {scheme}:",
                hint="correct the pointer, or the matchPattern of the prefixDef",
            )
        self.entry(meant, facts.ref)
        return Problem(code="PTR-SCHEME", severity=Severity.WARNING, message=scheme)

    def _expanded(
        self, expanded: str, path: str, use: Use, facts: Facts
    ) -> Problem | Question | None:
        """A pointer after the private scheme of another document, to which it is relative."""
        if is_address(expanded):
            self.entry(expanded, facts.ref)
            return None
        if _SCHEME.match(expanded):
            return None
        file, sign, fragment = expanded.partition("#")
        there = posixpath.join(posixpath.dirname(path), file) if file else path
        here = posixpath.relpath(there, posixpath.dirname(facts.ref.path) or ".")
        return self._relative(f"{here}{sign}{fragment}", use, facts.ref)

    def _fragment(self, name: str, ref: DocumentRef) -> Problem | Question | None:
        if not name or self.entry(f"#{name}", ref) is not None or name in self.ambiguous:
            return None
        problem = _dangling(name, "nothing in this document or in a register has the id")
        hosts = self.hosts.get(ref.id, ())
        return Question(hosts, name, problem) if hosts else problem

    def _relative(self, meant: str, use: Use, ref: DocumentRef) -> Problem | Question | None:
        path, _, fragment = meant.partition("#")
        here = posixpath.dirname(ref.path)
        there = posixpath.normpath(posixpath.join(here, unquote(path.partition("?")[0])))
        name = unquote(fragment)
        document = self.resolver.document(there)
        if document is not None:
            if not name:
                return None
            entry = self.entry(meant, ref)
            if entry is not None and (entry.document, entry.id) == (document.id, name):
                return None
            return Question((document.id,), name, _dangling(name, f"{there} has no element"))
        if self._exists(there):
            return None
        if use.is_id or (_WORD.fullmatch(use.written) and not _EXTENSION.search(meant)):
            self.entry(use.written, ref)
            return Problem(code="PTR-WORD", severity=Severity.WARNING, message=use.written)
        if use.attribute == "facs" and not fragment:
            return None
        return self._no_file(path, there, meant, ref)

    def _exists(self, path: str) -> bool:
        found = is_there(self.root / path)
        self.asked.add(path, there=found)
        return found

    def _no_file(self, path: str, there: str, meant: str, ref: DocumentRef) -> Problem:
        entry = self.entry(meant, ref) if "#" in meant else None
        other = self.refs[self.places[entry.document]] if entry is not None else None
        here = posixpath.dirname(ref.path) or "."
        hint = f"write {posixpath.relpath(other.path, here)}" if other else CORRECT_PATH
        if re.match(r"www\.|[\w-]+\.(?:com|org|net|de|fr|it|eu|uk)(?:/|$)", path):
            hint = f"write https://{meant} if a page of the web is meant"
        return Problem(
            code="PTR-FILE",
            severity=Severity.INFO if _PAGE.search(there) else Severity.WARNING,
            message=f"there is no file {there}",
            hint=hint,
        )


def _make_room(known: set[str] | dict[str, Entry | None]) -> None:
    """Forget what is known when it is more than documents point to again and again."""
    if len(known) >= _MOST_KNOWN:
        known.clear()


def _dangling(name: str, start: str) -> Problem:
    return Problem(code="PTR-DANGLING", severity=Severity.ERROR, message=f'{start} "{name}"')


def _wrong_xpointer(message: str, hint: str) -> Problem:
    return Problem(
        code="PTR-XPOINTER",
        severity=Severity.WARNING,
        message=message,
        hint=hint or "chapter 16.2.4 of the TEI Guidelines says how",
    )
