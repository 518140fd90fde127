"""Compare tagged texts with a gold annotation, by character offsets into the source.

python scripts/evaluate_tagging.py tests/gold build/seeds/*.xml
python scripts/evaluate_tagging.py tests/gold/leaflet.json leaflet.xml --sources ../shared/seeds
python scripts/evaluate_tagging.py GOLD TEI --list place,date      what differs, with context

A gold file is JSON: {"source": NAME, "sha256": …, "ranges": [[start, end], …], "annotations":
[{"start", "end", "layer", "key"?, "value"?}, …]}, offsets into the decoded source. Layers: person,
place, organisation, work, event, date, quotation, head, note, list. Only what lies in the ranges is
compared, and only the "layers" that the file names, if it names some. The text of the TEI is laid
over the source without regard to white space.

Prints precision, recall and F1 per layer: a span counts if both ends are right. A quotation is all
that stands between its marks, wherever the markup has the stop that printers put there. Keys (of
names) and values (of dates: the same days; of quotations: the same kind) are counted apart, among
the spans that are right. "near" is the F1 of spans that have a character in common.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from editio.edition.dates import ATTRIBUTES, interval_of
from editio.encode.tagging.source import read_source
from editio.encode.tagging.view import BORDER, View, build_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.encode.tagging.source import Element

ROOT: Final = Path(__file__).resolve().parent.parent
LAYERS: Final = (
    "person",
    "place",
    "organisation",
    "work",
    "event",
    "date",
    "quotation",
    "head",
    "note",
    "list",
)
_NAMES: Final = {
    "persName": "person",
    "placeName": "place",
    "geogName": "place",
    "orgName": "organisation",
    "eventName": "event",
    "date": "date",
}
_KINDS: Final = {
    "person": "person",
    "place": "place",
    "org": "organisation",
    "organisation": "organisation",
    "work": "work",
    "event": "event",
}
_QUOTATIONS: Final = {
    "quote": "quote",
    "q": "said",
    "said": "said",
    "soCalled": "soCalled",
    "mentioned": "mentioned",
    "title": "title",
}
_MARKS: Final = frozenset("“”„‟«»‹›\"‘’‚‛'")
#: How many characters of a flow are looked for at once where the whole is not found.
_PIECE: Final = 30
#: … and how many of them tell where the source goes on after a difference.
_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Annotation:
    """A stretch of the source, its layer, and its key or value, if it has any."""

    start: int
    end: int
    layer: str
    key: str = ""
    value: str = ""


@dataclass(slots=True)
class Score:
    """Counts of one layer."""

    gold: int = 0
    found: int = 0
    right: int = 0
    near_gold: int = 0
    near_found: int = 0
    keys: int = 0
    keys_right: int = 0
    values: int = 0
    values_right: int = 0

    def add(self, other: Score) -> None:
        """Add the counts of another text."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Comparison:
    """What a comparison yields: scores by layer, and what differs."""

    scores: dict[str, Score] = field(default_factory=dict)
    missed: list[Annotation] = field(default_factory=list)
    spurious: list[Annotation] = field(default_factory=list)
    wrong: list[tuple[Annotation, Annotation]] = field(default_factory=list)


