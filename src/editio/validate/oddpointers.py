"""Which attributes hold pointers, as an ODD has it that is the only schema of an edition.

TEI Guidelines, chapter 22: ``dataRef`` in an ``attDef`` names the datatype. What the specification
of an element says holds for this element, what that of a class says wherever the attribute stands;
what the ODD does not say is told from the Guidelines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from editio.edition.pointerattributes import is_pointer
from editio.errors import SourceError
from editio.names import RELAXNG_NS, tei
from editio.validate.pointertypes import OTHER_ADDRESSES

if TYPE_CHECKING:
    from lxml.etree import _Element

    from editio.validate.schemas import SchemaSources

_POINTERS = frozenset({"teidata.pointer", "data.pointer", "anyURI"})


@dataclass(frozen=True, slots=True)
class OddPointers:
    """What an ODD says of attributes: by element and attribute, and by attribute alone."""

    of_elements: dict[tuple[str, str], bool] = field(default_factory=dict)
    of_classes: dict[str, bool] = field(default_factory=dict)

    def decide(self, element: str, attribute: str) -> bool:
        """Tell whether an attribute of a TEI element, both by local name, holds pointers."""
        told = self.of_elements.get((element, attribute), self.of_classes.get(attribute))
        if told is None or attribute in OTHER_ADDRESSES:
            return is_pointer(element, attribute)
        return told


@cache
def odd_pointers(uri: str, sources: SchemaSources) -> OddPointers | None:
    """Return what an ODD says, ``None`` where the schema is none or cannot be had."""
    from editio.edition.parsing import parse_bytes

    try:
        root = parse_bytes(sources.read(uri)[0], uri)
    except (OSError, SourceError):  # the check that needs the schema says so
        return None
    if root.tag not in {tei("TEI"), tei("teiCorpus")}:
        return None
    found = OddPointers()
    for definition in root.iter(tei("attDef")):
        name, told = definition.get("ident"), _holds_pointers(definition)
        owner = next(definition.iterancestors(tei("elementSpec"), tei("classSpec")), None)
        if name is None or told is None or owner is None or definition.get("ns"):
            continue
        if owner.tag == tei("elementSpec"):
            found.of_elements[owner.get("ident", ""), name] = told
        else:
            found.of_classes[name] = told
    return found


def _holds_pointers(definition: _Element) -> bool | None:
    """Tell whether an attribute is defined as pointers; ``None`` where its datatype is not told."""
    datatype = definition.find(tei("datatype"))
    if datatype is None or definition.get("mode") == "delete":
        return None
    kinds = {
        item.get("key") or item.get("name") or item.get("type")
        for item in datatype.iter(tei("dataRef"), f"{{{RELAXNG_NS}}}ref", f"{{{RELAXNG_NS}}}data")
    }
    return kinds <= _POINTERS if kinds else None
