"""Parsers for whoever reads a document tag by tag: expat, which knows where it is."""

from __future__ import annotations

from xml.parsers import expat

#: Between namespace and local name in the names that the parser gives: no XML holds it.
SEPARATOR = "\f"

#: Those that the package uses.
_HANDLERS = (
    *("StartElementHandler", "EndElementHandler", "CharacterDataHandler"),
    *("CommentHandler", "ProcessingInstructionHandler", "StartNamespaceDeclHandler"),
)


def new_parser() -> expat.XMLParserType:
    """Return an expat parser that takes the bytes for UTF-8 and knows namespaces."""
    return expat.ParserCreate("utf-8", SEPARATOR)


def read(parser: expat.XMLParserType, data: bytes) -> None:
    """Parse a document. Raises :class:`expat.ExpatError`, and what the handlers raise.

    The handlers are taken off in the end: those that ask the parser where it is make a ring with
    it, which would keep its buffers until garbage is collected, and a worker does that seldom.
    """
    try:
        parser.Parse(data, True)
    finally:
        release(parser)


def release(parser: expat.XMLParserType) -> None:
    """Take the handlers off a parser that has done its work."""
    for name in _HANDLERS:
        setattr(parser, name, None)
