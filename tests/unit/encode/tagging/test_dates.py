"""Dates and their normalisation."""

from __future__ import annotations

import pytest

from editio.edition.registers import Registers
from editio.encode.tagging import DateStyle, Tagger

_BODY = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text xml:lang="{}"><body>{}</body></text></TEI>'


_FULL = DateStyle(years_from_text=True)


def dates(text: str, language: str = "en", style: DateStyle = _FULL) -> list[tuple[str, str]]:
    tagger = Tagger(Registers.of(()), layers=frozenset({"dates"}), date_style=style)
    found = tagger.tag(_BODY.format(language, f"<p>{text}</p>").encode())
    return [(decision.form, decision.value) for decision in found.decisions]


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("on March 5, 1953 he", "March 5, 1953", "when=1953-03-05"),
        ("on the 7th of May 1848", "7th of May 1848", "when=1848-05-07"),
        ("the 18th Oct. 1917", "18th Oct. 1917", "when=1917-10-18"),
        ("in August 1936", "August 1936", "when=1936-08"),
        ("in 1905.", "1905", "when=1905"),
        ("the 1920s alone", "1920s", "from=1920 to=1929"),
        ("the 18th century", "18th century", "from=1701 to=1800"),
        ("the XIX century", "XIX century", "from=1801 to=1900"),
        ("the fourth century BC", "fourth century BC", "from=-0399 to=-0300"),
        ("1914–18", "1914–18", "from=1914 to=1918"),
        ("10–17 April 1937", "10–17 April 1937", "from=1937-04-10 to=1937-04-17"),
        ("July 1937 to November 1938", "July 1937 to November 1938", "from=1937-07 to=1938-11"),
        ("30 December – 2 January 1934", "", "from=1933-12-30 to=1934-01-02"),
        ("between 1932 and 1934", "between 1932 and 1934", "notBefore=1932 notAfter=1934"),
        ("in the spring of 1932", "spring of 1932", "notBefore=1932-03 notAfter=1932-05"),
        ("first quarter of 1932", "first quarter of 1932", "notBefore=1932-01 notAfter=1932-03"),
        ("in early 1937", "early 1937", "notBefore=1937-01 notAfter=1937-04"),
        ("the middle and late 1930s", "middle and late 1930s", "notBefore=1934 notAfter=1939"),
        ("late and early 1930s", "late and early 1930s", "notBefore=1930 notAfter=1939"),
        ("the 20th Century", "20th Century", "from=1901 to=2000"),
        ("lasted from 1925 to 1961", "from 1925 to 1961", "from=1925 to=1961"),
        ("1917 was a year. 1917 sees", "1917", "when=1917"),
        ("the late 1980s", "late 1980s", "notBefore=1987 notAfter=1989"),
        ("by 1923 it", "by 1923", "notAfter=1923"),
        ("before May 1923", "before May 1923", "notAfter=1923-05"),
        ("after 1934", "after 1934", "notBefore=1934"),
        ("since 1919", "since 1919", "from=1919"),
        ("until 1919", "until 1919", "to=1919"),
        ("circa 1850", "circa 1850", "when=1850 precision=medium"),
        ("25 October (7 November) 1917", "", "when=1917-11-07 calendar=#julian"),
        ("25 October 1917 (Old Style)", "", "when=1917-11-07 calendar=#julian"),
        ("12.11.1917", "12.11.1917", "when=1917-11-12"),
        ("on 1917-11-12", "1917-11-12", "when=1917-11-12"),
        ("AD 79", "AD 79", "when=0079"),
        ("in 44 BC", "44 BC", "when=-0043"),
        ("the declaration of ’27 in 1927", "’27", "when=1927"),
    ],
)  # fmt: skip
def test_one_date(text: str, form: str, value: str) -> None:
    assert dates(text)[0] == (form or text, value)


