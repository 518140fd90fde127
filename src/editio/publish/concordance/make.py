"""Making the concordances of an edition, while a build is on.

Call :meth:`Concordances.add` for every text in the order of the edition, then
:meth:`Concordances.finish` once.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from editio.edition.fingerprints import digest, program
from editio.edition.model import Role
from editio.publish.concordance.lines import AROUND, Finder
from editio.publish.concordance.model import Concordance, Line, Wanted
from editio.publish.concordance.reading import is_wanted
from editio.publish.concordance.state import open_state
from editio.publish.index.entities import INDEXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from editio.edition.settings import Settings
    from editio.publish.concordance.reading import Reading
    from editio.publish.concordance.state import Found, LineState
    from editio.publish.index.made import Made
    from editio.publish.index.model import AnyIndex, Heading


class Concordances:
    """The concordances that an edition asks for: words, names, and its most frequent words."""

    def __init__(self, state: LineState, settings: Settings) -> None:
        self._state = state
        self._asked = list(_different(map(Wanted.of, settings.concordance)))
        self._frequent = settings.concordance_frequent
        self._wanted = is_wanted(settings)
        self._known = state.keys()
        self._texts: list[str] = []
        self._changed: list[str] = []
        self._counts: Counter[str] = Counter()

    def add(self, made: Made, read: Callable[[], Reading | None]) -> None:
        """Take in a document that is read by ``read()``; what has no page has no lines."""
        name = made.result.ref.id
        if not self._wanted or made.result.ref.role is not Role.TEXT or not made.rendered:
            return
        self._texts.append(name)
        if made.key and self._known.get(name) == made.key:
            return
        self._take_out(name)
        if (reading := read()) is not None:
            self._state.put(name, made.key, reading)
            self._counts.update(dict(reading.counts))
            self._changed.append(name)

    def finish(self, indexes: Iterable[AnyIndex]) -> list[Concordance]:
        """Return what is asked for, in that order, then the most frequent words."""
        for gone in self._known.keys() - set(self._texts):
            self._take_out(gone)
        self._state.count_words(self._counts)
        frequent = map(Wanted.of, self._state.most_frequent(self._frequent))
        wanted = list(_different(chain(self._asked, frequent)))
        self._read([item for item in wanted if item.words])
        headings = {
            index.name: index for index in indexes if index.name in INDEXES.values()
        }.values()
        asked = set(self._asked)
        return [
            self._of_entry(item, headings) if item.entry else self._of_words(item, item in asked)
            for item in wanted
        ]

    def _take_out(self, name: str) -> None:
        self._counts.subtract(dict(self._state.counts(name)))
        self._state.remove(name)

    def _read(self, wanted: Sequence[Wanted]) -> None:
        """Read texts for what is wanted: those that are new, or all where something else is."""
        known = self._state.asked
        new = [item for item in wanted if item.asked not in known]
        changed = set(self._changed)
        for_all, for_new = Finder(wanted), Finder(new)
        for name in self._texts if new else self._changed:
            finder = for_all if name in changed else for_new
            for item, lines in finder.lines(name, self._state.text(name)).items():
                self._state.keep_lines(item.asked, name, lines)
        self._state.keep_asked(item.asked for item in wanted)

    def _of_words(self, wanted: Wanted, called: bool) -> Concordance:
        """Return the lines for words; what nobody called by a name is called as texts write it."""
        by_text = {item.text: item for item in self._state.found(wanted.asked)}
        found = [by_text[name] for name in self._texts if name in by_text]
        return Concordance(
            wanted,
            wanted.asked if called or not found else _most_used(found),
            tuple((item.text, item.number) for item in found),
            digest(*(part for item in found for part in (item.text, item.digest))),
            partial(self._lines, wanted.asked, [item.text for item in found]),
        )

    def _lines(self, asked: str, texts: Iterable[str]) -> Iterator[Line]:
        for name in texts:
            yield from self._state.lines(asked, name)

    def _of_entry(self, wanted: Wanted, indexes: Iterable[AnyIndex]) -> Concordance:
        """Return the mentions of a register entry, as the index of its kind has them."""
        found = ((index, index.heading(wanted.entry)) for index in indexes)
        index, heading = next((pair for pair in found if pair[1] is not None), (None, None))
        if index is None or heading is None:
            return Concordance(wanted, wanted.asked, (), "none", lambda: iter(()))
        lines = partial(_mentions, heading, frozenset(self._texts))
        counts = Counter(line.document for line in lines())
        known = index.digest_of(wanted.entry)
        return Concordance(
            wanted,
            heading.label,
            tuple(counts.items()),
            digest(known, repr(counts)) if known else "",
            lines,
        )


def _mentions(heading: Heading, texts: frozenset[str]) -> Iterator[Line]:
    for item in heading.locators:
        if item.document in texts and (item.before or item.after):
            yield Line(
                item.document,
                item.unit,
                item.label,
                item.before[-AROUND:],
                item.form,
                item.after[:AROUND],
                item.part,
            )


def _different(wanted: Iterable[Wanted]) -> Iterator[Wanted]:
    """Yield what means something, and of what means the same the first."""
    seen: set[object] = set()
    for item in wanted:
        meaning = (item.words, item.open_end, item.entry)
        if meaning not in seen and (item.words or item.entry):
            seen.add(meaning)
            yield item


def _most_used(found: Iterable[Found]) -> str:
    forms: Counter[str] = Counter()
    for item in found:
        forms.update(item.forms)
    return min(forms, key=lambda form: (-forms[form], form))


@contextmanager
def open_concordances(cache: Path | None, settings: Settings) -> Iterator[Concordances]:
    """Go on from what the previous build knew, or start anew; kept when the block ends normally.

    ``cache`` is a folder.
    """
    counting = str(settings.concordance_frequent > 0)
    token = digest("concordance", program(), settings.language, counting)
    path = cache / "concordance.sqlite" if cache and is_wanted(settings) else None
    state = open_state(path, token)
    try:
        yield Concordances(state, settings)
        state.commit()
    finally:
        state.close()
