"""Which attributes hold pointers, as the schema of a document has it.

In RELAX NG the datatype teidata.pointer of the TEI is ``anyURI``, or a list of it. A customization
may give it to attributes of its own, or take it from some: then the schema decides, and what it
does not know is told from the Guidelines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.pointerattributes import is_pointer
from editio.names import TEI_NS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.relaxng.patterns import Pattern
    from editio.relaxng.vocabulary import Vocabulary

#: Addresses that are no pointers of an edition: names of namespaces, media, schemas, and RDFa.
OTHER_ADDRESSES = frozenset(
    {
        *("url", "uri", "ns", "name", "filter", "property", "location", "require", "href"),
        *("about", "resource", "typeof", "typeOf", "vocab", "datatype", "except", "namespace"),
        *("defaultExceptions", "schemaLocation", "source"),
    }
)


@dataclass(slots=True)
class PointerTypes:
    """What a grammar knows of pointers. Elements are looked at when they are met."""

    vocabulary: Vocabulary
    _known: dict[str, dict[str, bool]] = field(default_factory=dict)

    def decide(self, element: str, attribute: str) -> bool:
        """Tell whether an attribute of a TEI element, both by local name, holds pointers."""
        if element not in self._known:
            self._known[element] = dict(self._read(element))
        told = self._known[element].get(attribute)
        if told is None or attribute in OTHER_ADDRESSES:
            return is_pointer(element, attribute)
        return told

    def _read(self, element: str) -> Iterator[tuple[str, bool]]:
        from editio.relaxng.nameclasses import SEPARATOR

        for definition in self.vocabulary.definitions.get(f"{TEI_NS}{SEPARATOR}{element}", ()):
            for name, attribute in self.vocabulary.attributes(definition.content).items():
                told = _holds_addresses(attribute.content)
                if told is not None:
                    yield name, told


def _holds_addresses(content: Pattern) -> bool | None:
    """Tell whether a content is addresses and nothing else; ``None`` where it lists its values."""
    from editio.relaxng.patterns import Data, List, Text, Value

    waiting, kinds = [content], set()
    while waiting:
        pattern = waiting.pop()
        if isinstance(pattern, Value):
            return None
        if isinstance(pattern, Text):
            return False
        if isinstance(pattern, Data):
            kinds.add(pattern.datatype.name == "anyURI")
        else:
            waiting += [pattern.content] if isinstance(pattern, List) else pattern.parts
    return kinds == {True} if kinds else None
