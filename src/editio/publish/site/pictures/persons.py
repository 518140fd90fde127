"""The network of persons: who is mentioned in the same passages, laid out by force.

The layout is the same in every build and on every machine: it starts from a grid and uses nothing
but what IEEE 754 defines to the last bit (sums, products, quotients, square roots).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.publish.index.model import Heading

WIDTH, HEIGHT = 960, 640
#: So many persons and links are shown, those with the most mentions.
MOST_PERSONS, MOST_LINKS = 48, 160
_ROUNDS = 300
_EDGE = 70
_SMALLEST, _LARGEST = 3.0, 14.0
_LETTER, _LINE = 6.4, 13.0


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the network, in the units of the picture."""

    key: str
    label: str
    mentions: int
    x: float = 0.0
    y: float = 0.0
    radius: float = 0.0
    named: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """Two persons with the number of passages that mention both, and the first of these."""

    one: Person
    other: Person
    together: int
    document: str
    unit: str
    part: int
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """A drawn network: its links, the strongest first."""

    persons: tuple[Person, ...]
    links: tuple[Link, ...]


def draw(headings: Iterable[Heading]) -> Network:
    """Return the network of the persons of an index; those who are with nobody are left out."""
    # Never all at once: some index has all mentions of a large edition.
    chosen = nsmallest(MOST_PERSONS, headings, key=lambda item: (-item.count, item.label, item.id))
    passages = [
        {(item.document, item.unit, item.part): None for item in heading.locators if item.unit}
        for heading in chosen
    ]
    pairs: list[tuple[int, int, int, tuple[str, str, int]]] = []
    for (one, first), (other, second) in combinations(enumerate(passages), 2):
        both = [passage for passage in first if passage in second]
        if both:
            pairs.append((one, other, len(both), both[0]))
    pairs.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
    pairs = pairs[:MOST_LINKS]
    used = sorted({number for pair in pairs for number in pair[:2]})
    spots = _layout(used, [(one, other, count) for one, other, count, _ in pairs])
    most = max((chosen[number].count for number in used), default=1)
    persons = {
        number: Person(
            chosen[number].entry,
            chosen[number].label,
            chosen[number].count,
            *spots[number],
            round(_SMALLEST + (_LARGEST - _SMALLEST) * (chosen[number].count / most) ** 0.5, 1),
        )
        for number in used
    }
    strongest = pairs[0][2] if pairs else 1
    return Network(
        tuple(_with_names(persons.values())),
        tuple(
            Link(
                persons[one], persons[other], count, *passage, round(0.6 + 4 * count / strongest, 1)
            )
            for one, other, count, passage in pairs
        ),
    )


def _layout(
    numbers: Sequence[int], links: Sequence[tuple[int, int, int]]
) -> dict[int, tuple[float, float]]:
    """Return where each person stands: links pull, all push (Fruchterman and Reingold 1991)."""
    columns = max(1, int(len(numbers) ** 0.5))
    # Neighbours in the grid are far apart in the order of mentions, and no two rows are in line.
    xs = {n: float(place % columns) + 0.13 * (place // columns) for place, n in enumerate(numbers)}
    ys = {n: float(place // columns) + 0.07 * (place % columns) for place, n in enumerate(numbers)}
    for turn in range(_ROUNDS):
        heat = 0.6 * (1 - turn / _ROUNDS)
        push_x: defaultdict[int, float] = defaultdict(float)
        push_y: defaultdict[int, float] = defaultdict(float)
        for one, other in combinations(numbers, 2):
            dx, dy = xs[one] - xs[other], ys[one] - ys[other]
            square = dx * dx + dy * dy + 0.01
            for number, sign in ((one, 1.0), (other, -1.0)):
                push_x[number] += sign * dx / square
                push_y[number] += sign * dy / square
        for one, other, count in links:
            dx, dy = xs[one] - xs[other], ys[one] - ys[other]
            pull = (dx * dx + dy * dy) ** 0.5 * (0.3 + min(count, 10) / 10)
            for number, sign in ((one, -1.0), (other, 1.0)):
                push_x[number] += sign * dx * pull
                push_y[number] += sign * dy * pull
        for number in numbers:
            dx = push_x[number] - 0.1 * xs[number]
            dy = push_y[number] - 0.1 * ys[number]
            length = (dx * dx + dy * dy) ** 0.5 or 1.0
            step = min(length, heat) / length
            xs[number] += dx * step
            ys[number] += dy * step
    return _fitted(xs, ys)


def _fitted(xs: dict[int, float], ys: dict[int, float]) -> dict[int, tuple[float, float]]:
    """Spread the places over the whole picture: half as they are far apart, half evenly."""

    def spread(values: dict[int, float], size: int) -> dict[int, float]:
        room = size - 2 * _EDGE
        low, high = min(values.values(), default=0.0), max(values.values(), default=0.0)
        if high == low:
            return dict.fromkeys(values, size / 2)
        ranks = {key: rank for rank, key in enumerate(sorted(values, key=lambda n: (values[n], n)))}
        shares = {
            key: (value - low) / (high - low) * 0.4 + ranks[key] / (len(values) - 1) * 0.6
            for key, value in values.items()
        }
        return {key: round(_EDGE + share * room, 1) for key, share in shares.items()}

    wide, high = spread(xs, WIDTH), spread(ys, HEIGHT)
    return {number: (wide[number], high[number]) for number in xs}


def _with_names(persons: Iterable[Person]) -> Iterator[Person]:
    """Yield the persons, those whose labels have no room beside greater ones without a name."""
    taken: list[tuple[float, float, float]] = []
    for person in persons:
        half, y = len(person.label) * _LETTER / 2, person.y - person.radius
        free = all(
            abs(person.x - x) >= half + width or abs(y - height) >= _LINE
            for x, height, width in taken
        )
        if free:
            taken.append((person.x, y, half))
        yield replace(person, named=free)
