"""Pictures: copied from the edition, never fetched from elsewhere, never from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

import sample_site as sample
from editio.publish.site.kept import Kept
from editio.publish.site.media import Media
from editio.publish.site.output import open_output

if TYPE_CHECKING:
    from pathlib import Path


def page_with(root: Path, sources: list[str]) -> html.HtmlElement:
    images = "".join(
        f'<img src="{source}" alt="A &quot;kettle&quot;" loading="lazy" class="graphic" />'
        for source in sources
    )
    result = sample.result("a", html=f"<!--part:text--><p>{images}</p>")
    site = sample.write_edition(root, [result], [])
    return html.fromstring((site / "text/a.html").read_text(encoding="utf-8"))


def test_a_picture_beside_the_text_is_copied(tmp_path: Path) -> None:
    for name in ("tei/images/one kettle.png", "cover.JPG"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    page = page_with(tmp_path, ["images/one%20kettle.png", "../cover.JPG", "../cover.JPG"])
    sources = page.xpath("//article//img/@src")
    assert sources == ["../media/tei/images/one-kettle.png", *["../media/cover.JPG"] * 2]
    copied = tmp_path / "build/site/media/tei/images/one-kettle.png"
    assert copied.read_bytes() == b"tei/images/one kettle.png"
    assert page.xpath("//article//img/@alt")[0] == 'A "kettle"'


def test_a_picture_on_the_web_is_a_link(tmp_path: Path) -> None:
    page = page_with(tmp_path, ["https://example.org/iiif/1/full/max/0/default.jpg"])
    assert not page.xpath("//article//img")
    link = page.xpath("//article//a[@class='graphic']")[0]
    assert link.get("href") == "https://example.org/iiif/1/full/max/0/default.jpg"
    assert link.text == "[1, example.org]"
    assert link.get("data-made") == ""


def test_the_picture_of_a_page_on_the_web_is_a_sign_with_its_name(tmp_path: Path) -> None:
    beginnings = [
        ("https://example.org/iiif/3/box%2Fleaf-2/pct:0,0,50,50/!400,400/90/default.jpg", "Page 2"),
        ("https://example.org/scans/leaf-3.jpg", "Page "),
        ("scans/leaf-4.jpg", "Page 4"),
    ]
    images = "".join(f'<img class="facs" src="{src}" alt="{alt}" />' for src, alt in beginnings)
    result = sample.result("a", html=f"<!--part:text--><p>{images}</p>")
    site = sample.write_edition(tmp_path, [result], [])
    page = html.fromstring((site / "text/a.html").read_text(encoding="utf-8"))
    links = page.xpath("//article//a[@class='facs']")
    assert [link.get("title") for link in links] == [
        "Page 2: leaf-2, example.org",
        "Page: leaf-3.jpg, example.org",
    ]
    assert [link.text for link in links] == ["↗", "↗"]
    # What is not there is named, and is no picture that a reader could have shown.
    assert page.xpath("string(//article/p/span)") == "leaf-4.jpg"
    assert not page.xpath("//article/p/span/@class")


def test_what_is_missing_or_outside_or_no_picture_is_named(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    (root / "tei").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (root / "tei/secret.xml").write_bytes(b"<a/>")
    (root / "tei/link.png").symlink_to(tmp_path / "secret.png")
    wrong = ["no.png", "../../secret.png", "secret.xml", "link.png", "%00.png", "x" * 400 + ".png"]
    page = page_with(root, wrong)
    assert not page.xpath("//article//img")
    assert page.xpath("//article//span[@class='graphic']/text()")[0] == "[no.png]"
    assert not (root / "build/site/media").exists()


def test_all_that_is_missing_in_a_document_is_one_finding(tmp_path: Path) -> None:
    ref = sample.result("a").ref
    with open_output(tmp_path / "build") as output:
        media = Media(tmp_path, Kept(output))
        media.prepare(["1.png", "2.png", "https://example.org/3.png", "4.png"], ref)
        media.prepare(["5.png"], ref)
    assert [finding.message for finding in media.findings] == [
        "there is no picture 1.png that a page could show (and 2 others)",
        "there is no picture 5.png that a page could show",
    ]
