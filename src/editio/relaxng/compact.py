"""The compact syntax: turned into the XML syntax by the library rnc2rng."""

from __future__ import annotations

from urllib.parse import urlsplit

from editio.errors import SchemaError


def is_compact(uri: str) -> bool:
    """Return whether a schema's name says that it is in the compact syntax."""
    return urlsplit(uri).path.endswith(".rnc")


def from_compact(data: bytes, uri: str) -> bytes:
    """Return a schema in the XML syntax. Raises :class:`~editio.errors.SchemaError`.

    References to other schemas keep their names: what is included is turned when it is read.
    """
    try:
        from rnc2rng import dumps, loads
        from rnc2rng.parser import ParseError
        from rply.errors import LexingError
    except ImportError:
        hint = "Install it with: pip install rnc2rng"
        message = "schemas in the compact syntax need the Python package rnc2rng"
        raise SchemaError(message, hint, file=uri) from None
    try:
        text: str = dumps(loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise SchemaError("The schema is not in UTF-8", file=uri) from error
    except LexingError as error:
        at = error.source_pos
        place = {"line": at.lineno, "column": at.colno}
        raise SchemaError("The compact syntax is not understood here", file=uri, **place) from error
    except (ParseError, ValueError, KeyError, AttributeError, IndexError, TypeError) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise SchemaError(f"The schema is not in the compact syntax: {reason}", file=uri) from error
    return text.encode()
