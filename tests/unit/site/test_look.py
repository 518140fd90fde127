"""The page about the look: every variable and selector that it names is there."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from editio.publish.site.assetfiles import ASSETS, asset
from editio.publish.site.parts import Parts
from editio.publish.site.view import GENRES, view_of

_DOCS = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "change-the-look.md"
_STYLES = ("edition", "lists", "genres", "reading")
_SITE = resources.files("editio.publish.site")


def styles() -> str:
    return "".join(map(written_in, _STYLES))


def written_in(folder: str) -> str:
    files = sorted(Path(str(_SITE / "assets" / folder)).glob("*.css"))
    return "".join(file.read_text(encoding="utf-8") for file in files)


def test_every_variable_is_documented_and_used() -> None:
    declared = set(re.findall(r"^  (--[a-z-]+):", styles(), re.MULTILINE))
    documented = set(re.findall(r"`(--[a-z-]+)`", _DOCS.read_text(encoding="utf-8")))
    assert declared == documented
    assert [name for name in declared if f"var({name})" not in styles()] == []


def test_notes_in_the_margin_do_not_go_where_the_margin_of_the_page_is() -> None:
    parallel = str(_SITE / "assets" / "parallel.css")
    text = styles() + Path(parallel).read_text(encoding="utf-8")
    named = re.findall(r"(\S+ ?>? ?)?\.margin(?![\w-])", text)
    assert len(named) > 5
    own = {".reading >", ".reading:not(.has-toc) >", ".reading.beside >", ".note"}
    assert {before.strip() for before in named} == own


def test_the_classes_around_a_text_are_there() -> None:
    table = _DOCS.read_text(encoding="utf-8").partition("| selector |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`\.([a-z-]+)`", table))
    templates = (_SITE / "templates").glob("*.html")
    written = "".join(file.read_text(encoding="utf-8") for file in templates)
    text = styles() + written + "".join(map(asset, ASSETS))
    assert len(named) > 15
    kinds = {f"page-{kind}" for kind in ("start", "text", "index", "entry", "search")}
    assert [name for name in named - kinds if f".{name}" not in text and name not in text] == []


def test_what_only_some_texts_need_is_loaded_where_they_have_it() -> None:
    """Every rule of genres.css is about a class that makes a page load it."""
    content = written_in("genres")
    made_by_scripts = ("beside-facsimile", "facs-panel", "facs-frame", "zone-near")
    rules = re.sub(r'/\*.*?\*/|@media [^{]*\{|"[^"]*"', "", content, flags=re.DOTALL)
    selectors = re.findall(r"([^{}]+)\{[^{}]*\}", rules)
    assert len(selectors) > 30
    for selector in selectors:
        classes = set(re.findall(r"\.([A-Za-z][\w-]*)", selector))
        assert classes & {*GENRES, *made_by_scripts}, selector


def test_the_classes_of_genres_are_found() -> None:
    for name in GENRES:
        assert view_of(Parts(text=Markup(f'<p class="{name} type-x">'))).genres
        assert view_of(Parts(text=Markup(f'<p class="x {name}">'))).genres
    assert not view_of(Parts(text=Markup('<p class="p">'))).genres
