"""The forms in which a text may write the name of an entry, made from those of the register."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.edition.nameforms import PARTICLES
from editio.encode.tagging.folding import folded
from editio.encode.tagging.transliteration import transliterations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.edition.model import Entry
    from editio.encode.tagging.languages import Language


class Strength(IntEnum):
    """How much a form says by itself; the strongest of two equal ones decides."""

    #: A surname, which others may have.
    SURNAME = 1
    #: A form of the register of one word.
    WORD = 2
    #: A form of several words.
    FULL = 3


@dataclass(frozen=True, slots=True)
class Form:
    """A form: how it is written, which entry it means, and how sure that is.

    ``derived`` says what was done to a form of the register to get it, empty if nothing.
    """

    text: str
    entry: int
    strength: Strength
    derived: str = ""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name: surnames, and given names as words."""

    surnames: tuple[str, ...]
    given: tuple[tuple[str, ...], ...]


#: How a form was derived that counts between quotation marks only.
_SMALL = "all in small letters"
#: How a form was derived that is the beginning of a title: the rest must follow, in any capitals.
BEGINNING = "the beginning of the title"
_BEGINNING = 3
_SPACES = re.compile(r"\s+")
_ROMAN = re.compile(r"[IVXLC]+\.?")
_ARTICLES = frozenset({"The", "A", "Der", "Die", "Das", "Le", "La", "Il", "El"})
_INITIAL = re.compile(r"[^\W\d_]\.?")
_BRACKETS = re.compile(r"\s*[(\[].*?[)\]]")


def clean(form: str) -> str:
    """Return a form with plain spaces."""
    return _SPACES.sub(" ", form).strip()


def person_name(entry: Entry) -> PersonName:
    """Take the names of a person apart, as far as the forms of the register tell."""
    surnames: dict[str, None] = {}
    given: dict[tuple[str, ...], None] = {}
    plain: list[list[str]] = []
    #: "Holm Erik" of a register that has the surname first: "Erik" is no surname.
    inverted: set[str] = set()
    for form in (entry.heading, *entry.forms):
        surname, comma, rest = clean(form).partition(", ")
        words = clean(_BRACKETS.sub("", rest)).replace(".", ". ").split()
        if comma and words and _is_surname(surname):
            particles = _trailing_particles(words)
            surnames[surname] = None
            inverted.add(f"{surname} {' '.join(words)}")
            if particles:
                surnames[" ".join((*particles, surname))] = None
            given[tuple(words[: len(words) - len(particles)])] = None
        else:
            plain.append(clean(_BRACKETS.sub("", form)).split(" "))
    plain = [words for words in plain if " ".join(words) not in inverted]
    _from_plain(plain, surnames, given)
    return PersonName(tuple(surnames), tuple(given))


def _from_plain(
    plain: list[list[str]],
    surnames: dict[str, None],
    given: dict[tuple[str, ...], None],
) -> None:
    """Take "Wilhelm von Humboldt" apart: the last word, with its particles, is the surname."""
    for words in plain:
        if (
            len(words) < 2
            or words[0] in _ARTICLES
            or not all(_is_name_word(word) for word in words)
        ):
            continue
        at = len(words) - 1
        if _ROMAN.fullmatch(words[at]) or not words[at][0].isupper():
            continue
        if words[at].endswith(("ist", "ists", "ite")):
            continue  # "Espresso Capitalist" is a name, but "Capitalist" is none
        known = next((i for i in range(1, at + 1) if " ".join(words[i:]) in surnames), at)
        surnames[" ".join(words[known:])] = None
        while known > 1 and words[known - 1] in PARTICLES:
            known -= 1
        surnames[" ".join(words[known:])] = None
        given[tuple(" ".join(words[:known]).replace(".", ". ").split())] = None


def _is_surname(text: str) -> bool:
    words = text.split(" ")
    return len(words) <= 4 and bool(text) and any(word[0].isupper() for word in words)


def _is_name_word(word: str) -> bool:
    return word in PARTICLES or (word[:1].isupper() and not any(c.isdigit() for c in word))


def _trailing_particles(words: Sequence[str]) -> tuple[str, ...]:
    at = len(words)
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return tuple(words[at:])


def forms_of(entry: Entry, number: int, language: Language) -> Iterator[Form]:
    """Yield the forms of an entry, the register's own first; ``number`` is the entry's."""
    own = [clean(form) for form in (entry.heading, *entry.forms)]
    seen: set[str] = set()
    for form in (*_written(own, entry, number), *_derived(own, entry, number, language)):
        if form.text not in seen and (_usable(form.text) or form.derived == _SMALL):
            seen.add(form.text)
            yield form
            if _may_shout(form.text) and form.text.upper() not in seen:
                seen.add(form.text.upper())
                yield Form(form.text.upper(), number, form.strength, "in capitals")


def _usable(text: str) -> bool:
    """Whether a form can be told from ordinary words: "here" in a list of places cannot."""
    small = text.islower() and text[0].isalpha()
    return len(text) > 1 and any(sign.isalpha() for sign in text) and not small


