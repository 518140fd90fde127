"""Names from the registers: which occurrences count, how far they reach, whom they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.model import Kind
from editio.encode.tagging.folding import folded
from editio.encode.tagging.forms import Form, Strength
from editio.encode.tagging.model import Confidence, Layer, Span
from editio.encode.tagging.reach import Words, is_part_of_name, is_sentence_start, reach_of
from editio.encode.tagging.resolving import Context, Occurrence, longest
from editio.encode.tagging.secondary import Named, secondary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.edition.model import Entry
    from editio.encode.tagging.languages import Language
    from editio.encode.tagging.lexicon import Hit, Lexicon
    from editio.encode.tagging.pointing import Pointing
    from editio.encode.tagging.view import View

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


class NameFinder:
    """Finds the names of one document."""

    def __init__(self, lexicon: Lexicon, language: Language, pointing: Pointing) -> None:
        self.lexicon = lexicon
        self.language = language
        self.words = Words.of(language, "")
        self.pointing = pointing

    def spans(self, view: View) -> list[Span]:
        """Return the names of a text, without overlaps, in order."""
        text = folded(view.text)
        self.words = Words.of(self.language, text, self.lexicon.forenames)
        found = [one for hit in self.lexicon.hits(text) for one in self._of(hit, text, view)]
        chosen = longest(found)
        named = list(self._named(chosen))
        chosen = longest([*chosen, *secondary(text, named, self.lexicon)])
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
        forms = _best(hit, view.text[hit.start : hit.end])
        by_reach: dict[tuple[int, int, bool], list[Form]] = {}
        for form in forms:
            entry = self.lexicon.entries[form.entry]
            if entry.kind is Kind.PERSON:
                name = self.lexicon.people[form.entry]
                reach = reach_of((hit.start, hit.end), form.strength, name, text, self.words)
                if reach is not None:
                    key = (reach.start, reach.end, reach.supported)
                    by_reach.setdefault(key, []).append(form)
            elif self._counts(entry, hit, view.text):
                by_reach.setdefault((hit.start, hit.end, False), []).append(form)
        for (start, end, supported), means in by_reach.items():
            strength = Strength.FULL if supported else max(form.strength for form in means)
            entries = tuple(dict.fromkeys(form.entry for form in means))
            yield Occurrence(start, end, entries, strength, means[0].derived)

    def _counts(self, entry: Entry, hit: Hit, text: str) -> bool:
        """Whether a form of something that is no person says enough by itself.

        A title of one word, or without a capital after the first, may be anything: it counts only
        between quotation marks.
        """
        form = text[hit.start : hit.end]
        if entry.kind is Kind.EVENT:
            return not form[0].islower()  # "fall of the town" tells what happened, and is no name
        if entry.kind is Kind.PLACE:
            return not is_part_of_name(text, hit.start, hit.end, self.words)
        if entry.kind is not Kind.WORK:
            return True
        quoted = text[hit.start - 1 : hit.start] in _OPENING and hit.start > 0
        if not quoted and form.startswith("The ") and self.lexicon.has_other(form[4:]):
            return False
        capitals = sum(word[:1].isupper() for word in form.split(" "))
        if capitals >= 2 and len(form) > 8:
            return True
        return text[hit.start - 1 : hit.start] in _OPENING and (
            text[hit.end : hit.end + 1] in _CLOSING or text[hit.end + 1 : hit.end + 2] in _CLOSING
        )

    def _span(self, one: Occurrence, context: Context, text: str) -> Span | None:
        meant = context.meant(one, text)
        if meant is None:
            return None
        entry = self.lexicon.entries[meant.entries[0]]
        if one.strength is Strength.SURNAME and not meant.known:
            word = text[one.start : one.end]
            if is_sentence_start(text, one.start) and word.lower() in self.words.ordinary:
                return None
            if word in self.words.doubtful:
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


def _best(hit: Hit, written: str) -> Sequence[Form]:
    """The forms that are written just so before those that were made from others."""
    exact = [form for form in hit.forms if form.text == written and not form.derived]
    return exact or [form for form in hit.forms if not form.derived] or hit.forms
