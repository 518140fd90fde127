"""Reading the XML syntax of RELAX NG (section 3) into a tree, and refusing what is not RELAX NG.

Annotations are skipped (4.1), but the documentation among them is kept for messages. White space is
treated here (4.2), and ``datatypeLibrary`` is handed down (4.3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from editio.addresses import join_uri, split_uri
from editio.errors import SchemaError
from editio.relaxng.datatypes.base import SPACE, collapse, is_space
from editio.relaxng.datatypes.names import is_ncname, is_qname
from editio.relaxng.nameclasses import SEPARATOR, XML

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

RELAXNG = "http://relaxng.org/ns/structure/1.0"
ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
MAX_DEPTH = 200
"""How deep the elements of a schema may be nested; real schemas reach some twenty."""

_PATTERNS = {
    *("element", "attribute", "group", "interleave", "choice", "optional", "zeroOrMore"),
    *("oneOrMore", "list", "mixed", "ref", "parentRef", "empty", "value", "data", "text"),
    *("notAllowed", "externalRef", "grammar"),
}
_NAME_CLASSES = {"name", "anyName", "nsName", "choice"}
_GRAMMAR_PARTS = {"start", "define", "div", "include"}
_INCLUDE_PARTS = {"start", "define", "div"}
_ATTRIBUTES = {
    "element": "name",
    "attribute": "name",
    "ref": "name",
    "parentRef": "name",
    "value": "type",
    "data": "type",
    "param": "name",
    "externalRef": "href",
    "include": "href",
    "start": "combine",
    "define": "name combine",
}
_REQUIRED = {
    "ref": "name",
    "parentRef": "name",
    "data": "type",
    "param": "name",
    "externalRef": "href",
    "include": "href",
    "define": "name",
}
_TEXTUAL = {"value", "param", "name"}


@dataclass(slots=True)
class Node:
    """An element of a schema. ``ns`` is its own attribute, ``None`` where it has none."""

    name: str
    attributes: dict[str, str]
    file: str
    line: int
    column: int
    base: str
    library: str
    namespaces: Mapping[str, str]
    ns: str | None = None
    children: list[Node] = field(default_factory=list)
    text: str = ""
    documentation: str = ""

    def error(self, message: str, hint: str = "") -> SchemaError:
        """Return an error that points here."""
        place = {"file": self.file, "line": self.line, "column": self.column}
        return SchemaError(message, hint, **place)  # type: ignore[arg-type]

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below, each before its children."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def read_schema(data: bytes, uri: str) -> Node:
    """Return the root of the schema in ``data``, checked against the syntax of RELAX NG.

    ``uri`` is where relative references start. Raises :class:`~editio.errors.SchemaError`.
    """
    root = _Reader(uri).read(data)
    check_syntax(root)
    return root


class _Reader:
    """Builds the tree from expat's events."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.texts: list[list[str]] = []
        self.foreign = 0
        self.documentation: list[str] | None = None
        self.scopes: list[dict[str, str]] = [{"xml": XML, "": ""}]
        self.parser = expat.ParserCreate(namespace_separator=SEPARATOR)

    def read(self, data: bytes) -> Node:
        parser = self.parser
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartNamespaceDeclHandler = self.open_scope
        parser.EndNamespaceDeclHandler = self.close_scope
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            message = f"The schema is not well-formed XML: {expat.ErrorString(error.code)}"
            place = (error.lineno, error.offset + 1)
            raise SchemaError(message, file=self.uri, line=place[0], column=place[1]) from error
        assert self.root is not None
        return self.root

    def open_scope(self, prefix: str | None, uri: str | None) -> None:
        self.scopes.append({**self.scopes[-1], prefix or "": uri or ""})

    def close_scope(self, prefix: str | None) -> None:
        self.scopes.pop()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.foreign:
            self.foreign += 1
            return
        uri, _, local = name.rpartition(SEPARATOR)
        if uri != RELAXNG:
            self.skip(uri, local)
            return
        node = self.node(local, attributes)
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node
        if len(self.stack) >= MAX_DEPTH:
            raise node.error(f"The schema is nested more than {MAX_DEPTH} elements deep")
        self.stack.append(node)
        self.texts.append([])

    def skip(self, uri: str, local: str) -> None:
        """Enter an annotation."""
        if not self.stack:
            message = f"This is not a RELAX NG schema: its root is <{local}>"
            hint = f"The root must be in the namespace {RELAXNG}."
            line, column = self.place()
            raise SchemaError(message, hint, file=self.uri, line=line, column=column)
        if self.stack[-1].name in _TEXTUAL:
            raise self.stack[-1].error(f"<{self.stack[-1].name}> cannot contain elements")
        self.foreign = 1
        if uri == ANNOTATIONS and local == "documentation":
            self.documentation = []

    def end(self, name: str) -> None:
        if not self.foreign:
            node = self.stack.pop()
            node.text = "".join(self.texts.pop())
            return
        self.foreign -= 1
        if not self.foreign and self.documentation is not None:
            text = collapse("".join(self.documentation))
            node = self.stack[-1]
            if node.children and node.children[-1].name in _TEXTUAL:
                node = node.children[-1]  # these cannot contain it: it comes after them
            node.documentation = f"{node.documentation} {text}".strip()
            self.documentation = None

    def characters(self, text: str) -> None:
        if not self.foreign:
            self.texts[-1].append(text)
        elif self.documentation is not None:
            self.documentation.append(text)

    def place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def node(self, name: str, attributes: dict[str, str]) -> Node:
        parent = self.stack[-1] if self.stack else None
        line, column = self.place()
        base = parent.base if parent else self.uri
        library = parent.library if parent else ""
        node = Node(name, {}, self.uri, line, column, base, library, self.scopes[-1])
        for key, value in attributes.items():
            uri, _, local = key.rpartition(SEPARATOR)
            if uri == XML and local == "base":
                node.base = join_uri(base, value)
            elif uri == RELAXNG:
                raise node.error(f"The attribute {local} must have no prefix")
            elif not uri:
                self.attribute(node, local, value)
        return node

    def attribute(self, node: Node, name: str, value: str) -> None:
        if name == "ns":
            node.ns = value
        elif name == "datatypeLibrary":
            _check_library(node, value)
            node.library = value
        elif name in _ATTRIBUTES.get(node.name, "").split():
            node.attributes[name] = value if name == "href" else value.strip(SPACE)
        else:
            raise node.error(f"<{node.name}> has no attribute “{name}” in RELAX NG")


