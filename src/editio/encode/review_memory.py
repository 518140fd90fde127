"""What an edition remembers of reviews, and where its registers are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editio.edition.model import Role
from editio.encode.review import REJECTED_NAME, Row, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from editio.edition.model import DocumentRef


@dataclass(frozen=True, slots=True)
class Memory:
    """The file of rejections, and the paths of the documents that hold entries, by their ids."""

    path: Path
    registers: Mapping[str, Path]

    @classmethod
    def of(cls, root: Path, refs: Iterable[DocumentRef]) -> Memory:
        """Return the memory of the edition in ``root``: beside its first register."""
        listed = list(refs)
        registers = [ref for ref in listed if ref.role is Role.REGISTER]
        folder = (root / registers[0].path).parent if registers else root
        return cls(folder / REJECTED_NAME, {ref.id: root / ref.path for ref in listed})

    def relative_to(self, file: Path) -> dict[str, str]:
        """Return the paths of the documents as a pointer in ``file`` writes them."""
        folder = file.resolve().parent
        return {
            name: Path(os.path.relpath(path, folder)).as_posix()
            for name, path in self.registers.items()
        }


def read_rejections(path: Path) -> tuple[Row, ...]:
    """Read what is remembered, nothing where there is no file. Raises :class:`SourceError`."""
    return read_table(path) if path.is_file() else ()
