"""Identifiers: every `xml:id` is a name, and names one element.

Documents with such mistakes build all the same, but a pointer to the id may lead to the wrong
element, and other tools refuse the file.

## XML-ID-DUPLICATE: an identifier is used twice

Within a document, each `xml:id` may be there once. A warning where two files that are included
into one document use the same.

Bad: `<p xml:id="p1">…</p><p xml:id="p1">…</p>`.
Good: `<p xml:id="p1">…</p><p xml:id="p2">…</p>`.

## XML-ID-NAME: an identifier is not a name

It must begin with a letter or `_`; letters, digits, `.`, `-` and `_` follow; no space, no colon.

Bad: `<person xml:id="1870">`, `<person xml:id="Ada Lovelace">`.
Good: `<person xml:id="p1870">`, `<person xml:id="Ada_Lovelace">`.

## XML-ID-EMPTY: an identifier is empty

Give it a name, or remove the attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.options import Options


def run(document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield what is wrong with the identifiers of the document."""
    return (item for item in document.findings if item.code.startswith("XML-ID-"))
