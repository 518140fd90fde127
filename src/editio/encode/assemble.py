"""From blocks to a TEI tree: texts, divisions, and what each kind of block is called there.

TEI Guidelines, chapter 4 (texts, groups, divisions, what stands at their beginnings and ends) and
3 (paragraphs, lists, quotations, notes). Attributes and content are those of ``editio.odd``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from editio.encode.fill import append, complete_body, has_matter, new, sub
from editio.encode.marks import Mark, MarkKind
from editio.encode.model import Block, Kind, Span
from editio.names import XML_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.etree import _Element

    from editio.encode.fill import Filler

_OPENERS = frozenset({Kind.DATELINE, Kind.SALUTE})
_TOP = frozenset({Kind.HEAD, Kind.BYLINE, Kind.EPIGRAPH, Kind.SLOGAN, *_OPENERS})
_CLOSERS = frozenset({Kind.DATELINE, Kind.SALUTE, Kind.SIGNED})
_INSIDE_CLOSER = {Kind.DATELINE: "dateline", Kind.SALUTE: "salute", Kind.SIGNED: "signed"}


class Assembler:
    """Builds the ``text`` of one document. ``notes`` are the bodies that references point to."""

    def __init__(self, notes: Sequence[Block]) -> None:
        self._notes = notes
        self._note_ids: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self.moved: dict[str, Block] = {}
        self.filler: Filler
        self._write: dict[Kind, Callable[[_Element, Block], None]] = {
            Kind.PARAGRAPH: self._paragraph,
            Kind.LIST: self._list,
            Kind.TABLE: self._table,
            Kind.QUOTE: self._quote,
            Kind.NOTE: self._unlinked_note,
            Kind.BIBL: self._bibl,
            Kind.TURN: self._turn,
            Kind.STAGE: self._stage,
            Kind.VERSE: self._verse,
            Kind.SEPARATOR: self._separator,
            Kind.PAGE: self._page,
            Kind.REMAINS: self._remains,
        }

    def text(self, blocks: Sequence[Block]) -> _Element:
        """Return the ``text`` element that holds ``blocks``."""
        articles = _articles(blocks)
        outer = new("text")
        if len(articles) == 1:
            self._article(outer, articles[0])
            return outer
        group = sub(outer, "group")
        for article in articles:
            self._article(sub(group, "text"), article)
        return outer

    def mark(self, parent: _Element, mark: Mark) -> None:
        """Write a reference to a note, or an address, into ``parent``."""
        text = self.filler.source[mark.start : mark.end]
        if mark.kind is MarkKind.URL:
            sub(parent, "ref", target=text).text = text
        elif mark.target in self._note_ids:
            sub(parent, "ref", target=f"#{self._note_ids[mark.target]}").text = text
        else:
            self.filler.drop(Span(mark.start, mark.end), "reference to a note")
            self._linked_note(parent, mark.target)

    def _article(self, text: _Element, blocks: Sequence[Block]) -> None:
        before = _edge(blocks, Kind.REMAINS)
        behind = _edge(blocks[before:][::-1], Kind.REMAINS)
        inner = blocks[before : len(blocks) - behind]
        if not inner:
            before, behind, inner = 0, 0, blocks
        self._page_remains(text, "front", blocks[:before])
        body = sub(text, "body")
        self._body(body, inner)
        complete_body(body)
        self._page_remains(text, "back", blocks[len(blocks) - behind :] if behind else ())

    def _page_remains(self, text: _Element, name: str, blocks: Sequence[Block]) -> None:
        if blocks:
            div = self._identified(sub(sub(text, name), "div", type="page-remains"), "d")
            for block in blocks:
                self._remains(div, block)

    def _body(self, body: _Element, blocks: Sequence[Block]) -> None:
        if _top_end(blocks, 0, headed=False) == len(blocks):  # a beginning of nothing
            blocks = [replace(block, kind=Kind.PARAGRAPH) for block in blocks]
        at = self._top(body, blocks, 0)
        stack: list[tuple[int, _Element]] = [(0, body)]
        while at < len(blocks):
            block = blocks[at]
            end = _run(blocks, at, _CLOSERS)
            if block.kind is Kind.HEAD:
                while stack[-1][0] >= max(block.level, 1):
                    stack.pop()
                div = self._identified(sub(stack[-1][1], "div"), "d")
                stack.append((max(block.level, 1), div))
                at = self._top(div, blocks, at)
            elif end > at:
                self._closers(stack, blocks, at, end)
                at = end
            else:
                self._block(stack[-1][1], block)
                at += 1

    def _closers(
        self, stack: Sequence[tuple[int, _Element]], blocks: Sequence[Block], at: int, end: int
    ) -> None:
        """Write signatures and the like: at the end of a division or text they close it."""
        last = end == len(blocks)
        level, target = stack[0] if last else stack[-1]
        # A heading of a part of the division goes on in it: nothing is closed.
        ends = last or (blocks[end].kind is Kind.HEAD and max(blocks[end].level, 1) <= level)
        if has_matter(target) and ends:
            self._closer(target, blocks[at:end])
        else:
            for block in blocks[at:end]:
                self._block(stack[-1][1], block)

    def _top(self, parent: _Element, blocks: Sequence[Block], start: int) -> int:
        """Write what a text or division begins with; return where that ends."""
        end = _top_end(blocks, start, headed=False)
        for kind, run in groupby(blocks[start:end], lambda block: _top_element(block.kind)):
            self._top_run(parent, kind, list(run))
        return end

    def _top_run(self, parent: _Element, name: str, blocks: Sequence[Block]) -> None:
        if name == "opener":
            opener = sub(parent, name)
            for block in blocks:
                self._fill(sub(opener, _INSIDE_CLOSER[block.kind]), block)
        elif name == "epigraph":
            epigraph = sub(parent, name)
            for block in blocks:
                self._epigraph(epigraph, block)
        else:
            for block in blocks:
                kind = "sub" if block.rend == "subtitle" else ""
                self._fill(sub(parent, name, type=kind), block)

    def _epigraph(self, parent: _Element, block: Block) -> None:
        if block.children:
            for child in block.children:
                self._write[child.kind](parent, child)
            return
        rend = "slogan" if block.kind is Kind.SLOGAN else ""
        self._fill(self._identified(sub(parent, "p", rend=rend), "p"), block)

    def _closer(self, parent: _Element, blocks: Sequence[Block]) -> None:
        closer = sub(parent, "closer")
        for block in blocks:
            self._fill(sub(closer, _INSIDE_CLOSER[block.kind]), block)

    def _block(self, parent: _Element, block: Block) -> None:
        """Write a block into a division; what may only begin or end one becomes an ``ab``."""
        write = self._write.get(block.kind)
        if write is not None:
            write(parent, block)
        elif block.children:
            for child in block.children:
                self._block(parent, child)
        else:
            kind = _AB[block.kind]
            self._fill(self._identified(sub(parent, "ab", type=kind), "p"), block)

    def _fill(self, element: _Element, block: Block) -> _Element:
        for span in block.signs:
            self.filler.drop(span, "sign of a heading")
        if block.label:
            self.filler.fill(element, (block.label,))
            append(element, " ")
        self.filler.fill(element, block.spans)
        return element

    def _paragraph(self, parent: _Element, block: Block) -> None:
        self._fill(self._identified(sub(parent, "p", rend=block.rend), "p"), block)

    def _list(self, parent: _Element, block: Block) -> None:
        element = self._identified(sub(parent, "list", rend=block.rend), "l")
        for item in block.children:
            self._item(element, item)

    def _item(self, parent: _Element, block: Block) -> None:
        element = self._identified(sub(parent, "item", n=block.n), "i")
        if block.label:
            self.filler.drop(block.label, "marker of a list")
        self.filler.fill(element, block.spans)
        for child in block.children:
            self._write[child.kind](element, child)

    def _table(self, parent: _Element, block: Block) -> None:
        widths = [len(row.children) for row in block.children]
        widest = max(widths)
        size = {"rows": str(len(widths)), "cols": str(widest)}
        table = self._identified(sub(parent, "table", **size), "t")
        for row in block.children:
            element = sub(table, "row")
            for cell in row.children:
                if cell.label:
                    self.filler.drop(cell.label, "leader dots")
                self.filler.fill(sub(element, "cell"), cell.spans)
            for _ in range(widest - len(row.children)):
                sub(element, "cell")

    def _quote(self, parent: _Element, block: Block) -> None:
        source = [child for child in block.children if child.kind is Kind.ATTRIBUTION]
        words = [child for child in block.children if child.kind is not Kind.ATTRIBUTION]
        holder = sub(parent, "cit") if source else parent
        quote = sub(holder, "quote", type="" if source else "no-source")
        for child in words:
            self._write[child.kind](quote, child)
        if source:
            bibl = sub(holder, "bibl")
            for child in source:
                self._fill(bibl, child)

    def _bibl(self, parent: _Element, block: Block) -> None:
        paragraph = self._identified(sub(parent, "p"), "p")
        self._fill(sub(paragraph, "bibl"), block)

    def _turn(self, parent: _Element, block: Block) -> None:
        speech = sub(parent, "sp")
        if block.label:
            self.filler.fill(sub(speech, "speaker"), (block.label,))
        for child in block.children:
            self._write[child.kind](speech, child)

    def _stage(self, parent: _Element, block: Block) -> None:
        self._fill(sub(parent, "stage"), block)

    def _verse(self, parent: _Element, block: Block) -> None:
        element = self._identified(sub(parent, "lg"), "v")
        for child in block.children:
            if child.children:
                self._verse(element, child)
            else:
                self._fill(sub(element, "l"), child)

    def _separator(self, parent: _Element, block: Block) -> None:
        for span in block.spans:
            self.filler.drop(span, "separator")
        sub(parent, "milestone", unit="section", rend=block.rend)

    def _page(self, parent: _Element, block: Block) -> None:
        if block.label:
            self.filler.drop(block.label, "form feed")
        sub(parent, "pb", n=block.n)

    def _remains(self, parent: _Element, block: Block) -> None:
        self._fill(self._identified(sub(parent, "ab", type="page-remains"), "p"), block)

    def _linked_note(self, parent: _Element, target: int) -> None:
        block = self._notes[target]
        note = self._identified(sub(parent, "note", place="end", n=block.n), "n")
        self._note_ids[target] = note.get(XML_ID, "")
        self.moved[note.get(XML_ID, "")] = block
        self._note_content(note, block)

    def _unlinked_note(self, parent: _Element, block: Block) -> None:
        note = self._identified(sub(parent, "note", place="end", n=block.n), "n")
        self._note_content(note, block)

    def _note_content(self, note: _Element, block: Block) -> None:
        if block.label:
            self.filler.drop(block.label, "number of a note")
        if block.children:
            for child in block.children:
                self._write[child.kind](note, child)
        else:
            self.filler.fill(note, block.spans)

    def _identified(self, element: _Element, letter: str) -> _Element:
        self._numbers[letter] = self._numbers.get(letter, 0) + 1
        element.set(XML_ID, f"{letter}{self._numbers[letter]}")
        return element


_AB = {
    Kind.HEAD: "head",
    Kind.BYLINE: "byline",
    Kind.DATELINE: "dateline",
    Kind.SALUTE: "salute",
    Kind.SIGNED: "signed",
    Kind.EPIGRAPH: "epigraph",
    Kind.SLOGAN: "slogan",
    Kind.ATTRIBUTION: "attribution",
}


def _top_end(blocks: Sequence[Block], start: int, *, headed: bool) -> int:
    """Return where ends what a text or division begins with: one heading, subtitles, openers."""
    end = start
    while end < len(blocks) and blocks[end].kind in _TOP:
        if blocks[end].kind is Kind.HEAD:
            if headed and blocks[end].rend != "subtitle":
                break
            headed = True
        end += 1
    return end


def _top_element(kind: Kind) -> str:
    if kind in _OPENERS:
        return "opener"
    return "epigraph" if kind in (Kind.EPIGRAPH, Kind.SLOGAN) else str(kind)


def _articles(blocks: Sequence[Block]) -> list[list[Block]]:
    """Part blocks where an article begins."""
    articles: list[list[Block]] = [[]]
    for block in blocks:
        if block.article and any(before.kind is not Kind.REMAINS for before in articles[-1]):
            articles.append([])
        articles[-1].append(block)
    return articles


def _edge(blocks: Sequence[Block], kind: Kind) -> int:
    return _run(blocks, 0, {kind})


def _run(blocks: Sequence[Block], start: int, kinds: Iterable[Kind]) -> int:
    end = start
    while end < len(blocks) and blocks[end].kind in kinds:
        end += 1
    return end
