"""Namespaces and names, in one place."""

from __future__ import annotations

TEI_NS = "http://www.tei-c.org/ns/1.0"
TEI_EXAMPLES_NS = "http://www.tei-c.org/ns/Examples"
XML_NS = "http://www.w3.org/XML/1998/namespace"
XINCLUDE_NS = "http://www.w3.org/2001/XInclude"
RELAXNG_NS = "http://relaxng.org/ns/structure/1.0"
SCHEMATRON_NS = "http://purl.oclc.org/dsdl/schematron"
XSLT_NS = "http://www.w3.org/1999/XSL/Transform"

#: Namespaces of TEI dialects whose elements are rendered as the TEI elements of the same name.
TEI_DIALECTS = frozenset({"http://distantreading.net/eltec/ns"})

XML_ID = f"{{{XML_NS}}}id"
XML_LANG = f"{{{XML_NS}}}lang"
XML_BASE = f"{{{XML_NS}}}base"


def tei(name: str) -> str:
    """Return the Clark name of a TEI element: ``tei("p")`` → ``{http://www.tei-c.org/ns/1.0}p``."""
    return f"{{{TEI_NS}}}{name}"
