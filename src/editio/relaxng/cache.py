"""Compiled schemas kept between runs.

A schema's simple form is stored as JSON under the hash of its bytes; every other file that it was
made from is named with its hash and checked when the form is read back. A cached form has passed
all checks, so its patterns need to be made only where a document leads.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editio.relaxng.form import ElementForm, Place, SchemaForm

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 3
"""Of the simple form and of the checks behind it; raise it when either changes."""


class FormCache:
    """The cached forms in one folder, which is made when first written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, data: bytes, uri: str) -> Path:
        key = hashlib.sha256(f"{VERSION}\n{uri}\n".encode() + data).hexdigest()
        return self.folder / f"relaxng-{key[:40]}.json"

    def read(
        self, data: bytes, uri: str, resolve: Callable[[str], tuple[bytes, str]]
    ) -> SchemaForm | None:
        """Return the form of the schema, ``None`` where it is not cached or no longer true."""
        try:
            digest, _, body = self._path(data, uri).read_bytes().partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() != digest:
                return None
            stored = json.loads(body)
            for file, known in stored["files"]:
                if file != uri and _digest(resolve(file)[0]) != known:
                    return None
            return _form(stored)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(
        self, form: SchemaForm, data: bytes, uri: str, resolve: Callable[[str], tuple[bytes, str]]
    ) -> None:
        """Keep the form of a schema; a folder that cannot be written to is no mistake."""
        files = [[file, "" if file == uri else _digest(resolve(file)[0])] for file in form.files]
        body = json.dumps(_stored(form, files), separators=(",", ":"), ensure_ascii=False).encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(number, "wb") as stream:
                stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            Path(name).replace(self._path(data, uri))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stored(form: SchemaForm, files: list[list[str]]) -> dict[str, Any]:
    numbers = {file: number for number, file in enumerate(dict.fromkeys(form.files))}
    elements = [
        [
            element.names,
            element.content,
            element.documentation,
            [numbers.get(element.place.file, -1), element.place.line, element.place.column],
        ]
        for element in form.elements
    ]
    return {
        "files": files,
        "start": form.start,
        "defines": form.defines,
        "elements": elements,
        "reachable": form.reachable,
    }


def _form(stored: dict[str, Any]) -> SchemaForm:
    files = [file for file, _ in stored["files"]]
    elements = [
        ElementForm(names, content, documentation, _place(files, *place))
        for names, content, documentation, place in stored["elements"]
    ]
    return SchemaForm(stored["start"], stored["defines"], elements, files, stored["reachable"])


def _place(files: list[str], number: int, line: int, column: int) -> Place:
    return Place(files[number] if number >= 0 else "", line, column)
