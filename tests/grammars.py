"""Two readings of one grammar: what an ODD and what a RELAX NG schema declare, in one normal form.

Only what the project's own customization uses is read: elements declared in full, macros,
attribute classes, closed lists, W3C datatypes. Content is a nested tuple: ``("element", name)``,
``("text",)``, ``("empty",)``, ``("data", type, pattern)``, ``("all", parts)`` in order,
``("any", parts)`` in any order of declaration, ``("repeat", least, most, part)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TEI = "{http://www.tei-c.org/ns/1.0}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
Content = tuple[Any, ...]
UNBOUNDED = -1


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element: whether it must be there, and its values."""

    required: bool
    values: Content


@dataclass(frozen=True, slots=True)
class Declaration:
    """An element as a schema declares it.

    ``alternatives`` are groups of attributes: those of one group are there, and of no other.
    """

    attributes: dict[str, Attribute]
    alternatives: tuple[tuple[str, ...], ...]
    content: Content
    documentation: str


def from_odd(path: Path) -> dict[str, Declaration]:
    """Return the elements that the ``elementSpec`` of an ODD declare, by name."""
    return _Odd(etree.parse(path).getroot()).elements()


def from_rng(path: Path) -> dict[str, Declaration]:
    """Return the elements that the ``define`` of a RELAX NG schema declare, by name."""
    return _Rng(etree.parse(path).getroot()).elements()


class _Odd:
    def __init__(self, root: etree._Element) -> None:
        self.root = root
        kinds = ("elementSpec", "classSpec", "macroSpec", "dataSpec")
        self.specs = {k: {s.get("ident", ""): s for s in root.iter(TEI + k)} for k in kinds}

    def elements(self) -> dict[str, Declaration]:
        return {name: self.element(spec) for name, spec in self.specs["elementSpec"].items()}

    def element(self, spec: etree._Element) -> Declaration:
        attributes: dict[str, Attribute] = {}
        for member in spec.iterfind(f"{TEI}classes/{TEI}memberOf"):
            attributes |= self.attributes(self.specs["classSpec"][member.get("key", "")])
        attributes |= self.attributes(spec)
        groups = [
            g.iter(f"{TEI}attDef")
            for g in spec.iterfind(f"{TEI}attList/{TEI}attList[@org='choice']/*")
        ]
        alternatives = tuple(tuple(a.get("ident", "") for a in group) for group in groups)
        documentation = _words(spec.find(f"{TEI}desc"))
        return Declaration(attributes, alternatives, self.content_of(spec), documentation)

    def attributes(self, spec: etree._Element) -> dict[str, Attribute]:
        return {
            a.get("ident", ""): Attribute(a.get("usage") == "req", self.values(a))
            for a in spec.iterfind(f"{TEI}attList//{TEI}attDef")
        }

    def values(self, attribute: etree._Element) -> Content:
        if (closed := attribute.find(f"{TEI}valList[@type='closed']")) is not None:
            return _any(("value", i.get("ident")) for i in closed.iterfind(f"{TEI}valItem"))
        datatype = attribute.find(f"{TEI}datatype")
        assert datatype is not None, "every attribute has a datatype"
        value = self.content(datatype[0])
        return ("list", value) if datatype.get("maxOccurs") == "unbounded" else value

    def content_of(self, spec: etree._Element) -> Content:
        return _all(self.content(c) for c in spec.iterfind(f"{TEI}content/*"))

    def content(self, node: etree._Element) -> Content:
        key = node.get("key", "")
        match etree.QName(node).localname:
            case "textNode":
                part: Content = ("text",)
            case "empty":
                part = ("empty",)
            case "elementRef":
                part = ("element", key)
            case "macroRef":
                part = self.content_of(self.specs["macroSpec"][key])
            case "dataRef" if key:
                part = self.content_of(self.specs["dataSpec"][key])
            case "dataRef":
                part = ("data", node.get("name"), node.get("restriction"))
            case "sequence":
                part = _all(self.content(c) for c in node)
            case "alternate":
                part = _any(self.content(c) for c in node)
            case other:
                raise AssertionError(f"{other} is not used in this ODD")
        most = node.get("maxOccurs", "1")
        return _repeat(
            int(node.get("minOccurs", "1")), UNBOUNDED if most == "unbounded" else int(most), part
        )


