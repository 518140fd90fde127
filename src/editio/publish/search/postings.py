"""What one document adds to the search: its words with their places, and its texts for contexts.

A pure function of the result of the document. Words are numbered through the document, with a gap
between units that are not read on from one to the next, so that a phrase ends with its unit; the
lines of a stanza are read on. Besides words there are *marks*, which stand for filters: each with
the stretches of words that it holds for. A mark begins with ``=``, which no word does:
``=e`` a register entry, ``=k`` a kind of text, ``=d`` a decade, ``=l`` a language.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from editio.edition.model import Kind, Role, Unit
from editio.publish.search.coding import encode_all, fixed, rising_lines
from editio.publish.search.folding import words_of, words_of_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editio.edition.model import DocumentResult, Interval

#: About how many characters of text are loaded at a time, to show contexts.
CHUNK = 8_000

_NOTES = frozenset({"note"})
_QUOTED = frozenset({"quote", "q", "cit", "epigraph"})
_TOLD = _NOTES | _QUOTED | {"teiHeader"}
_UNTOLD: frozenset[str] = frozenset()
_APPARATUS = "<!--part:apparatus-->"
_PART = "<!--part:"
#: Kinds of text, as filters call them.
MAIN, NOTE, QUOTATION, APPARATUS = "main", "note", "quotation", "apparatus"
HEADER, REGISTER = "header", "register"
#: Added to days as numbers, so that those before our era are numbers too; 0 is no day.
_DAY_OFFSET = 8_000_000


# A named tuple, where the other records are dataclasses: a text has thousands of them.
class Passage(NamedTuple):
    """A unit with text: its first word's number, and how many words it has.

    ``part`` is the number of the part of a split text that has it, and 0 in any other.
    """

    id: str
    label: str
    kind: str
    text: str
    start: int
    words: int
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPostings:
    """What one document adds.

    ``terms`` has a line per word or mark, sorted: the word, a tab, its places (:mod:`.coding`).
    ``head`` is what results show of the document and, last, into how many parts it is split, where
    it is; ``meta`` what they are sorted by; ``chunks`` are
    the numbers of the first words of the pieces of its text, ``pieces`` these pieces as JSON.
    """

    terms: str = ""
    head: tuple[str, str, str, str, int] = ("", "", "", "", 0)
    meta: str = ""
    chunks: tuple[int, ...] = ()
    pieces: tuple[str, ...] = field(default=(), repr=False)


def postings_of(result: DocumentResult) -> DocumentPostings:
    """Return what a document adds to the search: nothing if it has no page."""
    if not result.html:
        return DocumentPostings()
    places: defaultdict[str, list[int]] = defaultdict(list)
    passages = tuple(_passages(result, places))
    marks = _marks(result, passages)
    lines = rising_lines(places)
    lines += [f"{mark}\t{_stretches(found)}" for mark, found in marks.items() if found]
    lines.sort()
    metadata = result.metadata
    count = sum(passage.words for passage in passages)
    chunks = tuple(_chunks(passages))
    return DocumentPostings(
        terms="\n".join(lines),
        head=(
            metadata.title or result.ref.id,
            ", ".join(metadata.authors),
            metadata.date_label,
            metadata.language,
            max(result.parts.values(), default=0),
        ),
        meta=fixed(count.bit_length() * 4 + _quarter(count), 2) + fixed(_day(metadata.date), 4),
        chunks=chunks,
        pieces=tuple(_pieces(passages, chunks)),
    )


def _passages(result: DocumentResult, places: Mapping[str, list[int]]) -> Iterator[Passage]:
    """Yield what has text, and put down the places of its words."""
    start, line, parent = 0, False, ""
    units = [*result.units, *_readings(result.html)]
    read = words_of_each([unit.text for unit in units])
    for (name, kind, around, label, text), words in zip(units, read, strict=True):
        if not words:
            continue
        is_line = kind == "l"
        start += 0 if line and is_line and around == parent else 1
        for number, word in enumerate(words, start):
            places[word].append(number)
        yield Passage(name, label, kind, text, start, len(words), result.parts.get(name, 0))
        start += len(words)
        line, parent = is_line, around


def _readings(html: str) -> Iterator[Unit]:
    """Yield the entries of the apparatus, which no citable unit has: the readings of each."""
    start = html.find(_APPARATUS)
    if start < 0:
        return
    end = html.find(_PART, start + 1)
    parser = etree.HTMLParser(no_network=True, huge_tree=True)
    root = etree.fromstring(f"<div>{html[start : end if end > 0 else None]}</div>", parser)
    for item in root.iter("li") if root is not None else ():
        name = item.get("id")
        text = " ".join("".join(_own_text(item)).split())
        if name and text:
            yield Unit(name, APPARATUS, "", "", text)


def _own_text(element: etree._Element) -> Iterator[str]:
    """Yield the document's own text in an element: what is made for the page is not."""
    if element.get("data-made") is None and isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _own_text(child)
            yield f" {child.tail or ''}"


