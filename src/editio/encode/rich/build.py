"""From the tree of a reader to TEI, within the customization of the edition.

Headings divide; what the customization has no place for in a certain spot (a heading in a list, an
image in a heading) becomes the nearest thing it has there. Text is never changed or dropped.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from editio.addresses import split_uri
from editio.encode.fill import UNWRITABLE, append, complete_body, identified, new, sub
from editio.encode.rich.model import Node, Rich, TooDeepError, words_of
from editio.names import XML_ID, tei

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element

_NCNAME = re.compile(r"[A-Za-z_][\w.\-]*\Z", re.ASCII)
_SCHEMES = frozenset({"", "http", "https", "mailto", "ftp", "doi"})
_HI = frozenset({"italic", "bold", "underline", "sup", "sub", "small-caps"})
#: Where a figure may stand among words.
_HOLD_FIGURES = frozenset(map(tei, ("p", "item", "cell", "note", "quote")))
#: Deeper than any text, and not so deep that recursion ends.
DEEPEST = 60


class Builder:
    """Builds the ``text`` element of one document."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._used: set[str] = set()
        self._targets: dict[str, str] = {}
        self._given: set[str] = set()
        self._notes = 0
        self.images: list[str] = []
        self._write: dict[Rich, Callable[[_Element, Node, int], None]] = {
            Rich.PARAGRAPH: self._paragraph,
            Rich.HEADING: self._paragraph,
            Rich.LINE: self._paragraph,
            Rich.BULLETS: self._list,
            Rich.NUMBERS: self._list,
            Rich.TERMS: self._list,
            Rich.QUOTATION: self._quotation,
            Rich.CODE_BLOCK: self._code_block,
            Rich.TABLE: self._table,
            Rich.FIGURE: self._figure,
            Rich.VERSE: self._verse,
            Rich.RULE: self._rule,
        }

    def text(self, blocks: Sequence[Node], title: Sequence[Node] = ()) -> _Element:
        """Return the ``text`` element that holds ``title`` and ``blocks``."""
        self._reserve(blocks)
        outer = new("text")
        body = sub(outer, "body")
        if not title and (inner := _own_title(blocks)):
            title, blocks = inner.children, blocks[1:]
        if title:
            self._inlines(sub(body, "head"), title, 0)
        self._divisions(body, blocks)
        if not any(child.tag != tei("head") for child in body):
            for child in body:
                child.tag = tei("p")
                self._identify(child, "p")
        complete_body(body)
        return outer

    def _divisions(self, body: _Element, blocks: Sequence[Node]) -> None:
        stack: list[tuple[int, _Element]] = [(0, body)]
        for block in blocks:
            if block.kind is not Rich.HEADING:
                self._block(stack[-1][1], block, 0)
                continue
            if not _says_something(block):
                continue
            while stack[-1][0] >= block.level:
                stack.pop()
            div = sub(stack[-1][1], "div")
            known = self._targets.get(block.target, "")
            if known and known not in self._given:
                self._given.add(known)
                identified(div, known)
            else:
                self._identify(div, "d")
            self._inlines(sub(div, "head"), block.children, 0)
            stack.append((block.level, div))

    def _block(self, parent: _Element, node: Node, depth: int) -> None:
        if depth > DEEPEST:
            raise TooDeepError
        self._write.get(node.kind, self._loose)(parent, node, depth)

    def _loose(self, parent: _Element, node: Node, depth: int) -> None:
        """Write what stands in a line, but here by itself, as a paragraph."""
        self._paragraph(parent, Node(kind=Rich.PARAGRAPH, children=(node,)), depth)

    def _paragraph(self, parent: _Element, node: Node, depth: int) -> None:
        if not _says_something(node):
            return
        images = list(_only_images((node,)))
        if len(images) == 1 and parent.tag not in (tei("quote"), tei("note")):
            self._graphic(sub(parent, "figure"), images[0])
        else:
            rend = "head" if node.kind is Rich.HEADING else ""
            paragraph = self._identify(sub(parent, "p", rend=rend), "p")
            self._inlines(paragraph, node.children, depth)

    def _rule(self, parent: _Element, _: Node, __: int) -> None:
        if parent.tag in (tei("div"), tei("body")):
            sub(parent, "milestone", unit="section", rend="line")

    def _content(self, parent: _Element, blocks: Sequence[Node], depth: int) -> None:
        """Write blocks into an element that may hold words or paragraphs."""
        if len(blocks) == 1 and blocks[0].kind is Rich.PARAGRAPH:
            self._inlines(parent, blocks[0].children, depth + 1)
            return
        for block in blocks:
            self._block(parent, block, depth + 1)

    def _list(self, parent: _Element, node: Node, depth: int) -> None:
        if not node.children:
            return
        kind = "gloss" if node.kind is Rich.TERMS else ""
        rend = {Rich.BULLETS: "bulleted", Rich.NUMBERS: node.style or "numbered"}
        element = sub(parent, "list", rend=rend.get(node.kind, ""), type=kind)
        self._identify(element, "l")
        number = node.level
        children = _in_turn(node.children) if node.kind is Rich.TERMS else node.children
        for child in children:
            if child.kind is Rich.TERM:
                self._inlines(sub(element, "label"), child.children, depth + 1)
                continue
            n = str(number) if node.kind is Rich.NUMBERS and node.style == "numbered" else ""
            item = self._identify(sub(element, "item", n=n), "i")
            self._content(item, child.children, depth)
            number += 1

    def _quotation(self, parent: _Element, node: Node, depth: int) -> None:
        if not any(map(_says_something, node.children)):
            return
        element = sub(parent, "quote", type="no-source")
        for child in node.children:
            self._block(element, child, depth + 1)

    def _code_block(self, parent: _Element, node: Node, _: int) -> None:
        in_division = parent.tag in (tei("div"), tei("body"))
        holder = sub(parent, "ab", type="code") if in_division else sub(parent, "p")
        self._identify(holder, "p")
        self._code(holder, node)

    def _code(self, parent: _Element, node: Node) -> None:
        language = node.style if _NCNAME.match(node.style) else ""
        sub(parent, "code", lang=language).text = UNWRITABLE.sub("", node.text)

    def _table(self, parent: _Element, node: Node, depth: int) -> None:
        rows = [child for child in node.children if child.kind is Rich.ROW and child.children]
        captions = [child for child in node.children if child.kind is Rich.CAPTION]
        if not rows:
            for caption in captions:
                self._block(parent, Node(kind=Rich.PARAGRAPH, children=caption.children), depth)
            return
        width = max(sum(max(cell.level, 1) for cell in row.children) for row in rows)
        table = sub(parent, "table", rows=str(len(rows)), cols=str(width))
        self._identify(table, "t")
        for caption in captions:
            if _says_something(caption):
                self._inlines(sub(table, "head"), caption.children, depth + 1)
        for row in rows:
            element = sub(table, "row", role=row.style)
            for cell in row.children:
                span = str(cell.level) if cell.level > 1 else ""
                self._content(sub(element, "cell", cols=span), cell.children, depth + 1)

    def _figure(self, parent: _Element, node: Node, depth: int) -> None:
        captions = [child for child in node.children if child.kind is Rich.CAPTION]
        blocks = [child for child in node.children if child.kind is not Rich.CAPTION]
        images = list(_only_images(blocks))
        if len(images) != 1:
            for caption in captions:
                self._block(parent, Node(kind=Rich.PARAGRAPH, children=caption.children), depth)
            for block in blocks:
                self._block(parent, block, depth)
            return
        figure = sub(parent, "figure")
        for caption in captions:
            if _says_something(caption):
                self._inlines(sub(figure, "head"), caption.children, depth + 1)
        self._graphic(figure, images[0])

    def _graphic(self, figure: _Element, image: Node) -> None:
        self.images.append(image.target)
        sub(figure, "graphic", url=_address(image.target) or "#")
        description = words_of(image.children)
        if description.strip():
            sub(figure, "figDesc").text = UNWRITABLE.sub("", description)

    def _verse(self, parent: _Element, node: Node, depth: int) -> None:
        element = self._identify(sub(parent, "lg"), "v")
        for line in node.children:
            self._inlines(sub(element, "l"), line.children, depth + 1)

    def _inlines(self, parent: _Element, nodes: Sequence[Node], depth: int) -> None:
        if depth > DEEPEST:
            raise TooDeepError
        for node in nodes:
            match node.kind:
                case Rich.TEXT:
                    append(parent, UNWRITABLE.sub("", node.text))
                case Rich.STYLED:
                    self._styled(parent, node, depth)
                case Rich.CODE:
                    self._code(parent, node)
                case Rich.LINK:
                    self._link(parent, node, depth)
                case Rich.IMAGE:
                    self._image(parent, node, depth)
                case Rich.NOTE:
                    self._note(parent, node, depth)
                case Rich.BREAK:
                    sub(parent, "lb")
                case _:
                    self._inlines(parent, node.children, depth + 1)

    def _styled(self, parent: _Element, node: Node, depth: int) -> None:
        if node.style == "del":
            self._inlines(sub(parent, "del", rend="strikethrough"), node.children, depth + 1)
        elif node.style in _HI:
            self._inlines(sub(parent, "hi", rend=node.style), node.children, depth + 1)
        else:
            self._inlines(parent, node.children, depth + 1)

    def _link(self, parent: _Element, node: Node, depth: int) -> None:
        target = self._target(node.target)
        element = sub(parent, "ref", target=target) if target else parent
        self._inlines(element, node.children, depth + 1)

    def _target(self, url: str) -> str:
        """Return where a link leads, empty if nowhere that a text may lead."""
        if url.startswith("#"):
            known = self._targets.get(url[1:], "")
            return f"#{known}" if known else ""
        return _address(url)

    def _image(self, parent: _Element, node: Node, depth: int) -> None:
        if parent.tag in _HOLD_FIGURES:
            self._graphic(sub(parent, "figure"), node)
            return
        self.images.append(node.target)
        target = _address(node.target)
        element = sub(parent, "ref", target=target) if target else parent
        self._inlines(element, node.children, depth + 1)

    def _note(self, parent: _Element, node: Node, depth: int) -> None:
        self._notes += 1
        note = sub(parent, "note", place="foot", n=str(self._notes))
        self._identify(note, "n")
        self._content(note, node.children, depth)

    def _reserve(self, blocks: Sequence[Node]) -> None:
        """Note down under which ids headings can be linked to."""
        for block in blocks:
            if block.kind is Rich.HEADING and block.target and block.target not in self._targets:
                name = block.target if _NCNAME.match(block.target) else ""
                if name and name not in self._used:
                    self._used.add(name)
                    self._targets[block.target] = name

    def _identify(self, element: _Element, letter: str) -> _Element:
        if element.get(XML_ID):
            return element
        while True:
            self._numbers[letter] = self._numbers.get(letter, 0) + 1
            name = f"{letter}{self._numbers[letter]}"
            if name not in self._used:
                return identified(element, name)