def _may_shout(text: str) -> bool:
    return len(text) > 3 and not text.isupper() and not text.islower()


def _written(own: Iterable[str], entry: Entry, number: int) -> Iterator[Form]:
    for text in own:
        yield Form(text, number, _strength(text))
        bare = _BRACKETS.sub("", text)
        if bare != text and entry.kind is not Kind.ORGANISATION and " " in bare:
            yield Form(bare, number, _strength(bare), "without what is in brackets")
        if text[:1].islower() and " " in text:
            yield Form(text[0].upper() + text[1:], number, _strength(text))
        if text.startswith(("The ", "the ")) and text.count(" ") > 1:
            yield Form(text[4:], number, _strength(text[4:]), "without the article")


def _strength(text: str) -> Strength:
    return Strength.FULL if " " in text else Strength.WORD


def _derived(own: Sequence[str], entry: Entry, number: int, language: Language) -> Iterator[Form]:
    if entry.kind is Kind.PERSON:
        yield from _of_person(entry, number, language)
        return
    for text in own:
        if entry.kind is Kind.EVENT:
            yield from _of_event(text, number, language)
        elif entry.kind is Kind.WORK:
            yield from _of_work(text, number)
        elif entry.kind is Kind.ORGANISATION:
            yield from _of_body(text, number, language)
    for text in _spelled(own, entry, language):
        if text not in own:
            yield Form(text, number, _strength(text), "in another spelling")
        for inflected in (*language.inflected(text), *language.inflected(text, nouns=True)):
            yield Form(inflected, number, _strength(text), "inflected")


def _spelled(own: Iterable[str], entry: Entry, language: Language) -> Iterator[str]:
    """The forms, without where a place lies ("on the Weir"), and in other spellings."""
    for text in own:
        yield text
        yield from language.spelled(text)
        short = language.without_location(text) if entry.kind is Kind.PLACE else ""
        if short:
            yield short


def _of_event(text: str, number: int, language: Language) -> Iterator[Form]:
    if " " in text and text[0].isupper():
        first, rest = text.split(" ", 1)
        yield Form(f"{first} {rest.lower()}", number, Strength.FULL, "in small letters")
        yield Form(text.lower(), number, Strength.FULL, _SMALL)
        yield from _numbered(text, number, language)


def _of_work(text: str, number: int) -> Iterator[Form]:
    words = text.split(" ")
    if len(words) > _BEGINNING + 1:
        yield Form(" ".join(words[:_BEGINNING]), number, Strength.FULL, BEGINNING)


def _of_body(text: str, number: int, language: Language) -> Iterator[Form]:
    first, space, last = text.rpartition(" ")
    if space and last in language.words("names", "bodies"):
        yield Form(f"{first} {last.lower()}", number, Strength.FULL, "in small letters")


def _numbered(text: str, number: int, language: Language) -> Iterator[Form]:
    """ "18th Congress of the Guild" and "18th Congress" for "Eighteenth Congress of the Guild"."""
    other = language.numbered(text)
    for form in (text, other) if other else ():
        if form != text:
            yield Form(form, number, Strength.FULL, "with another ordinal")
        short, of, whose = form.partition(" of the ")
        if of and " " in short:
            first, _, rest = short.partition(" ")
            text = f"{first} {rest.lower()} of the {whose}"
            yield Form(text, number, Strength.FULL, "in small letters")
            yield Form(short, number, Strength.FULL, "without the body whose it is")
            ordinal, _, what = short.partition(" ")
            for body in sorted(language.words("names", "own_bodies")):
                for meeting in (what, what.lower()):
                    text = f"{ordinal} {body} {meeting}"
                    yield Form(text, number, Strength.FULL, "with a word for the body")


def _of_person(entry: Entry, number: int, language: Language) -> Iterator[Form]:
    name = person_name(entry)
    for words in name.given:
        for surname in name.surnames:
            yield Form(" ".join((*words, surname)), number, Strength.FULL)
            first, hyphen, other = surname.partition("-")
            if hyphen and first[:1].isupper() and other[:1].isupper():
                text = " ".join((*words, first))
                yield Form(text, number, Strength.FULL, "with one of two surnames")
    singles = [clean(f) for f in (entry.heading, *entry.forms) if " " not in clean(f)]
    for surname in (*name.surnames, *singles):
        if not _INITIAL.fullmatch(surname):
            yield from _of_surname(surname, number, language)


def _of_surname(surname: str, number: int, language: Language) -> Iterator[Form]:
    yield Form(surname, number, Strength.SURNAME)
    for inflected in language.inflected(surname):
        yield Form(inflected, number, Strength.SURNAME, "inflected")
    for text in language.spelled(surname):
        yield Form(text, number, Strength.SURNAME, "in another spelling")
    for spelled in transliterations(surname):
        if folded(spelled) != folded(surname):
            yield Form(spelled, number, Strength.SURNAME, f"for {surname}")
