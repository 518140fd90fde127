"""What is published is lean, and nothing that a reader sees is gone."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
from lxml import html
from markupsafe import Markup

from editio.publish.site.assetfiles import ASSETS as ASSET_NAMES
from editio.publish.site.assetfiles import asset
from editio.publish.site.lean import lean, lean_html, lean_parts
from editio.publish.site.parts import Parts

ASSETS = Path(str(resources.files("editio.publish.site") / "assets"))
SOURCES = sorted(file for file in ASSETS.rglob("*") if file.is_file())


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ASSETS).as_posix())
def test_our_files_are_written_as_it_relies_on(file: Path) -> None:
    name, text = file.name, file.read_text(encoding="utf-8")
    made = lean(name, text)
    assert len(made) < len(text)
    assert made.startswith("/*")
    strings = re.compile(r'"[^"\n]*"')
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    if name.endswith(".css"):
        assert strings.findall(made) == strings.findall(without_comments), "no string has changed"
    assert all(line.count("`") % 2 == 0 for line in text.splitlines()), "no string over lines"
    bare = re.sub(r"\s+|/\*.*?\*/", "", text, flags=re.DOTALL)
    assert re.sub(r"\s+|/\*.*?\*/", "", made, flags=re.DOTALL) == bare, "only blanks are gone"


def test_every_part_of_what_is_put_together_is_in_it() -> None:
    published = {name: asset(name) for name in ASSET_NAMES}
    for file in SOURCES:
        part = lean(file.name, file.read_text(encoding="utf-8")).partition("*/\n")[2]
        whole = file.parent.name + file.suffix if file.parent != ASSETS else file.name
        assert part.strip() in published[whole]


def test_indentation_goes_but_not_in_what_is_preformatted() -> None:
    made = lean_html("<p>a\n      b\N{NO-BREAK SPACE}\n  c</p><pre>d\n    e</pre>\n\n  <p>f</p>")
    assert made == "<p>a\nb\N{NO-BREAK SPACE}\nc</p><pre>d\ne</pre>\n<p>f</p>"


def test_what_is_preformatted_keeps_its_lines_without_the_indentation_that_they_share() -> None:
    made = lean_html("<pre><code>\n     <span>a</span>\n       b\n\n     c\n   </code></pre>")
    assert made == "<pre><code><span>a</span>\n  b\n\nc</code></pre>"
    assert lean_html('<pre class="x">a\n    b\n   c</pre>') == '<pre class="x">a\n b\nc</pre>'
    assert lean_html("<pre></pre>") == "<pre></pre>"


def test_a_link_says_once_what_kind_of_name_it_is() -> None:
    link = '<a href="../person/a.html" class="name person">A</a>'
    assert lean_html(link) == '<a href="../person/a.html">A</a>'
    for kept in (
        '<a href="../person/a.html" class="name place">A</a>',
        '<a href="../person/a.html" class="name person rend-italic">A</a>',
        '<span class="name person">A</span>',
    ):
        assert lean_html(kept) == kept


def test_tags_get_shorter_and_text_stays() -> None:
    text = (
        '<p title="a &gt; b">x data-made="" <a class="note-ref" href="#n" data-moved="n" id="r">'
        '<sup data-made="">1</sup></a></p>'
    )
    made = lean_parts(Parts(text=Markup(text)))
    assert made.text == (
        '<p title="a &gt; b">x data-made="" <a class="note-ref" href="#n" id="r">'
        "<sup data-made>1</sup></a></p>"
    )
    assert html.fromstring(made.text).text_content() == html.fromstring(text).text_content()
