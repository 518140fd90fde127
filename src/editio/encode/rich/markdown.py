"""Markdown (CommonMark with tables, strike-through, footnotes and definition lists).

HTML within Markdown is text like any other, so that nothing of it is lost or runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.encode.rich.frontmatter import front_matter
from editio.encode.rich.model import Node, Rich, RichText, TooDeepError, ensure_all, text, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_BLOCKS = {
    "paragraph": Rich.PARAGRAPH,
    "bullet_list": Rich.BULLETS,
    "ordered_list": Rich.NUMBERS,
    "list_item": Rich.ITEM,
    "blockquote": Rich.QUOTATION,
    "heading": Rich.HEADING,
    "table": Rich.TABLE,
    "tr": Rich.ROW,
    "th": Rich.CELL,
    "td": Rich.CELL,
    "dl": Rich.TERMS,
    "dt": Rich.TERM,
    "dd": Rich.ITEM,
}
_STYLES = {"em": "italic", "strong": "bold", "s": "del"}
#: How deep the parser goes, and how deep a text may.
_NESTING = 120
_DEEPEST = 100
_TRANSPARENT = frozenset({"thead", "tbody"})


def read_markdown(source: str) -> RichText:
    """Return the tree of a Markdown text. Raises :class:`TooDeepError`."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False).use(deflist_plugin)
    parser.disable("footnote_tail")  # it drops notes that nothing refers to
    said = front_matter(source)
    tokens = parser.parse(source[said.length :])
    if any(token.level >= _DEEPEST for token in _all(tokens)):
        raise TooDeepError  # the parser drops what is deeper than it goes
    body, notes = _parted(tokens)
    blocks, _ = _Blocks(body, notes).children(0)
    blocks += [Node(kind=Rich.NOTE, children=notes.body(label)) for label in notes.unused()]
    lines = [Node(kind=Rich.PARAGRAPH, children=(text(line),)) for line in said.others]
    found = RichText(
        blocks=(*lines, *blocks),
        title=(text(said.title),) if said.title else (),
        authors=said.authors,
        form="Markdown",
    )
    ensure_all(_strings(tokens), found)
    return found


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _parted(tokens: Sequence[Token]) -> tuple[list[Token], _Notes]:
    """Part the tokens of the text from those of the bodies of notes."""
    body: list[Token] = []
    notes = _Notes()
    depth = 0
    for token in tokens:
        if token.type == "footnote_reference_open":
            if depth == 0:
                inner = notes.tokens.setdefault(str(token.meta["label"]), [])
            depth += 1
        elif token.type == "footnote_reference_close":
            depth -= 1
        elif depth:
            inner.append(token)
        else:
            body.append(token)
    return body, notes


