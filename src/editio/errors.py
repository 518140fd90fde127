"""The exceptions of Editio: each says what is wrong and what to do about it.

A document that is wrong is not an exception but a :class:`~editio.findings.Finding`: exceptions
are for what stops a run (configuration, schemas, stylesheets, the output folder).
"""

from __future__ import annotations


class EditioError(Exception):
    """Base of all errors that a user can do something about.

    ``message`` says what is wrong and where, in one line; ``hint`` says what to do, in one line.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(EditioError):
    """``edition.toml`` or an option is wrong."""


class SourceError(EditioError):
    """A source cannot be read or parsed at all."""


class SchemaError(EditioError):
    """A schema (RELAX NG, Schematron, JSON Schema) is itself wrong.

    ``file``, ``line`` and ``column`` say where, as far as is known (empty and 0 otherwise).
    """

    def __init__(
        self, message: str, hint: str = "", *, file: str = "", line: int = 0, column: int = 0
    ) -> None:
        super().__init__(message, hint)
        self.file = file
        self.line = line
        self.column = column


class TransformError(EditioError):
    """A stylesheet does not compile, or fails on a document."""


class PublishError(EditioError):
    """The output folder cannot be written, or does not belong to Editio."""
