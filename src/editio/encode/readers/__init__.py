"""Readers of sources, chosen by the suffix of the file: each yields a body of TEI.

A new form is one module and one line in :data:`READERS`.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from editio.encode.readers.marked import read_markdown_file, read_office_file
from editio.encode.readers.plain import read_plain
from editio.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from editio.encode.readers.body import Body

    Reader = Callable[[bytes, str], Body]

READERS: Final[dict[str, Reader]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".asc": read_plain,
    "": read_plain,
    ".md": read_markdown_file,
    ".markdown": read_markdown_file,
    ".docx": read_office_file,
    ".odt": read_office_file,
    ".epub": read_office_file,
    ".rtf": read_office_file,
    ".html": read_office_file,
    ".htm": read_office_file,
    ".xhtml": read_office_file,
    ".tex": read_office_file,
    ".latex": read_office_file,
}
_KNOWN = {
    ".xml": ("is XML already", "put it into the edition’s folder of texts"),
    ".tei": ("is TEI already", "put it into the edition’s folder of texts"),
    ".doc": ("is an old Word document", "save it as docx"),
    ".pdf": ("is a PDF, which holds pages and no text", "export the text, or save it as docx"),
}


def read(data: bytes, name: str) -> Body:
    """Return the body of the file ``name``.

    Raises :class:`~editio.errors.SourceError` where its form is not known, or it is broken,
    hostile or empty.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _KNOWN:
        what, hint = _KNOWN[suffix]
        raise SourceError(f"{name} {what}", hint)
    if suffix not in READERS:
        forms = ", ".join(sorted(filter(None, READERS)))
        raise SourceError(f"{name}: files {suffix} are not imported", f"possible are {forms}")
    return READERS[suffix](data, name)
