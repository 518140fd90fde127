"""What pandoc makes of a document: its JSON (pandoc-types 1.23) as the tree of this package.

Raw pieces of another markup (an HTML comment, a TeX command) say nothing to a reader and are left
out, with a remark.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from editio.encode.rich.model import Node, Rich, RichText, ensure_all, text, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STYLES = {
    "Emph": "italic",
    "Strong": "bold",
    "Underline": "underline",
    "Strikeout": "del",
    "Superscript": "sup",
    "Subscript": "sub",
    "SmallCaps": "small-caps",
}
_NUMBERS = {
    "LowerAlpha": "lettered",
    "UpperAlpha": "lettered",
    "LowerRoman": "roman",
    "UpperRoman": "roman",
}
_MARKS = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


def read_pandoc(document: dict[str, Any], form: str) -> RichText:
    """Return the tree of a document of pandoc. ``form`` says what the source is."""
    reader = _Reader()
    blocks = reader.blocks(document.get("blocks", []))
    meta = document.get("meta", {})
    title = reader.meta(meta.get("title"))
    subtitle = reader.meta(meta.get("subtitle"))
    if title and subtitle:
        title = (*title, text(": "), *subtitle)
    authors = tuple(filter(None, (words_of(author) for author in reader.metas(meta.get("author")))))
    read = RichText(
        blocks=blocks,
        title=title,
        authors=authors,
        form=form,
        left_out=tuple(sorted(reader.left_out.items())),
    )
    ensure_all(_strings(document.get("blocks", [])), read)
    return read


def _strings(value: Any) -> Iterator[str]:
    """Yield all text in the JSON of pandoc, without knowing more of it than where text stands."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            match item.get("t"):
                case "Str":
                    yield item["c"]
                case "Code" | "CodeBlock" | "Math":
                    yield item["c"][1]
                case "RawInline" | "RawBlock":
                    pass
                case "Figure":
                    # Its description repeats its caption, as a rule.
                    stack.append(item["c"][1])
                case _:
                    stack.append(item.get("c"))


