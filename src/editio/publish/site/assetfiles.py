"""The stylesheets and scripts of a site, as they are published: lean, and few.

What one file of the site holds may be written in several, each about one thing. They are put
together in their order, so that a page asks for one.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from editio.publish.site.lean import lean
from editio.publish.site.reading import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The files that are put together, by the name of the whole: its folder has the parts.
_PARTS: Mapping[str, Sequence[str]] = {
    "edition.css": (
        "variables",
        "page",
        "text",
        "structure",
        "phrases",
        "notes",
        "fields",
        "direction",
        "phone",
        "paper",
    ),
    "lists.css": (
        "texts",
        "indexes",
        "phone",
    ),
    "genres.css": (
        "editors",
        "verse",
        "drama",
        "transcriptions",
        "dictionaries",
        "letters",
        "sections",
        "facsimiles",
        "wide",
        "phone",
    ),
    "reading.css": (
        "columns",
        "choices",
        "margin",
        "window",
        "citing",
    ),
    "search.js": ("data", "words", "places", "index", "question", "page"),
}

#: All that a site has.
ASSETS = (
    *_PARTS,
    "edition.js",
    "choices.js",
    "search.css",
    "index.js",
    "concordance.css",
    "concordance.js",
    "parallel.css",
    "parallel.js",
    "pictures.css",
    "pictures.js",
    *SCRIPTS,
)


def asset(name: str) -> str:
    """Return one of the :data:`ASSETS` as it is published."""
    folder = resources.files("editio.publish.site") / "assets"
    stem, _, suffix = name.rpartition(".")
    parts = [folder / stem / f"{part}.{suffix}" for part in _PARTS.get(name, ())]
    files = parts or [folder / name]
    return lean(name, "\n".join(file.read_text(encoding="utf-8") for file in files))
