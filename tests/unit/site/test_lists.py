"""The lists of texts of a large edition: parted into pages, with a filter for all of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import html

import sample_site as sample
from editio.edition.model import Interval, Metadata
from editio.findings import Finding, Severity
from editio.publish.site import lists
from editio.publish.site.documents import authors_in_brief, document_of, made_of
from editio.publish.site.lists import PER_PAGE, leaves
from site_links import check_links

if TYPE_CHECKING:
    from pathlib import Path

    from editio.edition.model import DocumentResult

NAMES = [f"t{number}" for number in range(1, 6)]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lists, "PER_PAGE", 2)
    monkeypatch.setattr("editio.publish.site.drawn.PER_PAGE", 2)
    results = [sample.result(name, f"</script>{name}") for name in NAMES]
    return sample.write_edition(tmp_path, results, [sample.persons("t1")])


def tree(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_text(encoding="utf-8"))


def listed(page: Path) -> list[str]:
    return [
        str(link).rpartition("/")[2].removesuffix(".html")
        for link in tree(page).xpath("//table[@class='documents']//th//a/@href")
    ]


def test_every_text_is_listed_once(site: Path) -> None:
    pages = [site / "index.html", site / "list/texts-2.html", site / "list/texts-3.html"]
    assert [name for page in pages for name in listed(page)] == NAMES
    assert not (site / "list/texts-4.html").exists()


def test_each_page_leads_to_all_others_and_says_which_it_is(site: Path) -> None:
    page = tree(site / "list/texts-2.html")
    for turning in page.xpath("//*[@class='turning']"):
        links = turning.findall(".//a")
        assert [link.get("href") for link in links] == [
            "../index.html",
            "../list/texts-2.html",
            "../list/texts-3.html",
        ]
        assert [link.get("aria-current") for link in links] == [None, "page", None]
    assert page.findtext(".//caption") == "Texts 3 to 4 of 5"
    assert list(check_links(site)) == []


def test_the_names_of_all_texts_are_data(site: Path) -> None:
    script = (site / lists.NAMES).read_text(encoding="utf-8")
    assert "</script" not in script
    names = json.loads(script.removeprefix("editio.names(").replace(",\n})", "})")[:-3])
    assert [*names] == [f"text/{name}.html" for name in NAMES]
    assert names["text/t2.html"] == [["</script>t2 (Ida Brandt)", "1871", 0]]


def test_downloads_go_on_too(site: Path) -> None:
    pages = [site / f"download/{name}.html" for name in ("index", "index-2", "index-3")]
    rows = [row for page in pages for row in tree(page).xpath("//tbody/tr")]
    assert len(rows) == len(NAMES)
    assert [len(tree(page).findall(".//ul//a[@download]")) for page in pages] == [1, 0, 0]


def test_the_figures_name_the_longest_texts(site: Path) -> None:
    page = tree(site / "figures/index.html")
    assert [item.text for item in page.findall(".//caption")] == ["Indexes", "The longest texts"]
    assert page.findtext(".//dd") == "5"
    assert len(page.xpath("//table[@data-sortable]/tbody/tr")) == 2


def test_a_short_list_is_one_page(tmp_path: Path) -> None:
    site = sample.write_edition(tmp_path, [sample.result(name) for name in NAMES], [])
    page = tree(site / "index.html")
    assert listed(site / "index.html") == NAMES
    assert not page.xpath("//*[@class='turning'] | //input | //script[contains(@src, 'index.js')]")
    assert not (site / "list").exists()
    assert not (site / lists.NAMES).exists()


@pytest.mark.parametrize(
    ("count", "spans"),
    [
        (0, [(0, 0)]),
        (PER_PAGE, [(0, PER_PAGE)]),
        (PER_PAGE + 1, [(0, PER_PAGE), (PER_PAGE, PER_PAGE + 1)]),
    ],
)
def test_where_pages_begin(count: int, spans: list[tuple[int, int]]) -> None:
    found = leaves(count, "first", "{}")
    assert [(leaf.start, leaf.stop) for leaf in found] == spans
    assert [leaf.path for leaf in found] == ["first", "2"][: len(spans)]


def test_what_is_no_tei_is_no_text_and_what_failed_is_one(tmp_path: Path) -> None:
    found = [
        Finding(code=code, severity=Severity.INFO, message="no")
        for code in ("XML-NOT-TEI", "XML-TAG")
    ]
    results = [
        sample.result("one"),
        sample.result("build", html="", text="", findings=(found[0],)),
        sample.result("broken", html="", text="", findings=(found[1],)),
    ]
    site = sample.write_edition(tmp_path, results, [])
    rows = tree(site / "index.html").xpath("//table[@class='documents']/tbody/tr/th")
    assert [row.text_content() for row in rows] == ["Text one", "Text broken not rendered"]


def test_texts_of_one_title_are_told_apart_wherever_they_are_listed(tmp_path: Path) -> None:
    def copy(name: str, source: str, title: str = "Seals") -> DocumentResult:
        metadata = Metadata(title=title, authors=("Ida Brandt",), source=source)
        return sample.result(name, metadata=metadata)

    shelfmark = "Nowhere, Town Archive, MS 3"
    results = [
        copy("s1", shelfmark),
        copy("s2", "Nowhere, Town Archive, MS 4"),
        copy("s3", "Nowhere, Town Archive, MS 4"),
        copy("s4", "x" * 200),
        copy("kettle", shelfmark, "Kettles"),
    ]
    site = sample.write_edition(tmp_path, results, [sample.persons("s1")])
    named = [
        f"Seals ({shelfmark})",
        "Seals (Nowhere, Town Archive, MS 4, s2)",
        "Seals (Nowhere, Town Archive, MS 4, s3)",
        "Seals (s4)",
        "Kettles",
    ]
    rows = tree(site / "index.html").xpath("//table[@class='documents']/tbody/tr/th")
    plain = [row.text_content().replace("(", "").replace(")", "") for row in rows]
    assert plain == [name.replace("(", "").replace(")", "") for name in named]
    downloads = tree(site / "download/index.html").xpath("//tbody/tr/th/text()")
    assert downloads == named
    assert named[0] in (site / "index/persons.html").read_text(encoding="utf-8")
    assert tree(site / "text/s1.html").findtext(".//h1") == "Seals"


def test_of_very_many_authors_the_first_are_named() -> None:
    names = ["Ida Brandt", "Ben Oak", "Ann Elm", "Tom Ash", "Eve Yew", "Kit Fir"]
    assert authors_in_brief(names[:5], ", ") == "Ida Brandt, Ben Oak, Ann Elm, Tom Ash, Eve Yew"
    assert authors_in_brief(names) == "Ida Brandt; Ben Oak; Ann Elm; et al."


def test_a_semicolon_parts_names_that_have_commas() -> None:
    assert authors_in_brief(["Brandt, Ida", "Oak, Ben"], ", ") == "Brandt, Ida; Oak, Ben"
    assert authors_in_brief(["Brandt, Ida"], ", ") == "Brandt, Ida"


def test_what_is_said_about_a_document_is_open_where_it_has_no_words(tmp_path: Path) -> None:
    catalogue = Metadata(title="A codex", authors=("Ida Brandt",) * 6)
    results = [sample.result("one"), sample.result("codex", text="", metadata=catalogue)]
    site = sample.write_edition(tmp_path, results, [])
    opened = {
        name: tree(site / f"text/{name}.html").xpath("boolean(//*[@class='about-text']/@open)")
        for name in ("one", "codex")
    }
    assert opened == {"one": False, "codex": True}
    byline = tree(site / "text/codex.html").xpath("string(//*[@class='authors'])")
    assert byline.endswith("et al.")


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("1871", "1871"),
        ("1871-05-02", "2 May 1871"),
        ("1871-05-02T10:00:00Z", "2 May 1871"),
        ("1871-05-02–1871-05-04", "2 May 1871"),
        ("In May, 1871-05-02", "In May, 1871-05-02"),
    ],
)
def test_a_date_that_is_only_in_attributes_is_said_in_words(
    tmp_path: Path, label: str, shown: str
) -> None:
    day = (1871, 1, 1) if label == "1871" else (1871, 5, 2)
    last = (1871, 12, 31) if label == "1871" else (1871, 5, 2)
    made = sample.result(
        "a", metadata=Metadata(title="", date=Interval(earliest=day, latest=last), date_label=label)
    )
    assert document_of(made_of(made), sample.settings(tmp_path)).date_label == shown
