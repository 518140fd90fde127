"""Ids and references to them: RELAX NG DTD Compatibility, sections 5.2 and 5.3.

RELAX NG itself knows no links between values. With this option an attribute whose datatype in the
schema is ``ID`` must be unlike every other in the document, and one that is ``IDREF`` or ``IDREFS``
must name an id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.relaxng.datatypes.base import split
from editio.relaxng.messages import attribute_name, finding
from editio.relaxng.patterns import Data
from editio.relaxng.words import closest, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from editio.findings import Finding
    from editio.relaxng.messages import Place
    from editio.relaxng.vocabulary import Vocabulary


def identity_kinds(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """Return by element and attribute name which attributes are ``ID``, ``IDREF``, ``IDREFS``."""
    kinds: dict[str, dict[str, str]] = {}
    for key, elements in vocabulary.definitions.items():
        for element in elements:
            for name, attribute in vocabulary.attributes(element.content).items():
                content = attribute.content
                if isinstance(content, Data) and content.datatype.id_kind:
                    kinds.setdefault(key, {})[name] = content.datatype.id_kind
    return kinds


@dataclass(slots=True)
class Identities:
    """The ids of one document, and the references that wait for its end."""

    kinds: Mapping[str, Mapping[str, str]]
    ids: dict[str, Place] = field(default_factory=dict)
    references: list[tuple[str, str, Place]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def start(
        self, key: str, attributes: Mapping[str, str], place_of: Callable[[str], Place]
    ) -> None:
        """Take the attributes of a start tag."""
        for name, kind in self.kinds.get(key, {}).items():
            value = attributes.get(name)
            if value is None:
                continue
            place = place_of(name)
            if kind == "ID":
                self._identify(value.strip(" \t\r\n"), name, place)
            else:
                self.references += [(one, name, place) for one in split(value)]

    def _identify(self, value: str, name: str, place: Place) -> None:
        first = self.ids.setdefault(value, place)
        if first is not place:
            message = f"the id {quoted(value)} is given twice, first in line {first.line}"
            hint = f"Every {attribute_name(name)} must be unlike all others in the document."
            self.findings.append(finding("RNG-ID", place, message, hint))

    def finish(self) -> list[Finding]:
        """Return what was found, once the document is read."""
        for value, name, place in self.references:
            if value not in self.ids:
                guess = closest(value, self.ids)
                message = f"{attribute_name(name)} points to {quoted(value)}, which is no id here"
                hint = f"Did you mean {quoted(guess)}?" if guess else ""
                self.findings.append(finding("RNG-IDREF", place, message, hint))
        return self.findings