class _Reader:
    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self._blocks: dict[str, Callable[[Any], Node | tuple[Node, ...]]] = {
            "Para": self._paragraph,
            "Plain": self._paragraph,
            "LineBlock": self._verse,
            "CodeBlock": self._code_block,
            "RawBlock": self._raw,
            "BlockQuote": lambda c: Node(kind=Rich.QUOTATION, children=self.blocks(c)),
            "OrderedList": self._numbers,
            "BulletList": lambda c: Node(kind=Rich.BULLETS, children=self._items(c)),
            "DefinitionList": self._terms,
            "Header": self._heading,
            "HorizontalRule": lambda _: Node(kind=Rich.RULE),
            "Table": self._table,
            "Figure": self._figure,
            "Div": lambda c: self.blocks(c[1]),
        }
        self._inlines: dict[str, Callable[[Any], Node | tuple[Node, ...]]] = {
            "Str": text,
            "Space": lambda _: text(" "),
            "SoftBreak": lambda _: text("\n"),
            "LineBreak": lambda _: Node(kind=Rich.BREAK),
            "Quoted": self._quoted,
            "Cite": lambda c: self.inlines(c[1]),
            "Code": lambda c: Node(kind=Rich.CODE, text=c[1]),
            "Math": lambda c: Node(kind=Rich.CODE, text=c[1], style="tex"),
            "RawInline": self._raw,
            "Link": lambda c: Node(kind=Rich.LINK, children=self.inlines(c[1]), target=c[2][0]),
            "Image": lambda c: Node(kind=Rich.IMAGE, children=self.inlines(c[1]), target=c[2][0]),
            "Note": lambda c: Node(kind=Rich.NOTE, children=self.blocks(c)),
            "Span": lambda c: self.inlines(c[1]),
        }

    def blocks(self, items: list[Any]) -> tuple[Node, ...]:
        """Return the nodes of a list of blocks."""
        return tuple(self._each(items, self._blocks))

    def inlines(self, items: list[Any]) -> tuple[Node, ...]:
        """Return the nodes of a line."""
        return tuple(self._each(items, self._inlines))

    def _each(
        self, items: list[Any], known: dict[str, Callable[[Any], Node | tuple[Node, ...]]]
    ) -> Iterator[Node]:
        for item in items:
            kind = item["t"]
            if kind in _STYLES:
                children = self.inlines(item["c"])
                yield Node(kind=Rich.STYLED, children=children, style=_STYLES[kind])
            elif kind in known:
                made = known[kind](item.get("c"))
                yield from (made,) if isinstance(made, Node) else made
            elif kind != "Null":
                self.left_out[f"pandoc’s {kind}"] += 1

    def meta(self, value: Any) -> tuple[Node, ...]:
        """Return the words of a value of the metadata."""
        match value:
            case {"t": "MetaInlines", "c": list(items)}:
                return self.inlines(items)
            case {"t": "MetaString", "c": str(string)}:
                return (text(string),)
            case {"t": "MetaBlocks", "c": list(items)}:
                return tuple(node for block in self.blocks(items) for node in block.children)
            case {"t": "MetaList", "c": [first, *_]}:
                return self.meta(first)
            case _:
                return ()

    def metas(self, value: Any) -> Iterator[tuple[Node, ...]]:
        """Yield the words of each value of a list in the metadata."""
        match value:
            case {"t": "MetaList", "c": list(items)}:
                for item in items:
                    yield self.meta(item)
            case _:
                yield self.meta(value)

    def _paragraph(self, items: Any) -> Node:
        return Node(kind=Rich.PARAGRAPH, children=self.inlines(items))

    def _verse(self, lines: Any) -> Node:
        children = tuple(Node(kind=Rich.LINE, children=self.inlines(line)) for line in lines)
        return Node(kind=Rich.VERSE, children=children)

    def _code_block(self, content: Any) -> Node:
        classes = content[0][1]
        return Node(kind=Rich.CODE_BLOCK, text=content[1], style=classes[0] if classes else "")

    def _raw(self, content: Any) -> tuple[Node, ...]:
        self.left_out[f"raw {content[0]}"] += 1
        return ()

    def _items(self, items: Any) -> tuple[Node, ...]:
        return tuple(Node(kind=Rich.ITEM, children=self.blocks(item)) for item in items)

    def _numbers(self, content: Any) -> Node:
        start, style = content[0][0], content[0][1]["t"]
        return Node(
            kind=Rich.NUMBERS,
            children=self._items(content[1]),
            level=start,
            style=_NUMBERS.get(style, "numbered"),
        )

    def _terms(self, content: Any) -> Node:
        children: list[Node] = []
        for term, definitions in content:
            children.append(Node(kind=Rich.TERM, children=self.inlines(term)))
            blocks = tuple(node for definition in definitions for node in self.blocks(definition))
            children.append(Node(kind=Rich.ITEM, children=blocks))
        return Node(kind=Rich.TERMS, children=tuple(children))

    def _heading(self, content: Any) -> Node:
        level, (identifier, *_), items = content
        children = self.inlines(items)
        return Node(kind=Rich.HEADING, children=children, level=level, target=identifier)

    def _table(self, content: Any) -> Node:
        _, caption, _, head, bodies, foot = content
        rows = [self._row(row, "label") for row in head[1]]
        for _, _, heads, body in bodies:
            rows += [self._row(row, "label") for row in heads]
            rows += [self._row(row, "") for row in body]
        rows += [self._row(row, "") for row in foot[1]]
        return Node(kind=Rich.TABLE, children=(*self._caption(caption), *rows))

    def _row(self, row: Any, style: str) -> Node:
        cells = tuple(
            Node(kind=Rich.CELL, children=self.blocks(blocks), level=span)
            for _, _, _, span, blocks in row[1]
        )
        return Node(kind=Rich.ROW, children=cells, style=style)

    def _caption(self, caption: Any) -> tuple[Node, ...]:
        blocks = self.blocks(caption[1])
        if not words_of(blocks).strip():
            return ()
        words: list[Node] = []
        for block in blocks:
            words += [text(" ")] if words else []
            words += block.children if block.kind is Rich.PARAGRAPH else [block]
        return (Node(kind=Rich.CAPTION, children=tuple(words)),)

    def _figure(self, content: Any) -> Node:
        _, caption, blocks = content
        captions = self._caption(caption)
        inner = self.blocks(blocks)
        if captions and words_of(captions).strip() == words_of(inner).strip():
            inner = tuple(map(_undescribed, inner))
        return Node(kind=Rich.FIGURE, children=(*captions, *inner))

    def _quoted(self, content: Any) -> tuple[Node, ...]:
        opening, closing = _MARKS[content[0]["t"]]
        return (text(opening), *self.inlines(content[1]), text(closing))


def _undescribed(node: Node) -> Node:
    """Return a node without the descriptions of its images."""
    from dataclasses import replace

    if node.kind is Rich.IMAGE:
        return replace(node, children=())
    return replace(node, children=tuple(map(_undescribed, node.children)))
