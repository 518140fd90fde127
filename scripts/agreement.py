"""How two annotations of one text agree: precision, recall and F1 of each layer.

A span counts if both ends are right. Keys (of names) and values (of dates: the same days; of
quotations: the same kind) are counted apart, among the spans that are right. "near" is the F1 of
spans that have a character in common.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.dates import interval_of
from marked_up import LAYERS, Annotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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
