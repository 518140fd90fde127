"""The namespaces in scope, and what names mean there."""

from __future__ import annotations

import re

from editio.relaxng.datatypes import Context
from editio.relaxng.nameclasses import SEPARATOR, XML, XMLNS
from editio.relaxng.tags import CannotTellError, attributes_of

MAX_KNOWN = 20_000
"""How many names, and scopes inside it, a scope remembers."""

_NCNAME_START = re.compile(r"[^\W\d]")
_RESERVED = {"xml", "xmlns", XML, XMLNS, f"{XMLNS}/"}


class Namespaces:
    """The namespaces in scope: ``uris`` by prefix; names and scopes found in it."""

    __slots__ = ("context", "elements", "inner", "uris")

    def __init__(self, uris: dict[str, str]) -> None:
        self.uris = uris
        self.context = Context(uris)
        self.elements: dict[bytes, str] = {}
        self.inner: dict[tuple[tuple[str, str], ...], Namespaces] = {}

    def within(self, declared: tuple[tuple[str, str], ...]) -> Namespaces:
        """Return the scope inside an element that declares these prefixes."""
        found = self.inner.get(declared)
        if found is None:
            if len(self.inner) > MAX_KNOWN:
                self.inner.clear()
            uris = {p: u for p, u in {**self.uris, **dict(declared)}.items() if u}
            found = self.inner[declared] = Namespaces(uris)
        return found

    def key(self, qname: str, *, attribute: bool) -> str:
        """Return a name as expat would write it."""
        prefix, colon, local = qname.rpartition(":")
        if not colon:
            uri = "" if attribute else self.uris.get("", "")
        elif prefix and prefix in self.uris and ":" not in prefix and _NCNAME_START.match(local):
            uri = self.uris[prefix]
        else:
            raise CannotTellError  # expat says what is wrong with such a name
        return f"{uri}{SEPARATOR}{local}" if uri else local

    def inside(self, tag: str) -> tuple[Namespaces, dict[str, str]]:
        """Return the scope inside an element, and its attributes that declare none."""
        if "=" not in tag:
            return self, {}
        pairs = attributes_of(tag)
        declared = {n[6:]: v for n, v in pairs if n == "xmlns" or n.startswith("xmlns:")}
        namespaces = self
        others = pairs
        if declared:
            if any(p in _RESERVED or u in _RESERVED or (p and not u) for p, u in declared.items()):
                raise CannotTellError
            namespaces = self.within(tuple(declared.items()))
            others = [(n, v) for n, v in pairs if n != "xmlns" and not n.startswith("xmlns:")]
        attributes = {namespaces.key(n, attribute=True): v for n, v in others}
        if len(attributes) + len(declared) < len(pairs):
            raise CannotTellError  # one comes twice, or two prefixes stand for one namespace
        return namespaces, attributes

    def element(self, qname: bytes) -> str:
        """Return the name of an element as expat would write it, and remember it."""
        found = self.elements.get(qname)
        if found is None:
            if len(self.elements) > MAX_KNOWN:
                self.elements.clear()
            found = self.elements[qname] = self.key(qname.decode(), attribute=False)
        return found
