"""What is kept of a schema between runs: its compiled form, and what was made of it.

A schema's simple form is stored as JSON under the hash of its bytes; every other file that it was
made from is named with its hash and checked when the form is read back. A cached form has passed
all checks, so its patterns need to be made only where a document leads.

Beside the form stand the expressions (:mod:`editio.relaxng.runs`) that processes made for the
states that they met most. They hold for every document, as they follow from the schema alone: what
was read tells only which of them are worth making. No text and no value of a document is in them
that is not in the schema.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editio.relaxng.form import ElementForm, Place, SchemaForm
from editio.relaxng.runs import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from editio.relaxng.letters import Exit

VERSION = 4
"""Of the simple form, the checks behind it and the expressions; raise it when one changes."""


class SchemaCache:
    """What a folder keeps of one schema; the folder is made when first written to."""

    def __init__(self, folder: Path, data: bytes, uri: str) -> None:
        self.folder = folder
        self.uri = uri
        key = hashlib.sha256(f"{VERSION}\n{uri}\n".encode() + data).hexdigest()
        self._form = folder / f"relaxng-{key[:40]}.json"
        self._runs = folder / f"relaxng-{key[:40]}-runs.json"
        self._files = ""
        """The hash of the files that the schema was made from."""

    def form(self, resolve: Callable[[str], tuple[bytes, str]]) -> SchemaForm | None:
        """Return the form of the schema, ``None`` where it is not cached or no longer true."""
        try:
            stored = _read(self._form)
            for file, known in stored["files"]:
                if file != self.uri and _digest(resolve(file)[0]) != known:
                    return None
            form = _form(stored)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self._files = _digest(repr(stored["files"]).encode())
        return form

    def keep_form(self, form: SchemaForm, resolve: Callable[[str], tuple[bytes, str]]) -> None:
        """Keep the form of the schema; a folder that cannot be written to is no mistake."""
        files = [
            [file, "" if file == self.uri else _digest(resolve(file)[0])] for file in form.files
        ]
        self._files = _digest(repr(files).encode())
        self._write(self._form, _stored(form, files))

    def runs(self) -> dict[bytes, Run]:
        """Return the expressions for the form that was read or kept, by their states' marks."""
        try:
            stored = _read(self._runs)
            if stored["files"] != self._files:
                return {}
            return {bytes.fromhex(mark): _run(*run) for mark, run in stored["runs"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def keep_runs(self, runs: Mapping[bytes, Run]) -> None:
        """Keep expressions for the form that was read or kept."""
        stored = {mark.hex(): _stored_run(run) for mark, run in runs.items()}
        self._write(self._runs, {"files": self._files, "runs": stored})

    def _write(self, path: Path, stored: dict[str, Any]) -> None:
        import tempfile  # which most processes do without

        body = json.dumps(stored, separators=(",", ":"), ensure_ascii=False).encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(number, "wb") as stream:
                stream.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            Path(name).replace(path)


def _read(path: Path) -> Any:
    """Return what a file holds. Raises :class:`ValueError` where it is damaged."""
    digest, _, body = path.read_bytes().partition(b"\n")
    if _digest(body).encode() != digest:
        raise ValueError(f"{path} is damaged")
    return json.loads(body)


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


def _stored_run(run: Run) -> list[Any]:
    # what a start tag leads to is found again when it comes
    exits = [one.decode("latin-1") if isinstance(one, bytes) else None for one in run.exits]
    return [run.source.decode("latin-1"), exits, list(run.taken), run.worth]


def _run(source: str, exits: list[str | None], taken: list[str], worth: float) -> Run:
    ends: list[Exit] = [None if one is None else one.encode("latin-1") for one in exits]
    return Run(source.encode("latin-1"), ends, dict.fromkeys(taken, 0.0), worth)