class _Rng:
    def __init__(self, root: etree._Element) -> None:
        self.defines = {d.get("name", ""): d for d in root.iterfind(f"{RNG}define")}

    def elements(self) -> dict[str, Declaration]:
        found = {}
        for name, define in self.defines.items():
            if (element := define.find(f"{RNG}element")) is not None:
                assert element.get("name") == name
                attributes = dict(self.attributes(element))
                content, documentation = self.content_of(element), _words(element[0])
                groups = tuple(self.alternatives(element))
                found[name] = Declaration(attributes, groups, content, documentation)
        return found

    def alternatives(self, element: etree._Element) -> Iterator[tuple[str, ...]]:
        for choice in element.iterfind(f"{RNG}choice"):
            if self.is_attribute(choice):
                yield from (tuple(name for name, _ in self.attributes([g])) for g in choice)

    def attributes(self, node: Iterable[etree._Element], *, required: bool = True) -> Any:
        for child in node:
            match _local(child), child.get("name", ""):
                case "attribute", name:
                    yield name, Attribute(required, self.content_of(child))
                case "choice" | "group", _ if self.is_attribute(child):
                    yield from self.attributes(child)
                case "optional", _:
                    yield from self.attributes(child, required=False)
                case "ref", name if name.startswith("att."):
                    yield from self.attributes(self.defines[name])

    def content_of(self, node: etree._Element) -> Content:
        return _all(self.content(c) for c in node if not self.is_attribute(c))

    def is_attribute(self, node: etree._Element) -> bool:
        if _local(node) in ("optional", "choice", "group"):
            return self.is_attribute(node[0])
        name = node.get("name", "")
        return _local(node) in ("attribute", "documentation") or name.startswith("att.")

    def content(self, node: etree._Element) -> Content:
        kind, name = _local(node), node.get("name", "")
        if kind == "ref":
            shared = name.startswith(("model.", "data."))
            return self.content_of(self.defines[name]) if shared else ("element", name)
        if kind in ("text", "empty"):
            return (kind,)
        if kind == "value":
            return ("value", node.text)
        if kind == "data":
            return ("data", node.get("type"), node.findtext(f"{RNG}param"))
        return self.combined(kind, [self.content(c) for c in node], node)

    def combined(self, kind: str, parts: list[Content], node: etree._Element) -> Content:
        if kind == "choice":
            return _any(parts)
        if kind == "list" and _local(node[0]) == "oneOrMore":
            return ("list", self.content_of(node[0]))
        least, most = _OCCURRENCE[kind]
        return _repeat(least, most, _all(parts))


_OCCURRENCE = {
    "group": (1, 1),
    "list": (1, 1),
    "optional": (0, 1),
    "zeroOrMore": (0, UNBOUNDED),
    "oneOrMore": (1, UNBOUNDED),
}


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname


def _words(node: etree._Element | None) -> str:
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def _all(parts: Any) -> Content:
    flat = [q for p in parts for q in (p[1] if p[0] == "all" else (p,))]
    return flat[0] if len(flat) == 1 else ("all", tuple(flat))


def _any(parts: Any) -> Content:
    flat = {q for p in parts for q in (p[1] if p[0] == "any" else (p,))}
    return next(iter(flat)) if len(flat) == 1 else ("any", tuple(sorted(flat, key=repr)))


def _repeat(least: int, most: int, part: Content) -> Content:
    return part if (least, most) == (1, 1) else ("repeat", least, most, part)
