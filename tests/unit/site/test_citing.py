"""Citations: the same facts in each format, and inert whatever a header says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from lxml import html

import sample_site as sample
from editio import resources
from editio.edition.model import Unit
from editio.edition.settings import Release
from editio.edition.siteplan import SitePlan
from editio.errors import ConfigError
from editio.publish.site.citing import Citation
from editio.publish.site.handles import add_handles
from editio.publish.site.permalinks import Permalinks
from editio.publish.site.words import words_for

if TYPE_CHECKING:
    from pathlib import Path

CITATION = Citation(
    id="kettle_1",
    title="Kettles & 100% copper",
    authors=("Brandt, Ida", "Smith"),
    date="1871",
    edition="Works",
    editors=("A. Nobody",),
    version="1.2",
    day="2026-11-23",
    url="https://example.org/e/text/kettle_1.html",
    hash="ab" * 32,
    language="en",
    licence="CC BY 4.0",
)


def test_in_words() -> None:
    assert CITATION.text(words_for("en")) == (
        "Brandt, Ida; Smith: Kettles & 100% copper (1871). In: Works, edited by A. Nobody, "
        "version 1.2, 2026. https://example.org/e/text/kettle_1.html. SHA-256 abababababababab."
    )


def test_bibtex_escapes_what_tex_would_read() -> None:
    entry = CITATION.bibtex()
    assert entry.startswith("@incollection{kettle1,\n  author = {{Brandt, Ida} and {Smith}},\n")
    assert r"title = {{Kettles \& 100\% copper}}" in entry
    assert "  year = {2026},\n" in entry
    assert entry.endswith("}\n}\n")


def test_ris() -> None:
    lines = CITATION.ris().splitlines()
    assert lines[0] == "TY  - CHAP"
    assert lines[-1] == "ER  - "
    assert {"AU  - Brandt, Ida", "AU  - Smith", "T2  - Works", "PY  - 2026"} <= set(lines)


def test_csl() -> None:
    (item,) = json.loads(CITATION.csl())
    assert item["issued"] == {"date-parts": [[2026, 11, 23]]}
    assert item["author"] == [{"literal": "Brandt, Ida"}, {"literal": "Smith"}]
    assert item["version"] == "1.2"


def test_the_head_tells_reference_managers(tmp_path: Path) -> None:
    evil = '</script><script>alert(1)</script>"><!--'
    metadata = sample.Metadata(title=evil, authors=(evil,), language="en")
    site = sample.write_edition(
        tmp_path,
        [sample.result("a", metadata=metadata)],
        [],
        base_url="https://example.org/e",
        release=Release(version="3", date="2026-01-02"),
    )
    page = html.parse(site / "text/a.html").getroot()
    named = {item.get("name"): item.get("content") for item in page.iter("meta")}
    assert named["citation_title"] == named["DC.title"] == evil
    assert named["citation_publication_date"] == "2026/01/02"
    assert named["citation_public_url"] == "https://example.org/e/text/a.html"
    (data,) = page.xpath("//script[@type='application/ld+json']")
    said = json.loads(data.text)
    assert said["name"] == evil
    assert said["isPartOf"]["version"] == "3"


def test_handles_stand_in_blocks_and_headings() -> None:
    units = [
        Unit(id="d1", kind="div", parent="", label="Morning", text=""),
        Unit(id="p&1", kind="p", parent="d1", label='§ "1"', text=""),
        Unit(id="n1", kind="note", parent="d1", label="note 1", text=""),
    ]
    made = add_handles(
        '<section class="div" id="d1"><h2 class="head">Morning</h2>'
        '<p title="a > b" id="p&amp;1">x<span id="n1">y</span></p><p id="p2">z</p></section>',
        units,
    )
    page = html.fragment_fromstring(made)
    links = page.xpath("//a[@class='handle']")
    assert [link.getparent().tag for link in links] == ["h2", "p"]
    assert [link.get("href") for link in links] == ["#d1", "#p%261"]
    assert links[1].get("aria-label") == '§ "1"'


def test_a_permalink_that_would_die_is_found(tmp_path: Path) -> None:
    before = Permalinks({"a": '["p1","p2","p3"]', "b": '["p1"]', "c": "[]"})
    old = tmp_path / "permalinks.json"
    old.write_text(before.file(Release(version="1.0")), encoding="utf-8")
    now = Permalinks({"a": '["p1"]', "d": '["x"]'})
    release = Release(previous=old, redirects=(("a#p2", "d#x"), ("b", "a"), ("c", "nowhere")))
    assert [finding.message for finding in now.dead(release)] == [
        "the redirect of c leads to nowhere, which is not there",
        "release 1.0 has the passage a#p3, and this one has not",
    ]
    moved = now.moved(release)
    assert [(item.anchor, item.page, item.fragment) for item in moved["a"]] == [
        ("p2", "text/d.html", "x")
    ]
    assert list(moved) == ["a", "b"]


def test_a_release_whose_pages_lie_elsewhere_is_found(tmp_path: Path) -> None:
    plain, spread = Permalinks({"a": "[]"}), Permalinks({"a": "[]"}, SitePlan(spread=True))
    old = tmp_path / "permalinks.json"
    for before, now, was in ((plain, spread, "in one folder"), (spread, plain, "in many folders")):
        old.write_text(before.file(Release(version="1.0")), encoding="utf-8")
        release = Release(previous=old)
        (finding,) = now.dead(release)
        assert f"release 1.0 has its pages {was}" in finding.message
        assert list(before.dead(release)) == []


@pytest.mark.parametrize("content", ["", "[]", '{"texts": 1}', '{"texts": {"a": 1}}'])
def test_a_file_that_is_no_list_of_permalinks_is_refused(tmp_path: Path, content: str) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="no file of permalinks"):
        list(Permalinks().dead(Release(previous=wrong)))


def test_the_file_of_permalinks_follows_its_schema() -> None:
    schema = json.loads(resources.schema("index/permalinks.schema.json").read_text("utf-8"))
    data = json.loads(Permalinks({'a"': '["p1"]', "ä": "[]"}).file(Release(version='1"')))
    Draft202012Validator(schema).validate(data)
    assert data == {"version": '1"', "spread": False, "texts": {'a"': ["p1"], "ä": []}}
    spread = json.loads(Permalinks({}, SitePlan(spread=True)).file(Release()))
    Draft202012Validator(schema).validate(spread)
    assert spread["spread"]
