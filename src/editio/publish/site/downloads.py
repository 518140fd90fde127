"""The sources of an edition as downloads: never a page that runs a document's script.

A browser that opens an XML file runs what it finds there in the namespaces of XHTML and SVG, and
follows ``xml-stylesheet``. Such a source is published all the same, byte for byte, but under a
name that browsers show as plain text.
"""

from __future__ import annotations

import re

#: What may make an element of a browser's own, directly or by a declaration, in small letters.
_ACTIVE = (b"xhtml", b"svg", b"xml-stylesheet", b"<!entity", b"<!attlist")
#: A namespace that is written with references.
_VEILED = re.compile(rb"xmlns[^\s=>]*\s*=\s*(?:\"[^\">]*&|'[^'>]*&)")
#: An encoding in which the words above are other bytes.
_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_LEGIBLE = re.compile(rb"utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)


def download_names(document: str) -> tuple[str, str]:
    """Return the names that a document's source may have in ``download/tei/``."""
    return f"{document}.xml", f"{document}.xml.txt"


def download_name(document: str, source: bytes) -> str:
    """Return the name of a document's source in ``download/tei/``, by its bytes.

    ``ID.xml``, or ``ID.xml.txt`` if a browser might run something in it.
    """
    plain, shown = download_names(document)
    return plain if is_inert(source) else shown


def is_inert(data: bytes) -> bool:
    """Tell whether a browser surely runs nothing in an XML file. Errs on the side of caution."""
    if b"\0" in data[:4] or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return False
    declared = _DECLARED.match(data)
    if declared is not None and not _LEGIBLE.fullmatch(declared[1]):
        return False
    # Five plain searches in small letters take a tenth of the time of one expression that folds.
    folded = data.lower()
    return not any(word in folded for word in _ACTIVE) and not _VEILED.search(folded)
