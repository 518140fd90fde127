"""Checking documents against their schema alone, without what the other checks need of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.findings import Severity
from editio.names import XINCLUDE_NS
from editio.run.members import Members
from editio.validate.grammar import compiled
from editio.validate.limits import lost_finding
from editio.validate.schemas import usable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from editio.edition.fate import Fate
    from editio.edition.model import DocumentRef
    from editio.edition.settings import Limits
    from editio.findings import Finding
    from editio.run.executors import Executor
    from editio.run.request import Request
    from editio.validate.options import Options

_XINCLUDE = XINCLUDE_NS.encode()
_INCLUDE = re.compile(rb"<(?:[^\s<>/:]+:)?include[\s/>]")


def check_grammar(request: Request, executor: Executor) -> Iterator[list[Finding]]:
    """Yield of each document why it is not well-formed, and its mistakes against the schema.

    The findings are among those of :func:`editio.run.validation.validate_documents`. Raises
    :class:`~editio.errors.SchemaError` if the schema of the options cannot be used.
    """
    root, options, refs = request.root, request.options, request.refs
    if options.relaxng_schema is not None:
        with usable():
            compiled(options.relaxng_schema, options.schemas)
    members = Members(root, (*request.others, *refs))
    said: set[str] = set()
    check = CheckGrammar(root, members, request.include_folders, options, request.limits)
    for found in executor.map(check, refs, check.lost):
        yield [item for item in found if item.code != "RNG-SCHEMA" or item.message not in said]
        said.update(item.message for item in found)


@dataclass(frozen=True, slots=True)
class CheckGrammar:
    """What is wrong with one document as XML and by its schema."""

    root: Path
    members: Members
    folders: tuple[Path, ...]
    options: Options
    limits: Limits

    def __call__(self, ref: DocumentRef) -> list[Finding]:
        return [] if self._is_valid(ref) else list(self._found(ref))

    def lost(self, ref: DocumentRef, fate: Fate) -> list[Finding]:
        """Return what stands for a document that could not be checked."""
        return [lost_finding(ref, fate, self.limits)]

    def _is_valid(self, ref: DocumentRef) -> bool:
        """Tell whether the file as it is follows the schema: most do, and need no opening."""
        schema = self.options.relaxng_schema
        if schema is None:
            return False
        try:
            data = (self.root / ref.path).read_bytes()
        except OSError:
            return False
        if _XINCLUDE in data and _INCLUDE.search(data):  # what is included is checked with it
            return False
        return compiled(schema, self.options.schemas).schema.is_valid(data)

    def _found(self, ref: DocumentRef) -> Iterator[Finding]:
        from editio.edition.source import open_document
        from editio.validate.checks import GRAMMAR_CHECKS, run_checks
        from editio.validate.ignoring import Ignored, instructions_in

        document = open_document(
            ref,
            self.root,
            members=self.members,
            folders=self.folders,
            max_depth=self.limits.depth,
        )
        ignored = Ignored()
        ignored.add(instructions_in(document), frozenset())
        for finding in ignored.left(run_checks(document, self.options, GRAMMAR_CHECKS)):
            if finding.code.startswith("RNG-") or finding.severity is Severity.ERROR:
                yield finding