class Alignment:
    """The text of a TEI document laid over its source: offsets of the view → of the source."""

    def __init__(self, view: View, source: str) -> None:
        self.view = view
        self.places: dict[int, int] = {}
        #: The first solid characters of the stretches that flows have been laid on.
        self.taken: set[int] = set()
        solid = [at for at, sign in enumerate(source) if not sign.isspace()]
        text = "".join(source[at] for at in solid)
        position = 0
        for flow in view.flows:
            own = [
                at
                for at in range(flow.start, flow.end)
                if not view.text[at].isspace() and view.text[at] != BORDER
            ]
            wanted = "".join(view.text[at] for at in own)
            if not wanted:
                continue
            position = self._lay(own, wanted, (text, solid), position)

    def _lay(
        self, own: Sequence[int], wanted: str, source: tuple[str, Sequence[int]], position: int
    ) -> int:
        """Lay one flow; return where its text ends among the solid characters."""
        text, solid = source
        at = self._free(text, wanted, position)
        if at < 0:
            at = self._free(text, wanted, 0)
        if at >= 0:
            self.taken.add(at)
            self._take(own, solid, at, len(wanted))
            return at + len(wanted)
        begin = 0
        while begin < len(wanted):
            piece = wanted[begin : begin + _PIECE]
            at = text.find(piece, max(0, position - 200), position + 4000)
            if at < 0 and len(piece) == _PIECE:
                at = text.find(piece)
            length = len(piece)
            if at < 0:  # the number of a note, say, that the markup has not as text
                at, length = position, _alike(piece, text[position : position + _PIECE])
            if length:
                self._take(own[begin : begin + length], solid, at, length)
                position = at + length
                begin += length
            else:
                begin, position = self._resumed(wanted, begin, text, position)
        return position

    def _resumed(self, wanted: str, begin: int, text: str, position: int) -> tuple[int, int]:
        """Where to go on in both texts behind a place where they differ."""
        for skipped in range(_PIECE):
            few = wanted[begin + skipped : begin + skipped + _FEW]
            at = text.find(few, position, position + _PIECE) if few else position
            if at >= 0:
                return begin + skipped, at
        return begin + _PIECE, position

    def _free(self, text: str, wanted: str, position: int) -> int:
        """Where a text stands that no other flow has been laid on: two notes may say the same."""
        at = text.find(wanted, position)
        while at in self.taken:
            at = text.find(wanted, at + 1)
        return at

    def _take(self, own: Sequence[int], solid: Sequence[int], at: int, length: int) -> None:
        for number in range(length):
            self.places[own[number]] = solid[at + number]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the offsets in the source of a stretch of the view."""
        first = next((self.places[at] for at in range(start, end) if at in self.places), None)
        last = next(
            (self.places[at] for at in range(end - 1, start - 1, -1) if at in self.places), None
        )
        if first is None or last is None or last < first:
            return None
        return first, last + 1


def _alike(one: str, other: str) -> int:
    """With how many same characters two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def annotations_of(document: bytes, source: str) -> list[Annotation]:
    """Return what a TEI document marks up, as offsets into its source."""
    view = build_view(read_source(document))
    alignment = Alignment(view, source)
    found: list[Annotation] = []
    for occupied in view.occupied:
        element = view.source.elements[occupied.element]
        if element.tei in _QUOTATIONS:
            flow = view.flow_at(occupied.start)
            block = flow.start, flow.end
            ends = _between_marks(view.text, occupied.start, occupied.end, block)
            if ends is None and (occupied.start, occupied.end) == block and element.tei != "title":
                ends = block
            span = alignment.span(*ends) if ends else None
            if span is not None:
                found.append(Annotation(*span, "quotation", "", _QUOTATIONS[element.tei]))
        for layer, value in _layers(element):
            span = alignment.span(occupied.start, occupied.end)
            if span is not None:
                found.append(Annotation(*span, layer, _key(element), value))
    found += _blocks(view, alignment)
    return found


def _layers(element: Element) -> Iterator[tuple[str, str]]:
    name = element.tei
    if name in _NAMES:
        value = ""
        if name == "date":
            value = " ".join(f"{k}={v}" for k, v in element.attributes.items() if k in ATTRIBUTES)
        yield _NAMES[name], value
    elif name in {"rs", "name"} and element.attributes.get("type") in _KINDS:
        yield _KINDS[element.attributes["type"]], ""
    elif name == "title":
        yield "work", ""


def _between_marks(
    text: str, start: int, end: int, block: tuple[int, int]
) -> tuple[int, int] | None:
    """All that stands between the marks around an element, or inside those that it begins with.

    None where there are no marks: the layer is about what stands between some. Of a quotation of
    several paragraphs, a part begins or ends with its block.
    """
    if text[start : start + 1] in _MARKS and text[end - 1 : end] in _MARKS and end - start > 2:
        return start + 1, end - 1
    before = text[max(block[0], start - 3) : start].rstrip()
    if before and before[-1] not in _MARKS:
        return None
    if end < block[1] and text[end] in ".,":
        end += 1
    closed = text[end : end + 1] in _MARKS and end < block[1]
    return (start, end) if closed or (end >= block[1] and before[-1:] != "") else None


def _key(element: Element) -> str:
    pointer = (element.attributes.get("ref") or element.attributes.get("key") or "").split()
    return pointer[0].rpartition("#")[2].rpartition(":")[2] if pointer else ""


