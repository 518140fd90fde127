"""Names from the registers: which occurrences count, how far they reach, whom they mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.edition.nameforms import PARTICLES
from editio.encode.tagging.folding import folded
from editio.encode.tagging.forms import BEGINNING, Form, Strength
from editio.encode.tagging.model import Confidence, Layer, Span
from editio.encode.tagging.reach import (
    Words,
    is_part_of_body,
    is_part_of_name,
    is_sentence_start,
    is_titled,
    reach_of,
)
from editio.encode.tagging.regions import HEADINGS
from editio.encode.tagging.resolving import Context, Occurrence, longest
from editio.encode.tagging.secondary import Named, secondary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.edition.model import Entry
    from editio.encode.tagging.languages import Language
    from editio.encode.tagging.lexicon import Hit, Lexicon
    from editio.encode.tagging.pointing import Pointing
    from editio.encode.tagging.view import Flow, View

LAYER_OF = {
    Kind.PERSON: Layer.PERSONS,
    Kind.PLACE: Layer.PLACES,
    Kind.ORGANISATION: Layer.ORGANISATIONS,
    Kind.WORK: Layer.WORKS,
    Kind.EVENT: Layer.EVENTS,
}
_ELEMENTS = {
    Kind.PERSON: "persName",
    Kind.PLACE: "placeName",
    Kind.ORGANISATION: "orgName",
    Kind.WORK: "title",
    Kind.EVENT: "rs",
}
_OPENING = frozenset("\"'“‘„«‹”»")
_CLOSING = frozenset("\"'”’“»«›")
#: What belongs to the name of a party though no space parts it: "(b)".
_ATTACHED = re.compile(r"\([A-Za-zА-я]{1,2}\.?\)")
#: … and a number to that of an event or a thing of one word: "Sputnik 1".
_NUMBER = re.compile(r" [1-9]\d?(?![\w%]| ?%|[.,:]\d)(?= [a-z(]|[^\w ]|$)")
#: An address in the web, or what is written as one: no ordinary word.
_ADDRESS = re.compile(r"\w+(?:\.\w+)+")
#: A word with a capital before a title of two words: they are part of something longer.
_CAPITAL_BEFORE = re.compile(r"[a-z,] [A-Z][a-z]+ \Z")
_WORD = 40
#: A title of one word has at least so many letters.
_OWN_WORD = 5


class NameFinder:
    """Finds the names of one document."""

    def __init__(self, lexicon: Lexicon, language: Language, pointing: Pointing) -> None:
        self.lexicon = lexicon
        self.language = language
        self.words = Words.of(language, "")
        #: Letters that are no others with an accent.
        self.own_letters = frozenset("".join(language.words("names", "own_letters")))
        self.pointing = pointing
        self.ends: list[int] = []
        #: Surnames that are common nouns in this text.
        self.common: frozenset[str] = frozenset()

    def work(self, title: str) -> str:
        """Return the pointer to the only work of the registers with a title, empty if none."""
        entries = self.lexicon.works(title)
        return self.pointing.pointer(entries[0]) if len(entries) == 1 else ""

    def spans(self, view: View) -> list[Span]:
        """Return the names of a text, without overlaps, in order."""
        text = folded(view.text)
        self.words = Words.of(self.language, text, self.lexicon.forenames)
        hits = list(self.lexicon.hits(text))
        self.ends = sorted(hit.end for hit in hits if self._is_long_name(hit))
        found = [one for hit in hits for one in self._of(hit, text, view)]
        chosen = longest(found)
        named = list(self._named(chosen))
        more = secondary(text, named, self.lexicon, self.words.common)
        chosen = longest([*chosen, *more])
        self.common = _common_nouns(chosen, text)
        areal = self.language.words("names", "areal")
        locative = self.language.words("names", "locative")
        context = Context(self.lexicon, chosen, self._marked(view), locative, areal)
        return [span for one in chosen if (span := self._span(one, context, text)) is not None]

    def _named(self, chosen: Sequence[Occurrence]) -> Iterator[Named]:
        """The people of whom it is certain whom they mean."""
        for one in chosen:
            number = one.entries[0]
            if len(one.entries) == 1 and number in self.lexicon.people:
                yield Named(one.start, one.end, number, one.strength is Strength.FULL)

    def _marked(self, view: View) -> list[tuple[int, str]]:
        """The names that are marked up already, as offsets and keys: they tell who is about."""
        found: list[tuple[int, str]] = []
        for occupied in view.occupied:
            element = view.source.elements[occupied.element]
            for key in self.pointing.keys(element.attributes.get("ref", "")):
                found.append((occupied.start, key))
        return found

    def _of(self, hit: Hit, text: str, view: View) -> Iterator[Occurrence]:
        written = view.text[hit.start : hit.end]
        forms = [form for form in _best(hit, written) if self._is_spelled(form.text, written)]
        by_reach: dict[tuple[int, int, bool, bool], list[Form]] = {}
        for form in forms:
            entry = self.lexicon.entries[form.entry]
            if entry.kind is Kind.PERSON:
                if form.strength < Strength.FULL and self._is_realm(text[hit.start : hit.end]):
                    continue
                name = self.lexicon.people[form.entry]
                place = hit.start, hit.end, self._border(hit.start)
                reach = reach_of(place, form.strength, name, text, self.words)
                if reach is not None:
                    key = (reach.start, reach.end, reach.supported, reach.common)
                    by_reach.setdefault(key, []).append(form)
            elif self._counts(entry, hit, view):
                end = self._end(form.entry, hit, view.text)
                if form.derived == BEGINNING and end == hit.end:
                    continue
                if entry.kind is Kind.WORK and not self._is_title(hit, end, view):
                    continue
                by_reach.setdefault((hit.start, end, False, False), []).append(form)
        for (start, end, supported, common), means in by_reach.items():
            strength = Strength.FULL if supported else max(form.strength for form in means)
            entries = tuple(dict.fromkeys(form.entry for form in means))
            yield Occurrence(start, end, entries, strength, means[0].derived, common)

    def _is_spelled(self, form: str, written: str) -> bool:
        """Whether a form and what is written have the letters of the language in common."""
        own = self.own_letters
        return not own or all(
            one == other or not (one in own or other in own)
            for one, other in zip(form, written, strict=False)
        )

    def _is_realm(self, surname: str) -> bool:
        """Whether a surname is a particle and a place: "von Oberau" behind "König" is his realm."""
        particle, space, place = surname.partition(" ")
        return bool(space) and particle in PARTICLES and self.lexicon.is_place(place)

    def _is_long_name(self, hit: Hit) -> bool:
        """Whether words are a name of several words, of something that is no person."""
        return any(
            form.strength is Strength.FULL and form.entry not in self.lexicon.people
            for form in hit.forms
        )

    def _border(self, start: int) -> int:
        """Where a name of several words ends before an offset: its words are no forenames."""
        at = bisect_right(self.ends, start)
        return self.ends[at - 1] if at else 0

    def _end(self, number: int, hit: Hit, text: str) -> int:
        """Where a name ends: a title with its subtitle, a party with "(b)", "Sputnik" with "1"."""
        kind = self.lexicon.entries[number].kind
        if kind is Kind.WORK:
            return self.lexicon.reaches(number, text, hit.start, hit.end)
        attached = None
        if kind is Kind.ORGANISATION:
            attached = _ATTACHED.match(text, hit.end)
        elif kind is Kind.EVENT and " " not in text[hit.start : hit.end]:
            attached = _NUMBER.match(text, hit.end)
        return attached.end() if attached is not None else hit.end

    def _counts(self, entry: Entry, hit: Hit, view: View) -> bool:
        """Whether a form of something that is no person says enough by itself."""
        text = view.text
        form = text[hit.start : hit.end]
        if entry.kind is Kind.EVENT:
            # "fall of the town" tells what happened: a name only where a text calls it so.
            return not form[0].islower() or form in entry.forms or _is_quoted(hit, text)
        if entry.kind is Kind.PLACE and is_part_of_name(text, hit.start, hit.end, self.words):
            return False
        named = entry.kind in {Kind.PLACE, Kind.ORGANISATION}
        return not (named and is_part_of_body(text, hit.start, self.words))

    def _is_title(self, hit: Hit, end: int, view: View) -> bool:
        """Whether words are the title of a work here.

        A title of one word, or without a capital after the first, may be anything: it counts
        between quotation marks, or where it is a word that the text does not have otherwise. The
        heading of a text is its title, and no mention of it.
        """
        text, form = view.text, view.text[hit.start : hit.end]
        flow = view.flow_at(hit.start)
        whole = end == flow.end and text[flow.start : hit.start] in {"", "The "}
        if whole and view.source.elements[flow.element].tei in HEADINGS:
            return False
        if _is_quoted(hit, text):
            return True
        marked = text[hit.start - 1 : hit.start] in _OPENING and hit.start > 0
        if not marked and form.startswith("The ") and self.lexicon.has_other(form[4:]):
            return False
        words = form.split(" ")
        if sum(word[:1].isupper() for word in words) >= 2 and len(form) > 8:
            return len(words) > 2 or not self._behind_capital(hit.start, flow, text)
        return len(words) == 1 and self._is_own_word(form, hit.start, text)

    def _behind_capital(self, start: int, flow: Flow, text: str) -> bool:
        begin = max(flow.start, start - _WORD)
        return _CAPITAL_BEFORE.search(text, begin, start) is not None

    def _is_own_word(self, word: str, start: int, text: str) -> bool:
        """Whether a word is nothing but a title: no other name, and no word of the text."""
        if len(word) < _OWN_WORD or not word[0].isupper() or self.lexicon.has_other(word):
            return False
        if _ADDRESS.fullmatch(word):
            return True
        return folded(word).lower() not in self.words.ordinary and not is_sentence_start(
            text, start
        )

    def _is_noun(self, one: Occurrence, text: str) -> bool:
        """Whether a surname is a common noun here, if the text does not name the person in full."""
        if one.strength is not Strength.SURNAME:
            return False
        return one.common or text[one.start : one.end] in self.common

    def _span(self, one: Occurrence, context: Context, text: str) -> Span | None:
        meant = context.meant(one, text)
        if meant is None:
            return None
        entry = self.lexicon.entries[meant.entries[0]]
        if self._is_noun(one, text) and meant.entries[0] not in context.named:
            return None
        if one.strength is Strength.SURNAME and not meant.known:
            word = text[one.start : one.end]
            if is_sentence_start(text, one.start) and word.lower() in self.words.ordinary:
                return None
            if word in self.words.doubtful and not is_titled(text, one.start, self.words):
                return None
        attributes = [("ref", self.pointing.pointer(entry))]
        if entry.kind is Kind.EVENT:
            attributes.insert(0, ("type", "event"))
        if meant.confidence is Confidence.LOW:
            attributes.append(("cert", "low"))
        return Span(
            start=one.start,
            end=one.end,
            layer=LAYER_OF[entry.kind],
            element=_ELEMENTS[entry.kind],
            attributes=tuple(attributes),
            confidence=meant.confidence,
            reason=meant.reason + (f" ({one.note})" if one.note else ""),
            candidates=tuple(self.lexicon.entries[number].key for number in meant.entries),
        )


def _common_nouns(chosen: Sequence[Occurrence], text: str) -> frozenset[str]:
    """The surnames that stand behind an article at least every other time, as nouns do."""
    counts: Counter[str] = Counter()
    for one in chosen:
        if one.strength is Strength.SURNAME:
            counts[text[one.start : one.end]] += 1 if one.common else -1
    return frozenset(word for word, count in counts.items() if count >= 0)


def _is_quoted(hit: Hit, text: str) -> bool:
    """Whether a name fills what stands between two marks, but for a stop at its end."""
    if hit.start == 0 or text[hit.start - 1] not in _OPENING:
        return False
    return text[hit.end : hit.end + 1] in _CLOSING or text[hit.end + 1 : hit.end + 2] in _CLOSING


def _best(hit: Hit, written: str) -> Sequence[Form]:
    """The forms that are written just so before those that were made from others."""
    exact = [form for form in hit.forms if form.text == written and not form.derived]
    return exact or [form for form in hit.forms if not form.derived] or hit.forms
