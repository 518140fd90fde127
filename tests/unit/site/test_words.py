"""The words of the pages: every language has all of them, with the same places for values."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest

from editio.publish.index.model import IndexName
from editio.publish.site import pages, searching, view
from editio.publish.site.words import LANGUAGES, in_language, words_for
from editio.resources import stylesheet

_SITE = resources.files("editio.publish.site")
_SAID = re.compile(r"\b_\(\s*('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*[,)]")
_SAY = re.compile(r'\b(?:say|said)\(\s*"([^"]*)"')
_COUNTED = re.compile(r"""counted\([^'"]*?['"]([^'"]+)['"], ['"]([^'"]+)['"]\)""")
OTHERS = [language for language in LANGUAGES if language != "en"]


def used() -> set[str]:
    """All that templates and code ask for by its English words."""
    found: set[str] = set()
    for file in (_SITE / "templates").glob("*.html"):
        text = file.read_text(encoding="utf-8")
        found.update(word[1:-1].replace("\\'", "'") for word in _SAID.findall(text))
        found.update(many for _, many in _COUNTED.findall(text))
    for file in _SITE.iterdir():
        if file.name.endswith(".py"):
            text = file.read_text(encoding="utf-8")
            found.update(_SAY.findall(text))
            found.update(many for _, many in _COUNTED.findall(text))
    found.update(pages.SCRIPT_WORDS.values(), pages.INDEX_TITLES.values(), pages.OFFERS.values())
    found.update(searching.WORDS.values(), searching.KINDS.values(), searching.ENTRIES.values())
    found.update(label for _, label, _ in (*view.SHOW, *view.SOURCE))
    entries = (
        IndexName.PERSONS,
        IndexName.PLACES,
        IndexName.ORGANISATIONS,
        IndexName.WORKS,
        IndexName.EVENTS,
    )
    return found | {f"All {name.value}" for name in entries}


def table(language: str) -> dict[str, str | list[str]]:
    file = _SITE / "words" / f"{language}.json"
    made: dict[str, str | list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return made


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_word(language: str) -> None:
    assert used() - table(language).keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_values_keep_their_places(language: str) -> None:
    for english, said in table(language).items():
        if isinstance(said, str):
            places = re.findall(r"\{\w+\}", english)
            assert sorted(re.findall(r"\{\w+\}", said)) == sorted(places), english
            assert said.strip()


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 text"),
        ("de-AT", 2, "2 Texte"),
        ("fr", 0, "0 texte"),
        ("ru", 1, "1 текст"),
        ("ru", 3, "3 текста"),
        ("ru", 11, "11 текстов"),
        ("ru", 22, "22 текста"),
        ("ru", 1112, "1 112 текстов"),
        ("grc", 2, "2 texts"),
    ],
)
def test_counting(language: str, count: int, expected: str) -> None:
    assert words_for(language).counted(count, "text", "texts").replace("\u202f", " ") == expected


@pytest.mark.parametrize("language", OTHERS)
def test_every_label_of_the_stylesheets_is_in_the_table(language: str) -> None:
    modules = ("html/labels.xsl", "html/structure.xsl")
    written = "".join(stylesheet(name).read_text("utf-8") for name in modules)
    labels = re.findall(r"'\w+': '([^']+)'", written)
    assert len(labels) > 100
    assert [label for label in labels if label not in table(language)] == []


def test_labels_of_stylesheets_are_said_in_the_language() -> None:
    made = (
        '<dt data-made="">Shelfmark <span>(x)</span></dt><dd>Shelfmark</dd>'
        '<a aria-label="Readings">Readings</a><a aria-label="Notes"></a>'
        '<div class="div-kind" data-made="">Translation</div>'
    )
    assert in_language(made, words_for("en")) == made
    assert in_language(made, words_for("de")) == (
        '<dt data-made="">Signatur <span>(x)</span></dt><dd>Shelfmark</dd>'
        '<a aria-label="Lesarten">Readings</a><a aria-label="Notes"></a>'
        '<div class="div-kind" data-made="">Übersetzung</div>'
    )


def test_what_a_table_lacks_is_english() -> None:
    assert words_for("de").say("No such words {number}", number=3) == "No such words 3"