def _blocks(view: View, alignment: Alignment) -> Iterator[Annotation]:
    """Heads, notes and lists: from the first to the last character of their flows."""
    spans: dict[int, list[int]] = {}
    places: dict[int, list[int]] = {}
    for flow in view.flows:
        at = flow.element
        while at >= 0:
            if view.source.elements[at].tei in {"head", "note", "list", "table", "quote"}:
                span = alignment.span(flow.start, flow.end)
                if span is not None:
                    spans.setdefault(at, []).extend(span)
                    places.setdefault(at, []).extend((flow.start, flow.end))
            at = view.source.elements[at].parent
    inline = {occupied.element for occupied in view.occupied}
    for number, offsets in spans.items():
        name = view.source.elements[number].tei
        if name == "quote":
            ends = min(places[number]), max(places[number])
            inner = _between_marks(view.text, *ends, ends)
            span = alignment.span(*inner) if inner and number not in inline else None
            if span is not None:
                yield Annotation(*span, "quotation", value="quote")
        else:
            # A list of names and figures, or of names and what is said of them, is a table in TEI.
            yield Annotation(min(offsets), max(offsets), "list" if name == "table" else name)


def compare(
    gold: Sequence[Annotation],
    found: Sequence[Annotation],
    ranges: Sequence[tuple[int, int]],
    layers: Sequence[str] = LAYERS,
) -> Comparison:
    """Compare annotations of a source inside the ranges, in some layers."""
    result = Comparison(scores={layer: Score() for layer in layers})
    gold = [one for one in gold if _inside(one, ranges)]
    found = [one for one in found if _inside(one, ranges)]
    found = _joined(gold, found)
    for layer in layers:
        _compare_layer(
            [one for one in gold if one.layer == layer],
            [one for one in found if one.layer == layer],
            result,
            layer,
        )
    return result


def _inside(one: Annotation, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in ranges)


def _joined(gold: Sequence[Annotation], found: list[Annotation]) -> list[Annotation]:
    """Join quotations of several paragraphs where the gold annotation has them as one."""
    quotations = {(one.start, one.end) for one in found if one.layer == "quotation"}
    result = list(found)
    for one in gold:
        if one.layer != "quotation" or (one.start, one.end) in quotations:
            continue
        parts = [
            other
            for other in result
            if other.layer == "quotation" and one.start <= other.start and other.end <= one.end
        ]
        starts = [other for other in parts if other.start == one.start]
        ends = [other for other in parts if other.end == one.end]
        if starts and ends and starts[0] is not ends[0]:
            longest = _longest(parts)
            result = [other for other in result if other not in longest]
            result.append(Annotation(one.start, one.end, "quotation", value=starts[0].value))
    return result


def _longest(parts: Sequence[Annotation]) -> list[Annotation]:
    return [
        one
        for one in parts
        if not any(o is not one and o.start <= one.start and one.end <= o.end for o in parts)
    ]


def _compare_layer(
    gold: Sequence[Annotation],
    found: Sequence[Annotation],
    result: Comparison,
    layer: str,
) -> None:
    score = result.scores[layer]
    score.gold, score.found = len(gold), len(found)
    waiting: dict[tuple[int, int], list[Annotation]] = {}
    for one in found:
        waiting.setdefault((one.start, one.end), []).append(one)
    for one in gold:
        matches = waiting.get((one.start, one.end))
        if not matches:
            result.missed.append(one)
            continue
        other = matches.pop()
        score.right += 1
        _compare_meaning(one, other, score, result)
    result.spurious += [one for left in waiting.values() for one in left]
    score.near_gold = sum(_meets(one, found) for one in gold)
    score.near_found = sum(_meets(one, gold) for one in found)


def _meets(one: Annotation, others: Iterable[Annotation]) -> bool:
    return any(other.start < one.end and one.start < other.end for other in others)


def _compare_meaning(gold: Annotation, found: Annotation, score: Score, result: Comparison) -> None:
    right = True
    if gold.key:
        score.keys += 1
        right = gold.key == found.key
        score.keys_right += right
    if gold.value:
        score.values += 1
        same = _same_value(gold, found)
        score.values_right += same
        right = right and same
    if not right:
        result.wrong.append((gold, found))


def _same_value(gold: Annotation, found: Annotation) -> bool:
    if gold.value == found.value:
        return True
    if gold.layer != "date":
        return False
    days = [_days(one.value) for one in (gold, found)]
    return days[0] is not None and days[0] == days[1]


def _days(value: str) -> tuple[object, object] | None:
    """The first and last day that attributes written ``from=1914 to=1918`` cover."""
    pairs = (part.partition("=") for part in value.replace('"', "").split())
    interval = interval_of({name: text for name, sign, text in pairs if sign})
    return None if interval is None else (interval.earliest, interval.latest)


def layers_of(path: Path) -> tuple[str, ...]:
    """Return the layers that a gold file is about: those that it names, or all."""
    named = json.loads(path.read_text(encoding="utf-8")).get("layers", LAYERS)
    return tuple(layer for layer in LAYERS if layer in named)


