"""The grammar: whether elements and attributes stand where the RELAX NG schema allows them.

The schema is the one of the option `--schema`, else `validate.relaxng_schema` in `edition.toml`,
else those that the document names itself in `xml-model` instructions (or the older `oxygen` ones);
without one nothing is checked here. Each mistake is one finding; after it, reading goes on. An
adapted document (another namespace, TEI P4, includes) is checked as it was adapted, and the
findings point into the files as they are.

## RNG-SCHEMA: the schema that the document names cannot be used

The file of an `xml-model` instruction is not there, the schema is wrong, or it is on the web (a
warning): the network is asked only with `--allow-network`, which keeps what it fetched, so that
later runs find it. An XML catalog (`catalog.files` in `edition.toml`, or the environment variable
`XML_CATALOG_FILES`) tells which file of yours stands for an address. Said once, at the first
document that names the schema.

Bad: `<?xml-model href="../schema/letters.rng" …?>` where the file is `../schemas/letters.rng`.
Good: the right path, or the schema in `edition.toml`, where it holds for all documents.

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

from dataclasses import replace
from typing import TYPE_CHECKING

from editio.edition.association import SchemaKind
from editio.edition.pointerattributes import is_pointer
from editio.findings import Finding, Severity
from editio.names import TEI_NS, XINCLUDE_NS
from editio.validate.checks.associated import loaded, named
from editio.validate.grammar import Compiled, compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editio.edition.association import Association
    from editio.edition.source import OpenDocument
    from editio.validate.options import Options

_INCLUDE = f"{{{XINCLUDE_NS}}}include"


def run(document: OpenDocument, options: Options) -> Iterator[Finding]:
    """Yield the mistakes against the schema, if there is one and the document can be read."""
    if not document.usable:
        return
    if options.relaxng_schema is not None:
        yield from _validated(document, compiled(options.relaxng_schema, options.schemas))
        return

    seen: set[tuple[str, str, int, int]] = set()
    for known in _own(document, options):
        if isinstance(known, Finding):
            yield known
            continue
        # Two schemas of one document are often two forms of the same.
        for finding in _validated(document, known):
            key = (finding.code, finding.file, finding.line, finding.column)
            if key not in seen:
                seen.add(key)
                yield finding


def _own(document: OpenDocument, options: Options) -> Iterator[Compiled | Finding]:
    """Yield the grammars that a document names itself, or why one cannot be used."""

    def load(item: Association, uri: str) -> Compiled:
        return compiled(uri, options.schemas, compact=item.compact or None)

    return loaded(document, SchemaKind.GRAMMAR, load)


def allowed_names(known: Compiled) -> dict[str, frozenset[str]]:
    """Return the local names of the TEI elements in a schema, each with those of its attributes."""
    from editio.relaxng.nameclasses import split_key

    words = known.schema.vocabulary
    found: dict[str, frozenset[str]] = {}
    for key, definitions in words.definitions.items():
        namespace, name = split_key(key)
        if namespace == TEI_NS:
            attributes = (
                split_key(item) for one in definitions for item in words.attributes(one.content)
            )
            found[name] = frozenset(local for uri, local in attributes if not uri)
    return found


def pointer_decider(document: OpenDocument, options: Options) -> Callable[[str, str], bool]:
    """Return what tells whether an attribute of an element of the document holds pointers."""
    known = _first(document, options)
    if known is not None:
        return known.pointers.decide
    from editio.validate.oddpointers import odd_pointers

    rules = options.schematron
    uris = [uri for _, uri in named(document, SchemaKind.RULES)] if rules is None else [rules]
    for item in uris:
        uri = item if isinstance(item, str) else item.absolute().as_uri()
        if uri.endswith(".odd") and (odd := odd_pointers(uri, options.schemas)) is not None:
            return odd.decide
    return is_pointer


def suggested_values(
    document: OpenDocument, options: Options
) -> Callable[[str, str], frozenset[str]] | None:
    """Return what tells which values are suggested for an attribute; ``None`` without schema."""
    known = _first(document, options)
    return None if known is None else known.suggestions.of


def _first(document: OpenDocument, options: Options) -> Compiled | None:
    """Return the first schema that checks a document."""
    if options.relaxng_schema is not None:
        return compiled(options.relaxng_schema, options.schemas)
    return next((item for item in _own(document, options) if isinstance(item, Compiled)), None)


def is_checked(document: OpenDocument, options: Options) -> bool:
    """Tell whether a grammar checks a document, and so the datatypes of its attributes."""
    if options.relaxng_schema is not None:
        return True
    return any(isinstance(known, Compiled) for known in _own(document, options))


def _validated(document: OpenDocument, known: Compiled) -> Iterator[Finding]:
    if document.sniff.foreign_namespace and known.speaks(document.sniff.namespace):
        yield from known.schema.validate(document.source())
        return
    text, linked = _with_members(document)
    for finding in known.schema.validate(text):
        path = finding.xpath.partition("/@")[0]
        if path.startswith(linked) or path.rpartition("/")[2].startswith("include["):
            continue
        if not _is_made(finding, document):
            yield document.placed(_of_part(finding, document))


def _is_made(finding: Finding, document: OpenDocument) -> bool:
    """Tell whether a finding is about an attribute that an include made (XInclude 1.0, 4.7.5)."""
    path, _, attribute = finding.xpath.partition("/@")
    if attribute.rpartition(":")[2] not in {"base", "lang"} or len(document.files) == 1:
        return False
    return document.locate(path) == document.locate(finding.xpath)


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