def _marks(
    result: DocumentResult, passages: tuple[Passage, ...]
) -> Mapping[str, list[tuple[int, int]]]:
    """Return the stretches of words that each mark holds for, as first word and number."""
    marks: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for mark, start, words in chain(_kinds(result, passages), _mentions(result, passages)):
        marks[mark].append((start, words))
    if passages:
        last = passages[-1].start + passages[-1].words
        for mark in (*_decade(result.metadata.date), f"=l{result.metadata.language}"):
            marks[mark].append((0, last))
    return {mark: sorted(set(found)) for mark, found in marks.items()}


def _kinds(result: DocumentResult, passages: tuple[Passage, ...]) -> Iterator[tuple[str, int, int]]:
    told = _told_kinds(result.units)
    main = REGISTER if result.ref.role is Role.REGISTER else MAIN
    for item in passages:
        kinds = told.get(item.id, _UNTOLD)
        if item.kind == APPARATUS:
            kind = APPARATUS
        elif "teiHeader" in kinds:
            kind = HEADER
        else:
            kind = NOTE if kinds & _NOTES else main
        yield f"=k{kind}", item.start, item.words
        if kinds & _QUOTED:
            yield f"=k{QUOTATION}", item.start, item.words


def _told_kinds(units: Iterable[Unit]) -> Mapping[str, frozenset[str]]:
    """Return for each unit its kind and those of the units around it, where filters tell them."""
    found: dict[str, frozenset[str]] = {}
    for unit in units:
        outer = found.get(unit.parent, _UNTOLD)
        found[unit.id] = outer | {unit.kind} if unit.kind in _TOLD else outer
    return found


def _mentions(
    result: DocumentResult, passages: tuple[Passage, ...]
) -> Iterator[tuple[str, int, int]]:
    keys, texts = dict(result.links), {item.id: item for item in passages}
    for mention in result.mentions:
        unit = texts.get(mention.unit)
        if unit is None:
            continue
        for pointer in mention.pointers:
            if pointer in keys:
                yield f"=e{keys[pointer]}", unit.start, unit.words
        if mention.kind is Kind.QUOTATION:
            for start, words in _quoted(unit, mention.before, mention.form):
                yield f"=k{QUOTATION}", start, words


def _quoted(passage: Passage, before: str, form: str) -> Iterator[tuple[int, int]]:
    """Yield where a quotation stands in the text of its unit."""
    at = passage.text.find(before + form) if before else -1
    at = at + len(before) if at >= 0 else passage.text.find(form)
    words = len(words_of(form))
    if at >= 0 and words:
        yield passage.start + len(words_of(passage.text[:at])), words


def _stretches(found: list[tuple[int, int]]) -> str:
    """Encode stretches, those that touch or overlap as one: number, then distance and length."""
    joined: list[list[int]] = []
    for start, words in found:
        if joined and start <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], start + words)
        else:
            joined.append([start, start + words])
    numbers, before = [len(joined)], 0
    for start, end in joined:
        numbers += (start - before, end - start)
        before = end
    return encode_all(numbers)


def _chunks(passages: Iterable[Passage]) -> Iterator[int]:
    size = CHUNK
    for item in passages:
        if size >= CHUNK:
            yield item.start
            size = 0
        size += len(item.text)


def _pieces(passages: Sequence[Passage], chunks: tuple[int, ...]) -> Iterator[str]:
    """Yield the texts, piece by piece, as JSON."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    starts = [item.start for item in passages]
    bounds = [bisect_left(starts, chunk) for chunk in chunks]
    for first, end in pairwise((*bounds, len(passages))):
        yield encode([_row(item) for item in passages[first:end]])


def _row(item: Passage) -> tuple[str | int, ...]:
    """Return what contexts show of a passage; last, and only where there is one, its part."""
    row = (item.id, item.label, item.start, item.text)
    return (*row, item.part) if item.part else row


def _decade(date: Interval | None) -> Iterator[str]:
    day = (date.earliest or date.latest) if date else None
    if day is not None:
        yield f"=d{day[0] // 10 * 10}"


def _day(date: Interval | None) -> int:
    day = (date.earliest or date.latest) if date else None
    return 0 if day is None else (day[0] * 12 + day[1]) * 31 + day[2] + _DAY_OFFSET


def _quarter(count: int) -> int:
    """The two binary digits behind the first: with the length of the number, about its size."""
    return (count << 2 >> max(count.bit_length() - 1, 0)) & 3


def entry_of(mark: str) -> str:
    """Return the key of the entry that a mark stands for; empty if it stands for none."""
    return mark[2:] if mark.startswith("=e") else ""


def marks_in(lines: Sequence[str]) -> Iterator[str]:
    """Yield the marks in the lines of a document's terms."""
    first, end = bisect_left(lines, "="), bisect_left(lines, chr(ord("=") + 1))
    return (line.partition("\t")[0] for line in lines[first:end])


def bucket_of(word: str) -> str:
    """Return what a word is filed under: its first two letters; a number's is its first digit.

    Words in their order are in that of their buckets, too. ``search.js`` knows it as well.
    """
    return word[0] if word[0].isdecimal() else word[:2]
