"""Judging the attributes of a start tag one by one, each mistake reported once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.relaxng.factory import matches
from editio.relaxng.nameclasses import split_key
from editio.relaxng.patterns import Attribute
from editio.relaxng.words import closest

if TYPE_CHECKING:
    from editio.relaxng.automaton import Opening, State
    from editio.relaxng.diagnose import Diagnosis, Tag
    from editio.relaxng.patterns import Pattern


MAX_GUESSES = 20
"""For so many unknown attributes of one element it is worth guessing what was meant."""


def judge_attributes(diagnosis: Diagnosis, opening: Opening, key: str, tag: Tag) -> State:
    """Report what is wrong with the attributes of ``tag``; return the state inside it."""
    judge = _Judge(diagnosis, opening, key, tag)
    for name, value in tag.attributes.items():
        judge.attribute(name, value)
    return judge.finish()


class _Judge:
    def __init__(self, diagnosis: Diagnosis, opening: Opening, key: str, tag: Tag) -> None:
        self.diagnosis = diagnosis
        self.opening = opening
        self.key = key
        self.tag = tag
        self.make = diagnosis.automaton.make
        self.rest = opening.rest
        self.unknown: list[str] = []

    def attribute(self, name: str, value: str) -> None:
        known = self.opening.table.get(name)
        pairs = ((known.content, self.rest),) if known else self.rest.takes(name, self.make)
        if not pairs:
            if self.opening.rest.takes(name, self.make):
                self.report_conflict(name)
            else:
                self.unknown.append(name)
            return
        context = self.tag.context
        good = [follow for p, follow in pairs if matches(p, value, context, self.make)]
        if not good:
            place = self.tag.place_of(name)
            say = self.diagnosis.say
            patterns = [pattern for pattern, _ in pairs]
            self.diagnosis.report(say.wrong_value(place, name, value, self.key, patterns))
            good = [follow for _, follow in pairs]
        self.rest = self.make.choice(good)

    def report_conflict(self, name: str) -> None:
        say = self.diagnosis.say
        self.diagnosis.report(say.conflicting_attribute(self.tag.place_of(name), name, self.key))

    def finish(self) -> State:
        """Report unknown and missing attributes; return the state inside."""
        missing = [
            frozenset((name,))
            for name in sorted(self.opening.required)
            if name not in self.tag.attributes
        ]
        closed = self.rest.close(self.make)
        if closed is self.make.not_allowed:
            missing += self.diagnosis.vocabulary.missing_attributes(self.rest)
            closed = supplied(self.rest, self.make)
        for name in self.unknown:
            missing = self.report_unknown(name, missing)
        for names in missing:
            say = self.diagnosis.say
            self.diagnosis.report(say.missing_attribute(self.tag.place, names, self.key))
        return self.diagnosis.automaton.state(closed)

    def report_unknown(self, name: str, missing: list[frozenset[str]]) -> list[frozenset[str]]:
        """Report an attribute that is not allowed; it may be the misspelt form of a missing one."""
        allowed = self.diagnosis.vocabulary.attributes(self.opening.pattern)
        free = {split_key(k)[1]: k for k in allowed if k not in self.tag.attributes}
        local = split_key(name)[1]
        few = len(self.unknown) <= MAX_GUESSES
        guess = free.get(closest(local, free) or "") if few else None
        meant = [names for names in missing if guess in names]
        place = self.tag.place_of(name)
        wanted = [guess] if meant and guess else []
        say = self.diagnosis.say
        self.diagnosis.report(say.unknown_attribute(place, name, self.key, guess, wanted))
        return [names for names in missing if names not in meant]


def supplied(pattern: Pattern, make: object) -> Pattern:
    """Return ``pattern`` as if all attributes in it had been there."""
    from editio.relaxng.factory import Patterns
    from editio.relaxng.patterns import After, Choice, Group, Interleave, OneOrMore

    assert isinstance(make, Patterns)
    if not pattern.has_attributes:
        return pattern
    if isinstance(pattern, Attribute):
        return make.empty
    if isinstance(pattern, Group):
        return make.sequence([supplied(member, make) for member in pattern.spine()])
    parts = [supplied(part, make) for part in pattern.parts]
    if isinstance(pattern, Choice):
        return make.choice(parts)
    if isinstance(pattern, Interleave):
        return make.interleave(parts)
    if isinstance(pattern, OneOrMore):
        return make.one_or_more(parts[0])
    return make.after(parts[0], pattern.number) if isinstance(pattern, After) else pattern
