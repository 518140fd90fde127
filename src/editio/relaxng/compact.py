"""Reading the compact syntax of RELAX NG into the tree that the XML syntax gives.

Annotations are skipped, but documentation (``##``) is kept for messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.addresses import split_uri
from editio.errors import SchemaError
from editio.relaxng.nameclasses import XML
from editio.relaxng.syntax import Node, check_syntax
from editio.relaxng.tokens import Token, Words

if TYPE_CHECKING:
    from collections.abc import Callable

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
MAX_DEPTH = 100
_CONNECTORS = {",": "group", "|": "choice", "&": "interleave"}
_REPEATS = {"?": "optional", "*": "zeroOrMore", "+": "oneOrMore"}
_ASSIGN = {"=": "", "|=": "choice", "&=": "interleave"}


def is_compact(uri: str) -> bool:
    """Return whether a schema's name says that it is in the compact syntax."""
    return split_uri(uri).path.endswith(".rnc")


def read_compact(data: bytes, uri: str) -> Node:
    """Return the root of the schema in ``data``, checked against the syntax of RELAX NG.

    Raises :class:`~editio.errors.SchemaError` at the word that is wrong.
    """
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        source = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SchemaError("The schema is not in UTF-8", file=uri) from error
    root = _Parser(source, uri).top_level()
    check_syntax(root)
    return root


