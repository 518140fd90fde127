"""The edition's own rules, in Schematron: what a grammar cannot express.

The schema is `validate.schematron` in `edition.toml` or the option `--schematron`: a Schematron
file, or a RELAX NG schema or an ODD with Schematron in it; without one nothing is checked here. The
phase is the schema's `defaultPhase`, else all patterns are active. How much a finding weighs is
what `role`, `severity` or `flag` of the assertion says (`info`, `warning`, `error`), and `error`
where they say nothing; diagnostics are its hint. A schema is a program that can read files: use
only those you trust. The network is never asked.

## SCH-ASSERT: something that a rule requires does not hold

The message is that of the schema, with the id of the assertion in brackets.

Bad: `<note>` where a rule asserts `@place`.
Good: `<note place="foot">`.

## SCH-REPORT: a rule reports something

The message is that of the schema, with the id of the report in brackets.

## SCH-EVALUATION: a rule cannot be applied

An expression of the schema fails here: mostly a value that it takes for a date or a number and that
is none. The hint names the line of the schema. Correct the document, or write the rule so that it
bears such values (`castable as`). The other rules are checked all the same.

## SCH-DOCUMENT: a rule is about a document that is not there

The pattern looks into other documents (`documents`), and one of them cannot be read. Correct the
pointer.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from editio.errors import SourceError
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.source import OpenDocument
    from editio.schematron import Schema
    from editio.validate.options import Options


@cache
def compiled(path: Path) -> Schema:
    """Return the schema at ``path``, compiled once per process. Raises ``SchemaError``."""
    from editio.schematron import load_schema

    return load_schema(path)


def run(document: OpenDocument, options: Options) -> Iterator[Finding]:
    """Yield what the rules say, if there are some and the document can be read."""
    if options.schematron is None or not document.usable:
        return
    schema = compiled(options.schematron)
    try:
        # A schema for a dialect is about the names of the dialect, not of TEI.
        own = document.sniff.foreign_namespace and schema.speaks(document.sniff.namespace)
        text = document.source() if own else document.text()
        for finding in schema.validate_text(text, document.path):
            if finding.file != str(document.path):
                yield finding.at(file=_in_edition(finding.file, document))
            else:
                yield finding.at(file=document.ref.path) if own else document.placed(finding)
    except SourceError as error:
        yield Finding(
            code="SCH-EVALUATION",
            severity=Severity.WARNING,
            message=f"no rule can be applied to the document: {error.message}",
            hint="correct what else is found in it, or report a bug",
            line=1,
            column=1,
        )


def _in_edition(file: str, document: OpenDocument) -> str:
    """Return the path of another document as reports name it."""
    root = document.path.parents[len(Path(document.ref.path).parts) - 1]
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file