def _strings(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield all text that the parser has seen, to compare with what was made of it."""
    for token in tokens:
        if token.type in ("fence", "code_block", "text", "code_inline"):
            yield token.content
        yield from _strings(token.children or [])


class _Notes:
    """The bodies of notes by their label; each is used where it is first referred to."""

    def __init__(self) -> None:
        self.tokens: dict[str, list[Token]] = {}
        self._used: set[str] = set()

    def body(self, label: str) -> tuple[Node, ...]:
        """Return the blocks of a note, once."""
        if label in self._used:
            return ()
        self._used.add(label)
        blocks, _ = _Blocks(self.tokens.get(label, []), self).children(0)
        return tuple(blocks)

    def is_used(self, label: str) -> bool:
        """Whether the note was referred to before."""
        return label in self._used

    def unused(self) -> Iterator[str]:
        """Yield the labels of notes that nothing refers to."""
        yield from (label for label in self.tokens if label not in self._used)


class _Blocks:
    """Turns the flat tokens of the parser into a tree."""

    def __init__(self, tokens: Sequence[Token], notes: _Notes) -> None:
        self.tokens = tokens
        self.notes = notes

    def children(self, at: int) -> tuple[list[Node], int]:
        """Return the nodes from ``at`` to the end of the element, and where that is."""
        nodes: list[Node] = []
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.nesting < 0:
                return nodes, at + 1
            at = self._node(token, at, nodes)
        return nodes, at

    def _node(self, token: Token, at: int, nodes: list[Node]) -> int:
        name = token.type.removesuffix("_open")
        if token.type == "inline":
            nodes += inlines(token.children or [], self.notes)
            return at + 1
        if token.nesting == 0:
            nodes += _leaf(token)
            return at + 1
        inner, after = self.children(at + 1)
        if name in _TRANSPARENT or name not in _BLOCKS:
            nodes += inner
            return after
        nodes.append(_block(name, token, inner))
        return after


def _leaf(token: Token) -> list[Node]:
    if token.type == "hr":
        return [Node(kind=Rich.RULE)]
    if token.type in ("fence", "code_block"):
        language = token.info.strip().split(" ")[0]
        return [Node(kind=Rich.CODE_BLOCK, text=token.content, style=language)]
    return [Node(kind=Rich.PARAGRAPH, children=(text(token.content),))] if token.content else []


def _block(name: str, token: Token, inner: list[Node]) -> Node:
    kind = _BLOCKS[name]
    children = tuple(inner)
    if kind is Rich.CELL:
        children = (Node(kind=Rich.PARAGRAPH, children=children),)
        return Node(kind=kind, children=children, style="label" if name == "th" else "")
    if kind is Rich.ROW:
        label = all(cell.style == "label" for cell in inner)
        return Node(kind=kind, children=children, style="label" if label else "")
    if kind is Rich.HEADING:
        return Node(
            kind=kind, children=children, level=int(token.tag[1:]), target=_slug(words_of(children))
        )
    if kind is Rich.NUMBERS:
        start = int(token.attrGet("start") or 1)
        return Node(kind=kind, children=children, level=start, style="numbered")
    return Node(kind=kind, children=children)


def _slug(heading: str) -> str:
    """Return the identifier by which links in Markdown name a heading."""
    kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -_")
    return "-".join(kept.split())


def inlines(tokens: Sequence[Token], notes: _Notes) -> list[Node]:
    """Return the nodes of a line."""
    stack: list[tuple[Token | None, list[Node]]] = [(None, [])]
    for token in tokens:
        if token.nesting > 0:
            stack.append((token, []))
        elif token.nesting < 0 and len(stack) > 1:
            opener, inner = stack.pop()
            stack[-1][1].append(_span(opener, inner))
        else:
            stack[-1][1].extend(_inline_leaf(token, notes))
    return stack[0][1]


def _span(opener: Token | None, inner: list[Node]) -> Node:
    name = opener.type.removesuffix("_open") if opener else ""
    if opener and name == "link":
        return Node(kind=Rich.LINK, children=tuple(inner), target=str(opener.attrGet("href") or ""))
    return Node(kind=Rich.STYLED, children=tuple(inner), style=_STYLES.get(name, ""))


def _inline_leaf(token: Token, notes: _Notes) -> list[Node]:
    match token.type:
        case "softbreak":
            return [text("\n")]
        case "hardbreak":
            return [Node(kind=Rich.BREAK)]
        case "code_inline":
            return [Node(kind=Rich.CODE, text=token.content)]
        case "image":
            children = tuple(inlines(token.children or [], notes))
            target = str(token.attrGet("src") or "")
            return [Node(kind=Rich.IMAGE, children=children, target=target)]
        case "footnote_ref":
            return [_note(token, notes)]
        case _:
            return [text(token.content)] if token.content else []


def _note(token: Token, notes: _Notes) -> Node:
    """Return a note where it is first referred to; later references only name it."""
    label = str(token.meta.get("label", ""))
    if notes.is_used(label):
        return Node(kind=Rich.STYLED, style="sup", children=(text(label),))
    return Node(kind=Rich.NOTE, children=notes.body(label))
