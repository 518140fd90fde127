"""The quick look at settings never calls valid what jsonschema refuses, and takes what is usual."""

from __future__ import annotations

import json
import subprocess
import sys
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from editio import resources
from editio.edition.validity import is_surely_valid

SCHEMA = json.loads(resources.schema("edition.schema.json").read_text(encoding="utf-8"))
TEXTS = ("", "x", "0", "en", "https://x.org", "2026-01-31", "off", "persons", "error")
LISTS: tuple[Any, ...] = ([], ["x"], ["x", "x"], [1], [1, 1.0], ["persons"])
VALUES = (*TEXTS, *LISTS, 0, 1, -1, 5, 10**6, True, 1.0, {}, {"x": 1}, {"x": "y"})


def some(random: Random, schema: dict[str, Any]) -> Any:
    """Return data that often follow a schema."""
    kind = schema.get("type")
    if random.random() < 0.1:
        return random.choice(VALUES)
    if kind == "object":
        known = schema.get("properties", {})
        names = random.sample(sorted(known), random.randint(0, min(3, len(known))))
        found = {name: some(random, known[name]) for name in names}
        return found | ({"other": "x"} if random.random() < 0.1 else {})
    if kind == "array":
        return [some(random, schema["items"]) for _ in range(random.randint(0, 2))]
    return random.choice([*schema.get("enum", ()), *VALUES])


def test_it_never_takes_what_jsonschema_refuses() -> None:
    random, validator = Random(8), Draft202012Validator(SCHEMA)
    taken = 0
    for _ in range(3_000):
        data = some(random, SCHEMA)
        if is_surely_valid(data, SCHEMA):
            taken += 1
            assert validator.is_valid(data), data
    assert taken > 300


@pytest.mark.parametrize("change", [{"type": "number"}, {"not": {}}, {"oneOf": []}])
def test_it_is_not_sure_of_what_it_does_not_know(change: dict[str, Any]) -> None:
    schema = {"type": "integer", "minimum": 0}
    assert is_surely_valid(1, schema)
    assert not is_surely_valid(1, schema | change)


def test_settings_are_read_without_jsonschema() -> None:
    code = (
        "import sys, pathlib; from editio.edition.settings import load_settings;"
        "load_settings(pathlib.Path(sys.argv[1])); sys.exit('jsonschema' in sys.modules)"
    )
    root = resources.schema("x").parent.parent
    assert (root / "edition.toml").is_file()
    assert subprocess.run([sys.executable, "-c", code, str(root)], check=False).returncode == 0
