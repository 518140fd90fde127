"""What is made of a document, as the merge keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editio.edition.model import DocumentResult


@dataclass(frozen=True, slots=True)
class Made:
    """The result of a document, and how much is in it.

    ``rendered`` tells whether it has pages and a plain text.
    """

    result: DocumentResult
    units: int
    mentions: int
    rendered: bool

    def light(self) -> Made:
        """Return the same without all that is long: a small record for each document."""
        result = replace(self.result, html="", text="", units=(), mentions=(), links=())
        return replace(self, result=result)
