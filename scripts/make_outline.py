"""Make the outline of the land for the map of places: ``make_outline.py LAND.json``.

Reads a TopoJSON file of Natural Earth's land at 1:110m (``land-110m.json`` of the npm package
``world-atlas``), which is in the public domain, and writes src/editio/publish/site/outline.txt:
a line per coast, longitude and latitude in tenths of a degree by turns, each as the step from the
point before. Points closer than a tenth of a degree to the line without them are left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_TARGET = Path(__file__).parent.parent / "src/editio/publish/site/outline.txt"
_HEAD = (
    "# The outline of the land, from Natural Earth (naturalearthdata.com), 1:110m, public domain."
)
#: In tenths of a degree.
_TOLERANCE = 1.0

Point = tuple[float, float]


def rings(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the coasts as closed lines, in tenths of a degree (TopoJSON 1.0, section 2.1)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number: int) -> list[Point]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in topology["arcs"][~number if number < 0 else number]:
            x, y = x + dx, y + dy
            points.append(((x * sx + tx) * 10, (y * sy + ty) * 10))
        return points[::-1] if number < 0 else points

    found: list[list[Point]] = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                found.append([point for number in numbers for point in arc(number)])
    return found


def simplified(points: list[Point]) -> list[Point]:
    """Return the points that matter (Douglas and Peucker 1973)."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def away(point: Point) -> float:
        x, y = point
        if length == 0:
            return float(((x - ax) ** 2 + (y - ay) ** 2) ** 0.5)
        return float(abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length)

    far = max(range(1, len(points) - 1), key=lambda place: away(points[place]))
    if away(points[far]) < _TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: far + 1])[:-1] + simplified(points[far:])


def line(points: list[Point]) -> str:
    """Return a coast as steps."""
    steps, before = [], (0, 0)
    for point in simplified(points):
        here = (round(point[0]), round(point[1]))
        steps += [str(here[0] - before[0]), str(here[1] - before[1])]
        before = here
    return " ".join(steps)


def main() -> None:
    """Write the outline."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [line(points) for points in rings(topology)]
    _TARGET.write_text("\n".join([_HEAD, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