class _Parser(Words):
    """Recursive descent over the grammar of the compact syntax."""

    def __init__(self, source: str, uri: str) -> None:
        super().__init__(source, uri)
        self.depth = 0
        self.namespaces = {"xml": XML, "": ""}
        self.inherited: set[str] = set()
        self.default: str | None = None
        self.libraries = {"xsd": XSD}

    def node(self, kind: str, word: Token, **attributes: str) -> Node:
        place = (self.uri, word.line, word.column)
        return Node(kind, attributes, *place, self.uri, "", self.namespaces, self.default)

    # -- declarations and grammars -------------------------------------------------------------

    def top_level(self) -> Node:
        self.declarations()
        first = self.word
        if self.begins_grammar():
            root = self.node("grammar", first)
            root.children = self.grammar_content("end")
        else:
            root = self.pattern()
        self.take("end")
        return root

    def begins_grammar(self) -> bool:
        at = self.at
        self.documentation()
        word, after = self.word, self.words[min(self.at + 1, len(self.words) - 1)]
        self.at = at
        if word.text in ("start", "div", "include") or word.kind == "end":
            return True
        return word.kind == "name" and after.kind in (*_ASSIGN, "[")

    def declarations(self) -> None:
        while True:
            at = self.at
            self.documentation()
            if self.accept("namespace"):
                self.namespace(self.name())
            elif self.accept("default"):
                if not self.accept("namespace"):
                    raise self.fail("“namespace” is missing after “default”")
                prefix = "" if self.word.kind == "=" else self.name()
                self.default = self.namespace(prefix)
            elif self.accept("datatypes"):
                prefix = self.name()
                self.take("=")
                self.libraries[prefix] = self.literal()
            else:
                self.at = at
                return

    def namespace(self, prefix: str) -> str | None:
        """Take ``= uri`` and bind ``prefix`` to it; ``None`` stands for an inherited one."""
        self.take("=")
        if self.accept("inherit"):
            self.inherited.add(prefix)
            return None
        uri = self.literal()
        if prefix:
            self.namespaces[prefix] = uri
        return uri

    def grammar_content(self, closing: str) -> list[Node]:
        found: list[Node] = []
        while True:
            documentation = self.documentation()
            if self.word.kind == closing:
                return found
            node = self.component()
            if node is not None:
                _document(node, documentation)
                found.append(node)

    def component(self) -> Node | None:
        """Take a part of a grammar; an annotation among them gives ``None``."""
        word = self.word
        if self.accept("div"):
            return self.div(word)
        if self.accept("include"):
            return self.include(word)
        if self.words[self.at + 1].kind == "[" and word.kind == "name":
            self.at += 1
            self.brackets()
            return None
        if self.accept("start"):
            node = self.node("start", word)
        elif word.is_identifier:
            node = self.node("define", word, name=self.name())
        else:
            raise self.fail(f"“{word.text}” cannot stand here in a grammar")
        if self.word.kind not in _ASSIGN:
            raise self.fail(f"“=” is missing after “{word.text}”")
        combine = _ASSIGN[self.word.kind]
        self.at += 1
        if combine:
            node.attributes["combine"] = combine
        node.children = [self.pattern()]
        return node

    def div(self, word: Token) -> Node:
        node = self.node("div", word)
        self.take("{")
        node.children = self.grammar_content("}")
        self.take("}")
        return node

    def include(self, word: Token) -> Node:
        node = self.node("include", word, href=self.literal())
        self.inherit(node)
        if self.accept("{"):
            node.children = self.grammar_content("}")
            self.take("}")
        return node

    def inherit(self, node: Node) -> None:
        if self.accept("inherit"):
            self.take("=")
            word = self.word
            node.ns = self.uri_of(self.name(), word)

    # -- patterns ------------------------------------------------------------------------------

    def pattern(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail(f"The schema is nested more than {MAX_DEPTH} deep")
        word = self.word
        parts = [self.particle()]
        connector = self.word.kind
        if connector in _CONNECTORS:
            while self.accept(connector):
                parts.append(self.particle())
            if self.word.kind in _CONNECTORS:
                message = f"“{connector}” and “{self.word.kind}” need parentheses between them"
                raise self.fail(message)
        self.depth -= 1
        if len(parts) == 1:
            return parts[0]
        node = self.node(_CONNECTORS[connector], word)
        node.children = parts
        return node

    def particle(self) -> Node:
        documentation = self.documentation()
        word = self.word
        node = self.primary()
        _document(node, documentation)
        if self.word.kind in _REPEATS:
            repeat = self.node(_REPEATS[self.word.kind], word)
            self.at += 1
            repeat.children = [node]
            node = repeat
        self.following_annotations()
        return node

    def primary(self) -> Node:
        word = self.word
        if word.kind == "(":
            self.at += 1
            node = self.pattern()
            self.take(")")
            return node
        if word.kind == "literal":
            return self.value(word, None)
        if word.kind != "name":
            found = f"“{word.text}”" if word.text else "the end of the schema"
            raise self.fail(f"{found} stands where a pattern was expected")
        self.at += 1
        special = _PRIMARIES.get(word.text)
        if special is not None:
            return special(self, word)
        if word.is_identifier:
            return self.node("ref", word, name=word.local)
        return self.datatype(word)

    def named(self, word: Token) -> Node:
        node = self.node(word.text, word)
        names = self.name_class(attribute=word.text == "attribute")
        node.children = [names, self.braced()]
        return node

    def wrapped(self, word: Token) -> Node:
        node = self.node(word.text, word)
        node.children = [self.braced()]
        return node

    def braced(self) -> Node:
        self.take("{")
        node = self.pattern()
        self.take("}")
        return node

    def leaf(self, word: Token) -> Node:
        return self.node(word.text, word)

    def parent(self, word: Token) -> Node:
        return self.node("parentRef", word, name=self.name())

    def external(self, word: Token) -> Node:
        node = self.node("externalRef", word, href=self.literal())
        self.inherit(node)
        return node

    def grammar(self, word: Token) -> Node:
        node = self.node("grammar", word)
        self.take("{")
        node.children = self.grammar_content("}")
        self.take("}")
        return node

    def datatype(self, word: Token) -> Node:
        """Take data or a value of a datatype, the name of which is ``word``."""
        prefix, colon, kind = word.text.rpartition(":")
        if colon and prefix not in self.libraries:
            raise self.fail(f"The prefix “{prefix}” of a datatype is not declared", word)
        library = self.libraries[prefix] if colon else ""
        if self.word.kind == "literal":
            node = self.value(word, kind)
        else:
            node = self.node("data", word, type=kind)
            if self.accept("{"):
                node.children = self.params()
            if self.accept("-"):
                excepted = self.node("except", self.word)
                excepted.children = [self.particle()]
                node.children.append(excepted)
        node.library = library
        for child in node.children:
            child.library = child.library or library
        return node

    def value(self, word: Token, kind: str | None) -> Node:
        node = self.node("value", word)
        if kind is not None:
            node.attributes["type"] = kind
        node.text = self.literal()
        return node

    def params(self) -> list[Node]:
        found: list[Node] = []
        while not self.accept("}"):
            self.documentation()
            word = self.word
            param = self.node("param", word, name=self.name())
            self.take("=")
            param.text = self.literal()
            found.append(param)
        return found

    # -- name classes --------------------------------------------------------------------------

    def name_class(self, *, attribute: bool) -> Node:
        word = self.word
        parts = [self.simple_name_class(attribute=attribute)]
        while self.accept("|"):
            parts.append(self.simple_name_class(attribute=attribute))
        if len(parts) == 1:
            return parts[0]
        node = self.node("choice", word)
        node.children = parts
        return node

    def simple_name_class(self, *, attribute: bool) -> Node:
        self.documentation()
        word = self.word
        if self.accept("("):
            node = self.name_class(attribute=attribute)
            self.take(")")
            return node
        if self.accept("*"):
            node = self.node("anyName", word)
        else:
            self.take("name")
            if self.accept(":*"):
                node = self.node("nsName", word)
                node.ns = self.uri_of(word.local, word)
            else:
                return self.simple_name(word, attribute=attribute)
        if self.accept("-"):
            excepted = self.node("except", self.word)
            excepted.children = [self.simple_name_class(attribute=attribute)]
            node.children = [excepted]
        return node

    def simple_name(self, word: Token, *, attribute: bool) -> Node:
        prefix, colon, local = word.local.rpartition(":")
        node = self.node("name", word)
        node.text = local
        if colon:
            node.ns = self.uri_of(prefix, word)
        elif attribute:
            node.ns = ""
        self.following_annotations()
        return node

    def uri_of(self, prefix: str, word: Token) -> str | None:
        if prefix in self.inherited:
            return None
        if prefix not in self.namespaces:
            raise self.fail(f"The prefix “{prefix}” is not declared", word)
        return self.namespaces[prefix]


_PRIMARIES: dict[str, Callable[[_Parser, Token], Node]] = {
    "element": _Parser.named,
    "attribute": _Parser.named,
    "list": _Parser.wrapped,
    "mixed": _Parser.wrapped,
    "empty": _Parser.leaf,
    "text": _Parser.leaf,
    "notAllowed": _Parser.leaf,
    "parent": _Parser.parent,
    "external": _Parser.external,
    "grammar": _Parser.grammar,
}


def _document(node: Node, documentation: str) -> None:
    """Give documentation to ``node``; that of a definition to the element that it defines."""
    if not documentation:
        return
    if node.name in ("define", "start") and len(node.children) == 1:
        node = node.children[0]
    if not node.documentation:
        node.documentation = documentation
