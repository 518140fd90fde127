"""Compiled templates, kept where Python keeps the code of the modules beside them.

To compile the templates of a few pages takes a tenth of a second, which is a good part of a build
in which little has changed. What is kept is code: it belongs to the program, under its rights, and
not into a cache that machines share (``edition/records.py``).
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_TEMPLATES = Path(__file__).with_name("templates")
_HASH = hashlib.blake2b(digest_size=16)


class CompiledTemplates(jinja2.BytecodeCache):
    """Reads and writes the compiled templates; where that is not possible, nothing is kept.

    Whether a file fits the template, Python and Jinja is for the bucket to say; that it is whole,
    its first bytes do. ``way`` stands for the way in which templates are compiled here.
    """

    def __init__(self, folder: Path = _TEMPLATES, way: str = "") -> None:
        self._folder = folder
        self._way = way

    def get_source_checksum(self, source: str) -> str:
        """Return what tells that a file was made from this template, and in this way."""
        return super().get_source_checksum(f"{self._way}\0{source}")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the template: all lie in one folder."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what was kept of a template."""
        with suppress(OSError):
            kept = self._file(bucket).read_bytes()
            if kept.startswith(_hash(kept[_HASH.digest_size :])):
                bucket.bytecode_from_string(kept[_HASH.digest_size :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, in one step: other processes may be reading it."""
        if sys.dont_write_bytecode:
            return
        code = bucket.bytecode_to_string()
        file = self._file(bucket)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_bytes(_hash(code) + code)
                draft.replace(file)
            except OSError:
                draft.unlink(missing_ok=True)

    def _file(self, bucket: Bucket) -> Path:
        return Path(cache_from_source(self._folder / f"{bucket.key}.py")).with_suffix(".jinja")


def _hash(code: bytes) -> bytes:
    found = _HASH.copy()
    found.update(code)
    return found.digest()
