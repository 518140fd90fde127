"""Which values a schema suggests for attributes that take others, too.

An ODD has lists of values that are open (`type="semi"`). In RELAX NG they are a choice of values
and of a datatype, so that they forbid nothing: but who checks an edition may want to know.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.names import TEI_NS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.relaxng.patterns import Pattern
    from editio.relaxng.vocabulary import Vocabulary


@dataclass(slots=True)
class Suggestions:
    """What a grammar suggests. Elements are looked at when they are met."""

    vocabulary: Vocabulary
    _known: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)

    def of(self, element: str, attribute: str) -> frozenset[str]:
        """Return the values suggested for an attribute of a TEI element, both by local name.

        None where there is no list, or where it is closed.
        """
        if element not in self._known:
            self._known[element] = dict(self._read(element))
        return self._known[element].get(attribute, frozenset())

    def _read(self, element: str) -> Iterator[tuple[str, frozenset[str]]]:
        from editio.relaxng.nameclasses import SEPARATOR

        for definition in self.vocabulary.definitions.get(f"{TEI_NS}{SEPARATOR}{element}", ()):
            for name, attribute in self.vocabulary.attributes(definition.content).items():
                found = _suggested(attribute.content)
                if found:
                    yield name, found


def _suggested(content: Pattern) -> frozenset[str]:
    """Return the values that a content lists, if it takes others besides."""
    from editio.relaxng.patterns import Data, List, Text, Value

    waiting, values, is_open = [content], set(), False
    while waiting:
        pattern = waiting.pop()
        if isinstance(pattern, Value):
            values.add(pattern.written)
        elif isinstance(pattern, (Data, Text)):
            is_open = True
        else:
            waiting += [pattern.content] if isinstance(pattern, List) else pattern.parts
    return frozenset(values) if is_open else frozenset()
