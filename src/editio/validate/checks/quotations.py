"""Quotations: whether quotation marks come in pairs, and quotations have a source.

All of these are remarks: they show where to look, and an edition may have its reasons.

## QUO-UNBALANCED: a quotation mark without its other half

A paragraph, or a poem, opens a quotation and does not close it, or the other way round. Speech that
goes on in the next paragraph, which opens again, is right, and so is a quotation that ends some
paragraphs later. Single marks are not counted: they are apostrophes, too.

Bad: `<p>She said: “I shall come. And she came.</p>`.
Good: `<p>She said: “I shall come.” And she came.</p>`.

## QUO-CIT: a cit without its source

`cit` joins a quotation and the reference to its source; here only the quotation is there. In a
dictionary, `cit` is used otherwise and not looked at.

Bad: `<cit><quote>…</quote></cit>`.
Good: `<cit><quote>…</quote><bibl>…</bibl></cit>`.

## QUO-SOURCE: quotations without a source

Some quotations of the document name their source (in `source`, in a `cit`, or with a `bibl`, `ref`
or note beside them), others do not. Said once per document, at the first that does not.

Bad: `<quote>…</quote>`.
Good: `<quote source="#marx1867">…</quote>`.

## QUO-DOUBLE: quotation marks in the text and in the markup at once

Few of the elements of this name in the document hold quotation marks of their own, and most do not:
where a stylesheet adds marks, these have two. `soCalled` always gets marks in the edition.

Bad: `<q>Yes</q>` and `<q>“No”</q>`.
Good: `<q>Yes</q>` and `<q>No</q>`.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from lxml import etree

from editio.edition.nameforms import running_text
from editio.edition.quotationmarks import Fault, Odd, odd_marks
from editio.findings import Severity
from editio.names import tei
from editio.validate.checks.placing import finding
from editio.validate.names import texts_of
from editio.validate.spots import pieces_of, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.options import Options
    from editio.validate.spots import Piece

_BLOCKS = tuple(tei(name) for name in ("p", "ab", "lg"))
_NOTE = tei("note")
_OUTSIDE = tuple(tei(name) for name in ("teiHeader", "standOff"))
_HELD = tuple(tei(name) for name in ("q", "quote", "said"))
_ENTRIES = tuple(tei(name) for name in ("entry", "entryFree"))
_HAS_TEXT = etree.XPath("boolean(normalize-space())")
_SOURCES = tuple(
    tei(name)
    for name in ("bibl", "biblStruct", "listBibl", "ref", "ptr", "title", "note", "author")
)
#: What is not read with the text of a paragraph: notes, and the other half of a choice.
_APART = frozenset(
    tei(name)
    for name in ("note", "sic", "orig", "abbr", "del", "rdg", "fw", "desc", "figDesc", "p")
)
_LINES = frozenset(tei(name) for name in ("l", "lb", "lg", "p", "head", "item", "cell"))
#: How many paragraphs later a quotation may end.
_REACH = 10
_SHOWN = 40
#: More odd paragraphs than one in so many are a habit of the document, not a slip.
_HABIT = 5
_MARKS = "“”„»«"
_ANY_MARK = re.compile('[“”„»«›‹"]')


def run(document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield what is odd about the quotations of the document."""
    if not document.usable:
        return
    root = document.root()
    yield from _unbalanced(document, root)
    yield from _cits(document, root)
    yield from _sources(document, root)
    yield from _doubled(document, root)


# Marks


def _unbalanced(document: OpenDocument, root: _Element) -> Iterator[Finding]:
    blocks = [(block, *_read(block)) for block in _blocks(root)]
    texts = [(block, text) for block, text, _ in blocks]
    quoting = sum(1 for _, text in texts if any(mark in text for mark in f'{_MARKS}"'))
    left = _odd_ones(texts)
    numbers = sorted({number for number, _ in left})
    if len(numbers) > 3 and len(numbers) * _HABIT > quoting:
        element = texts[numbers[0]][0]
        message = f"quotation marks lack their other half in {len(numbers)} of {quoting} paragraphs"
        yield _remark(document, element, "QUO-UNBALANCED", message, "look at the marks used")
        return
    for number in numbers:
        element, text = texts[number]
        item = next(item for place, item in left if place == number)
        spot = spot_of(blocks[number][2], item.offset)
        shown = " ".join(text[item.offset : item.offset + _SHOWN].split())
        if item.fault is Fault.UNOPENED:
            shown = " ".join(text[max(0, item.offset - _SHOWN) : item.offset + 1].split())
        message = f"a quotation mark {item.fault}: {shown}"
        hint = "add the other mark, or correct this one"
        yield finding(
            document, element, "QUO-UNBALANCED", Severity.INFO, message, hint=hint, spot=spot
        )


def _odd_ones(texts: list[tuple[_Element, str]]) -> list[tuple[int, Odd]]:
    """Return the odd marks with the numbers of their blocks.

    Notes and the text that they stand in are two streams: the paragraph after one with notes is
    the next paragraph.
    """
    left: list[tuple[int, Odd]] = []
    for within in (False, True):
        numbers = [n for n, (block, _) in enumerate(texts) if _is_of_note(block) is within]
        own = [texts[number][1] for number in numbers]
        odd = [(place, item) for place, text in enumerate(own) for item in odd_marks(text)]
        left += [(numbers[place], item) for place, item in _without_pairs(odd, own)]
    return sorted(left, key=lambda found: (found[0], found[1].offset))


