"""The pages as text: what stands on them, that they are the same twice, that nothing breaks out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

import sample_site as sample
from editio.edition.settings import Release
from editio.publish.site.entries import other_forms
from editio.publish.site.languages import direction, tag
from editio.publish.site.parts import split_parts
from site_links import check_links

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "\"><script>alert(1)</script>'</title>&amp;{{ 7 * 7 }}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    results = [sample.result("a"), sample.result("b"), sample.result("c")]
    return sample.write_edition(
        tmp_path, results, [sample.persons("a", "c"), sample.quotations("b")]
    )


def tree(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_text(encoding="utf-8"))


def all_files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_kind_of_page_is_there(site: Path) -> None:
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert pages == {
        "index.html",
        "text/a.html",
        "text/b.html",
        "text/c.html",
        "index/persons.html",
        "index/quotations.html",
        "person/brandt.html",
        "place/nowhere.html",
        "download/index.html",
        "figures/index.html",
    }


def test_the_start_page_lists_the_texts(site: Path) -> None:
    page = tree(site / "index.html")
    assert page.xpath("string(//h1)") == "The Kettle Papers"
    links = page.xpath("//table//th[@scope='row']/a/@href")
    assert links == ["text/a.html", "text/b.html", "text/c.html"]
    assert "18 words" in page.xpath("string(//table/caption)")


def test_a_text_knows_its_neighbours(site: Path) -> None:
    page = tree(site / "text/b.html")
    assert page.xpath("//a[@rel='prev']/@href") == ["../text/a.html"]
    assert page.xpath("//a[@rel='next']/@href") == ["../text/c.html"]
    assert not tree(site / "text/a.html").xpath("//a[@rel='prev']")


def test_an_entry_shows_its_mentions_and_safe_links_only(site: Path) -> None:
    page = tree(site / "person/brandt.html")
    assert page.xpath("string(//h2)") == "2 mentions in 2 texts"
    assert page.xpath("//a[@class='locator']/@href") == [
        "../text/a.html#body.1.p1",
        "../text/c.html#body.1.p1",
    ]
    assert page.xpath("//dl//a/@href") == ["https://example.org/gnd/000"]


def test_an_index_marks_what_no_register_has(site: Path) -> None:
    page = tree(site / "index/persons.html")
    assert page.xpath("//*[@class='unregistered']/ancestor::li/@id") == ["u-somebody"]
    assert page.xpath("//li[@id='see-ida']/a/@href") == ["#brandt"]


def test_locators_say_once_what_does_not_change(tmp_path: Path) -> None:
    labels = ("Morning, § 1", "Morning, note 2", "Evening, § 1")
    heading = sample.Heading(
        id="h",
        label="kettle",
        kind=sample.Kind.PERSON,
        locators=(
            *(sample.locator("a", label=label, unit=label) for label in labels),
            sample.locator("a", label="Evening, § 1", unit="Evening, § 1"),
        ),
    )
    group = sample.Group(id="K", label="K", headings=(heading,))
    index = sample.Index(name=sample.IndexName.PERSONS, language="en", groups=(group,))
    site = sample.write_edition(tmp_path, [sample.result("a")], [index])
    page = tree(site / "index/persons.html")
    shown = page.xpath("//ul[@class='locators']//a/text()")
    assert shown == ["Morning, § 1", "note 2", "Evening, § 1"]
    assert page.xpath("//span[@class='times']/text()") == ["×2"]


def dated(name: str, year: int | None) -> sample.DocumentResult:
    """A text of a year, or of none."""
    found = sample.result(name)
    date = year and sample.Interval(earliest=(year, 1, 1), latest=(year, 12, 31), label=str(year))
    metadata = sample.replace(found.metadata, date=date or None, date_label=str(year or ""))
    return sample.replace(found, metadata=metadata)


@pytest.mark.parametrize(
    ("years", "ends", "order"),
    [
        ((1871, 1850, 1860), ["1850 Text b", "1871 Text a"], ("0", "2")),
        ((1871, None, 1850), ["1850 Text c", "1871 Text a"], ("0", "1")),
        ((None, None, None), ["Text a", "Text c"], ("0", "2")),
        ((1850, 1850, 1850), ["Text a", "Text c"], ("0", "2")),
    ],
)
def test_an_index_says_where_and_when_something_is_mentioned_first_and_last(
    tmp_path: Path, years: tuple[int | None, ...], ends: list[str], order: tuple[str, str]
) -> None:
    results = [dated(name, year) for name, year in zip("abc", years, strict=True)]
    site = sample.write_edition(tmp_path, results, [sample.persons("a", "b", "c")])
    page = tree(site / "index/persons.html")
    (heading,) = page.xpath("//li[@id='brandt']")
    assert (heading.get("data-first"), heading.get("data-last")) == order
    shown = [" ".join(item.text_content().split()) for item in heading.xpath(".//dl/div/dd")]
    assert shown == [f"{end}, Morning, § 1" for end in ends]
    (once,) = page.xpath("//li[@id='u-somebody']")
    assert [item.text for item in once.xpath(".//dt")] == ["First mention"]


def test_every_page_says_its_version(tmp_path: Path) -> None:
    released = Release(version="1.2", date="2026-11-23")
    site = sample.write_edition(
        tmp_path, [sample.result("a")], [sample.persons("a")], release=released
    )
    for name in ("index.html", "text/a.html", "index/persons.html", "figures/index.html"):
        foot = tree(site / name).xpath("//footer")[0]
        assert "Version 1.2, 2026-11-23" in foot.text_content(), name


def test_registers_come_first_and_last_only_where_nothing_else_does(tmp_path: Path) -> None:
    results = [dated("a", 1800), dated("b", 1871), dated("c", 1850)]
    register = sample.replace(results[0].ref, role=sample.Role.REGISTER)
    results[0] = sample.replace(results[0], ref=register)
    site = sample.write_edition(tmp_path, results, [sample.persons("a", "b", "c")])
    page = tree(site / "index/persons.html")
    links = page.xpath("//li[@id='brandt']//dl//a/@href")
    assert links == ["../text/c.html#body.1.p1", "../text/b.html#body.1.p1"]
    assert page.xpath("//li[@id='u-somebody']//dl//a/@href") == ["../text/a.html#body.1.p1"]


def test_mentions_in_registers_stand_after_those_in_texts(tmp_path: Path) -> None:
    register = sample.replace(sample.result("a").ref, role=sample.Role.REGISTER)
    results = [sample.result("a", ref=register), sample.result("b")]
    site = sample.write_edition(tmp_path, results, [sample.persons("a", "b")])
    page = tree(site / "person/brandt.html")
    assert page.xpath("//h3/a/@href") == ["../text/b.html", "../text/a.html"]


def test_an_index_without_headings_has_no_page(tmp_path: Path) -> None:
    site = sample.write_edition(tmp_path, [sample.result("a")], [])
    assert not (site / "index").exists()
    assert "index/persons.html" not in (site / "text/a.html").read_text()


def test_the_timeline_of_a_large_chronology_has_a_page_per_century(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [
        sample.Group(
            id=f"century-{century}",
            label=f"{century}th century",
            headings=tuple(
                sample.Heading(
                    id=f"year-{year}",
                    label=str(year),
                    kind=sample.Kind.DATE,
                    interval=sample.Interval(earliest=(year, 1, 1), latest=(year, 12, 31)),
                    locators=(sample.locator("a"),),
                )
                for year in range(century * 100 - 50, century * 100 - 40, 3)
            ),
        )
        for century in (18, 19)
    ]
    index = sample.Index(name=sample.IndexName.CHRONOLOGY, language="en", groups=tuple(groups))
    monkeypatch.setattr("editio.publish.site.sheets.PAGE_LIMIT", 3)
    monkeypatch.setattr("editio.publish.site.timeline._LINES_LIMIT", 3)
    site = sample.write_edition(tmp_path, [sample.result("a")], [index])
    page = tree(site / "index/timeline.html")
    links = page.xpath("//table//a/@href")
    assert links == [f"../index/timeline-century-{number}.html" for number in (18, 19)]
    assert not page.xpath("//details")
    part = tree(site / "index/timeline-century-19.html")
    assert part.xpath("//tbody//a/@href") == [
        f"../index/chronology-century-19.html#year-{year}" for year in (1850, 1853, 1856, 1859)
    ]
    assert part.xpath("//p[@class='summary']/a[1]/@href") == ["../index/timeline.html"]
    assert list(check_links(site)) == []


def test_a_long_index_has_a_page_per_letter_and_one_with_all_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editio.publish.site.sheets.PAGE_LIMIT", 3)
    site = sample.write_edition(tmp_path, [sample.result("a")], [sample.persons("a")])
    see = tree(site / "index/persons-I.html").xpath("//li[@id='see-ida']/a/@href")
    assert see == ["../index/persons-B.html#brandt"]
    everyone = tree(site / "index/persons.html").xpath("//li[@id='brandt']/a/@href")
    assert everyone == ["persons-B.html#brandt"]
    names = (site / "data/index-persons.js").read_text(encoding="utf-8")
    assert '"persons-B.html":[["Brandt, Ida","1840-1912",1,"brandt"]]' in names
    assert tree(site / "index/persons-B.html").xpath("//*/@data-names")
    assert not tree(site / "index/persons.html").xpath("//*/@data-names")
    assert list(check_links(site)) == []


def test_a_very_long_index_has_a_page_of_letters_and_a_long_letter_several_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PAGE_LIMIT", 3), ("SHEET_LIMIT", 4), ("OUTLINE_LIMIT", 5)):
        monkeypatch.setattr(f"editio.publish.site.sheets.{name}", value)
    headings = [
        sample.Heading(
            id=f"b{number}",
            label=f"Brandt {number}",
            kind=sample.Kind.PERSON,
            locators=(sample.locator("a"),),
        )
        for number in range(6)
    ]
    group = sample.Group(id="B", label="B", headings=tuple(headings))
    index = sample.Index(name=sample.IndexName.PERSONS, language="en", groups=(group,))
    site = sample.write_edition(tmp_path, [sample.result("a")], [index])
    main = tree(site / "index/persons.html")
    named = main.xpath("//section[h2='Most mentions']//li/a")
    assert [link.get("href") for link in named][:3] == [
        "persons-B.html#b0", "persons-B.html#b1", "persons-B~2.html#b2",
    ]  # fmt: skip
    assert main.xpath("//*/@data-names") == ["../data/index-persons.js"]
    pages = [tree(site / f"index/persons-B{end}.html") for end in ("", "~2", "~3")]
    assert [page.xpath("//li[@class='heading']/@id") for page in pages] == [
        ["b0", "b1"], ["b2", "b3"], ["b4", "b5"],
    ]  # fmt: skip
    turning = pages[1].xpath("//nav[@class='turning']//a")
    assert [link.get("href") for link in turning] == [
        "persons-B.html", "persons-B~2.html", "persons-B~3.html",
    ]  # fmt: skip
    assert [link.get("aria-current") for link in turning] == [None, "page", None]
    assert list(check_links(site)) == []


def test_a_second_build_is_the_same_to_the_byte(tmp_path: Path) -> None:
    results = [sample.result("a"), sample.result("b")]
    first = all_files(sample.write_edition(tmp_path / "1", results, [sample.persons("a")]))
    second = all_files(sample.write_edition(tmp_path / "2", results, [sample.persons("a")]))
    assert first == second


def test_nothing_from_a_document_becomes_markup(tmp_path: Path) -> None:
    metadata = sample.Metadata(
        title=EVIL, authors=(EVIL,), date_label=EVIL, language=EVIL, source=EVIL, licence=EVIL
    )
    entry = sample.replace(
        sample.BRANDT,
        heading=EVIL,
        forms=(EVIL,),
        dates=EVIL,
        description=EVIL,
        identifiers=(sample.Identifier(kind=EVIL, value=EVIL, url="javascript:alert(1)"),),
    )
    heading = sample.Heading(
        id='x" onclick="alert(1)',
        label=EVIL,
        kind=sample.Kind.PERSON,
        dates=EVIL,
        locators=(
            sample.locator("a", EVIL, unit=EVIL, label=EVIL, before=EVIL, after=EVIL, note=EVIL),
        ),
    )
    index = sample.Index(
        name=sample.IndexName.PERSONS,
        language="en",
        groups=(sample.Group(id='"><script>', label=EVIL, headings=(heading,)),) * 2,
    )
    clean = sample.result("a", metadata=metadata, html="<!--part:text--><p>x</p>")
    site = sample.write_edition(tmp_path, [clean], [index], (entry,), title=EVIL, licence=EVIL)
    for path in site.rglob("*.html"):
        page = tree(path)
        own = page.xpath(
            "//script[starts-with(@src, '../assets/') or starts-with(@src, 'assets/')]"
        )
        data = page.xpath("//script[@type='application/ld+json'][not(@src)]")
        assert set(page.xpath("//script")) == {*data, *own}, path
        assert all(json.loads(element.text) for element in data), path
        assert not page.xpath("//@onclick"), path
        assert not [link for link in page.xpath("//@href") if "javascript:" in link], path
        assert not page.xpath("//style | //*[@style]"), path


def test_parts_are_cut_at_their_comments() -> None:
    parts = split_parts("<!--part:toc-->T<!--part:text--><p>a</p><!--part:notes-->N")
    assert (parts.toc, parts.text, parts.notes, parts.about) == ("T", "<p>a</p>", "N", "")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("", "ltr"),
        ("de", "ltr"),
        ("ar", "rtl"),
        ("syc", "rtl"),
        ("he-Latn", "ltr"),
        ("az-Arab-IR", "rtl"),
        ("tr", "ltr"),
        ("ota-Latn", "ltr"),
    ],
)
def test_direction_of_a_language(language: str, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("eng", "en"),
        ("ger_DE", "de-DE"),
        ("grc", "grc"),
        ("italic", ""),
        ('x" onclick="', ""),
        ("", ""),
    ],
)
def test_only_a_language_tag_becomes_one(language: str, expected: str) -> None:
    assert tag(language) == expected


def test_the_edition_s_own_stylesheets_come_last(tmp_path: Path) -> None:
    (tmp_path / "look.css").write_text(":root { --accent: #1f4e79 }")
    site = sample.write_edition(tmp_path, [sample.result("a")], [], css=(tmp_path / "look.css",))
    links = tree(site / "text/a.html").xpath("//link[@rel='stylesheet']/@href")
    assert links == ["../assets/edition.css", "../assets/reading.css", "../assets/own-1.css"]
    assert "--accent" in (site / "assets/own-1.css").read_text()


def test_pages_name_their_address_where_the_edition_has_one(tmp_path: Path) -> None:
    address = "https://example.org/kettle"
    site = sample.write_edition(tmp_path, [sample.result("a")], [], base_url=address)
    page = tree(site / "text/a.html")
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{address}/text/a.html"]


def test_a_name_of_an_entry_is_shown_once_and_not_inverted_as_well() -> None:
    entry = replace(sample.BRANDT, forms=("Kessel, Ida", "I. B.", "Ida Kessel", "Brand, Ida"))
    assert other_forms(entry) == ("I. B.", "Ida Kessel", "Brand, Ida")
