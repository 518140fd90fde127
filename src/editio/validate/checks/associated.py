"""The schemas that a document names itself, ready for use, or why they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

from editio.addresses import join_uri
from editio.edition.association import Association, SchemaKind, associations
from editio.errors import SchemaError
from editio.findings import Finding, Severity
from editio.validate.schemas import NotAskedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from editio.edition.source import OpenDocument

    Loaded = TypeVar("Loaded")

#: Of a schema that cannot be used, by what it is.
_CODES = {SchemaKind.GRAMMAR: "RNG-SCHEMA", SchemaKind.RULES: "SCH-SCHEMA"}


def named(document: OpenDocument, kind: SchemaKind) -> Iterator[tuple[Association, str]]:
    """Yield the schemas of a kind that a document names, each with its absolute address, once."""
    seen: set[tuple[str, str]] = set()
    for item in associations(document.source()):
        try:
            uri = join_uri(document.uri, item.href.replace(" ", "%20"))
        except ValueError:
            uri = item.href
        if item.kind is kind and (uri, item.phase) not in seen:
            seen.add((uri, item.phase))
            yield item, uri


def loaded(
    document: OpenDocument, kind: SchemaKind, load: Callable[[Association, str], Loaded]
) -> Iterator[Loaded | Finding]:
    """Yield each schema of a kind that a document names, or a finding where it cannot be used."""
    for item, uri in named(document, kind):
        try:
            yield load(item, uri)
        except (OSError, SchemaError, ValueError) as error:
            yield _unusable(document, item, uri, error)


def _unusable(document: OpenDocument, item: Association, uri: str, error: Exception) -> Finding:
    severity, message, hint = Severity.ERROR, f"the schema {item.href} is wrong: {error}", ""
    if not item.href:
        message, hint = "the instruction names no schema", "add href"
    elif isinstance(error, NotAskedError):
        severity = Severity.WARNING
        message = f"nothing is checked against {uri}: {error}"
        hint = "--allow-network fetches it once; or map it to a file in a catalog, or use --schema"
    elif isinstance(error, SchemaError):
        hint = error.hint
    elif uri.startswith("file:"):
        message, hint = f"nothing is checked against {item.href}: {error}", "correct the path"
    elif isinstance(error, OSError):
        message = f"nothing is checked against {uri}: {error}"
        hint = "correct the address, or map it to a file in a catalog"
    return Finding(
        code=_CODES[item.kind],
        severity=severity,
        message=unquote(message) if "%" in message and uri.startswith("file:") else message,
        hint=hint,
        file=document.ref.path,
        line=item.line,
        column=item.column,
    )