def _check_library(node: Node, uri: str) -> None:
    from editio.relaxng.datatypes.uris import is_uri

    if uri and (not is_uri(uri) or not split_uri(uri).scheme or not uri.split(":", 1)[1]):
        raise node.error(f"datatypeLibrary must be an absolute URI, not “{uri}”")
    if "#" in uri:
        raise node.error("datatypeLibrary must be a URI without “#”")


def check_syntax(root: Node) -> None:
    """Refuse a tree that is not RELAX NG. Raises :class:`~editio.errors.SchemaError`."""
    if root.name not in _PATTERNS:
        raise root.error(f"A schema cannot begin with <{root.name}>")
    for node in root.walk():
        if node.name not in _TEXTUAL:
            if not is_space(node.text):
                raise node.error(f"<{node.name}> cannot contain text")
            node.text = ""
        required = _REQUIRED.get(node.name)
        if required and required not in node.attributes:
            raise node.error(f"<{node.name}> lacks its attribute “{required}”")
        _check_values(node)
        _CONTENT.get(node.name, _no_content)(node)


def _check_values(node: Node) -> None:
    name = node.attributes.get("name")
    if node.name in ("element", "attribute"):
        if name is not None and not is_qname(name):
            raise node.error(f"“{name}” is not a name of XML")
    elif name is not None and not is_ncname(name):
        raise node.error(f"“{name}” is not a name without colon")
    kind = node.attributes.get("type")
    if kind is not None and not is_ncname(kind):
        raise node.error(f"“{kind}” is not the name of a datatype")
    if node.attributes.get("combine", "choice") not in ("choice", "interleave"):
        raise node.error("combine must be “choice” or “interleave”")
    if node.name == "name":
        node.text = node.text.strip(SPACE)
        if not is_qname(node.text):
            raise node.error(f"“{node.text}” is not a name of XML")
    href = node.attributes.get("href")
    if href is not None and "#" in href:
        raise node.error("href must be a URI without “#”")


