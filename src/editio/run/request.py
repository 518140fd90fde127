"""What is to be checked of an edition, and how: what every way of validating is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editio.edition.settings import Limits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.validate.options import Options


@dataclass(frozen=True, slots=True)
class Request:
    """Documents to be checked, in their order, and what holds for all of them.

    ``root`` is the edition's folder, ``edition`` are all of its documents, where ``refs`` are only
    some: pointers may lead to them. ``include_folders`` are folders outside ``root`` from which
    files may be included, ``language`` is the edition's. ``limits`` hold for each document (time
    and memory where the executor can keep them).
    """

    refs: Sequence[DocumentRef]
    root: Path
    options: Options
    edition: Sequence[DocumentRef] = ()
    include_folders: tuple[Path, ...] = ()
    language: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def others(self) -> list[DocumentRef]:
        """The documents of the edition that are not to be checked."""
        if self.refs is self.edition:
            return []
        paths = {ref.path for ref in self.refs}
        return [ref for ref in self.edition if ref.path not in paths]
