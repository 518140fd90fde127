"""Which attributes hold pointers: those of the datatype teidata.pointer in P5 4.9.

TEI Guidelines, appendix on datatypes and chapter 1.4.2. Left out are names of namespaces and of
schemas (``@ns``, ``@uri``), and the addresses of media (``@url``), which are no pointers into an
edition. ``@key`` is a text, not a pointer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.names import TEI_NS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

#: Pointers wherever they are allowed.
_EVERYWHERE = frozenset(
    """adj adjFrom adjTo ana calendar change children code copyOf corresp datcat datingMethod
    datingPoint decls domains edRef end exclude fVal facs feats follow fromUnit given hand inst
    lemmaRef mergedIn mutual new next nymRef parent parts perf period prev ref rendition replyTo
    resp sameAs scribeRef scriptRef select since source spanTo synch target targetDatcat targetEnd
    toUnit toWhom unitRef valueDatcat who wit""".split()  # noqa: SIM905 - a list of words is easier to read
)
#: Pointers on these elements, something else on others.
_ONLY_ON = {
    "active": ("relation",),
    "class": ("msContents", "msItem", "msItemStruct"),
    "from": ("app", "arc", "rt", "span"),
    "origin": ("timeline",),
    "passive": ("relation",),
    "scheme": (
        *("catRef", "classCode", "keywords", "locus", "locusGrp", "occupation", "socecStatus"),
    ),
    "start": (
        *("annotationBlock", "ellipsis", "gap", "incident", "kinesic", "media", "pause", "post"),
        *("u", "vocal", "writing"),
    ),
    "to": ("app", "arc", "rt", "span"),
    "value": ("eLeaf", "eTree", "iNode", "leaf", "node", "root", "triangle"),
    "where": ("event",),
}
_NOT_ON = {"new": ("shift",), "source": ("schemaSpec", "moduleRef", "classRef", "elementRef")}


def is_pointer(element: str, attribute: str) -> bool:
    """Tell whether an attribute of a TEI element, both by local name, holds pointers."""
    if attribute in _EVERYWHERE:
        return element not in _NOT_ON.get(attribute, ())
    return element in _ONLY_ON.get(attribute, ())


def pointer_values(
    root: _Element, decide: Callable[[str, str], bool] = is_pointer
) -> Iterator[tuple[_Element, str, str]]:
    """Yield the attributes that hold pointers: element, name, value, in document order.

    ``decide`` tells whether an attribute of an element, both by local name, holds pointers. A
    value that stands again on an element and attribute of the same names is left out.
    """
    seen: set[tuple[str, str, str]] = set()
    known: dict[tuple[str, str], bool] = {}
    start = len(TEI_NS) + 2
    for element in root.iter(f"{{{TEI_NS}}}*"):
        tag = str(element.tag)
        for name, value in element.items():
            pair = (tag, str(name))
            if pair not in known:
                known[pair] = decide(tag[start:], pair[1])
            if known[pair] and (*pair, value) not in seen:
                seen.add((*pair, str(value)))
                yield element, pair[1], str(value)
