"""Contexts: sentences in any language, and offsets that hold whatever the text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.publish.mentions.events import BEGIN, END, TEXT
from editio.publish.mentions.extractor import read_stream
from editio.publish.mentions.sentences import LIMIT, Sentences
from editio.publish.units import UnitNames


def sentence(text: str, form: str) -> str:
    start = text.index(form)
    before, after = Sentences(text).around(start, start + len(form))
    return before + form + after


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("It rained. Ada came. He left.", "Ada", "Ada came."),
        ("It rained! “Ada,” he said. No.", "Ada", "“Ada,” he said."),
        ("She saw Mr. Oak and Dr. Fern in St. Ives. Then home.", "Fern", None),
        ("Am 3. Mai kam Ada. Dann nicht.", "Ada", "Am 3. Mai kam Ada."),
        ("J. S. Bach und N. N. kamen. Er ging.", "N. N.", "J. S. Bach und N. N. kamen."),
        ("Das war 1851. Ada kam.", "Ada", "Ada kam."),
        ("Vgl. Bd. II. S. 4 bei Ada. Ende.", "Ada", "Vgl. Bd. II. S. 4 bei Ada."),
        ("z. B. Ada ging. Und?", "Ada", "z. B. Ada ging."),
        ("他来了。艾达走了。", "艾达", "艾达走了。"),
        ("Πόθεν; Ἄδα ἦλθεν. Τέλος.", "Ἄδα", "Πόθεν; Ἄδα ἦλθεν."),
        ("वह आया। आदा गई। अंत।", "आदा", "आदा गई।"),
        ("no end at all Ada", "Ada", "no end at all Ada"),
    ],
)
def test_a_mention_is_shown_in_its_sentence(text: str, form: str, found: str | None) -> None:
    expected = text.removesuffix(" Then home.") if found is None else found
    assert sentence(text, form) == expected


def test_ends_that_the_document_marks_count() -> None:
    assert Sentences("one two three", (4, 8)).around(4, 7) == ("", "")


def test_a_long_sentence_is_cut_at_a_word() -> None:
    text = "word " * 200 + "Ada" + " word" * 200
    before, after = Sentences(text).around(1000, 1003)
    assert before.startswith("… word")
    assert after.endswith("word…")
    assert max(len(before), len(after)) <= LIMIT + 1


def test_leaders_of_dots_cost_no_time() -> None:
    text = "." * 100_000 + "12 " + "?!" * 50_000
    assert Sentences(text).around(0, 1)[0] == ""


words = st.text(alphabet=st.sampled_from("ab Äß. !?\n\t«»عد。"), max_size=12)


@given(st.lists(st.tuples(words, words), max_size=6), words)
def test_contexts_are_parts_of_the_text_of_the_unit(
    parts: list[tuple[str, str]], tail: str
) -> None:
    body = "".join(f"{text}{BEGIN}persName\ufdd1ref=#x{TEXT}{name}{END}" for text, name in parts)
    found = read_stream(
        f"{BEGIN}p\ufdd1@id=\ufde0d1{chr(0xFDE1)}{TEXT}{body}{tail}{END}", UnitNames({"d1": "p1"})
    )
    (unit,) = found.units
    assert unit.text == " ".join(unit.text.split())
    assert unit.text.replace(" ", "") == "".join(
        "".join(f"{text}{name}" for text, name in parts).split() + tail.split()
    )
    assert len(found.mentions) == len(parts)
    for mention, (_, name) in zip(found.mentions, parts, strict=True):
        assert mention.form == " ".join(name.split())
        assert f"{mention.before}{mention.form}{mention.after}" in unit.text


@given(
    st.text(
        alphabet=st.sampled_from(f"a {BEGIN}{TEXT}{END}\ufdd1@id=\ufde0\ufde1\ufdd4\ufdd5"),
        max_size=60,
    )
)
def test_a_broken_stream_never_fails(stream: str) -> None:
    read_stream(stream, UnitNames())
