"""Concordances: what is found, what stands around it, and that a build makes only what changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from editio import resources
from editio.edition.model import Unit
from editio.edition.settings import load_settings
from editio.errors import ConfigError
from editio.publish.concordance import make
from editio.publish.concordance.lines import AROUND, Finder, stretches_of, word_counts
from editio.publish.concordance.model import Line, Wanted
from editio.publish.concordance.stopwords import stop_words
from editio.publish.site import concordance as pages
from editio.run.executors import SerialExecutor
from editio.run.pipeline import build
from unit.run.test_remembered import TEI

if TYPE_CHECKING:
    from pathlib import Path


def unit(name: str, text: str, kind: str = "p", parent: str = "") -> Unit:
    return Unit(id=name, kind=kind, parent=parent, label=f"label of {name}", text=text)


def lines(asked: str, *units: Unit) -> list[Line]:
    wanted = Wanted.of(asked)
    return Finder([wanted]).lines("d", stretches_of(units)).get(wanted, [])


def found(asked: str, text: str) -> list[str]:
    return [line.keyword for line in lines(asked, unit("p1", text))]


@pytest.mark.parametrize(
    ("asked", "text", "keywords"),
    [
        ("kettle", "The Kettle, the KETTLES, the kettle.", ["Kettle", "kettle"]),
        ("ecluse", "Écluse, E\u0301cluse, écluses", ["Écluse", "E\u0301cluse"]),
        ("große", "die grosse und die große", ["grosse", "große"]),
        ("shalom", "שָׁלוֹם shalom", ["shalom"]),
        ("שלום", "אמר שָׁלוֹם לו", ["שָׁלוֹם"]),
        ("old kettle", "old kettle; old, kettle; kettle old", ["old kettle", "old, kettle"]),
        ("copper-kettle", "a copper kettle", ["copper kettle"]),
        ("revol*", "revolt, revolution; evolve", ["revolt", "revolution"]),
        ("october revol*", "October revolution, October revue", ["October revolution"]),
        ("國", "中國人", ["國"]),
        ("kettle kettle", "kettle kettle kettle", ["kettle kettle", "kettle kettle"]),
        ("1851", "in 1851, not 18510", ["1851"]),
    ],
)  # fmt: skip
def test_words_are_found_as_search_finds_them(asked: str, text: str, keywords: list[str]) -> None:
    assert found(asked, text) == keywords


def test_a_line_is_the_text_around_the_word_in_whole_words() -> None:
    text = "left " * 40 + "kettle" + " right" * 40
    (line,) = lines("kettle", unit("p1", text))
    assert (line.document, line.unit, line.label) == ("d", "p1", "label of p1")
    assert f"{line.before}{line.keyword}{line.after}" in text
    assert AROUND - 6 < len(line.before) <= AROUND
    assert line.before.startswith("left ")
    assert line.after.endswith(" right")
    (short,) = lines("kettle", unit("p1", "The kettle sang."))
    assert (short.before, short.after) == ("The ", " sang.")


def test_verse_is_read_on_and_paragraphs_are_not() -> None:
    verse = [unit("l1", "of old copper", "l", "lg"), unit("l2", "kettles sang", "l", "lg")]
    (line,) = lines("copper kettles", *verse)
    assert (line.unit, line.keyword, line.after) == ("l1", "copper / kettles", " sang")
    (line,) = lines("kettles", *verse)
    assert (line.unit, line.before) == ("l2", "of old copper / ")
    other = [verse[0], unit("l3", "kettles", "l", "lg2")]
    assert lines("copper kettles", *other) == []
    assert lines("copper kettles", unit("p1", "old copper"), unit("p2", "kettles")) == []


def test_the_header_is_not_the_text() -> None:
    header = [unit("h", "kettle", "teiHeader"), unit("h1", "kettle", "p", "h")]
    assert lines("kettle", *header, unit("h2", "kettle", "note", "h1")) == []
    assert len(lines("kettle", *header, unit("n", "kettle", "note", "p1"))) == 1


def test_frequent_words_leave_out_those_of_the_language() -> None:
    counts = word_counts(stretches_of([unit("p1", "The kettle and the cat and THE kettle")]))
    assert counts["the"] == 3
    assert [word for word in counts if word not in stop_words("en-GB")] == ["kettle", "cat"]
    assert {"und", "uber"} <= stop_words("de")
    assert stop_words("tlh") == frozenset()


@pytest.mark.parametrize("wrong", ['["…"]', '["*"]', '[""]', '"kettle"', "[1]"])
def test_what_means_nothing_is_refused(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "edition.toml").write_text(f"[index]\nconcordance = {wrong}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="concordance"):
        load_settings(tmp_path)


class Edition:
    """A small edition with concordances."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self.write("a", '<p xml:id="a1"><persName ref="#ida">Ida</persName> has a kettle.</p>')
        self.write("b", '<p xml:id="b1">The old kettle and a stove.</p>')
        people = '<listPerson><person xml:id="ida"><persName>Ida Brandt</persName></person>'
        self.write("people", f"{people}</listPerson>")
        self.ask('["Kettle", "#ida", "stov*", "nothing", "kettle"]')

    def write(self, name: str, body: str) -> None:
        text = TEI.format(title=f"Text {name}", body=body)
        (self.root / f"{name}.xml").write_text(text, encoding="utf-8")

    def ask(self, asked: str, frequent: int = 0) -> None:
        text = f"[index]\nconcordance = {asked}\nconcordance_frequent = {frequent}\n"
        (self.root / "edition.toml").write_text(text, encoding="utf-8")

    def build(self) -> None:
        build(load_settings(self.root), self.root / "build", SerialExecutor())

    def data(self, name: str) -> dict[str, object]:
        path = self.root / "build" / "index" / "concordance" / f"{name}.json"
        data: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
        return data

    def page(self, name: str) -> html.HtmlElement:
        path = self.root / "build" / "site" / name
        return html.fromstring(path.read_text(encoding="utf-8"))

    def times(self) -> dict[str, int]:
        folder = self.root / "build" / "site" / "concordance"
        return {path.stem.partition("~")[0]: path.stat().st_mtime_ns for path in folder.iterdir()}


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return Edition(tmp_path / "edition")


