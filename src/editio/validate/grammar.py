"""RELAX NG schemas, compiled once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from editio.errors import SchemaError
from editio.validate.schemas import NotAskedError, SchemaSources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editio.findings import Finding
    from editio.relaxng.vocabulary import Vocabulary
    from editio.validate.pointertypes import PointerTypes
    from editio.validate.suggestions import Suggestions

_NO_SOURCES = SchemaSources()


class Schema(Protocol):
    """What this check needs of a RELAX NG engine: findings with line, column and path."""

    @property
    def vocabulary(self) -> Vocabulary: ...

    def is_valid(self, document: bytes) -> bool: ...

    def validate(self, document: bytes) -> Iterator[Finding]: ...


@dataclass(frozen=True)
class Compiled:
    """A schema ready for use, and its source."""

    schema: Schema
    source: bytes

    @cached_property
    def pointers(self) -> PointerTypes:
        """What the schema knows of pointers."""
        from editio.validate.pointertypes import PointerTypes

        return PointerTypes(self.schema.vocabulary)

    @cached_property
    def suggestions(self) -> Suggestions:
        """Which values the schema suggests."""
        from editio.validate.suggestions import Suggestions

        return Suggestions(self.schema.vocabulary)

    def speaks(self, namespace: str) -> bool:
        """Tell whether the schema names a namespace: then it is for a dialect, not for TEI."""
        return bool(namespace) and f'"{namespace}"'.encode() in self.source


def compiled(
    schema: Path | str, sources: SchemaSources = _NO_SOURCES, *, compact: bool | None = None
) -> Compiled:
    """Return a schema given by path or address, compiled once per process.

    Raises ``SchemaError`` where it is wrong, and :class:`OSError` where it cannot be had.
    """
    uri = schema.absolute().as_uri() if isinstance(schema, Path) else schema
    found = attempted(uri, sources, compact)
    if isinstance(found, Exception):
        raise found
    return found


@cache
def attempted(
    uri: str, sources: SchemaSources, compact: bool | None
) -> Compiled | SchemaError | OSError:
    """Return a schema or why there is none: a wrong one is not tried again for each document."""
    from editio.relaxng import load_schema

    try:
        data, final = sources.read(uri)
        schema = load_schema(
            data, final, compact=compact, resolve=sources.read, cache_dir=sources.compiled_dir
        )
    except NotAskedError:  # another run may have fetched it since
        raise
    except (SchemaError, OSError) as error:
        return error
    return Compiled(schema, data)
