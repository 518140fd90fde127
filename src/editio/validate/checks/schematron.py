"""The edition's own rules, in Schematron: what a grammar cannot express.

The schema is the one of the option `--schematron`, else `validate.schematron` in `edition.toml`,
else those that the document names itself in `xml-model` instructions: a Schematron file, or a
RELAX NG schema or an ODD with Schematron in it; without one nothing is checked here. The phase is
the one of `--phase`, else that of the instruction, else the schema's `defaultPhase`, else all
patterns are active; `#ALL` means all. How much a finding weighs is what `role`, `severity` or
`flag` of the assertion says (`info`, `warning`, `error`), and `error` where they say nothing;
diagnostics are its hint. A schema is a program that can read files: use only those you trust. Rules
never ask the network; `RNG-SCHEMA` tells how a schema comes from there.

## SCH-SCHEMA: the schema that the document names cannot be used

The file of an `xml-model` instruction is not there, the schema is wrong or has no such phase, or it
is on the web (a warning) and was never fetched. What to do is told at `RNG-SCHEMA`.

Bad: `<?xml-model href="rules.sch" …?>` where the file is `../schemas/rules.sch`.
Good: the right path, or the schema in `edition.toml`.

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

from editio.edition.association import SchemaKind
from editio.errors import SchemaError, SourceError
from editio.findings import Finding, Severity
from editio.validate.checks.associated import loaded
from editio.validate.schemas import NotAskedError, SchemaSources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.edition.association import Association
    from editio.edition.source import OpenDocument
    from editio.schematron import Schema
    from editio.validate.options import Options

_NO_SOURCES = SchemaSources()


def compiled(schema: Path | str, phase: str = "", sources: SchemaSources = _NO_SOURCES) -> Schema:
    """Return a schema given by path or address, compiled once per process.

    Raises ``SchemaError`` where it is wrong, and :class:`OSError` where it cannot be had.
    """
    uri = schema.absolute().as_uri() if isinstance(schema, Path) else schema
    found = attempted(uri, phase, sources)
    if isinstance(found, Exception):
        raise found
    return found


@cache
def attempted(uri: str, phase: str, sources: SchemaSources) -> Schema | SchemaError | OSError:
    """Return a schema or why there is none: a wrong one is not tried again for each document."""
    from editio.schematron import load_schema

    try:
        source = sources.locate(uri)
        return load_schema(source.path, phase or None, uri=source.uri, locate=sources.locate)
    except NotAskedError:  # another run may have fetched it since
        raise
    except (SchemaError, OSError) as error:
        return error


def run(document: OpenDocument, options: Options) -> Iterator[Finding]:
    """Yield what the rules say, if there are some and the document can be read."""
    if not document.usable:
        return
    if options.schematron is not None:
        schema = compiled(options.schematron, options.phase, options.schemas)
        yield from _validated(document, schema)
        return

    def load(item: Association, uri: str) -> Schema:
        return compiled(uri, options.phase or item.phase, options.schemas)

    for known in loaded(document, SchemaKind.RULES, load):
        if isinstance(known, Finding):
            yield known
        else:
            yield from _validated(document, known)


def _validated(document: OpenDocument, schema: Schema) -> Iterator[Finding]:
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