def test_an_edition_has_the_concordances_that_it_asks_for(edition: Edition) -> None:
    edition.build()
    page = edition.page("concordance/kettle.html")
    assert page.xpath("//ol[@class='kwic']//a/@href") == ["../text/a.html#a1", "../text/b.html#b1"]
    shown = [item.text_content() for item in page.xpath("//span[@class='line']")]
    assert shown == ["Ida has a kettle.", "The old kettle and a stove."]
    listed = edition.page("index/concordance.html")
    rows = [" ".join(row.xpath("./*//text()")) for row in listed.xpath("//tbody/tr")]
    assert rows == ["Kettle 2 2", "Ida Brandt 1 1", "stov* 1 1", "nothing 0 0"]
    assert listed.xpath("//nav[@class='site-nav']//a[@aria-current]/text()") == ["Concordance"]


def test_the_data_follow_their_schema(edition: Edition) -> None:
    edition.build()
    schema = json.loads(resources.schema("index/concordance.schema.json").read_text("utf-8"))
    files = sorted((edition.root / "build" / "index" / "concordance").iterdir())
    assert len(files) == 4
    for file in files:
        data = json.loads(file.read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(data)
        assert data["count"] == len(data["lines"]) == sum(data["texts"].values())
    assert edition.data("kettle")["texts"] == {"a": 1, "b": 1}
    assert (edition.root / "build/site/download/index/concordance/kettle.json").is_file()


def test_the_most_frequent_words_come_after_what_is_asked_for(edition: Edition) -> None:
    edition.ask('["stove"]', 2)
    edition.write("c", "<p>Stove by Stove, Kettle and Kettle and Kettle.</p>")
    edition.build()
    listed = edition.page("index/concordance.html")
    assert listed.xpath("//tbody/tr/th//text()") == ["stove", "Kettle"]
    edition.write("c", "<p>Dampf, Dampf, Dampf, Dampf.</p>")
    edition.build()
    listed = edition.page("index/concordance.html")
    assert listed.xpath("//tbody/tr/th//text()") == ["stove", "Dampf", "kettle"]


def test_an_entry_and_its_concordance_lead_to_each_other(edition: Edition) -> None:
    edition.build()
    (way,) = edition.page("person/ida.html").xpath("//a[contains(@href, 'concordance/')]/@href")
    assert way == f"../concordance/{Wanted.of('#ida').name}.html"
    (back,) = edition.page(way.removeprefix("../")).xpath("//h1//a/@href")
    assert back == "../person/ida.html"
    edition.ask('["kettle"]')
    edition.build()
    assert not edition.page("person/ida.html").xpath("//a[contains(@href, 'concordance/')]/@href")


def test_a_page_is_made_again_only_if_one_of_its_texts_has_changed(edition: Edition) -> None:
    edition.build()
    before = edition.times()
    edition.write("c", "<p>Another text.</p>")
    edition.build()
    assert edition.times() == before
    edition.write("a", '<p xml:id="a1"><persName ref="#ida">Ida</persName> has a new kettle.</p>')
    edition.build()
    changed = {name for name, time in edition.times().items() if time != before[name]}
    assert changed == {"kettle", "ida"}


def test_a_text_is_read_again_for_what_is_new_alone(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition.build()
    asked: list[list[str]] = []

    class Counted(Finder):
        def __init__(self, wanted: list[Wanted]) -> None:
            asked.append([item.asked for item in wanted])
            super().__init__(wanted)

    monkeypatch.setattr(make, "Finder", Counted)
    edition.ask('["Kettle", "old"]')
    edition.build()
    assert asked == [["Kettle", "old"], ["old"]]
    assert edition.data("old")["count"] == 1


def test_a_long_concordance_has_several_pages(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE_LIMIT", 2)
    edition.write("c", "<p>kettle a, kettle b, kettle c</p>")
    edition.build()
    shown = []
    for name in ("kettle", "kettle~p2", "kettle~p3"):
        page = edition.page(f"concordance/{name}.html")
        shown += [item.text_content() for item in page.xpath("//span[@class='rest']")]
        links = page.xpath("//nav[@class='turning'][1]//a/@href")
        assert links == [f"../concordance/kettle{end}.html" for end in ("", "~p2", "~p3")]
    assert [text[:10].strip() for text in shown] == [
        "kettle.",
        "kettle a,",
        "kettle and",
        "kettle b,",
        "kettle c",
    ]


def test_nothing_is_made_where_nothing_is_asked_for(edition: Edition) -> None:
    edition.ask("[]")
    edition.build()
    assert not (edition.root / "build" / "index" / "concordance").exists()
    assert not (edition.root / "build" / "site" / "concordance").exists()
    assert "Concordance" not in (edition.root / "build/site/index.html").read_text("utf-8")
