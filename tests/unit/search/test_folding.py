"""Words by their plain letters."""

from __future__ import annotations

import pytest

from editio.publish.search.folding import fold, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Écluse, e\u0301te\u0301", ["ecluse", "ete"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("l’homme well-known don't", ["l", "homme", "well", "known", "don", "t"]),
        ("Ёлка ѢВЪ", ["елка", "ѣвъ"]),
        ("Ὀδυσσεύς", ["οδυσσευσ"]),
        ("中國人", ["中", "國", "人"]),
        ("co\u00adoperate ﬁre", ["cooperate", "fire"]),
        ("a_b __proto__", ["a", "b", "proto"]),
        ("שָׁלוֹם", ["שלום"]),
        ("12½", ["121", "2"]),
        ("…", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_ascii_is_folded_as_everything_else() -> None:
    assert fold("Kettle") == fold("Ke\u0301ttle") == "kettle"
