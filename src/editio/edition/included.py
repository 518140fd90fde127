"""The files that documents include: read once, and what an XPointer names in them."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import unquote

from lxml import etree

from editio.edition.dialects import to_tei_namespace
from editio.edition.loading import Loaded, load, load_bytes
from editio.edition.parsing import parse_bytes
from editio.names import XINCLUDE_NS, XML_BASE

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

#: How many included files a process remembers, and up to what size each.
_REMEMBERED = 16
_REMEMBERED_SIZE = 1_000_000

INCLUDE = f"{{{XINCLUDE_NS}}}include"
_SCHEME = re.compile(r"\s*([A-Za-z_][\w.-]*)\(((?:[^()^]|\^[()^])*)\)")
# Counted by libxml2 itself: the elements before one, the nodes of a subtree but for texts, and the
# elements with an id.
_BEFORE = etree.XPath("count(preceding::*) + count(ancestor::*)")
_SIZE = etree.XPath("count(descendant-or-self::node()[not(self::text())])")
_WITH_ID = etree.XPath("descendant-or-self::*[normalize-space(@xml:id) = $name][1]")


class Part(NamedTuple):
    """An element that is included: its number in its file, how many nodes it has but texts.

    ``is_plain`` tells that it includes nothing itself.
    """

    element: _Element
    number: int
    size: int
    is_plain: bool


@dataclass(slots=True)
class File:
    """A file that is included, with its root element (``None``: not well-formed).

    Nobody may change the tree. What was asked for is known, by pointer, and how the file was
    written last: the next document that includes the same file mostly asks for the same.
    """

    loaded: Loaded
    root: _Element | None
    _parts: dict[str, Part | None] = field(default_factory=dict)
    _written: tuple[str, bytes] = ("", b"")

    def part(self, pointer: str) -> Part | None:
        """Return what a pointer names; without one, all of a well-formed file."""
        if pointer not in self._parts:
            root = self.root
            found = root if root is None or not pointer else _select(root, pointer)
            self._parts[pointer] = None if found is None else _part(found)
        return self._parts[pointer]

    def written(self, base: str) -> bytes:
        """Return the root element of a well-formed file, in UTF-8; ``base`` leads to the file."""
        if self._written[0] != base and self.root is not None:
            root = copy.deepcopy(self.root)
            if XML_BASE not in root.attrib:
                root.set(XML_BASE, base)
            self._written = (base, etree.tostring(root, encoding="utf-8"))
        return self._written[1]


def _part(element: _Element) -> Part:
    is_plain = next(element.iter(INCLUDE), None) is None
    return Part(element, _number(_BEFORE, element), _number(_SIZE, element), is_plain)


def included_file(path: Path) -> File:
    """Return a file that is included."""
    try:
        data = path.read_bytes()
    except OSError:
        return File(load(path), None)
    make = _made if len(data) <= _REMEMBERED_SIZE else _made.__wrapped__
    return make(data, path.as_uri())


# Hundreds of inscriptions include the same taxonomies. What is remembered is what these very bytes
# mean at this address, so that it makes no difference but in time.
@lru_cache(maxsize=_REMEMBERED)
def _made(data: bytes, uri: str) -> File:
    loaded = load_bytes(data)
    if not loaded.well_formed:
        return File(loaded, None)
    text = loaded.text
    if loaded.sniff.foreign_namespace:
        text = to_tei_namespace(text, loaded.sniff)
    return File(loaded, parse_bytes(text, uri))


def _select(tree: _Element, pointer: str) -> _Element | None:
    """Return the element that an XPointer names: an id, or ``element()`` parts, first hit wins."""
    pointer = unquote(pointer)
    if "(" not in pointer:
        return _by_id(tree, pointer.strip())
    for match in _SCHEME.finditer(pointer):
        if match[1] == "element":
            found = _by_steps(tree, match[2].strip())
            if found is not None:
                return found
        if match[1] in {"xpointer", "id"}:
            name = re.fullmatch(r"(?:id\()?\s*[\"']?([^\"'()]+)[\"']?\s*\)?", match[2].strip())
            found = _by_id(tree, name[1]) if name else None
            if found is not None:
                return found
    return None


def _by_id(tree: _Element, name: str) -> _Element | None:
    found = cast("list[_Element]", _WITH_ID(tree, name=name)) if name else []
    return found[0] if found else None


def _number(count: etree.XPath, element: _Element) -> int:
    return int(cast("float", count(element)))


def _by_steps(tree: _Element, scheme: str) -> _Element | None:
    """Follow ``id/1/2`` or ``/1/2`` (XPointer element() scheme: numbers count child elements)."""
    name, *numbers = scheme.split("/")
    if not all(number.isdecimal() for number in numbers):
        return None
    if name:
        current = _by_id(tree, name)
    elif numbers and int(numbers[0]) == 1:
        current, numbers = tree, numbers[1:]
    else:
        return None
    for number in numbers:
        children = [] if current is None else list(current.iterchildren(etree.Element))
        position = int(number) - 1
        current = children[position] if 0 <= position < len(children) else None
    return current
