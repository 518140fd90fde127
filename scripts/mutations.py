"""Inputs that nobody would write: seeds from real files, and what chance makes of them."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from lxml.etree import _Element as Element

LARGEST: Final = 9_000
"""Bytes of a seed, at most: small inputs are tried faster, and break as much."""
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

#: Pieces of the languages that are fuzzed, and what is odd in any of them.
TOKENS: Final = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        *"<>&\"'/=:;#[]{}()*+?!-|\\^$.,%@~` \t\r\n\0\x0b\x1f\x7f",
        "<!--", "-->", "--", "<![CDATA[", "]]>", "<?", "?>", "<?xml version='1.1'?>",
        "<!DOCTYPE TEI [<!ENTITY a '&a;'>]>", "<!DOCTYPE TEI [<!ENTITY % p SYSTEM 'x'>%p;]>",
        "&a;", "&amp;", "&#0;", "&#xD800;", "&#xFFFE;", "&#99999999999;", "&lt;", "&nbsp;",
        " xmlns='urn:x'", " xmlns:a='urn:x'", " xmlns=''", " xml:id='a'", " xml:id='1'",
        " xml:lang='x-'", " xml:base='//'", " xml:space='preserve'", " n=''", " a='1' a='2'",
        "<a:b/>", "<p>", "</p>", "<lb/>", "<TEI>", "</TEI>", "<teiHeader/>", "<div>" * 300,
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/hostname'/>",
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href=''/>",
        "<ptr target='../../../etc/passwd'/>", "<ref target='%zz'/>", "<date when='0000-99-99'/>",
        "<date when='-99999999999999'/>", "#x", "../", "..", "/", "//", "file:///etc/passwd",
        "http://[", "http://[::1", "\ufffe", "\ufdd0", "\ud800", "\U0010ffff", "\u202e",
        "\u0301" * 40,
        "e\u0301", "\u00ad", "\ufeff", "\u2028", "İ", "ß", "ﬁ", "ﷺ", "𝔄", "“", "”", "»", "«", "„",
        "9" * 400, "a" * 3000, "1848", "4. März 1849", "XIV", "0x10", "1e999", "-1", "nan", "inf",
        "true", "[[", "]]", "'''", '"""', "*" * 50, "_" * 50, "#" * 9, "> " * 60, "- " * 60,
        "| a | b |\n|--|--|\n", "```", "[^1]", "[^1]: ", "http://", "<script>", "</textarea>",
        "(a+)+$", "(a|a)*b", "\\p{IsBasicLatin}", "\\i\\c*", "[a-z-[aeiou]]", "{2,1}", "{99999}",
    )
)  # fmt: skip
VALUES: Final = (
    "", " ", "#", "#a", "#nowhere", "a b", "../x.xml", "x.xml#a", "%", "%00", "http://[", "urn:x",
    "javascript:alert(1)", "0", "-1", "9" * 30, "1.5", "1848", "1848-13", "--02-30", "24:00:00",
    "2024-02-30", "P1Y", "person", "de", "x" * 300, "true", "\u0301", "é", "preserve", "none",
    "string-range(a,1,2)", "xpath1(//p)", "match(a,'(')", "&#xA;", "ISO-8859-1", "\U0001f600",
)  # fmt: skip


@dataclass(frozen=True)
class Seeds:
    """What inputs are made from, by kind."""

    documents: tuple[bytes, ...]
    schemas: tuple[bytes, ...]
    texts: tuple[bytes, ...]
    settings: tuple[bytes, ...]
    registers: tuple[bytes, ...]


def read_seeds(root: Path, shared: Path) -> Seeds:
    """Read the seeds: fixtures of the tests, the sample edition, and corpora if there are any."""
    fixtures = [path.read_bytes() for path in sorted((root / "tests/golden").rglob("input.xml"))]
    sample = sorted((root / "tei").rglob("*.xml"))
    corpora = sorted((shared / "corpora").rglob("*.xml"))
    documents = [cut(path.read_bytes()) for path in (*sample, *corpora)]
    registers = [
        cut(path.read_bytes())
        for path in (*sorted((root / "tei/registers").glob("*.xml")), *corpora)
        if re.search(rb"<(?:person|place|org|bibl|event)[ >]", path.read_bytes()[:400_000])
    ]
    markdown = [path.read_bytes()[:LARGEST] for path in sorted((root / "docs").rglob("*.md"))]
    texts = [path.read_bytes()[:LARGEST] for path in sorted((shared / "seeds").glob("*.txt"))]
    texts += [b"".join(etree_text(data))[:LARGEST] for data in documents[::7]]
    return Seeds(
        documents=tuple(filter(None, (*fixtures, *documents))),
        schemas=tuple(schemas(root, shared)),
        texts=tuple(filter(None, (*markdown, *texts))),
        settings=tuple(settings(root)),
        registers=tuple(filter(None, registers)),
    )


def cut(data: bytes) -> bytes:
    """Return a document with so many of its parts that it is small."""
    if len(data) <= LARGEST:
        return data
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError:
        return b""
    size = len(data)
    for element in reversed(list(root.iter(etree.Element))):
        if size <= LARGEST:
            break
        parent = element.getparent()
        if parent is not None and len(parent) > 1:
            size -= len(etree.tostring(element))
            parent.remove(element)
    found = etree.tostring(root, encoding="utf-8")
    return found if len(found) <= 4 * LARGEST else b""


