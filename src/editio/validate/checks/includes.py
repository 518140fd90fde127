"""XInclude: whether all parts of a document are there, and belong to the edition.

An include that cannot be expanded stays in the document as it is, and the rest builds.

## XML-INCLUDE-MISSING: the file to include is not there

Correct `href` (it is relative to the file it stands in), add the file, or give the include an
`xi:fallback`: then this is a remark and the fallback is taken.

Bad: `<xi:include href="persons.xml"/>` where the file is `registers/persons.xml`.
Good: `<xi:include href="registers/persons.xml"/>`.

## XML-INCLUDE-POINTER: the file has no such part

`xpointer` names an `xml:id` of the other file, or counts elements: `element(/1/2)`,
`element(id/3)`. Other schemes are not supported.

## XML-INCLUDE-BROKEN: the file to include is not well-formed

A finding in that file says where. Correct it there.

## XML-INCLUDE-OUTSIDE: the file lies outside the edition

Only files below the edition's folder are included, symbolic links followed: otherwise a document
from elsewhere could show any file of the computer. Copy the file into the edition, or list its
folder in `sources.include_folders` of `edition.toml`.

## XML-INCLUDE-REMOTE: the target is not a file

Nothing is fetched from the network. Save the file in the edition.

## XML-INCLUDE-LOOP: the includes go round in a circle

A file includes itself, directly or through others. Remove one of the includes.

## XML-INCLUDE-LIMIT: too many includes

Includes are nested more than 40 deep, are more than 20,000, or grow to more than 200 MB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.source import OpenDocument
    from editio.findings import Finding
    from editio.validate.options import Options


def run(document: OpenDocument, _options: Options) -> Iterator[Finding]:
    """Yield what is wrong with the includes of the document."""
    return (item for item in document.findings if item.code.startswith("XML-INCLUDE-"))
