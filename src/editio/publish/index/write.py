"""Writing the indexes into a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.publish.index.json_files import documents_file, index_files
from editio.publish.index.sqlite import write_database

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from editio.edition.model import DocumentResult
    from editio.edition.registers import Registers
    from editio.publish.index.model import Index
    from editio.publish.site.output import Output


def write_indexes(
    output: Output,
    results: Sequence[DocumentResult],
    registers: Registers,
    indexes: Sequence[Index],
    *,
    rendered: Collection[str],
) -> None:
    """Write ``index/*.json`` and ``index/edition.sqlite`` of a build.

    ``indexes`` are those of :func:`~editio.publish.index.build.build_indexes`; ``rendered`` are
    the ids of the documents that have a page.
    Raises :class:`~editio.errors.PublishError` where a file cannot be written.
    """
    for path, data in index_files(indexes):
        output.write_bytes(path, data)
    output.write_bytes(*documents_file(results, rendered))
    language = indexes[0].language if indexes else ""
    write_database(output.reserve("index/edition.sqlite"), results, registers, language)
