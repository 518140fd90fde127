"""The checks: one module per family; its docstring is the manual page of its codes.

A check is a function of one open document and the settings of the run: it yields findings, and
raises nothing for a bad document. One line in :data:`CHECKS` registers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editio.errors import SourceError
from editio.findings import Finding, Severity
from editio.validate.checks import (
    consistency,
    dates,
    dialects,
    hygiene,
    ids,
    includes,
    pointers,
    quotations,
    registers,
    relaxng,
    schematron,
    wellformed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editio.edition.source import OpenDocument
    from editio.validate.options import Options

    Run = Callable[[OpenDocument, Options], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A family of checks: its name, its function, and the module with its manual."""

    name: str
    run: Run
    manual: str


#: All checks, in the order in which they run.
CHECKS: tuple[Check, ...] = (
    Check("wellformed", wellformed.run, wellformed.__doc__),
    Check("dialects", dialects.run, dialects.__doc__),
    Check("includes", includes.run, includes.__doc__),
    Check("ids", ids.run, ids.__doc__),
    Check("hygiene", hygiene.run, hygiene.__doc__),
    Check("relaxng", relaxng.run, relaxng.__doc__),
    Check("schematron", schematron.run, schematron.__doc__),
    Check("pointers", pointers.run, pointers.__doc__),
    Check("registers", registers.run, registers.__doc__),
    Check("dates", dates.run, dates.__doc__),
    Check("quotations", quotations.run, quotations.__doc__),
    Check("consistency", consistency.run, consistency.__doc__),
)


#: Those that ask only whether a document is XML and follows its RELAX NG schema.
GRAMMAR_CHECKS = tuple(check for check in CHECKS if check.name in {"wellformed", "relaxng"})


def run_checks(
    document: OpenDocument, options: Options, checks: tuple[Check, ...] = CHECKS
) -> Iterator[Finding]:
    """Yield what checks find in a document, each finding placed in its file and document."""
    refused: SourceError | None = None
    for check in checks:
        try:
            for finding in check.run(document, options):
                yield finding.at(file=finding.file or document.ref.path, document=document.ref.id)
        except SourceError as error:
            refused = error
    if refused is not None:
        yield Finding(
            code="XML-ENGINE",
            severity=Severity.ERROR,
            message=refused.message,
            hint=refused.hint,
            file=document.ref.path,
            document=document.ref.id,
        )