def _own_title(blocks: Sequence[Node]) -> Node | None:
    """Return the first heading if it is the title: at the very beginning, alone of its level."""
    if not blocks or blocks[0].kind is not Rich.HEADING:
        return None
    first = blocks[0]
    others = [block.level for block in blocks[1:] if block.kind is Rich.HEADING]
    return first if all(level > first.level for level in others) else None


def _in_turn(children: Sequence[Node]) -> Iterator[Node]:
    """Yield a term and one item in turn, however many stand together in the source."""
    item: Node | None = None
    term = False
    for child in children:
        if child.kind is Rich.TERM:
            if term:
                yield item or Node(kind=Rich.ITEM)
            item, term = None, True
            yield child
        else:
            if not term:
                yield Node(kind=Rich.TERM)
                term = True
            item = replace(item, children=item.children + child.children) if item else child
    if term:
        yield item or Node(kind=Rich.ITEM)


def _says_something(node: Node) -> bool:
    """Whether a node has words or an image."""
    return bool(words_of((node,)).strip()) or any(True for _ in _images((node,)))


def _images(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.kind is Rich.IMAGE:
            yield node
        else:
            yield from _images(node.children)


def _only_images(blocks: Sequence[Node]) -> Iterator[Node]:
    """Yield the images of blocks that hold nothing else; nothing where words stand beside them."""
    images = list(_images(blocks))
    if words_of(blocks).strip() == words_of(images).strip():
        yield from images


def _address(url: str) -> str:
    """Return an address that a schema takes and a page may link to, or nothing."""
    url = UNWRITABLE.sub("", url).strip()
    if split_uri(url).scheme.lower() not in _SCHEMES:
        return ""
    return quote(url, safe="/:?#[]@!$&'()*+,;=%~-._")
