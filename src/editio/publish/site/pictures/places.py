"""The map of places: where they are, as circles by the number of their mentions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: The width of the map in its own units, and its height at most and at least.
WIDTH = 960
_TALLEST, _LOWEST = 620, 300
#: The radius of the smallest and the largest circle, in units of the map.
_SMALLEST, _LARGEST = 3.0, 22.0
#: What is shown around the places: so many degrees at least, and so much of their extent.
_MARGIN_DEGREES, _MARGIN = 2.0, 0.08
#: So many places are a crowd, if a map of most of them alone would be so much larger.
_CROWD, _CROWDED = 30, 3.0
_LETTER = 6.2
_LINE = 13.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place to be shown: latitude and longitude in degrees (WGS 84), and its mentions."""

    key: str
    label: str
    latitude: float
    longitude: float
    mentions: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map, in the units of the map; ``named`` if there is room for its label."""

    place: Place
    x: float
    y: float
    radius: float
    named: bool
    left: bool


@dataclass(frozen=True, slots=True)
class Map:
    """A drawn map: the land as the ``d`` of a path, the places with the largest first.

    ``frame`` is the part of it that another map shows: left, top, width and height.
    """

    height: int
    land: str
    dots: tuple[Dot, ...]
    frame: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class _View:
    """What of the world is shown: an equirectangular projection, true at the middle latitude."""

    west: float
    north: float
    scale: float
    stretch: float
    height: int

    @property
    def east(self) -> float:
        """The longitude at the right."""
        return self.west + WIDTH / self.scale

    @property
    def south(self) -> float:
        """The latitude at the bottom."""
        return self.north - self.height / self.scale / self.stretch

    def shows(self, place: Place) -> bool:
        """Whether a place is in view."""
        wide = self.west <= place.longitude <= self.east
        return wide and self.south <= place.latitude <= self.north

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self.west) * self.scale
        return round(x, 1), round((self.north - latitude) * self.scale * self.stretch, 1)


def draw(places: Iterable[Place]) -> Map:
    """Return the map of some places; of none, the world."""
    ordered = sorted(places, key=lambda item: (-item.mentions, item.label, item.key))
    view = _view(ordered)
    most = max((item.mentions for item in ordered), default=0)
    return Map(view.height, _land(view), tuple(_dots(ordered, view, most)))


def draw_all(places: Iterable[Place]) -> tuple[Map, ...]:
    """Return the maps of some places: one, or two where most of them are crowded in a small part.

    Then the first shows that part, and the second the others, with a frame around it.
    """
    ordered = sorted(places, key=lambda item: (-item.mentions, item.label, item.key))
    core = _core(ordered)
    if not core:
        return (draw(ordered),)
    near, far = _view(core), _view(ordered)
    inside = [item for item in ordered if near.shows(item)]
    outside = [item for item in ordered if not near.shows(item)]
    most = max(item.mentions for item in ordered)
    left, top = far.at(near.west, near.north)
    right, bottom = far.at(near.east, near.south)
    frame = (left, top, round(right - left, 1), round(bottom - top, 1))
    return (
        Map(near.height, _land(near), tuple(_dots(inside, near, most))),
        Map(far.height, _land(far), tuple(_dots(outside, far, most)), frame),
    )


def _core(places: Sequence[Place]) -> list[Place]:
    """Return the places between the outermost tenths, if they are crowded; else none."""
    if len(places) < _CROWD:
        return []
    (west, east), (south, north) = (
        (values[len(values) // 10], values[-1 - len(values) // 10])
        for values in (
            sorted(item.longitude for item in places),
            sorted(item.latitude for item in places),
        )
    )
    core = [
        item
        for item in places
        if west <= item.longitude <= east and south <= item.latitude <= north
    ]
    near, far = _view(core), _view(places)
    return core if near.scale >= _CROWDED * far.scale else []


def _view(places: Sequence[Place]) -> _View:
    west = min((item.longitude for item in places), default=-180.0)
    east = max((item.longitude for item in places), default=180.0)
    south = min((item.latitude for item in places), default=-60.0)
    north = max((item.latitude for item in places), default=75.0)
    wide = max(_MARGIN_DEGREES, (east - west) * _MARGIN)
    high = max(_MARGIN_DEGREES, (north - south) * _MARGIN)
    west, east = max(-180.0, west - wide), min(180.0, east + wide)
    south, north = max(-90.0, south - high), min(90.0, north + high)
    stretch = 1 / max(0.35, math.cos(math.radians((south + north) / 2)))
    # A narrow strip of land is shown with what lies beside it.
    lacking = (north - south) * stretch * WIDTH / _TALLEST - (east - west)
    if lacking > 0:
        west, east = west - lacking / 2, east + lacking / 2
    lacking = (east - west) * _LOWEST / WIDTH / stretch - (north - south)
    if lacking > 0:
        south, north = south - lacking / 2, north + lacking / 2
    scale = WIDTH / (east - west)
    return _View(west, north, scale, stretch, math.ceil((north - south) * scale * stretch))


def _land(view: _View) -> str:
    """The coasts that come into view."""
    pieces = []
    for ring in _pieces():
        points = [view.at(*point) for point in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > view.height:
            continue
        pieces.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(pieces)


def _dots(places: Iterable[Place], view: _View, most: int) -> Iterator[Dot]:
    """Yield the places, and name as many as there is room for."""
    taken: list[tuple[float, float, float, float]] = []
    for place in places:
        x, y = view.at(place.longitude, place.latitude)
        share = math.sqrt(place.mentions / most) if most else 0.0
        radius = round(_SMALLEST + (_LARGEST - _SMALLEST) * share, 1)
        left = x > WIDTH * 0.85
        width = len(place.label) * _LETTER
        start = x - radius - 4 - width if left else x + radius + 4
        box = (start, y - _LINE / 2, start + width, y + _LINE / 2)
        named = not any(_overlap(box, other) for other in taken)
        if named:
            taken.append(box)
        yield Dot(place, x, y, radius, named, left)


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _pieces() -> Iterator[Sequence[tuple[float, float]]]:
    """Yield the coasts, those that go over the edge of the map in two."""
    for ring in _outline():
        start = 0
        for place, (one, other) in enumerate(pairwise(ring), 1):
            if abs(one[0] - other[0]) > 180:
                yield ring[start:place]
                start = place
        yield ring[start:]


@cache
def _outline() -> tuple[tuple[tuple[float, float], ...], ...]:
    """The coasts of the world as longitudes and latitudes in degrees."""
    text = (resources.files("editio.publish.site") / "outline.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(_points(line)) for line in lines)


def _points(line: str) -> Iterator[tuple[float, float]]:
    x = y = 0
    steps = [int(step) for step in line.split(" ")]
    for number, (dx, dy) in enumerate(pairwise(steps)):
        if number % 2 == 0:
            x, y = x + dx, y + dy
            yield x / 10, y / 10
