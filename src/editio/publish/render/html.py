"""A document as HTML: ``xslt/html.xsl``, split into its parts.

The contract of the output (parts, ``data-made``, ``data-moved``) is in
``docs/explanation/architecture.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio import resources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from editio.publish.units import UnitNames
    from editio.saxon import Message, Node, Processor

_VARIABLES = "urn:editio:variables"
_PART = re.compile(r"<!--part:([a-z]+)-->")
#: The elements of HTML that have no end tag (HTML, 13.1.2), in the stylesheet's output.
_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})


@dataclass(frozen=True, slots=True)
class RenderedHtml:
    """The page of one document.

    ``whole`` are all parts (``toc``, ``text``, ``notes``, ``apparatus``, ``about``) that are not
    empty, in this order, each after the comment that names it; ``unhandled`` the name and XPath of
    each element that no template knows.
    """

    whole: str
    unhandled: tuple[tuple[str, str], ...] = ()

    def part(self, name: str) -> str:
        """Return the XHTML of a part, empty if the page has none of that name."""
        return dict(split_parts(self.whole)).get(name, "")


class HtmlRenderer:
    """Renders documents as HTML with one compiled stylesheet.

    ``stylesheet`` is an edition's own, which imports that of Editio. Raises
    :class:`~editio.errors.TransformError` if it does not compile.
    """

    def __init__(self, processor: Processor, stylesheet: Path | None = None) -> None:
        self._stylesheet = processor.compile(stylesheet or resources.stylesheet("html.xsl"))

    def render(
        self,
        node: Node,
        *,
        document_id: str,
        links: Mapping[str, str],
        names: UnitNames,
        page_remains: str = "hide",
    ) -> RenderedHtml:
        """Render a parsed document.

        ``links`` gives for a pointer as written the relative URL of what it means, and ``names``
        are those of the document's units; ``page_remains`` is ``hide`` or ``show``. Raises
        :class:`~editio.errors.TransformError` if the stylesheet fails on the document.
        """
        result = self._stylesheet.transform(
            node,
            {
                f"{{{_VARIABLES}}}links": dict(links),
                f"{{{_VARIABLES}}}document": document_id,
                f"{{{_VARIABLES}}}page-remains": page_remains,
            },
        )
        return RenderedHtml(
            whole=names.replace_in_markup(with_end_tags(result.output)),
            unhandled=tuple(_unhandled(result.messages)),
        )


def with_end_tags(output: str) -> str:
    """Give every element of XML that is empty an end tag, but for those that have none in HTML.

    To a browser ``<span/>`` is the beginning of a span. That is all that serialising as XHTML would
    do here, and it takes a tenth of the time of a rendering. In text and values, ``>`` is escaped.
    """
    pieces = output.rsplit("/>")  # from the end it takes half the time
    for place, piece in enumerate(pieces[:-1]):
        name = piece[piece.rfind("<") + 1 :].split(None, 1)[0]
        has_end = name[0].isalpha() and name not in _VOID  # what is no name is in a comment
        pieces[place] = f"{piece}></{name}>" if has_end else f"{piece}/>"
    return "".join(pieces)


def split_parts(output: str) -> tuple[tuple[str, str], ...]:
    """Split serialised HTML at its part comments: ``(name, html)`` each.

    Comments of documents are not rendered, so that nothing in a document can look like one.
    """
    pieces = _PART.split(output)
    return tuple(zip(pieces[1::2], (piece.strip() for piece in pieces[2::2]), strict=True))


def _unhandled(messages: tuple[Message, ...]) -> list[tuple[str, str]]:
    return [
        (message.attributes.get("name", ""), message.attributes.get("path", ""))
        for message in messages
        if message.name == "unhandled"
    ]
