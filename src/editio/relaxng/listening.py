"""What reads a document with expat's callbacks, and the namespaces and entities in scope."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from editio.relaxng.datatypes import Context
from editio.relaxng.nameclasses import SEPARATOR, XML

_HANDLERS = (
    *("StartElementHandler", "EndElementHandler", "CharacterDataHandler", "XmlDeclHandler"),
    *("StartNamespaceDeclHandler", "EndNamespaceDeclHandler"),
    *("UnparsedEntityDeclHandler", "SkippedEntityHandler"),
)


class Listener:
    """Takes what expat reports. No external entity is read."""

    def __init__(self) -> None:
        self.contexts = [Context({"xml": XML})]
        self.parser = self.new_parser()

    def new_parser(self, encoding: str | None = None) -> expat.XMLParserType:
        """Return a parser that reports to this; ``encoding`` overrules the document's."""
        parser = expat.ParserCreate(encoding, namespace_separator=SEPARATOR)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartNamespaceDeclHandler = self.open_scope
        parser.EndNamespaceDeclHandler = self.close_scope
        parser.UnparsedEntityDeclHandler = self.entity
        parser.SkippedEntityHandler = self.skipped
        return parser

    def read(self, document: Path | str | bytes) -> None:
        """Read a whole document. Raises :class:`expat.ExpatError` where it is not well-formed."""
        try:
            if isinstance(document, bytes):
                self.parser.Parse(document, True)
            else:
                with Path(document).open("rb") as stream:
                    self.parser.ParseFile(stream)
        finally:  # or the ring would keep the parser's buffers until garbage is collected
            for name in _HANDLERS:
                setattr(self.parser, name, None)

    @property
    def context(self) -> Context:
        """The namespaces in scope and the entities declared."""
        return self.contexts[-1]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        raise NotImplementedError

    def end(self, name: str) -> None:
        """Take an end tag."""
        raise NotImplementedError

    def characters(self, text: str) -> None:
        """Take a piece of text."""
        raise NotImplementedError

    def skipped(self, name: str, is_parameter: bool) -> None:
        """Take a reference to an entity that nothing declares."""
        raise NotImplementedError

    def open_scope(self, prefix: str | None, uri: str | None) -> None:
        """Take a declaration of a namespace; one without ``uri`` ends another."""
        namespaces = {**self.context.namespaces, prefix or "": uri or ""}
        if not uri:
            del namespaces[prefix or ""]
        self.contexts.append(Context(namespaces, self.context.entities))

    def close_scope(self, prefix: str | None) -> None:
        """Take the end of an element that declared a namespace."""
        self.contexts.pop()

    def entity(self, name: str, *_: str | None) -> None:
        """Take the declaration of an unparsed entity: it comes before all elements."""
        outermost = self.contexts[0]
        self.contexts = [Context(outermost.namespaces, outermost.entities | {name})]
