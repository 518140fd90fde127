"""Validating an edition: every document opened and checked, in one process or in several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.edition.source import open_document
from editio.validate.checks import run_checks
from editio.validate.checks.relaxng import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from editio.edition.model import DocumentRef
    from editio.findings import Finding
    from editio.run.executors import Executor
    from editio.validate.options import Options


@dataclass(frozen=True, slots=True)
class _Task:
    """All that a worker needs besides the document."""

    root: Path
    options: Options
    members: Mapping[Path, str]
    folders: tuple[Path, ...]

    def __call__(self, ref: DocumentRef) -> list[Finding]:
        document = open_document(ref, self.root, members=self.members, folders=self.folders)
        return list(run_checks(document, self.options))


def validate_documents(
    refs: Sequence[DocumentRef],
    root: Path,
    options: Options,
    executor: Executor,
    *,
    include_folders: tuple[Path, ...] = (),
) -> Iterator[list[Finding]]:
    """Yield the findings of each document, in the order of ``refs``.

    ``include_folders`` are folders outside ``root`` from which files may be included.

    Raises :class:`~editio.errors.SchemaError` if the schema cannot be used.
    """
    if options.relaxng_schema is not None:
        compiled(options.relaxng_schema)
    members = {(root / ref.path).resolve(): ref.id for ref in refs}
    yield from executor.map(_Task(root, options, members, include_folders), refs)
