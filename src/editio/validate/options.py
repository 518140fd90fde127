"""What a validation is to do: small, frozen, and the same in every process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """``relaxng_schema`` is a schema in XML syntax; ``None`` leaves the grammar unchecked.

    ``schematron`` is a schema with rules of Schematron; ``None`` checks none.

    ``today`` is the day after which dates lie in the future; ``None`` compares none.
    """

    relaxng_schema: Path | None = None
    schematron: Path | None = None
    today: tuple[int, int, int] | None = None
