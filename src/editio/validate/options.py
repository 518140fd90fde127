"""What a validation is to do: small, frozen, and the same in every process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.validate.schemas import SchemaSources

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """``relaxng_schema`` is a grammar for all documents, as a path or an absolute URI, and
    ``schematron`` a schema with rules, of which ``phase`` is active (empty: as the schema says).
    Where one is ``None``, the schemas that a document names itself are used. ``schemas`` tells
    where schemas come from.

    ``today`` is the day after which dates lie in the future; ``None`` compares none. ``reports``
    are the codes of those checks that are wanted although they are off by default.
    """

    relaxng_schema: Path | str | None = None
    schematron: Path | str | None = None
    phase: str = ""
    schemas: SchemaSources = field(default_factory=SchemaSources)
    today: tuple[int, int, int] | None = None
    reports: frozenset[str] = frozenset()
