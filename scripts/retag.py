"""Strip the names and dates of an encoded corpus, tag it again, compare with its editors.

python scripts/retag.py ../shared/corpora/letters-thun
python scripts/retag.py CORPUS --examples 5       some of each class of difference, with context

The corpus must have registers: entries of persons, places or organisations that its texts point to.
Prints the table of evaluate_tagging.py, and what the differences are: a description instead of a
name ("the patriarch"), a name that no entry has in this form, another border, another entry, a
name that the editors marked up only once, and so on.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from agreement import Comparison, Score, compare, table
from editio.edition.dates import ATTRIBUTES
from editio.edition.entries import entries_of
from editio.edition.loading import load_bytes
from editio.edition.model import DocumentRef, Kind, Role
from editio.edition.parsing import parse_bytes
from editio.edition.registers import Registers
from editio.encode.tagging import Tagger
from editio.encode.tagging.folding import folded
from editio.encode.tagging.languages import load_language
from editio.encode.tagging.source import language_of, read_source
from editio.encode.tagging.view import build_view
from marked_up import Annotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.edition.model import Entry
    from editio.encode.tagging.source import Element, Source
    from editio.encode.tagging.view import View

_ELEMENTS: Final = {
    "persName": "person",
    "placeName": "place",
    "geogName": "place",
    "settlement": "place",
    "orgName": "organisation",
    "date": "date",
}
_TYPES: Final = {"person": "person", "place": "place", "org": "organisation"}
#: What a letter begins and ends with.
_FRAME: Final = frozenset({"opener", "closer", "dateline", "salute", "signed", "address"})
#: … and how long the lines are in which it does, where they are not marked up as such.
_LINE: Final = 100
_SIGNED: Final = "found in a line by itself: who signs, where and when, a heading"
#: How alike two words are of which one is a spelling of the other.
_ALIKE: Final = 0.7
_LAYERS: Final = frozenset({"persons", "places", "organisations", "dates"})


@dataclass(slots=True)
class Differences:
    """How often which kind of difference occurs, and some of each."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, layer: str, what: str, context: str) -> None:
        """Count a difference."""
        self.counts[layer, what] += 1
        self.examples.setdefault((layer, what), []).append(context)


