"""Documents that pass a limit: they are left out, and the rest is built or checked.

These findings come from the processes that work (`run/executors`), in `validate` and in `build`;
`TXT-SIZE` comes from `build` alone.

## XML-KILLER: a document kills the process that works on it

It was tried twice, the second time by a fresh process, and each time the process died: killed by
the system for want of memory, or by a fault of an engine. Divide the document, give the machine
more memory, or report a bug with the document.

## XML-TIME: work on a document does not end

It took longer than `limits.time` in `edition.toml` allows. A stylesheet or a Schematron rule of the
edition that loops is the usual reason, a pattern with which a regular expression tries
everything another. If nothing is wrong, divide the document, or raise the limit.

## XML-MEMORY: work on a document takes too much memory

The process that worked on it held more than `limits.memory` in `edition.toml` allows, or found none
left, twice. Divide the document, look for a rule or a stylesheet that multiplies, or raise the
limit.

## TXT-SIZE: what is made of a document is too large

Its HTML or its plain text would have more characters than `limits.output` in `edition.toml` allows,
so that it has no page. Divide the document, or raise the limit. Where the document is small, a
stylesheet of the edition repeats its text again and again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editio.edition.fate import Fate
from editio.findings import Finding, Severity

if TYPE_CHECKING:
    from editio.edition.model import DocumentRef, DocumentResult
    from editio.edition.settings import Limits

_MILLION = 1_000_000
#: The code of what is said where processes died of a document.
DIED = "XML-KILLER"


def lost_finding(ref: DocumentRef, fate: Fate, limits: Limits) -> Finding:
    """Say what became of the process that worked on a document."""
    code, message, hint = {
        Fate.DIED: (
            DIED,
            "the process that worked on this document died, twice",
            "the document may be too large for the memory: divide it; if not, report a bug",
        ),
        Fate.TIME: (
            "XML-TIME",
            f"work on this document took longer than {limits.time} seconds, and was ended",
            "a stylesheet or rule of the edition may loop; if not, divide the document, or raise"
            " limits.time in edition.toml",
        ),
        Fate.MEMORY: (
            "XML-MEMORY",
            f"work on this document took more memory than there is, or than {limits.memory} MB",
            "divide the document, or raise limits.memory in edition.toml",
        ),
    }[fate]
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        hint=hint,
        file=ref.path,
        document=ref.id,
    )


def size_finding(result: DocumentResult, limits: Limits) -> Finding | None:
    """Return a finding if what was made of a document is more than it may be."""
    size = max(len(result.html), len(result.text))
    if size <= limits.output * _MILLION:
        return None
    return Finding(
        code="TXT-SIZE",
        severity=Severity.ERROR,
        message=f"what is made of this document has {size // _MILLION:,} million characters,"
        f" more than the {limits.output:,} that it may have",
        hint="divide the document, or raise limits.output in edition.toml; where the document is"
        " small, a stylesheet of the edition repeats its text",
        file=result.ref.path,
        document=result.ref.id,
    )
