"""The link checker: what is dead is found, what lives is left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sample_site as sample
from editio.findings import Severity
from site_links import check_links

if TYPE_CHECKING:
    from pathlib import Path


def test_a_written_site_has_no_dead_link(tmp_path: Path) -> None:
    site = sample.write_edition(
        tmp_path,
        [sample.result("a"), sample.result("Ж b")],
        [sample.persons("a", "Ж b"), sample.quotations("a")],
    )
    assert list(check_links(site)) == []


def test_dead_pages_anchors_and_pictures_are_found(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "index.html").write_text('<a href="text/b.html#x">1</a>')
    (tmp_path / "text/b.html").write_text(
        '<p id="a&amp;b">&lt;a href="no.html"> <a href="#a%26b">2</a> <a href="#gone">3</a>'
        '<a href="https://example.org/">4</a> <a href="../index.html">5</a> <a href="#">6</a>'
        '<a title=">" href="c.html">7</a> <img src="d.png" alt=""></p>'
    )
    found = [(item.file, item.code, item.severity) for item in check_links(tmp_path)]
    assert found == [
        ("text/b.html", "PTR-PAGE", Severity.ERROR),
        ("text/b.html", "PTR-PAGE", Severity.ERROR),
        ("text/b.html", "PTR-MEDIA", Severity.WARNING),
        ("index.html", "PTR-PAGE", Severity.ERROR),
    ]


def test_addresses_are_found_in_all_elements_that_have_one(tmp_path: Path) -> None:
    linked = ("a", "area", "base", "image", "link", "use")
    shown = ("audio", "embed", "iframe", "img", "input", "script", "source", "track", "video")
    tags = [*(f'<{name} id="a" href="{name}.x">' for name in linked),
            *(f'<{name}\nsrc="{name}.x">' for name in shown)]  # fmt: skip
    (tmp_path / "index.html").write_text("".join(tags))
    messages = " ".join(item.message for item in check_links(tmp_path))
    assert sorted(re.findall(r"(\w+)\.x,", messages)) == sorted((*linked, *shown))


def test_links_that_leave_the_site_are_dead(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.html").write_text("")
    (tmp_path / "site/index.html").write_text('<a href="../secret.html">1</a>')
    assert len(list(check_links(tmp_path / "site"))) == 1


def test_a_tag_without_end_costs_no_more_than_its_length(tmp_path: Path) -> None:
    for name, content in {"a": "<p " + "x " * 100_000, "b": '<p a="' * 20_000}.items():
        (tmp_path / f"{name}.html").write_text(content)
    assert list(check_links(tmp_path)) == []


def test_a_page_may_name_itself(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text/b.html").write_text(
        '<p id="x"><a href="b.html#x">1</a> <a href="../text/b.html#x">2</a> <a href="?q#x">3</a>'
        '<a href="%62.html#x">4</a> <a href="b.html#y">5</a> <a href="">6</a></p>'
    )
    (found,) = check_links(tmp_path)
    assert "b.html#y" in found.message
    assert "no such anchor" in found.message
