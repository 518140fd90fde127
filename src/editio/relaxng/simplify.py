"""From the syntax tree to the simple form: RELAX NG section 4."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.addresses import join_uri
from editio.relaxng.compact import is_compact, read_compact
from editio.relaxng.datatypes import DatatypeError, find_datatype
from editio.relaxng.form import ElementForm, Form, Place, SchemaForm
from editio.relaxng.nameclasses import XMLNS
from editio.relaxng.syntax import Node, read_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from editio.errors import SchemaError

Resolver = "Callable[[str], tuple[bytes, str]]"
"""Gives the bytes behind a URI, and the URI that relative references in them start from."""

EMPTY: Form = ("empty",)
TEXT: Form = ("text",)


@dataclass(slots=True)
class _Component:
    """One ``start`` or ``define``: where it stands, and what surrounds it."""

    node: Node
    ns: str

    @property
    def name(self) -> str:
        """Name of the definition; "" stands for the start."""
        return self.node.attributes["name"] if self.node.name == "define" else ""


@dataclass(slots=True)
class _Define:
    """All components of one name, and their simple form once it is known."""

    components: list[_Component] = field(default_factory=list)
    number: int = -1
    pending: bool = False


@dataclass(slots=True)
class _Grammar:
    """A scope of definitions."""

    node: Node
    parent: _Grammar | None
    defines: dict[str, _Define] = field(default_factory=dict)


def simplify(root: Node, uri: str, resolve: Callable[[str], tuple[bytes, str]]) -> SchemaForm:
    """Return the simple form of the schema under ``root``.

    ``uri`` is the schema's own; ``resolve`` reads what ``include`` and ``externalRef`` point to.
    Raises :class:`~editio.errors.SchemaError`.
    """
    try:
        return _Simplifier(uri, resolve).run(root)
    except RecursionError:
        raise root.error("The definitions of the schema are nested too deeply") from None


class _Simplifier:
    def __init__(self, uri: str, resolve: Callable[[str], tuple[bytes, str]]) -> None:
        self.resolve = resolve
        self.open: list[str] = [uri]
        self.defines: list[Form] = []
        self.elements: list[ElementForm] = []
        self.waiting: list[tuple[int, list[Node], str, _Grammar | None, list[str]]] = []
        self.grammars: list[_Grammar] = []
        self.files = [uri] if uri else []
        self.read: dict[str, tuple[bytes, str]] = {}
        self.reachable = True

    def run(self, root: Node) -> SchemaForm:
        start = self.pattern(root, "", None)
        self.finish_elements()
        self.reachable = False  # recursion without an element between is no mistake from here on
        for grammar in self.grammars:  # grows while we go
            for define in grammar.defines.values():
                self.number(define, grammar)
            self.finish_elements()
        return SchemaForm(start, self.defines, self.elements, self.files)

    def finish_elements(self) -> None:
        """Simplify the content of the elements met so far, and of those met on the way."""
        while self.waiting:
            number, nodes, ns, grammar, self.open = self.waiting.pop()
            self.elements[number].content = self.group(nodes, ns, grammar)

    # -- patterns ------------------------------------------------------------------------------

    def pattern(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        ns = ns if node.ns is None else node.ns
        return _PATTERNS[node.name](self, node, ns, grammar)

    def group(
        self, nodes: Iterable[Node], ns: str, grammar: _Grammar | None, kind: str = "group"
    ) -> Form:
        """Simplify several patterns into one (4.12)."""
        forms = [self.pattern(node, ns, grammar) for node in nodes]
        return forms[0] if len(forms) == 1 else (kind, *forms)

    def element(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        names, rest = self.names(node, ns, default=ns)
        number = len(self.elements)
        place = Place(node.file, node.line, node.column)
        self.elements.append(ElementForm(names, EMPTY, node.documentation, place))
        self.waiting.append((number, rest, ns, grammar, self.open))
        return ("element", number)

    def attribute(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        # 4.8: the short form puts an attribute into no namespace, unless it has an ns of its own
        names, rest = self.names(node, ns, default=node.ns or "")
        _check_attribute_names(node, names)
        content = self.group(rest, ns, grammar) if rest else TEXT
        return ("attribute", names, content, node.documentation)

    def several(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        return self.group(node.children, ns, grammar, node.name)

    def optional(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        return ("choice", self.group(node.children, ns, grammar), EMPTY)

    def zero_or_more(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        return ("choice", ("oneOrMore", self.group(node.children, ns, grammar)), EMPTY)

    def wrapped(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        return (node.name, self.group(node.children, ns, grammar))

    def mixed(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        return ("interleave", self.group(node.children, ns, grammar), TEXT)

    def leaf(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        return (node.name,)

    def data(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        params = tuple(
            (child.attributes["name"], child.text)
            for child in node.children
            if child.name == "param"
        )
        kind = node.attributes["type"]
        _check_datatype(node, kind, params)
        excepted = [child for child in node.children if child.name == "except"]
        form = self.group(excepted[0].children, ns, grammar, "choice") if excepted else None
        return ("data", node.library, kind, params, form)

    def value(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        kind = node.attributes.get("type")
        library = node.library if kind is not None else ""
        kind = kind or "token"
        context = None
        if _check_datatype(node, kind, ()):
            context = {**node.namespaces, "": ns}
        return ("value", library, kind, node.text, context, node.documentation)

    def ref(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        scope = grammar
        if node.name == "parentRef":
            scope = grammar.parent if grammar else None
        if scope is None:
            raise node.error(f"<{node.name}> stands outside of a grammar that it could refer to")
        define = scope.defines.get(node.attributes["name"])
        if define is None or not node.attributes["name"]:
            raise node.error(f"“{node.attributes['name']}” is not defined")
        if define.pending:
            if self.reachable:
                message = f"“{node.attributes['name']}” refers to itself with no element between"
                raise node.error(message)
            return ("notAllowed",)
        return ("define", self.number(define, scope))

    def number(self, define: _Define, grammar: _Grammar) -> int:
        """Return the number of the simple form of ``define``, made when first asked for."""
        if define.number < 0 and not define.pending:
            define.pending = True
            form = self.combined(define, grammar)
            define.pending = False
            define.number = len(self.defines)
            self.defines.append(form)
        return define.number

    def combined(self, define: _Define, grammar: _Grammar) -> Form:
        """Combine the components of one name (4.17)."""
        kinds = {component.node.attributes.get("combine") for component in define.components}
        plain = [c for c in define.components if "combine" not in c.node.attributes]
        last = define.components[-1].node
        if len(plain) > 1:
            raise last.error(f"{_called(last)} is defined twice without combine")
        kinds.discard(None)
        if len(kinds) > 1:
            raise last.error(f"{_called(last)} is combined both by choice and by interleave")
        forms = []
        for component in define.components:
            node, opened = component.node, self.open
            forms.append(self.group(node.children, component.ns, grammar))
            self.open = opened
        return forms[0] if len(forms) == 1 else (kinds.pop() or "choice", *forms)

    # -- grammars ------------------------------------------------------------------------------

    def grammar(self, node: Node, ns: str, parent: _Grammar | None) -> Form:
        grammar = _Grammar(node, parent)
        self.grammars.append(grammar)
        for component in self.components(node, ns):
            grammar.defines.setdefault(component.name, _Define()).components.append(component)
        start = grammar.defines.get("")
        if start is None:
            raise node.error("The grammar has no <start>")
        return ("define", self.number(start, grammar))

    def components(self, node: Node, ns: str) -> list[_Component]:
        """Return what a grammar, a ``div`` (4.11) or an included grammar (4.7) defines."""
        found: list[_Component] = []
        for child in node.children:
            inner = ns if child.ns is None else child.ns
            if child.name == "div":
                found += self.components(child, inner)
            elif child.name == "include":
                found += self.include(child, inner)
            else:
                found.append(_Component(child, inner))
        return found

    def include(self, node: Node, ns: str) -> list[_Component]:
        root = self.load(node)
        if root.name != "grammar":
            raise node.error(f"{node.attributes['href']} is not a grammar and cannot be included")
        included = self.components(root, ns if root.ns is None else root.ns)
        self.open = self.open[:-1]
        own = self.components(node, ns)
        names = {component.name for component in included}
        for component in own:
            if component.name not in names:
                called = _called(component.node)
                raise component.node.error(f"{called} is not in the included schema to be replaced")
        replaced = {component.name for component in own}
        return [c for c in included if c.name not in replaced] + own

    def external(self, node: Node, ns: str, grammar: _Grammar | None) -> Form:
        root = self.load(node)
        form = self.pattern(root, ns, grammar)
        self.open = self.open[:-1]
        return form

    def load(self, node: Node) -> Node:
        """Read what ``node`` points to (4.5, 4.6); the caller leaves it by shortening ``open``."""
        uri = join_uri(node.base, node.attributes["href"])
        if uri in self.open:
            raise node.error(f"The schema includes itself: {uri}")
        if uri not in self.read:
            try:
                self.read[uri] = self.resolve(uri)
            except OSError as error:
                reason = error.strerror or str(error)
                raise node.error(f"{uri} cannot be read: {reason}") from error
            self.files.append(uri)
        data, base = self.read[uri]
        self.open = [*self.open, uri]
        return read_compact(data, base) if is_compact(base) else read_schema(data, base)

    # -- name classes --------------------------------------------------------------------------

    def names(self, node: Node, ns: str, default: str) -> tuple[Form, list[Node]]:
        """Return the name class of an element or attribute, and the nodes after it."""
        name = node.attributes.get("name")
        if name is not None:
            return _expanded(node, name, default), node.children
        return self.name_class(node.children[0], ns, ""), node.children[1:]

    def name_class(self, node: Node, ns: str, inside: str) -> Form:
        """Simplify a name class; ``inside`` is the wildcard whose exceptions it belongs to."""
        ns = ns if node.ns is None else node.ns
        if node.name == "name":
            return _expanded(node, node.text, ns)
        if node.name == "nameChoice":
            return ("choice", *(self.name_class(child, ns, inside) for child in node.children))
        if inside and (node.name == "anyName" or inside == "nsName"):
            raise node.error(f"<{node.name}> cannot be an exception of <{inside}>")  # 4.16
        excepted: Form | None = None
        for child in node.children:
            inner = ns if child.ns is None else child.ns
            classes = [self.name_class(c, inner, node.name) for c in child.children]
            excepted = classes[0] if len(classes) == 1 else ("choice", *classes)
        return ("anyName", excepted) if node.name == "anyName" else ("nsName", ns, excepted)


_PATTERNS: dict[str, Callable[[_Simplifier, Node, str, _Grammar | None], Form]] = {
    "element": _Simplifier.element,
    "attribute": _Simplifier.attribute,
    "group": _Simplifier.several,
    "interleave": _Simplifier.several,
    "choice": _Simplifier.several,
    "optional": _Simplifier.optional,
    "zeroOrMore": _Simplifier.zero_or_more,
    "oneOrMore": _Simplifier.wrapped,
    "list": _Simplifier.wrapped,
    "mixed": _Simplifier.mixed,
    "empty": _Simplifier.leaf,
    "text": _Simplifier.leaf,
    "notAllowed": _Simplifier.leaf,
    "data": _Simplifier.data,
    "value": _Simplifier.value,
    "ref": _Simplifier.ref,
    "parentRef": _Simplifier.ref,
    "externalRef": _Simplifier.external,
    "grammar": _Simplifier.grammar,
}


def _called(node: Node) -> str:
    return f"“{node.attributes['name']}”" if node.name == "define" else "<start>"


def _expanded(node: Node, qname: str, default: str) -> Form:
    """Return the name class of one qualified name (4.10)."""
    prefix, colon, local = qname.rpartition(":")
    if not colon:
        return ("name", default, local)
    if prefix not in node.namespaces or not prefix:
        raise node.error(f"The prefix “{prefix}” is not declared")
    return ("name", node.namespaces[prefix], local)


def _check_attribute_names(node: Node, names: Form) -> None:
    """Refuse the name xmlns and the namespace of declarations (4.16)."""
    kind = names[0]
    if kind == "name" and (names[1] == XMLNS or names[1:] == ("", "xmlns")):
        raise node.error("An attribute cannot declare a namespace: xmlns is no attribute here")
    if kind == "nsName" and names[1] == XMLNS:
        raise node.error(f"An attribute cannot be in the namespace {XMLNS}")
    for part in names[1:]:
        if isinstance(part, tuple):
            _check_attribute_names(node, part)


def _check_datatype(node: Node, kind: str, params: tuple[tuple[str, str], ...]) -> bool:
    """Refuse unknown datatypes (4.16); return whether values need a context."""
    library = node.library if "type" in node.attributes else ""
    try:
        return find_datatype(library, kind, params).needs_context
    except DatatypeError as error:
        raise node.error(f"The datatype cannot be used: {error}") from error


def schema_error_at(place: Place, message: str, hint: str = "") -> SchemaError:
    """Return an error that points at ``place`` in the schema."""
    from editio.errors import SchemaError

    return SchemaError(message, hint, file=place.file, line=place.line, column=place.column)
