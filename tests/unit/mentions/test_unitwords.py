"""What citable units are called in each language of the interface."""

from __future__ import annotations

import pytest

from editio.publish.mentions.units import _NAMES
from editio.publish.mentions.unitwords import _WORDS, unit_words
from editio.publish.site.words import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]


def test_every_line_has_a_word_for_each_language() -> None:
    rows = [line.split("|") for line in _WORDS.strip().splitlines()]
    assert {len(row) for row in rows} == {len(LANGUAGES)}
    assert all(word.strip() == word != "" for row in rows for word in row)


@pytest.mark.parametrize("language", OTHERS)
def test_every_kind_with_a_name_of_its_own_has_a_word(language: str) -> None:
    assert set(_NAMES.values()) - unit_words(language).keys() == {"§"}


def test_tags_with_regions_have_the_words_of_their_language() -> None:
    assert unit_words("de-AT")["stanza"] == "Strophe"
    assert unit_words("ru")["note"] == "прим."
    assert unit_words("en") == unit_words("grc") == {}
