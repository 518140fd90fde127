"""What a check yields: one finding, one severity scale, for every stage of the toolchain."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs. Compare with :attr:`rank`: a higher rank is worse."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for ``info``, 1 for ``warning``, 2 for ``error``."""
        return _RANK[self]


_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to know about one place in one file.

    ``line`` and ``column`` count from 1, columns in characters; both are 0 where a finding
    concerns a whole file. They point at the ``<`` of a tag, the first letter of an attribute's
    name, or the first character of the text concerned. ``file`` is the path as a person would
    write it (relative to the edition where it lies inside). ``document`` is the id of the document
    of the edition, empty where there is none.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    xpath: str = ""
    document: str = field(default="")

    def at(self, *, file: str | None = None, document: str | None = None) -> Finding:
        """Return the same finding, placed in ``file`` and ``document``."""
        return replace(
            self,
            file=self.file if file is None else file,
            document=self.document if document is None else document,
        )

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reports: by file, then by place, then by code."""
        return (self.file, self.line, self.column, self.code, self.message)

    def to_json(self) -> dict[str, Any]:
        """Return the finding in the form of ``schemas/findings.schema.json``."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "xpath": self.xpath,
            "document": self.document,
        }
