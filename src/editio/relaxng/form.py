"""The simple form of a schema: what is left of RELAX NG after section 4.

Patterns and name classes are tuples whose first item says what they are, so that a schema can be
written to a cache as JSON and read back in a few milliseconds:

* patterns: ``("empty",)``, ``("notAllowed",)``, ``("text",)``, ``("choice" | "group" |
  "interleave", p, …)``, ``("oneOrMore", p)``, ``("list", p)``, ``("data", library, type, params,
  except or None)``, ``("value", library, type, text, namespaces or None, documentation)``,
  ``("attribute", class, p, documentation)``, ``("element", number)``, ``("define", number)``;
* name classes: ``("name", uri, local)``, ``("anyName", except or None)``, ``("nsName", uri, except
  or None)``, ``("choice", class, …)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Form = tuple[Any, ...]
"""A pattern or a name class in the simple form."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a schema; line and column count from 1, 0 where unknown."""

    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class ElementForm:
    """One ``<element>`` of the schema."""

    names: Form
    content: Form
    documentation: str = ""
    place: Place = field(default_factory=Place)


@dataclass(slots=True)
class SchemaForm:
    """A whole schema: the start pattern, the shared definitions, the elements."""

    start: Form
    defines: list[Form]
    elements: list[ElementForm]
    files: list[str] = field(default_factory=list)
    """Every file that the schema was read from, the first one first."""
    reachable: list[int] = field(default_factory=list)
    """Numbers of the elements that can be reached from the start, in the schema's order."""
