"""The manual pages of the codes, from the docstrings of the modules that find them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from editio.validate import baseline, building, ignoring, limits
from editio.validate.checks import CHECKS

_HEADING = re.compile(r"^## ([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+): (.+)$", re.MULTILINE)

#: Codes that only a build finds.
BUILD_CODES: tuple[str, ...] = (
    *(match[1] for match in _HEADING.finditer(building.__doc__)),
    "TXT-SIZE",
)


@dataclass(frozen=True, slots=True)
class Page:
    """The manual page of a code, in Markdown without its heading."""

    code: str
    title: str
    text: str


def pages() -> dict[str, Page]:
    """Return the page of every code, by code: a section ``## CODE: title`` of a docstring each."""
    found: dict[str, Page] = {}
    for manual in (
        *(check.manual for check in CHECKS),
        building.__doc__,
        limits.__doc__,
        ignoring.__doc__,
        baseline.__doc__,
    ):
        parts = _HEADING.split(manual)
        for code, title, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            found[code] = Page(code, title.strip(), text.strip())
    return dict(sorted(found.items()))
