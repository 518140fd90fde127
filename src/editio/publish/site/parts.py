"""The parts of a document's page, as the HTML stylesheet names them by comments.

This is the only place of the site where a string becomes markup without being escaped: the output
of the HTML stylesheet, which is serialised from a tree and so is markup by construction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The parts in the order in which they stand in the page.
PART_NAMES = ("toc", "text", "notes", "apparatus", "about")

_NOTHING = Markup()
_PART = re.compile(r"<!--part:(" + "|".join(PART_NAMES) + r")-->")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one document's page; a missing one is empty."""

    toc: Markup = _NOTHING
    text: Markup = _NOTHING
    notes: Markup = _NOTHING
    apparatus: Markup = _NOTHING
    about: Markup = _NOTHING


def split_parts(html: str) -> Parts:
    """Cut the output of the HTML stylesheet at its part comments.

    What stands before the first comment belongs to no part and is the text.
    """
    before, *pieces = _PART.split(html)
    parts: dict[str, str] = {"text": before.strip()}
    for name, content in zip(pieces[::2], pieces[1::2], strict=True):
        parts[name] = parts.get(name, "") + content
    return Parts(**_as_markup(parts))


def _as_markup(parts: Mapping[str, str]) -> dict[str, Markup]:
    return {name: Markup(content) for name, content in parts.items()}  # noqa: S704