def read_gold(path: Path) -> tuple[dict[str, str], list[tuple[int, int]], list[Annotation]]:
    """Read a gold file: what it is of, its ranges, its annotations."""
    data = json.loads(path.read_text(encoding="utf-8"))
    annotations = [
        Annotation(
            one["start"], one["end"], one["layer"], one.get("key", ""), _value(one.get("value"))
        )
        for one in data["annotations"]
    ]
    about = {"source": data["source"], "sha256": data["sha256"]}
    return about, [(start, end) for start, end in data["ranges"]], annotations


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name}={text}" for name, text in value.items())
    return str(value) if value else ""


def read_text(about: dict[str, str], folder: Path) -> str:
    """Read the source of a gold file; its checksum must be right."""
    path = folder / Path(about["source"]).name
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != about["sha256"]:
        raise SystemExit(f"{path}: not the file that was annotated (its SHA-256 differs)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def document_for(source: str, documents: Sequence[Path]) -> Path:
    """Return the TEI file that was made from a source: by its name, or because it names it."""
    name = Path(source).name
    by_stem = [path for path in documents if path.stem == Path(name).stem]
    naming = [path for path in documents if name.encode() in path.read_bytes()[:20_000]]
    found = by_stem or naming or (list(documents) if len(documents) == 1 else [])
    if not found:
        raise SystemExit(f"none of the TEI files was made from {name}")
    return found[0]


def table(scores: dict[str, Score]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield (
        f"{'layer':13}{'gold':>6}{'found':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'near':>7}"
        f"{'keys':>15}{'values':>15}"
    )
    for layer, score in scores.items():
        if not score.gold and not score.found:
            continue
        precision = _share(score.right, score.found)
        recall = _share(score.right, score.gold)
        near = _f1(_share(score.near_found, score.found), _share(score.near_gold, score.gold))
        keys = f"{score.keys_right}/{score.keys} {_share(score.keys_right, score.keys):.3f}"
        values = f"{score.values_right}/{score.values} "
        values += f"{_share(score.values_right, score.values):.3f}"
        yield (
            f"{layer:13}{score.gold:6}{score.found:7}{precision:11.3f}{recall:8.3f}"
            f"{_f1(precision, recall):7.3f}{near:7.3f}{keys if score.keys else '–':>15}"
            f"{values if score.values else '–':>15}"
        )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def differences(result: Comparison, source: str, layers: Iterable[str]) -> Iterator[str]:
    """Yield a line for each difference of some layers."""
    wanted = frozenset(layers)
    for sign, found in (("missed", result.missed), ("spurious", result.spurious)):
        for one in sorted(found, key=lambda o: o.start):
            if one.layer in wanted:
                yield f"{sign:9}{one.layer:13}{_context(one, source)}  {one.key} {one.value}"
    for one, other in result.wrong:
        if one.layer in wanted:
            yield (
                f"{'wrong':9}{one.layer:13}{_context(one, source)}  "
                f"{one.key} {one.value} ≠ {other.key} {other.value}"
            )


def _context(one: Annotation, source: str) -> str:
    before = source[max(0, one.start - 30) : one.start]
    text = f"{before}[{source[one.start : one.end]}]{source[one.end : one.end + 20]}"
    return " ".join(text.split())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="a gold file, or a folder of them")
    parser.add_argument("tei", type=Path, nargs="+")
    parser.add_argument("--sources", type=Path, default=ROOT.parent / "shared" / "seeds")
    parser.add_argument("--list", default="", metavar="LAYERS", help="show what differs")
    options = parser.parse_args()
    golds = sorted(options.gold.glob("*.json")) if options.gold.is_dir() else [options.gold]
    total = {layer: Score() for layer in LAYERS}
    counts: Counter[str] = Counter()
    for path in golds:
        about, ranges, gold = read_gold(path)
        source = read_text(about, options.sources)
        document = document_for(about["source"], options.tei)
        found = annotations_of(document.read_bytes(), source)
        result = compare(gold, found, ranges, layers_of(path))
        words = sum(len(source[start:end].split()) for start, end in ranges)
        counts["words"] += words
        print(f"\n{path.stem}: {words:,} words in {len(ranges)} ranges, {document}")
        print("\n".join(table(result.scores)))
        for line in differences(result, source, options.list.split(",")):
            print(line)
        for layer, score in result.scores.items():
            total[layer].add(score)
    print(f"\nall: {counts['words']:,} words")
    print("\n".join(table(total)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
