"""All forms of all entries in one automaton, so that a text is read once whatever their number.

Aho–Corasick by the package ahocorasick-rs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.encode.tagging.folding import folded
from editio.encode.tagging.forms import Form, PersonName, forms_of, person_name
from editio.encode.tagging.view import BORDER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ahocorasick_rs import AhoCorasick

    from editio.edition.model import Entry
    from editio.edition.registers import Registers
    from editio.encode.tagging.languages import Language


#: A title before its colon with so many spaces says by itself which work it is.
_MAIN_TITLE = 2
_BRACKETS = re.compile(r" ?[(\[].*?[)\]]")


@dataclass(frozen=True, slots=True)
class Hit:
    """An occurrence of a form: offsets in the text, and what it may be a form of."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Lexicon:
    """The forms of an edition's registers, and their automaton. Made by :meth:`of`."""

    entries: tuple[Entry, ...]
    people: dict[int, PersonName] = field(repr=False)
    forms: tuple[tuple[Form, ...], ...] = field(repr=False)
    _automaton: AhoCorasick | None = field(repr=False)
    _numbers: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, registers: Registers, language: Language, kinds: Collection[Kind]) -> Lexicon:
        """Make the lexicon of the entries of these kinds, with the inflections of a language."""
        from ahocorasick_rs import AhoCorasick

        entries = tuple(entry for entry in registers.entries if entry.kind in kinds)
        by_text: dict[str, list[Form]] = {}
        for number, entry in enumerate(entries):
            for form in forms_of(entry, number, language):
                by_text.setdefault(folded(form.text), []).append(form)
        people = {
            number: person_name(entry)
            for number, entry in enumerate(entries)
            if entry.kind is Kind.PERSON
        }
        automaton = AhoCorasick(list(by_text)) if by_text else None
        numbers = {text: number for number, text in enumerate(by_text)}
        return cls(entries, people, tuple(map(tuple, by_text.values())), automaton, numbers)

    @cached_property
    def forenames(self) -> frozenset[str]:
        """The forenames of the people, folded."""
        return frozenset(
            folded(word)
            for name in self.people.values()
            for words in name.given
            for word in words
            if len(word) > 2
        )

    @cached_property
    def _titles(self) -> dict[str, dict[int, None]]:
        """The numbers of the works by their titles as :func:`_letters` writes them."""
        found: dict[str, dict[int, None]] = {}
        for number, entry in enumerate(self.entries):
            if entry.kind is Kind.WORK:
                for form in (entry.heading, *entry.forms):
                    found.setdefault(letters_of(form), {})[number] = None
                    main, colon, _ = form.partition(": ")
                    if colon and main.count(" ") >= _MAIN_TITLE:
                        found.setdefault(letters_of(main), {})[number] = None
        return found

    def works(self, title: str) -> list[Entry]:
        """Return the works of which a text is a title, whatever stops and capitals it has.

        Where none has the whole, the title is asked for without what it has in brackets, and then
        without what follows its first colon.
        """
        bare = _BRACKETS.sub("", title)
        for text in (title, bare, bare.partition(": ")[0]):
            found = self._titles.get(letters_of(text))
            if found:
                return [self.entries[number] for number in found]
        return []

    def reaches(self, number: int, text: str, start: int, end: int) -> int:
        """Return where a title of a work ends of which a part stands at an offset.

        The text may write the rest of it with other stops and capitals than the register.
        """
        entry, known = self.entries[number], letters_of(text[start:end])
        for form in sorted((entry.heading, *entry.forms), key=len, reverse=True):
            wanted = letters_of(form)
            if known.startswith("the") and not wanted.startswith("the"):
                wanted = f"the{wanted}"
            if len(wanted) > len(known) and wanted.startswith(known):
                reached = _past(text, end, wanted[len(known) :])
                if reached:
                    return reached + (form[-1] in "?!" and text[reached : reached + 1] == form[-1])
        return end

    def has_other(self, text: str) -> bool:
        """Whether a text is a form of something that is no work."""
        forms = self.forms[self._numbers[folded(text)]] if folded(text) in self._numbers else ()
        return any(self.entries[form.entry].kind is not Kind.WORK for form in forms)

    def is_place(self, text: str) -> bool:
        """Whether a text, folded, is a form of a place."""
        number = self._numbers.get(text)
        forms = self.forms[number] if number is not None else ()
        return any(self.entries[form.entry].kind is Kind.PLACE for form in forms)

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield every occurrence that does not begin or end inside a word, overlapping ones too.

        ``text`` is folded. An occurrence before a longer one that begins with it comes first.
        """
        if self._automaton is None:
            return
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        for number, start, end in found:
            if stands_alone(text, start, end):
                yield Hit(start, end, self.forms[number])


def letters_of(text: str) -> str:
    """Return the letters and figures of a text without accents and capitals, and nothing else."""
    return "".join(sign for sign in folded(text).casefold() if sign.isalnum())


def _past(text: str, start: int, letters: str) -> int:
    """Where a text ends that has these letters, whatever is between them; 0 if it has others."""
    at = start
    for letter in letters:
        while at < len(text) and not text[at].isalnum() and text[at] != BORDER:
            at += 1
        if at >= len(text) or letters_of(text[at]) != letter:
            return 0
        at += 1
    return at


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a folded text is no part of a word, a compound or an address."""
    before = text[start - 1 : start] if start else ""
    after = text[end : end + 1]
    if before.isalnum() or (after.isalnum() and text[end - 1].isalnum()):
        return False
    if before in {"@", "#", "_"} or after in {"@", "_"}:
        return False
    if before == "-" and text[start - 2 : start - 1].islower() and _lower_word(text, start - 2):
        return False
    if after == "-" and text[end + 1 : end + 2].islower():
        return False
    if after == "." and text[end + 1 : end + 2].islower():
        return False
    return not (before == "." and text[start - 2 : start - 1].isalnum() and text[start].islower())


def _lower_word(text: str, last: int) -> bool:
    """Whether the word that ends at ``last`` begins with a small letter: "anti-", "pro-"."""
    at = last
    while at > 0 and text[at - 1].isalpha():
        at -= 1
    return text[at].islower()
