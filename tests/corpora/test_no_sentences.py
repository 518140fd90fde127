"""The sample edition holds no sentence of the five documents that it introduces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[2]
TEI = "{http://www.tei-c.org/ns/1.0}"
DOCUMENTS = sorted((ROOT / "tei").glob("*/*.xml"))
#: Words in a row that count as taken over.
LENGTH = 7
#: What two texts on one subject share: names, titles, dates, and phrases quoted as such.
_SHARED = """
title quote q soCalled foreign persName surname forename placeName orgName eventName rs date author
editor publisher pubPlace biblScope
"""
SHARED = frozenset(TEI + name for name in _SHARED.split())
#: What may stand between two names of a list; nothing else may, and no more than two of them.
_JOINING = """
a an and at by for from in of on or the to with
"""
JOINING = frozenset(_JOINING.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word in small letters without diacritics, and whether markup accounts for it."""

    text: str
    marked: bool


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: *El’tsin* is *eltsin*."""
    plain = unicodedata.normalize("NFKD", re.sub("[’']", "", text))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", letters.lower())


def words_of(element: etree._Element, marked: bool = False) -> Iterator[Word]:
    """Yield the words of an element in the order of the document."""
    if not isinstance(element.tag, str):
        return
    marked = marked or element.tag in SHARED
    yield from (Word(text, marked) for text in words(element.text or ""))
    for child in element:
        yield from words_of(child, marked)
        yield from (Word(text, marked) for text in words(child.tail or ""))


def taken_over(document: Iterable[Word], sources: frozenset[tuple[str, ...]]) -> list[str]:
    """Return the sequences that a document shares with the sources, names and quotations apart."""
    sequence = list(document)
    rows = (sequence[i : i + LENGTH] for i in range(len(sequence) - LENGTH + 1))
    return [
        " ".join(word.text for word in row)
        for row in rows
        if tuple(word.text for word in row) in sources and not _is_accounted_for(row)
    ]


def _is_accounted_for(row: list[Word]) -> bool:
    loose = [word.text for word in row if not word.marked]
    return len(loose) <= 2 and JOINING.issuperset(loose)


def rows_of(text: str) -> frozenset[tuple[str, ...]]:
    """Return all sequences of seven words of a text."""
    found = words(text)
    return frozenset(tuple(found[i : i + LENGTH]) for i in range(len(found) - LENGTH + 1))


@pytest.fixture(scope="module")
def sources(shared: Path) -> frozenset[tuple[str, ...]]:
    files = sorted((shared / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("the five documents are not here")
    return frozenset().union(*(rows_of(path.read_text(encoding="utf-8")) for path in files))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_no_sentence_is_taken_over(path: Path, sources: frozenset[tuple[str, ...]]) -> None:
    assert taken_over(words_of(etree.parse(path).getroot()), sources) == []


TALE = """
The old harbour of Tysnes burned to the ground on a Sunday, and Arnhild, Jorunde and Sigvor saw it.
"""
LIST = "<persName>Arnhild</persName>, <persName>Jorunde</persName> and <persName>Sigvor</persName>"


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("the old harbour of Tysnes burned to the ground", 3),
        ("<quote>old harbour of Tysnes burned to the ground</quote>", 0),
        ("<placeName>old harbour of Tysnes</placeName> burned to the ground", 2),
        (f"<date>a Sunday</date>, and {LIST}", 0),
        (f"<date>Sunday</date>, and {LIST} saw it", 2),
    ],
)
def test_what_counts_as_taken_over(inner: str, found: int) -> None:
    root = etree.fromstring(f"<p xmlns='http://www.tei-c.org/ns/1.0'>{inner}</p>")
    assert len(taken_over(words_of(root), rows_of(TALE))) == found
