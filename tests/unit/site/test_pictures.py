"""The pictures: where things stand, the same every time, and that each has its table."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

import sample_site as sample
from editio.edition.model import Interval, Kind
from editio.edition.timewords import time_words
from editio.publish.index.model import Heading
from editio.publish.site.indexes import bins
from editio.publish.site.pictures import persons, places, times, years

WORDS = time_words("en")


def place(name: str, latitude: float, longitude: float, mentions: int = 1) -> places.Place:
    return places.Place(name, name, latitude, longitude, mentions)


def test_north_is_up_and_east_is_right() -> None:
    dots = {dot.place.key: dot for dot in places.draw(
        [place("Paris", 48.9, 2.4), place("Oslo", 59.9, 10.8), place("Rome", 41.9, 12.5)]
    ).dots}  # fmt: skip
    assert dots["Oslo"].y < dots["Paris"].y < dots["Rome"].y
    assert dots["Paris"].x < dots["Oslo"].x < dots["Rome"].x


def test_all_places_are_inside_the_map_and_land_is_seen() -> None:
    drawn = places.draw([place("a", -89, -179), place("b", 89, 179), place("c", 0, 0)])
    assert all(0 <= dot.x <= places.WIDTH and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert drawn.land.startswith("M")
    assert places.draw([]).land


def test_a_crowd_of_places_has_a_map_of_its_own_and_a_frame_in_the_other() -> None:
    crowd = [place(f"c{n}", 47 + n % 7 / 4, 10 + n / 8) for n in range(40)]
    far = [place("Quito", -0.2, -78.5), place("Sydney", -33.9, 151.2)]
    near, world = places.draw_all([*crowd, *far])
    assert {dot.place.key for dot in near.dots} == {item.key for item in crowd}
    assert {dot.place.key for dot in world.dots} == {"Quito", "Sydney"}
    assert all(0 <= dot.x <= places.WIDTH and 0 <= dot.y <= near.height for dot in near.dots)
    assert near.frame is None
    assert world.frame is not None
    left, top, width, height = world.frame
    assert 0 < left < left + width < places.WIDTH
    assert 0 < top < top + height < world.height
    assert places.draw_all(crowd) == (places.draw(crowd),)
    assert places.draw_all(far) == (places.draw(far),)


def test_one_place_has_a_map_around_it() -> None:
    drawn = places.draw([place("Kyiv", 50.45, 30.52)])
    assert drawn.dots[0].x == pytest.approx(places.WIDTH / 2, abs=2)
    assert 100 < drawn.height < 700


def test_no_line_of_the_coast_goes_over_the_whole_map() -> None:
    steps = (abs(one[0] - other[0]) for piece in places._pieces() for one, other in pairwise(piece))
    assert max(steps) < 180


def test_circles_grow_with_mentions_and_labels_do_not_meet() -> None:
    crowd = [place(f"place {n}", 50 + n / 100, 10 + n / 100, n) for n in range(30)]
    drawn = places.draw([*crowd, place("far", 40, 30, 1)])
    radii = [dot.radius for dot in drawn.dots]
    assert radii == sorted(radii, reverse=True)
    assert 1 < sum(dot.named for dot in drawn.dots) < 31


def year(first: int, last: int, label: str, *, event: bool = False, mentions: int = 1) -> Heading:
    child = Heading(id=f"event~{label}", label=label, kind=Kind.EVENT, entry=label)
    interval = Interval(earliest=(first, 1, 1), latest=(last, 12, 31))
    return Heading(
        id=f"h-{label}",
        label=label,
        kind=Kind.DATE,
        interval=interval,
        locators=tuple(sample.locator("a") for _ in range(mentions)),
        children=(replace(child, interval=interval),) if event else (),
    )


def line(*headings: Heading) -> times.Timeline:
    sections = {heading.id: "c" for heading in headings}
    dates = list(times.dates_of(headings, sections))
    drawn = times.Painter(WORDS).draw(dates, years.years_of(headings, sections, WORDS))
    assert drawn is not None
    return drawn


def test_columns_stand_in_the_order_of_time_and_lead_to_the_chronology() -> None:
    drawn = line(year(1871, 1871, "1871", mentions=4), year(1899, 1899, "1899", mentions=2))
    assert [(item.label, item.mentions, item.anchor) for item in drawn.columns] == [
        ("1871", 4, "h-1871"),
        ("1899", 2, "h-1899"),
    ]
    assert drawn.columns[0].height > drawn.columns[1].height
    assert drawn.columns[0].x < drawn.columns[1].x


def test_spans_and_events_are_bars_that_do_not_meet() -> None:
    headings = [year(1800 + n, 1830 + n, f"span {n}") for n in range(20)]
    drawn = line(*headings, year(1815, 1815, "Congress", event=True))
    assert {bar.date.label for bar in drawn.bars} >= {"Congress", "span 0"}
    for one, other in combinations(drawn.bars, 2):
        if one.lane == other.lane:
            assert one.x + one.width <= other.x or other.x + other.width <= one.x
    assert all(bar.x >= 0 and bar.x + bar.width <= times.WIDTH + 4 for bar in drawn.bars)


def test_centuries_and_decades_are_parts() -> None:
    drawn = line(year(-44, -44, "44"), year(1871, 1871, "1871"), year(1899, 1899, "1899"))
    assert [part.label for part in drawn.parts] == ["101 BC–2 BC", "1800–1899"]
    assert [part.label for part in drawn.parts[1].parts] == ["1870–1879", "1890–1899"]


def day(first: tuple[int, int, int], last: tuple[int, int, int], mentions: int) -> Heading:
    return Heading(
        id=f"day-{first}-{last}",
        label=WORDS.days(first, last),
        kind=Kind.DATE,
        interval=Interval(earliest=first, latest=last),
        locators=tuple(sample.locator("a") for _ in range(mentions)),
    )


def test_a_year_with_several_dates_has_its_months_and_days() -> None:
    days = (
        day((1871, 2, 1), (1871, 2, 28), 1),
        replace(
            day((1871, 3, 18), (1871, 5, 28), 2),
            children=(Heading(id="e", label="Commune", kind=Kind.EVENT, entry="commune"),),
        ),
        day((1871, 12, 31), (1871, 12, 31), 4),
    )
    full = Heading(id="y", label="1871", kind=Kind.DATE, children=days)
    bare = replace(full, id="z", label="1872", children=days[:1])
    found = years.years_of((full, bare), {"y": "c", "z": "c"}, WORDS)
    assert list(found) == [1871]
    drawn = found[1871]
    assert [(item.label, item.mentions, item.anchor) for item in drawn.columns] == [
        ("February 1871", 1, days[0].id),
        ("March 1871", 2, days[1].id),
        ("December 1871", 4, days[2].id),
    ]
    bars = {bar.date.label: bar for bar in drawn.bars}
    assert set(bars) == {"February", "18 March – 28 May", "Commune", "31 December"}
    assert bars["18 March – 28 May"].width == pytest.approx(72 / 365 * times.WIDTH, abs=0.1)
    assert bars["31 December"].x == pytest.approx(364 / 365 * times.WIDTH, abs=0.1)
    assert [label for _, label in drawn.ticks][:2] == ["January", "February"]


def test_years_are_parts_of_their_decades() -> None:
    days = (day((1871, 2, 1), (1871, 2, 1), 1), day((1871, 3, 1), (1871, 3, 1), 1))
    full = Heading(id="y", label="1871", kind=Kind.DATE, children=days)
    drawn = line(full, year(1879, 1879, "1879"), year(1899, 1899, "1899"))
    (century,) = drawn.parts
    assert [[part.label for part in decade.parts] for decade in century.parts] == [["1871"], []]
    (century,) = line(full).parts
    assert [part.label for part in century.parts] == ["1871"]
    assert line(year(1871, 1871, "1871")).parts == ()


def test_no_dates_have_no_timeline() -> None:
    assert times.Painter(WORDS).draw([], {}) is None


def person(name: str, *units: str) -> Heading:
    return Heading(
        id=name,
        label=name,
        kind=Kind.PERSON,
        entry=name,
        locators=tuple(sample.locator("a", unit=unit) for unit in units),
    )


def test_who_is_mentioned_together_is_linked() -> None:
    people = [person("A", "p1", "p2", "p3"), person("B", "p2", "p3", "p3"), person("C", "p9")]
    drawn = persons.draw(people)
    assert [
        (link.one.label, link.other.label, link.together, link.unit) for link in drawn.links
    ] == [("A", "B", 2, "p2")]
    assert {item.label for item in drawn.persons} == {"A", "B"}


def test_the_network_is_the_same_every_time_and_inside_the_picture() -> None:
    people = [person(f"P{n}", *(f"p{n * m % 11}" for m in range(6))) for n in range(40)]
    drawn = persons.draw(people)
    assert drawn == persons.draw(reversed(people))
    assert all(0 < item.x < persons.WIDTH and 0 < item.y < persons.HEIGHT for item in drawn.persons)
    assert len({(item.x, item.y) for item in drawn.persons}) == len(drawn.persons)


def test_nobody_together_is_an_empty_network() -> None:
    assert persons.draw([person("A", "p1")]) == persons.Network((), ())


def test_the_small_histogram_shows_where_mentions_are() -> None:
    positions = {"a": 0, "b": 1, "c": 2, "d": 3}
    found = bins([sample.locator("a"), sample.locator("d"), sample.locator("d")], positions)
    assert found == [(0.0, 0.25, 0.5), (0.75, 0.25, 1.0)]
