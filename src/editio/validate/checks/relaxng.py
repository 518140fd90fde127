"""The grammar: whether elements and attributes stand where the RELAX NG schema allows them.

The schema is `validate.relaxng_schema` in `edition.toml` or the option `--schema`; without one
nothing is checked here. Each mistake is one finding; after it, reading goes on. An adapted
document (another namespace, TEI P4, includes) is checked as it was adapted, and the findings point
into the files as they are.

## RNG-UNKNOWN: the schema has no such element

A slip in the name, or an element that the edition's customization leaves out.

Bad: `<persname>`.
Good: `<persName>`.

## RNG-ELEMENT: the element is not allowed here

The schema has it, but not inside this parent or not at this point.

Bad: `<body>Text</body>` with `<p>` beside `<persName>`.
Good: `<body><p>… <persName>…</persName></p></body>`.

## RNG-ORDER: the element comes too early or too late

It is allowed in this parent, but before or after what surrounds it here.

## RNG-MISSING: an element is not complete

A child that the schema requires is not there. The place is the end tag, where it was missed.

Bad: `<fileDesc>` without `<sourceDesc>`.

## RNG-CONTENT: the content is not one that the schema allows

The text of the element is not of the type required.

## RNG-TEXT: text where only elements may stand

Bad: `<div>Some words.</div>`.
Good: `<div><p>Some words.</p></div>`.

## RNG-ATTRIBUTE: the attribute is not allowed on this element

A slip in the name, or an attribute that belongs to another element.

Bad: `<ref href="https://example.org/">`.
Good: `<ref target="https://example.org/">`.

## RNG-ATTRIBUTE-MISSING: a required attribute is not there

The schema wants it on every element of this name.

Bad: `<app><rdg>and</rdg></app>` where the customization wants `@wit`.
Good: `<app><rdg wit="#A">and</rdg></app>`.

## RNG-VALUE: the value of the attribute is not allowed

A date that is none, a value outside the list of the customization.

Bad: `<date when="24 June 1812">`.
Good: `<date when="1812-06-24">`.

## RNG-NAMESPACE: the element or attribute is in a wrong namespace

The name is known, but in another namespace: a missing `xmlns`, or a piece copied from elsewhere.

## RNG-ID: the same id twice

Compared only where a program asks for it (`check_ids` of the library); an attribute is an id where
the schema gives it the datatype `ID`.

## RNG-IDREF: a reference to an id that is not there

Compared only where a program asks for it; it holds for the datatypes `IDREF` and `IDREFS`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Protocol

from editio.findings import Severity
from editio.names import TEI_NS, XINCLUDE_NS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.options import Options

_INCLUDE = f"{{{XINCLUDE_NS}}}include"


class Schema(Protocol):
    """What this check needs of a RELAX NG engine: findings with line, column and path."""

    def validate(self, document: bytes) -> Iterator[Finding]: ...


@dataclass(frozen=True, slots=True)
class Compiled:
    """A schema ready for use, and its source."""

    schema: Schema
    source: bytes

    def speaks(self, namespace: str) -> bool:
        """Tell whether the schema names a namespace: then it is for a dialect, not for TEI."""
        return bool(namespace) and f'"{namespace}"'.encode() in self.source


@cache
def compiled(path: Path) -> Compiled:
    """Return the schema at ``path``, compiled once per process. Raises ``SchemaError``."""
    from editio.relaxng import load_schema

    return Compiled(load_schema(path), path.read_bytes())


def run(document: OpenDocument, options: Options) -> Iterator[Finding]:
    """Yield the mistakes against the schema, if there is one and the document can be read."""
    if options.relaxng_schema is None or not document.usable:
        return
    known = compiled(options.relaxng_schema)
    if document.sniff.foreign_namespace and known.speaks(document.sniff.namespace):
        yield from known.schema.validate(document.source())
        return
    text, linked = _with_members(document)
    for finding in known.schema.validate(text):
        path = finding.xpath.partition("/@")[0]
        if not path.startswith(linked) and not path.rpartition("/")[2].startswith("include["):
            yield document.placed(_of_part(finding, document))


def _of_part(finding: Finding, document: OpenDocument) -> Finding:
    """Turn the complaint about the root of a part of a document into a remark."""
    is_root = finding.xpath.count("/") == 1 and finding.code == "RNG-ELEMENT"
    if not is_root or document.sniff.kind != "fragment":
        return finding
    hint = "a part is checked by itself; exclude it if other documents include it"
    return replace(finding, severity=Severity.INFO, hint=hint)


def _with_members(document: OpenDocument) -> tuple[bytes, tuple[str, ...]]:
    """Return the text to validate, and the paths in it that are not to be reported.

    A ``teiCorpus`` that includes other documents of the edition is judged as if each were there.
    """
    text = document.text()
    if document.sniff.kind != "corpus" or XINCLUDE_NS.encode() not in text:
        return text, ("\0",)
    from lxml import etree

    root = document.root()
    held: list[str] = []
    stand_ins = []
    number = 0
    for child in root:
        if child.tag == f"{{{TEI_NS}}}TEI":
            number += 1
        if child.tag == _INCLUDE:
            number += 1
            held.append(f"/teiCorpus[1]/TEI[{number}]")
            stand_ins.append(child)
    for child in stand_ins:
        child.tag = f"{{{TEI_NS}}}TEI"
    text = etree.tostring(root, encoding="utf-8")
    for child in stand_ins:
        child.tag = _INCLUDE
    return text, (*held, "\0")
