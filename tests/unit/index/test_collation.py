"""Headings are sorted as the edition's language sorts."""

from __future__ import annotations

import pytest

from editio.publish.index.collation import Collation


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("de", ["apfel", "Apfel", "Äpfel", "Ofen", "Öl", "Strasse", "Straße", "Zürich"]),
        ("sv", ["apa", "zebra", "åa", "ärm", "öl"]),
        ("da", ["zebra", "æble", "øl", "ål"]),
        ("cs", ["cena", "čas", "duha", "hora", "chata", "ihned"]),
        ("es", ["nube", "ñandú", "oso"]),
        ("tr", ["cay", "çay", "haz", "ılık", "ibne"]),
        ("ru", ["ёлка", "ель", "игла", "йод", "кот"]),
        ("", ["Karl 2", "Karl 10", "Karla", "Ωμέγα", "Яков", "ܫܡܥܘܢ"]),
        ("pl", ["lato", "łabędź", "mama"]),
    ],
)
def test_words_are_in_the_order_of_the_language(language: str, ordered: list[str]) -> None:
    assert sorted(sorted(ordered, reverse=True), key=Collation(language).key) == ordered


def test_particles_never_count_and_articles_not_in_titles() -> None:
    collation = Collation("de-AT")
    assert collation.without_head("von der Barby") == "Barby"
    assert collation.without_head("al-Kindi") == "Kindi"
    assert collation.without_head("Van Dyck") == "Van Dyck"
    assert collation.without_head("Die Räuber", title=True) == "Räuber"
    assert collation.without_head("Die Räuber") == "Die Räuber"
    assert collation.without_head("Die", title=True) == "Die"


@pytest.mark.parametrize(
    ("heading", "letter"),
    [("über", "U"), ("„Wort“", "W"), ("12 Stühle", "0–9"), ("…", "…"), ("ܫܡܥܘܢ", "ܫ")],
)
def test_a_heading_stands_under_its_first_letter(heading: str, letter: str) -> None:
    assert Collation("de").initial(heading) == letter


def test_a_letter_of_the_language_has_a_section_of_its_own() -> None:
    assert Collation("sv").initial("ärm") == "Ä"
    assert Collation("cs").initial("chata") == "Ch"
    assert Collation("tr").initial("izmir") == "İ"
