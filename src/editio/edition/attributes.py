"""Which attributes the elements of a document have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.names import TEI_NS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element


def attributes_by_tag(root: _Element) -> Mapping[str, frozenset[str]]:
    """Return the names of attributes by the tag of the TEI elements that have them."""
    found: dict[str, set[str]] = {}
    for element in root.iter(f"{{{TEI_NS}}}*"):
        names = element.keys()
        if names:
            known = found.setdefault(str(element.tag), set())
            if not known.issuperset(names):
                known.update(map(str, names))
    return {tag: frozenset(names) for tag, names in found.items()}