def _is_of_note(block: _Element) -> bool:
    return block.tag == _NOTE or next(block.iterancestors(_NOTE), None) is not None


def _blocks(root: _Element) -> Iterator[_Element]:
    """Yield paragraphs, poems and notes without paragraphs in the text, not those inside others."""
    for element in root.iter(*_BLOCKS, _NOTE):
        if next(element.iterancestors(*_OUTSIDE), None) is not None:
            continue
        if element.tag == _NOTE:
            if next(element.iterdescendants(*_BLOCKS), None) is None:
                yield element
            continue
        around = [item.tag for item in element.iterancestors(*_BLOCKS, _NOTE)]
        if not around or _NOTE in around:
            yield element


def _read(block: _Element) -> tuple[str, list[Piece]]:
    """Return the text of a paragraph, and its pieces if there are quotation marks in it."""
    text = etree.tostring(block, method="text", encoding="unicode", with_tail=False)
    if not _ANY_MARK.search(text):
        return text, []
    pieces = pieces_of(block, _APART, _LINES)
    return "".join(piece.text for piece in pieces), pieces


def _without_pairs(odd: list[tuple[int, Odd]], texts: list[str]) -> list[tuple[int, Odd]]:
    """Leave out quotations that go on in the next paragraphs."""
    left: list[tuple[int, Odd]] = []
    waiting: deque[tuple[int, Odd]] = deque()
    for number, item in odd:
        while waiting and number - waiting[0][0] > _REACH:
            left.append(waiting.popleft())
        if item.fault is Fault.UNCLOSED or item.family == "straight":
            partner = next((w for w in waiting if _closes(w, (number, item))), None)
            if partner is not None:
                waiting.remove(partner)
            elif not _goes_on(texts, number, item):
                waiting.append((number, item))
            continue
        partner = next((w for w in reversed(waiting) if w[1].family == item.family), None)
        if partner is not None:
            waiting.remove(partner)
        else:
            left.append((number, item))
    return [*left, *waiting]


def _closes(first: tuple[int, Odd], second: tuple[int, Odd]) -> bool:
    """Whether two odd straight marks are one quotation over several paragraphs."""
    return first[1].family == second[1].family == "straight" and first[0] != second[0]


def _goes_on(texts: list[str], number: int, item: Odd) -> bool:
    """Whether the next paragraph opens the same quotation again."""
    following = next((text for text in texts[number + 1 : number + 3] if text.strip()), "")
    return following.lstrip(" \n—–-")[:1] == texts[number][item.offset]


# Sources


def _cits(document: OpenDocument, root: _Element) -> Iterator[Finding]:
    for cit in root.iter(tei("cit")):
        quote = cit.find(tei("quote"))
        if quote is None or next(cit.iterancestors(*_ENTRIES), None) is not None:
            continue
        if cit.get("type") or _has_source(cit) or _has_source(quote):
            continue
        message = "cit holds a quotation without its source"
        yield _remark(document, cit, "QUO-CIT", message, "add a bibl, or take quote alone")


def _sources(document: OpenDocument, root: _Element) -> Iterator[Finding]:
    quotes = [
        quote
        for text in texts_of(root)
        for quote in text.iter(tei("quote"))
        if _HAS_TEXT(quote) and next(quote.iterancestors(tei("entry")), None) is None
    ]
    bare = [quote for quote in quotes if not _is_sourced(quote)]
    if not bare or len(bare) == len(quotes):
        return
    message = f"{len(bare)} of {len(quotes)} quotations name no source"
    hint = "add @source, or put quote and bibl into a cit"
    yield _remark(document, bare[0], "QUO-SOURCE", message, hint)


def _is_sourced(quote: _Element) -> bool:
    parent = quote.getparent()
    if _has_source(quote) or (parent is not None and parent.tag == tei("cit")):
        return True
    following = quote.getnext()
    return following is not None and following.tag in _SOURCES


def _has_source(element: _Element) -> bool:
    if any(element.get(name) for name in ("source", "corresp", "ref", "sameAs")):
        return True
    return next(element.iterdescendants(*_SOURCES), None) is not None


# Marks kept twice


def _doubled(document: OpenDocument, root: _Element) -> Iterator[Finding]:
    groups: dict[str, list[_Element]] = {}
    for text in texts_of(root):
        for element in text.iter(tei("soCalled")):
            if _holds_marks(element):
                message = "soCalled gets quotation marks, and its text has some"
                yield _remark(document, element, "QUO-DOUBLE", message, "take them out of the text")
        for element in text.iter(*_HELD):
            groups.setdefault(str(element.tag), []).append(element)
    for elements in groups.values():
        marked = [element for element in elements if _holds_marks(element)]
        if not marked or len(marked) * _HABIT > len(elements):
            continue
        name = str(marked[0].tag).rpartition("}")[2]
        message = f"{len(marked)} of {len(elements)} {name} hold quotation marks, the others none"
        yield _remark(document, marked[0], "QUO-DOUBLE", message, "keep them everywhere or nowhere")


def _holds_marks(element: _Element) -> bool:
    text = running_text(element).rstrip(".,;!?")
    return len(text) > 2 and text[0] in f'{_MARKS}"' and text[-1] in f'{_MARKS}"'


def _remark(
    document: OpenDocument, element: _Element, code: str, message: str, hint: str
) -> Finding:
    return finding(document, element, code, Severity.INFO, message, hint=hint)
