"""Which attributes hold pointers: those of the datatype teidata.pointer in P5 4.9.

TEI Guidelines, appendix on datatypes and chapter 1.4.2. Left out are names of namespaces and of
schemas (``@ns``, ``@uri``), and the addresses of media (``@url``), which are no pointers into an
edition. ``@key`` is a text, not a pointer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.names import TEI_NS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
    root: _Element,
    attributes: Mapping[str, frozenset[str]],
    decide: Callable[[str, str], bool] = is_pointer,
) -> Iterator[tuple[_Element, str, str]]:
    """Yield the attributes that hold pointers: element, name, value, in document order.

    ``attributes`` are the names of those in the document, by tag
    (:meth:`~editio.edition.source.OpenDocument.attributes`). ``decide`` tells whether an attribute
    of an element, both by local name, holds pointers. A value that stands again on an element and
    attribute of the same names is left out.
    """
    start = len(TEI_NS) + 2
    wanted = {
        tag: frozenset(name for name in names if decide(tag[start:], name))
        for tag, names in attributes.items()
    }
    tags = [tag for tag, names in wanted.items() if names]
    seen: set[tuple[str, str, str]] = set()
    for element in root.iter(*tags) if tags else ():
        tag = str(element.tag)
        names = wanted[tag]
        for name, value in element.items():
            use = (tag, str(name), str(value))
            if name in names and use not in seen:
                seen.add(use)
                yield element, use[1], use[2]