@pytest.mark.parametrize(
    "text",
    [
        "pp. 1917-1920 and page 1848",
        "vol. 1905, no. 1906",
        "some 1,848 people and 1848 people",
        "1500 miles, $1900, 1905%",
        "College 13905c, 1010, 4782",
        "they may march in may",
        "in his 40s",
        "He travels. 1750 visits a day",
        "1750 visits a day, and there is not one that was ever asked for",
        "the post-1945 world",
        "70 years, the 10th congress, XX Congress",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert [form for form, _ in dates(text) if len(form) > 4 or form.isdecimal()] in (
        [],
        ["February 1920"],
    )


def test_a_day_that_never_was_is_no_date() -> None:
    assert ("31 February 1920", "when=1920-02-31") not in dates("on 31 February 1920")


def test_the_year_comes_from_the_sentence_then_the_paragraph() -> None:
    text = "On 5 May he left, in 1912. On 8 June he wrote. It was 1913."
    assert [value for _, value in dates(text)] == [
        "when=1912-05-05",
        "when=1912",
        "when=1912-06-08",
        "when=1913",
    ]


def test_if_asked_words_stay_outside_and_without_being_asked_years_come_from_the_sentence() -> None:
    text = "By 1923, about 1900. On 5 May he left."
    assert dates(text, style=DateStyle(words_inside=False)) == [
        ("1923", "when=1923"),
        ("1900", "when=1900 precision=medium"),
        ("5 May", "when=--05-05 cert=low"),
    ]


def test_a_year_that_is_looked_back_to_is_not_that_of_the_sentence() -> None:
    assert dates("Today, May 5, is 86 years since the 1917 rising.") == [
        ("May 5", "when=--05-05 cert=low"),
        ("1917", "when=1917"),
    ]


def test_a_weekday_tells_which_year() -> None:
    # The seventeenth of October was a Monday in 2016, and no Monday in 2015.
    text = "In 2015 nothing. On Monday 17 October, in all of 2016, it rained."
    assert ("Monday 17 October", "when=2016-10-17") in dates(text)


def test_a_day_without_any_year_stays_without() -> None:
    assert dates("on 8 June it rained") == [("8 June", "when=--06-08 cert=low")]


@pytest.mark.parametrize(
    ("language", "text", "form", "value"),
    [
        ("de", "Wien, den 7. Mai 1850", "7. Mai 1850", "when=1850-05-07"),
        ("de", "vom 3. bis 5. Mai 1850", "3. bis 5. Mai 1850", "from=1850-05-03 to=1850-05-05"),
        ("de", "Ende 1849", "Ende 1849", "notBefore=1849-10 notAfter=1849-12"),
        ("de", "das 18. Jahrhundert", "18. Jahrhundert", "from=1701 to=1800"),
        ("de", "12. XI. 1917", "12. XI. 1917", "when=1917-11-12"),
        ("fr", "le 1er mai 1848", "1er mai 1848", "when=1848-05-01"),
        ("fr", "les années 1930", "années 1930", "from=1930 to=1939"),
        ("it", "il 7 novembre 1917", "7 novembre 1917", "when=1917-11-07"),
        ("it", "nel secolo XIX", "secolo XIX", "from=1801 to=1900"),
        ("es", "7 de noviembre de 1917", "7 de noviembre de 1917", "when=1917-11-07"),
        ("ru", "весной 1918", "весной 1918", "notBefore=1918-03 notAfter=1918-05"),
        ("ru", "25 октября (7 ноября) 1917", "", "when=1917-11-07 calendar=#julian"),
        ("la", "die 7 Novembris 1517", "7 Novembris 1517", "when=1517-11-07"),
        ("zxx", "7 November 1517", None, ""),
    ],
)
def test_other_languages(language: str, text: str, form: str | None, value: str) -> None:
    expected = [] if form is None else [(form or text, value)]
    assert dates(text, language) == expected


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("January–March 1937", ["January–March 1937"]),
        ("January 1918-February 1919", ["January 1918-February 1919"]),
        ("mid- to late 1930s", ["mid- to late 1930s"]),
        ("1936-7", ["1936-7"]),
        ("summer and autumn of 1917", ["summer and autumn of 1917"]),
        ("1937 and 1938", ["1937", "1938"]),
        ("in April to June they", ["April to June"]),
    ],
)
def test_ranges(text: str, forms: list[str]) -> None:
    assert [form for form, _ in dates(text)] == forms