def etree_text(data: bytes) -> Iterator[bytes]:
    if data and (root := etree.fromstring(data, _parser())) is not None:
        yield from (str(text).encode() for text in root.itertext())


def schemas(root: Path, shared: Path) -> Iterator[bytes]:
    """Yield small RELAX NG schemas: those of the specification's test suite, and our own."""
    for name in ("spectest.xml", "xsdtest.xml"):
        path = shared / "relaxng-spectest" / name
        if path.is_file():
            tree = etree.parse(path, _parser())
            for case in tree.iter("correct", "incorrect"):
                yield from (etree.tostring(child) for child in case.iterchildren("{*}*"))
    yield from (path.read_bytes() for path in sorted((root / "tests").rglob("*.rng")))
    yield b"start = element a { attribute b { xsd:string { pattern = '[a-z]+' } }?, c* } c = text"
    yield b'<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>'


def settings(root: Path) -> Iterator[bytes]:
    """Yield settings: the sample's, and all keys that there are with values of their type."""
    yield (root / "edition.toml").read_bytes()
    schema = json.loads((root / "schemas/edition.schema.json").read_text(encoding="utf-8"))
    lines = ["[edition]", 'title = "T"']
    for section, content in schema["properties"].items():
        keys = content.get("properties", {})
        lines += [f"[{section}]", *(f"{key} = {json.dumps(_example(keys[key]))}" for key in keys)]
    yield "\n".join(lines).encode()
    yield b'[edition]\ntitle = "T"\n[[validate.rules]]\ncode = "DAT-*"\nseverity = "off"\n'


def _example(schema: dict[str, object]) -> object:
    kind = schema.get("type")
    if "enum" in schema:
        return schema["enum"][0]  # type: ignore[index]
    return {"array": ["a"], "integer": 1, "boolean": True}.get(str(kind), "a")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, collect_ids=False, huge_tree=True
    )


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a seed after one change or several."""
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        change = chance.choice(_CHANGES)
        data = change(data, seeds, chance)
    return data[: 20 * LARGEST]


def _insert(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    return data[:place] + chance.choice(TOKENS) + data[place:]


def _overwrite(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    token = chance.choice(TOKENS)
    return data[:place] + token + data[place + len(token) :]


def _flip(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    if not data:
        return data
    place = chance.randrange(len(data))
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def _delete(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    if chance.random() < 0.8:
        end = min(end, start + chance.randint(1, 30))
    return data[:start] + data[end:]


def _repeat(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    part = data[start : start + chance.randint(1, 80)]
    return data[:start] + part * chance.choice((2, 3, 50)) + data[start:]


def _splice(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def _recode(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    code = chance.choice(
        ("utf-16", "utf-16-le", "latin-1", "cp1252", "utf-8-sig", "utf-7", "ascii")
    )
    return data.decode("utf-8", "replace").encode(code, "ignore")


def _tree(data: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Change a document as a tree, so that the result is well-formed."""
    try:
        root = etree.fromstring(data, _parser())
        other = etree.fromstring(chance.choice(seeds), _parser())
    except (etree.XMLSyntaxError, ValueError):
        return _insert(data, seeds, chance)
    if root is None or other is None:
        return _insert(data, seeds, chance)
    for _ in range(chance.randint(1, 3)):
        elements = list(root.iter(etree.Element))
        element = chance.choice(elements)
        donor = chance.choice([*list(other.iter(etree.Element)), *elements])
        try:
            chance.choice(_TREE_CHANGES)(element, donor, chance)
        except ValueError:  # lxml refuses what is no XML
            continue
    return etree.tostring(root.getroottree(), encoding="utf-8")


def _graft(element: Element, donor: Element, chance: random.Random) -> None:
    element.insert(chance.randint(0, len(element)), copy.deepcopy(donor))


def _rename(element: Element, donor: Element, chance: random.Random) -> None:
    element.tag = donor.tag


def _attribute(element: Element, donor: Element, chance: random.Random) -> None:
    names = [*element.attrib, *donor.attrib, XML_ID, "target", "ref", "when", "n", "type"]
    element.set(chance.choice(names), chance.choice(VALUES))


def _strip(element: Element, donor: Element, chance: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _text(element: Element, donor: Element, chance: random.Random) -> None:
    element.text = chance.choice((donor.text or "", *VALUES)) * chance.choice((1, 1, 40))


def _nest(element: Element, donor: Element, chance: random.Random) -> None:
    for _ in range(chance.choice((3, 60))):
        element = etree.SubElement(element, donor.tag, dict(donor.attrib))  # type: ignore[arg-type]


_TREE_CHANGES: tuple[Callable[[Element, Element, random.Random], None], ...] = (
    _graft, _rename, _attribute, _attribute, _strip, _text, _nest,
)  # fmt: skip
_CHANGES: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _insert, _overwrite, _flip, _delete, _repeat, _splice, _recode, _tree, _tree, _tree,
)  # fmt: skip
