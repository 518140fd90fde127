"""Real documents with one thing changed, for ``conformance_relaxng.py``."""

from __future__ import annotations

import copy
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from relaxng_values import ODD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAX_SIZE = 40_000
TEI = "{http://www.tei-c.org/ns/1.0}"

#: Those about which no difference is known, so that every one that mutations show is a new one.
PLAIN = [
    value
    for value in ODD
    if not any(char in value for char in "\u200b\ufeff\ue000ſ\U0001d504")
    and "24:0" not in value
    and ":60" not in value
]


@dataclass
class Material:
    """What mutations draw from: names and values met in the documents, and odd ones."""

    random: random.Random
    elements: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def pick(self, root: etree._Element) -> etree._Element:
        """Return any element of the document."""
        return self.random.choice(list(root.iter("*")))


def rename(root: etree._Element, m: Material) -> None:
    m.pick(root).tag = m.random.choice([*m.elements, TEI + "zebra", "p"])


def delete(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    parent = element.getparent()
    if parent is not None:
        index = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(index, child)
        parent.remove(element)


def duplicate(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    parent = element.getparent()
    if parent is not None:
        parent.insert(parent.index(element), copy.deepcopy(element))


def swap(root: etree._Element, m: Material) -> None:
    parents = [e for e in root.iter("*") if len(e) > 1]
    if parents:
        parent = m.random.choice(parents)
        first, second = m.random.sample(range(len(parent)), 2)
        parent[first], parent[second] = copy.deepcopy(parent[second]), copy.deepcopy(parent[first])


def nest(root: etree._Element, m: Material) -> None:
    element, target = m.pick(root), m.pick(root)
    inside = copy.deepcopy(element)
    target.insert(m.random.randint(0, len(target)), inside)


def insert(root: etree._Element, m: Material) -> None:
    target = m.pick(root)
    target.insert(m.random.randint(0, len(target)), etree.Element(m.random.choice(m.elements)))


def wrap(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    parent = element.getparent()
    if parent is not None:
        wrapper = etree.Element(m.random.choice(m.elements))
        parent.replace(element, wrapper)
        wrapper.append(element)


def add_text(root: etree._Element, m: Material) -> None:
    m.pick(root).text = m.random.choice(PLAIN)


def add_tail(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    if element.getparent() is not None:
        element.tail = m.random.choice(PLAIN)


def empty(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    element.text = None
    for child in list(element):
        element.remove(child)


def add_attribute(root: etree._Element, m: Material) -> None:
    name = m.random.choice([*m.attributes, "zebra", "{urn:x}zebra"])
    m.pick(root).set(name, m.random.choice([*m.values, *PLAIN]))


def change_value(root: etree._Element, m: Material) -> None:
    elements = [e for e in root.iter("*") if e.attrib]
    if elements:
        element = m.random.choice(elements)
        element.set(m.random.choice(element.keys()), m.random.choice([*m.values, *PLAIN]))


def drop_attribute(root: etree._Element, m: Material) -> None:
    elements = [e for e in root.iter("*") if e.attrib]
    if elements:
        element = m.random.choice(elements)
        del element.attrib[m.random.choice(element.keys())]


def change_namespace(root: etree._Element, m: Material) -> None:
    element = m.pick(root)
    element.tag = m.random.choice(["{urn:x}", "{http://www.tei-c.org/ns/Examples}", ""]) + (
        etree.QName(element).localname
    )


MUTATIONS: list[Callable[[etree._Element, Material], None]] = [
    *(rename, delete, unwrap, duplicate, swap, nest, insert, wrap, add_text, add_tail, empty),
    *(add_attribute, add_attribute, change_value, change_value, drop_attribute, change_namespace),
]


def documents(corpora: Path) -> list[etree._ElementTree]:
    """Return the real documents that are small enough to be mutated thousands of times."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, collect_ids=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    found = []
    for path in sorted(corpora.rglob("*.xml")):
        if path.stat().st_size <= MAX_SIZE:
            try:
                tree = etree.parse(path, parser)
            except etree.XMLSyntaxError:
                continue
            if tree.getroot().tag in (TEI + "TEI", TEI + "teiCorpus") and not tree.docinfo.doctype:
                found.append(tree)
    return found


def material(trees: list[etree._ElementTree], seed: int) -> Material:
    """Return what the mutations of one seed draw from."""
    elements, attributes, values = Counter[str](), Counter[str](), Counter[str]()
    for tree in trees:
        for element in tree.iter("*"):
            elements[element.tag] += 1
            attributes.update(str(name) for name in element.attrib)
            values.update(str(value) for value in element.attrib.values())
    common = [value for value, _ in values.most_common(400)]
    return Material(random.Random(seed), sorted(elements), sorted(attributes), common)


def mutants(trees: list[etree._ElementTree], seed: int, count: int) -> Iterator[bytes]:
    """Yield documents with one change each."""
    stuff = material(trees, seed)
    for _ in range(count):
        tree = copy.deepcopy(stuff.random.choice(trees))
        stuff.random.choice(MUTATIONS)(tree.getroot(), stuff)
        yield etree.tostring(tree, encoding="utf-8", xml_declaration=True)
