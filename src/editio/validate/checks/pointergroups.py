"""Pointers that are wrong in the same way: one finding for all of a document."""

from __future__ import annotations

from dataclasses import replace

from editio.findings import Severity
from editio.validate.facts import Problem, Use

#: The hint for a file that is not there, where nothing better is known.
CORRECT_PATH = "correct the path"

#: How many words a message shows.
_SHOWN = 5


def group_of(problem: Problem, use: Use) -> str:
    """Return the name under which a problem is reported once per document, if it is."""
    if problem.code == "PTR-WORD":
        return f"{use.attribute}#" if use.is_id else use.attribute
    if problem.code == "PTR-SCHEME":
        return problem.message
    if problem.code == "PTR-PREFIX":
        return use.meant.partition(":")[0]
    # Pictures that are kept elsewhere are missing by the hundred.
    if problem.code == "PTR-FILE" and problem.hint == CORRECT_PATH:
        return f"{problem.severity} {use.attribute}"
    # How things look is often defined outside the document, for a whole collection.
    is_style = problem.code == "PTR-DANGLING" and use.attribute == "rendition"
    return use.attribute if is_style else ""


def _listed(uses: list[Use]) -> str:
    names = ", ".join(f'"{use.written}"' for use in uses[:_SHOWN])
    return names + (f" and {len(uses) - _SHOWN} more" if len(uses) > _SHOWN else "")


def _words(attribute: str, uses: list[Use]) -> Problem:
    is_id = attribute.endswith("#")
    attribute = attribute.removesuffix("#")
    message = f"@{attribute} takes pointers, but holds {_listed(uses)}"
    hint = "write # before an id, and the web address of what has no id"
    if is_id:
        message = f"@{attribute} lacks the # before {_listed(uses)}"
        hint = f"write #{uses[0].written}"
    return Problem(
        code="PTR-WORD",
        severity=Severity.WARNING,
        message=message,
        hint=hint,
        attribute=attribute,
        pointer=uses[0].written,
    )


def _styles(uses: list[Use]) -> Problem:
    return Problem(
        code="PTR-DANGLING",
        severity=Severity.WARNING,
        message=f"nothing in this document defines {_listed(uses)}",
        hint="add a rendition with this id to the tagsDecl",
        attribute=uses[0].attribute,
        pointer=uses[0].written,
    )


def _scheme(scheme: str, uses: list[Use]) -> Problem:
    count = "" if len(uses) == 1 else f" ({len(uses)} different pointers)"
    return Problem(
        code="PTR-SCHEME",
        severity=Severity.WARNING,
        message=f"{scheme}: is no scheme of the web, and no prefixDef explains it{count}",
        hint=f'add <prefixDef ident="{scheme}" …> to the header',
        attribute=uses[0].attribute,
        pointer=uses[0].written,
    )


def _first(problem: Problem, uses: list[Use]) -> Problem:
    others = f" (and so for {_listed(uses[1:])})" if len(uses) > 1 else ""
    return replace(
        problem,
        message=f"{problem.message}{others}",
        attribute=uses[0].attribute,
        pointer=uses[0].written,
    )


def grouped(problem: Problem, name: str, uses: list[Use]) -> Problem:
    """Return what is wrong with all pointers of a group; ``problem`` is that of the first."""
    match problem.code:
        case "PTR-WORD":
            return _words(name, uses)
        case "PTR-SCHEME":
            return _scheme(name, uses)
        case "PTR-DANGLING":
            return _styles(uses)
        case _:
            return _first(problem, uses)
