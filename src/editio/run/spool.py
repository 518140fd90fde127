"""Per-document results on disk: the merge reads them one by one, so memory stays flat."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from editio.edition.model import DocumentResult


def put(folder: Path, result: DocumentResult) -> DocumentResult:
    """Keep the pages of a result in ``folder``, and return the result without them.

    What is kept is read back only by the run that wrote it: pickles are never shared.
    """
    _path(folder, result.ref.id).write_bytes(
        pickle.dumps((result.html, result.text), pickle.HIGHEST_PROTOCOL)
    )
    return replace(result, html="", text="")


def get(folder: Path, result: DocumentResult) -> DocumentResult:
    """Return the result with its pages."""
    html, text = pickle.loads(_path(folder, result.ref.id).read_bytes())  # noqa: S301  our own
    return replace(result, html=html, text=text)


def _path(folder: Path, document: str) -> Path:
    return folder / f"{document}.pickle"
