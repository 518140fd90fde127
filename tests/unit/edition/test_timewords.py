"""What times are called, in each language of the interface."""

from __future__ import annotations

import pytest

from editio.edition.timewords import time_words
from editio.publish.site.words import LANGUAGES


@pytest.mark.parametrize(
    ("language", "century", "label"),
    [
        ("en", 1, "1st century"),
        ("en-GB", 11, "11th century"),
        ("", 22, "22nd century"),
        ("en", -2, "2nd century BC"),
        ("de-AT", 19, "19. Jahrhundert"),
        ("de", -1, "1. Jahrhundert v. Chr."),
        ("fr", 1, "Ier siècle"),
        ("fr", 19, "XIXe siècle"),
        ("es", 14, "siglo XIV"),
        ("it", -4, "IV secolo a.C."),
        ("ru", 20, "XX век"),
        ("grc", 3, "3rd century"),
    ],
)
def test_centuries(language: str, century: int, label: str) -> None:
    assert time_words(language).century_of(century) == label


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", "7 May|3–7 May|May|May–June|3 May – 2 June|44 BC"),
        ("de", "7. Mai|3.–7. Mai|Mai|Mai–Juni|3. Mai – 2. Juni|44 v. Chr."),
        ("fr", "7 mai|3–7 mai|mai|mai–juin|3 mai – 2 juin|44 av. J.-C."),
        ("es", "7 de mayo|3–7 de mayo|mayo|mayo–junio|3 de mayo – 2 de junio|44 a. C."),
        ("it", "7 maggio|3–7 maggio|maggio|maggio–giugno|3 maggio – 2 giugno|44 a.C."),
        ("ru", "7 мая|3–7 мая|май|май–июнь|3 мая – 2 июня|44 до н. э."),
    ],
)
def test_days_and_years(language: str, labels: str) -> None:
    words = time_words(language)
    spans = [((5, 7), (5, 7)), ((5, 3), (5, 7)), ((5, 1), (5, 31)), ((5, 1), (6, 30))]
    spans += [((5, 3), (6, 2))]
    found = [words.days((1851, *first), (1851, *last)) for first, last in spans]
    assert [*found, words.year(-43)] == labels.split("|")


def test_the_first_of_a_month_in_french() -> None:
    assert time_words("fr").days((1871, 5, 1), (1871, 5, 1)) == "1er mai"


def test_every_language_of_the_interface_has_words() -> None:
    assert len({time_words(language).months for language in LANGUAGES}) == len(LANGUAGES)
    assert {len(time_words(language).months) for language in LANGUAGES} == {12}


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ((1851, 5, 7), (1851, 5, 7), "7. Mai 1851"),
        ((1851, 1, 1), (1851, 12, 31), "1851"),
        ((1851, 1, 1), (1853, 12, 31), "1851–1853"),
        ((1851, 12, 30), (1852, 1, 2), "30. Dezember 1851 – 2. Januar 1852"),
        (None, (1851, 12, 31), "bis 1851"),
        (None, (1851, 5, 7), "bis 7. Mai 1851"),
        ((1851, 1, 1), None, "ab 1851"),
        (None, None, ""),
    ],
)
def test_spans_with_their_years(
    first: tuple[int, int, int] | None, last: tuple[int, int, int] | None, label: str
) -> None:
    assert time_words("de").span(first, last) == label
