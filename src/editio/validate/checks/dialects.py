"""Dialects: whether the document is TEI P5, or something near it.

## XML-NOT-TEI: the file is XML, but not TEI

Its root element is not of the TEI namespace: a schema, a stylesheet, a page. It is left out of the
edition. List it under `exclude` in `edition.toml` to be rid of the message.

## XML-NAMESPACE: TEI elements in a wrong namespace, or in none

The root is called `TEI`, but `xmlns` is missing or another. It is read as TEI; other tools will
not find a single element in it.

Bad: `<TEI>`.
Good: `<TEI xmlns="http://www.tei-c.org/ns/1.0">`.

## XML-P4: TEI P4

The format before 2007, with the root `TEI.2`. It is read as P5 as far as that goes: names,
identifiers, pointers, corrections in attributes, dates. Migrate the file to be sure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.options import Options


def run(document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield what is to be said about the kind of TEI."""
    codes = {"XML-NOT-TEI", "XML-NAMESPACE", "XML-P4"}
    return (item for item in document.findings if item.code in codes)