def documents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the well-formed XML files of a folder."""
    for path in sorted(folder.rglob("*.xml")):
        loaded = load_bytes(path.read_bytes())
        if loaded.well_formed and loaded.sniff.is_tei:
            yield path, loaded.source


def registers_of(files: Sequence[tuple[Path, bytes]]) -> Registers:
    """Return the entries of all files."""
    entries: list[Entry] = []
    for path, data in files:
        ref = DocumentRef(id=path.stem, path=path.name, role=Role.TEXT)
        entries += entries_of(parse_bytes(load_bytes(data).text), ref)
    return Registers.of(entries)


def annotations(view: View) -> list[Annotation]:
    """Return the names with a pointer, and the dates with a value, as offsets in the view."""
    found: list[Annotation] = []
    for one in view.occupied:
        element = view.source.elements[one.element]
        layer = _layer(element)
        if layer:
            start, end = _trimmed(view.text, one.start, one.end)
            value = " ".join(f"{k}={v}" for k, v in element.attributes.items() if k in ATTRIBUTES)
            found.append(Annotation(start, end, layer, _key(element), value))
    return found


def _layer(element: Element) -> str:
    attributes = element.attributes
    if element.tei == "date":
        return "date" if any(name in attributes for name in ATTRIBUTES) else ""
    if not (attributes.get("ref") or attributes.get("key")):
        return ""
    if element.tei in {"rs", "name"}:
        return _TYPES.get(attributes.get("type", ""), "")
    return _ELEMENTS.get(element.tei, "")


def _key(element: Element) -> str:
    pointer = (element.attributes.get("ref") or element.attributes.get("key") or "").split()
    return pointer[0].rpartition("#")[2].rpartition(":")[2] if pointer else ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def stripped(source: Source) -> bytes:
    """Return a document without its names and dates: their tags go, their text stays."""
    cuts: list[tuple[int, int]] = []
    inside = _inside_text(source)
    for element in source.elements:
        if element.index in inside and _layer(element) and not element.is_empty:
            cuts += [element.start, element.end]
    pieces, at = [], 0
    for start, end in sorted(cuts):
        pieces.append(source.text[at:start])
        at = end
    return source.encode("".join((*pieces, source.text[at:])))


def _inside_text(source: Source) -> set[int]:
    inside: set[int] = set()
    for element in source.elements:
        if element.tei == "text" or element.parent in inside:
            inside.add(element.index)
    return inside


class Retagging:
    """Tags the documents of a corpus again."""

    def __init__(self, files: Sequence[tuple[Path, bytes]], language: str) -> None:
        self.registers = registers_of(files)
        self.language = language
        self.tagger = Tagger(self.registers, language=language, layers=_LAYERS)
        self.scores: dict[str, Score] = {}
        self.differences = Differences()

    def document(self, data: bytes) -> None:
        """Strip a document, tag it, and compare."""
        before = read_source(data)
        language = language_of(before) or self.language
        view = build_view(before, language=language)
        gold = annotations(view)
        if not any(one.key for one in gold):
            return
        result = self.tagger.tag(stripped(before)).document
        again = build_view(read_source(result), language=language)
        assert again.text == view.text, "the text has changed"
        found = annotations(again)
        compared = compare(gold, found, [(0, len(view.text))])
        for layer, score in compared.scores.items():
            self.scores.setdefault(layer, Score()).add(score)
        self._explain(compared, gold, found, view)

    def _explain(
        self,
        compared: Comparison,
        gold: Sequence[Annotation],
        found: Sequence[Annotation],
        view: View,
    ) -> None:
        lexicon = self.tagger.lexicon(load_language(language_of(view.source) or self.language))
        forms = {folded(form.text) for group in lexicon.forms for form in group}
        marked = {view.text[one.start : one.end] for one in gold}
        for one in compared.missed:
            self._add(one, self._missed(one, found, forms, view), view)
        for one in compared.spurious:
            if not _meets(one, gold):
                text = view.text[one.start : one.end]
                self._add(one, _found_only(one, view, text in marked), view)
        for one, other in compared.wrong:
            what = f"another entry or value: {other.key or other.value}"
            self._add(one, "another entry or value", view, what)

    def _missed(
        self, one: Annotation, found: Sequence[Annotation], forms: set[str], view: View
    ) -> str:
        text = view.text[one.start : one.end]
        others = [o for o in found if o.start < one.end and one.start < o.end]
        if any(o.layer == one.layer and o.end == one.end and o.start > one.start for o in others):
            return "another border: the editors take a title or more into the name"
        if any(o.layer == one.layer for o in others):
            return "another border"
        if others:
            return "found as another kind"
        if one.layer == "date":
            return "no date of the grammar"
        if not any(word[:1].isupper() for word in text.split()):
            return "a description, not a name"
        if folded(text) in forms:
            return "excluded by a rule"
        entry = self.registers.by_unique_id(one.key)
        if entry is None:
            return "its entry is not in the registers"
        return _unlike(text, (entry.heading, *entry.forms))

    def _add(self, one: Annotation, what: str, view: View, more: str = "") -> None:
        before = view.text[max(0, one.start - 30) : one.start]
        context = f"{before}[{view.text[one.start : one.end]}]{view.text[one.end : one.end + 25]}"
        self.differences.add(one.layer, what, f"{context}  {one.key} {more}".replace("\u2029", " "))


def _found_only(one: Annotation, view: View, elsewhere: bool) -> str:
    """What a name is that the editors have not marked up: by where it stands."""
    flow = view.flow_at(one.start)
    at = flow.element
    while at >= 0:
        name = view.source.elements[at].tei
        if name in _FRAME:
            return _SIGNED
        if name == "note":
            return "found in a note of the editors"
        at = view.source.elements[at].parent
    if flow.end - flow.start < _LINE:
        return _SIGNED
    return "found, marked up elsewhere in the text" if elsewhere else "found only"


def _unlike(text: str, forms: Sequence[str]) -> str:
    """How a name differs from the forms of its entry: another spelling, or other words."""
    known = {folded(word).casefold() for form in forms for word in form.replace(",", " ").split()}
    words = [folded(word).casefold().strip(".,;:[]()?’'") for word in text.split()]
    if any(word in known for word in words):
        return "a part of the name, or more than the name, that no form of its entry is"
    if any(difflib.get_close_matches(word, known, 1, _ALIKE) for word in words if len(word) > 3):
        return "a spelling, inflection or adjective that its entry does not have"
    return "a title, role or description: none of its words is in its entry"


def _meets(one: Annotation, others: Sequence[Annotation]) -> bool:
    return any(o.start < one.end and one.start < o.end for o in others)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--language", default="en", help="of texts that say none")
    parser.add_argument("--examples", type=int, default=0, metavar="N")
    options = parser.parse_args()
    files = list(documents(options.corpus))
    retagging = Retagging(files, options.language)
    kinds = Counter(entry.kind for entry in retagging.registers.entries)
    numbers = ", ".join(f"{kinds[kind]:,} {kind.value}s" for kind in Kind if kinds[kind])
    print(f"{len(files):,} files; registers: {numbers}")
    for _, data in files:
        retagging.document(data)
    print("\n".join(table(retagging.scores)))
    print("\nDifferences")
    for (layer, what), count in sorted(
        retagging.differences.counts.items(), key=lambda item: (item[0][0], -item[1])
    ):
        print(f"{layer:13}{count:6,}  {what}")
        for example in retagging.differences.examples[layer, what][: options.examples]:
            print(f"{'':21}{example}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
