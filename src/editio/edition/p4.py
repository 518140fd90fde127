"""TEI P4 seen as P5: names, namespace, pointers, and the attributes that became elements.

TEI P4 (2002) has no namespace, ``TEI.2`` as root, ``id`` and ``lang`` without prefix, bare ids as
pointers, and keeps the other half of a correction in an attribute. What has no counterpart in P5
stays as it is. See the P4 to P5 migration notes of the TEI Consortium.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from editio.findings import Finding, Severity
from editio.names import TEI_NS, XML_ID, XML_LANG, tei

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

#: Elements that P5 calls otherwise.
RENAMED = {
    "TEI.2": "TEI",
    "teiCorpus.2": "teiCorpus",
    "xptr": "ptr",
    "xref": "ref",
    "dateRange": "date",
    "dateStruct": "date",
    "timeRange": "time",
    "timeStruct": "time",
    "hand": "handNote",
    "handList": "handNotes",
    "witList": "listWit",
    "orgTitle": "orgName",
}
#: An element with the other half of a choice in an attribute: the attribute, and what it became.
_HALVES = {
    "sic": ("corr", "corr"),
    "corr": ("sic", "sic"),
    "orig": ("reg", "reg"),
    "reg": ("orig", "orig"),
    "abbr": ("expan", "expan"),
    "expan": ("abbr", "abbr"),
}
_POINTERS = frozenset(
    {"target", "targets", "targetEnd", "who", "resp", "corresp", "synch", "sameAs", "copyOf"}
    | {"next", "prev", "exclude", "select", "ana", "decls", "hand", "new", "wit", "start", "end"}
    | {"origin", "location", "parent", "children"}
)
_W3C_DATE = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")


def to_p5(root: _Element, files: Mapping[str, str]) -> _Element:
    """Return a P5 document made of the P4 document ``root``, which is used up.

    ``files`` are the unparsed entities of its DOCTYPE, each with its file: figures name these.
    """
    ids = {value for element in root.iter(etree.Element) if (value := element.get("id"))}
    for element in list(root.iter(etree.Element)):
        if not isinstance(element.tag, str) or element.tag.startswith("{"):
            continue
        _attributes(element, ids)
        _choice(element)
        if element.tag == "figure" and element.get("entity"):
            _graphic(element, files)
        element.tag = tei(RENAMED.get(element.tag, element.tag))
    return _with_default_namespace(root)


def finding(line: int, column: int) -> Finding:
    """Return what is said about a P4 document."""
    return Finding(
        code="XML-P4",
        severity=Severity.WARNING,
        message="this is TEI P4, which ended in 2012: it is read as P5, as far as that goes",
        hint="migrate it to P5; what has no counterpart in P5 stays as it is",
        line=line,
        column=column,
    )


def _attributes(element: _Element, ids: set[str]) -> None:
    _take(element, "TEIform")
    for old, new in (("id", XML_ID), ("lang", XML_LANG)):
        value = _take(element, old)
        if value is not None:
            element.set("ident" if (element.tag, old) == ("language", "id") else new, value)
    for name in _POINTERS & set(element.keys()):
        tokens = (element.get(name) or "").split()
        element.set(name, " ".join(f"#{token}" if token in ids else token for token in tokens))
    if element.tag in {"xref", "xptr"} and element.get("target") is None:
        _rename(element, "url", "target")
    if element.tag == "witness" and element.get(XML_ID) is None:
        _rename(element, "sigil", XML_ID)
    if element.tag in {"date", "time"} and _W3C_DATE.fullmatch(element.get("value") or ""):
        _rename(element, "value", "when")


def _take(element: _Element, name: str) -> str | None:
    """Remove an attribute and return its value."""
    value = element.get(name)
    if value is not None:
        del element.attrib[name]
    return value


def _rename(element: _Element, old: str, new: str) -> None:
    value = _take(element, old)
    if value is not None:
        element.set(new, value)


def _choice(element: _Element) -> None:
    """Turn ``<sic corr="b">a</sic>`` into a choice of both."""
    half = _HALVES.get(element.tag)
    parent = element.getparent()
    if half is None or parent is None or half[0] not in element.attrib:
        return
    other = etree.Element(tei(half[1]))
    other.text = _take(element, half[0])
    choice = etree.Element(tei("choice"))
    choice.tail, element.tail = element.tail, None
    parent.replace(element, choice)
    choice.extend((element, other))


def _graphic(figure: _Element, files: Mapping[str, str]) -> None:
    name = _take(figure, "entity") or ""
    graphic = etree.Element(tei("graphic"), {"url": files.get(name, name)})
    graphic.tail, figure.text = figure.text, None
    figure.insert(0, graphic)


def _with_default_namespace(root: _Element) -> _Element:
    """Return the tree below a root that declares the TEI namespace as default."""
    nsmap: Any = {None: TEI_NS}  # the stubs know no default namespace
    new = etree.Element(root.tag, nsmap=nsmap)
    for name, value in root.items():
        new.set(name, value)
    new.text = root.text
    new.extend(list(root))
    etree.cleanup_namespaces(new, top_nsmap=nsmap)
    return new