def _only(node: Node, children: list[Node], allowed: set[str]) -> None:
    for child in children:
        if child.name not in allowed:
            raise child.error(f"<{child.name}> cannot stand in <{node.name}> here")


def _no_content(node: Node) -> None:
    if node.name not in _PATTERNS | _NAME_CLASSES | {"param"}:
        raise node.error(f"RELAX NG has no element <{node.name}> here")
    _only(node, node.children, set())


def _some_patterns(node: Node) -> None:
    _only(node, node.children, _PATTERNS)
    if not node.children:
        raise node.error(f"<{node.name}> is empty: it must contain a pattern")


def _one_pattern(node: Node) -> None:
    _some_patterns(node)
    if len(node.children) > 1:
        raise node.error(f"<{node.name}> must contain exactly one pattern")


def _named(node: Node) -> None:
    """Check ``element`` and ``attribute``: a name or a name class, then patterns."""
    rest = node.children
    if "name" not in node.attributes:
        if not rest:
            raise node.error(f"<{node.name}> has no name")
        first = rest[0]
        _only(node, [first], _NAME_CLASSES)
        _check_name_class(first)
        rest = rest[1:]
    _only(node, rest, _PATTERNS)
    if node.name == "element" and not rest:
        raise node.error("<element> is empty: it must contain a pattern")
    if node.name == "attribute" and len(rest) > 1:
        raise node.error("<attribute> must contain at most one pattern")


def _check_name_class(node: Node) -> None:
    """Check a name class at its place; a ``choice`` of patterns looks like one of names."""
    if node.name == "choice":
        node.name = "nameChoice"
        if not node.children:
            raise node.error("<choice> is empty: it must contain a name class")
        _only(node, node.children, _NAME_CLASSES)
        for child in node.children:
            _check_name_class(child)
    elif node.name in ("anyName", "nsName"):
        _only(node, node.children, {"except"})
        if len(node.children) > 1:
            raise node.error(f"<{node.name}> must contain at most one <except>")
        for child in node.children:
            child.name = "nameExcept"
            if not child.children:
                raise child.error("<except> is empty: it must contain a name class")
            _only(child, child.children, _NAME_CLASSES)
            for grandchild in child.children:
                _check_name_class(grandchild)


def _data(node: Node) -> None:
    _only(node, node.children, {"param", "except"})
    names = [child.name for child in node.children]
    if "except" in names[:-1]:
        raise node.error("<except> must stand once, after all <param>")


def _any_order(allowed: set[str]) -> Callable[[Node], None]:
    return lambda node: _only(node, node.children, allowed)


def _div(node: Node) -> None:
    _only(node, node.children, _GRAMMAR_PARTS)


def _include(node: Node) -> None:
    for child in node.children:
        _only(node, [child], _INCLUDE_PARTS)
        if child.name == "div":
            _include(child)


def _checked_before(node: Node) -> None:
    """Accept what :func:`_check_name_class` has seen."""


_CONTENT: dict[str, Callable[[Node], None]] = {
    "element": _named,
    "attribute": _named,
    "data": _data,
    "grammar": _any_order(_GRAMMAR_PARTS),
    "div": _div,
    "include": _include,
    "start": _one_pattern,
    "anyName": _checked_before,
    "nsName": _checked_before,
    "nameChoice": _checked_before,
    "nameExcept": _checked_before,
    **dict.fromkeys(
        [
            "define",
            "group",
            "interleave",
            "choice",
            "optional",
            "zeroOrMore",
            "oneOrMore",
            "list",
            "mixed",
            "except",
        ],
        _some_patterns,
    ),
}
