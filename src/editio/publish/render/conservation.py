"""Nothing is lost: the text of a document against the text of its renderings.

Every character of the document, whitespace aside, is in the HTML once and in reading order, and in
the plain text but for what ``xslt/conservation.xsl`` declares as dropped. Whether that holds is
decided by comparing two byte strings; where it does not, a slower path finds the element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from editio.publish.render.alignment import Difference, align
from editio.publish.render.streams import parted, squeezed, text_of_html, text_of_marked
from editio.resources import stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editio.saxon import Node, ParameterValue, Processor

_HEADER, _HEADER_END = "\ufdd0".encode(), "\ufdd1".encode()
_DROP, _DROP_END = "\ufdd2".encode(), "\ufdd3".encode()
_NODE = "\ufdd4".encode()
_EDGE = re.compile(b"(" + b"|".join((_HEADER, _HEADER_END, _DROP, _DROP_END, _NODE)) + b")")

#: How many losses of a document are reported for each rendering.
LIMIT = 20


class LossKind(StrEnum):
    """What happened to a text."""

    LOST = "lost"
    DOUBLED = "doubled"
    ORDER = "order"
    ADDED = "added"


_WORDS = {
    LossKind.LOST: "is not in",
    LossKind.DOUBLED: "is more than once in",
    LossKind.ORDER: "stands in another place in",
    LossKind.ADDED: "is not marked as made, and is not the document's, in",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """A text that a rendering does not conserve.

    ``xpath`` names the element of the document that holds it (where text was added, the element
    before it), by local names with numbers: ``/TEI[1]/text[1]/body[1]/p[3]``. ``excerpt`` is its
    beginning without whitespace, ``where`` is ``html`` or ``text``.
    """

    xpath: str
    excerpt: str
    kind: LossKind
    where: str

    @property
    def code(self) -> str:
        """The code of the finding: TXT-LOST, TXT-DOUBLED, TXT-ORDER or TXT-ADDED."""
        return f"TXT-{self.kind.name}"

    @property
    def message(self) -> str:
        """One line that says what happened."""
        rendering = "the HTML" if self.where == "html" else "the plain text"
        return f"“{self.excerpt}” {_WORDS[self.kind]} {rendering}"


@dataclass(frozen=True, slots=True)
class _TextNode:
    """A text node of the document: its number in document order and its text, squeezed."""

    number: int
    text: bytes
    in_header: bool
    dropped: bool


class ConservationCheck:
    """Compares renderings with their documents, with one processor."""

    def __init__(self, processor: Processor) -> None:
        """Compile ``conservation.xsl``; an edition cannot override it."""
        self._stylesheet = processor.compile(stylesheet("conservation.xsl"))

    def check(  # noqa: PLR0913 - the settings of one rendering
        self,
        node: Node,
        *,
        html: str | None,
        marked: str | None,
        reading: str = "reading",
        notes: str = "end",
        page_remains: str = "hide",
    ) -> tuple[Loss, ...]:
        """Return what ``html`` and ``marked`` do not conserve of the document ``node``.

        ``html`` is the output of ``html.xsl``, ``marked`` that of
        :meth:`~editio.publish.render.text.TextRenderer.render`; ``None`` leaves one out.
        ``reading``, ``notes`` and ``page_remains`` are those that the plain text was rendered
        with. At most :data:`LIMIT` losses are returned for each rendering.
        """
        settings: dict[str, ParameterValue] = {
            "reading": reading,
            "notes": notes,
            "page-remains": page_remains,
        }
        stream = squeezed(self._run(node, settings))
        losses: list[Loss] = []
        if html is not None:
            about, rest = text_of_html(html)
            if (about, rest) != _html_streams(stream):
                losses += self._in_html(node, settings, about, rest)
        if marked is not None:
            text = text_of_marked(marked)
            if text != _plain_stream(stream):
                nodes = [item for item in self._nodes(node, settings) if not item.dropped]
                kept = [item for item in nodes if not item.in_header]
                losses += self._losses(node, kept, text, "text")
        return tuple(losses)

    def _in_html(
        self, node: Node, settings: dict[str, ParameterValue], about: bytes, rest: bytes
    ) -> Iterator[Loss]:
        nodes = list(self._nodes(node, settings))
        yield from self._losses(node, [item for item in nodes if item.in_header], about, "html")
        yield from self._losses(node, [item for item in nodes if not item.in_header], rest, "html")

    def _run(self, node: Node, parameters: dict[str, ParameterValue]) -> str:
        named = {f"{{urn:editio:variables}}{name}": value for name, value in parameters.items()}
        return self._stylesheet.transform(node, named).output

    def _nodes(self, node: Node, settings: dict[str, ParameterValue]) -> Iterator[_TextNode]:
        """Yield the text nodes of the document that hold more than whitespace."""
        stream = squeezed(self._run(node, {**settings, "output": "nodes"}))
        number, in_header, dropped = -1, False, False
        for token in _EDGE.split(stream):
            if token == _NODE:
                number += 1
            elif token in (_HEADER, _HEADER_END):
                in_header = token == _HEADER
            elif token in (_DROP, _DROP_END):
                dropped = token == _DROP
            elif token:
                yield _TextNode(number, token, in_header, dropped)

    def _losses(
        self, node: Node, nodes: Sequence[_TextNode], actual: bytes, where: str
    ) -> list[Loss]:
        differences = align([item.text for item in nodes], actual, LIMIT)
        if not differences:
            return []
        places = [(_at(nodes, item.first), _at(nodes, item.last)) for item in differences]
        paths = self._paths(node, {number for place in places for number in place if number >= 0})
        return [
            Loss(_common(paths.get(first, "/"), paths.get(last, "/")), item.excerpt, kind, where)
            for item, (first, last) in zip(differences, places, strict=True)
            for kind in (_kind(item),)
        ]

    def _paths(self, node: Node, numbers: set[int]) -> dict[int, str]:
        """Return the XPath of the element around each of the numbered text nodes."""
        ordered = sorted(numbers)
        wanted = " ".join(map(str, ordered))
        output = self._run(node, {"output": "paths", "nodes": wanted})
        return dict(zip(ordered, output.splitlines(), strict=True))


def _html_streams(stream: bytes) -> tuple[bytes, bytes]:
    if _DROP in stream:
        stream = stream.replace(_DROP, b"").replace(_DROP_END, b"")
    headers, rest = parted(stream, _HEADER, _HEADER_END)
    return b"".join(headers), b"".join(rest)


def _plain_stream(stream: bytes) -> bytes:
    kept = b"".join(parted(stream, _HEADER, _HEADER_END)[1])
    return b"".join(parted(kept, _DROP, _DROP_END)[1])


def _kind(difference: Difference) -> LossKind:
    return LossKind(difference.kind)


def _at(nodes: Sequence[_TextNode], index: int) -> int:
    return nodes[index].number if 0 <= index < len(nodes) else -1


def _common(first: str, last: str) -> str:
    """Return the path of the innermost element around both."""
    steps = []
    for one, other in zip(first.split("/"), last.split("/"), strict=False):
        if one != other:
            break
        steps.append(one)
    return "/".join(steps) or "/"
