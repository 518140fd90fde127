"""Words by their plain letters."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.publish.search.folding import (
    ACCENTS,
    ALONE,
    JOINERS,
    LETTERS,
    SIGNS,
    words_of,
    words_of_each,
)


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
        ("किताब, पुस्तकम्।", ["किताब", "पुस्तकम्"]),
        ("ज़मीन अ॒ग्नि", ["जमीन", "अग्नि"]),
        ("བཀྲ་ཤིས།", ["བཀྲ", "ཤིས"]),
        ("ខ្មែរ น้ำ မြန်မာ", ["ខ្មែរ", "น้ํา", "မြန်မာ"]),
        ("12½", ["121", "2"]),
        ("…", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_ascii_is_folded_as_everything_else() -> None:
    assert words_of("Kettle 7") == words_of("Ke\u0301ttle 7") == ["kettle", "7"]


def in_one_go(text: str) -> list[str]:
    """The words by their definition, letter by letter, as the page of the search makes them."""
    words: list[str] = []
    within = False
    letters = "".join(unicodedata.normalize("NFKD", letter) for letter in text).lower()
    for plain in "".join(LETTERS.get(letter, letter) for letter in letters):
        mark = unicodedata.category(plain) in {"Mn", "Mc"} and plain not in JOINERS
        if mark and re.match(f"(?![{ACCENTS}])[{SIGNS}]", plain):
            if within:
                words[-1] += plain
        elif plain in JOINERS or unicodedata.category(plain) == "Mn":
            continue
        elif re.match(f"[{ALONE}]", plain):
            words.append(plain)
            within = False
        elif plain == "_" or not re.match(r"\w", plain):
            within = False
        elif within:
            words[-1] += plain
        else:
            words.append(plain)
            within = True
    return words


@given(st.text())
def test_character_by_character_words_are_the_same(text: str) -> None:
    assert words_of(text) == in_one_go(text)


# Hangul and Greek are decomposed, marks and signs of transliteration go, a final sigma is another.
@pytest.mark.parametrize(
    "start", [0xA0, 0x300, 0x370, 0x900, 0xE00, 0x1F00, 0x3040, 0xAC00, 0x1D15E, 0x1F100]
)
def test_a_text_of_many_characters_is_read_at_once(start: int) -> None:
    letters = "".join(map(chr, range(start, start + 400)))
    text = f"{letters} {letters[::-1]} a{'a'.join(letters)} Σ{'Σ '.join(letters)}"
    assert words_of(text) == in_one_go(text)
    for place in range(0, len(text), 40):
        few = text[place : place + 40]
        assert words_of(few) == in_one_go(few)


@given(st.lists(st.text(st.sampled_from("aZ7_ \n.-ßÉéΣσжñ中\u0301\u00ad\u2028"))))
def test_texts_read_together_have_the_words_of_each(texts: list[str]) -> None:
    assert list(words_of_each(texts)) == [words_of(text) for text in texts]


@pytest.mark.parametrize("texts", [["Kettle 7", "", "lamp_Owl"], ["Ёлка", "kettle"], ["a\nb", "c"]])
def test_texts_of_any_letters_are_read_together(texts: list[str]) -> None:
    assert list(words_of_each(texts)) == [words_of(text) for text in texts]


def test_texts_of_many_letters_are_read_one_by_one() -> None:
    texts = ["".join(map(chr, range(0x370, 0x3F0))), "kettle"]
    assert list(words_of_each(texts)) == [words_of(text) for text in texts]
