"""Headings: short lines that stand alone and say what comes, and how they are ranked.

A heading is told by its form (numbered, in capitals, underlined, marked with ``#``, without the
full stop of a sentence) together with its place: alone, before a longer stretch of text. Levels
follow from forms: headings of one form are of one level, and a form that is first met below
another is below it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from editio.encode.model import Block, Kind, Span
from editio.encode.structure.context import Match
from editio.encode.structure.forms import (
    CLOSING,
    OPENING,
    ends_sentence,
    has_inner_sentence,
    is_upper,
    title_share,
    words,
)
from editio.encode.structure.lists import marker_of
from editio.encode.structure.words import BIBLIOGRAPHY, BYLINE, NOTES, SAYING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editio.encode.model import Unit
    from editio.encode.structure.context import Context

LONGEST = 140
#: What may stand above the title of a text.
BEFORE_TITLE = frozenset(
    {Kind.HEAD, Kind.SLOGAN, Kind.BYLINE, Kind.DATELINE, Kind.REMAINS, Kind.SEPARATOR, Kind.PAGE}
)
#: A line without capitals of so many words is a sentence.
_MOST_SMALL = 12
_MOST_LABEL = 6
_LONGEST_BYLINE = 100
#: Short lines one after another that are a list of some kind, and not headings.
_RUN = 5
_UNDERLINE = re.compile(r"(=|-|~|\*|_|\^|—|–)\1{2,}\Z")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_NUMBER = re.compile(
    r"(?:(?P<deep>\d{1,3}(?:\.\d{1,3})+)\.?|(?P<arabic>\d{1,3})[.)]|(?P<roman>[IVXLC]{1,7})[.)]?"
    r"|(?P<letter>[A-Z])[.)]|§\s*\d+\.?)\s+(?=\S)"
)
_CHAPTER = re.compile(
    r"(?:chapter|part|section|book|act|scene|appendix|canto|kapitel|teil|abschnitt|buch|akt|szene"
    r"|anhang|chapitre|partie|livre|acte|scène|annexe|capitolo|parte|libro|atto|scena|appendice"
    r"|capítulo|acto|глава|часть|раздел|книга|caput|liber|pars)\s+[\divxlc]+\b",
    re.IGNORECASE,
)
_SMALL_START = re.compile(r"[^\w]*[a-zà-öø-ÿ]")


def recognise(context: Context, index: int) -> Match | None:
    """Take a unit for a heading if its form and its place say so."""
    unit = context.units[index]
    following = context.unit(index + 1)
    if hashes := _HASHES.match(unit.lines[0].text):
        label = Span(unit.start, unit.start + len(hashes.group(1)))
        block = Block(
            kind=Kind.HEAD,
            spans=unit.after(hashes.end()),
            signs=(label,),
            rend=f"#{len(hashes.group(1))}",
            reason="marked with #",
        )
        return Match(index + 1, (block,))
    if following is not None and _is_underlined(unit, following):
        return _underlined(unit, following, index)
    confidence, reason = judge(context, index)
    if confidence < 0.5:
        return None
    block = Block(
        kind=Kind.HEAD,
        spans=unit.spans,
        rend=_form(unit.text),
        reason=reason,
        confidence=confidence,
    )
    return Match(index + 1, (block,))


def judge(context: Context, index: int) -> tuple[float, str]:
    """Return how sure it is that a unit is a heading, and what tells it."""
    unit = context.units[index]
    text = unit.text
    following = context.unit(index + 1)
    if following is None or not _may_stand(context, index, following):
        return 0.0, ""
    if len(text) <= 80 and any(form.match(text) for form in (_CHAPTER, NOTES, BIBLIOGRAPHY)):
        return 0.95, "says what it is"
    if _NUMBER.match(text) and not ends_sentence(text.rstrip("?!")):
        return 0.85, "numbered line before text"
    if is_upper(text):
        return 0.9, "capitals before text"
    return _by_place(context, index, following)


def _by_place(context: Context, index: int, following: Unit) -> tuple[float, str]:
    """Judge a line that has nothing of a heading but its place and its capitals."""
    text = context.units[index].text
    if _in_a_run(context, index):
        return 0.0, ""
    if title_share(text) >= 0.75:
        return 0.8, "short line with capitals before text"
    if len(words(text)) > _MOST_SMALL:
        return 0.0, ""
    if is_byline(following):
        return 0.8, "above the name of its author"
    if len(following.text) <= max(60, len(text)):
        return 0.0, ""
    return 0.6, "short line before text"


def _may_stand(context: Context, index: int, following: Unit) -> bool:
    """Whether a unit has the form and the place of a heading: apart, before a text or another."""
    unit = context.units[index]
    if not could_be(unit) or (index and following.blanks + unit.blanks == 0):
        return False
    leads = len(following.text) > max(60, len(unit.text)) or could_be(following)
    if not leads and not is_byline(following):
        return any(form.match(unit.text) for form in (_CHAPTER, NOTES, BIBLIOGRAPHY))
    return not unit.text.endswith(":") or _labels(unit.text, following)


def _in_a_run(context: Context, index: int) -> bool:
    """Whether so many short lines stand here that they cannot all be headings."""
    run = 1
    for step in (-1, 1):
        at = index + step
        while (unit := context.unit(at)) is not None and could_be(unit) and run < _RUN:
            run += 1
            at += step
    return run >= _RUN


def could_be(unit: Unit) -> bool:
    """Whether the form of a unit is that of a heading."""
    text = unit.text
    if len(text) > LONGEST or len(unit.lines) > 3 or not any(map(str.isalpha, text)):
        return False
    if _SMALL_START.match(text) or has_inner_sentence(text):
        return False
    if text[-1] in ".,;…" and not is_upper(text):
        return False
    return not (text[0] in f"{OPENING}(" and text[-1] in f"{CLOSING})")


def is_byline(unit: Unit) -> bool:
    """Whether a unit is “by” and a name."""
    text = unit.text
    return len(text) <= _LONGEST_BYLINE and bool(BYLINE.match(text)) and not ends_sentence(text)


def _labels(text: str, following: Unit) -> bool:
    """Whether a line with a colon names what comes, and does not announce a list or quotation."""
    if SAYING.search(text) or marker_of(following.text) or following.text[0] in OPENING:
        return False
    return (title_share(text) > 0.8 and len(words(text)) <= _MOST_LABEL) or is_upper(text)


def _is_underlined(unit: Unit, following: Unit) -> bool:
    """A line of text above a line of signs, at least half as long, without an empty line."""
    if following.blanks or len(following.lines) != 1 or len(unit.text) > 200:
        return False
    signs = following.text
    return bool(_UNDERLINE.match(signs)) and 2 * len(signs) >= len(unit.text)


def _underlined(unit: Unit, line: Unit, index: int) -> Match:
    block = Block(
        kind=Kind.HEAD,
        spans=unit.spans,
        signs=line.spans,
        rend=f"#{1 if line.text[0] in '=#*' else 2}",
        reason="underlined",
    )
    return Match(index + 2, (block,))


def _form(text: str) -> str:
    """Return a name for the form of a heading: headings of one form are of one level."""
    if number := _NUMBER.match(text):
        kind = number.lastgroup or "section"
        return f"deep{number.group().count('.')}" if kind == "deep" else kind
    if _CHAPTER.match(text):
        return text.split(maxsplit=1)[0].casefold()
    if is_upper(text):
        return "capitals"
    return "colon" if text.endswith(":") else "plain"


def titled(blocks: Sequence[Block]) -> list[Block]:
    """Return ``blocks`` with the headings that are titles of texts, and their subtitles, marked.

    A heading at the very beginning of a text is its title. A second one right below it is its
    subtitle where no others of its form follow.
    """
    marked = list(blocks)
    bounds = [at for at, block in enumerate(blocks) if block.article] or [0]
    for start, end in zip(bounds, [*bounds[1:], len(blocks)], strict=True):
        _title(marked, start if start != bounds[0] else 0, end)
    return marked


def _title(blocks: list[Block], start: int, end: int) -> None:
    heads = [at for at in range(start, end) if blocks[at].kind is Kind.HEAD]
    if not heads or any(blocks[at].kind not in BEFORE_TITLE for at in range(start, heads[0])):
        return
    first = heads[0]
    others = [blocks[at].rend for at in heads[1:]]
    blocks[first] = replace(blocks[first], rend="title")
    if len(heads) < 2 or any(
        blocks[at].kind not in BEFORE_TITLE for at in range(first + 1, heads[1])
    ):
        return
    second = blocks[heads[1]]
    if second.rend in ("plain", "colon") and others.count(second.rend) == 1:
        blocks[heads[1]] = replace(second, rend="subtitle")


def ranked(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield ``blocks`` with a level for each heading, from the order in which forms are met."""
    stack: list[str] = []
    for block in blocks:
        if block.kind is not Kind.HEAD:
            yield block
            continue
        if block.article or block.rend in ("title", "subtitle"):
            stack = []
            rend = "subtitle" if block.rend == "subtitle" else ""
            yield replace(block, level=0, rend=rend)
            continue
        form = block.rend
        if form in stack:
            del stack[stack.index(form) + 1 :]
        else:
            stack.append(form)
        level = int(form[1:]) if form.startswith("#") else len(stack)
        yield replace(block, level=level, rend="")
